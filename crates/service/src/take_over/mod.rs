//! Taking over students who were in the programme before the office began: a template, a check of every line, the
//! sheet back with reasons, and one transaction for all.
//!
//! What is checked is what is taken: both are the same code, and confirming names the digest of what was seen.

mod check;
mod confirm;
mod read;
mod template;
mod words;

pub use check::{LineState, TakeOverChecked, TakeOverLine};
pub use confirm::TakenOverNow;
pub use template::Worded;

use guantong_model::Score;
use guantong_registry::Placement;
use serde::{Deserialize, Serialize};

/// A workbook that is being checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeOverDraft {
    /// The digest under which the file is kept.
    pub digest: String,
    /// The file's name.
    pub name: String,
    /// When it was given in, in microseconds since 1970 UTC.
    pub saved_at: i64,
    /// Who gave it in.
    pub saved_by: String,
}

/// A workbook whose students were taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeOverDone {
    /// The digest under which the file is kept.
    pub digest: String,
    /// The file's name.
    pub name: String,
    /// The digest of what was checked and confirmed.
    pub checked: String,
    /// How many students.
    pub students: i64,
    /// How many of their entries are kept against the rules.
    pub kept: i64,
    /// When, in microseconds since 1970 UTC.
    pub taken_at: i64,
    /// Who confirmed it.
    pub taken_by: String,
}

/// A class of an earlier year that stands in no plan of the office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastClass {
    /// The programme, as records remember it.
    pub placement: Placement,
    /// The year of admission.
    pub year: i32,
    /// 录取成绩; nothing where nobody was admitted.
    pub score: Option<Score>,
}

/// The stream of the workbooks in the journal.
pub const STREAM: &str = "take-over";

/// The kind of the entry of a workbook that was confirmed.
pub const CONFIRMED: &str = "students-taken-over";
