//! Proposes a correction, or gives one up. What cannot be run is refused before anything is written.

use super::{Corrected, Correction, CorrectionState, Facts, PROPOSAL, open_as_seen, stream};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::ports::{Batch, Change};
use crate::rows::{Candidate, Round};
use guantong_model::{CandidateNo, Message, ProgrammeId, Score};
use std::collections::{BTreeMap, BTreeSet};

/// At most so many candidates in one correction: more is another import.
pub const PEOPLE_MOST: usize = 100;
/// The longest reason, in characters.
pub const REASON_LONGEST: usize = 500;
/// The longest number of a document, in characters.
pub const DOCUMENT_LONGEST: usize = 100;

/// What somebody proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// The candidates with the facts that are right.
    pub people: Vec<(CandidateNo, Facts)>,
    /// Why.
    pub because: String,
    /// The number of the document it rests on.
    pub document: String,
}

impl Office {
    /// Proposes a correction of candidates' facts, found after a round was published; returns its number.
    ///
    /// # Errors
    /// Not found where the round is not published. Bad input: everything that is wrong with what was given, or the
    /// corrected facts cannot be run. A conflict where somebody proposed another at the same moment.
    pub async fn propose_correction(
        &self,
        year: i32,
        round: Round,
        proposed: Proposed,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        self.allow_here(Action::CorrectionPropose)?;
        self.is_published(year, round).await?;
        let there = self.whole.candidates(year).await?;
        let (people, mut wrong) = self.corrected_people(year, &there, proposed.people).await?;
        let (because, document) = (proposed.because.trim(), proposed.document.trim());
        for (text, longest, none, long) in [
            (because, REASON_LONGEST, "correction-no-reason", "correction-reason-long"),
            (document, DOCUMENT_LONGEST, "correction-no-document", "correction-document-long"),
        ] {
            let count = text.chars().count();
            if count == 0 {
                wrong.push(Message::new(none));
            } else if count > longest {
                wrong.push(Message::new(long).with("count", count).with("most", longest));
            }
        }
        if !wrong.is_empty() {
            return Err(ServiceError::BadInput(wrong));
        }
        let last = self.whole.corrections(year).await?;
        let number = last.iter().map(|one| one.correction.number).max().unwrap_or(0) + 1;
        let correction = Correction {
            year,
            round,
            number,
            state: CorrectionState::Proposed,
            people,
            because: because.to_owned(),
            document: document.to_owned(),
            taken_back: Vec::new(),
            proposed_by: actor.to_owned(),
            proposed_at: self.clock.now(),
            signatures: Vec::new(),
            made: None,
        };
        // What the corrected facts give is seen now: a list that is too long is told to who typed it.
        self.derive(&correction).await?;
        let (entry, change) = self.correction_entry("correction-proposed", correction, 0, actor)?;
        let hand = self.hand_on(&stream(year, number), PROPOSAL);
        let changes = hand.into_iter().chain([change]).collect();
        self.storage.append(Batch { entries: vec![entry], changes }, self.clock.now()).await?;
        Ok(number)
    }

    /// Gives a correction up that was not made.
    ///
    /// # Errors
    /// Not found where there is none; a conflict where it is over or was changed meanwhile.
    pub async fn give_up_correction(
        &self,
        year: i32,
        round: Round,
        number: i64,
        version_seen: i64,
        actor: &str,
    ) -> Result<(), ServiceError> {
        self.allow_here(Action::CorrectionPropose)?;
        let found = self.correction_of(year, round, number).await?;
        open_as_seen(&found, version_seen)?;
        let correction = Correction { state: CorrectionState::GivenUp, ..found.correction };
        let (entry, change) =
            self.correction_entry("correction-given-up", correction, found.version, actor)?;
        self.storage.append(Batch { entries: vec![entry], changes: vec![change] }, self.clock.now()).await?;
        Ok(())
    }

    /// Not found where a round is not published: what is not told has nothing to be corrected.
    pub(super) async fn is_published(&self, year: i32, round: Round) -> Result<(), ServiceError> {
        let runs = self.whole.rounds(year).await?;
        let published = runs.iter().any(|run| run.round == round && run.published_at.is_some());
        if published { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// The candidates of a correction beside what is on file, by number; and what is wrong with what was given.
    async fn corrected_people(
        &self,
        year: i32,
        there: &[Candidate],
        given: Vec<(CandidateNo, Facts)>,
    ) -> Result<(Vec<Corrected>, Vec<Message>), ServiceError> {
        let mut wrong = Vec::new();
        if given.is_empty() {
            wrong.push(Message::new("correction-nobody"));
        }
        if given.len() > PEOPLE_MOST {
            let message = Message::new("correction-too-many").with("count", given.len());
            wrong.push(message.with("most", PEOPLE_MOST));
        }
        let full = self.marks_of(year).await?.1;
        let plan = self.whole.plan_lines(year).await?;
        let plan: BTreeSet<&ProgrammeId> = plan.iter().map(|line| &line.programme).collect();
        let on_file: BTreeMap<&CandidateNo, &Candidate> = there.iter().map(|one| (&one.no, one)).collect();
        let mut people: Vec<Corrected> = Vec::new();
        for (no, after) in given {
            let said = |id: &str| Message::new(id).with("candidate", no.as_str());
            let Some(candidate) = on_file.get(&no) else {
                wrong.push(said("correction-no-candidate").with("year", year));
                continue;
            };
            if people.iter().any(|one| one.no == no) {
                wrong.push(said("candidates-repeated"));
                continue;
            }
            let before = Facts::of(candidate);
            if before == after {
                wrong.push(said("correction-nothing"));
            }
            wrong.extend(impossible(year, &no, &after, full, &plan));
            people.push(Corrected { no, before, after });
        }
        let corrected: BTreeMap<&CandidateNo, i64> =
            people.iter().map(|one| (&one.no, one.after.draw)).collect();
        let mut draws: BTreeMap<i64, usize> = BTreeMap::new();
        for candidate in there {
            let draw = corrected.get(&candidate.no).copied().unwrap_or(candidate.draw);
            *draws.entry(draw).or_default() += 1;
        }
        for one in people.iter().filter(|one| one.before.draw != one.after.draw) {
            if draws.get(&one.after.draw).is_some_and(|count| *count > 1) {
                let message = Message::new("correction-draw-taken").with("candidate", one.no.as_str());
                wrong.push(message.with("draw", one.after.draw));
            }
        }
        people.sort_by(|one, other| one.no.cmp(&other.no));
        Ok((people, wrong))
    }
}

/// What no candidate of the year can have.
fn impossible(
    year: i32,
    no: &CandidateNo,
    facts: &Facts,
    full: Option<Score>,
    plan: &BTreeSet<&ProgrammeId>,
) -> Vec<Message> {
    let said = |id: &str| Message::new(id).with("candidate", no.as_str());
    let mut wrong = Vec::new();
    if let Some(full) = full.filter(|full| facts.total > *full) {
        wrong.push(said("candidates-over-full-marks").with("total", facts.total).with("full", full));
    }
    for round in Round::ALL {
        for id in facts.preferences(round).iter().filter(|id| !plan.contains(id)) {
            let message = said("candidates-unknown-programme").with("programme", id.as_str());
            wrong.push(message.with("year", year));
        }
    }
    wrong
}

/// What a change of a correction lays down: that who changes it does not sign it, and that it is signed anew.
pub(super) fn changed(year: i32, number: i64, hand: Option<Change>) -> Vec<Change> {
    let object = stream(year, number);
    hand.into_iter().chain([Change::HandsFreed { object, parts: "signature" }]).collect()
}
