//! Use cases over a real database: a year from its plan to its records.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    unreachable_pub
)]

mod access;
mod accounts;
mod accounts_coming_in;
mod accounts_elsewhere;
mod accounts_lent;
mod accounts_opening;
mod accounts_passwords;
mod accounts_roles;
mod accounts_sessions;
mod accounts_trail;
mod admission;
mod batches;
mod candidates_import;
mod cases;
mod contention;
mod continuity;
mod cooperation;
mod cooperation_papers;
mod corrections;
mod database;
mod datasets;
mod dated;
mod districts;
mod evaluations;
mod examinations;
mod graduates;
mod indicators;
mod office;
mod places;
mod plans;
mod poison;
mod progression;
mod proposals;
mod public;
mod recognition;
mod records;
mod reference;
mod registrations;
mod requests;
mod rules;
mod take_over;
mod told;
mod trainings;
mod trials;
mod verify;
mod what_if;
mod work;
