//! `/plans/import`: a table is given in. What cannot be read comes back with everything that is wrong with it.

use super::ACTOR;
use crate::answer::Answer;
use crate::frame::{Page, Said, show_as};
use crate::parts::Clauses;
use askama::Template;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
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
/// A year and a version are short.
const SHORT: usize = 32;
/// A file's name is cut here.
const NAME: usize = 120;

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

/// The form as it was sent.
#[derive(Default)]
struct Sent {
    year: String,
    version: i64,
    /// The year the version is of.
    version_year: String,
    name: String,
    bytes: Vec<u8>,
}

pub(super) async fn form(page: Page, Query(asked): Query<Asked>) -> Answer {
    let year = if asked.year.is_empty() { page.year.to_string() } else { asked.year };
    shown(page, year, None, StatusCode::OK).await
}

pub(super) async fn upload(page: Page, body: Result<Multipart, MultipartRejection>) -> Answer {
    let mut sent = Sent { year: page.year.to_string(), ..Sent::default() };
    let wrong = match body {
        Ok(body) => read(body, &mut sent).await.err(),
        Err(_) => Some((Message::new("planimport-not-a-form"), StatusCode::BAD_REQUEST)),
    };
    if let Some((message, status)) = wrong {
        return refused(page, sent.year, &[message], false, status).await;
    }
    let year = sent.year.trim().parse::<i32>().ok().filter(|year| (2000..2200).contains(year));
    let Some(year) = year else {
        let message = Message::new("planimport-year-wrong").with("year", short(&sent.year));
        return refused(page, sent.year, &[message], true, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    if sent.bytes.is_empty() && sent.name.is_empty() {
        let message = Message::new("planimport-no-file");
        return refused(page, sent.year, &[message], false, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    if sent.name.is_empty() {
        sent.name = page.t("planimport-unnamed").to_string();
    }
    // A version is that of the year it was shown with; of another year no draft was seen.
    let version = if sent.version_year == year.to_string() { sent.version } else { 0 };
    match page.office().upload_plan(year, &sent.name, &sent.bytes, version, ACTOR).await {
        Ok(()) => Ok(Redirect::to(&format!("/plans/{year}/import")).into_response()),
        Err(ServiceError::BadInput(mistakes)) => {
            refused(page, sent.year, &mistakes, false, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(ServiceError::Conflict(_)) => {
            let message = Message::new("planimport-other-draft").with("year", year);
            refused(page, sent.year, &[message], true, StatusCode::CONFLICT).await
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
    show_as(status, &UploadPage { year: short(&year), version, drafts, problem, mib, clauses, page })
}

/// Reads the form; what stands in the way is said with its status.
async fn read(mut body: Multipart, sent: &mut Sent) -> Result<(), (Message, StatusCode)> {
    while let Some(field) = body.next_field().await.map_err(|error| unreadable(&error))? {
        match field.name().unwrap_or_default() {
            "year" => sent.year = text(field).await?,
            "version" => sent.version = text(field).await?.parse().unwrap_or(-1),
            "version-year" => sent.version_year = text(field).await?,
            "file" => {
                sent.name = file_name(field.file_name().unwrap_or_default());
                sent.bytes = field.bytes().await.map_err(|error| unreadable(&error))?.to_vec();
            }
            _ => {}
        }
    }
    Ok(())
}

async fn text(field: Field<'_>) -> Result<String, (Message, StatusCode)> {
    Ok(short(&field.text().await.map_err(|error| unreadable(&error))?))
}

fn unreadable(error: &MultipartError) -> (Message, StatusCode) {
    let status = error.status();
    let most = i64::try_from(Limits::form().file_bytes / (1024 * 1024)).unwrap_or(i64::MAX);
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        (Message::new("planimport-too-large").with("most", most), status)
    } else {
        (Message::new("planimport-not-a-form"), status)
    }
}

fn short(text: &str) -> String {
    text.trim().chars().take(SHORT).collect()
}

/// The last part of a path, without what cannot be seen; browsers of old send whole paths.
pub(crate) fn file_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen = last.chars().filter(|c| !c.is_control() && !is_direction(*c));
    seen.take(NAME).collect::<String>().trim().to_owned()
}

/// Marks that turn the direction of writing, so that a name reads as another.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_is_its_own_and_can_be_read() {
        for (given, name) in [
            ("annex-2023.xlsx", "annex-2023.xlsx"),
            ("C:\\Users\\a\\计划 表.xlsx", "计划 表.xlsx"),
            ("../../etc/passwd", "passwd"),
            ("a\r\nb\0.xlsx", "ab.xlsx"),
            ("plan\u{202e}xslx.exe", "planxslx.exe"),
            ("", ""),
            ("/", ""),
        ] {
            assert_eq!(file_name(given), name, "{given:?}");
        }
        assert_eq!(file_name(&"长".repeat(500)).chars().count(), NAME);
    }
}
