//! When a third reads, and what the sheets come to.

use crate::terms::HUNDREDTHS;
use crate::{Dimension, Marks, Terms};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where two sheets lie further apart than they may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// In a dimension, by so many marks.
    Dimension(Dimension, i64),
    /// In total, by so many hundredths of a point.
    Total(i64),
}

/// What sheets come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Final {
    /// Hundredths of a point of 100.
    pub total: i64,
    /// The mean mark of each dimension, in hundredths of a mark.
    pub marks: BTreeMap<Dimension, i64>,
    /// How many sheets it is the mean of: two, or three where the third lies between the two.
    pub sheets: i64,
}

/// How far the reading of a subject is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// One of the two is still to come.
    Waiting,
    /// Both are there and too far apart: a third is still to come.
    Third(Vec<Apart>),
    /// All that is needed is there.
    Settled(Final),
}

/// Where two sheets lie further apart than the terms allow.
#[must_use]
pub fn apart(terms: &Terms, one: &Marks, other: &Marks) -> Vec<Apart> {
    let mark = |marks: &Marks, dimension: Dimension| marks.get(&dimension).copied().unwrap_or(0);
    let mut found: Vec<Apart> = terms
        .dimensions
        .iter()
        .map(|viewed| viewed.dimension)
        .map(|dimension| (dimension, (mark(one, dimension) - mark(other, dimension)).abs()))
        .filter(|(_, gap)| *gap > terms.apart_dimension)
        .map(|(dimension, gap)| Apart::Dimension(dimension, gap))
        .collect();
    let gap = (terms.weighed(one) - terms.weighed(other)).abs();
    // Held against the limit exactly; rounded only to be told.
    if gap * 100 > terms.apart_total * terms.weights() * terms.highest {
        found.push(Apart::Total(terms.points(gap, 1)));
    }
    found
}

/// What the sheets of two readers, and of a third where one reads, come to. Two that agree: their mean. Else the third with
/// whichever of the two has the nearer total; with both where both are as near.
#[must_use]
pub fn standing(terms: &Terms, two: [Option<&Marks>; 2], third: Option<&Marks>) -> Standing {
    let [Some(one), Some(other)] = two else { return Standing::Waiting };
    let gaps = apart(terms, one, other);
    if gaps.is_empty() {
        return Standing::Settled(mean(terms, &[one, other]));
    }
    let Some(third) = third else { return Standing::Third(gaps) };
    let from = |marks: &Marks| (terms.weighed(third) - terms.weighed(marks)).abs();
    let sheets = match from(one).cmp(&from(other)) {
        std::cmp::Ordering::Less => vec![one, third],
        std::cmp::Ordering::Greater => vec![other, third],
        std::cmp::Ordering::Equal => vec![one, other, third],
    };
    Standing::Settled(mean(terms, &sheets))
}

fn mean(terms: &Terms, sheets: &[&Marks]) -> Final {
    let count = i64::try_from(sheets.len()).unwrap_or(1).max(1);
    let of = |dimension: Dimension| {
        let sum: i64 = sheets.iter().filter_map(|marks| marks.get(&dimension)).sum();
        (sum * HUNDREDTHS * 2 + count) / (2 * count)
    };
    Final {
        total: terms.points(sheets.iter().map(|marks| terms.weighed(marks)).sum(), count),
        marks: terms.dimensions.iter().map(|viewed| (viewed.dimension, of(viewed.dimension))).collect(),
        sheets: count,
    }
}
