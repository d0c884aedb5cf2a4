//! Use cases over a real database: a year from its plan to its records.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    unreachable_pub
)]

mod admission;
mod batches;
mod continuity;
mod dated;
mod office;
mod plans;
mod progression;
mod records;
mod registrations;
mod take_over;
