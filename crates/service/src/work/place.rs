//! Periods are set and put away, students begin at posts and leave them.

use super::fold::Done;
use super::row::{PostId, WorkClass};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::ports::{Batch, Change};
use crate::reason::{reason, wrong};
use crate::rows::PlanLine;
use guantong_model::{Date, Fact, Message, ProgrammeId, StudentId, academic_year};
use guantong_registry::work::{Block, Turn, clash};
use std::collections::BTreeSet;

/// The most periods a class has.
const MOST_BLOCKS: usize = 100;

impl Office {
    /// Sets a period of a class; returns its number.
    ///
    /// # Errors
    /// Not found out of reach; forbidden to who is of neither side; a conflict where the class changed since
    /// `version_seen`; bad input where days are in no order, outside of the programme, or in another period, or a period at
    /// a post comes too early.
    pub async fn set_work_block(
        &self,
        (programme, cohort): (&ProgrammeId, i32),
        (turn, from, until): (Turn, Date, Date),
        version_seen: i64,
        actor: &str,
    ) -> Result<u32, ServiceError> {
        let (line, class) = self.class_to_change(programme, cohort, version_seen).await?;
        let block = Block { number: class.next_block, turn, from, until };
        if until < from {
            let message = Message::new("work-wrong-order").with("from", from).with("until", until);
            return Err(wrong(message));
        }
        let year = self.stage_of_block(&line, cohort, from).map(|(year, _)| year);
        let (Some(year), Some(_)) = (year, self.stage_of_block(&line, cohort, until)) else {
            let years: i64 = self.stage_lengths(line.track, self.clock.today()).iter().sum();
            let last = i64::from(cohort) + years;
            let message = Message::new("work-wrong-years").with("first", cohort).with("last", last);
            return Err(wrong(message.with("from", from).with("until", until)));
        };
        let limits = self.work_limits()?;
        if turn == Turn::Post && year < limits.post_from_year {
            let message = Message::new("work-wrong-first-year").with("year", year);
            return Err(wrong(message.with("least", limits.post_from_year)));
        }
        if let Some(found) = clash(&class.blocks, &block) {
            let message = Message::new("work-wrong-overlap")
                .with("turn", Fact::Word(format!("work-turn.{}", found.turn)))
                .with("from", found.from)
                .with("until", found.until);
            return Err(wrong(message));
        }
        if class.blocks.len() >= MOST_BLOCKS {
            return Err(wrong(Message::new("work-wrong-many").with("most", MOST_BLOCKS)));
        }
        let number = block.number;
        self.work_step(class, Done::BlockSet(block), actor).await?;
        Ok(number)
    }

    /// Puts a period away, with why.
    ///
    /// # Errors
    /// As [`Office::set_work_block`]; bad input where hours were entered for it.
    pub async fn drop_work_block(
        &self,
        (programme, cohort): (&ProgrammeId, i32),
        number: u32,
        because: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<(), ServiceError> {
        let (_, class) = self.class_to_change(programme, cohort, version_seen).await?;
        class.block(number).ok_or(ServiceError::NotFound)?;
        let because = reason(because)?;
        let sheets = self.whole.hours_sheets(Some(programme)).await?;
        let with_hours = sheets.iter().find(|sheet| sheet.id.cohort == cohort && sheet.id.block == number);
        if let Some(sheet) = with_hours {
            let message = Message::new("work-wrong-has-hours").with("enterprise", sheet.enterprise.as_str());
            return Err(wrong(message));
        }
        self.work_step(class, Done::BlockDropped { number, because }, actor).await
    }

    /// Students begin at a post; whoever is at another leaves it the day before.
    ///
    /// # Errors
    /// Not found out of reach; forbidden to who does not act for the institution that has the post; a conflict where the
    /// class changed since `version_seen`; bad input where nobody was chosen, somebody is not in the class or was there
    /// already, the post is for another programme, is not open that day, or has not so many places.
    pub async fn place_at_post(
        &self,
        (programme, cohort): (&ProgrammeId, i32),
        (post, students, from): (&PostId, &[StudentId], Date),
        version_seen: i64,
        actor: &str,
    ) -> Result<(), ServiceError> {
        let (_, class) = self.class_to_change(programme, cohort, version_seen).await?;
        self.allow_of(Action::WorkKeep, [post.institution.as_str()])?;
        let posts = self.all_posts().await?;
        let found = posts.get(post).filter(|found| found.programme == *programme);
        let Some(found) = found else {
            return Err(wrong(Message::new("work-wrong-no-post")));
        };
        let title = || Fact::Text(found.title.clone());
        if from < found.from {
            let message = Message::new("work-wrong-post-not-yet").with("post", title());
            return Err(wrong(message.with("from", found.from).with("on", from)));
        }
        if let Some(until) = found.until.filter(|until| *until < from) {
            let message = Message::new("work-wrong-post-over").with("post", title());
            return Err(wrong(message.with("until", until).with("on", from)));
        }
        if academic_year(from) < cohort {
            return Err(wrong(
                Message::new("work-wrong-before-entry").with("on", from).with("cohort", cohort),
            ));
        }
        let students: BTreeSet<StudentId> = students.iter().cloned().collect();
        if students.is_empty() {
            return Err(wrong(Message::new("work-wrong-nobody")));
        }
        let members = self.whole.class_members(programme, cohort).await?;
        let mut wrongs = Vec::new();
        for student in &students {
            let there = members.iter().find(|one| one.id == *student && !one.standing.ended());
            let Some(member) = there else {
                wrongs.push(Message::new("work-wrong-not-in-class").with("student", student.as_str()));
                continue;
            };
            let later = class.placements.iter().filter(|one| one.student == *student).map(|one| one.from);
            if let Some(begun) = later.max().filter(|begun| *begun >= from) {
                let message = Message::new("work-wrong-placed-later").with("name", member.name.as_str());
                wrongs.push(message.with("begun", begun).with("on", from));
            }
        }
        if !wrongs.is_empty() {
            return Err(ServiceError::BadInput(wrongs));
        }
        let mut taken = 0;
        for other in self.whole.work_classes(Some(programme)).await? {
            let there = other.placements.iter().filter(|one| {
                one.post == *post && one.meets(from, Date::MAX) && !students.contains(&one.student)
            });
            taken += there.count();
        }
        let wanted = taken + students.len();
        if wanted > usize::try_from(found.places).unwrap_or(usize::MAX) {
            let message = Message::new("work-wrong-full").with("post", title());
            let message = message.with("places", found.places).with("taken", taken);
            return Err(wrong(message.with("wanted", students.len())));
        }
        let students = students.into_iter().collect();
        self.work_step(class, Done::Placed { post: post.clone(), students, from }, actor).await
    }

    /// A student leaves his post, with why.
    ///
    /// # Errors
    /// As [`Office::place_at_post`]; bad input where he is at none that day.
    pub async fn leave_post(
        &self,
        (programme, cohort): (&ProgrammeId, i32),
        (student, until): (&StudentId, Date),
        because: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<(), ServiceError> {
        let (_, class) = self.class_to_change(programme, cohort, version_seen).await?;
        let open = class.placements.iter().find(|one| one.student == *student && one.until.is_none());
        let Some(open) = open.filter(|open| open.from <= until) else {
            let message = Message::new("work-wrong-at-none").with("student", student.as_str());
            return Err(wrong(message.with("on", until)));
        };
        self.allow_of(Action::WorkKeep, [open.post.institution.as_str()])?;
        let because = reason(because)?;
        self.work_step(class, Done::Left { student: student.clone(), until, because }, actor).await
    }

    /// A class to be changed as who asks saw it.
    async fn class_to_change(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
        version_seen: i64,
    ) -> Result<(PlanLine, WorkClass), ServiceError> {
        let (line, class) = self.class_at_work(programme, cohort).await?;
        self.allow_of(Action::WorkKeep, [line.institution.as_str(), line.partner.as_str()])?;
        if class.version == version_seen {
            return Ok((line, class));
        }
        Err(ServiceError::conflict(Message::new("conflict-work-changed")))
    }

    /// Writes a step, and how the class stands after it.
    async fn work_step(&self, mut class: WorkClass, done: Done, actor: &str) -> Result<(), ServiceError> {
        let (now, today) = (self.clock.now(), self.clock.today());
        let mut entries = Vec::new();
        if class.version == 0 {
            let begun = WorkClass { version: 1, ..class.clone() };
            entries.push(Done::Begun(Box::new(begun)).entry(&class, 1, today, actor)?);
            class.version = 1;
        }
        entries.push(done.entry(&class, class.version + 1, today, actor)?);
        class.take(done);
        let changes = vec![Change::Work(Box::new(class))];
        self.storage.append(Batch { entries, changes }, now).await?;
        Ok(())
    }
}
