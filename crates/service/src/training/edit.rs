//! A draft is edited: words, courses, judgements, the reason of the version; or given up.

use super::begin::reasoned;
use super::row::Done;
use crate::Office;
use crate::error::ServiceError;
use guantong_model::{Message, ProgrammeId};
use guantong_training::{Edit, differences};

impl Office {
    /// Edits a draft that was not sent, all of it or nothing; what changes nothing is not written. Returns its version.
    ///
    /// # Errors
    /// Bad input: what cannot be taken. Not found, forbidden to the other side; a conflict where it stands otherwise than
    /// the asker saw, or was sent.
    pub async fn edit_training(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
        edits: Vec<Edit>,
        version_seen: i64,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let found = self.training_to_edit(programme, cohort, version_seen).await?;
        let Some(draft) = &found.draft else { return Err(ServiceError::NotFound) };
        let law = self.training_law(&found);
        let mut plan = draft.plan.clone();
        for edit in &edits {
            plan = plan.edited(edit, &law).map_err(|wrong| {
                ServiceError::BadInput(wrong.into_iter().map(|(_, message)| message).collect())
            })?;
        }
        // Judgements are no difference between versions, and are something all the same.
        if differences(&draft.plan, &plan).is_empty() && draft.plan.judgements == plan.judgements {
            return Ok(found.version);
        }
        self.training_drafted(found, Done::Edited { edits }, actor).await
    }

    /// Writes why the version is other than the one before.
    ///
    /// # Errors
    /// As [`Office::edit_training`].
    pub async fn reason_training(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
        reason: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let found = self.training_to_edit(programme, cohort, version_seen).await?;
        let reason = reasoned(reason, "training-no-reason")?;
        if found.draft.as_ref().is_some_and(|draft| draft.reason == reason) {
            return Ok(found.version);
        }
        self.training_drafted(found, Done::Reasoned { reason }, actor).await
    }

    /// Gives a draft up; what is in force stays so.
    ///
    /// # Errors
    /// As [`Office::edit_training`].
    pub async fn give_up_training(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
        version_seen: i64,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let found = self.training_to_edit(programme, cohort, version_seen).await?;
        self.training_drafted(found, Done::GivenUp, actor).await
    }

    /// Sends a draft to the other side, declaring that the direction, mode and character of vocational training are
    /// unchanged (3.2.1.b). Nothing may be found that stops it or waits for a judgement.
    ///
    /// # Errors
    /// Bad input: what stops it, a missing reason, or that it was not declared. Otherwise as [`Office::edit_training`].
    pub async fn send_training(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
        declared: bool,
        version_seen: i64,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let found = self.training_to_edit(programme, cohort, version_seen).await?;
        let stands = self.training_stops(&found);
        if !stands.is_empty() {
            return Err(ServiceError::BadInput(stands));
        }
        if !declared {
            return Err(super::wrong(Message::new("training-not-declared")));
        }
        self.training_drafted(found, Done::Sent { declared }, actor).await
    }

    /// Everything that keeps a draft from being sent and agreed to.
    pub(super) fn training_stops(&self, found: &super::TrainingOnFile) -> Vec<Message> {
        let Some(draft) = &found.draft else { return Vec::new() };
        let mut stops: Vec<Message> = guantong_training::findings(&draft.plan, &self.training_law(found))
            .into_iter()
            .filter(|finding| finding.severity != guantong_training::Severity::Note)
            .map(|finding| finding.message)
            .collect();
        // What follows another version says why it is other, or that it is not (3.2.2).
        if draft.reason.is_empty() && (draft.number > 1 || draft.source.is_some()) {
            stops.push(Message::new("training-no-reason"));
        }
        stops
    }

    async fn training_drafted(
        &self,
        found: super::TrainingOnFile,
        done: Done,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let (programme, cohort) = (found.programme.clone(), found.cohort);
        self.training_step(Some(found), (&programme, cohort), done, Vec::new(), actor).await
    }
}
