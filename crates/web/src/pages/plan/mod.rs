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

use crate::answer::Answer;
use crate::frame::Page;
use crate::routes::Routes;
use axum::response::{IntoResponse, Redirect};
use guantong_documents::Limits;
use guantong_service::access::Action;

/// Bytes of a form around its file.
const AROUND: usize = 64 * 1024;

pub(super) fn routes() -> Routes {
    let most = usize::try_from(Limits::form().file_bytes).unwrap_or(usize::MAX).saturating_add(AROUND);
    Routes::new()
        .get("/plans", Action::FactsRead, newest)
        .get("/plans/import", Action::PlanDraft, upload::form)
        .upload("/plans/import", Action::PlanDraft, upload::upload, most)
        .get("/plans/{year}", Action::FactsRead, show::show_or_download)
        .get("/plans/{year}/import", Action::PlanDraft, import::show_draft)
        .post("/plans/{year}/import", Action::PlanDraft, import::save)
        .post("/plans/{year}/import/discard", Action::PlanDraft, import::discard)
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
