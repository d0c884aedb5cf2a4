//! Work of the past, as it was arranged and confirmed elsewhere: each class whole, with every step it took.

use super::class::at_block;
use super::fold::{Done, HoursDone};
use super::row::{HoursId, HoursSheet, HoursState, PostId, WorkClass};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::ports::{Batch, Change};
use guantong_model::{Date, ProgrammeId, StudentId};
use guantong_registry::work::{Block, Turn};
use std::collections::BTreeMap;

/// The work of a class as it was kept elsewhere.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The programme.
    pub programme: ProgrammeId,
    /// The entry year.
    pub cohort: i32,
    /// The post of everybody who is on the way.
    pub post: PostId,
    /// From when they are at it.
    pub from: Date,
    /// Periods: what for, first and last day.
    pub periods: Vec<(Turn, Date, Date)>,
    /// How far the hours of those that are over are; nothing where none were filled in.
    pub hours: Option<HoursState>,
    /// Who arranged it and filled in the hours.
    pub arranged_by: String,
    /// Who confirmed for the enterprise.
    pub confirmed_by: String,
}

impl Office {
    /// Takes the work of classes over, in one transaction; a class that has some on file already stays as it is. Returns
    /// how many.
    ///
    /// # Errors
    /// Forbidden to whoever does not take records over; not found where there is no such class or post.
    pub async fn take_work_over(&self, taken: &[Taken]) -> Result<usize, ServiceError> {
        self.allow_here(Action::TakeOver)?;
        let (now, mut batch) = (self.clock.now(), Batch::default());
        let mut classes = 0;
        for one in taken {
            let (_, class) = self.class_at_work(&one.programme, one.cohort).await?;
            if class.version == 0 {
                self.take_class_over(class, one, &mut batch).await?;
                classes += 1;
            }
        }
        if classes > 0 {
            self.storage.append(batch, now).await?;
        }
        Ok(classes)
    }

    async fn take_class_over(
        &self,
        mut class: WorkClass,
        one: &Taken,
        batch: &mut Batch,
    ) -> Result<(), ServiceError> {
        let members = self.whole.class_members(&one.programme, one.cohort).await?;
        let students: Vec<StudentId> =
            members.into_iter().filter(|member| !member.standing.ended()).map(|member| member.id).collect();
        class.version = 1;
        let begun = Done::Begun(Box::new(class.clone()));
        batch.entries.push(begun.entry(&class, 1, one.from, &one.arranged_by)?);
        let mut steps = vec![Done::Placed { post: one.post.clone(), students, from: one.from }];
        steps.extend((1..).zip(&one.periods).map(|(number, (turn, from, until))| {
            Done::BlockSet(Block { number, turn: *turn, from: *from, until: *until })
        }));
        for done in steps {
            batch.entries.push(done.entry(&class, class.version + 1, one.from, &one.arranged_by)?);
            class.take(done);
        }
        if let Some(state) = one.hours {
            self.take_hours_over(&class, one, state, batch).await?;
        }
        batch.changes.push(Change::Work(Box::new(class)));
        Ok(())
    }

    /// Everybody was there all the time, but for who is too young to be.
    async fn take_hours_over(
        &self,
        class: &WorkClass,
        one: &Taken,
        state: HoursState,
        batch: &mut Batch,
    ) -> Result<(), ServiceError> {
        let (posts, limits) = (self.all_posts().await?, self.work_limits()?);
        let line = self.line_of_class(&one.programme, one.cohort).await?.ok_or(ServiceError::NotFound)?;
        let births = self.births(&one.programme, one.cohort).await?;
        let today = self.clock.today();
        for block in class.blocks.iter().filter(|block| block.turn.is_work() && block.until <= today) {
            let (_, stage) =
                self.stage_of_block(&line, one.cohort, block.from).ok_or(ServiceError::NotFound)?;
            for (post, students) in at_block(class, block, &posts) {
                let old = |student: &StudentId| {
                    let born = births.get(student);
                    block.turn != Turn::Post
                        || born.is_some_and(|born| limits.is_old_enough(*born, block.from))
                };
                let most = block.most_hours(&limits);
                let hours: BTreeMap<StudentId, u32> = students
                    .into_iter()
                    .map(|student| {
                        let hours = if old(&student) { most } else { 0 };
                        (student, hours)
                    })
                    .collect();
                let sheet = HoursSheet {
                    id: HoursId {
                        programme: one.programme.clone(),
                        cohort: one.cohort,
                        block: block.number,
                        institution: post.id.institution.clone(),
                        agreement: post.agreement,
                    },
                    enterprise: post.enterprise.clone(),
                    block: block.clone(),
                    stage,
                    front: class.front.clone(),
                    partner: class.partner.clone(),
                    state: HoursState::Entering,
                    version: 1,
                    hours: BTreeMap::new(),
                    sent_by: None,
                    returned: None,
                    confirmed_by: None,
                    confirmed_on: None,
                };
                self.take_sheet_over(sheet, hours, one, state, batch)?;
            }
        }
        Ok(())
    }

    fn take_sheet_over(
        &self,
        mut sheet: HoursSheet,
        hours: BTreeMap<StudentId, u32>,
        one: &Taken,
        state: HoursState,
        batch: &mut Batch,
    ) -> Result<(), ServiceError> {
        let on = self.clock.today();
        let begun = HoursDone::Begun(Box::new(sheet.clone()));
        batch.entries.push(begun.entry(&sheet.id, 1, on, &one.arranged_by)?);
        let mut take = |done: HoursDone, actor: &str, sheet: &mut HoursSheet| {
            batch.entries.push(done.entry(&sheet.id, sheet.version + 1, on, actor)?);
            sheet.take(done, on, actor);
            Ok::<(), ServiceError>(())
        };
        take(HoursDone::Saved { hours }, &one.arranged_by, &mut sheet)?;
        let digest = self.hours_digest(&sheet)?;
        if state != HoursState::Entering {
            take(HoursDone::Sent { digest: digest.clone() }, &one.arranged_by, &mut sheet)?;
        }
        if state == HoursState::Confirmed {
            take(HoursDone::Confirmed { digest }, &one.confirmed_by, &mut sheet)?;
        }
        batch.changes.push(Change::Hours(Box::new(sheet)));
        Ok(())
    }
}
