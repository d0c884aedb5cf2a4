//! How firm an order is: the ranks under stated changes of weights, and the smallest change that turns two round.

use crate::criterion::Criterion;
use crate::rank::{Weights, placed, weighed};
use crate::score::Scores;
use std::cmp::Ordering;

/// A fraction that is not negative.
#[derive(Clone, Copy, Debug)]
pub struct Fraction {
    part: i128,
    whole: i128,
}

impl Fraction {
    fn new(part: i128, whole: i128) -> Self {
        Fraction { part, whole: whole.max(1) }
    }

    /// In hundredths, rounded up: a change of so much is enough.
    #[must_use]
    pub fn hundredths_up(&self) -> i64 {
        i64::try_from((self.part * 100 + self.whole - 1) / self.whole).unwrap_or(i64::MAX)
    }

    /// Numerator and denominator.
    #[must_use]
    pub fn parts(&self) -> (i128, i128) {
        (self.part, self.whole)
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Fraction {}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.part * other.whole).cmp(&(other.part * self.whole))
    }
}

/// The smallest change of one weight at which two neighbours are equal; any more, and they are turned round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swap {
    /// Whose weight.
    pub criterion: Criterion,
    /// By how many points, where all weights together are 100 before it.
    pub points: Fraction,
    /// Whether it grows.
    pub grows: bool,
}

/// The best and the worst rank of each candidate when one weight after another is changed by so many points up and down,
/// all weights together being 100 before it; a weight does not go below nothing.
#[must_use]
pub fn ranges(candidates: &[Scores], weights: &Weights, points: u32) -> Vec<(usize, usize)> {
    let (sum, exact) = (weights.sum(), weights.exact());
    // In units of a hundredth of the sum: a point is the sum, a weight a hundred times itself.
    let base = exact.map(|weight| weight * 100);
    let step = sum * i128::from(points);
    let mut under = vec![base];
    for at in 0..base.len() {
        for change in [step, -step] {
            let mut changed = base;
            if let Some(weight) = changed.get_mut(at) {
                *weight = (*weight + change).max(0);
            }
            if changed.iter().any(|weight| *weight > 0) {
                under.push(changed);
            }
        }
    }
    let mut found = vec![(usize::MAX, 0); candidates.len()];
    for weights in under {
        for (at, rank, _) in placed(candidates, &weights) {
            if let Some((best, worst)) = found.get_mut(at) {
                *best = rank.min(*best);
                *worst = rank.max(*worst);
            }
        }
    }
    found
}

/// The smallest change of one weight at which the one below is equal to the one above; nothing where no change of a single
/// weight does that. Equals need none: the change is nothing.
#[must_use]
pub fn swap(above: &Scores, below: &Scores, weights: &Weights) -> Option<Swap> {
    Criterion::ALL
        .iter()
        .filter_map(|criterion| of_criterion(above, below, weights, *criterion))
        .min_by(|one, other| one.points.cmp(&other.points))
}

/// The smallest change of the weight of a criterion at which any two neighbours of a ranking are equal: below it the whole
/// order stands. Nothing where no change of that weight does that.
#[must_use]
pub fn margin(candidates: &[Scores], weights: &Weights, criterion: Criterion) -> Option<Fraction> {
    let order = placed(candidates, &weights.exact());
    let pairs = order.iter().zip(order.iter().skip(1));
    pairs
        .filter_map(|((above, ..), (below, ..))| {
            let (above, below) = (candidates.get(*above)?, candidates.get(*below)?);
            let at = Criterion::ALL.iter().position(|one| *one == criterion)?;
            // Two with the same score in it are parted by no change of its weight.
            let parted = above.get(at) != below.get(at);
            of_criterion(above, below, weights, criterion).filter(|_| parted).map(|swap| swap.points)
        })
        .min()
}

fn of_criterion(above: &Scores, below: &Scores, weights: &Weights, criterion: Criterion) -> Option<Swap> {
    let (exact, sum) = (weights.exact(), weights.sum());
    let at = Criterion::ALL.iter().position(|one| *one == criterion)?;
    let gap = weighed(above, &exact) - weighed(below, &exact);
    if gap == 0 {
        return Some(Swap { criterion, points: Fraction::new(0, 1), grows: true });
    }
    let lead = i128::from(*above.get(at)?) - i128::from(*below.get(at)?);
    let own = *exact.get(at)?;
    // Down, the weight must have so much, and something must be left of all weights.
    let possible = lead < 0 || (gap <= own * lead && !(gap == own * lead && own == sum));
    if lead == 0 || !possible {
        return None;
    }
    Some(Swap { criterion, points: Fraction::new(gap * 100, lead.abs() * sum), grows: lead < 0 })
}
