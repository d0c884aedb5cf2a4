//! A result is put right: one person asks with a reason, another agrees. The list is signed and made public again then.

use super::fold::Done;
use super::open::{elsewhere, reason, wrong};
use super::row::{Correction, Examination};
use crate::Office;
use crate::error::ServiceError;
use guantong_model::{Message, StudentId};
use guantong_registry::Sitting;

impl Office {
    /// Asks that a result be another.
    ///
    /// # Errors
    /// Not found; a conflict where the examination changed, is not that far, or another correction waits; bad input: what
    /// is wrong with the result, or that there is no reason.
    pub async fn ask_examination_correction(
        &self,
        id: &str,
        version_seen: i64,
        about: &StudentId,
        sitting: Sitting,
        because: &str,
        actor: &str,
    ) -> Result<Examination, ServiceError> {
        let found = self.examination_at(id, version_seen).await?;
        if !found.can_be_corrected() {
            return Err(elsewhere(&found));
        }
        if found.correction.is_some() {
            return Err(ServiceError::conflict(Message::new("examination-correction-waits")));
        }
        let Some(was) = found.results.get(about) else {
            let message = Message::new("examination-sheet-not-listed").with("student", about.as_str());
            return Err(wrong(message));
        };
        let because = reason(because, "examination-correction-no-reason")?;
        sitting.fits(&found.rules).map_err(|refused| wrong(refused.message()))?;
        if sitting == *was {
            return Err(wrong(Message::new("examination-correction-same")));
        }
        let correction = Correction {
            student: about.clone(),
            was: was.clone(),
            sitting,
            because,
            asked_by: actor.to_owned(),
            asked_at: self.clock.now(),
            made_by: None,
        };
        let hands = self.examination_hand(id, &format!("/correction/{}", found.asked + 1), "asked");
        self.step(found, Done::CorrectionAsked(Box::new(correction)), None, hands, actor).await
    }

    /// Agrees to the correction that waits; who asked for it cannot.
    ///
    /// # Errors
    /// Not found where none waits; a conflict where the examination changed, or who asks asked for it.
    pub async fn make_examination_correction(
        &self,
        id: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<Examination, ServiceError> {
        let found = self.examination_at(id, version_seen).await?;
        let correction = found.correction.as_ref().ok_or(ServiceError::NotFound)?;
        if correction.asked_by == actor {
            return Err(ServiceError::conflict(Message::new("conflict-same-hand")));
        }
        let hands = self.examination_hand(id, &format!("/correction/{}", found.asked), "made");
        self.step(found, Done::CorrectionMade, None, hands, actor).await
    }

    /// Puts the correction that waits away; nothing is changed.
    ///
    /// # Errors
    /// Not found where none waits; a conflict where the examination changed.
    pub async fn drop_examination_correction(
        &self,
        id: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<Examination, ServiceError> {
        let found = self.examination_at(id, version_seen).await?;
        found.correction.as_ref().ok_or(ServiceError::NotFound)?;
        self.step(found, Done::CorrectionDropped, None, Vec::new(), actor).await
    }
}
