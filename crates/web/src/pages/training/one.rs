//! `/training/{programme}/{cohort}`: one training programme: what is found of it, the sums of the stages, the seven years as
//! a map and as a table, and what may be done with it.

use super::map::Map;
use super::parts::{FindingShown, SemesterShown, Situation, SumShown, semesters, state_of, sums};
use super::{href, key_of};
use crate::answer::Answer;
use crate::frame::{Page, show_as};
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use guantong_model::ProgrammeId;
use guantong_service::training::{Draft, TrainingView};
use guantong_training::{Counts, TrainingPlan};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// `in-force`: the version in force, though another is being worked on.
    of: String,
}

impl Asked {
    /// Whether the version in force is asked for.
    pub(super) fn in_force(&self) -> bool {
        self.of == "in-force"
    }
}

/// A judgement as it is shown.
struct JudgementShown {
    titles: String,
    verdict: String,
    because: String,
    by: String,
}

#[derive(Template)]
#[template(path = "training/one.html")]
struct OnePage {
    here: String,
    title: String,
    chip: Chip,
    view: TrainingView,
    /// What is shown: a draft, or a version in force.
    plan: Option<TrainingPlan>,
    draft: Option<Draft>,
    findings: Vec<FindingShown>,
    counts: Counts,
    sums: Vec<SumShown>,
    map: Option<Map>,
    semesters: Vec<SemesterShown>,
    judgements: Vec<JudgementShown>,
    situation: Situation,
    clauses: Clauses,
    declared: Clauses,
    page: Page,
}

pub(super) async fn one(
    page: Page,
    Path((programme, cohort)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (programme, cohort) = key_of(&programme, &cohort)?;
    shown(page, &programme, cohort, asked.in_force(), StatusCode::OK, Situation::default()).await
}

/// The title of a training programme.
pub(super) fn title(page: &Page, view: &TrainingView) -> String {
    page.t("training-of").with("major", &view.sides.major).with("year", view.cohort).to_string()
}

/// The page after what happened.
pub(super) async fn shown(
    page: Page,
    programme: &ProgrammeId,
    cohort: i32,
    in_force: bool,
    status: StatusCode,
    situation: Situation,
) -> Answer {
    let view = page.office().training_view(programme, cohort).await?;
    let here = href(programme, cohort);
    let on_file = view.on_file.as_ref();
    let version = on_file.and_then(|found| found.in_force.as_ref());
    let draft = on_file.and_then(|found| found.draft.clone()).filter(|_| !(in_force && version.is_some()));
    let plan = match (&draft, version) {
        (Some(draft), _) => Some(draft.plan.clone()),
        (None, version) => version.map(|version| version.plan.clone()),
    };
    let found = if draft.is_some() || on_file.is_some_and(|found| found.draft.is_none()) {
        view.findings.clone()
    } else {
        plan.as_ref().map(|plan| guantong_training::findings(plan, &view.law)).unwrap_or_default()
    };
    let judgements = plan.iter().flat_map(|plan| &plan.judgements).map(|judgement| JudgementShown {
        titles: page.list([&judgement.titles.0, &judgement.titles.1]),
        verdict: page.t(format!("training-verdict-{}", judgement.verdict)).to_string(),
        because: judgement.because.clone(),
        by: judgement.by.clone(),
    });
    let one = OnePage {
        title: title(&page, &view),
        chip: state_of(&page, on_file),
        findings: FindingShown::all(&page, &found),
        counts: Counts::of(&found),
        sums: plan.as_ref().map(|plan| sums(&page, plan, &view.law)).unwrap_or_default(),
        map: plan.as_ref().and_then(|plan| Map::of(&page, plan, &view.law)),
        semesters: plan.as_ref().map(|plan| semesters(&page, plan, &view.law, &here)).unwrap_or_default(),
        judgements: judgements.collect(),
        clauses: Clauses::of_provisions(&page, &["3.2.1", "3.2.2"]).with_lead(&page),
        declared: Clauses::of_provisions(&page, &["3.2.1.b"]).with_lead(&page),
        here,
        situation,
        draft,
        plan,
        view,
        page: page.clone(),
    };
    show_as(status, &one)
}

impl OnePage {
    fn version(&self) -> i64 {
        self.view.version
    }

    /// The number of the version in force; 0 where there is none.
    fn number(&self) -> i64 {
        self.view.on_file.as_ref().map_or(0, guantong_service::training::TrainingOnFile::number)
    }

    /// Whether a version in force is looked at while another is being worked on.
    fn beside_draft(&self) -> bool {
        self.draft.is_none() && self.view.on_file.as_ref().is_some_and(|found| found.draft.is_some())
    }

    /// Whether the draft is looked at, so that something can be done with it.
    fn edits(&self) -> bool {
        self.view.standing.edits && self.draft.is_some()
    }

    fn agrees(&self) -> bool {
        self.view.standing.agrees && self.draft.is_some()
    }

    fn may_pass(&self) -> bool {
        self.counts.may_pass()
    }

    /// How many findings stand in the way.
    fn stops(&self) -> i64 {
        i64::from(self.counts.stops) + i64::from(self.counts.judge)
    }

    fn typed(&self, name: &str) -> String {
        self.situation.typed(name).unwrap_or_default().to_owned()
    }

    /// The day from which the version in force is.
    fn from(&self) -> Option<String> {
        let version = self.view.on_file.as_ref()?.in_force.as_ref()?;
        Some(self.page.date(version.from))
    }

    /// Why what is looked at is other than the version before.
    fn reason(&self) -> Option<String> {
        let version = || self.view.on_file.as_ref()?.in_force.as_ref().map(|version| version.reason.clone());
        let reason = self.draft.as_ref().map(|draft| draft.reason.clone()).or_else(version)?;
        Some(reason).filter(|reason| !reason.is_empty())
    }
}
