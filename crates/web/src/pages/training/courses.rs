//! `/training/{programme}/{cohort}/courses`: a draft is edited: what it is for, its courses one by one or as a sheet, why it
//! is other than the version before.

use super::course::{CourseFields, read};
use super::parts::{SemesterShown, Situation, semesters};
use super::{href, key_of, one};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::fields::{Fields, get, trimmed, version};
use crate::frame::{Page, Said, show_as};
use crate::parts::Clauses;
use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use guantong_model::{Message, ProgrammeId};
use guantong_service::training::TrainingView;
use guantong_training::{Edit, TrainingPlan, Words};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// What a sheet changed: courses added, dropped, changed.
    added: Option<u32>,
    dropped: Option<u32>,
    changed: Option<u32>,
}

/// A mistake in a sheet.
pub(super) struct MistakeShown {
    pub(super) at: String,
    pub(super) says: Said,
}

#[derive(Template)]
#[template(path = "training/courses.html")]
struct CoursesPage {
    here: String,
    title: String,
    view: TrainingView,
    plan: TrainingPlan,
    reason: String,
    /// Whether this version must say why it is other than the one before.
    follows: bool,
    semesters: Vec<SemesterShown>,
    fields: CourseFields,
    situation: Situation,
    mistakes: Vec<MistakeShown>,
    taken: Option<Said>,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn courses(
    page: Page,
    Path((programme, cohort)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (programme, cohort) = key_of(&programme, &cohort)?;
    let taken = asked.added.zip(asked.dropped).zip(asked.changed).map(|((added, dropped), changed)| {
        let id =
            if added + dropped + changed == 0 { "training-sheet-nothing" } else { "training-sheet-taken" };
        page.t(id)
            .count("added", i64::from(added))
            .count("dropped", i64::from(dropped))
            .count("changed", i64::from(changed))
    });
    shown(page, &programme, cohort, StatusCode::OK, Situation::default(), Vec::new(), taken).await
}

/// The page after what happened.
pub(super) async fn shown(
    page: Page,
    programme: &ProgrammeId,
    cohort: i32,
    status: StatusCode,
    situation: Situation,
    mistakes: Vec<MistakeShown>,
    taken: Option<Said>,
) -> Answer {
    let view = page.office().training_view(programme, cohort).await?;
    page.office().allow_training_draft(programme, cohort).await?;
    let draft = view.on_file.as_ref().and_then(|found| found.draft.as_ref());
    // Nothing to be edited: the page of the programme says how it stands.
    let Some(draft) = draft.filter(|_| view.standing.edits) else {
        return one::shown(page, programme, cohort, false, status, situation).await;
    };
    let here = href(programme, cohort);
    let (plan, reason) = (draft.plan.clone(), draft.reason.clone());
    let shown = CoursesPage {
        title: one::title(&page, &view),
        follows: draft.number > 1 || draft.source.is_some(),
        semesters: semesters(&page, &plan, &view.law, &here),
        fields: CourseFields::of(&page, &view.law, &plan, None, &situation),
        clauses: Clauses::of_provisions(&page, &["3.2.1", "3.2.2"]).with_lead(&page),
        here,
        view,
        plan,
        reason,
        situation,
        mistakes,
        taken,
        page: page.clone(),
    };
    show_as(status, &shown)
}

pub(super) async fn edit(
    page: Page,
    Path((programme, cohort)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let ((programme, cohort), fields) = (key_of(&programme, &cohort)?, trimmed(pairs));
    let view = page.office().training_view(&programme, cohort).await?;
    page.office().allow_training_draft(&programme, cohort).await?;
    let here = href(&programme, cohort);
    let back = match get(&fields, "do") {
        "give-up" => here,
        "add" => format!("{here}/courses#add"),
        _ => format!("{here}/courses"),
    };
    match edited(&page, &view, &fields).await {
        Ok(()) => Ok(door::to(&back)),
        Err(problem) => {
            let (status, situation) = Situation::of(&page, problem, fields)?;
            shown(page, &programme, cohort, status, situation, Vec::new(), None).await
        }
    }
}

async fn edited(page: &Page, view: &TrainingView, fields: &Fields) -> Result<(), Problem> {
    let (office, seen, actor) = (page.office(), version(fields), page.actor());
    let (programme, cohort) = (&view.programme, view.cohort);
    match get(fields, "do") {
        "words" => {
            let words = Words {
                goals: get(fields, "goals").to_owned(),
                specification: get(fields, "specification").to_owned(),
                occupations: get(fields, "occupations").to_owned(),
            };
            office.edit_training(programme, cohort, vec![Edit::Words(words)], seen, &actor).await?;
        }
        "reason" => {
            office.reason_training(programme, cohort, get(fields, "reason"), seen, &actor).await?;
        }
        "add" => {
            let course = read(&view.law, fields)?;
            office.edit_training(programme, cohort, vec![Edit::Add(course)], seen, &actor).await?;
        }
        "give-up" => {
            office.give_up_training(programme, cohort, seen, &actor).await?;
        }
        _ => return Err(Problem::bad(Message::new("proposal-nothing-asked"))),
    }
    Ok(())
}

impl CoursesPage {
    fn version(&self) -> i64 {
        self.view.version
    }

    fn typed(&self, name: &str, stands: &str) -> String {
        self.situation.typed(name).unwrap_or(stands).to_owned()
    }
}
