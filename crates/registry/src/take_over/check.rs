//! What cannot be true of one life: dates that go back, numbers that stand twice, a today that does not follow.
//!
//! Not here: what a rule would not have had; that is kept.

use super::step::stage_word;
use super::{About, Contradiction, Told, ToldFact, What};
use crate::{Placement, Record};
use guantong_model::{CertificateKind, Date, Fact, Message, Stage};
use std::collections::{BTreeMap, BTreeSet};

fn wrong(about: About, message: Message) -> Contradiction {
    Contradiction { about, message }
}

/// The words of a fact: what it is, and of which stage.
fn words(fact: &ToldFact) -> (Fact, Fact) {
    let stage = match &fact.what {
        What::Completed(stage)
        | What::Failed(stage)
        | What::Assessed { stage, .. }
        | What::Progressed { stage, .. }
        | What::Repeated { stage, .. } => Some(*stage),
        What::Registered { .. } => Some(Stage::Secondary),
        _ => None,
    };
    let stage = stage.map_or_else(|| Fact::Word("past.any-stage".to_owned()), stage_word);
    (Fact::Word(fact.what.word().to_owned()), stage)
}

/// A message that names a fact and its day.
pub(super) fn named(message: Message, fact: &ToldFact) -> Message {
    let (what, stage) = words(fact);
    message.with("what", what).with("stage", stage).with("date", fact.on)
}

/// Dates after today, before the year of entry, or before what comes earlier in a life.
pub(super) fn dates(told: &Told, today: Date) -> Vec<Contradiction> {
    let mut found = Vec::new();
    let mut last: Option<&ToldFact> = None;
    let mut away: Option<&ToldFact> = None;
    for (place, fact) in told.facts.iter().enumerate() {
        let about = About::Fact(place);
        if fact.on > today {
            found.push(wrong(about, named(Message::new("take-over-after-today"), fact).with("today", today)));
        }
        if i32::from(fact.on.year()) < told.entry_year {
            let message = named(Message::new("take-over-before-entry"), fact);
            found.push(wrong(about, message.with("entry_year", told.entry_year)));
        }
        match &fact.what {
            What::Leave { until, .. } => {
                away = Some(fact);
                if *until <= fact.on {
                    let message = Message::new("take-over-leave-until").with("until", *until);
                    found.push(wrong(about, message.with("date", fact.on)));
                }
            }
            What::Resumed { .. } => {
                if let Some(leave) = away.take().filter(|leave| fact.on < leave.on) {
                    found.push(wrong(about, goes_back(fact, leave)));
                }
            }
            _ => {}
        }
        if fact.what.in_order() {
            if let Some(before) = last.filter(|before| fact.on < before.on) {
                found.push(wrong(about, goes_back(fact, before)));
            }
            last = Some(fact);
        }
    }
    for (place, certificate) in told.certificates.iter().enumerate() {
        if certificate.issued_on > today {
            let message = Message::new("take-over-certificate-after-today");
            let message = message.with("date", certificate.issued_on).with("today", today);
            found.push(wrong(About::Certificate(place), message));
        }
    }
    found
}

fn goes_back(fact: &ToldFact, before: &ToldFact) -> Message {
    let (what, stage) = words(before);
    let message = named(Message::new("take-over-goes-back"), fact);
    message.with("before", what).with("before_stage", stage).with("before_date", before.on)
}

/// A certificate number twice in one life.
pub(super) fn numbers(told: &Told) -> Vec<Contradiction> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (place, certificate) in told.certificates.iter().enumerate() {
        if seen.insert(&certificate.number, place).is_some() {
            let message = Message::new("take-over-number-twice").with("number", certificate.number.as_str());
            found.push(wrong(About::Certificate(place), message));
        }
    }
    found
}

/// Certificates no told event can have issued.
pub(super) fn certificates(told: &Told, record: &Record, placed: &BTreeSet<usize>) -> Vec<Contradiction> {
    let unplaced = told.certificates.iter().enumerate().filter(|(place, _)| !placed.contains(place));
    let found = unplaced.map(|(place, certificate)| {
        let stage = match certificate.kind {
            CertificateKind::Secondary => Some(Stage::Secondary),
            CertificateKind::College => Some(Stage::College),
            CertificateKind::Bachelor => Some(Stage::Bachelor),
            CertificateKind::Completion | CertificateKind::IncompleteStudy | CertificateKind::StudyRecord => {
                None
            }
        };
        let message = match stage {
            Some(stage) if stage > record.stage() => {
                Message::new("take-over-certificate-stage").with("stage", stage_word(stage))
            }
            Some(stage) => {
                Message::new("take-over-certificate-not-complete").with("stage", stage_word(stage))
            }
            None => Message::new("take-over-certificate-not-ended"),
        };
        let kind = Fact::Word(format!("certificate.{}", certificate.kind));
        let message = message.with("certificate", kind).with("number", certificate.number.as_str());
        wrong(About::Certificate(place), message)
    });
    found.collect()
}

/// A today that does not follow from what is told.
pub(super) fn now(told: &Told, record: &Record) -> Vec<Contradiction> {
    let differs = |told: Fact, follows: Fact| {
        Message::new("take-over-now-differs").with("told", told).with("follows", follows)
    };
    let mut found = Vec::new();
    let programme = &record.placement().programme;
    if let Some(told) = told.now.programme.as_ref().filter(|told| *told != programme) {
        let message = differs(told.as_str().into(), shown(record.placement()));
        found.push(wrong(About::NowProgramme, message));
    }
    if let Some(told) = told.now.cohort.filter(|told| *told != record.cohort()) {
        let class = |year: i32| Fact::Text(year.to_string());
        found.push(wrong(About::NowCohort, differs(class(told), class(record.cohort()))));
    }
    if let Some(told) = told.now.stage.filter(|told| *told != record.stage()) {
        found.push(wrong(About::NowStage, differs(stage_word(told), stage_word(record.stage()))));
    }
    if let Some(told) = told.now.standing.filter(|told| *told != record.standing()) {
        let word = |standing| Fact::Word(format!("standing.{standing}"));
        found.push(wrong(About::NowStanding, differs(word(told), word(record.standing()))));
    }
    found
}

fn shown(placement: &Placement) -> Fact {
    Fact::Text(placement.programme.as_str().to_owned())
}
