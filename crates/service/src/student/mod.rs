//! Students' records: opened after a published round, changed by commands, shown with every decision.

mod command;
mod load;
mod open;
mod project;
mod show;
mod world;

pub(crate) use command::{Ground, Writing};
pub(crate) use load::Held;
pub use load::Loaded;
pub(crate) use open::count_clauses;
pub use show::Moment;
pub use world::placement;

use guantong_model::StudentId;

/// The stream of a record in the journal.
#[must_use]
pub fn stream(id: &StudentId) -> String {
    format!("student/{id}")
}

/// The kind of the entry that opens a record.
pub const OPENED: &str = "student-admitted";
