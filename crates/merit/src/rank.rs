//! A ranking by weights.

use crate::score::Scores;
use serde::{Deserialize, Serialize};

/// The most a weight may be.
pub const MOST: u32 = 100;

/// The weights of the five criteria in their order; only their proportion counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "[u32; 5]", into = "[u32; 5]")]
pub struct Weights([u32; 5]);

impl TryFrom<[u32; 5]> for Weights {
    type Error = &'static str;

    fn try_from(weights: [u32; 5]) -> Result<Self, Self::Error> {
        Weights::new(weights).ok_or("weights are from 0 to 100, and not all 0")
    }
}

impl From<Weights> for [u32; 5] {
    fn from(weights: Weights) -> Self {
        weights.0
    }
}

impl Weights {
    /// Weights from 0 to [`MOST`], not all of them 0.
    #[must_use]
    pub fn new(weights: [u32; 5]) -> Option<Self> {
        let fits = weights.iter().all(|weight| *weight <= MOST) && weights.iter().any(|weight| *weight > 0);
        fits.then_some(Weights(weights))
    }

    /// As they are.
    #[must_use]
    pub fn all(&self) -> [u32; 5] {
        self.0
    }

    /// What they come to.
    #[must_use]
    pub fn sum(&self) -> i128 {
        self.0.iter().copied().map(i128::from).sum()
    }

    pub(crate) fn exact(&self) -> [i128; 5] {
        self.0.map(i128::from)
    }
}

/// Weight times score, summed.
pub(crate) fn weighed(scores: &Scores, weights: &[i128; 5]) -> i128 {
    scores.iter().zip(weights).map(|(score, weight)| i128::from(*score) * weight).sum()
}

/// A candidate in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Which of those that were given.
    pub at: usize,
    /// Its rank, from 1; equals share one, and the next after them is that much lower.
    pub rank: usize,
    /// Its total in hundredths of a point, rounded to be shown.
    pub total: i64,
}

/// Candidates from the first to the last; equals in the order they were given.
#[must_use]
pub fn rank(candidates: &[Scores], weights: &Weights) -> Vec<Placed> {
    let sum = weights.sum().max(1);
    placed(candidates, &weights.exact())
        .into_iter()
        .map(|(at, rank, total)| Placed {
            at,
            rank,
            total: i64::try_from((total * 2 + sum) / (sum * 2)).unwrap_or(i64::MAX),
        })
        .collect()
}

/// The same under weights that need not be whole points: which, rank, weighed total.
pub(crate) fn placed(candidates: &[Scores], weights: &[i128; 5]) -> Vec<(usize, usize, i128)> {
    let mut all: Vec<(usize, i128)> =
        candidates.iter().map(|scores| weighed(scores, weights)).enumerate().collect();
    all.sort_by_key(|(at, total)| (std::cmp::Reverse(*total), *at));
    let mut found: Vec<(usize, usize, i128)> = Vec::with_capacity(all.len());
    for (place, (at, total)) in (1..).zip(all) {
        let rank = match found.last() {
            Some((_, rank, before)) if *before == total => *rank,
            _ => place,
        };
        found.push((at, rank, total));
    }
    found
}
