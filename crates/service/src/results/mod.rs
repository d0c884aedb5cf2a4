//! Results (3.2.3): a sheet for each course and attempt of a class, and for the yearly assessments of comprehensive quality
//! and vocational ability. In stage 2 of secondary–bachelor who enters and who confirms follows the division of tasks
//! on file (2.2.f). A confirmed sheet is changed by a correction of two people, and by nothing else.
//!
//! A sheet is a stream of its own, `results/{programme}/{cohort}/{course}/{attempt}`; its row is what its steps come to.

mod class;
mod correct;
mod enter;
mod entered;
mod fold;
mod hands;
mod open;
mod recognised;
mod row;
mod sheet;
mod template;
mod transcript;
mod waiting;
mod words;

pub use class::{ClassView, Listed, SheetPlace};
pub use enter::Typed;
pub use entered::Entered;
pub use hands::Hands;
pub use recognised::{CountedIn, Recognised};
pub use row::{Correction, ResultSheet, SheetId, SheetState, Subject, SubjectKind};
pub use sheet::SheetRead;
pub use transcript::{Line, StageLines, Transcript};
pub use waiting::SheetsWaiting;

pub(crate) use class::stage_of;
pub(crate) use fold::{fold, id_of};

pub(crate) const STREAM: &str = "results/";

/// The stream of a sheet.
#[must_use]
pub fn stream(id: &SheetId) -> String {
    format!("{STREAM}{id}")
}
