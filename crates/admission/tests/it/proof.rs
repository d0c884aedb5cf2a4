//! The proof must find what is wrong: results are corrupted one way at a time.

use super::words::worded;
use guantong_admission::candidates::{Candidate, Candidates, Household};
use guantong_admission::round::{self, Round};
use guantong_admission::{Equal, NONE, Programme, Programmes, Property, Rules};
use guantong_model::Score;
use std::collections::BTreeSet;

fn candidate(id: &str, total: i32, preferences: &[u32]) -> Candidate {
    Candidate {
        id: id.to_owned(),
        total: Score::points(total),
        qualified: true,
        preferences: preferences.to_vec(),
        group: Some("m".to_owned()),
        ..Candidate::default()
    }
}

/// Two places in `a`, one in `b`, three in `c` of which at most two of `m`, one in `t` with a test.
fn round(equal: Equal) -> Round {
    let programmes = Programmes::from_rows(&[
        Programme::new("a", 2),
        Programme::new("b", 1),
        Programme { quotas: vec![("m".to_owned(), 2)], ..Programme::new("c", 3) },
        Programme { additional_test: Some(1), ..Programme::new("t", 1) },
    ])
    .unwrap();
    let rows = vec![
        candidate("1", 600, &[0, 1, 2]),
        candidate("2", 590, &[0, 1]),
        candidate("3", 580, &[0, 1, 2]),
        candidate("4", 570, &[1, 2, 0]),
        candidate("5", 560, &[0, 2]),
        candidate("6", 550, &[2]),
        Candidate { household: Household::Absent, ..candidate("7", 640, &[0]) },
        candidate("8", 480, &[3, 2]),
        candidate("9", 550, &[3]),
    ];
    let candidates = Candidates::from_rows(&rows, &programmes).unwrap();
    let rules = Rules { score_floor: Some(Score::points(490).into()), equal, ..Rules::default() };
    round::run(rules, programmes, candidates, &BTreeSet::new()).unwrap()
}

/// Which properties are violated after a candidate (from 1) is moved to a programme at a position.
fn violated(round: &Round, moves: &[(usize, u32, u32)]) -> Vec<Property> {
    let mut allocation = round.allocation.clone();
    for (candidate, programme, position) in moves {
        allocation.programme[candidate - 1] = *programme;
        allocation.position[candidate - 1] = *position;
    }
    let proof = guantong_admission::proof::prove(
        &round.rules,
        &round.programmes,
        &round.candidates,
        &[],
        &allocation,
    );
    assert!(!proof.holds());
    proof.checks.iter().for_each(|check| worded(&[check.message()]));
    assert!(proof.checks.iter().all(|check| u64::try_from(check.listed.len()).unwrap() == check.violations));
    proof.checks.iter().filter(|check| check.violations > 0).map(|check| check.property).collect()
}

#[test]
fn an_untouched_result_holds() {
    let round = round(Equal::AdmitAll);
    assert!(round.proof.holds());
    assert_eq!(round.proof.checks.len(), 5);
    assert!(round.proof.checks.iter().all(|check| check.examined > 0));
    let seats: Vec<Option<u32>> =
        (0..9).map(|c| round.allocation.admitted(c).map(|(programme, _)| programme)).collect();
    assert_eq!(seats, [Some(0), Some(0), Some(1), Some(2), Some(2), None, None, None, None]);
}

#[test]
fn every_kind_of_corruption_is_found() {
    use Property::{AboveFloor, Eligible, NobodyPassedOver, NothingWasted, WithinPlaces};
    let round = round(Equal::AdmitAll);
    for (what, moves, expected) in [
        ("a third into two places", &[(5, 0, 1)][..], &[WithinPlaces, NobodyPassedOver][..]),
        ("a third of a group into two", &[(6, 2, 1)], &[WithinPlaces]),
        ("below the floor", &[(8, 2, 2), (5, NONE, 0)], &[AboveFloor, NobodyPassedOver]),
        ("no household", &[(7, 0, 1), (2, 1, 2), (3, 2, 3), (5, NONE, 0)], &[Eligible]),
        ("without the test", &[(9, 3, 1)], &[Eligible]),
        ("not on the list", &[(6, 1, 1), (3, NONE, 0)], &[Eligible, NobodyPassedOver]),
        ("at another position", &[(3, 1, 1)], &[Eligible]),
        ("no such programme", &[(6, 9, 1)], &[Eligible]),
        ("two exchanged", &[(2, 1, 2), (3, 0, 1)], &[NobodyPassedOver]),
        ("sent away", &[(5, NONE, 0)], &[NothingWasted]),
        ("moved down", &[(3, 2, 3), (4, 2, 2), (5, NONE, 0)], &[NothingWasted]),
    ] {
        let found = violated(&round, moves);
        assert!(expected.iter().all(|property| found.contains(property)), "{what}: {found:?}");
    }
    assert_eq!(violated(&round, &[(9, 3, 1)]), [Eligible]);
    assert_eq!(violated(&round, &[(2, 1, 2), (3, 0, 1)]), [NobodyPassedOver]);
    assert_eq!(violated(&round, &[(5, NONE, 0)]), [NothingWasted]);
    assert_eq!(violated(&round, &[(6, 2, 1)]), [WithinPlaces]);
}

#[test]
fn equals_go_over_the_plan_only_at_the_boundary() {
    let programmes = Programmes::from_rows(&[Programme::new("a", 1)]).unwrap();
    let rows = [candidate("1", 600, &[0]), candidate("2", 600, &[0]), candidate("3", 590, &[0])];
    let candidates = Candidates::from_rows(&rows, &programmes).unwrap();
    let rules = Rules { equal: Equal::AdmitAll, ..Rules::default() };
    let round = round::run(rules, programmes, candidates, &BTreeSet::new()).unwrap();
    assert_eq!((round.allocation.filled[0].admitted, round.proof.holds()), (2, true));
    assert_eq!(violated(&round, &[(3, 0, 1)]), [Property::WithinPlaces]);
    assert_eq!(violated(&round, &[(2, NONE, 0)]), [Property::NobodyPassedOver]);
    assert_eq!(violated(&round, &[(1, NONE, 0), (2, NONE, 0)]), [Property::NothingWasted]);
}

#[test]
fn a_candidate_of_an_earlier_round_is_not_eligible() {
    let round = round(Equal::AdmitAll);
    let earlier: Vec<bool> = (1..=9).map(|id| id == 1).collect();
    let (rules, plan, field) = (&round.rules, &round.programmes, &round.candidates);
    let proof = guantong_admission::proof::prove(rules, plan, field, &earlier, &round.allocation);
    assert_eq!(proof.checks[2].listed.iter().map(|v| v.candidate).collect::<Vec<_>>(), [Some(0)]);
}

#[test]
fn unused_places_and_those_left_go_into_the_next_round() {
    let early = round(Equal::AdmitAll);
    let left = early.programmes_left();
    assert_eq!((0..4).map(|p| left.places(p)).collect::<Vec<_>>(), [0, 0, 1, 1]);
    assert_eq!(left.quota(2, 1), Some(0));
    let admitted: BTreeSet<String> = early.admitted_ids().collect();
    assert_eq!(admitted.iter().map(String::as_str).collect::<Vec<_>>(), ["1", "2", "3", "4", "5"]);
    let next = round::run(early.rules.clone(), left, early.candidates.clone(), &admitted).unwrap();
    let reasons: Vec<&str> = (0..9).map(|c| next.allocation.reason(c).as_str()).collect();
    let earlier = "admitted.earlier";
    let full = "preferences.full";
    assert_eq!(
        reasons,
        [
            earlier,
            earlier,
            earlier,
            earlier,
            earlier,
            full,
            "household.none",
            "floor.below",
            "additional_test.none"
        ]
    );
    assert!(next.proof.holds());
}

#[test]
fn a_list_longer_than_the_round_allows_is_refused() {
    let early = round(Equal::AdmitAll);
    let rules = Rules { preferences_max: Some(2), ..early.rules };
    let refused = round::run(rules, early.programmes, early.candidates, &BTreeSet::new()).unwrap_err();
    assert_eq!(refused, round::RoundError::TooManyPreferences { candidate: 0, count: 3, most: 2 });
}
