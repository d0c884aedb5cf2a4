//! 人才培养方案 (3.2.1, 3.2.1.b, 3.2.2): drafted by the front institution, agreed to by the partner, in force from then on; an
//! adjustment is a new version with its reason.
//!
//! Each programme and class is a stream of its own, `training/{programme}/{cohort}`; an entry holds one step, and what
//! stands is what the steps come to. What is found of a plan is told with it and never kept in the journal: it follows
//! from the plan and the edition.

mod agree;
mod begin;
mod edit;
mod enter;
mod fold;
mod row;
mod sheet;
mod show;
mod verify;
mod waiting;
mod words;

pub use enter::{Entered, Reach};
pub use row::{Done, Draft, DraftState, InForce, Sides, Source, TrainingOnFile, TrainingRow};
pub use sheet::SheetRead;
pub use show::{Listed, Standing, TrainingView, Version};
pub use waiting::TrainingsWaiting;

pub(crate) use fold::{fold, of_stream};

use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::NewEntry;
use crate::ports::{Batch, Change};
use fold::{By, after};
use guantong_model::{Date, Message, ProgrammeId};
use guantong_training::{Law, TrainingPlan};
use row::Step;

/// What the streams of training programmes begin with.
pub const STREAM: &str = "training/";

/// The stream of a training programme.
#[must_use]
pub fn stream(programme: &ProgrammeId, cohort: i32) -> String {
    format!("{STREAM}{programme}/{cohort}")
}

impl Office {
    /// The training programme in force for a class, as everybody may know it: what its courses are taken from.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn training_in_force(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
    ) -> Result<Option<TrainingPlan>, Fault> {
        let found = self.whole.training(programme, cohort).await?;
        Ok(found.and_then(|found| found.in_force).map(|version| version.plan))
    }

    /// What training programmes of a class are held against.
    pub(super) fn training_law(&self, found: &TrainingOnFile) -> Law {
        Law::of(self.edition(), found.sides.track, found.cohort)
    }

    /// A training programme within reach, at the version that was seen.
    async fn training_at(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
        version_seen: i64,
    ) -> Result<TrainingOnFile, ServiceError> {
        let found = self.storage.training(programme, cohort).await?.ok_or(ServiceError::NotFound)?;
        if found.version == version_seen {
            return Ok(found);
        }
        Err(ServiceError::conflict(Message::new("conflict-training-changed")))
    }

    /// A draft that whoever asks may work on, at the version that was seen.
    ///
    /// # Errors
    /// Not found; forbidden to the other side; a conflict where it was sent, or is no draft any more.
    async fn training_to_edit(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
        version_seen: i64,
    ) -> Result<TrainingOnFile, ServiceError> {
        self.allow_training_draft(programme, cohort).await?;
        let found = self.training_at(programme, cohort, version_seen).await?;
        match found.draft.as_ref().map(|draft| draft.state) {
            Some(DraftState::Drafting | DraftState::Returned) => Ok(found),
            Some(DraftState::Sent) => Err(ServiceError::conflict(Message::new("conflict-training-sent"))),
            None => Err(ServiceError::conflict(Message::new("conflict-training-no-draft"))),
        }
    }

    /// Lets only the drafting side go on.
    ///
    /// # Errors
    /// Not found where it is out of reach; forbidden otherwise.
    pub async fn allow_training_draft(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
    ) -> Result<(), ServiceError> {
        let sides = self.training_sides(programme, cohort).await?;
        self.allow_of(Action::TrainingDraft, [sides.institution.as_str()])
    }

    /// Writes the next step of a training programme.
    async fn training_step(
        &self,
        found: Option<TrainingOnFile>,
        key: (&ProgrammeId, i32),
        done: Done,
        mut changes: Vec<Change>,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let now = self.clock.now();
        let (entry, next) = self.stepped_training(found, key, done, (now, self.clock.today()), actor)?;
        let version = next.version;
        changes.push(Change::Training(Box::new(next)));
        self.storage.append(Batch { entries: vec![entry], changes }, now).await?;
        Ok(version)
    }

    /// The entry of a step, and what stands after it.
    fn stepped_training(
        &self,
        found: Option<TrainingOnFile>,
        (programme, cohort): (&ProgrammeId, i32),
        done: Done,
        (at, on): (i64, Date),
        actor: &str,
    ) -> Result<(NewEntry, TrainingOnFile), Fault> {
        let kind = done.kind().to_owned();
        let step = Step { at, done };
        let body =
            serde_json::to_value(&step).map_err(|error| Fault::new("write a training programme", error))?;
        let next = after(found, (programme, cohort), step.done, By { actor, at, on }, self.edition())?;
        let entry = NewEntry {
            stream: stream(programme, cohort),
            version: next.version,
            kind,
            effective_on: on,
            actor: actor.to_owned(),
            body,
        };
        Ok((entry, next))
    }
}

/// One thing that is wrong.
fn wrong(message: Message) -> ServiceError {
    ServiceError::BadInput(vec![message])
}
