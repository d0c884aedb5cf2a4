//! 年度实施报告 (4.3.1.a): by two sides and calendar year, the school with the university, handed in by the end of December.
//!
//! Text is the institutions'; figures are told from the records. When a report is sent to the university they are told once
//! and stand from then on, with the digest of the records behind each: what is signed, submitted and accepted is that.
//! Each is a stream of its own, `annual-report/{year}/{front}/{partner}`; its row is what its steps come to. A report that is
//! submitted is also a record of cooperation of the two, which meets their duty.

mod fold;
mod freeze;
mod row;
mod show;
mod step;
mod tell;

pub use row::{AnnualReport, Frozen, FrozenFigure, ReportId, ReportState, Section};
pub use show::{Listed, ReportStep, ReportView, ReportWaits};

pub(crate) use fold::{fold, id_of};

/// What the streams of reports begin with.
pub(crate) const STREAM: &str = "annual-report/";

/// The most characters of a section.
const LONGEST: usize = 4_000;

/// The stream of a report.
#[must_use]
pub fn stream(id: &ReportId) -> String {
    format!("{STREAM}{id}")
}
