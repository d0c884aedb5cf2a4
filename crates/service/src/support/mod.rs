//! 支持与减少支持 (4.3.2.b): what is proposed about two institutions or one programme of theirs, on evidence; the two are
//! heard where support is to be reduced; another person decides; both sides receive it, and what concerns enrolment stands
//! beside the lines of the next plan.
//!
//! Each is a stream of its own, `support/{year}/{number}`, the year being that of the plan it is for. Its figures are those
//! of excellent cases, and stand with their digest from the proposal on.

mod fold;
mod plan;
mod propose;
mod row;
mod show;
mod step;
mod tell;

pub use propose::Draft;
pub use row::{
    Area, Decided, Direction, Evidence, EvidenceKind, Statement, Support, SupportId, SupportState, Unmet,
};
pub use show::{Offered, SupportView, Waiting};

pub(crate) use fold::{fold, id_of};

/// What the streams of decisions on support begin with.
pub(crate) const STREAM: &str = "support/";

/// The stream of one.
#[must_use]
pub fn stream(id: SupportId) -> String {
    format!("{STREAM}{}/{}", id.year, id.number)
}
