//! `/plans/{year}/import`: findings are confirmed and answered, saved, and the plan is set, each with the version of
//! the draft that was seen. Whoever comes second keeps what he typed and sees what was saved meanwhile.

use super::answers::Fields;
use super::desk::{DeskPage, Situation};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show_as};
use crate::pages::proposal::StrandedShown;
use crate::pages::round::known_year;
use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guantong_service::plan::{SET, stream};
use guantong_service::views::PlanDraftView;
use guantong_service::{Conflict, ServiceError};
use serde::Deserialize;
use std::collections::BTreeSet;

/// A name of who answers is cut here.
const NAME: usize = 40;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// How many answers were just saved.
    saved: Option<u16>,
    /// Anything: the plan was to be set, and answers were saved instead.
    unset: Option<String>,
}

/// There is no draft: nothing was given in, or it was set or put away elsewhere.
#[derive(Template)]
#[template(path = "plan/gone.html")]
struct GonePage {
    year: i32,
    /// What was typed into a form that came too late.
    typed: Vec<(String, String)>,
    page: Page,
}

pub(super) async fn show_draft(page: Page, Path(year): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let Some(year) = year.parse().ok().filter(|year| (2000..2200).contains(year)) else {
        return Err(Problem::NotFound);
    };
    let Some(view) = page.office().plan_draft_view(year).await? else {
        let year = known_year(&page, &year.to_string()).await?;
        return gone(page, year, Vec::new(), StatusCode::OK);
    };
    let fields = Fields::answered(&view.answers, view.draft.version);
    let saved = asked.saved.map(|count| {
        let words = if asked.unset.is_some() { "planimport-saved-first" } else { "planimport-saved" };
        page.t(words).count("count", i64::from(count))
    });
    desk(page, view, fields, Situation { saved, ..Situation::default() }, StatusCode::OK).await
}

pub(super) async fn save(
    page: Page,
    Path(year): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let year: i32 = year.parse().map_err(|_| Problem::NotFound)?;
    let fields = Fields::sent(pairs);
    let Some(view) = page.office().plan_draft_view(year).await? else {
        let year = known_year(&page, &year.to_string()).await?;
        return gone(page, year, fields.typed(), StatusCode::CONFLICT);
    };
    let by = signed(&page, &fields.by);
    let given = fields.changes(&view.reconciliation, &view.answers, &by);
    let saved = given.len();
    if fields.version != view.draft.version {
        return conflict(page, year, fields, None).await;
    }
    if saved > 0 {
        match page.office().answer_plan(year, given, fields.version, &by).await {
            Ok(()) => {}
            Err(ServiceError::Conflict(found)) => return conflict(page, year, fields, Some(found)).await,
            Err(other) => return Err(other.into()),
        }
    }
    let half_filled = fields.half_filled(&view.reconciliation);
    if !half_filled.is_empty() {
        return half(page, year, fields, half_filled).await;
    }
    if fields.doing == "set" && saved == 0 {
        return set(page, year, fields, &by).await;
    }
    let unset = if fields.doing == "set" { "&unset=1" } else { "" };
    Ok(Redirect::to(&format!("/plans/{year}/import?saved={saved}{unset}")).into_response())
}

/// Sets the plan of a draft with nothing left to save.
async fn set(page: Page, year: i32, fields: Fields, by: &str) -> Answer {
    match page.office().set_plan(year, fields.version, by).await {
        Ok(done) => {
            let address = format!("/plans/{year}?set={}&changes={}", done.version, done.changes);
            Ok(Redirect::to(&address).into_response())
        }
        Err(ServiceError::Conflict(found)) => conflict(page, year, fields, Some(found)).await,
        // What is still open stands on the page already, each with its place.
        Err(ServiceError::BadInput(_)) => {
            let view = draft(&page, year).await?;
            let fields = Fields::answered(&view.answers, view.draft.version);
            let refused = Some(page.t("planimport-not-settled"));
            let situation = Situation { refused, ..Situation::default() };
            desk(page, view, fields, situation, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn discard(
    page: Page,
    Path(year): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let year: i32 = year.parse().map_err(|_| Problem::NotFound)?;
    let fields = Fields::sent(pairs);
    match page.office().discard_plan_draft(year, fields.version, &page.actor()).await {
        Ok(()) => Ok(Redirect::to(&format!("/plans/import?year={year}")).into_response()),
        Err(ServiceError::Conflict(found)) => conflict(page, year, fields, Some(found)).await,
        Err(ServiceError::NotFound) => {
            let year = known_year(&page, &year.to_string()).await?;
            gone(page, year, Vec::new(), StatusCode::CONFLICT)
        }
        Err(other) => Err(other.into()),
    }
}

/// Who answers, as it is kept.
fn signed(page: &Page, by: &str) -> String {
    let by: String = by.chars().filter(|c| !c.is_control()).take(NAME).collect();
    page.actor_named(&by)
}

async fn draft(page: &Page, year: i32) -> Result<PlanDraftView, Problem> {
    page.office().plan_draft_view(year).await?.ok_or(Problem::NotFound)
}

/// Somebody else was first: what was typed stays, beside what was saved meanwhile.
async fn conflict(page: Page, year: i32, fields: Fields, found: Option<Conflict>) -> Answer {
    let Some(view) = page.office().plan_draft_view(year).await? else {
        return gone(page, year, fields.typed(), StatusCode::CONFLICT);
    };
    let message = found.map_or_else(|| page.t("planimport-changed"), |found| page.say(&found.message));
    let fields = fields.over(Fields::answered(&view.answers, view.draft.version));
    let differing = fields.changes(&view.reconciliation, &view.answers, "");
    let differing: BTreeSet<String> = differing.into_iter().map(|(id, _)| id).collect();
    let situation = Situation { conflict: Some(message), differing, ..Situation::default() };
    desk(page, view, fields, situation, StatusCode::CONFLICT).await
}

/// Something stands in a field that cannot be kept without a decision or a value: it stays, and says so.
async fn half(page: Page, year: i32, fields: Fields, half_filled: BTreeSet<String>) -> Answer {
    let view = draft(&page, year).await?;
    let fields = fields.over(Fields::answered(&view.answers, view.draft.version));
    let situation = Situation { half_filled, ..Situation::default() };
    desk(page, view, fields, situation, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn desk(
    page: Page,
    view: PlanDraftView,
    fields: Fields,
    mut situation: Situation,
    status: StatusCode,
) -> Answer {
    situation.drafted = page.office().had_a_hand(&stream(view.draft.year), SET).await?;
    let stranded = page.office().stranded_by_draft(&view, page.office().today()).await?;
    situation.stranded = stranded.map(|stranded| StrandedShown::of(&page, Some(&stranded)));
    show_as(status, &DeskPage::of(page, view, fields, situation))
}

fn gone(page: Page, year: i32, typed: Vec<(String, String)>, status: StatusCode) -> Answer {
    show_as(status, &GonePage { year, typed, page })
}

impl GonePage {
    fn heading(&self) -> Said {
        self.page.t("planimport-gone").with("year", self.year)
    }
}
