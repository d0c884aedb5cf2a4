//! What the steps of a class and of a sheet of hours come to.

use super::row::{HoursId, HoursSheet, HoursState, Placement, PostId, WorkClass};
use super::{CLASSES, HOURS, class_stream, hours_stream};
use crate::error::Fault;
use crate::journal::{Entry, NewEntry};
use guantong_model::{Date, ProgrammeId, StudentId};
use guantong_registry::work::Block;
use jiff::ToSpan;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was done with a class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Done {
    /// Its work is arranged from now on.
    Begun(Box<WorkClass>),
    /// A period was set.
    BlockSet(Block),
    /// A period was put away.
    BlockDropped { number: u32, because: String },
    /// Students begin at a post; whoever was at another leaves it the day before.
    Placed { post: PostId, students: Vec<StudentId>, from: Date },
    /// A student leaves his post: his last day there.
    Left { student: StudentId, until: Date, because: String },
}

/// What was done with a sheet of hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum HoursDone {
    /// Begun.
    Begun(Box<HoursSheet>),
    /// Hours were entered: all that stand now.
    Saved { hours: BTreeMap<StudentId, u32> },
    /// Sent to the enterprise, under the digest of the hours.
    Sent { digest: String },
    /// Sent back by the enterprise.
    Returned { because: String },
    /// Confirmed by the enterprise, under the digest that was seen.
    Confirmed { digest: String },
}

impl Done {
    fn kind(&self) -> &'static str {
        match self {
            Done::Begun(_) => "work-begun",
            Done::BlockSet(_) => "work-period-set",
            Done::BlockDropped { .. } => "work-period-dropped",
            Done::Placed { .. } => "work-placed",
            Done::Left { .. } => "work-left",
        }
    }

    /// The entry that a step is, at a version.
    pub(super) fn entry(
        &self,
        class: &WorkClass,
        version: i64,
        on: Date,
        actor: &str,
    ) -> Result<NewEntry, Fault> {
        let body =
            serde_json::to_value(self).map_err(|error| Fault::new("write the work of a class", error))?;
        let stream = class_stream(&class.programme, class.cohort);
        let (kind, actor) = (self.kind().to_owned(), actor.to_owned());
        Ok(NewEntry { stream, version, kind, effective_on: on, actor, body })
    }
}

impl HoursDone {
    fn kind(&self) -> &'static str {
        match self {
            HoursDone::Begun(_) => "work-hours-begun",
            HoursDone::Saved { .. } => "work-hours-saved",
            HoursDone::Sent { .. } => "work-hours-sent",
            HoursDone::Returned { .. } => "work-hours-returned",
            HoursDone::Confirmed { .. } => "work-hours-confirmed",
        }
    }

    /// The entry that a step is, at a version.
    pub(super) fn entry(&self, id: &HoursId, version: i64, on: Date, actor: &str) -> Result<NewEntry, Fault> {
        let body = serde_json::to_value(self).map_err(|error| Fault::new("write hours of work", error))?;
        let (kind, actor) = (self.kind().to_owned(), actor.to_owned());
        Ok(NewEntry { stream: hours_stream(id), version, kind, effective_on: on, actor, body })
    }
}

impl WorkClass {
    /// Takes a step in that comes next.
    pub(super) fn take(&mut self, done: Done) {
        self.version += 1;
        match done {
            // The first step is the class.
            Done::Begun(_) => {}
            Done::BlockSet(block) => {
                self.next_block = self.next_block.max(block.number + 1);
                self.blocks.retain(|one| one.number != block.number);
                self.blocks.push(block);
            }
            Done::BlockDropped { number, .. } => self.blocks.retain(|one| one.number != number),
            Done::Placed { post, students, from } => {
                for student in students {
                    self.leave(&student, from.saturating_sub(1.day()));
                    self.placements.push(Placement { student, post: post.clone(), from, until: None });
                }
            }
            Done::Left { student, until, .. } => self.leave(&student, until),
        }
    }

    /// A student is at no post after a day.
    fn leave(&mut self, student: &StudentId, until: Date) {
        let of_his = self.placements.iter_mut().filter(|one| one.student == *student);
        of_his
            .filter(|one| one.until.is_none_or(|last| last > until))
            .for_each(|one| one.until = Some(until));
    }
}

impl HoursSheet {
    /// Takes a step in that comes next.
    pub(super) fn take(&mut self, done: HoursDone, on: Date, actor: &str) {
        self.version += 1;
        match done {
            // The first step is the sheet.
            HoursDone::Begun(_) => {}
            HoursDone::Saved { hours } => self.hours = hours,
            HoursDone::Sent { .. } => {
                self.sent_by = Some(actor.to_owned());
                self.returned = None;
                self.state = HoursState::Sent;
            }
            HoursDone::Returned { because } => {
                self.returned = Some(because);
                (self.confirmed_by, self.confirmed_on) = (None, None);
                self.state = HoursState::Entering;
            }
            HoursDone::Confirmed { .. } => {
                self.confirmed_by = Some(actor.to_owned());
                self.confirmed_on = Some(on);
                self.state = HoursState::Confirmed;
            }
        }
    }
}

/// A class out of its stream; nothing where the stream is empty.
pub(crate) fn fold(entries: &[Entry]) -> Result<Option<WorkClass>, Fault> {
    let mut class: Option<WorkClass> = None;
    for entry in entries {
        let done: Done = serde_json::from_value(entry.body.clone())
            .map_err(|error| Fault::new("read the work of a class", error))?;
        match (&mut class, done) {
            (None, Done::Begun(begun)) => class = Some(*begun),
            (None, _) => {
                return Err(Fault::new("read the work of a class", format!("begins with {}", entry.kind)));
            }
            (Some(class), done) => class.take(done),
        }
    }
    Ok(class)
}

/// A sheet of hours out of its stream; nothing where the stream is empty.
pub(crate) fn fold_hours(entries: &[Entry]) -> Result<Option<HoursSheet>, Fault> {
    let mut sheet: Option<HoursSheet> = None;
    for entry in entries {
        let done: HoursDone = serde_json::from_value(entry.body.clone())
            .map_err(|error| Fault::new("read hours of work", error))?;
        match (&mut sheet, done) {
            (None, HoursDone::Begun(begun)) => sheet = Some(*begun),
            (None, _) => return Err(Fault::new("read hours of work", format!("begins with {}", entry.kind))),
            (Some(sheet), done) => sheet.take(done, entry.effective_on, &entry.actor),
        }
    }
    Ok(sheet)
}

/// The class a stream is of.
pub(crate) fn class_of(stream: &str) -> Option<(ProgrammeId, i32)> {
    let (programme, cohort) = stream.strip_prefix(CLASSES)?.rsplit_once('/')?;
    Some((ProgrammeId(programme.to_owned()), cohort.parse().ok()?))
}

/// The sheet of hours a stream is of.
pub(crate) fn hours_of(stream: &str) -> Option<HoursId> {
    let mut parts = stream.strip_prefix(HOURS)?.rsplitn(5, '/');
    let agreement = parts.next()?.parse().ok()?;
    let institution = parts.next()?.to_owned();
    let block = parts.next()?.parse().ok()?;
    let cohort = parts.next()?.parse().ok()?;
    Some(HoursId { programme: ProgrammeId(parts.next()?.to_owned()), cohort, block, institution, agreement })
}
