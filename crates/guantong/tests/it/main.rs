//! The program as a whole: started as a program, read through its output and through a browser.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod browser;
mod commands;
mod documents;
mod explain;
mod journeys;
mod killed;
mod people;
mod scratch;
mod server;
mod signing_in;
mod state;
mod take_over;
