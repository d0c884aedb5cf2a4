//! Importing a file of candidates: a template, a check of every row, the file back with reasons, what must be judged, and
//! one transaction for all.
//!
//! What is checked is what is entered: both are the same code, and confirming names the digest of what was seen. A file
//! that stands twice, or says otherwise than what is on file, is a conflict for a person to judge; nothing is written over
//! by itself, and nothing at all once a round of the year was signed. The file itself is kept sealed: what of it no row of
//! the office holds stays there. A large file is checked beside the pages, by whichever server takes it on lease.

mod check;
mod compare;
mod confirm;
mod judge;
mod name;
mod read;
mod returned;
mod run;
mod show;
mod storage;
mod template;
mod words;

pub use check::ImportCheck;
pub use compare::{Against, ConflictKind, Conflicting, Side};
pub use judge::{Judgement, Judgements, Settled};
pub use show::ImportView;
pub use storage::{ImportChange, ImportStorage};
pub use template::unused_columns;

use guantong_model::words;

words! {
    /// How far a file of candidates is.
    ImportState {
        /// To be checked.
        Waiting = "waiting",
        /// Being checked.
        Checking = "checking",
        /// Checked: what was found is there.
        Checked = "checked",
        /// It cannot be read as a file of candidates.
        Refused = "refused",
        /// Its candidates are on file.
        Done = "done",
    }
}

/// A file of candidates, without what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRow {
    /// Its id: the year and the beginning of the file's digest, so that the same file is seen when it comes twice.
    pub id: String,
    /// The examination year.
    pub year: i32,
    /// SM3 of the file.
    pub digest: String,
    /// The file's name.
    pub name: String,
    /// How far it is.
    pub state: ImportState,
    /// When it was given in, in microseconds since 1970 UTC.
    pub saved_at: i64,
    /// Who gave it in.
    pub saved_by: String,
    /// When its check began.
    pub begun_at: Option<i64>,
    /// Rows to be checked; 0 until it is read.
    pub total: i64,
    /// Rows that are checked.
    pub done: i64,
    /// Until when it is leased: whoever checks it names this.
    pub lease: Option<i64>,
    /// How its conflicts are judged, as JSON.
    pub judgements: String,
    /// Grows with each judgement.
    pub version: i64,
    /// Candidates that were entered or set anew, once that is done.
    pub entered: Option<i64>,
    /// When that was.
    pub ended_at: Option<i64>,
    /// Who confirmed it.
    pub ended_by: Option<String>,
}

/// The kind of the entry of a file that was confirmed.
pub const IMPORTED: &str = "candidates-imported";

/// What the trail calls a file.
#[must_use]
pub fn object(id: &str) -> String {
    format!("candidate-import/{id}")
}

/// The id of a file for a year.
fn id(year: i32, digest: &str) -> String {
    format!("{year}-{}", digest.get(..16).unwrap_or(digest))
}
