//! What every database behind the ports must keep, tried on a real one.
#![allow(
    clippy::duplicate_mod,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    unreachable_pub
)]

mod faults;
mod postgres;
mod shelves;
mod sqlite;
