//! A confirmed mark is another: asked for by who enters, agreed to by somebody else who confirms.

use super::enter::read_mark;
use super::fold::Done;
use super::open::is_in;
use super::row::{Correction, ResultSheet, SheetId, SheetState};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::reason::{reason, wrong};
use guantong_model::{Message, StudentId};

impl Office {
    /// Asks that a mark be another.
    ///
    /// # Errors
    /// Not found; forbidden to whoever does not enter; a conflict where the sheet changed, is not confirmed, or another
    /// correction waits; bad input: no such student, no mark, the same mark, no reason.
    pub async fn ask_result_correction(
        &self,
        id: &SheetId,
        version_seen: i64,
        student: &StudentId,
        text: &str,
        because: &str,
        actor: &str,
    ) -> Result<ResultSheet, ServiceError> {
        let sheet = self.sheet_at(id, version_seen).await?;
        self.allow_of(Action::ResultsKeep, [sheet.enters.as_str()])?;
        is_in(&sheet, SheetState::Confirmed)?;
        if sheet.correction.is_some() {
            return Err(ServiceError::conflict(Message::new("marks-correction-waits")));
        }
        let Some(was) = sheet.marks.get(student).copied() else {
            return Err(wrong(Message::new("marks-not-in-class").with("student", student.as_str())));
        };
        let name = self.whole.student(student).await?.map(|student| student.name).unwrap_or_default();
        let mark = read_mark(text, self.result_scale()?)
            .map_err(|message| wrong(message.with("name", name.as_str())))?
            .ok_or_else(|| wrong(Message::new("marks-no-mark").with("name", name.as_str())))?;
        if mark == was {
            return Err(wrong(Message::new("marks-same-mark").with("name", name)));
        }
        let correction = Correction {
            student: student.clone(),
            was,
            mark,
            because: reason(because)?,
            asked_by: actor.to_owned(),
            asked_on: self.clock.today(),
            agreed_by: None,
        };
        let hands = self.results_hand(&sheet, &format!("/correction/{}", sheet.asked + 1), "asked");
        self.sheet_step(sheet, Done::CorrectionAsked(Box::new(correction)), hands, actor).await
    }

    /// Agrees to the correction that waits; whoever asked for it cannot.
    ///
    /// # Errors
    /// Not found where none waits; forbidden to whoever does not confirm; a conflict where the sheet changed, or who asks
    /// asked for it.
    pub async fn make_result_correction(
        &self,
        id: &SheetId,
        version_seen: i64,
        actor: &str,
    ) -> Result<ResultSheet, ServiceError> {
        let sheet = self.sheet_at(id, version_seen).await?;
        self.allow_of(Action::ResultsKeep, [sheet.confirms.as_str()])?;
        let correction = sheet.correction.as_ref().ok_or(ServiceError::NotFound)?;
        if correction.asked_by == actor {
            return Err(ServiceError::conflict(Message::new("conflict-same-hand")));
        }
        let hands = self.results_hand(&sheet, &format!("/correction/{}", sheet.asked), "made");
        self.sheet_step(sheet, Done::CorrectionMade, hands, actor).await
    }

    /// Puts the correction that waits away; nothing is changed.
    ///
    /// # Errors
    /// Not found where none waits; forbidden to whoever neither enters nor confirms; a conflict where the sheet changed.
    pub async fn drop_result_correction(
        &self,
        id: &SheetId,
        version_seen: i64,
        actor: &str,
    ) -> Result<ResultSheet, ServiceError> {
        let sheet = self.sheet_at(id, version_seen).await?;
        self.allow_of(Action::ResultsKeep, [sheet.enters.as_str(), sheet.confirms.as_str()])?;
        sheet.correction.as_ref().ok_or(ServiceError::NotFound)?;
        self.sheet_step(sheet, Done::CorrectionDropped, Vec::new(), actor).await
    }
}
