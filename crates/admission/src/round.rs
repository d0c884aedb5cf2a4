//! One round in memory: eligibility, ranking, allocation and proof, as the service calls them.
//!
//! Rounds follow each other (3.1.2.b): [`Programmes::left_by`] is the plan of the next one, and whoever this one
//! admitted ([`Round::admitted_ids`]) is ineligible there.

use crate::allocate::{Allocation, Stop, allocate};
use crate::candidates::Candidates;
use crate::eligibility::{Outcome, eligibility};
use crate::explain::{Explainer, Explanation};
use crate::programmes::Programmes;
use crate::proof::{Proof, prove};
use crate::rules::Rules;
use crate::seal::{self, Hash};
use std::collections::BTreeSet;

/// Why a round has no result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoundError {
    /// A list longer than the round allows.
    #[error("candidate {candidate} names {count} preferences, {most} are allowed")]
    TooManyPreferences {
        /// The candidate, by index.
        candidate: u32,
        /// How many he names.
        count: u32,
        /// How many are allowed.
        most: u32,
    },
    /// The allocation stopped; nothing is decided.
    #[error(transparent)]
    Stop(#[from] Stop),
}

/// A round that has been run.
#[derive(Clone, Debug)]
pub struct Round {
    /// The rules it ran by.
    pub rules: Rules,
    /// Its plan.
    pub programmes: Programmes,
    /// Its candidates.
    pub candidates: Candidates,
    /// Its result.
    pub allocation: Allocation,
    /// The proof of it; a round whose proof does not hold is not sealable.
    pub proof: Proof,
}

/// Runs a round. `admitted_earlier` are the numbers of those an earlier round of the year admitted.
///
/// # Errors
/// [`RoundError`] where a list is too long or the allocation stops.
pub fn run(
    rules: Rules,
    programmes: Programmes,
    candidates: Candidates,
    admitted_earlier: &BTreeSet<String>,
) -> Result<Round, RoundError> {
    for candidate in 0..candidates.count() {
        let count = u32::try_from(candidates.lists.of(candidate).len()).unwrap_or(u32::MAX);
        if let Some(most) = rules.preferences_max.filter(|most| count > *most) {
            return Err(RoundError::TooManyPreferences { candidate, count, most });
        }
    }
    let earlier: Vec<bool> = if admitted_earlier.is_empty() {
        Vec::new()
    } else {
        (0..candidates.count())
            .map(|candidate| admitted_earlier.contains(&candidates.ids.text(candidate)))
            .collect()
    };
    let ineligible = eligibility(&rules, &candidates, &earlier);
    let allocation = allocate(&rules, &programmes, &candidates, &ineligible, &mut |_| {})?;
    let proof = prove(&rules, &programmes, &candidates, &earlier, &allocation);
    Ok(Round { rules, programmes, candidates, allocation, proof })
}

impl Round {
    /// The plan of the next round: the places this one leaves unused.
    #[must_use]
    pub fn programmes_left(&self) -> Programmes {
        self.programmes.left_by(&self.candidates, &self.allocation)
    }

    /// The numbers of those admitted.
    pub fn admitted_ids(&self) -> impl Iterator<Item = String> {
        let admitted = |candidate: &u32| self.allocation.reason(*candidate).outcome() == Outcome::Admitted;
        (0..self.candidates.count()).filter(admitted).map(|candidate| self.candidates.ids.text(candidate))
    }

    /// Prepares answers about any candidate of the round.
    #[must_use]
    pub fn explainer(&self) -> Explainer<'_> {
        Explainer::new(&self.rules, &self.programmes, &self.candidates, &self.allocation)
    }

    /// Why one candidate, by index, has what he has. For many, keep an [`Round::explainer`].
    #[must_use]
    pub fn explain(&self, candidate: u32) -> Explanation {
        self.explainer().explain(candidate)
    }

    /// The digest of everything the round was run from: rules, plan, candidates. The order of the candidates'
    /// list does not change it.
    #[must_use]
    pub fn inputs_digest(&self) -> Hash {
        seal::inputs(&[
            &seal::canonical_rules(&self.programmes, &self.candidates, &self.rules),
            &seal::canonical_plan(&self.programmes),
            &seal::canonical_candidates(&self.programmes, &self.candidates),
        ])
    }

    /// The leaves of the results and where each candidate's stands; the root over them is what is published.
    #[must_use]
    pub fn leaves(&self, secret: &Hash) -> (Vec<Hash>, Vec<u32>) {
        seal::leaves(secret, &self.programmes, &self.candidates, &self.allocation)
    }

    /// A candidate's line, as in `results.csv`.
    #[must_use]
    pub fn line(&self, candidate: u32) -> String {
        let mut line = Vec::new();
        seal::write_line(&mut line, &self.programmes, &self.candidates, &self.allocation, candidate);
        String::from_utf8_lossy(&line).into_owned()
    }
}
