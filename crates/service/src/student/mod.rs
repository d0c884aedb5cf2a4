//! Students' records: opened after a published round, changed by commands, shown with every decision.

mod certificate;
mod check;
mod command;
mod load;
mod open;
mod project;
mod show;
mod world;

pub use certificate::CertificateView;
pub use check::{CertificateAsked, CertificateChecked, Checked, LetterChecked};
pub(crate) use command::{Ground, Writing};
pub(crate) use load::Held;
pub use load::Loaded;
pub(crate) use load::{Opening, fold};
pub(crate) use open::count_clauses;
pub(crate) use project::{certificates, commit_person, decisions, registrations, row};
pub use show::Moment;
pub(crate) use show::end_of;
pub use world::placement;

use guantong_model::StudentId;

/// The stream of a record in the journal.
#[must_use]
pub fn stream(id: &StudentId) -> String {
    format!("student/{id}")
}

/// The kind of the entry that opens a record.
pub const OPENED: &str = "student-admitted";

/// The kind of the entry that opens the record of somebody taken over.
pub const TAKEN_OVER: &str = "student-taken-over";

/// What the kinds of the entries begin with that tell of the time before the office.
pub const TOLD: &str = "told/";
