//! The record tried from outside: case files, tables, properties.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod cases;
mod codes;
mod dated;
mod examinations;
mod long;
mod progression_rules;
mod properties;
mod readings;
mod runner;
mod sentences;
mod support;
mod take_over;
mod walk;
