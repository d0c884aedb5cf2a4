//! What the steps of a sheet come to.

use super::row::{Correction, ResultSheet, SheetId, SheetState};
use super::{STREAM, stream};
use crate::error::Fault;
use crate::journal::{Entry, NewEntry};
use guantong_model::{Date, ProgrammeId, StudentId};
use guantong_registry::results::{Attempt, Mark};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Done {
    /// Drawn up.
    Opened(Box<ResultSheet>),
    /// Marks were entered: all that stand now.
    Saved { marks: BTreeMap<StudentId, Mark> },
    /// Handed to who confirms, under the digest of the marks.
    Submitted { digest: String },
    /// Sent back.
    Returned { because: String },
    /// Confirmed, under the digest that was seen.
    Confirmed { digest: String },
    /// Somebody asked that a mark be another.
    CorrectionAsked(Box<Correction>),
    /// Somebody else agreed.
    CorrectionMade,
    /// It was put away.
    CorrectionDropped,
}

impl Done {
    fn kind(&self) -> &'static str {
        match self {
            Done::Opened(_) => "marks-opened",
            Done::Saved { .. } => "marks-saved",
            Done::Submitted { .. } => "marks-submitted",
            Done::Returned { .. } => "marks-returned",
            Done::Confirmed { .. } => "marks-confirmed",
            Done::CorrectionAsked(_) => "marks-correction-asked",
            Done::CorrectionMade => "marks-correction-made",
            Done::CorrectionDropped => "marks-correction-dropped",
        }
    }

    /// The entry that a step is, at a version.
    pub(super) fn entry(&self, id: &SheetId, version: i64, on: Date, actor: &str) -> Result<NewEntry, Fault> {
        let body = serde_json::to_value(self).map_err(|error| Fault::new("write results", error))?;
        Ok(NewEntry {
            stream: stream(id),
            version,
            kind: self.kind().to_owned(),
            effective_on: on,
            actor: actor.to_owned(),
            body,
        })
    }
}

impl ResultSheet {
    /// Takes a step in that comes next.
    pub(super) fn take(&mut self, done: Done, on: Date, actor: &str) {
        self.version += 1;
        match done {
            // The first step is the sheet.
            Done::Opened(_) => {}
            Done::Saved { marks } => self.marks = marks,
            Done::Submitted { .. } => {
                self.submitted_by = Some(actor.to_owned());
                self.returned = None;
                self.state = SheetState::Submitted;
            }
            Done::Returned { because } => {
                self.returned = Some(because);
                self.state = SheetState::Entering;
            }
            Done::Confirmed { .. } => {
                self.confirmed_by = Some(actor.to_owned());
                self.confirmed_on = Some(on);
                self.state = SheetState::Confirmed;
            }
            Done::CorrectionAsked(correction) => {
                self.asked += 1;
                self.correction = Some(*correction);
            }
            Done::CorrectionMade => {
                if let Some(made) = self.correction.take() {
                    self.marks.insert(made.student.clone(), made.mark);
                    self.corrections.push(Correction { agreed_by: Some(actor.to_owned()), ..made });
                }
            }
            Done::CorrectionDropped => self.correction = None,
        }
    }
}

/// A sheet out of its stream; nothing where the stream is empty.
pub(crate) fn fold(entries: &[Entry]) -> Result<Option<ResultSheet>, Fault> {
    let mut sheet: Option<ResultSheet> = None;
    for entry in entries {
        let done: Done =
            serde_json::from_value(entry.body.clone()).map_err(|error| Fault::new("read results", error))?;
        match (&mut sheet, done) {
            (None, Done::Opened(opened)) => sheet = Some(*opened),
            (None, _) => return Err(Fault::new("read results", format!("begins with {}", entry.kind))),
            (Some(sheet), done) => sheet.take(done, entry.effective_on, &entry.actor),
        }
    }
    Ok(sheet)
}

/// The sheet a stream is of.
pub(crate) fn id_of(stream: &str) -> Option<SheetId> {
    let mut parts = stream.strip_prefix(STREAM)?.rsplitn(4, '/');
    let attempt = Attempt::parse(parts.next()?)?;
    let course = parts.next()?.to_owned();
    let cohort = parts.next()?.parse().ok()?;
    Some(SheetId { programme: ProgrammeId(parts.next()?.to_owned()), cohort, course, attempt })
}
