//! The batches, and a form that opens one.

use super::address;
use crate::answer::Answer;
use crate::frame::{Page, Said, show_as};
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::Form;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guantong_model::{Date, Message, ProgrammeId, Stage};
use guantong_service::batch::{BatchKind, BatchRow, BatchState, NewBatch};
use guantong_service::rows::PlanLine;
use guantong_service::{Fault, ServiceError};
use serde::Deserialize;
use std::collections::BTreeSet;

/// What was typed, as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    kind: String,
    institution: String,
    partner: String,
    cohort: String,
    stage: String,
    programme: String,
    on: String,
}

#[derive(Template)]
#[template(path = "batch/list.html")]
struct ListPage {
    batches: Vec<BatchRow>,
    typed: Typed,
    /// What is wrong with a field, by its name.
    errors: Vec<(&'static str, Said)>,
    institutions: Vec<String>,
    partners: Vec<String>,
    programmes: Vec<PlanLine>,
    clauses: Clauses,
    page: Page,
}

impl ListPage {
    async fn of(page: Page, typed: Typed, errors: Vec<(&'static str, Said)>) -> Result<Self, Fault> {
        let lines = page.office().programmes_of_all_plans().await?.to_vec();
        let each = |of: fn(&PlanLine) -> &String| {
            let mut seen = BTreeSet::new();
            let mut names = Vec::new();
            for name in lines.iter().map(of) {
                if seen.insert(name.clone()) {
                    names.push(name.clone());
                }
            }
            names
        };
        let partners = each(|line| &line.partner);
        // In the last stage the class sits at the partner.
        let mut institutions = each(|line| &line.institution);
        institutions.extend(
            partners.iter().filter(|partner| !institutions.contains(partner)).cloned().collect::<Vec<_>>(),
        );
        // Whoever acts for an institution opens batches of that one.
        institutions.retain(|name| page.acts_for(name));
        Ok(ListPage {
            batches: page.office().batches().await?,
            typed,
            errors,
            institutions,
            partners,
            clauses: Clauses::of_provisions(&page, &["3.4.1", "4.2.2.f"]).with_lead(&page),
            programmes: lines,
            page,
        })
    }

    fn error(&self, name: &str) -> Option<&Said> {
        self.errors.iter().find(|(field, _)| *field == name).map(|(_, error)| error)
    }

    fn kinds(&self) -> &'static [BatchKind] {
        BatchKind::ALL
    }

    fn stages(&self) -> &'static [Stage] {
        Stage::ALL
    }

    fn groups(&self) -> impl Iterator<Item = (&str, &[PlanLine])> {
        self.programmes
            .chunk_by(|a, b| a.institution == b.institution)
            .filter_map(|group| Some((group.first()?.institution.as_str(), group)))
    }

    fn chip(&self, row: &BatchRow) -> Chip {
        state_chip(&self.page, row)
    }

    fn address(&self, row: &BatchRow) -> String {
        address(&row.id)
    }
}

/// How far a batch is, as a chip.
pub(super) fn state_chip(page: &Page, row: &BatchRow) -> Chip {
    let shape = match row.state {
        BatchState::Open => "wait",
        BatchState::Closed => "ok",
        BatchState::Cancelled => "end",
    };
    Chip::new(shape, page.word(format!("batch-state.{}", row.state)))
}

pub(super) async fn list(page: Page) -> Answer {
    let typed =
        Typed { on: page.office().today().to_string(), cohort: page.year.to_string(), ..Typed::default() };
    let shown = ListPage::of(page, typed, Vec::new()).await?;
    show_as(StatusCode::OK, &shown)
}

pub(super) async fn open(page: Page, Form(typed): Form<Typed>) -> Answer {
    let new = match read(&page, &typed) {
        Ok(new) => new,
        Err(errors) => {
            let shown = ListPage::of(page, typed, errors).await?;
            return show_as(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    match page.office().open_batch(new, &page.actor()).await {
        Ok(row) => Ok(Redirect::to(&address(&row.id)).into_response()),
        Err(ServiceError::BadInput(messages)) => {
            let errors = messages.iter().map(|message| ("institution", page.say(message))).collect();
            let shown = ListPage::of(page, typed, errors).await?;
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        Err(other) => Err(other.into()),
    }
}

/// The batch out of what was typed, or what is wrong with each field.
fn read(page: &Page, typed: &Typed) -> Result<NewBatch, Vec<(&'static str, Said)>> {
    let mut errors = Vec::new();
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let kind = BatchKind::parse(&typed.kind).unwrap_or(BatchKind::Register);
    let stage = Stage::parse(&typed.stage).unwrap_or(Stage::Secondary);
    if typed.institution.trim().is_empty() {
        errors.push(("institution", page.t("batches-institution-missing")));
    }
    let cohort = typed.cohort.trim().parse::<i32>().ok().filter(|year| (2000..2200).contains(year));
    if cohort.is_none() {
        errors.push((
            "cohort",
            page.say(&Message::new("batches-cohort-wrong").with("given", typed.cohort.as_str())),
        ));
    }
    let on = typed.on.trim().parse::<Date>().ok();
    if on.is_none() {
        errors.push(("on", page.say(&Message::new("batches-on-wrong").with("given", typed.on.as_str()))));
    }
    match (cohort, on, errors.is_empty()) {
        (Some(cohort), Some(on), true) => Ok(NewBatch {
            kind,
            institution: typed.institution.trim().to_owned(),
            partner: text(&typed.partner),
            cohort,
            stage,
            programme: text(&typed.programme).map(ProgrammeId),
            on,
        }),
        _ => Err(errors),
    }
}
