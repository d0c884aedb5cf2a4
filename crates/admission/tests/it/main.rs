//! Admission from outside: against an independent allocator, corrupted results, files of every kind.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod agree;
mod deferred;
mod explain;
mod fields;
mod files;
mod files_errors;
mod instance;
mod proof;
mod seal;
mod slow;
mod words;
mod year;
