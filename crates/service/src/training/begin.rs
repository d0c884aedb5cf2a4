//! A draft is begun: empty, from the version of an earlier class, or from the version in force that is to be adjusted.

use super::row::{Done, Sides, Source, TrainingOnFile};
use super::{stream, wrong};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::ports::Change;
use guantong_model::{Message, ProgrammeId};
use guantong_training::{LONGEST_TEXT, TrainingPlan};

impl Office {
    /// Whose the training programme of a class is, as the plan of its year and later facts have it.
    ///
    /// # Errors
    /// Not found where the plan of the year has no such programme.
    pub(super) async fn training_sides(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
    ) -> Result<Sides, ServiceError> {
        let line = self.programmes(cohort).await?.remove(programme).ok_or(ServiceError::NotFound)?;
        let world = self.world().await?;
        let known = world.programme(programme);
        let partner =
            known.map(|known| world.placement_of(known, cohort, self.clock.today()).partner.clone());
        Ok(Sides {
            track: line.track,
            major: line.major_printed(),
            partner: partner.unwrap_or(line.partner),
            institution: line.institution,
        })
    }

    /// The newest version in force of an earlier class of a programme.
    pub(super) async fn training_before(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
    ) -> Result<Option<TrainingOnFile>, ServiceError> {
        for earlier in self.whole.training_cohorts(programme).await?.into_iter().rev() {
            if earlier < cohort
                && let Some(found) = self.whole.training(programme, earlier).await?
                && found.in_force.is_some()
            {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Begins the training programme of a class: empty, or with what the newest earlier class has. Returns its version.
    ///
    /// # Errors
    /// Not found where the plan has no such programme, or who asks may not see drafts of it; forbidden to who does not
    /// draft it; a conflict where it was begun meanwhile, or there is nothing to begin from.
    pub async fn begin_training(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
        from_earlier: bool,
        version_seen: i64,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let sides = self.training_sides(programme, cohort).await?;
        self.allow_of(Action::TrainingDraft, [sides.institution.as_str()])?;
        let found = self.storage.training(programme, cohort).await?;
        let version = found.as_ref().map_or(0, |found| found.version);
        let begun = found.as_ref().is_some_and(|found| found.draft.is_some() || found.in_force.is_some());
        if begun || version != version_seen {
            return Err(ServiceError::conflict(Message::new("conflict-training-changed")));
        }
        let mut changes = Vec::new();
        let (mut plan, mut source) = (TrainingPlan::empty(sides.track), None);
        if from_earlier {
            let none = || ServiceError::conflict(Message::new("conflict-training-no-earlier"));
            let earlier = self.training_before(programme, cohort).await?.ok_or_else(none)?;
            let (stream, version) = (stream(programme, earlier.cohort), earlier.version);
            changes.push(Change::AsSeen { stream, version });
            if let Some(in_force) = earlier.in_force {
                source = Some(Source { cohort: earlier.cohort, number: in_force.number });
                plan = TrainingPlan { track: sides.track, ..in_force.plan };
            }
        }
        let done = Done::Begun { sides, plan: Box::new(plan), source, reason: String::new() };
        self.training_step(found, (programme, cohort), done, changes, actor).await
    }

    /// Opens a new version of what is in force, with the reason of the adjustment (3.2.2). What is in force stays so until
    /// both sides have agreed to the new one.
    ///
    /// # Errors
    /// Bad input: no reason. Forbidden to the other side; a conflict where it is adjusted already, was changed meanwhile,
    /// or nothing is in force.
    pub async fn adjust_training(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
        reason: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let sides = self.training_sides(programme, cohort).await?;
        self.allow_of(Action::TrainingDraft, [sides.institution.as_str()])?;
        let found = self.training_at(programme, cohort, version_seen).await?;
        let reason = reasoned(reason, "training-adjust-no-reason")?;
        let Some(in_force) = found.in_force.as_ref().filter(|_| found.draft.is_none()) else {
            return Err(ServiceError::conflict(Message::new("conflict-training-changed")));
        };
        let plan = TrainingPlan { track: sides.track, ..in_force.plan.clone() };
        let done = Done::Begun { sides, plan: Box::new(plan), source: None, reason };
        self.training_step(Some(found), (programme, cohort), done, Vec::new(), actor).await
    }
}

/// A reason as it was written; `none` says that there is none.
pub(super) fn reasoned(reason: &str, none: &str) -> Result<String, ServiceError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(wrong(Message::new(none)));
    }
    let length = reason.chars().count();
    if length > LONGEST_TEXT {
        let message = Message::new("training-reason-long").with("length", length);
        return Err(wrong(message.with("most", LONGEST_TEXT)));
    }
    Ok(reason.to_owned())
}
