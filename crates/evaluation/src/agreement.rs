//! How far readers agree: Cohen's kappa with quadratic weights (Cohen 1968), exact until it is rounded.

use crate::{Dimension, Marks};
use std::collections::BTreeMap;

/// How far the first two readers of a round agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// How many subjects both have read.
    pub pairs: usize,
    /// By dimension, in thousandths; nothing where all marks are the same and nothing can be told.
    pub dimensions: BTreeMap<Dimension, Option<i64>>,
    /// Over all dimensions, each mark a pair.
    pub all: Option<i64>,
}

/// Weighted kappa of pairs of marks, in thousandths, a half rounded away from nothing. With quadratic weights it is
/// `1 - n·Σ(x-y)² / ΣΣ(i-j)²·rᵢ·cⱼ`, where `r` and `c` count the marks of each side. Nothing where there is no pair, or
/// one mark alone on both sides.
#[must_use]
pub fn kappa(pairs: &[(i64, i64)]) -> Option<i64> {
    let (mut rows, mut columns) = (BTreeMap::<i64, i64>::new(), BTreeMap::<i64, i64>::new());
    let mut observed = 0;
    for (one, other) in pairs {
        *rows.entry(*one).or_default() += 1;
        *columns.entry(*other).or_default() += 1;
        observed += (one - other) * (one - other);
    }
    let count = i64::try_from(pairs.len()).ok()?;
    let of_row = |(one, row): (&i64, &i64)| {
        columns.iter().map(|(other, column)| (one - other) * (one - other) * row * column).sum::<i64>()
    };
    let by_chance: i64 = rows.iter().map(of_row).sum();
    if by_chance == 0 {
        return None;
    }
    let over = (by_chance - count * observed) * 1_000;
    let half = if over < 0 { -by_chance } else { by_chance };
    Some((over * 2 + half) / (2 * by_chance))
}

/// How far the first two sheets of each subject agree. Who is the first of two means nothing, and is somebody else in each
/// subject: every pair counts in both orders.
#[must_use]
pub fn agreement(dimensions: &[Dimension], sheets: &[(&Marks, &Marks)]) -> Agreement {
    let of = |dimension: Dimension| {
        let pair = |(one, other): &(&Marks, &Marks)| Some((*one.get(&dimension)?, *other.get(&dimension)?));
        sheets
            .iter()
            .filter_map(pair)
            .flat_map(|(one, other)| [(one, other), (other, one)])
            .collect::<Vec<_>>()
    };
    let by_dimension: Vec<(Dimension, Vec<(i64, i64)>)> =
        dimensions.iter().map(|dimension| (*dimension, of(*dimension))).collect();
    let all: Vec<(i64, i64)> = by_dimension.iter().flat_map(|(_, pairs)| pairs.iter().copied()).collect();
    Agreement {
        pairs: sheets.len(),
        dimensions: by_dimension.into_iter().map(|(dimension, pairs)| (dimension, kappa(&pairs))).collect(),
        all: kappa(&all),
    }
}
