//! 转段考试 (4.1.c, 4.1.e): sessions, who may sit out of the records, results, the list by total and pass standard,
//! made public and filed; only then the records are told, by their own rules (3.4.1).
//!
//! A session is a stream of its own, `examination/{id}`; each entry holds one step, and the session is what its steps
//! come to. Names stand in no step: a sheet with names is kept as the file it is. What a result means for a record is
//! decided by the rules of the record when it is told.

mod correct;
mod fold;
mod list;
mod open;
mod own;
mod public;
mod qualify;
mod record;
mod results;
mod row;
mod sheet;
mod template;
mod words;

pub use list::{ListLine, Listed};
pub use open::NewExamination;
pub use own::OwnResult;
pub use public::{PublicLine, Publicised};
pub use qualify::{Candidate, Qualified};
pub use record::{RecordLine, RecordPreview};
pub use results::ResultsView;
pub use row::{
    Answer, Barred, Correction, Examination, ExaminationState, Objection, Publicity, Receipt, Signature,
    Sitter,
};
pub use sheet::SheetRead;

pub(crate) use fold::{fold, id_of};

/// What the streams of examinations begin with.
pub const STREAM: &str = "examination/";

/// The stream of an examination in the journal.
#[must_use]
pub fn stream(id: &str) -> String {
    format!("{STREAM}{id}")
}

/// The longest text that is taken where a reason, a place or a document is written.
pub const LONGEST: usize = 200;
