//! Rounds of admission: prepared from the plan and the candidates, run and proved, signed by two, published at
//! one moment, explained candidate by candidate (3.1.*).

mod added;
mod eligibility;
mod evidence;
mod explain;
mod field;
mod prepare;
mod publish;
mod run;
mod sign;
mod sound;
mod versions;

pub(crate) use added::{ADDED, broken as broken_places};
pub use added::{AddedPlaces, AddedState, TypedPlaces, added_stream};
pub use eligibility::{EligibilityList, Ineligible};
pub(crate) use evidence::{EVIDENCE, broken as broken_evidence};
pub use evidence::{EvidenceOnFile, EvidenceState, evidence_stream};
pub use prepare::Prepared;
pub(crate) use prepare::{Cache, Earlier, Given, RestsOn, round_id, rules_in};
pub(crate) use run::{programmes, results, summary};
pub(crate) use sign::SIGNATURES;

use crate::rows::Round;
use guantong_admission::correct;
use guantong_model::CandidateNo;

/// The stream of a round in the journal.
#[must_use]
pub fn stream(year: i32, round: Round) -> String {
    format!("round/{year}/{}", round.as_str())
}

/// A round that was derived again, with the places of these candidates as the version before told them.
pub(crate) fn with_stays(mut derived: Prepared, previous: &Prepared, stays: &[CandidateNo]) -> Prepared {
    let stay = |no: &CandidateNo| {
        let (then, now) = (previous.index.get(no)?, derived.index.get(no)?);
        let (programme, position) = previous.allocation().admitted(*then)?;
        Some((*now, programme, position))
    };
    let stays: Vec<(u32, u32, u32)> = stays.iter().filter_map(stay).collect();
    if !stays.is_empty() {
        derived.told = Some(correct::with_stays(&derived.round.allocation, &stays));
    }
    derived
}
