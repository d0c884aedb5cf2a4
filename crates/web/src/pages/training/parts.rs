//! What several of these pages show: states, findings, sums of a stage, courses, what was typed.

use crate::answer::Problem;
use crate::fields::Fields;
use crate::frame::{Page, Said};
use crate::parts::{Chip, Clauses};
use axum::http::StatusCode;
use guantong_model::{Fact, Stage};
use guantong_policy::Citation;
use guantong_service::training::{DraftState, TrainingOnFile};
use guantong_training::{Bound, Course, Finding, FindingKind, Law, Severity, Share, TrainingPlan};
use std::collections::BTreeMap;

/// What happened before a page is shown.
#[derive(Default)]
pub(super) struct Situation {
    pub(super) errors: Vec<Said>,
    pub(super) conflict: Option<Said>,
    /// Fields by name, as they were typed.
    pub(super) fields: Fields,
}

impl Situation {
    /// What could not be taken, for the page it was sent from, with its status.
    pub(super) fn of(page: &Page, problem: Problem, fields: Fields) -> Result<(StatusCode, Self), Problem> {
        match problem {
            Problem::BadInput(wrong) => {
                let errors = wrong.iter().map(|message| page.say(message)).collect();
                Ok((StatusCode::UNPROCESSABLE_ENTITY, Situation { errors, fields, conflict: None }))
            }
            Problem::Conflict(conflict) => {
                let conflict = Some(page.say(&conflict.message));
                Ok((StatusCode::CONFLICT, Situation { conflict, fields, errors: Vec::new() }))
            }
            other => Err(other),
        }
    }

    /// A field as it was typed; nothing where the page was only asked for.
    pub(super) fn typed(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }
}

/// How far a training programme is, as shape and word.
pub(super) fn state(page: &Page, draft: Option<DraftState>, number: i64) -> Chip {
    let (shape, words) = match (draft, number) {
        (Some(DraftState::Drafting), 0) => ("going", "training-state-drafting"),
        (Some(DraftState::Drafting), _) => ("going", "training-state-adjusting"),
        (Some(DraftState::Sent), _) => ("ask", "training-state-sent"),
        (Some(DraftState::Returned), _) => ("no", "training-state-returned"),
        (None, 0) => ("wait", "training-state-none"),
        (None, _) => ("ok", "training-state-in-force"),
    };
    Chip::new(shape, page.t(words))
}

/// The state of one that is or is not on file.
pub(super) fn state_of(page: &Page, found: Option<&TrainingOnFile>) -> Chip {
    let draft = found.and_then(|found| found.draft.as_ref()).map(|draft| draft.state);
    state(page, draft, found.map_or(0, TrainingOnFile::number))
}

/// A finding as it is shown.
pub(super) struct FindingShown {
    pub(super) chip: Chip,
    pub(super) says: Said,
    pub(super) clauses: Clauses,
    /// The two courses to be judged, where that is what it asks for.
    pub(super) judge: Option<(String, String)>,
    /// The number of its form.
    pub(super) number: usize,
}

impl FindingShown {
    pub(super) fn all(page: &Page, findings: &[Finding]) -> Vec<Self> {
        findings.iter().enumerate().map(|(number, finding)| Self::of(page, number, finding)).collect()
    }

    fn of(page: &Page, number: usize, finding: &Finding) -> Self {
        let (shape, words) = match finding.severity {
            Severity::Stops => ("no", "training-severity-stops"),
            Severity::Judge => ("ask", "training-severity-judge"),
            Severity::Note => ("wait", "training-severity-note"),
        };
        let mut cited = vec![Citation::clause(finding.clause)];
        cited.extend(finding.reading.map(|id| Citation::Interpretation(id.to_owned())));
        let judge = match (finding.kind, finding.courses.as_slice()) {
            (FindingKind::Alike, [one, other]) => Some((one.clone(), other.clone())),
            _ => None,
        };
        FindingShown {
            chip: Chip::new(shape, page.t(words)),
            says: page.say(&finding.message),
            clauses: Clauses::of(page, &cited),
            judge,
            number,
        }
    }
}

/// A course as it is shown.
pub(super) struct CourseShown {
    pub(super) course: Course,
    pub(super) kind: String,
    /// Titles of what must come before, with their codes.
    pub(super) before: String,
    pub(super) broken: bool,
    pub(super) href: String,
}

/// The courses of a semester.
pub(super) struct SemesterShown {
    pub(super) name: String,
    pub(super) courses: Vec<CourseShown>,
}

/// The name of a semester: 第7学期（高职一年级上）.
pub(super) fn semester(page: &Page, law: &Law, number: u8) -> String {
    let Some(found) = law.semester(number) else { return number.to_string() };
    let years = law.semesters.iter().filter(|other| other.stage == found.stage).map(|other| other.year);
    let first = years.min().unwrap_or(found.year);
    let half = if found.first { "training-semester-first" } else { "training-semester-second" };
    page.t(half)
        .with("number", i64::from(number))
        .with("stage", page.word(format!("stage.{}", found.stage)))
        .with("year", i64::from(found.year.saturating_sub(first)) + 1)
        .to_string()
}

/// Every semester with its courses, those without any left out.
pub(super) fn semesters(page: &Page, plan: &TrainingPlan, law: &Law, here: &str) -> Vec<SemesterShown> {
    let of = |number: u8| {
        let courses = plan.courses.iter().filter(|course| course.semester == number);
        courses.map(|course| shown(page, plan, law, course, here)).collect::<Vec<_>>()
    };
    let all = law.semesters.iter().map(|semester| SemesterShown {
        name: self::semester(page, law, semester.number),
        courses: of(semester.number),
    });
    all.filter(|semester| !semester.courses.is_empty()).collect()
}

fn shown(page: &Page, plan: &TrainingPlan, law: &Law, course: &Course, here: &str) -> CourseShown {
    let before = course.prerequisites.iter().map(|code| match plan.course(code) {
        Some(before) => {
            page.t("training-before-of").with("title", &before.title).with("code", code).to_string()
        }
        None => code.clone(),
    });
    CourseShown {
        kind: page.word(format!("course-kind.{}", course.kind)),
        before: page.list(before),
        broken: course.prerequisites.iter().any(|code| !in_order(plan, law, course, code)),
        href: format!("{here}/courses/{}", crate::pages::address::encoded(&course.code)),
        course: course.clone(),
    }
}

/// Whether a prerequisite of a course is there and comes in time.
pub(super) fn in_order(plan: &TrainingPlan, law: &Law, course: &Course, code: &str) -> bool {
    plan.course(code).is_some_and(|before| {
        before.semester < course.semester || (law.same_semester && before.semester == course.semester)
    })
}

/// A figure beside its limits.
pub(super) struct FigureShown {
    pub(super) figure: String,
    /// What it must be, where there is a limit.
    pub(super) limit: Option<String>,
    pub(super) bad: bool,
}

/// What a stage comes to, as it is shown.
pub(super) struct SumShown {
    pub(super) stage: String,
    /// Who teaches in it.
    pub(super) teaches: String,
    pub(super) courses: usize,
    pub(super) core: usize,
    pub(super) hours: FigureShown,
    pub(super) credits: FigureShown,
    pub(super) general: FigureShown,
    pub(super) vocational: FigureShown,
    pub(super) practice: FigureShown,
}

impl SumShown {
    /// The figures with the ids of their headings.
    pub(super) fn figures(&self) -> [(&FigureShown, &'static str); 5] {
        [
            (&self.hours, "training-hours"),
            (&self.credits, "training-credits"),
            (&self.general, "training-share-general"),
            (&self.vocational, "training-share-vocational"),
            (&self.practice, "training-share-practice"),
        ]
    }
}

/// The sums of the three stages against their limits.
pub(super) fn sums(page: &Page, plan: &TrainingPlan, law: &Law) -> Vec<SumShown> {
    let of = |stage: &Stage| {
        let sum = plan.sum(*stage);
        let bound = |of: &BTreeMap<Stage, Bound>| of.get(stage).copied().unwrap_or_default();
        let floor = |of: &BTreeMap<Stage, i64>| of.get(stage).copied();
        let teaches = guantong_training::teaches(plan.track, *stage);
        SumShown {
            stage: page.word(format!("stage.{stage}")),
            teaches: page.t(format!("training-teaches-{teaches}")).to_string(),
            courses: sum.courses,
            core: sum.core,
            hours: limited(
                page,
                page.number(i64::from(sum.hours)),
                i64::from(sum.hours) * 2,
                bound(&law.hours),
            ),
            credits: limited(page, sum.credits.to_string(), i64::from(sum.credits.0), bound(&law.credits)),
            general: share(page, sum.share(sum.general), floor(&law.general)),
            vocational: share(page, sum.share(sum.vocational), floor(&law.vocational)),
            practice: share(page, sum.share(sum.practice), floor(&law.practice)),
        }
    };
    Stage::ALL.iter().map(of).collect()
}

/// A figure, as it is written and in halves, beside its bound.
fn limited(page: &Page, figure: String, halves: i64, bound: Bound) -> FigureShown {
    let under = bound.floor.is_some_and(|floor| halves < floor * 2);
    let over = bound.ceiling.is_some_and(|ceiling| halves > ceiling * 2);
    let limit = match (bound.floor, bound.ceiling) {
        (Some(floor), Some(ceiling)) => Some(
            page.t("training-limit-between")
                .with("floor", page.number(floor))
                .with("ceiling", page.number(ceiling)),
        ),
        (Some(floor), None) => Some(page.t("training-limit-floor").with("floor", page.number(floor))),
        (None, Some(ceiling)) => Some(page.t("training-limit-ceiling").with("ceiling", page.number(ceiling))),
        (None, None) => None,
    };
    FigureShown { figure, limit: limit.map(|limit| limit.to_string()), bad: under || over }
}

/// A share beside its floor.
fn share(page: &Page, share: Share, floor: Option<i64>) -> FigureShown {
    let tenths = share.tenths();
    let limit = floor.map(|floor| page.t("training-limit-share").with("floor", floor).to_string());
    let bad = share.of > 0 && floor.is_some_and(|floor| !share.reaches(floor));
    FigureShown { figure: format!("{}.{}%", tenths / 10, tenths % 10), limit, bad }
}

/// A value of a field as a difference shows it.
pub(super) fn value(page: &Page, fact: &Fact) -> String {
    let text = page.fact(fact);
    if text.is_empty() { page.t("page-none").to_string() } else { text }
}
