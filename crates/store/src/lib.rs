//! The journal and its projections in a database.
//!
//! Knows: tables, transactions, which database keeps which promise.
//! Must never know: whether an event is allowed, what a clause says, how a page looks.

mod sqlite;

pub use sqlite::{OpenError, Sqlite};
