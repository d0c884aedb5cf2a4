//! Classes with their courses: what is entered, what waits, and for whom.

use super::hands::Hands;
use super::row::{ResultSheet, SheetId, SheetState, Subject, SubjectKind};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::rows::{PlanLine, Student};
use guantong_model::{ProgrammeId, Stage, StudentId, academic_year, semester_of};
use guantong_registry::results::Attempt;
use std::collections::{BTreeMap, BTreeSet};

/// A class in the list of those that somebody has to do with.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its programme in the plan of its year, or of the newest that has it.
    pub line: PlanLine,
    /// The class by its entry year.
    pub cohort: i32,
    /// How many students sit in it.
    pub students: i64,
    /// Sheets by how far they are.
    pub sheets: BTreeMap<SheetState, usize>,
    /// Of them, those that wait for whoever asks to confirm.
    pub to_confirm: usize,
    /// Of them, those that were sent back to whoever asks, or are begun.
    pub to_enter: usize,
}

/// A course, or an assessment of a year, in the list of a class.
#[derive(Clone, Debug)]
pub struct SheetPlace {
    /// Its code.
    pub code: String,
    /// What is examined.
    pub subject: Subject,
    /// Who enters and who confirms.
    pub hands: Hands,
    /// Sheets that there are, attempt by attempt.
    pub sheets: Vec<ResultSheet>,
    /// The attempt that can be begun, where its time has come.
    pub next: Option<Attempt>,
}

/// A class with its courses.
#[derive(Clone, Debug)]
pub struct ClassView {
    /// The programme.
    pub line: PlanLine,
    /// The class.
    pub cohort: i32,
    /// How many students sit in it.
    pub students: usize,
    /// Courses and assessments in the order of the semesters.
    pub places: Vec<SheetPlace>,
    /// Whether a training plan is in force for it.
    pub planned: bool,
}

impl Office {
    /// The classes that whoever asks has to do with, newest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn result_classes(&self) -> Result<Vec<Listed>, ServiceError> {
        let mut sheets: BTreeMap<(ProgrammeId, i32), Vec<ResultSheet>> = BTreeMap::new();
        for sheet in self.storage.result_sheets(None, None).await? {
            sheets.entry((sheet.id.programme.clone(), sheet.id.cohort)).or_default().push(sheet);
        }
        let mut listed = Vec::new();
        for (programme, cohort, students) in self.storage.result_classes().await? {
            let Some(line) = self.line_of_class(&programme, cohort).await? else { continue };
            let mut counts = BTreeMap::new();
            let (mut to_confirm, mut to_enter) = (0, 0);
            for sheet in sheets.remove(&(programme, cohort)).unwrap_or_default() {
                *counts.entry(sheet.state).or_default() += 1;
                let confirms = self.confirms_results(&sheet);
                let waits = sheet.state == SheetState::Submitted || sheet.correction.is_some();
                to_confirm += usize::from(confirms && waits);
                to_enter += usize::from(sheet.state == SheetState::Entering && self.enters_results(&sheet));
            }
            listed.push(Listed { line, cohort, students, sheets: counts, to_confirm, to_enter });
        }
        listed.sort_by(|a, b| {
            let key = |one: &Listed| (one.to_confirm + one.to_enter == 0, -one.cohort, one.line.position);
            key(a).cmp(&key(b))
        });
        Ok(listed)
    }

    /// A class with its courses and sheets.
    ///
    /// # Errors
    /// Not found where there is no such class within reach.
    pub async fn result_class(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
    ) -> Result<ClassView, ServiceError> {
        let line = self.line_of_class(programme, cohort).await?.ok_or(ServiceError::NotFound)?;
        self.allow_of(Action::ResultsRead, [line.institution.as_str(), line.partner.as_str()])
            .map_err(|_| ServiceError::NotFound)?;
        let students = self.whole.class_members(programme, cohort).await?;
        if students.is_empty() {
            return Err(ServiceError::NotFound);
        }
        let mut sheets: BTreeMap<String, Vec<ResultSheet>> = BTreeMap::new();
        for sheet in self.storage.result_sheets(Some(programme), Some(cohort)).await? {
            sheets.entry(sheet.id.course.clone()).or_default().push(sheet);
        }
        let latest = students.iter().filter(|s| !s.standing.ended()).map(|student| student.stage).max();
        let subjects = self.subjects(programme, cohort).await?;
        let planned = subjects.iter().any(|(_, subject)| subject.kind == SubjectKind::Course);
        let now = self.semester_of_class(cohort);
        let mut places = Vec::new();
        for (code, subject) in subjects {
            let hands = self.hands_of_results(&line, subject.stage).await?;
            let sheets = sheets.remove(&code).unwrap_or_default();
            let reached = subject.semester <= now && latest.is_some_and(|stage| stage >= subject.stage);
            let next = match sheets.last() {
                None => reached.then_some(Attempt::First),
                Some(last) if last.state == SheetState::Confirmed => {
                    let again = last.id.attempt.next().filter(|_| subject.kind == SubjectKind::Course);
                    let failed = self.failed_in(last)?;
                    again.filter(|_| !failed.is_empty())
                }
                Some(_) => None,
            };
            places.push(SheetPlace { code, subject, hands, sheets, next });
        }
        Ok(ClassView { line, cohort, students: students.len(), places, planned })
    }

    /// The programme of a class: in the plan of its year, else in the newest plan that has it.
    pub(crate) async fn line_of_class(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
    ) -> Result<Option<PlanLine>, Fault> {
        if let Some(line) = self.programmes(cohort).await?.remove(programme) {
            return Ok(Some(line));
        }
        let reference = self.reference().await?;
        Ok(reference.newest.iter().find(|line| line.programme == *programme).cloned())
    }

    /// The semester of its seven years that a class is in today, from 1 (interpretation `semester-dates`); 0 before it
    /// begins.
    fn semester_of_class(&self, cohort: i32) -> u32 {
        let today = self.clock.today();
        let semesters = (academic_year(today) - cohort) * 2 + i32::from(semester_of(today));
        u32::try_from(semesters).unwrap_or(0)
    }

    /// What is examined in a class: the courses of its training plan, and two assessments a year.
    pub(super) async fn subjects(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
    ) -> Result<Vec<(String, Subject)>, ServiceError> {
        let line = self.line_of_class(programme, cohort).await?.ok_or(ServiceError::NotFound)?;
        let lengths = self.stage_lengths(line.track, self.clock.today());
        let mut subjects = self.courses(programme, cohort).await?;
        for (year, stage) in (1..).map_while(|year| Some((year, stage_of(year, &lengths)?))) {
            for kind in [SubjectKind::Quality, SubjectKind::Ability] {
                let subject = Subject {
                    kind,
                    title: String::new(),
                    stage,
                    semester: year * 2,
                    half_credits: 0,
                    hours: 0,
                    core: false,
                };
                subjects.push((format!("{kind}-{year}"), subject));
            }
        }
        subjects.sort_by_key(|(_, subject)| (subject.semester, subject.kind));
        Ok(subjects)
    }

    /// The courses of the training plan in force.
    pub(super) async fn courses(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
    ) -> Result<Vec<(String, Subject)>, Fault> {
        let Some(plan) = self.training_in_force(programme, cohort).await? else { return Ok(Vec::new()) };
        let course = |course: &guantong_training::Course| {
            let subject = Subject {
                kind: SubjectKind::Course,
                title: course.title.clone(),
                stage: course.stage,
                semester: u32::from(course.semester),
                half_credits: u32::from(course.credits.0),
                hours: u32::from(course.hours),
                core: course.core,
            };
            (course.code.clone(), subject)
        };
        Ok(plan.courses.iter().map(course).collect())
    }

    /// Who is to have a mark in a sheet: at first everybody in the class who has come to the stage, later whoever did not
    /// pass before; and whoever has a mark in it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn result_students(&self, sheet: &ResultSheet) -> Result<Vec<Student>, Fault> {
        let mut students = self.whole.class_members(&sheet.id.programme, sheet.id.cohort).await?;
        let due: Option<BTreeSet<StudentId>> = match self.attempt_before(&sheet.id).await? {
            Some(earlier) => Some(self.failed_in(&earlier)?),
            None => None,
        };
        students.retain(|student| {
            let comes = !student.standing.ended() && student.stage >= sheet.subject.stage;
            sheet.marks.contains_key(&student.id)
                || (comes && due.as_ref().is_none_or(|due| due.contains(&student.id)))
        });
        let there: BTreeSet<&StudentId> = students.iter().map(|student| &student.id).collect();
        let gone: Vec<StudentId> = sheet.marks.keys().filter(|id| !there.contains(id)).cloned().collect();
        students.extend(self.whole.students_by_id(&gone).await?);
        Ok(students)
    }

    async fn attempt_before(&self, id: &SheetId) -> Result<Option<ResultSheet>, Fault> {
        let before = Attempt::ALL.iter().copied().find(|earlier| earlier.next() == Some(id.attempt));
        match before {
            Some(attempt) => self.whole.result_sheet(&SheetId { attempt, ..id.clone() }).await,
            None => Ok(None),
        }
    }

    /// Who did not pass in a sheet.
    fn failed_in(&self, sheet: &ResultSheet) -> Result<BTreeSet<StudentId>, Fault> {
        let scale = self.result_scale()?;
        let failed = sheet.marks.iter().filter(|(_, mark)| !mark.passes(scale));
        Ok(failed.map(|(student, _)| student.clone()).collect())
    }
}

/// The stage that a year of the seven falls into.
pub(crate) fn stage_of(year: u32, lengths: &[i64]) -> Option<Stage> {
    let mut last = 0;
    Stage::ALL.iter().copied().zip(lengths).find_map(|(stage, length)| {
        last += length;
        (i64::from(year) <= last).then_some(stage)
    })
}
