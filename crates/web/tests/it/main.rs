//! Pages as a browser asks for them, without a network: against a database of its own for every test.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

mod account;
mod accounts;
mod activate;
mod assess;
mod batch;
mod branches;
mod browser;
mod cases;
mod cohorts;
mod components;
mod continuity;
mod cooperation;
mod corrections;
mod database;
mod datasets;
mod demo_clock;
mod door;
mod edition;
mod elsewhere;
mod evaluations;
mod examinations;
mod family;
mod fees;
mod forms;
mod frame;
mod graduates;
mod home;
mod house;
mod indicators;
mod letters;
mod limits;
mod lives;
mod marks;
mod matrix;
mod notices;
mod once;
mod picture;
mod plan_forms;
mod plan_import;
mod plan_show;
mod plan_upload;
mod programme;
mod progression;
mod proposals;
mod public;
mod registrations;
mod reports;
mod round;
mod round_candidate;
mod round_city;
mod routes;
mod rules;
mod student;
mod students;
mod take_over;
mod town;
mod trail;
mod trainings;
mod trials;
mod weight;
mod what_if;
mod work;
