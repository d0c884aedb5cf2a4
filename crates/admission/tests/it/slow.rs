//! An allocator written independently and without regard to time: it looks for the best who is left, again and
//! again, over plain rows. Of equals whose order may matter it tries every order there is.

use super::instance::Instance;
use guantong_admission::candidates::{Candidate, Household};
use guantong_admission::{Equal, UNKNOWN};
use std::collections::{BTreeMap, BTreeSet};

/// What one candidate got: outcome and reason as in the files, programme, position.
pub(crate) type Line = (&'static str, &'static str, Option<(String, u32)>);

/// Results by candidate's number, or the numbers referred.
pub(crate) type Answer = Result<BTreeMap<String, Line>, BTreeSet<String>>;

type Seats = BTreeMap<String, (String, u32)>;

pub(crate) fn allocate(instance: &Instance) -> Answer {
    let mut lines = BTreeMap::new();
    let mut left: Vec<&Candidate> = Vec::new();
    for candidate in &instance.candidates {
        match ineligible(instance, candidate) {
            Some(why) => drop(lines.insert(candidate.id.clone(), ("ineligible", why, None))),
            None => left.push(candidate),
        }
    }
    let mut seats = Seats::new();
    while let Some(best) = left.iter().copied().reduce(|a, b| if better(instance, b, a) { b } else { a }) {
        let (equals, rest): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|c| !better(instance, best, c) && !better(instance, c, best));
        left = rest;
        match instance.equal {
            Equal::Draw => one_by_one(instance, &equals, &mut seats),
            Equal::AdmitAll => {
                let before = seats.clone();
                for candidate in equals {
                    let got = first_free(instance, candidate, &before);
                    seats.extend(got.map(|seat| (candidate.id.clone(), seat)));
                }
            }
            Equal::PositionThenAll => by_position(instance, &equals, &mut seats),
            Equal::Refer => {
                let differing = differing(instance, &equals, &seats);
                if !differing.is_empty() {
                    return Err(differing);
                }
                one_by_one(instance, &equals, &mut seats);
            }
        }
    }
    for candidate in &instance.candidates {
        let line = match seats.get(&candidate.id) {
            Some(seat) => ("admitted", "admitted", Some(seat.clone())),
            None => ("not-admitted", why_not(instance, candidate), None),
        };
        lines.entry(candidate.id.clone()).or_insert(line);
    }
    Ok(lines)
}

fn ineligible(instance: &Instance, candidate: &Candidate) -> Option<&'static str> {
    if !candidate.qualified {
        return Some("qualification.none");
    }
    if candidate.household != Household::Formal {
        return Some("household.none");
    }
    instance.floor.filter(|floor| candidate.total < *floor).map(|_| "floor.below")
}

fn why_not(instance: &Instance, candidate: &Candidate) -> &'static str {
    let known: Vec<u32> = candidate.preferences.iter().copied().filter(|p| *p != UNKNOWN).collect();
    if known.is_empty() {
        "preferences.none"
    } else if known.iter().all(|p| !may(instance, candidate, *p)) {
        "additional_test.none"
    } else {
        "preferences.full"
    }
}

fn better(instance: &Instance, a: &Candidate, b: &Candidate) -> bool {
    if a.total != b.total {
        return a.total > b.total;
    }
    for (mine, theirs) in a.keys.iter().zip(&b.keys) {
        if mine != theirs {
            return mine > theirs;
        }
    }
    instance.equal == Equal::Draw && a.draw < b.draw
}

fn may(instance: &Instance, candidate: &Candidate, programme: u32) -> bool {
    let test = instance.programmes[programme as usize].additional_test;
    test.is_none_or(|test| candidate.tests_passed.contains(&test))
}

fn free(instance: &Instance, candidate: &Candidate, programme: u32, seats: &Seats) -> bool {
    let wanted = &instance.programmes[programme as usize];
    let inside: Vec<&String> =
        seats.iter().filter(|(_, (id, _))| *id == wanted.id).map(|(who, _)| who).collect();
    let groups = |of: &Candidate| -> Vec<String> {
        let all = of.group.iter().chain(&of.more_groups);
        all.filter(|group| !group.is_empty()).cloned().collect()
    };
    let person = |who: &str| instance.candidates.iter().find(|c| c.id == who).unwrap();
    let has_room = |group: &String| {
        let most = wanted.quotas.iter().find(|(name, _)| name == group);
        let of_group = inside.iter().filter(|who| groups(person(who)).contains(group)).count();
        most.is_none_or(|(_, most)| of_group < *most as usize)
    };
    inside.len() < wanted.places as usize
        && groups(candidate).iter().all(has_room)
        && may(instance, candidate, programme)
}

fn first_free(instance: &Instance, candidate: &Candidate, seats: &Seats) -> Option<(String, u32)> {
    for (position, programme) in (1..).zip(&candidate.preferences) {
        if *programme != UNKNOWN && free(instance, candidate, *programme, seats) {
            return Some((instance.programmes[*programme as usize].id.clone(), position));
        }
    }
    None
}

fn one_by_one(instance: &Instance, order: &[&Candidate], seats: &mut Seats) {
    for candidate in order {
        let got = first_free(instance, candidate, seats);
        seats.extend(got.map(|seat| (candidate.id.clone(), seat)));
    }
}

fn by_position(instance: &Instance, equals: &[&Candidate], seats: &mut Seats) {
    for position in 1..=10_u32 {
        let before = seats.clone();
        for candidate in equals {
            let Some(programme) = candidate.preferences.get(position as usize - 1) else { continue };
            if before.contains_key(&candidate.id) || *programme == UNKNOWN {
                continue;
            }
            if free(instance, candidate, *programme, &before) {
                let id = instance.programmes[*programme as usize].id.clone();
                seats.insert(candidate.id.clone(), (id, position));
            }
        }
    }
}

/// Those who get something else in another order.
fn differing(instance: &Instance, equals: &[&Candidate], seats: &Seats) -> BTreeSet<String> {
    let mut got: BTreeMap<&str, BTreeSet<Option<(String, u32)>>> = BTreeMap::new();
    for order in orders(equals) {
        let mut tried = seats.clone();
        one_by_one(instance, &order, &mut tried);
        for candidate in equals {
            got.entry(&candidate.id).or_default().insert(tried.get(&candidate.id).cloned());
        }
    }
    got.into_iter().filter(|(_, results)| results.len() > 1).map(|(id, _)| id.to_owned()).collect()
}

fn orders<'a>(items: &[&'a Candidate]) -> Vec<Vec<&'a Candidate>> {
    if items.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for first in 0..items.len() {
        let mut rest = items.to_vec();
        let item = rest.remove(first);
        all.extend(orders(&rest).into_iter().map(|mut order| {
            order.insert(0, item);
            order
        }));
    }
    all
}
