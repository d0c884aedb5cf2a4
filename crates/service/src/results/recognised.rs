//! 学分互认 (4.2.4.b): a course that was passed stands for one of the class's training plan, as both sides agreed. Each
//! course passed is recognised once, each course of the plan in place of one alone, and where its credits count is read by
//! the edition (interpretation `recognised-credits`).

use super::row::{ResultSheet, Subject, SubjectKind};
use super::transcript::{Lines, StageLines};
use crate::Office;
use crate::cooperation::RecordFilter;
use crate::error::Fault;
use crate::rows::Student;
use guantong_cooperation::{Holder, Kind, Record};
use guantong_model::{Date, ProgrammeId, Score, StudentId, half_width, words};
use guantong_registry::results::{Attempt, Mark};
use std::collections::{BTreeMap, BTreeSet};

words! {
    /// Where recognised credits count (interpretation `recognised-credits`).
    CountedIn {
        /// In the stage where the course was passed.
        OwnStage = "own-stage",
        /// In the stage of the course that it stands for.
        ReceivingStage = "receiving-stage",
    }
}

/// A course of the training plan that another stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// Its code.
    pub code: String,
    /// The course.
    pub subject: Subject,
    /// The course that was passed.
    pub rests_on: Subject,
    /// The credits that were agreed.
    pub credits: Score,
    /// The day from which it is so.
    pub on: Date,
    /// Whose the record is that says so.
    pub holder: Holder,
    /// Its number.
    pub number: i64,
}

/// Millionths of half a credit.
pub(super) const HALF: i64 = 500_000;

impl Office {
    /// Where recognised credits count.
    #[must_use]
    pub fn recognised_counted_in(&self) -> CountedIn {
        self.edition().switch("recognised-credits").and_then(CountedIn::parse).unwrap_or(CountedIn::OwnStage)
    }

    /// Takes out of a student's results what another course stands for, and says what that is.
    pub(super) async fn take_recognised(
        &self,
        student: &Student,
        lines: &mut Lines,
    ) -> Result<Vec<Recognised>, Fault> {
        let records = self.recognitions(&student.programme).await?;
        if records.is_empty() {
            return Ok(Vec::new());
        }
        let plan = self.courses(&student.programme, student.cohort).await?;
        let found = recognised(&records, &plan, lines, student, self.clock.today());
        let stood_for: BTreeSet<&str> = found.iter().map(|one| one.code.as_str()).collect();
        lines.retain(|(programme, _, code), _| {
            *programme != student.programme || !stood_for.contains(code.as_str())
        });
        Ok(found)
    }

    /// Puts what is recognised into the stages, and counts its credits once.
    pub(super) fn count_recognised(&self, stages: &mut Vec<StageLines>, found: Vec<Recognised>) {
        let receiving = self.recognised_counted_in() == CountedIn::ReceivingStage;
        for one in found {
            let own = i64::from(one.rests_on.half_credits) * HALF;
            for (stage, more) in [(one.rests_on.stage, -own), (one.subject.stage, one.credits.millionths())] {
                let at = stages.iter().position(|lines| lines.stage == stage).unwrap_or_else(|| {
                    stages.push(StageLines::of_nothing(stage));
                    stages.len() - 1
                });
                if let Some(lines) = stages.get_mut(at).filter(|_| receiving) {
                    lines.credits = Score::from_millionths(lines.credits.millionths() + more);
                }
            }
            if let Some(lines) = stages.iter_mut().find(|lines| lines.stage == one.subject.stage) {
                lines.recognised.push(one);
            }
        }
        stages.sort_by_key(|lines| lines.stage);
    }

    /// Who of a sheet need have no mark in it, for another course stands for this one.
    ///
    /// # Errors
    /// Where the database fails or an entry cannot be read.
    pub async fn recognised_in(
        &self,
        sheet: &ResultSheet,
        students: &[Student],
    ) -> Result<BTreeMap<StudentId, Recognised>, Fault> {
        if sheet.subject.kind != SubjectKind::Course || sheet.id.attempt != Attempt::First {
            return Ok(BTreeMap::new());
        }
        let records = self.recognitions(&sheet.id.programme).await?;
        let here =
            |record: &Record| is_called(record.text("to-course"), &sheet.id.course, &sheet.subject.title);
        if !records.iter().any(here) {
            return Ok(BTreeMap::new());
        }
        let students: Vec<&Student> = students
            .iter()
            .filter(|student| student.programme == sheet.id.programme && student.cohort == sheet.id.cohort)
            .filter(|student| sheet.marks.get(&student.id).is_none_or(|mark| *mark == Mark::Exempt))
            .collect();
        let ids: Vec<StudentId> = students.iter().map(|student| student.id.clone()).collect();
        let plan = self.courses(&sheet.id.programme, sheet.id.cohort).await?;
        let mut lines = self.marks_of_students(&ids).await?;
        let mut due = BTreeMap::new();
        for student in students {
            let lines = lines.remove(&student.id).unwrap_or_default();
            let found = recognised(&records, &plan, &lines, student, self.clock.today());
            let here = found.into_iter().find(|one| one.code == sheet.id.course);
            due.extend(here.map(|one| (student.id.clone(), one)));
        }
        Ok(due)
    }

    /// The records by which credits of a programme's students are recognised; whoever asks, for it decides what others owe.
    async fn recognitions(&self, programme: &ProgrammeId) -> Result<Vec<Record>, Fault> {
        let filter = RecordFilter { kinds: vec![Kind::CreditRecognition], ..RecordFilter::default() };
        let found = self.whole.cooperation_records(&filter).await?.into_iter().map(|one| one.record);
        Ok(found.filter(|one| one.counts() && one.text("programme") == programme.as_str()).collect())
    }
}

/// Whether a course is meant by what was written: by its title or its code.
fn is_called(written: &str, code: &str, title: &str) -> bool {
    let plain = |text: &str| {
        let text = half_width(text).to_lowercase();
        text.chars().filter(|c| !c.is_whitespace()).collect::<String>()
    };
    let written = plain(written);
    !written.is_empty() && (written == plain(code) || written == plain(title))
}

/// What is recognised of a student: of records in force on the day when the course was passed, or on the first day of
/// the record where that is later, the earliest before the others.
fn recognised(
    records: &[Record],
    plan: &[(String, Subject)],
    lines: &Lines,
    student: &Student,
    today: Date,
) -> Vec<Recognised> {
    let marked: BTreeSet<&str> = lines
        .iter()
        .filter(|((programme, _, _), line)| {
            *programme == student.programme && line.marks.iter().any(|(_, mark)| *mark != Mark::Exempt)
        })
        .map(|((_, _, code), _)| code.as_str())
        .collect();
    let mut may = Vec::new();
    for record in records {
        let to =
            plan.iter().find(|(code, subject)| is_called(record.text("to-course"), code, &subject.title));
        let Some((code, subject)) =
            to.filter(|(code, subject)| student.stage >= subject.stage && !marked.contains(code.as_str()))
        else {
            continue;
        };
        let passed = lines.iter().filter_map(|(key, line)| {
            let called = is_called(record.text("from-course"), &key.2, &line.subject.title);
            let own = key.0 == student.programme && key.2 == *code;
            let earned = line.subject.kind == SubjectKind::Course && line.passed && called && !own;
            Some((line.passed_on.filter(|_| earned)?, key, &line.subject))
        });
        let passed = passed.min_by_key(|(on, key, _)| (*on, *key));
        let Some(((passed_on, key, rests_on), from)) = passed.zip(record.day("from")) else { continue };
        let Ok(credits) = Score::parse(record.text("credits")) else { continue };
        let on = passed_on.max(from);
        if on > today || record.day("until").is_some_and(|until| on > until) {
            continue;
        }
        let one = Recognised {
            code: code.clone(),
            subject: subject.clone(),
            rests_on: rests_on.clone(),
            credits,
            on,
            holder: record.holder.clone(),
            number: record.number,
        };
        may.push((one, key));
    }
    may.sort_by_key(|(one, _)| (one.on, one.holder.clone(), one.number));
    let (mut used, mut stood_for, mut found) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (one, key) in may {
        if !used.contains(key) && stood_for.insert(one.code.clone()) {
            used.insert(key);
            found.push(one);
        }
    }
    found.sort_by(|a, b| (a.subject.semester, &a.code).cmp(&(b.subject.semester, &b.code)));
    found
}
