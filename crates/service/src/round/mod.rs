//! Rounds of admission: prepared from the plan and the candidates, run and proved, signed by two, published at
//! one moment, explained candidate by candidate (3.1.*).

mod eligibility;
mod evidence;
mod explain;
mod field;
mod prepare;
mod publish;
mod run;
mod sign;

pub use eligibility::{EligibilityList, Ineligible};
pub(crate) use evidence::{EVIDENCE, broken as broken_evidence};
pub use evidence::{EvidenceOnFile, EvidenceState, evidence_stream};
pub(crate) use prepare::Cache;
pub use prepare::Prepared;
pub(crate) use prepare::round_id;

use crate::rows::Round;

/// The stream of a round in the journal.
#[must_use]
pub fn stream(year: i32, round: Round) -> String {
    format!("round/{year}/{}", round.as_str())
}
