//! `/candidates/import`: the template, a file to give in for a year, files that are being checked or are done.

use crate::answer::Answer;
use crate::frame::{Page, Said, show_as};
use crate::pages::sent;
use crate::parts::Chip;
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guantong_documents::Limits;
use guantong_model::Message;
use guantong_service::ServiceError;
use guantong_service::candidates::import::{ImportRow, ImportState, unused_columns};
use serde::Deserialize;

const MIB: u64 = 1024 * 1024;

#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    pub(super) year: String,
}

/// A file in the list.
struct Listed {
    row: ImportRow,
    chip: Chip,
    /// How far it is, in a sentence.
    said: Said,
}

#[derive(Template)]
#[template(path = "candidate_import/start.html")]
struct StartPage {
    years: Vec<i32>,
    /// The year that is chosen.
    year: i32,
    files: Vec<Listed>,
    /// What is wrong with the file.
    wrong: Vec<Said>,
    mib: u64,
    rows: String,
    /// Columns that stay in the file, and columns that are only compared.
    unused: [String; 2],
    page: Page,
}

pub(super) async fn form(page: Page, Query(asked): Query<Asked>) -> Answer {
    let year = asked.year.parse().unwrap_or(page.year);
    shown(page, year, &[], StatusCode::OK).await
}

pub(super) async fn upload(page: Page, body: Result<Multipart, MultipartRejection>) -> Answer {
    let sent = match sent::read(body, Limits::register().file_bytes).await {
        Ok(sent) => sent,
        Err((message, status)) => {
            let year = page.year;
            return shown(page, year, &[message], status).await;
        }
    };
    let year = sent.field("year").parse::<i32>().ok().filter(|year| (2000..2200).contains(year));
    let Some(year) = year else {
        let message = Message::new("planimport-year-wrong").with("year", sent.field("year"));
        let year = page.year;
        return shown(page, year, &[message], StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    if sent.name.is_empty() && sent.bytes.is_empty() {
        let message = Message::new("page-take-over-no-file");
        return shown(page, year, &[message], StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let name =
        if sent.name.is_empty() { page.t("planimport-unnamed").to_string() } else { sent.name.clone() };
    match page.office().upload_candidates(year, &name, &sent.bytes, &page.actor()).await {
        Ok((id, false)) => Ok(Redirect::to(&format!("/candidates/import/{id}")).into_response()),
        Ok((id, true)) => Ok(Redirect::to(&format!("/candidates/import/{id}?again=yes")).into_response()),
        Err(ServiceError::BadInput(mistakes)) => {
            shown(page, year, &mistakes, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(ServiceError::Conflict(conflict)) => {
            shown(page, year, &[conflict.message], StatusCode::CONFLICT).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn shown(page: Page, year: i32, wrong: &[Message], status: StatusCode) -> Answer {
    let rows = page.office().candidate_imports().await?;
    let mut years = page.office().years().await?;
    if !years.contains(&year) {
        years.push(year);
    }
    let files =
        rows.into_iter().map(|row| Listed { chip: chip(&page, row.state), said: said(&page, &row), row });
    let limits = Limits::register();
    show_as(
        status,
        &StartPage {
            years,
            year,
            files: files.collect(),
            wrong: wrong.iter().map(|message| page.say(message)).collect(),
            mib: limits.file_bytes / MIB,
            rows: page.number(i64::from(limits.rows)),
            unused: unused_columns().map(|headings| page.list(headings)),
            page,
        },
    )
}

/// The chip of how far a file is.
pub(super) fn chip(page: &Page, state: ImportState) -> Chip {
    let (shape, id) = match state {
        ImportState::Waiting => ("wait", "candimport-state-waiting"),
        ImportState::Checking => ("going", "candimport-state-checking"),
        ImportState::Checked => ("pause", "candimport-state-checked"),
        ImportState::Refused => ("no", "candimport-state-refused"),
        ImportState::Done => ("ok", "candimport-state-done"),
    };
    Chip { shape, word: page.t(id).to_string() }
}

/// How far a file is, in a sentence.
fn said(page: &Page, row: &ImportRow) -> Said {
    match row.state {
        ImportState::Done => page.t("candimport-list-done").count("count", row.entered.unwrap_or(0)),
        ImportState::Checking if row.total > 0 => {
            page.t("candimport-list-checking").with("percent", page.percent(row.done, row.total))
        }
        _ => page.t("candimport-list-by").with("by", page.by(&row.saved_by)),
    }
}
