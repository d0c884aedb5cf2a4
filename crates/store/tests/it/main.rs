//! What every database behind the ports must keep, tried on a real one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    unreachable_pub
)]

mod accounts;
mod cohort;
mod journal;
mod lists;
mod office;
mod progression;
mod scope;
mod trail;
