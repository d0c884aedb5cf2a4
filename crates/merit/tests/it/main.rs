//! Scores, rankings and how firm they are, from figures made by hand and from any.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use guantong_merit::{
    Bounds, Criterion, Form, Measure, Scores, Told, Weights, margin, ranges, rank, score, scores, swap,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn told(part: i64, whole: i64) -> Told {
    Told { part, whole }
}

fn order(candidates: &[Scores], weights: &Weights) -> Vec<(usize, usize)> {
    rank(candidates, weights).into_iter().map(|placed| (placed.at, placed.rank)).collect()
}

#[test]
fn a_figure_is_scored_between_its_bounds() {
    let bounds = Bounds { low: 60, high: 100 };
    for (part, whole, expected) in [
        (60, 100, Some(0)),
        (10, 100, Some(0)),
        (80, 100, Some(5_000)),
        (100, 100, Some(10_000)),
        (130, 100, Some(10_000)),
        (2, 3, Some(1_667)),
        (0, 0, None),
    ] {
        assert_eq!(score(Form::Share, told(part, whole), bounds), expected, "{part} of {whole}");
    }
    let years = Bounds { low: 0, high: 7 };
    assert_eq!(score(Form::Count, told(3, 3), years), Some(4_286));
    assert_eq!(score(Form::Count, told(9, 9), years), Some(10_000));
    assert_eq!(score(Form::Count, told(3, 3), Bounds { low: 7, high: 7 }), None, "bounds that are none");
}

#[test]
fn a_criterion_is_the_mean_of_what_is_told_of_it() {
    let bounds = Measure::ALL.iter().map(|measure| (*measure, Bounds { low: 0, high: 100 })).collect();
    let figures = BTreeMap::from([
        (Measure::Unbroken, told(1, 1)),
        (Measure::Kept, told(1, 2)),
        (Measure::ToCollege, told(9, 10)),
        (Measure::Graduated, told(0, 0)),
    ]);
    assert_eq!(scores(&figures, &bounds), [0, 7_500, 0, 0, 9_000]);
}

#[test]
fn equals_share_a_rank() {
    let candidates = [[5_000; 5], [7_000; 5], [5_000; 5], [1_000; 5]];
    let weights = Weights::new([20; 5]).unwrap();
    assert_eq!(order(&candidates, &weights), [(1, 1), (0, 2), (2, 2), (3, 4)]);
    assert_eq!(rank(&candidates, &weights)[0].total, 7_000);
    assert_eq!(swap(&candidates[0], &candidates[2], &weights).unwrap().points.parts().0, 0);
}

#[test]
fn the_smallest_change_that_turns_neighbours_round() {
    // Ten points ahead in the first criterion, five behind in the second, even otherwise.
    let (above, below) = ([9_000, 5_000, 0, 0, 0], [8_000, 5_500, 0, 0, 0]);
    let weights = Weights::new([20; 5]).unwrap();
    let found = swap(&above, &below, &weights).unwrap();
    assert_eq!(
        (found.criterion, found.grows, found.points.hundredths_up()),
        (Criterion::Duration, false, 1_000)
    );
    let behind = [8_000, 4_000, 0, 0, 0];
    assert_eq!(swap(&above, &behind, &weights), None, "better in every criterion");
    assert_eq!(ranges(&[above, below], &weights, 10), [(1, 1), (1, 2)]);
    assert_eq!(ranges(&[above, below], &weights, 9), [(1, 1), (2, 2)]);
    assert_eq!(
        margin(&[above, above], &weights, Criterion::Duration),
        None,
        "equal in it whatever it weighs"
    );
}

#[test]
fn weights_are_from_nothing_to_a_hundred() {
    assert_eq!(Weights::new([0; 5]), None);
    assert_eq!(Weights::new([101, 0, 0, 0, 0]), None);
    let read: Result<Weights, _> = Weights::try_from([0, 0, 0, 0, 1]);
    assert!(read.is_ok());
}

fn any_scores() -> impl Strategy<Value = Scores> {
    proptest::array::uniform5(0..=10_000_i64)
}

fn any_weights() -> impl Strategy<Value = Weights> {
    proptest::array::uniform5(0..=10_u32).prop_filter_map("all nothing", Weights::new)
}

proptest! {
    #[test]
    fn weights_scaled_together_change_nothing(
        candidates in proptest::collection::vec(any_scores(), 1..12),
        weights in any_weights(),
        times in 1..=10_u32,
    ) {
        let scaled = Weights::new(weights.all().map(|weight| weight * times)).unwrap();
        prop_assert_eq!(rank(&candidates, &weights), rank(&candidates, &scaled));
        prop_assert_eq!(ranges(&candidates, &weights, 10), ranges(&candidates, &scaled, 10));
        for criterion in Criterion::ALL {
            prop_assert_eq!(
                margin(&candidates, &weights, *criterion), margin(&candidates, &scaled, *criterion)
            );
        }
    }

    #[test]
    fn whoever_is_better_in_all_is_never_below(
        candidates in proptest::collection::vec(any_scores(), 2..12),
        better in proptest::array::uniform5(1..=500_i64),
        weights in any_weights(),
    ) {
        let mut all = candidates;
        let first = all[0];
        let mut ahead = first;
        for (score, more) in ahead.iter_mut().zip(better) {
            *score += more;
        }
        all.push(ahead);
        let order = order(&all, &weights);
        let place = |at: usize| order.iter().find(|(one, _)| *one == at).unwrap().1;
        prop_assert!(place(all.len() - 1) < place(0));
        prop_assert_eq!(swap(&ahead, &first, &weights), None);
    }

    /// Below the margin of a weight the whole order stands; at a swap two are equal.
    #[test]
    fn inside_the_margin_the_order_stands(
        candidates in proptest::collection::vec(any_scores(), 2..8),
        weights in any_weights(),
        which in 0..5_usize,
        inside in 1..100_i128,
        up in any::<bool>(),
    ) {
        let before: Vec<usize> = rank(&candidates, &weights).iter().map(|placed| placed.at).collect();
        let found = margin(&candidates, &weights, Criterion::ALL[which]);
        let (part, whole) = found.map_or((100, 1), |margin| margin.parts());
        // Points of a hundred are parts of the sum: everything over one denominator.
        let sum = i128::from(weights.all().iter().sum::<u32>());
        let scale = 100 * 100 * whole;
        let mut changed = weights.all().map(|weight| i128::from(weight) * scale);
        let by = part * inside * sum;
        changed[which] = (changed[which] + if up { by } else { -by }).max(0);
        prop_assume!(changed.iter().any(|weight| *weight > 0));
        let total = |at: usize| candidates[at].iter().zip(changed).map(|(s, w)| i128::from(*s) * w).sum::<i128>();
        for pair in before.windows(2) {
            prop_assert!(total(pair[0]) >= total(pair[1]));
        }
    }

    #[test]
    fn at_a_swap_two_are_equal(above in any_scores(), below in any_scores(), weights in any_weights()) {
        let sum = i128::from(weights.all().iter().sum::<u32>());
        let gap = |changed: [i128; 5]| {
            let of = |scores: &Scores| scores.iter().zip(changed).map(|(s, w)| i128::from(*s) * w).sum::<i128>();
            of(&above) - of(&below)
        };
        prop_assume!(gap(weights.all().map(i128::from)) >= 0);
        if let Some(found) = swap(&above, &below, &weights) {
            let (part, whole) = found.points.parts();
            let mut changed = weights.all().map(|weight| i128::from(weight) * whole * 100);
            let at = Criterion::ALL.iter().position(|one| *one == found.criterion).unwrap();
            changed[at] += if found.grows { part * sum } else { -part * sum };
            prop_assert!(changed.iter().all(|weight| *weight >= 0));
            prop_assert_eq!(gap(changed), 0);
        }
    }
}
