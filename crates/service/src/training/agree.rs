//! The other side: it agrees, and the version is in force; or it returns the draft with a reason.

use super::begin::reasoned;
use super::row::{Done, DraftState, TrainingOnFile};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use guantong_model::{Message, ProgrammeId};

impl Office {
    /// The partner agrees to what was sent, declaring the same (3.2.1.b): the version is in force from today.
    ///
    /// # Errors
    /// Bad input: that it was not declared, or what stops it by now. Not found; forbidden to the other side and to whoever
    /// does not act for the partner; a conflict where it stands otherwise than the asker saw, is not sent, or where who
    /// asks had a hand in it.
    pub async fn agree_training(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
        declared: bool,
        version_seen: i64,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let found = self.training_sent(programme, cohort, version_seen).await?;
        // Who drafts does not approve, also where one university is both sides.
        if found.draft.as_ref().is_some_and(|draft| draft.hands.iter().any(|hand| hand == actor)) {
            return Err(ServiceError::conflict(Message::new("conflict-training-drafted")));
        }
        let stands = self.training_stops(&found);
        if !stands.is_empty() {
            return Err(ServiceError::BadInput(stands));
        }
        if !declared {
            return Err(super::wrong(Message::new("training-not-declared")));
        }
        let done = Done::Agreed { declared };
        self.training_step(Some(found), (programme, cohort), done, Vec::new(), actor).await
    }

    /// The partner returns what was sent, with a reason.
    ///
    /// # Errors
    /// Bad input: no reason. Otherwise as [`Office::agree_training`].
    pub async fn return_training(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
        because: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let found = self.training_sent(programme, cohort, version_seen).await?;
        let because = reasoned(because, "training-return-no-reason")?;
        self.training_step(Some(found), (programme, cohort), Done::Returned { because }, Vec::new(), actor)
            .await
    }

    /// What was sent to whoever asks, at the version that was seen.
    async fn training_sent(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
        version_seen: i64,
    ) -> Result<TrainingOnFile, ServiceError> {
        let found = self.storage.training(programme, cohort).await?.ok_or(ServiceError::NotFound)?;
        self.allow_of(Action::TrainingAgree, [found.sides.partner.as_str()])?;
        let found = self.training_at(programme, cohort, version_seen).await.map(|_| found)?;
        if found.draft.as_ref().is_some_and(|draft| draft.state == DraftState::Sent) {
            return Ok(found);
        }
        Err(ServiceError::conflict(Message::new("conflict-training-not-sent")))
    }
}
