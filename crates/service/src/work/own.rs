//! What one has of one's own: a student his posts and hours, an enterprise its posts and what it has to confirm.

use super::posts::{PostOnFile, Posts};
use super::row::{HoursSheet, HoursState, Placement};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::rows::Student;
use guantong_model::{Date, ProgrammeId, Stage, StudentId};
use guantong_registry::work::Block;
use std::collections::{BTreeMap, BTreeSet};

/// A period of work of a student.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSheet {
    /// The enterprise.
    pub enterprise: String,
    /// The period.
    pub block: Block,
    /// The stage.
    pub stage: Stage,
    /// The hours.
    pub hours: u32,
    /// How far the sheet is.
    pub state: HoursState,
}

/// The work of a student.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnWork {
    /// The student.
    pub student: Student,
    /// The posts, the latest first, with what is on record of each.
    pub posts: Vec<(Placement, Option<PostOnFile>)>,
    /// The periods of the present class that are not over, in order.
    pub ahead: Vec<Block>,
    /// Periods with hours, in order.
    pub sheets: Vec<OwnSheet>,
    /// Hours that count, by stage (interpretation `work-hours`).
    pub hours: BTreeMap<Stage, u32>,
}

/// A post of an enterprise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPost {
    /// The post.
    pub post: PostOnFile,
    /// The major as printed.
    pub major: String,
    /// How many are at it today.
    pub taken: usize,
}

impl Office {
    /// The posts, periods and hours of a student within reach.
    ///
    /// # Errors
    /// Where the database fails or an entry cannot be read.
    pub async fn work_of(&self, id: &StudentId) -> Result<Option<OwnWork>, Fault> {
        let Some(student) = self.storage.student(id).await? else { return Ok(None) };
        let object = crate::student::stream(id);
        if self.storage.person_seen(&student.person, &object, self.clock.now()).await?.is_none() {
            return Err(Fault::new("read a student's work", "the person is missing"));
        }
        self.own_work(student).await.map(Some)
    }

    /// The work of a student, for whoever was let in to it.
    pub(crate) async fn own_work(&self, student: Student) -> Result<OwnWork, Fault> {
        let today = self.clock.today();
        let mut programmes: BTreeSet<ProgrammeId> = BTreeSet::new();
        for (record, _) in self.entire().records(std::slice::from_ref(&student.id)).await?.into_values() {
            programmes.extend(record.studies().iter().map(|period| period.programme.clone()));
        }
        let on_file = self.all_posts().await?;
        let mut work = OwnWork {
            posts: Vec::new(),
            ahead: Vec::new(),
            sheets: Vec::new(),
            hours: BTreeMap::new(),
            student,
        };
        let counts_entered = self.edition().switch("work-hours") == Some("entered");
        for programme in &programmes {
            for class in self.whole.work_classes(Some(programme)).await? {
                let own = class.placements.iter().filter(|one| one.student == work.student.id);
                let posts = own.map(|one| (one.clone(), on_file.get(&one.post).cloned()));
                work.posts.extend(posts);
                if *programme == work.student.programme && class.cohort == work.student.cohort {
                    work.ahead = class.blocks.iter().filter(|block| block.until >= today).cloned().collect();
                }
            }
            for sheet in self.whole.hours_sheets(Some(programme)).await? {
                let Some(hours) = sheet.hours.get(&work.student.id).copied() else { continue };
                if counts_entered || sheet.state == HoursState::Confirmed {
                    *work.hours.entry(sheet.stage).or_default() += hours;
                }
                let HoursSheet { enterprise, block, stage, state, .. } = sheet;
                work.sheets.push(OwnSheet { enterprise, block, stage, hours, state });
            }
        }
        work.posts.sort_by_key(|(placement, _)| std::cmp::Reverse(placement.from));
        work.ahead.sort_by_key(|block| block.from);
        work.sheets.sort_by_key(|sheet| sheet.block.from);
        Ok(work)
    }

    /// The enterprise of whoever asks for one.
    #[must_use]
    pub fn own_enterprise(&self) -> Option<&str> {
        self.viewer().and_then(|viewer| viewer.enterprise())
    }

    /// The posts of the enterprise of who asks, and its sheets of hours, those that wait first.
    ///
    /// # Errors
    /// Forbidden to whoever acts for none.
    pub async fn enterprise_work(&self) -> Result<(Vec<OwnPost>, Vec<(HoursSheet, String)>), ServiceError> {
        let Some(own) = self.own_enterprise().map(str::to_owned) else {
            self.allow_here(Action::WorkConfirm)?;
            return Ok((Vec::new(), Vec::new()));
        };
        let today = self.clock.today();
        let all: Posts = self.all_posts().await?;
        let mut taken: BTreeMap<_, usize> = BTreeMap::new();
        for class in self.whole.work_classes(None).await? {
            for one in class.placements.iter().filter(|one| one.holds_on(today)) {
                *taken.entry(one.post.clone()).or_default() += 1;
            }
        }
        let mut posts = Vec::new();
        for post in all.into_values().filter(|post| post.enterprise == own) {
            let major = self.major_of(&post.programme, today).await?;
            posts.push(OwnPost { taken: taken.remove(&post.id).unwrap_or(0), major, post });
        }
        let mut sheets = Vec::new();
        for sheet in self.storage.hours_sheets(None).await? {
            let major = self.major_of(&sheet.id.programme, today).await?;
            sheets.push((sheet, major));
        }
        sheets.sort_by_key(|(sheet, _)| {
            (sheet.state != HoursState::Sent, std::cmp::Reverse(sheet.block.until), sheet.id.clone())
        });
        Ok((posts, sheets))
    }

    async fn major_of(&self, programme: &ProgrammeId, today: Date) -> Result<String, Fault> {
        let line = self.line_of_class(programme, i32::from(today.year())).await?;
        Ok(line.map(|line| line.major_printed()).unwrap_or_default())
    }
}
