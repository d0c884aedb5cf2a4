//! The allocator against the slow one, on many random rounds.

use super::instance::{Dice, Instance, Shape};
use super::slow::{self, Answer};
use guantong_admission::allocate::{allocate, allocate_deferred};
use guantong_admission::candidates::Candidates;
use guantong_admission::eligibility::eligibility;
use guantong_admission::proof::prove;
use guantong_admission::rules::Weights;
use guantong_admission::{Allocation, Column, Decimal, Equal, Method, NONE, Programmes, Reason, Rules, Stop};
use std::collections::{BTreeMap, BTreeSet};

fn run(instance: &Instance) -> (Programmes, Candidates, Result<Allocation, Stop>) {
    let (plan, field, rules) = (instance.plan(), instance.field(), instance.rules());
    let ineligible = eligibility(&rules, &field, &[]);
    let result = allocate(&rules, &plan, &field, &ineligible, &mut |_| {});
    (plan, field, result)
}

fn answer(plan: &Programmes, field: &Candidates, result: &Result<Allocation, Stop>) -> Answer {
    match result {
        Ok(allocation) => {
            let line = |candidate| {
                let reason = allocation.reason(candidate);
                let seat = allocation
                    .admitted(candidate)
                    .map(|(programme, position)| (plan.id(programme), position));
                (field.ids.text(candidate), (reason.outcome().as_str(), reason.as_str(), seat))
            };
            Ok((0..field.count()).map(line).collect())
        }
        Err(Stop::Refer(referral)) => Err(referral.candidates.iter().map(|c| field.ids.text(*c)).collect()),
        Err(other) => panic!("{other}"),
    }
}

const MODES: [Equal; 4] = [Equal::Draw, Equal::AdmitAll, Equal::PositionThenAll, Equal::Refer];

#[test]
fn equal_to_the_slow_allocator_on_10_000_rounds() {
    let (mut referred, mut over, mut admitted) = (0, 0, 0);
    for seed in 0..10_000 {
        let equal = MODES[usize::try_from(seed % 4).unwrap()];
        // The slow one tries every order of equals that could be referred.
        let (candidates, totals) = if equal == Equal::Refer { (8, 1) } else { (14, 5) };
        let instance = Instance::random(seed, equal, &Shape { candidates, totals, quotas: true });
        let (plan, field, result) = run(&instance);
        let got = answer(&plan, &field, &result);
        assert_eq!(got, slow::allocate(&instance), "seed {seed}: {instance:#?}");
        match result {
            Ok(allocation) => {
                let proof = prove(&instance.rules(), &plan, &field, &[], &allocation);
                assert!(proof.holds(), "seed {seed}: {proof:#?}\n{instance:#?}");
                over += allocation.filled.iter().filter(|filled| filled.admitted > filled.places).count();
                admitted += allocation.filled.iter().map(|filled| filled.admitted).sum::<u32>();
            }
            Err(_) => referred += 1,
        }
    }
    assert!(
        referred > 300 && over > 300 && admitted > 10_000,
        "{referred} {over} {admitted}: rounds too tame"
    );
}

#[test]
fn several_quotas_at_once_equal_the_slow_allocator() {
    let (mut admitted, mut kept_out) = (0, 0);
    for seed in 0..3_000 {
        let shape = Shape { candidates: 14, totals: 5, quotas: true };
        let instance = Instance::random(seed, Equal::Draw, &shape).with_more_quotas(seed);
        let (plan, field, result) = run(&instance);
        assert_eq!(answer(&plan, &field, &result), slow::allocate(&instance), "seed {seed}: {instance:#?}");
        let allocation = result.unwrap();
        let proof = prove(&instance.rules(), &plan, &field, &[], &allocation);
        assert!(proof.holds(), "seed {seed}: {proof:#?}\n{instance:#?}");
        admitted += allocation.filled.iter().map(|filled| filled.admitted).sum::<u32>();
        let full = allocation.reason.iter().filter(|reason| **reason == Reason::Full);
        let left = allocation.filled.iter().any(|filled| filled.admitted < filled.places);
        kept_out += if left { full.count() } else { 0 };
        // Somebody moved out of his seat is seen: a place is wasted, or a better candidate passed over.
        let mut false_one = allocation.clone();
        if let Some(seat) = false_one.programme.iter_mut().find(|programme| **programme != NONE) {
            *seat = NONE;
            assert!(!prove(&instance.rules(), &plan, &field, &[], &false_one).holds(), "seed {seed}");
        }
    }
    assert!(admitted > 3_000 && kept_out > 1_000, "{admitted} {kept_out}: rounds too tame");
}

#[test]
fn several_quotas_ask_for_the_draw_and_for_one_order() {
    let shape = Shape { candidates: 14, totals: 5, quotas: true };
    let instance = (0..).map(|seed| Instance::random(seed, Equal::AdmitAll, &shape).with_more_quotas(seed));
    let instance = instance.filter(|one| !one.plan().groups().is_empty() && !one.candidates.is_empty());
    let instance = instance.into_iter().next().unwrap();
    let (plan, field, result) = run(&instance);
    assert_eq!(result.unwrap_err(), Stop::SeveralQuotasNeedDraw);
    let ineligible = eligibility(&instance.rules(), &field, &[]);
    let weights = vec![Weights { programme: 0, subjects: Vec::new() }];
    let rules = Rules { equal: Equal::Draw, method: Method::DeferredAcceptance, weights, ..instance.rules() };
    let refused = allocate(&rules, &plan, &field, &ineligible, &mut |_| {}).unwrap_err();
    assert_eq!(refused, Stop::SeveralQuotasWithWeights);
}

#[test]
fn the_order_of_the_list_changes_nothing() {
    for seed in 0..2_000 {
        let equal = MODES[usize::try_from(seed % 4).unwrap()];
        let instance = Instance::random(seed, equal, &Shape { candidates: 20, totals: 4, quotas: true });
        let mut shuffled = instance.clone();
        Dice::new(seed + 1).shuffle(&mut shuffled.candidates);
        let (plan, field, result) = run(&instance);
        let (plan_2, field_2, result_2) = run(&shuffled);
        assert_eq!(answer(&plan, &field, &result), answer(&plan_2, &field_2, &result_2), "seed {seed}");
        if let (Ok(a), Ok(b)) = (result, result_2) {
            let cutoffs = |allocation: &Allocation| -> Vec<_> {
                allocation
                    .filled
                    .iter()
                    .map(|f| (f.admitted, f.last.map(|last| (last.score, last.position))))
                    .collect()
            };
            assert_eq!(cutoffs(&a), cutoffs(&b), "seed {seed}");
        }
    }
}

#[test]
fn deferred_acceptance_is_serial_where_all_rank_alike() {
    for seed in 0..4_000 {
        let equal = MODES[usize::try_from(seed % 3).unwrap()];
        let quotas = equal == Equal::Draw;
        let instance = Instance::random(seed, equal, &Shape { candidates: 16, totals: 5, quotas });
        let (plan, field, serial) = run(&instance);
        let ineligible = eligibility(&instance.rules(), &field, &[]);
        let deferred = allocate_deferred(&instance.rules(), &plan, &field, &ineligible);
        assert_eq!(
            answer(&plan, &field, &serial),
            answer(&plan, &field, &deferred),
            "seed {seed}: {instance:#?}"
        );
    }
}

/// Rounds whose programmes weight two subjects differently.
fn weighted(seed: u64, equal: Equal, quotas: bool) -> (Instance, Candidates, Rules) {
    let instance = Instance::random(seed, equal, &Shape { candidates: 16, totals: 3, quotas });
    let mut field = instance.field();
    let mut dice = Dice::new(seed + 7);
    let mut marks = || {
        let marks = (0..instance.candidates.len()).map(|_| i64::try_from(dice.below(4)).unwrap());
        Column::of_numbers(marks.collect::<Vec<_>>())
    };
    field.subjects = vec![("math".to_owned(), marks()), ("chinese".to_owned(), marks())];
    let weight = |text: &str| Decimal::parse(text.as_bytes()).unwrap();
    let formulas = [vec![(0, weight("1"))], vec![(1, weight("1.5")), (0, weight("0.25"))]];
    let weights = (0..u32::try_from(instance.programmes.len()).unwrap())
        .filter(|programme| programme % 3 != 2)
        .map(|programme| Weights { programme, subjects: formulas[programme as usize % 3].clone() })
        .collect();
    let rules = Rules { method: Method::DeferredAcceptance, weights, ..instance.rules() };
    (instance, field, rules)
}

#[test]
fn deferred_acceptance_with_weights_is_stable() {
    let mut moved = 0;
    for seed in 0..6_000 {
        let equal = MODES[usize::try_from(seed % 4).unwrap()];
        let (instance, field, rules) = weighted(seed, equal, equal == Equal::Draw);
        let plan = instance.plan();
        let ineligible = eligibility(&rules, &field, &[]);
        match allocate(&rules, &plan, &field, &ineligible, &mut |_| {}) {
            Ok(allocation) => {
                let proof = prove(&rules, &plan, &field, &[], &allocation);
                assert!(proof.holds(), "seed {seed}: {proof:#?}\n{instance:#?}");
                let (_, _, serial) = run(&instance);
                moved += u32::from(serial.is_ok_and(|serial| serial.programme != allocation.programme));
            }
            Err(Stop::Refer(referral)) => {
                assert!(equal == Equal::Refer && referral.candidates.len() > 1, "seed {seed}");
            }
            Err(other) => panic!("seed {seed}: {other}"),
        }
    }
    assert!(moved > 300, "{moved}: weights hardly matter");
}

#[test]
fn weights_and_quotas_ask_for_the_draw() {
    let refused = |equal, method| {
        let (instance, field, rules) = (0..)
            .map(|seed| weighted(seed, equal, true))
            .find(|(instance, ..)| !instance.plan().groups().is_empty())
            .unwrap();
        let rules = Rules { method, ..rules };
        let ineligible = eligibility(&rules, &field, &[]);
        allocate(&rules, &instance.plan(), &field, &ineligible, &mut |_| {}).unwrap_err()
    };
    assert_eq!(refused(Equal::AdmitAll, Method::DeferredAcceptance), Stop::QuotasNeedDraw);
    assert_eq!(refused(Equal::Draw, Method::Serial), Stop::WeightsInSerial);
}

#[test]
fn large_groups_of_equals_name_all_whom_an_order_concerns() {
    let mut named = (0, 0);
    for seed in 0..600 {
        let instance =
            Instance::random(seed, Equal::Refer, &Shape { candidates: 40, totals: 1, quotas: true });
        let (plan, field, result) = run(&instance);
        let referred: BTreeSet<String> = match answer(&plan, &field, &result) {
            Ok(_) => BTreeSet::new(),
            Err(referred) => referred,
        };
        let mut got: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for order in 0..40 {
            // Each order of the list as a draw: what any of them changes must have been named.
            let mut drawn = Instance { equal: Equal::Draw, ..instance.clone() };
            Dice::new(seed * 100 + order).shuffle(&mut drawn.candidates);
            (0..).zip(&mut drawn.candidates).for_each(|(draw, candidate)| candidate.draw = Some(draw));
            let (plan, field, result) = run(&drawn);
            // Keys decide before the draw, so only the first group that stops the run is compared.
            for (id, line) in answer(&plan, &field, &result).unwrap() {
                got.entry(id).or_default().insert(format!("{line:?}"));
            }
        }
        let differing: BTreeSet<String> =
            got.into_iter().filter(|(_, lines)| lines.len() > 1).map(|(id, _)| id).collect();
        assert_eq!(referred.is_empty(), differing.is_empty(), "seed {seed}");
        if instance.candidates.iter().all(|candidate| candidate.keys.is_empty()) {
            assert!(differing.is_subset(&referred), "seed {seed}: {differing:?} {referred:?}");
            named = (named.0 + differing.len(), named.1 + referred.len());
        }
    }
    // The bound for large groups hardly names anybody who is safe.
    assert!(named.0 * 20 > named.1 * 17, "{named:?}");
}
