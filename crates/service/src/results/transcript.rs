//! 成绩单: what a student brought home over the three stages, from whichever classes he sat in (3.2.3).

use super::recognised::{HALF, Recognised};
use super::row::{ResultSheet, SheetState, Subject, SubjectKind};
use crate::Office;
use crate::error::Fault;
use crate::rows::Student;
use guantong_model::{Date, ProgrammeId, Score, Stage, StudentId};
use guantong_registry::results::{
    Attempt, Counted, Grade, Mark, Scale, Summary, Weighing, WordsAsPoints, summary,
};
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
    /// The day the mark that passes was confirmed.
    pub passed_on: Option<Date>,
}

/// A student's results by programme, class and course.
pub(super) type Lines = BTreeMap<(ProgrammeId, i32, String), Line>;

/// A stage of a transcript.
#[derive(Clone, Debug)]
pub struct StageLines {
    /// The stage.
    pub stage: Stage,
    /// Courses in the order of the semesters.
    pub courses: Vec<Line>,
    /// Yearly assessments.
    pub assessments: Vec<Line>,
    /// Courses that others stand for (4.2.4.b).
    pub recognised: Vec<Recognised>,
    /// What the courses come to.
    pub summary: Summary,
    /// Credits that count in this stage: each once over the three.
    pub credits: Score,
}

impl StageLines {
    /// A stage without a mark.
    pub(super) fn of_nothing(stage: Stage) -> Self {
        StageLines {
            stage,
            courses: Vec::new(),
            assessments: Vec::new(),
            recognised: Vec::new(),
            summary: Summary::default(),
            credits: Score::points(0),
        }
    }

    /// The credits that are recognised in it.
    #[must_use]
    pub fn recognised_credits(&self) -> Score {
        let sum = self.recognised.iter().map(|one| one.credits.millionths()).sum();
        Score::from_millionths(sum)
    }
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
        let stages = self.course_results(id).await?;
        Ok(Some(Transcript { student, stages }))
    }

    /// The confirmed results of a student, for whoever was let in to them.
    pub(crate) async fn course_results(&self, id: &StudentId) -> Result<Vec<StageLines>, Fault> {
        let mut lines =
            self.marks_of_students(std::slice::from_ref(id)).await?.remove(id).unwrap_or_default();
        let student = self.whole.student(id).await?;
        let recognised = match &student {
            Some(student) => self.take_recognised(student, &mut lines).await?,
            None => Vec::new(),
        };
        let mut stages = self.stages_of(lines)?;
        self.count_recognised(&mut stages, recognised);
        Ok(stages)
    }

    /// What the courses of a stage come to for students: the coursework that an assessment of a progression counts
    /// (3.4.2, 3.2.3), as a share of so many full marks to a tenth; nobody whose courses have no points.
    ///
    /// # Errors
    /// Where the database fails or an entry cannot be read.
    pub async fn coursework(
        &self,
        students: &[StudentId],
        stage: Stage,
        full_marks: u32,
    ) -> Result<BTreeMap<StudentId, Score>, Fault> {
        let full = i128::from(self.result_scale()?.full.millionths());
        let sheets = self.sheets_of(students).await?;
        let mut marks = BTreeMap::new();
        for (student, stages) in sheets {
            let of = stages.into_iter().find(|lines| lines.stage == stage);
            let Some(average) = of.and_then(|lines| lines.summary.average) else { continue };
            let share = i128::from(average.millionths()) * i128::from(full_marks);
            let tenths = (share * 20 + full) / (full * 2);
            if let Ok(tenths) = i64::try_from(tenths) {
                marks.insert(student, Score::from_millionths(tenths * 100_000));
            }
        }
        Ok(marks)
    }

    /// Confirmed results of students, from whichever programmes they were in, stage by stage.
    async fn sheets_of(&self, students: &[StudentId]) -> Result<BTreeMap<StudentId, Vec<StageLines>>, Fault> {
        let lines = self.marks_of_students(students).await?.into_iter();
        lines.map(|(student, lines)| Ok((student, self.stages_of(lines)?))).collect()
    }

    /// Confirmed results of students, from whichever programmes they were in.
    pub(super) async fn marks_of_students(
        &self,
        students: &[StudentId],
    ) -> Result<BTreeMap<StudentId, Lines>, Fault> {
        let mut of: BTreeMap<ProgrammeId, BTreeSet<StudentId>> = BTreeMap::new();
        for (student, (record, _)) in self.entire().records(students).await? {
            for period in record.studies() {
                of.entry(period.programme.clone()).or_default().insert(student.clone());
            }
        }
        let mut lines: BTreeMap<StudentId, Lines> = BTreeMap::new();
        let scale = self.result_scale()?;
        for (programme, students) in of {
            let mut sheets = self.whole.result_sheets(Some(&programme), None).await?;
            sheets.retain(|sheet| sheet.state == SheetState::Confirmed);
            sheets.sort_by_key(|sheet| sheet.id.attempt);
            for ResultSheet { id, subject, marks, confirmed_on, .. } in sheets {
                for (student, mark) in marks.iter().filter(|(student, _)| students.contains(*student)) {
                    let key = (id.programme.clone(), id.cohort, id.course.clone());
                    let line = lines.entry(student.clone()).or_default().entry(key).or_insert_with(|| Line {
                        subject: subject.clone(),
                        cohort: id.cohort,
                        marks: Vec::new(),
                        passed: false,
                        passed_on: None,
                    });
                    line.marks.push((id.attempt, *mark));
                    line.passed = mark.passes(scale);
                    line.passed_on = confirmed_on.filter(|_| line.passed);
                }
            }
        }
        Ok(lines)
    }

    fn stages_of(&self, lines: Lines) -> Result<Vec<StageLines>, Fault> {
        let scale = self.result_scale()?;
        let mut stages: BTreeMap<Stage, Vec<Line>> = BTreeMap::new();
        for line in lines.into_values() {
            stages.entry(line.subject.stage).or_default().push(line);
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
        let weighing =
            edition.switch("result-average").and_then(Weighing::parse).unwrap_or(Weighing::Credits);
        let words = match edition.switch("result-words") {
            Some("left-out") => WordsAsPoints::new(),
            _ => self.words_as_points(),
        };
        let capped = edition.switch("result-resit") == Some("capped");
        let summary = summary(&counted, scale, weighing, &words, capped);
        let credits = Score::from_millionths(i64::from(summary.half_credits) * HALF);
        StageLines { courses, assessments, summary, credits, ..StageLines::of_nothing(stage) }
    }

    /// What marks in words count as today; nothing where the edition is silent.
    fn words_as_points(&self) -> WordsAsPoints {
        let points = self.edition().numbers("result.words-as-points", self.clock.today()).unwrap_or_default();
        let points = points.into_iter().filter_map(|points| i32::try_from(points).ok()).map(Score::points);
        Grade::ALL.iter().copied().zip(points).collect()
    }
}
