//! `/proposals/{year}`: 招生计划申报 (3.1.3.a): what institutions propose for a year, the commission's desk, one proposal
//! and its rows, its versions, and the approval that sets the plan.

mod act;
mod approval;
mod list;
mod one;
mod parts;
mod row;
mod versions;

pub(crate) use parts::StrandedShown;

use crate::answer::Answer;
use crate::frame::Page;
use crate::pages::address::{encoded, year_of};
use crate::routes::Routes;
use axum::response::{IntoResponse, Redirect};
use guantong_service::access::Action;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/proposals", Action::ProposalRead, next)
        .get("/proposals/{year}", Action::ProposalRead, list::list)
        .post("/proposals/{year}", Action::PlanDraft, approval::put_together)
        .get("/proposals/{year}/approval", Action::PlanDraft, approval::approval)
        .post("/proposals/{year}/approval", Action::PlanSet, approval::approve)
        .get("/proposals/{year}/{name}", Action::ProposalRead, one::one)
        .post("/proposals/{year}/{name}", Action::ProposalDraft, act::draft)
        .get("/proposals/{year}/{name}/versions", Action::ProposalRead, versions::versions)
        .get("/proposals/{year}/{name}/rows/{row}", Action::ProposalRead, row::row)
        .post("/proposals/{year}/{name}/rows/{row}", Action::ProposalDraft, act::draft_row)
        .post("/proposals/{year}/{name}/adjustment", Action::ProposalAdjust, act::adjust)
        .post("/proposals/{year}/{name}/confirmation", Action::ProposalConfirm, act::confirm)
}

/// The year that is being proposed for: after the newest plan, or its own while nobody was admitted under it and it came
/// of proposals.
async fn next(page: Page) -> Answer {
    let mut newest = None;
    for year in page.office().years().await? {
        if page.office().plan(year).await?.is_some() {
            newest = Some(year);
            break;
        }
    }
    let year = match newest {
        Some(year) => {
            let desk = page.office().proposals(year).await?;
            let own = !desk.closed && desk.places.iter().any(|place| place.state.is_some());
            if own { year } else { year + 1 }
        }
        None => page.year,
    };
    Ok(Redirect::to(&format!("/proposals/{year}")).into_response())
}

/// Where a proposal is.
fn href(year: i32, institution: &str) -> String {
    format!("/proposals/{year}/{}", encoded(institution))
}
