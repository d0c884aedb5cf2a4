//! What the steps of an examination come to.

use super::row::{
    Answer, Barred, Correction, Examination, ExaminationState, Objection, Publicity, Receipt, Signature,
    Sitter,
};
use super::{STREAM, stream};
use crate::batch::SheetOnFile;
use crate::error::Fault;
use crate::journal::{Entry, NewEntry};
use guantong_model::{Date, StudentId};
use guantong_registry::Sitting;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Done {
    /// Drawn up.
    Opened(Box<Examination>),
    /// Who may sit was settled.
    Listed { digest: String, sitters: Vec<Sitter>, barred: Vec<Barred>, parties: BTreeSet<String> },
    /// A sheet with results was given in: the source of the step.
    SheetGiven,
    /// Its results were taken.
    Entered { digest: String, results: BTreeMap<StudentId, Sitting> },
    /// Somebody asked that a result be another.
    CorrectionAsked(Box<Correction>),
    /// Somebody else agreed.
    CorrectionMade,
    /// It was put away.
    CorrectionDropped,
    /// Signed.
    Signed { digest: String },
    /// Made public.
    Publicised(Publicity),
    /// An objection came in.
    Objected(Objection),
    /// It was answered.
    Answered { number: u32, answer: Answer },
    /// Filed with the commission.
    Filed(Receipt),
    /// The records of an institution's students were told.
    Recorded { institution: String, digest: String, students: Vec<StudentId> },
    /// Given up.
    Cancelled,
}

impl Done {
    fn kind(&self) -> &'static str {
        match self {
            Done::Opened(_) => "examination-opened",
            Done::Listed { .. } => "examination-listed",
            Done::SheetGiven => "examination-sheet-given",
            Done::Entered { .. } => "examination-entered",
            Done::CorrectionAsked(_) => "examination-correction-asked",
            Done::CorrectionMade => "examination-correction-made",
            Done::CorrectionDropped => "examination-correction-dropped",
            Done::Signed { .. } => "examination-signed",
            Done::Publicised(_) => "examination-publicised",
            Done::Objected(_) => "examination-objected",
            Done::Answered { .. } => "examination-answered",
            Done::Filed(_) => "examination-filed",
            Done::Recorded { .. } => "examination-recorded",
            Done::Cancelled => "examination-cancelled",
        }
    }
}

/// The body of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Step {
    /// When, in microseconds since 1970 UTC.
    pub(super) at: i64,
    pub(super) done: Done,
    /// The file it came in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) source: Option<SheetOnFile>,
}

impl Step {
    /// The entry that a step is, at a version.
    pub(super) fn entry(&self, id: &str, version: i64, on: Date, actor: &str) -> Result<NewEntry, Fault> {
        let body = serde_json::to_value(self).map_err(|error| Fault::new("write an examination", error))?;
        Ok(NewEntry {
            stream: stream(id),
            version,
            kind: self.done.kind().to_owned(),
            effective_on: on,
            actor: actor.to_owned(),
            body,
        })
    }
}

impl Examination {
    /// Takes a step in that comes next.
    pub(super) fn take(&mut self, step: Step, actor: &str) {
        self.version += 1;
        match step.done {
            // The first step is the examination.
            Done::Opened(_) => {}
            Done::Listed { digest, sitters, barred, parties } => {
                self.list_digest = Some(digest);
                self.sitters = sitters;
                self.barred = barred;
                self.parties = parties;
                self.sheet = None;
                self.state = ExaminationState::Listed;
            }
            Done::SheetGiven => self.sheet = step.source,
            Done::Entered { results, .. } => {
                self.results = results;
                self.entered_by = Some(actor.to_owned());
                self.state = ExaminationState::Entered;
            }
            Done::CorrectionAsked(correction) => {
                self.asked += 1;
                self.correction = Some(*correction);
            }
            Done::CorrectionMade => {
                if let Some(made) = self.correction.take() {
                    self.results.insert(made.student.clone(), made.sitting.clone());
                    self.corrections.push(Correction { made_by: Some(actor.to_owned()), ..made });
                }
                // The list is another: it is signed and made public again.
                self.signatures.clear();
                self.publicity = None;
                self.state = ExaminationState::Entered;
            }
            Done::CorrectionDropped => self.correction = None,
            Done::Signed { digest } => {
                self.signatures.retain(|signature| signature.digest == digest);
                self.signatures.push(Signature { actor: actor.to_owned(), digest, at: step.at });
                if self.signatures.len() >= super::list::SIGNATURES {
                    self.state = ExaminationState::Signed;
                }
            }
            Done::Publicised(publicity) => {
                self.publicity = Some(publicity);
                self.state = ExaminationState::Publicised;
            }
            Done::Objected(objection) => self.objections.push(objection),
            Done::Answered { number, answer } => {
                if let Some(objection) = self.objections.iter_mut().find(|found| found.number == number) {
                    objection.answer = Some(answer);
                }
            }
            Done::Filed(receipt) => {
                self.receipt = Some(receipt);
                self.state = ExaminationState::Filed;
            }
            Done::Recorded { students, .. } => self.recorded.extend(students),
            Done::Cancelled => self.state = ExaminationState::Cancelled,
        }
    }
}

/// An examination out of its stream; nothing where the stream is empty.
pub(crate) fn fold(entries: &[Entry]) -> Result<Option<Examination>, Fault> {
    let mut examination: Option<Examination> = None;
    for entry in entries {
        let step: Step = serde_json::from_value(entry.body.clone())
            .map_err(|error| Fault::new("read an examination", error))?;
        let Step { at, done, source } = step;
        match (&mut examination, done) {
            (None, Done::Opened(opened)) => examination = Some(*opened),
            (None, _) => {
                return Err(Fault::new("read an examination", format!("begins with {}", entry.kind)));
            }
            (Some(examination), done) => examination.take(Step { at, done, source }, &entry.actor),
        }
    }
    Ok(examination)
}

/// The number of the examination a stream is of.
pub(crate) fn id_of(stream: &str) -> Option<&str> {
    stream.strip_prefix(STREAM)
}
