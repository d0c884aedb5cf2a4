//! What the steps of rounds, subjects, sheets and experts come to.

use super::row::{
    Answered, Delivered, EvaluationRound, EvaluationSheet, EvaluationSubject, Expert, Outcome, Reader,
    Recused, RoundState, SubjectId,
};
use super::{EXPERTS, ROUNDS, SHEETS, SUBJECTS, expert_stream, round_stream, sheet_stream, subject_stream};
use crate::error::Fault;
use crate::journal::{Entry, NewEntry};
use guantong_evaluation::{Dimension, Final, Grade, Marks, Terms, Tie};
use guantong_model::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was done with a round.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RoundDone {
    /// Opened by these terms, over these subjects.
    Opened { terms: Terms, score_by: Date, answer_days: i64, subjects: Vec<(String, String)> },
    /// Closed.
    Closed,
}

/// What was done with a subject.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum SubjectDone {
    /// The round was opened.
    Opened,
    /// A reader was assigned, in place of who had the seat.
    Assigned { reader: Reader },
    /// A reader gave it back.
    Recused { expert: String, because: String },
    /// The opinions were delivered.
    Delivered { digest: String, answer_by: Date, found: Final },
    /// A side answered.
    Answered { by: String, text: String },
    /// A result was drafted.
    Proposed { grade: Grade, text: String },
    /// A drafted result was sent back.
    Returned { because: String },
    /// The drafted result was set by another hand.
    Set,
}

/// What was done with a sheet.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum SheetDone {
    /// Kept as it stands now.
    Kept { marks: Marks, opinions: BTreeMap<Dimension, String>, overall: String },
    /// Handed in under a digest.
    HandedIn { digest: String },
}

/// What was done with an expert.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ExpertDone {
    /// The declared ties as they are now, and why one was taken out.
    Ties { ties: Vec<Tie>, because: Option<String> },
}

/// A step as an entry.
fn entry(
    (stream, kind): (String, &str),
    version: i64,
    done: &impl Serialize,
    (on, actor): (Date, &str),
) -> Result<NewEntry, Fault> {
    let body = serde_json::to_value(done).map_err(|error| Fault::new("write an evaluation", error))?;
    Ok(NewEntry { stream, version, kind: kind.to_owned(), effective_on: on, actor: actor.to_owned(), body })
}

fn read<T: DeserializeOwned>(entry: &Entry) -> Result<T, Fault> {
    serde_json::from_value(entry.body.clone()).map_err(|error| Fault::new("read an evaluation", error))
}

impl RoundDone {
    /// The round after a step.
    pub(super) fn on(self, round: Option<EvaluationRound>, year: i32, on: Date) -> Option<EvaluationRound> {
        match (self, round) {
            (RoundDone::Opened { terms, score_by, answer_days, .. }, None) => Some(EvaluationRound {
                year,
                state: RoundState::Open,
                version: 1,
                terms,
                score_by,
                answer_days,
                opened_on: on,
                closed_on: None,
            }),
            (RoundDone::Closed, Some(mut round)) => {
                round.version += 1;
                (round.state, round.closed_on) = (RoundState::Closed, Some(on));
                Some(round)
            }
            (_, round) => round,
        }
    }

    pub(super) fn entry(&self, year: i32, version: i64, by: (Date, &str)) -> Result<NewEntry, Fault> {
        let kind = match self {
            RoundDone::Opened { .. } => "evaluation-round-opened",
            RoundDone::Closed => "evaluation-round-closed",
        };
        entry((round_stream(year), kind), version, self, by)
    }
}

impl SubjectDone {
    pub(super) fn entry(&self, id: &SubjectId, version: i64, by: (Date, &str)) -> Result<NewEntry, Fault> {
        let kind = match self {
            SubjectDone::Opened => "evaluation-opened",
            SubjectDone::Assigned { .. } => "evaluation-assigned",
            SubjectDone::Recused { .. } => "evaluation-recused",
            SubjectDone::Delivered { .. } => "evaluation-delivered",
            SubjectDone::Answered { .. } => "evaluation-answered",
            SubjectDone::Proposed { .. } => "evaluation-proposed",
            SubjectDone::Returned { .. } => "evaluation-returned",
            SubjectDone::Set => "evaluation-set",
        };
        entry((subject_stream(id), kind), version, self, by)
    }
}

impl EvaluationSubject {
    /// Takes a step in that comes next.
    pub(super) fn take(&mut self, done: SubjectDone, on: Date, actor: &str) {
        self.version += 1;
        match done {
            SubjectDone::Opened => {}
            SubjectDone::Assigned { reader } => {
                self.readers.retain(|one| one.seat != reader.seat);
                self.readers.push(reader);
                self.readers.sort_by_key(|one| one.seat);
            }
            SubjectDone::Recused { expert, because } => {
                let (gone, stay) = self.readers.drain(..).partition(|one| one.expert == expert);
                self.readers = stay;
                let recused = |reader: Reader| Recused { reader, because: because.clone(), on };
                self.recused.extend::<Vec<_>>(Vec::into_iter(gone).map(recused).collect());
            }
            SubjectDone::Delivered { digest, answer_by, found } => {
                self.delivered = Some(Delivered { on, answer_by, digest, found });
            }
            SubjectDone::Answered { by, text } => self.answers.push(Answered { by, on, text }),
            SubjectDone::Proposed { grade, text } => {
                self.proposed = Some(Outcome { grade, text, by: actor.to_owned() });
                self.returned = None;
            }
            SubjectDone::Returned { because } => {
                (self.proposed, self.returned) = (None, Some(because));
            }
            SubjectDone::Set => {
                self.result = self.proposed.take().map(|outcome| (outcome, actor.to_owned(), on));
            }
        }
    }
}

impl EvaluationSheet {
    /// Takes a step in that comes next.
    pub(super) fn take(&mut self, done: SheetDone, on: Date) {
        self.version += 1;
        match done {
            SheetDone::Kept { marks, opinions, overall } => {
                (self.marks, self.opinions, self.overall) = (marks, opinions, overall);
            }
            SheetDone::HandedIn { digest } => self.handed_in = Some((on, digest)),
        }
    }

    pub(super) fn entry(&self, done: &SheetDone, by: (Date, &str)) -> Result<NewEntry, Fault> {
        let kind = match done {
            SheetDone::Kept { .. } => "evaluation-sheet-kept",
            SheetDone::HandedIn { .. } => "evaluation-sheet-handed-in",
        };
        entry((sheet_stream(&self.id, &self.expert), kind), self.version + 1, done, by)
    }
}

impl Expert {
    /// Takes a step in that comes next.
    pub(super) fn take(&mut self, done: ExpertDone) {
        self.version += 1;
        let ExpertDone::Ties { ties, .. } = done;
        self.ties = ties;
    }

    pub(super) fn entry(&self, done: &ExpertDone, by: (Date, &str)) -> Result<NewEntry, Fault> {
        let stream = expert_stream(&self.expert);
        entry((stream, "evaluation-ties-declared"), self.version + 1, done, by)
    }
}

/// A round out of its stream.
pub(crate) fn round_of(year: i32, entries: &[Entry]) -> Result<Option<EvaluationRound>, Fault> {
    let mut round = None;
    for entry in entries {
        round = read::<RoundDone>(entry)?.on(round, year, entry.effective_on);
    }
    Ok(round)
}

/// A subject out of its stream; nothing where the stream is empty.
pub(crate) fn subject_of(id: &SubjectId, entries: &[Entry]) -> Result<Option<EvaluationSubject>, Fault> {
    let mut subject = EvaluationSubject { version: 0, ..EvaluationSubject::opened(id.clone()) };
    for entry in entries {
        subject.take(read(entry)?, entry.effective_on, &entry.actor);
    }
    Ok((subject.version > 0).then_some(subject))
}

/// A sheet out of its stream; nothing where the stream is empty.
pub(crate) fn sheet_of(
    id: &SubjectId,
    expert: &str,
    entries: &[Entry],
) -> Result<Option<EvaluationSheet>, Fault> {
    let mut sheet = EvaluationSheet::begun(id.clone(), expert);
    for entry in entries {
        sheet.take(read(entry)?, entry.effective_on);
    }
    Ok((sheet.version > 0).then_some(sheet))
}

/// An expert out of his stream; nothing where it is empty.
pub(crate) fn expert_of(expert: &str, entries: &[Entry]) -> Result<Option<Expert>, Fault> {
    let mut found = Expert::begun(expert);
    for entry in entries {
        found.take(read(entry)?);
    }
    Ok((found.version > 0).then_some(found))
}

/// What a stream is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum At {
    /// The round of a year.
    Round(i32),
    /// A subject.
    Subject(SubjectId),
    /// Somebody's sheet on a subject.
    Sheet(SubjectId, String),
    /// An expert.
    Expert(String),
}

/// What a stream is of; nothing where it is of no evaluation.
pub(crate) fn at(stream: &str) -> Option<At> {
    let id = |parts: &[&str]| match parts {
        [year, front, partner] => {
            let (front, partner) = ((*front).to_owned(), (*partner).to_owned());
            Some(SubjectId { year: year.parse().ok()?, front, partner })
        }
        _ => None,
    };
    if let Some(year) = stream.strip_prefix(ROUNDS) {
        return Some(At::Round(year.parse().ok()?));
    }
    if let Some(expert) = stream.strip_prefix(EXPERTS) {
        return Some(At::Expert(expert.to_owned()));
    }
    if let Some(rest) = stream.strip_prefix(SHEETS) {
        let (subject, expert) = rest.rsplit_once('/')?;
        let parts: Vec<&str> = subject.splitn(3, '/').collect();
        return Some(At::Sheet(id(&parts)?, expert.to_owned()));
    }
    let parts: Vec<&str> = stream.strip_prefix(SUBJECTS)?.splitn(3, '/').collect();
    Some(At::Subject(id(&parts)?))
}
