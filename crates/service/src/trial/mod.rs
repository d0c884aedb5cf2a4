//! 试算: what a round would give under other values, before it is run for real (3.1.3.b). A trial is kept with who ran
//! it, when, and its digests; it is never part of the round, and nobody but the examination authority knows of it.

mod compare;
mod run;

pub use compare::{Came, Comparison, Difference, Side};
pub use run::Asked;

use crate::error::Fault;
use crate::journal::Entry;
use crate::rows::{Round, RoundProgramme};
use guantong_admission::rules::{Equal, Method};
use guantong_model::{ProgrammeId, Score};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The stream of a round's trials.
#[must_use]
pub fn stream(year: i32, round: Round) -> String {
    format!("trials/{year}/{}", round.as_str())
}

/// The kind of a trial's entry.
pub const RUN: &str = "trial-run";

/// The values that a trial has instead of those on file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instead {
    /// 最低录取分数线.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Score>,
    /// What happens to equal candidates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equal: Option<Equal>,
    /// How places are given out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// The most preferences that count; those beyond are left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferences_max: Option<u32>,
    /// Places of programmes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub places: BTreeMap<ProgrammeId, i64>,
}

impl Instead {
    /// Whether all is as it is on file.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Instead::default()
    }
}

/// A trial run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// The year.
    pub year: i32,
    /// The round.
    pub round: Round,
    /// Its number in the round, from 1.
    pub number: i64,
    /// What it is for, in the words of who ran it.
    pub note: String,
    /// What was changed.
    pub instead: Instead,
    /// Who ran it.
    pub by: String,
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
    /// Digest of everything it read.
    pub inputs_digest: String,
    /// Digest of its rules.
    pub rules_digest: String,
    /// Digest of its results, a line a candidate.
    pub results_digest: String,
    /// Candidates listed.
    pub candidates: i64,
    /// Candidates eligible.
    pub eligible: i64,
    /// Places.
    pub places: i64,
    /// Candidates admitted.
    pub admitted: i64,
    /// Comparisons of equal totals at a boundary.
    pub ties: i64,
    /// Of those, how many only the draw decided.
    pub ties_by_draw: i64,
    /// What each programme came to, in the order of the plan.
    pub programmes: Vec<RoundProgramme>,
}

/// A trial with its results: a line a candidate by number, as results are sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialOnFile {
    /// The trial.
    pub trial: Trial,
    /// Its lines.
    pub results: String,
}

/// Reads an entry of a trial.
pub(crate) fn trial_in(entry: &Entry) -> Result<Trial, Fault> {
    serde_json::from_value(entry.body.clone()).map_err(|error| Fault::new("read a trial", error))
}
