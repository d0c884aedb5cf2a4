//! What must hold of one record, from its entries alone.

use super::{Check, Verified};
use crate::rows::Person;
use crate::student::{Opening, commit_person};
use guantong_model::{Stage, StudentId};
use guantong_registry::{Event, Law, Placement, Record};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A record as the journal has it, with the person it is about.
pub(super) struct One {
    pub(super) id: StudentId,
    pub(super) opening: Opening,
    /// Whether the record began before the office did: its past is kept as it was told, whatever the rules would say.
    pub(super) told: bool,
    pub(super) record: Record,
    pub(super) person: Option<Person>,
}

/// The checks, with the law they are made by.
pub(super) struct Proof {
    law: Arc<Law>,
    /// What the journal committed to last, of whoever was put right.
    people: BTreeMap<String, String>,
}

impl Proof {
    pub(super) fn new(law: Arc<Law>, people: BTreeMap<String, String>) -> Self {
        Proof { law, people }
    }

    /// Checks one record.
    pub(super) fn check(&self, one: &One, verified: &mut Verified) {
        let object = crate::student::stream(&one.id);
        let mut note = |check: Check, found: Option<String>| verified.note(check, &object, found);
        note(Check::Person, self.stranger(one));
        note(Check::OneRegistration, open_registrations(&one.record));
        if one.told {
            return;
        }
        note(Check::Floor, self.below_floor(&one.record));
        note(Check::Registration, registered_elsewhere(&one.record));
        note(Check::Stage, stage_skipped(&one.record));
        let transfers = one.record.transfers();
        note(Check::Transfer, (transfers > 1).then(|| transfers.to_string()));
    }

    /// The journal committed to a person's words when it opened the record, and again when they were put right.
    fn stranger(&self, one: &One) -> Option<String> {
        let Some(person) = &one.person else { return Some("-".to_owned()) };
        let committed = self.people.get(person.id.as_str()).unwrap_or(&one.opening.commitment);
        let found = commit_person(person);
        (found != *committed).then_some(found)
    }

    fn below_floor(&self, record: &Record) -> Option<String> {
        let admitted = record.admitted();
        let floor = self.law.on(admitted.on).score_floor;
        (admitted.score < floor).then(|| format!("{} < {floor}", admitted.score))
    }
}

fn open_registrations(record: &Record) -> Option<String> {
    let open = record.registrations().iter().filter(|period| period.to.is_none()).count();
    let expected = usize::from(record.registered_at().is_some() && !record.standing().ended());
    (open > 1 || open != expected).then(|| open.to_string())
}

/// Every programme the record was ever of.
fn placements(record: &Record) -> impl Iterator<Item = &Placement> {
    let of_events = record.history().iter().flat_map(|entry| &entry.events).filter_map(|event| match event {
        Event::Repeated { placement, .. }
        | Event::PartnerReplaced { placement, .. }
        | Event::Resumed { placement, .. }
        | Event::Transferred { placement, .. } => Some(placement),
        _ => None,
    });
    std::iter::once(&record.admitted().placement).chain(of_events)
}

fn registered_elsewhere(record: &Record) -> Option<String> {
    let elsewhere = record.registrations().iter().find(|period| {
        !placements(record).any(|placement| placement.registered_at(period.stage) == period.institution)
    });
    elsewhere.map(|period| format!("{} {}", period.stage.as_str(), period.institution))
}

fn stage_skipped(record: &Record) -> Option<String> {
    let stages: Vec<Stage> = record.studies().iter().map(|period| period.stage).collect();
    let place = |stage: Stage| Stage::ALL.iter().position(|one| *one == stage).unwrap_or(0);
    let first = stages.first().copied().unwrap_or(Stage::Secondary);
    let skipped = stages.windows(2).any(|pair| match pair {
        [before, after] => place(*after) < place(*before) || place(*after) > place(*before) + 1,
        _ => false,
    });
    (skipped || first != Stage::Secondary)
        .then(|| stages.iter().map(|stage| stage.as_str()).collect::<Vec<_>>().join(" → "))
}
