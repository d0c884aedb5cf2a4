//! `/training/{programme}/{cohort}/versions`: every step with who did it and why, and what differs between any two.

use super::parts::value;
use super::{href, key_of};
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::parts::Clauses;
use askama::Template;
use axum::extract::{Path, Query};
use guantong_service::training::{Done, Version};
use guantong_training::{Change, Difference, Edit, TrainingPlan, differences};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    from: String,
    to: String,
}

/// A step as it is shown.
struct StepShown {
    version: i64,
    what: String,
    edits: Vec<String>,
    because: Option<String>,
    at: String,
    actor: String,
}

/// Something that differs.
struct DifferenceShown {
    of: String,
    changes: Vec<String>,
}

#[derive(Template)]
#[template(path = "training/versions.html")]
struct VersionsPage {
    here: String,
    title: String,
    major: String,
    cohort: i32,
    from: i64,
    to: i64,
    choices: Vec<(i64, String)>,
    differences: Vec<DifferenceShown>,
    steps: Vec<StepShown>,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn versions(
    page: Page,
    Path((programme, cohort)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (programme, cohort) = key_of(&programme, &cohort)?;
    let (on_file, versions) = page.office().training_versions(&programme, cohort).await?;
    let newest = on_file.version;
    let known = |text: &str| text.trim().parse().ok().filter(|version| (0..=newest).contains(version));
    // What is asked first: what became of the last version both agreed to; of the first, against what it began with.
    let agreed = versions.iter().filter(|step| matches!(step.done, Done::Agreed { .. }));
    let before = agreed.map(|step| step.version).rfind(|version| *version < newest);
    let first = versions.first().map_or(0, |step| step.version);
    let from = known(&asked.from).or(before).unwrap_or(first);
    let to = known(&asked.to).unwrap_or(newest);
    let plan = |version: i64| {
        let found = versions.iter().find(|step| step.version == version);
        let plan = found.and_then(|step| step.plan.clone());
        plan.unwrap_or_else(|| TrainingPlan::empty(on_file.sides.track))
    };
    let differences = differences(&plan(from), &plan(to));
    let mut choices = vec![(0, page.t("training-version-empty").to_string())];
    choices.extend(versions.iter().map(|step| {
        let choice = page.t("proposal-version-choice").with("version", step.version);
        (step.version, choice.with("what", what(&page, step)).to_string())
    }));
    show(&VersionsPage {
        here: href(&programme, cohort),
        title: page
            .t("training-versions-of")
            .with("major", &on_file.sides.major)
            .with("year", cohort)
            .to_string(),
        major: on_file.sides.major.clone(),
        cohort,
        from,
        to,
        choices,
        differences: differences.iter().map(|difference| differs(&page, difference)).collect(),
        steps: versions.iter().rev().map(|step| shown(&page, step)).collect(),
        clauses: Clauses::of_provisions(&page, &["3.2.2"]).with_lead(&page),
        page: page.clone(),
    })
}

/// What was done.
fn what(page: &Page, step: &Version) -> String {
    let words = match step.done {
        Done::Begun { .. } if step.number > 0 => "training-done-adjusted",
        Done::Begun { .. } => "training-done-begun",
        Done::Edited { .. } => "training-done-edited",
        Done::Reasoned { .. } => "training-done-reasoned",
        Done::Sent { .. } => "training-done-sent",
        Done::Returned { .. } => "training-done-returned",
        Done::Agreed { .. } => "training-done-agreed",
        Done::GivenUp => "training-done-given-up",
    };
    page.t(words).with("number", step.number).to_string()
}

fn shown(page: &Page, step: &Version) -> StepShown {
    let because = match &step.done {
        Done::Begun { reason, .. } | Done::Reasoned { reason } => Some(reason.clone()),
        Done::Returned { because } => Some(because.clone()),
        _ => None,
    };
    let mut edits = Vec::new();
    match &step.done {
        Done::Edited { edits: made } => edits.extend(made.iter().map(|edit| edited(page, edit))),
        Done::Begun { source: Some(source), .. } => {
            let from = page.t("training-done-from").with("year", source.cohort);
            edits.push(from.with("number", source.number).to_string());
        }
        Done::Sent { declared: true } | Done::Agreed { declared: true } => {
            edits.push(page.t("training-done-declared").to_string());
        }
        _ => {}
    }
    StepShown {
        version: step.version,
        what: what(page, step),
        edits,
        because: because.filter(|because| !because.is_empty()),
        at: page.moment(step.at),
        actor: page.by(&step.actor),
    }
}

/// An edit in a sentence.
fn edited(page: &Page, edit: &Edit) -> String {
    let said = match edit {
        Edit::Words(_) => page.t("training-edit-words"),
        Edit::Add(course) => page.t("training-edit-add").with("title", &course.title),
        Edit::Change { course, .. } => page.t("training-edit-change").with("title", &course.title),
        Edit::Remove { code } => page.t("training-edit-remove").with("code", code),
        Edit::Courses(courses) => page.t("training-edit-courses").count("count", courses.len()),
        Edit::Judge { courses: (one, other), because, .. } => {
            page.t("training-edit-judge").with("one", one).with("other", other).with("because", because)
        }
    };
    said.to_string()
}

fn differs(page: &Page, difference: &Difference) -> DifferenceShown {
    let change = |change: &Change| {
        page.t("training-differs")
            .with("field", page.word(format!("training-field.{}", change.field)))
            .with("before", value(page, &change.before))
            .with("after", value(page, &change.after))
            .to_string()
    };
    match difference {
        Difference::Words(changes) => DifferenceShown {
            of: page.t("training-words").to_string(),
            changes: changes.iter().map(change).collect(),
        },
        Difference::Added(course) => DifferenceShown {
            of: course.title.clone(),
            changes: vec![page.t("training-differs-added").with("code", &course.code).to_string()],
        },
        Difference::Dropped(course) => DifferenceShown {
            of: course.title.clone(),
            changes: vec![page.t("training-differs-dropped").with("code", &course.code).to_string()],
        },
        Difference::Changed(course, changes) => {
            DifferenceShown { of: course.title.clone(), changes: changes.iter().map(change).collect() }
        }
    }
}
