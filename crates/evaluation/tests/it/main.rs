//! What readers' sheets come to, how far they agree, and who must not read.
#![allow(clippy::panic, missing_docs)]
// case: 4.3.1.b

use guantong_evaluation::{
    Apart, Dimension, Final, Grade, Marks, Slot, Standing, Terms, Tie, TieKind, Viewed, agreement, apart,
    conflict, kappa, propose, standing,
};
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn terms() -> Terms {
    let viewed = |dimension: &Dimension| Viewed { dimension: *dimension, weight: 1, indicators: Vec::new() };
    Terms {
        dimensions: Dimension::ALL.iter().map(viewed).collect(),
        lowest: 1,
        highest: 5,
        apart_dimension: 1,
        apart_total: 10,
        tie_years: 3,
        grade_floors: vec![85, 70, 60],
    }
}

fn marks(of: [i64; 6]) -> Marks {
    Dimension::ALL.iter().copied().zip(of).collect()
}

fn settled(standing: Standing) -> Final {
    match standing {
        Standing::Settled(found) => found,
        other => panic!("{other:?}"),
    }
}

/// Pairs of a table whose cell `(i, j)` says how often one said `i` and the other `j`.
fn pairs(table: &[&[usize]]) -> Vec<(i64, i64)> {
    let mut pairs = Vec::new();
    for (i, row) in (1..).zip(table) {
        for (j, count) in (1..).zip(*row) {
            pairs.extend(std::iter::repeat_n((i, j), *count));
        }
    }
    pairs
}

#[test]
fn kappa_is_what_others_publish_and_what_comes_out_by_hand() {
    // With two marks weights change nothing: Cohen's kappa as textbooks print it, 0.40, 0.13 and 0.26.
    assert_eq!(kappa(&pairs(&[&[20, 5], &[10, 15]])), Some(400));
    assert_eq!(kappa(&pairs(&[&[45, 15], &[25, 15]])), Some(130));
    assert_eq!(kappa(&pairs(&[&[25, 35], &[5, 35]])), Some(259));
    // 1 - 100·23/9400, by hand: 1·1 + 4·4 + 5·1 + 1·1 seen, 400 + 4800 + 800 + 150 + 3200 + 50 by chance.
    assert_eq!(kappa(&pairs(&[&[75, 1, 4], &[5, 4, 1], &[0, 0, 10]])), Some(755));
    // All the other way round.
    assert_eq!(kappa(&[(1, 5), (5, 1)]), Some(-1_000));
    assert_eq!(kappa(&[(3, 3), (3, 3)]), None, "one mark alone tells nothing");
    assert_eq!(kappa(&[]), None);
}

#[test]
fn two_that_agree_are_their_mean() {
    let found = settled(standing(
        &terms(),
        [Some(&marks([4, 4, 4, 4, 4, 4])), Some(&marks([4, 4, 5, 4, 3, 4]))],
        None,
    ));
    assert_eq!((found.total, found.sheets), (8_000, 2));
    assert_eq!(found.marks.get(&Dimension::Curriculum), Some(&450));
}

#[test]
fn a_third_reads_beyond_the_difference_in_a_dimension_or_in_total() {
    let four = marks([4; 6]);
    assert_eq!(
        apart(&terms(), &four, &marks([4, 4, 4, 4, 4, 2])),
        [Apart::Dimension(Dimension::Cooperation, 2)]
    );
    // Three marks of thirty are ten points: still within. Four are not.
    assert_eq!(apart(&terms(), &four, &marks([3, 3, 3, 4, 4, 4])), []);
    assert_eq!(apart(&terms(), &four, &marks([3, 3, 3, 3, 4, 4])), [Apart::Total(1_333)]);
    let (low, waiting) = (marks([2; 6]), standing(&terms(), [Some(&four), None], None));
    assert_eq!(waiting, Standing::Waiting);
    assert!(
        matches!(standing(&terms(), [Some(&four), Some(&low)], None), Standing::Third(gaps) if gaps.len() == 7)
    );
    // Nearer to the upper: their mean. As near to both: the mean of all three.
    let upper = settled(standing(&terms(), [Some(&four), Some(&low)], Some(&marks([4, 4, 4, 4, 4, 3]))));
    assert_eq!((upper.total, upper.sheets), (7_833, 2));
    let between = settled(standing(&terms(), [Some(&four), Some(&low)], Some(&marks([3; 6]))));
    assert_eq!((between.total, between.sheets), (6_000, 3));
}

#[test]
fn weights_weigh_and_floors_propose() {
    let mut terms = terms();
    if let Some(first) = terms.dimensions.first_mut() {
        first.weight = 5;
    }
    assert!(terms.hold());
    assert_eq!(terms.total(&marks([5, 1, 1, 1, 1, 1])), 6_000);
    for (total, grade) in [
        (8_500, Grade::Excellent),
        (8_499, Grade::Good),
        (7_000, Grade::Good),
        (6_000, Grade::Fair),
        (5_999, Grade::Poor),
    ] {
        assert_eq!(terms.grade(total), grade, "{total}");
    }
    terms.dimensions.iter_mut().for_each(|viewed| viewed.weight = 0);
    assert!(!terms.hold(), "weights that are nothing");
}

#[test]
fn a_tie_counts_as_long_as_it_does() {
    let tie = |kind: TieKind, until| Tie { institution: "A".to_owned(), kind, until, note: String::new() };
    let on = date(2024, 3, 1);
    for (tie, counts) in [
        (tie(TieKind::Employer, None), true),
        (tie(TieKind::Employer, Some(date(2021, 3, 1))), true),
        (tie(TieKind::Employer, Some(date(2021, 2, 28))), false),
        (tie(TieKind::Relation, None), true),
        (tie(TieKind::Relation, Some(date(2001, 1, 1))), true),
    ] {
        assert_eq!(tie.counts(on, 3), counts, "{tie:?}");
        assert_eq!(conflict(std::slice::from_ref(&tie), ["B", "A"], on, 3).is_some(), counts);
        assert_eq!(conflict(std::slice::from_ref(&tie), ["B", "C"], on, 3), None, "no side of it");
    }
}

fn sheet() -> impl Strategy<Value = Marks> {
    prop::array::uniform6(1_i64..=5).prop_map(marks)
}

proptest! {
    #[test]
    fn who_is_first_changes_nothing(one in sheet(), other in sheet(), third in sheet()) {
        let terms = terms();
        prop_assert_eq!(
            standing(&terms, [Some(&one), Some(&other)], Some(&third)),
            standing(&terms, [Some(&other), Some(&one)], Some(&third))
        );
        let sheets = [(&one, &other), (&third, &one)];
        let turned = [(&one, &third), (&other, &one)];
        prop_assert_eq!(agreement(Dimension::ALL, &sheets), agreement(Dimension::ALL, &turned));
    }

    #[test]
    fn a_final_score_lies_within_its_sheets(one in sheet(), other in sheet(), third in sheet()) {
        let terms = terms();
        let totals = [&one, &other, &third].map(|marks| terms.total(marks));
        let found = settled(standing(&terms, [Some(&one), Some(&other)], Some(&third)));
        prop_assert!(totals.iter().min() <= Some(&found.total) && Some(&found.total) <= totals.iter().max());
    }

    #[test]
    fn kappa_has_bounds_and_is_one_where_all_agree(pairs in prop::collection::vec((1_i64..=5, 1_i64..=5), 0..40)) {
        if let Some(found) = kappa(&pairs) {
            prop_assert!((-1_000..=1_000).contains(&found), "{}", found);
        }
        let same: Vec<(i64, i64)> = pairs.iter().map(|(one, _)| (*one, *one)).collect();
        let various = same.iter().collect::<BTreeSet<_>>().len() > 1;
        prop_assert_eq!(kappa(&same), various.then_some(1_000));
        let turned: Vec<(i64, i64)> = pairs.iter().map(|(one, other)| (*other, *one)).collect();
        prop_assert_eq!(kappa(&pairs), kappa(&turned));
    }

    #[test]
    fn a_proposal_is_fair_and_bars_whom_it_must(
        barred in prop::collection::vec(prop::collection::btree_set(0_usize..7, 0..4), 0..12),
        free in 0_usize..20,
    ) {
        let name = |at: &usize| format!("E{at}");
        let load: BTreeMap<String, usize> = (0..7).map(|at| (name(&at), 0)).collect();
        let slots: Vec<Slot> =
            barred.iter().map(|of| Slot { barred: of.iter().map(name).collect(), wanted: 2 }).collect();
        let proposed = propose(&slots, &load);
        prop_assert_eq!(&proposed, &propose(&slots, &load));
        for (slot, chosen) in slots.iter().zip(&proposed) {
            prop_assert_eq!(chosen.iter().collect::<BTreeSet<_>>().len(), 2);
            prop_assert!(chosen.iter().all(|expert| !slot.barred.contains(expert)));
        }
        // Where nobody is barred, nobody reads more than one subject more than another.
        let open = vec![Slot { barred: BTreeSet::new(), wanted: 2 }; free];
        let mut counts = load.clone();
        for expert in propose(&open, &load).into_iter().flatten() {
            *counts.entry(expert).or_default() += 1;
        }
        let most = counts.values().max().copied().unwrap_or(0);
        prop_assert!(most - counts.values().min().copied().unwrap_or(0) <= 1);
    }
}
