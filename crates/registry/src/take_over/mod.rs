//! Taking over a student who was in the programme before the office began.
//!
//! Each thing told is tried with the very [`crate::decide()`] of the record. Accepted with the effect told, it is an ordinary
//! entry. Refused, referred, or of another effect than told, it is kept as told, and its decision says so: what is past
//! is not judged again, it is explained. Only what cannot be true of one life is not taken. From then on the record
//! goes on by the ordinary rules.
//!
//! Not here: where the facts come from, and whether the student is in the office already.

mod check;
mod compare;
mod step;
mod told;

pub use told::{About, Contradiction, Told, ToldCertificate, ToldFact, ToldNow, What};

use crate::{Admit, Admitted, Entry, Grounds, Record, admit};
use guantong_model::{Date, Fact, Message};
use guantong_policy::{Citation, Decision, Outcome};
use std::collections::BTreeSet;

/// A record with its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenOver {
    /// What was known on admission.
    pub admitted: Admitted,
    /// Why the record is opened.
    pub opening: Decision,
    /// Its entries, numbered from 2: the opening is number 1.
    pub entries: Vec<Entry>,
    /// What they add up to.
    pub record: Record,
}

impl TakenOver {
    /// The decisions that keep what the rules would not have had, oldest first.
    pub fn kept(&self) -> impl Iterator<Item = (Date, &Decision)> {
        let opening = std::iter::once((self.admitted.on, &self.opening));
        opening
            .chain(self.entries.iter().map(|entry| (entry.on, &entry.decision)))
            .filter(|(_, d)| is_kept(d))
    }
}

/// Whether a decision keeps what the past did, though the rules would not have had it so.
#[must_use]
pub fn is_kept(decision: &Decision) -> bool {
    decision.code.starts_with("past.")
}

/// What the rules would have answered to what is kept, where they would have said no or left it to somebody.
#[must_use]
pub fn kept_against(decision: &Decision) -> Option<Message> {
    let code = decision.also.first().filter(|_| decision.code.starts_with("past.kept"))?;
    Some(Message { id: format!("decision-{}", code.replace(['.', '_'], "-")), facts: decision.facts.clone() })
}

/// A record out of what is told. `today` is the last day anything can have happened on.
///
/// # Errors
/// Everything in it that cannot be true of one life.
pub fn take_over(told: &Told, grounds: &Grounds<'_>, today: Date) -> Result<TakenOver, Vec<Contradiction>> {
    let mut wrong = check::dates(told, today);
    wrong.extend(check::numbers(told));
    let Some(on) = told.facts.iter().map(|fact| fact.on).min() else {
        wrong.push(Contradiction { about: About::Programme, message: Message::new("take-over-no-history") });
        return Err(wrong);
    };
    let Some((opening, admitted)) = open(told, grounds, on) else {
        let message = Message::new("take-over-programme-unknown").with("programme", told.programme.as_str());
        wrong.push(Contradiction { about: About::Programme, message });
        return Err(wrong);
    };
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut life = Life {
        told,
        grounds,
        record: Record::open(admitted.clone()),
        entries: Vec::new(),
        placed: BTreeSet::new(),
    };
    let mut order: Vec<usize> = (0..told.facts.len()).collect();
    order.sort_by_key(|place| told.facts.get(*place).map(|fact| fact.on));
    for (n, place) in order.iter().enumerate() {
        let Some(fact) = told.facts.get(*place) else { continue };
        let rest: Vec<&ToldFact> =
            order.iter().skip(n + 1).filter_map(|place| told.facts.get(*place)).collect();
        // What follows a contradiction is guesswork: one of a kind is told.
        life.step(*place, fact, &rest).map_err(|contradiction| vec![contradiction])?;
    }
    let Life { record, entries, placed, .. } = life;
    wrong.extend(check::certificates(told, &record, &placed));
    wrong.extend(check::now(told, &record));
    if wrong.is_empty() { Ok(TakenOver { admitted, opening, entries, record }) } else { Err(wrong) }
}

/// A life as far as it is told.
pub(crate) struct Life<'a> {
    pub(crate) told: &'a Told,
    pub(crate) grounds: &'a Grounds<'a>,
    pub(crate) record: Record,
    pub(crate) entries: Vec<Entry>,
    /// Certificates that stand in an entry, by their places.
    pub(crate) placed: BTreeSet<usize>,
}

/// The opening of a record; nothing where the programme is not known.
fn open(told: &Told, grounds: &Grounds<'_>, on: Date) -> Option<(Decision, Admitted)> {
    let asked = Admit {
        programme: told.programme.clone(),
        cohort: told.entry_year,
        score: told.score,
        round: None,
        preference: None,
        admission: told.admission,
        barred_from_major_change: told.barred_from_major_change,
    };
    let placement = grounds.world.programme(&told.programme)?.placement.clone();
    let (decision, admitted) = admit(&asked, grounds, on);
    let admitted = admitted.unwrap_or(Admitted {
        on,
        placement,
        entry_year: told.entry_year,
        score: told.score,
        admission: told.admission,
        barred_from_major_change: told.barred_from_major_change,
        round: None,
        preference: None,
    });
    let decision =
        if decision.outcome == Outcome::Accepted { decision } else { keep(decision, "past.admission", on) };
    Some((decision, admitted))
}

/// What was refused or referred, kept: the clauses and facts of the no, its code first among `also`.
pub(crate) fn keep(no: Decision, done: &str, on: Date) -> Decision {
    let clause = no.citations.iter().find_map(|citation| match citation {
        Citation::Clause(id) => Some(id.as_str()),
        Citation::Article { .. } | Citation::Interpretation(_) => None,
    });
    let clause = clause.unwrap_or("3.3.3.a");
    let mut kept = match no.outcome {
        Outcome::Referred => Decision::accepted("past.kept_undecided", clause),
        Outcome::Refused | Outcome::Accepted => Decision::accepted("past.kept", clause),
    };
    let decider = no.referred_to.clone();
    kept.citations = no.citations;
    kept.facts = no.facts;
    kept.also = no.also;
    kept.also.insert(0, no.code);
    let kept = kept.with("done", Fact::Word(done.to_owned())).with("done_on", on);
    match decider {
        Some(decider) => kept.with("decider", Fact::Word(decider)),
        None => kept,
    }
}
