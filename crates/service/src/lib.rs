//! Use cases, one file each under `<noun>/<verb>.rs`: load, decide, append. And the ports they need.
//!
//! Knows: which facts a decision needs, in which order things are written together.
//! Must never know: HTML, SQL, how a clause decides.

pub mod access;
pub mod account;
pub mod batch;
pub mod branch;
pub mod candidates;
pub mod cases;
mod cells;
pub mod cohort;
pub mod continuity;
pub mod cooperation;
pub mod correction;
pub mod dataset;
pub mod destination;
pub mod district;
pub mod error;
pub mod evaluation;
pub mod examination;
pub mod fees;
pub mod forward;
pub mod guess;
pub mod indicator;
pub mod journal;
pub mod letter;
pub mod look_up;
pub mod mail;
pub mod notice;
pub mod office;
pub mod once;
mod papers;
pub mod person;
pub mod picture;
pub mod plan;
pub mod ports;
pub mod programme;
pub mod progression;
pub mod proposal;
pub mod prospectus;
pub mod publicity;
mod reason;
mod reference;
pub mod registration;
pub mod report;
pub mod request;
pub mod results;
pub mod round;
pub mod rows;
pub mod search;
pub mod student;
pub mod support;
pub mod take_over;
pub mod trail;
pub mod training;
pub mod trial;
pub mod verify;
pub mod views;
pub mod what_if;
pub mod work;
pub mod year_rules;

pub use error::{Conflict, Fault, ServiceError};
pub use office::Office;
pub use papers::GivenFile;
