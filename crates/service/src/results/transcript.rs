//! 成绩单: what a student brought home over the three stages, from whichever classes he sat in (3.2.3).

use super::row::{ResultSheet, SheetState, Subject, SubjectKind};
use crate::Office;
use crate::error::Fault;
use crate::rows::Student;
use guantong_model::{ProgrammeId, Stage, StudentId};
use guantong_registry::results::{Attempt, Counted, Mark, Scale, Summary, Weighing, summary};
use std::collections::{BTreeMap, BTreeSet};

/// A course with the marks that were given.
#[derive(Clone, Debug)]
pub struct Line {
    /// What was examined.
    pub subject: Subject,
    /// The entry year of the class it was examined with.
    pub cohort: i32,
    /// Marks by attempt.
    pub marks: Vec<(Attempt, Mark)>,
    /// Whether it is passed.
    pub passed: bool,
}

/// A stage of a transcript.
#[derive(Clone, Debug)]
pub struct StageLines {
    /// The stage.
    pub stage: Stage,
    /// Courses in the order of the semesters.
    pub courses: Vec<Line>,
    /// Yearly assessments.
    pub assessments: Vec<Line>,
    /// What the courses come to.
    pub summary: Summary,
}

/// A student's results.
#[derive(Clone, Debug)]
pub struct Transcript {
    /// The student.
    pub student: Student,
    /// The stages that have results, in order.
    pub stages: Vec<StageLines>,
}

impl Office {
    /// The transcript of a student within reach: confirmed marks alone.
    ///
    /// # Errors
    /// Where the database fails or an entry cannot be read.
    pub async fn transcript(&self, id: &StudentId) -> Result<Option<Transcript>, Fault> {
        let Some(student) = self.storage.student(id).await? else { return Ok(None) };
        let object = crate::student::stream(id);
        if self.storage.person_seen(&student.person, &object, self.clock.now()).await?.is_none() {
            return Err(Fault::new("write a transcript", "the person is missing"));
        }
        let stages = self.results_by_stage(&student).await?;
        Ok(Some(Transcript { student, stages }))
    }

    /// What the courses of a stage come to for a student: the coursework that an assessment of a progression counts
    /// (3.4.2, 3.2.3); nothing where no course has points.
    ///
    /// # Errors
    /// Where the database fails or an entry cannot be read.
    pub async fn coursework(&self, student: &Student, stage: Stage) -> Result<Option<Summary>, Fault> {
        let stages = self.results_by_stage(student).await?;
        let found = stages.into_iter().find(|lines| lines.stage == stage).map(|lines| lines.summary);
        Ok(found.filter(|summary| summary.average.is_some()))
    }

    async fn results_by_stage(&self, student: &Student) -> Result<Vec<StageLines>, Fault> {
        let mut programmes: BTreeSet<ProgrammeId> = BTreeSet::from([student.programme.clone()]);
        if let Some(loaded) = self.entire().record(&student.id).await? {
            programmes.extend(loaded.record.studies().iter().map(|period| period.programme.clone()));
        }
        let mut lines: BTreeMap<(ProgrammeId, i32, String), (Subject, Vec<(Attempt, Mark)>)> = BTreeMap::new();
        for programme in &programmes {
            for sheet in self.whole.result_sheets(Some(programme), None).await? {
                let ResultSheet { id, subject, marks, state, .. } = sheet;
                let Some(mark) = marks.get(&student.id).filter(|_| state == SheetState::Confirmed) else {
                    continue;
                };
                let key = (id.programme, id.cohort, id.course);
                lines.entry(key).or_insert_with(|| (subject, Vec::new())).1.push((id.attempt, *mark));
            }
        }
        let scale = self.result_scale()?;
        let mut stages: BTreeMap<Stage, Vec<Line>> = BTreeMap::new();
        for ((_, cohort, _), (subject, mut marks)) in lines {
            marks.sort_by_key(|(attempt, _)| *attempt);
            let passed = marks.last().is_some_and(|(_, mark)| mark.passes(scale));
            stages.entry(subject.stage).or_default().push(Line { subject, cohort, marks, passed });
        }
        Ok(stages.into_iter().map(|(stage, lines)| self.stage_lines(stage, lines, scale)).collect())
    }

    fn stage_lines(&self, stage: Stage, mut lines: Vec<Line>, scale: Scale) -> StageLines {
        lines.sort_by(|a, b| {
            let key = |line: &Line| (line.subject.semester, line.subject.kind, line.cohort);
            key(a).cmp(&key(b)).then_with(|| a.subject.title.cmp(&b.subject.title))
        });
        let (courses, assessments): (Vec<Line>, Vec<Line>) =
            lines.into_iter().partition(|line| line.subject.kind == SubjectKind::Course);
        let counted: Vec<Counted> = courses
            .iter()
            .map(|line| Counted {
                half_credits: line.subject.half_credits,
                hours: line.subject.hours,
                marks: line.marks.iter().map(|(_, mark)| *mark).collect(),
            })
            .collect();
        let edition = self.edition();
        let weighing = edition.switch("result-average").and_then(Weighing::parse).unwrap_or(Weighing::Credits);
        let words_count = edition.switch("result-words") != Some("left-out");
        let capped = edition.switch("result-resit") == Some("capped");
        let summary = summary(&counted, scale, weighing, words_count, capped);
        StageLines { stage, courses, assessments, summary }
    }
}
