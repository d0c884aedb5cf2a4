//! 优秀案例 (4.3.2.a): two institutions that run programmes together are ranked by five criteria, and people choose.
//!
//! Figures come from the records as of a day: those of `/indicators` from the same grains, others from plans, records of
//! cooperation and sheets of hours. A choice is a stream of its own, `excellent-cases/{year}`: its first entry has the
//! weights, the figures with the digests of their records, the reasons and the digest of all of it; a second person
//! confirms that, and with it the list is published. Nothing that comes later changes it.

mod figures;
mod fold;
mod row;
mod show;
mod step;

pub use figures::Source;
pub use row::{Candidate, CaseId, Choice, Figures, Frozen, Selection, SelectionState};
pub use show::{CaseView, Considered, Listed, RankingView, Records};
pub use step::{Choosing, Wish};

pub(crate) use figures::CasesTold;
pub(crate) use fold::{fold, id_of};

/// What the streams of selections begin with.
pub(crate) const STREAM: &str = "excellent-cases/";

/// The stream of the selection of a year.
#[must_use]
pub fn stream(year: i32) -> String {
    format!("{STREAM}{year}")
}
