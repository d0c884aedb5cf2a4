//! The program as a whole: started as a program, read through its output and through a browser.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod asking;
mod browser;
mod client;
mod commands;
mod database;
mod doctor;
mod documents;
mod explain;
mod faults;
mod faults_served;
mod importing;
mod journeys;
mod keyboard;
mod killed;
mod mailing;
mod moving;
mod operations;
mod people;
mod plain;
mod proposing;
mod scratch;
mod screens;
mod served;
mod server;
mod signing_in;
mod small;
mod smtp;
mod state;
mod take_over;
