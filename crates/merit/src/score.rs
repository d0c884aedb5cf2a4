//! From figures to scores.

use crate::criterion::{Criterion, Form, Measure};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Full marks, in hundredths of a point.
pub const FULL: i64 = 10_000;

/// The scores of the five criteria in their order, in hundredths of a point.
pub type Scores = [i64; 5];

/// A figure as it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The part; of a count all there is.
    pub part: i64,
    /// The whole; of a count the same as the part.
    pub whole: i64,
}

/// Between which figures a score goes from nothing to full: in per cent of a share, in units of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// At this figure or below there is no point.
    pub low: i64,
    /// At this figure or above there are all.
    pub high: i64,
}

/// The score of a figure between bounds, in hundredths of a point; nothing of a share without a whole, or between bounds
/// that are none.
#[must_use]
pub fn score(form: Form, told: Told, bounds: Bounds) -> Option<i64> {
    let (part, whole) = match form {
        Form::Count => (i128::from(told.part), 1),
        Form::Share => (i128::from(told.part) * 100, i128::from(told.whole)),
    };
    let (low, high) = (i128::from(bounds.low), i128::from(bounds.high));
    if whole <= 0 || low >= high {
        return None;
    }
    let (above, span) = (part - low * whole, (high - low) * whole);
    let full = i128::from(FULL);
    // Halves go up: what is a hundredth of a point does not depend on the sign of anything.
    let found = (above.clamp(0, span) * full * 2 + span) / (span * 2);
    i64::try_from(found.clamp(0, full)).ok()
}

/// The scores of the criteria: each the mean of those of its measures that are told; nothing is told, no point.
#[must_use]
pub fn scores(told: &BTreeMap<Measure, Told>, bounds: &BTreeMap<Measure, Bounds>) -> Scores {
    let of_measure = |measure: &Measure| score(measure.form(), *told.get(measure)?, *bounds.get(measure)?);
    let of = |criterion: Criterion| {
        let found: Vec<i64> = criterion.measures().iter().filter_map(of_measure).collect();
        let count = i64::try_from(found.len()).unwrap_or(i64::MAX).max(1);
        (found.iter().sum::<i64>() * 2 + count) / (count * 2)
    };
    [
        Criterion::Duration,
        Criterion::Stability,
        Criterion::FillRate,
        Criterion::Enterprises,
        Criterion::Quality,
    ]
    .map(of)
}
