//! The rules of one round, ready to run.

use crate::decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What happens to candidates equal in total and in every key; a year must choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Equal {
    /// 随机号: the draw is the last key, so that nobody is equal.
    Draw,
    /// All equal candidates at the boundary get in, over the plan if need be.
    AdmitAll,
    /// Those who name the programme earlier first, the rest equal all admitted.
    PositionThenAll,
    /// The run stops where the order among equals would matter, and names them.
    #[default]
    Refer,
}

impl Equal {
    /// Every value, as in files.
    pub const ALL: [Equal; 4] = [Equal::Draw, Equal::AdmitAll, Equal::PositionThenAll, Equal::Refer];

    /// The word used in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Equal::Draw => "draw",
            Equal::AdmitAll => "admit-all",
            Equal::PositionThenAll => "position-then-all",
            Equal::Refer => "refer",
        }
    }

    /// The value of a word, if it is one of these.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|equal| equal.as_str() == text)
    }
}

/// How places are given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// 分数优先、遵循志愿: candidate by candidate in the order of rank.
    #[default]
    Serial,
    /// Candidates propose, programmes keep the best by their own weights: stable where programmes rank differently.
    DeferredAcceptance,
}

impl Method {
    /// Every value, as on the command line.
    pub const ALL: [Method; 2] = [Method::Serial, Method::DeferredAcceptance];

    /// The word used on the command line and in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Serial => "serial",
            Method::DeferredAcceptance => "deferred-acceptance",
        }
    }

    /// The value of a word, if it is one of these.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == text)
    }
}

/// How one programme ranks candidates where it does not rank by total: the sum of subjects times their weights
/// stands in the total's place; a subject not named does not count. Keys and draw follow as everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    /// The programme, by index.
    pub programme: u32,
    /// Subjects by index in the candidates' columns, each with its weight.
    pub subjects: Vec<(u32, Decimal)>,
}

/// The rules of one round.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// 最低录取分数线 (3.1.2.a); none where the round has none.
    pub score_floor: Option<Decimal>,
    /// The most preferences a list may have.
    pub preferences_max: Option<u32>,
    /// What happens to equal candidates.
    pub equal: Equal,
    /// How places are given out.
    pub method: Method,
    /// Whether an evidenced exception stands in for the formal household of 3.1.1; off unless a year says so.
    pub household_evidence_counts: bool,
    /// Programmes that rank by weights; for deferred acceptance.
    pub weights: Vec<Weights>,
}
