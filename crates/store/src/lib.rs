//! The journal and its projections in a database.
//!
//! Knows: tables, transactions, which database keeps which promise.
//! Must never know: whether an event is allowed, what a clause says, how a page looks.

#![allow(clippy::duplicate_mod, reason = "the queries are written once and compiled for each database")]

mod database;
mod error;
mod files;
mod peek;
mod postgres;
mod shelf;
mod sqlite;
mod tables;
mod turns;

pub use database::{Database, Difference, Health, MoveError, OddRows, Place};
pub use error::OpenError;
pub use files::{Moved, ORPHAN_AFTER, PaperFinding, Papers};
pub use peek::{Versions, database_errors, sqlite_may_hold, sqlite_version};
pub use postgres::Postgres;
#[cfg(feature = "s3")]
pub use shelf::{Bucket, BucketAt};
pub use shelf::{Folder, Shelf, ShelfError, Shelved};
pub use sqlite::Sqlite;
pub use tables::{StateDigest, TableDigest, columns};
