//! `/plans`: the plan of a year as it was set; `/plans/import` and `/plans/{year}/import`: from a published table to
//! a plan, every figure that is not printed confirmed by a person (annex.a, annex.b, 3.1.3.a).

mod answers;
mod changes;
mod controls;
mod desk;
mod download;
mod finding;
mod import;
mod show;
mod totals;
mod upload;

use crate::App;
use crate::answer::Answer;
use crate::frame::Page;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use guantong_documents::Limits;

/// Who acts where nobody says who he is.
const ACTOR: &str = "desk";
/// Bytes of a form around its file.
const AROUND: usize = 64 * 1024;

pub(super) fn routes() -> Router<App> {
    let most = usize::try_from(Limits::form().file_bytes).unwrap_or(usize::MAX);
    let upload =
        get(upload::form).post(upload::upload).layer(DefaultBodyLimit::max(most.saturating_add(AROUND)));
    Router::new()
        .route("/plans", get(newest))
        .route("/plans/import", upload)
        .route("/plans/{year}", get(show::show_or_download))
        .route("/plans/{year}/import", get(import::show_draft).post(import::save))
        .route("/plans/{year}/import/discard", post(import::discard))
}

/// The newest year with a plan, else the edition's own.
async fn newest(page: Page) -> Answer {
    for year in page.office().years().await? {
        if page.office().plan(year).await?.is_some() {
            return Ok(Redirect::to(&format!("/plans/{year}")).into_response());
        }
    }
    Ok(Redirect::to(&format!("/plans/{}", page.year)).into_response())
}
