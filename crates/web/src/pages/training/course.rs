//! `/training/{programme}/{cohort}/courses/{code}`: one course of a draft, changed or taken out; and the fields of a course,
//! as they are shown and read.

use super::parts::{Situation, semester};
use super::{href, key_of, one};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::fields::{Fields, get, trimmed, version};
use crate::frame::{Page, half_width, show_as};
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use guantong_model::{Message, ProgrammeId};
use guantong_service::training::TrainingView;
use guantong_training::{Course, CourseKind, Edit, HalfCredits, Law, TrainingPlan};

/// The fields of a course as they are shown: what was typed, or what stands.
pub(super) struct CourseFields {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) semester: String,
    pub(super) semesters: Vec<(String, String)>,
    pub(super) kind: String,
    pub(super) kinds: Vec<(&'static str, String)>,
    pub(super) hours: String,
    pub(super) practice: String,
    pub(super) credits: String,
    pub(super) core: bool,
    pub(super) prerequisites: String,
    /// The codes of all courses with their titles.
    pub(super) known: Vec<(String, String)>,
}

impl CourseFields {
    pub(super) fn of(
        page: &Page,
        law: &Law,
        plan: &TrainingPlan,
        course: Option<&Course>,
        situation: &Situation,
    ) -> Self {
        // What was typed in another form of the page is not of this one.
        let of_course = situation.fields.contains_key("code");
        let field = |name: &str, stands: Option<String>| match situation.typed(name) {
            Some(typed) if of_course => typed.to_owned(),
            _ => stands.unwrap_or_default(),
        };
        let number = |value: fn(&Course) -> u16| course.map(|course| value(course).to_string());
        let before = course
            .map(|course| course.prerequisites.iter().map(String::as_str).collect::<Vec<_>>().join(", "));
        CourseFields {
            code: field("code", course.map(|course| course.code.clone())),
            title: field("title", course.map(|course| course.title.clone())),
            semester: field("semester", course.map(|course| course.semester.to_string())),
            semesters: law
                .semesters
                .iter()
                .map(|one| (one.number.to_string(), semester(page, law, one.number)))
                .collect(),
            kind: field("kind", course.map(|course| course.kind.to_string())),
            kinds: CourseKind::ALL
                .iter()
                .map(|kind| (kind.as_str(), page.word(format!("course-kind.{kind}"))))
                .collect(),
            hours: field("hours", number(|course| course.hours)),
            practice: field("practice", number(|course| course.practice)),
            credits: field("credits", course.map(|course| course.credits.to_string())),
            core: if of_course {
                situation.typed("core") == Some("yes")
            } else {
                course.is_some_and(|course| course.core)
            },
            prerequisites: field("prerequisites", before),
            known: plan.courses.iter().map(|course| (course.code.clone(), course.title.clone())).collect(),
        }
    }
}

/// Reads the fields of a course; everything that is no figure is said at once.
pub(super) fn read(law: &Law, fields: &Fields) -> Result<Course, Problem> {
    let mut wrong = Vec::new();
    let mut whole = |name: &str, needed: bool| {
        let given = get(fields, name);
        if given.is_empty() && !needed {
            return 0;
        }
        half_width(given).parse::<u16>().unwrap_or_else(|_| {
            let message = Message::new("training-field-no-number").with("given", given);
            wrong.push(message.with("field", guantong_model::Fact::Word(format!("training-field.{name}"))));
            0
        })
    };
    let (hours, practice) = (whole("hours", true), whole("practice", false));
    let given = get(fields, "semester");
    let semester = half_width(given).parse().ok().and_then(|number| law.semester(number));
    if semester.is_none() {
        let message = Message::new("training-semester-wrong").with("given", given);
        wrong.push(message.with("most", law.semesters.len()));
    }
    let kind = CourseKind::parse(get(fields, "kind"));
    if kind.is_none() {
        wrong.push(Message::new("training-no-kind"));
    }
    let given = get(fields, "credits");
    let credits = HalfCredits::parse(&half_width(given));
    if credits.is_none() {
        wrong.push(Message::new("training-sheet-credits").with("value", given));
    }
    let (Some(semester), Some(kind), Some(credits), true) = (semester, kind, credits, wrong.is_empty())
    else {
        return Err(Problem::BadInput(wrong));
    };
    let parting = ['、', '，', ',', '；', ';', ' '];
    let codes = get(fields, "prerequisites").split(parting).map(str::trim);
    Ok(Course {
        code: get(fields, "code").to_owned(),
        title: get(fields, "title").to_owned(),
        stage: semester.stage,
        semester: semester.number,
        kind,
        hours,
        practice,
        credits,
        core: get(fields, "core") == "yes",
        prerequisites: codes.filter(|code| !code.is_empty()).map(str::to_owned).collect(),
    })
}

#[derive(Template)]
#[template(path = "training/course.html")]
struct CoursePage {
    here: String,
    title: String,
    view: TrainingView,
    course: Course,
    /// Titles of the courses that build on it.
    needed: String,
    fields: CourseFields,
    situation: Situation,
    page: Page,
}

pub(super) async fn course(
    page: Page,
    Path((programme, cohort, code)): Path<(String, String, String)>,
) -> Answer {
    let (programme, cohort) = key_of(&programme, &cohort)?;
    shown(page, &programme, cohort, &code, StatusCode::OK, Situation::default()).await
}

async fn shown(
    page: Page,
    programme: &ProgrammeId,
    cohort: i32,
    code: &str,
    status: StatusCode,
    situation: Situation,
) -> Answer {
    let view = page.office().training_view(programme, cohort).await?;
    page.office().allow_training_draft(programme, cohort).await?;
    let plan = view.on_file.as_ref().and_then(|found| found.draft.as_ref()).map(|draft| draft.plan.clone());
    let course = plan.as_ref().and_then(|plan| plan.course(code)).cloned();
    let (Some(plan), Some(course)) = (plan.filter(|_| view.standing.edits), course) else {
        // Somebody else took it out, or the draft was sent meanwhile: the page of the programme says so.
        if situation.conflict.is_some() {
            return one::shown(page, programme, cohort, false, status, situation).await;
        }
        return Err(Problem::NotFound);
    };
    let needed = plan.courses.iter().filter(|other| other.prerequisites.contains(&course.code));
    let shown = CoursePage {
        here: href(programme, cohort),
        title: one::title(&page, &view),
        needed: page.list(needed.map(|other| &other.title)),
        fields: CourseFields::of(&page, &view.law, &plan, Some(&course), &situation),
        course,
        view,
        situation,
        page: page.clone(),
    };
    show_as(status, &shown)
}

pub(super) async fn edit(
    page: Page,
    Path((programme, cohort, code)): Path<(String, String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let ((programme, cohort), fields) = (key_of(&programme, &cohort)?, trimmed(pairs));
    let view = page.office().training_view(&programme, cohort).await?;
    page.office().allow_training_draft(&programme, cohort).await?;
    let edit = match get(&fields, "do") {
        "remove" => Ok(Edit::Remove { code: code.clone() }),
        "change" => read(&view.law, &fields).map(|course| Edit::Change { code: code.clone(), course }),
        _ => Err(Problem::bad(Message::new("proposal-nothing-asked"))),
    };
    let done = match edit {
        Ok(edit) => {
            let (seen, actor) = (version(&fields), page.actor());
            let edited = page.office().edit_training(&programme, cohort, vec![edit], seen, &actor).await;
            edited.map(drop).map_err(Problem::from)
        }
        Err(problem) => Err(problem),
    };
    match done {
        Ok(()) => Ok(door::to(&format!("{}/courses", href(&programme, cohort)))),
        Err(problem) => {
            let (status, situation) = Situation::of(&page, problem, fields)?;
            shown(page, &programme, cohort, &code, status, situation).await
        }
    }
}

impl CoursePage {
    fn version(&self) -> i64 {
        self.view.version
    }
}
