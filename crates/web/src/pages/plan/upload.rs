//! `/plans/import`: a table is given in. What cannot be read comes back with everything that is wrong with it.

use crate::answer::Answer;
use crate::frame::{Page, Said, show_as};
use crate::pages::sent;
use crate::parts::Clauses;
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guantong_documents::Limits;
use guantong_model::Message;
use guantong_service::ServiceError;
use guantong_service::rows::PlanDraft;
use serde::Deserialize;

/// As many mistakes as are listed; the rest are counted.
const LISTED: usize = 100;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    year: String,
}

#[derive(Template)]
#[template(path = "plan/upload.html")]
struct UploadPage {
    /// What stands in the field of the year.
    year: String,
    /// The version of that year's draft; 0 where there is none.
    version: i64,
    drafts: Vec<PlanDraft>,
    problem: Option<Trouble>,
    mib: u64,
    clauses: Clauses,
    page: Page,
}

/// What is wrong, and with which field.
struct Trouble {
    heading: Said,
    mistakes: Vec<Said>,
    /// How many more there are than listed.
    more: usize,
    year: bool,
}

impl UploadPage {
    fn year_wrong(&self) -> bool {
        self.problem.as_ref().is_some_and(|problem| problem.year)
    }

    fn file_wrong(&self) -> bool {
        self.problem.as_ref().is_some_and(|problem| !problem.year)
    }

    /// The first mistake, beside its field.
    fn first(&self) -> String {
        let first = self.problem.as_ref().and_then(|problem| problem.mistakes.first());
        first.map(ToString::to_string).unwrap_or_default()
    }

    fn several(&self) -> bool {
        self.problem.as_ref().is_some_and(|problem| problem.mistakes.len() > 1)
    }
}

pub(super) async fn form(page: Page, Query(asked): Query<Asked>) -> Answer {
    let year = if asked.year.is_empty() { page.year.to_string() } else { asked.year };
    shown(page, year, None, StatusCode::OK).await
}

pub(super) async fn upload(page: Page, body: Result<Multipart, MultipartRejection>) -> Answer {
    let sent = match sent::read(body, Limits::form().file_bytes).await {
        Ok(sent) => sent,
        Err((message, status)) => {
            return refused(page.clone(), page.year.to_string(), &[message], false, status).await;
        }
    };
    let asked = sent.field("year").to_owned();
    let year = asked.parse::<i32>().ok().filter(|year| (2000..2200).contains(year));
    let Some(year) = year else {
        let message = Message::new("planimport-year-wrong").with("year", asked.as_str());
        return refused(page, asked, &[message], true, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    if sent.bytes.is_empty() && sent.name.is_empty() {
        let message = Message::new("planimport-no-file");
        return refused(page, asked, &[message], false, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let name =
        if sent.name.is_empty() { page.t("planimport-unnamed").to_string() } else { sent.name.clone() };
    // A version is that of the year it was shown with; of another year no draft was seen.
    let version = if sent.field("version-year") == year.to_string() { sent.version() } else { 0 };
    match page.office().upload_plan(year, &name, &sent.bytes, version, &page.actor()).await {
        Ok(()) => Ok(Redirect::to(&format!("/plans/{year}/import")).into_response()),
        Err(ServiceError::BadInput(mistakes)) => {
            refused(page, asked, &mistakes, false, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(ServiceError::Conflict(_)) => {
            let message = Message::new("planimport-other-draft").with("year", year);
            refused(page, asked, &[message], true, StatusCode::CONFLICT).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn refused(
    page: Page,
    year: String,
    mistakes: &[Message],
    of_year: bool,
    status: StatusCode,
) -> Answer {
    let trouble = Trouble {
        heading: page.t("planimport-file-wrong").count("count", mistakes.len()),
        mistakes: mistakes.iter().take(LISTED).map(|mistake| page.say(mistake)).collect(),
        more: mistakes.len().saturating_sub(LISTED),
        year: of_year,
    };
    shown(page, year, Some(trouble), status).await
}

async fn shown(page: Page, year: String, problem: Option<Trouble>, status: StatusCode) -> Answer {
    let mut drafts = Vec::new();
    for year in page.office().years().await? {
        drafts.extend(page.office().plan_draft(year).await?);
    }
    let asked = year.trim().parse().ok();
    let version = drafts.iter().find(|draft| Some(draft.year) == asked).map_or(0, |draft| draft.version);
    let clauses = Clauses::of_provisions(&page, &["annex.a", "annex.b", "3.1.3.a"]).with_lead(&page);
    let mib = Limits::form().file_bytes / (1024 * 1024);
    show_as(status, &UploadPage { year: sent::short(&year), version, drafts, problem, mib, clauses, page })
}
