//! Every result explains itself.

use super::instance::{Instance, Shape};
use super::words::worded;
use guantong_admission::candidates::Candidate;
use guantong_admission::explain::{Difference, Why};
use guantong_admission::round;
use guantong_admission::{Candidates, Equal, Outcome, Programme, Programmes, Reason, Round, Rules, UNKNOWN};
use guantong_model::Score;
use std::collections::BTreeSet;

fn candidate(id: &str, total: i32, keys: [i32; 2], draw: i64, preferences: &[u32]) -> Candidate {
    Candidate {
        id: id.to_owned(),
        total: Score::points(total),
        keys: keys.map(Score::points).to_vec(),
        draw: Some(draw),
        qualified: true,
        preferences: preferences.to_vec(),
        ..Candidate::default()
    }
}

fn run(equal: Equal, programmes: &[Programme], rows: &[Candidate]) -> Round {
    let programmes = Programmes::from_rows(programmes).unwrap();
    let candidates = Candidates::from_rows(rows, &programmes).unwrap();
    let rules = Rules { score_floor: Some(Score::points(490).into()), equal, ..Rules::default() };
    round::run(rules, programmes, candidates, &BTreeSet::new()).unwrap()
}

fn whys(round: &Round, candidate: u32) -> Vec<Why> {
    round.explain(candidate).preferences.into_iter().map(|preference| preference.why).collect()
}

fn full(places: u32, taken: u32, difference: Difference) -> Why {
    Why::Full { places, taken, difference }
}

#[test]
fn each_preference_says_why() {
    let programmes = [
        Programme::new("a", 1),
        Programme::new("b", 1),
        Programme { additional_test: Some(2), ..Programme::new("c", 1) },
        Programme::new("d", 5),
        Programme::new("e", 0),
    ];
    let rows = [
        candidate("1", 531, [1, 100], 9, &[0]),
        candidate("2", 528, [0, 110], 8, &[0, UNKNOWN, 0, 2, 1, 3]),
        candidate("3", 528, [0, 90], 7, &[1, 4, 3]),
        candidate("4", 489, [1, 100], 6, &[3, 2]),
        candidate("5", 528, [0, 110], 10, &[1]),
    ];
    let round = run(Equal::Draw, &programmes, &rows);
    let words = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let score = Difference::Score { theirs: "531".into(), yours: "528".into() };
    assert_eq!(
        whys(&round, 1),
        [
            full(1, 1, score),
            Why::Unknown,
            Why::Repeated,
            Why::NoTest { test: 2 },
            Why::Admitted { nth: 1, places: 1 },
            Why::NotLookedAt
        ]
    );
    let (theirs, yours) = words("110", "90");
    assert_eq!(
        whys(&round, 2),
        [
            full(1, 1, Difference::Key { key: 2, theirs, yours }),
            full(0, 0, Difference::Nothing),
            Why::Admitted { nth: 1, places: 5 }
        ]
    );
    let below = Why::NotEligible { reason: Reason::BelowFloor };
    assert_eq!(whys(&round, 3), [below.clone(), below]);
    let (theirs, yours) = words("8", "10");
    assert_eq!(whys(&round, 4), [full(1, 1, Difference::Draw { theirs, yours })]);
    let explained = round.explain(1);
    assert_eq!((explained.rank, explained.ranked, explained.total.as_str()), (Some(2), 4, "528"));
    assert_eq!((explained.outcome, explained.reason), (Outcome::Admitted, Reason::Admitted));
    assert_eq!(round.explain(3).rank, None);
}

#[test]
fn position_and_quota_are_named_where_they_decide() {
    let rows = [
        candidate("1", 520, [0, 0], 1, &[0]),
        candidate("2", 520, [0, 0], 2, &[UNKNOWN, 0]),
        candidate("3", 520, [0, 0], 3, &[0]),
    ];
    let round = run(Equal::PositionThenAll, &[Programme::new("a", 1)], &rows);
    assert_eq!(whys(&round, 0), [Why::Admitted { nth: 1, places: 1 }]);
    assert_eq!(whys(&round, 2), [Why::Admitted { nth: 1, places: 1 }]);
    assert_eq!(whys(&round, 1), [Why::Unknown, full(1, 2, Difference::Position { theirs: 1, yours: 2 })]);

    let of = |group: &str, row: Candidate| Candidate { group: Some(group.to_owned()), ..row };
    let rows = [
        of("m", candidate("1", 530, [0, 0], 1, &[0])),
        of("m", candidate("2", 520, [0, 0], 2, &[0])),
        of("f", candidate("3", 510, [0, 0], 3, &[0])),
    ];
    let quota = Programme { quotas: vec![("m".into(), 1)], ..Programme::new("a", 3) };
    let round = run(Equal::Draw, &[quota], &rows);
    let difference = Difference::Score { theirs: "530".into(), yours: "520".into() };
    assert_eq!(whys(&round, 1), [Why::QuotaFull { group: "m".into(), places: 1, taken: 1, difference }]);
    assert_eq!(whys(&round, 2), [Why::Admitted { nth: 2, places: 3 }]);
}

#[test]
fn explanations_agree_with_results_on_random_rounds() {
    for seed in 0..1_500_u64 {
        let equal =
            [Equal::Draw, Equal::AdmitAll, Equal::PositionThenAll][usize::try_from(seed % 3).unwrap()];
        let instance = Instance::random(seed, equal, &Shape { candidates: 14, totals: 5, quotas: true });
        let round =
            round::run(instance.rules(), instance.plan(), instance.field(), &BTreeSet::new()).unwrap();
        let explainer = round.explainer();
        for candidate in 0..round.candidates.count() {
            let explained = explainer.explain(candidate);
            let seat = round.allocation.admitted(candidate);
            let mut admitted_at = None;
            for preference in &explained.preferences {
                worded(&preference.messages());
                match &preference.why {
                    Why::Admitted { .. } => {
                        admitted_at = Some((preference.programme.unwrap(), preference.position))
                    }
                    Why::Full { places, taken, .. } => {
                        assert!(taken >= places && admitted_at.is_none(), "seed {seed}: {explained:?}");
                    }
                    Why::QuotaFull { places, taken, .. } => {
                        assert!(taken >= places, "seed {seed}: {explained:?}")
                    }
                    Why::NotLookedAt => assert!(admitted_at.is_some(), "seed {seed}: {explained:?}"),
                    Why::NotEligible { .. } => assert_eq!(explained.outcome, Outcome::Ineligible),
                    Why::Unknown | Why::Repeated | Why::NoTest { .. } => {}
                }
            }
            assert_eq!(admitted_at, seat, "seed {seed}: {explained:?}");
        }
    }
}
