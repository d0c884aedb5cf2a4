//! Training programmes that were agreed to before the office began, or that a demonstration begins with: many at once, by
//! the same steps and the same checks, in one transaction.

use super::row::{Done, TrainingOnFile};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::ports::{Batch, Change};
use guantong_model::{Date, Message, ProgrammeId};
use guantong_training::TrainingPlan;

/// How far an entered training programme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// A draft.
    Draft,
    /// It waits for the partner.
    Sent,
    /// Both sides agreed.
    InForce,
}

/// A training programme to be entered.
#[derive(Clone, Debug)]
pub struct Entered {
    /// The programme.
    pub programme: ProgrammeId,
    /// The class.
    pub cohort: i32,
    /// What stands in it.
    pub plan: TrainingPlan,
    /// How far it is.
    pub reach: Reach,
    /// The day from which it is in force, or the draft is of.
    pub on: Date,
    /// In whose name the front institution drafts.
    pub drafted_by: String,
    /// In whose name the partner agrees.
    pub agreed_by: String,
}

impl Office {
    /// Enters training programmes as whoever keeps the machine has them, all or none; those that are there already are
    /// left as they are. Returns how many were entered.
    ///
    /// # Errors
    /// Forbidden to every account that may not draft for the whole city; bad input: what stops one that is to be sent, by
    /// the same checks as anybody's; a conflict where one was begun meanwhile.
    pub async fn enter_trainings(&self, entered: &[Entered]) -> Result<usize, ServiceError> {
        self.allow_here(Action::TrainingDraft)?;
        let at = self.clock.now();
        let (mut batch, mut count) = (Batch::default(), 0);
        for one in entered {
            let (key, when) = ((&one.programme, one.cohort), (at, one.on));
            if self.whole.training(key.0, key.1).await?.is_some() {
                continue;
            }
            let sides = self.training_sides(key.0, key.1).await?;
            let plan = TrainingPlan { track: sides.track, ..one.plan.clone() };
            let begun = Done::Begun { sides, plan: Box::new(plan), source: None, reason: String::new() };
            let (entry, mut next) = self.stepped_training(None, key, begun, when, &one.drafted_by)?;
            batch.entries.push(entry);
            if one.reach >= Reach::Sent {
                self.may_pass(&next)?;
                next =
                    self.entered(&mut batch, next, Done::Sent { declared: true }, when, &one.drafted_by)?;
            }
            if one.reach == Reach::InForce {
                next =
                    self.entered(&mut batch, next, Done::Agreed { declared: true }, when, &one.agreed_by)?;
            }
            batch.changes.push(Change::Training(Box::new(next)));
            count += 1;
        }
        if count > 0 {
            self.storage.append(batch, at).await?;
        }
        Ok(count)
    }

    /// Refuses what may not be sent, naming whose it is.
    fn may_pass(&self, found: &TrainingOnFile) -> Result<(), ServiceError> {
        if found.counts().may_pass() {
            return Ok(());
        }
        let of = Message::new("training-of-stops")
            .with("major", found.sides.major.as_str())
            .with("cohort", i64::from(found.cohort));
        let stops = self.training_stops(found);
        Err(ServiceError::BadInput(std::iter::once(of).chain(stops).collect()))
    }

    fn entered(
        &self,
        batch: &mut Batch,
        found: TrainingOnFile,
        done: Done,
        when: (i64, Date),
        actor: &str,
    ) -> Result<TrainingOnFile, ServiceError> {
        let (programme, cohort) = (found.programme.clone(), found.cohort);
        let (entry, next) = self.stepped_training(Some(found), (&programme, cohort), done, when, actor)?;
        batch.entries.push(entry);
        Ok(next)
    }
}
