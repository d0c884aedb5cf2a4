//! A class with its periods, who is at which post, and the sheets of hours; and the list of classes.

use super::posts::{PostOnFile, Posts};
use super::row::{HoursId, HoursSheet, HoursState, Placement, WorkClass};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::rows::{PlanLine, Student};
use guantong_cooperation::Record;
use guantong_model::{Date, ProgrammeId, Stage, Standing, StudentId, academic_year};
use guantong_registry::work::{Block, Limits, not_in_turn};
use std::collections::{BTreeMap, BTreeSet};

/// A class in the list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The programme.
    pub line: PlanLine,
    /// The entry year.
    pub cohort: i32,
    /// Who studies.
    pub students: usize,
    /// Who of them has no post today.
    pub without_post: usize,
    /// Periods of work that were set.
    pub work_blocks: usize,
    /// Sheets of hours by how far they are.
    pub sheets: BTreeMap<HoursState, usize>,
    /// Sheets that are over and not begun, or sent back, for who asks.
    pub to_enter: usize,
}

/// A student of a class.
#[derive(Clone, Debug)]
pub struct InClass {
    /// The student.
    pub student: Student,
    /// The post of today, or the next one.
    pub at: Option<AtWork>,
}

/// A student at a post.
#[derive(Clone, Debug)]
pub struct AtWork {
    /// Since when and until when.
    pub placement: Placement,
    /// The post; nothing where it was taken back.
    pub post: Option<PostOnFile>,
}

/// A sheet of hours, begun or to be begun.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Which.
    pub id: HoursId,
    /// The enterprise.
    pub enterprise: String,
    /// How many students were there.
    pub students: usize,
    /// How far it is; nothing where nobody has begun it.
    pub sheet: Option<HoursSheet>,
}

/// A class and its work.
#[derive(Clone, Debug)]
pub struct WorkClassView {
    /// The programme.
    pub line: PlanLine,
    /// The class; at version 0 where nothing was arranged.
    pub class: WorkClass,
    /// Everybody on the way, those without a post first.
    pub students: Vec<InClass>,
    /// Posts for the programme.
    pub posts: Vec<PostOnFile>,
    /// How many of the programme are at each post today, by post.
    pub taken: BTreeMap<super::PostId, usize>,
    /// Sheets by period.
    pub outcomes: BTreeMap<u32, Vec<Outcome>>,
    /// Periods of work that follow one another without teaching.
    pub not_in_turn: Vec<u32>,
    /// Engineer colleges and master studios.
    pub projects: Vec<Record>,
    /// The limits.
    pub limits: Limits,
}

impl Office {
    /// The classes that whoever asks has to do with: where somebody has no post first, then the newest.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn work_classes(&self) -> Result<Vec<Listed>, ServiceError> {
        let today = self.clock.today();
        let mut classes: BTreeMap<(ProgrammeId, i32), WorkClass> = BTreeMap::new();
        for class in self.storage.work_classes(None).await? {
            classes.insert((class.programme.clone(), class.cohort), class);
        }
        let mut sheets: BTreeMap<(ProgrammeId, i32), Vec<HoursSheet>> = BTreeMap::new();
        for sheet in self.storage.hours_sheets(None).await? {
            sheets.entry((sheet.id.programme.clone(), sheet.id.cohort)).or_default().push(sheet);
        }
        let mut students: BTreeMap<(ProgrammeId, i32), Vec<StudentId>> = BTreeMap::new();
        for (programme, cohort, student) in self.storage.studying().await? {
            students.entry((programme, cohort)).or_default().push(student);
        }
        let posts = self.all_posts().await?;
        let mut listed = Vec::new();
        for ((programme, cohort), students) in students {
            let Some(line) = self.line_of_class(&programme, cohort).await? else { continue };
            let key = (programme, cohort);
            let (class, sheets) = (classes.remove(&key), sheets.remove(&key).unwrap_or_default());
            let placed: BTreeSet<&StudentId> = class
                .iter()
                .flat_map(|class| &class.placements)
                .filter(|one| one.holds_on(today))
                .map(|one| &one.student)
                .collect();
            let mut counts = BTreeMap::new();
            for sheet in &sheets {
                *counts.entry(sheet.state).or_default() += 1;
            }
            let mut to_enter = 0;
            for outcome in class.iter().flat_map(|class| outcomes(class, &posts, &sheets)) {
                let over = class.as_ref().and_then(|class| class.block(outcome.id.block));
                let open = outcome.sheet.as_ref().is_none_or(|sheet| sheet.state == HoursState::Entering);
                let due = open && over.is_some_and(|block| block.until <= today);
                to_enter += usize::from(due && self.keeps_work_of([outcome.id.institution.as_str()]));
            }
            listed.push(Listed {
                line,
                cohort,
                without_post: students.iter().filter(|student| !placed.contains(student)).count(),
                students: students.len(),
                work_blocks: class
                    .iter()
                    .flat_map(|class| &class.blocks)
                    .filter(|b| b.turn.is_work())
                    .count(),
                sheets: counts,
                to_enter,
            });
        }
        listed.sort_by_key(|one| (one.to_enter == 0, one.without_post == 0, -one.cohort, one.line.position));
        Ok(listed)
    }

    /// A class with its work.
    ///
    /// # Errors
    /// Not found where there is no such class within reach.
    pub async fn work_class(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
    ) -> Result<WorkClassView, ServiceError> {
        let (line, class) = self.class_at_work(programme, cohort).await?;
        let members = self.whole.class_members(programme, cohort).await?;
        // Before arrival there is a class where the plan of its year has it.
        if members.is_empty() && !self.programmes(cohort).await?.contains_key(programme) {
            return Err(ServiceError::NotFound);
        }
        let all = self.all_posts().await?;
        let today = self.clock.today();
        let mut students: Vec<InClass> = members
            .into_iter()
            .filter(|student| !student.standing.ended())
            .map(|student| InClass { at: at_work(&class, &student.id, today, &all), student })
            .collect();
        students.sort_by_key(|one| (one.at.is_some(), one.student.standing == Standing::OnLeave));
        let mut taken = BTreeMap::new();
        for other in self.whole.work_classes(Some(programme)).await? {
            for one in other.placements.iter().filter(|one| one.holds_on(today)) {
                *taken.entry(one.post.clone()).or_default() += 1;
            }
        }
        let sheets: Vec<HoursSheet> = self.whole.hours_sheets(Some(programme)).await?;
        let sheets: Vec<HoursSheet> = sheets.into_iter().filter(|sheet| sheet.id.cohort == cohort).collect();
        let mut by_block: BTreeMap<u32, Vec<Outcome>> = BTreeMap::new();
        for outcome in outcomes(&class, &all, &sheets) {
            by_block.entry(outcome.id.block).or_default().push(outcome);
        }
        Ok(WorkClassView {
            not_in_turn: not_in_turn(&class.blocks),
            projects: self.special_projects(programme).await?,
            limits: self.work_limits()?,
            posts: all.into_values().filter(|post| post.programme == *programme).collect(),
            outcomes: by_block,
            line,
            class,
            students,
            taken,
        })
    }

    /// The class of a programme, as it stands or as it would begin, for who may read it.
    pub(super) async fn class_at_work(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
    ) -> Result<(PlanLine, WorkClass), ServiceError> {
        let line = self.line_of_class(programme, cohort).await?.ok_or(ServiceError::NotFound)?;
        let sides = [line.institution.as_str(), line.partner.as_str()];
        self.allow_of(Action::WorkRead, sides).map_err(|_| ServiceError::NotFound)?;
        let class = self.whole.work_class(programme, cohort).await?.unwrap_or_else(|| WorkClass {
            programme: programme.clone(),
            cohort,
            front: line.institution.clone(),
            partner: line.partner.clone(),
            version: 0,
            blocks: Vec::new(),
            next_block: 1,
            placements: Vec::new(),
        });
        Ok((line, class))
    }

    /// The stage that a period of a class falls into, and the academic year of the programme, from 1; nothing outside of
    /// its years.
    pub(super) fn stage_of_block(&self, line: &PlanLine, cohort: i32, from: Date) -> Option<(u32, Stage)> {
        let year = u32::try_from(academic_year(from) - cohort + 1).ok().filter(|year| *year > 0)?;
        let lengths = self.stage_lengths(line.track, self.clock.today());
        Some((year, crate::results::stage_of(year, &lengths)?))
    }
}

/// The post of a student today, or the next one.
fn at_work(class: &WorkClass, student: &StudentId, today: Date, posts: &Posts) -> Option<AtWork> {
    let ahead = || class.placements.iter().rev().find(|one| one.student == *student && one.from > today);
    let placement = class.placed(student, today).or_else(ahead)?.clone();
    Some(AtWork { post: posts.get(&placement.post).cloned(), placement })
}

/// The sheets of a class: one for each period of work and agreement at which somebody was, and those that were begun.
pub(super) fn outcomes(class: &WorkClass, posts: &Posts, sheets: &[HoursSheet]) -> Vec<Outcome> {
    let mut found: BTreeMap<HoursId, Outcome> = BTreeMap::new();
    for block in class.blocks.iter().filter(|block| block.turn.is_work()) {
        for (post, students) in at_block(class, block, posts) {
            let id = HoursId {
                programme: class.programme.clone(),
                cohort: class.cohort,
                block: block.number,
                institution: post.id.institution.clone(),
                agreement: post.agreement,
            };
            let enterprise = post.enterprise.clone();
            let outcome = found.entry(id.clone()).or_insert_with(|| Outcome {
                id,
                enterprise,
                students: 0,
                sheet: None,
            });
            outcome.students += students.len();
        }
    }
    for sheet in sheets {
        let (id, enterprise) = (sheet.id.clone(), sheet.enterprise.clone());
        let students = sheet.hours.len();
        let outcome =
            found.entry(id.clone()).or_insert_with(|| Outcome { id, enterprise, students, sheet: None });
        outcome.sheet = Some(sheet.clone());
    }
    found.into_values().collect()
}

/// Who was at which post on a day of a period.
pub(super) fn at_block<'p>(
    class: &WorkClass,
    block: &Block,
    posts: &'p Posts,
) -> Vec<(&'p PostOnFile, Vec<StudentId>)> {
    let mut by: BTreeMap<&super::PostId, BTreeSet<&StudentId>> = BTreeMap::new();
    for one in class.placements.iter().filter(|one| one.meets(block.from, block.until)) {
        by.entry(&one.post).or_default().insert(&one.student);
    }
    let known = by.into_iter().filter_map(|(post, students)| Some((posts.get(post)?, students)));
    known.map(|(post, students)| (post, students.into_iter().cloned().collect())).collect()
}

impl Office {
    /// Students of a class by record, with the days they were born on: who is old enough is asked, and nothing shown.
    pub(super) async fn births(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
    ) -> Result<BTreeMap<StudentId, Date>, Fault> {
        Ok(self.whole.births(programme, cohort).await?.into_iter().collect())
    }
}
