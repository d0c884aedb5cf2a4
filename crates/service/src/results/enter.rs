//! Marks are entered, submitted, sent back, confirmed.

use super::fold::Done;
use super::open::is_in;
use super::row::{ResultSheet, SheetId, SheetState};
use super::words;
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::{canonical, digest};
use crate::reason::{reason, wrong};
use crate::rows::Student;
use guantong_model::{Fact, Message, Standing, StudentId, half_width};
use guantong_registry::results::{Mark, MarkError, Scale};
use serde_json::json;
use std::collections::BTreeMap;

/// A mark as it was typed; empty where there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Whose.
    pub student: StudentId,
    /// What was typed.
    pub text: String,
}

/// Reads a mark: points, or one of the words; nothing of an empty text.
pub(super) fn read_mark(text: &str, scale: Scale) -> Result<Option<Mark>, Message> {
    let text = half_width(text);
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(mark) = words::mark_of(text) {
        return Ok(Some(mark));
    }
    Mark::points(text, scale).map(Some).map_err(|why| {
        let id = match why {
            MarkError::Unknown => "marks-mark-unknown",
            MarkError::TooHigh => "marks-mark-high",
            MarkError::TooFine => "marks-mark-fine",
        };
        Message::new(id).with("given", text).with("full", scale.full)
    })
}

impl Office {
    /// A mark as it is written in a field.
    #[must_use]
    pub fn mark_written(&self, mark: Mark) -> String {
        words::written(mark)
    }

    /// Whether a text is a mark, or empty.
    #[must_use]
    pub fn reads_as_mark(&self, text: &str, scale: Scale) -> bool {
        read_mark(text, scale).is_ok()
    }

    /// Keeps marks as they were typed, in place of those that stood for the same students.
    ///
    /// # Errors
    /// Not found; forbidden to whoever does not enter; a conflict where the sheet changed or is not being entered; bad
    /// input: every mark that is none, by student.
    pub async fn save_results(
        &self,
        id: &SheetId,
        version_seen: i64,
        typed: &[Typed],
        actor: &str,
    ) -> Result<ResultSheet, ServiceError> {
        let sheet = self.sheet_at(id, version_seen).await?;
        self.allow_of(Action::ResultsKeep, [sheet.enters.as_str()])?;
        is_in(&sheet, SheetState::Entering)?;
        let scale = self.result_scale()?;
        let students = self.result_students(&sheet).await?;
        let names: BTreeMap<&StudentId, &str> =
            students.iter().map(|student| (&student.id, student.name.as_str())).collect();
        let mut marks = sheet.marks.clone();
        let mut wrongs = Vec::new();
        for one in typed {
            let Some(name) = names.get(&one.student) else {
                let message = Message::new("marks-not-in-class").with("student", one.student.as_str());
                wrongs.push(message);
                continue;
            };
            match read_mark(&one.text, scale) {
                Ok(Some(mark)) => {
                    marks.insert(one.student.clone(), mark);
                }
                Ok(None) => {
                    marks.remove(&one.student);
                }
                Err(message) => wrongs.push(message.with("name", *name)),
            }
        }
        if !wrongs.is_empty() {
            return Err(ServiceError::BadInput(wrongs));
        }
        if marks == sheet.marks && sheet.version > 0 {
            return Ok(sheet);
        }
        self.sheet_step(sheet, Done::Saved { marks }, Vec::new(), actor).await
    }

    /// Hands a sheet to who confirms.
    ///
    /// # Errors
    /// As [`Office::save_results`]; bad input where somebody has no mark.
    pub async fn submit_results(
        &self,
        id: &SheetId,
        version_seen: i64,
        actor: &str,
    ) -> Result<ResultSheet, ServiceError> {
        let sheet = self.sheet_at(id, version_seen).await?;
        self.allow_of(Action::ResultsKeep, [sheet.enters.as_str()])?;
        is_in(&sheet, SheetState::Entering)?;
        let students = self.result_students(&sheet).await?;
        // Who is on leave may have a mark of before, and need have none; nor need those for whom another course stands.
        let recognised = self.recognised_in(&sheet, &students).await?;
        let due = |student: &&Student| {
            student.standing != Standing::OnLeave && !recognised.contains_key(&student.id)
        };
        let without = students.iter().filter(due).filter(|student| !sheet.marks.contains_key(&student.id));
        let without: Vec<Fact> = without.map(|student| Fact::Text(student.name.clone())).collect();
        if sheet.marks.is_empty() && without.is_empty() {
            return Err(wrong(Message::new("marks-nobody-due")));
        }
        if !without.is_empty() {
            let message = Message::new("marks-without-mark").with("count", without.len());
            let first = Fact::List(without.into_iter().take(10).collect());
            return Err(wrong(message.with("names", first)));
        }
        let hands = self.results_hand(&sheet, &format!("/{}", sheet.version), "entered");
        let digest = digest_of(&sheet)?;
        self.sheet_step(sheet, Done::Submitted { digest }, hands, actor).await
    }

    /// Sends a sheet back to who entered it, with why.
    ///
    /// # Errors
    /// Not found; forbidden to whoever does not confirm; a conflict where the sheet changed or does not wait; bad input
    /// without a reason.
    pub async fn return_results(
        &self,
        id: &SheetId,
        version_seen: i64,
        because: &str,
        actor: &str,
    ) -> Result<ResultSheet, ServiceError> {
        let sheet = self.sheet_at(id, version_seen).await?;
        self.allow_of(Action::ResultsKeep, [sheet.confirms.as_str()])?;
        is_in(&sheet, SheetState::Submitted)?;
        let because = reason(because)?;
        self.sheet_step(sheet, Done::Returned { because }, Vec::new(), actor).await
    }

    /// Confirms the marks that were seen; somebody else than who submitted them.
    ///
    /// # Errors
    /// As [`Office::return_results`]; a conflict where the marks are others, or who asks submitted them.
    pub async fn confirm_results(
        &self,
        id: &SheetId,
        version_seen: i64,
        digest_seen: &str,
        actor: &str,
    ) -> Result<ResultSheet, ServiceError> {
        let sheet = self.sheet_at(id, version_seen).await?;
        self.allow_of(Action::ResultsKeep, [sheet.confirms.as_str()])?;
        is_in(&sheet, SheetState::Submitted)?;
        let digest = digest_of(&sheet)?;
        if digest != digest_seen {
            return Err(ServiceError::conflict(Message::new("conflict-marks-changed")));
        }
        if sheet.submitted_by.as_deref() == Some(actor) {
            return Err(ServiceError::conflict(Message::new("conflict-same-hand")));
        }
        let hands = self.results_hand(&sheet, &format!("/{}", sheet.version - 1), "confirmed");
        self.sheet_step(sheet, Done::Confirmed { digest }, hands, actor).await
    }

    /// The digest of the marks of a sheet: what is confirmed.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn results_digest(&self, sheet: &ResultSheet) -> Result<String, Fault> {
        digest_of(sheet)
    }
}

fn digest_of(sheet: &ResultSheet) -> Result<String, Fault> {
    let marks = serde_json::to_value(&sheet.marks).map_err(|error| Fault::new("digest results", error))?;
    let told = json!({"sheet": sheet.id.to_string(), "subject": sheet.subject.title, "marks": marks});
    Ok(digest(canonical(&told).as_bytes()).to_string())
}
