//! The sheet of an examination: to be filled in, given in, back with what is wrong; and the list to take away.

use super::address;
use super::fields::Fields;
use super::one::{Trouble, shown};
use crate::answer::{Answer, Problem};
use crate::frame::Page;
use crate::pages::csv::{attachment, workbook};
use crate::pages::sent;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guantong_documents::Limits;
use guantong_model::Message;
use guantong_service::ServiceError;

pub(super) async fn template(page: Page, Path(id): Path<String>) -> Answer {
    let found = page.office().examination(&id).await?;
    let said = |message: &Message| page.say(message).to_string();
    let bytes = page.office().examination_template(&found, &said).await?;
    Ok(workbook(&format!("{} {}.xlsx", found.id, page.t("examination-sheet")), bytes))
}

pub(super) async fn marked(page: Page, Path(id): Path<String>) -> Answer {
    let found = page.office().examination(&id).await?;
    let said = |message: &Message| page.say(message).to_string();
    let bytes = page.office().examination_sheet_back(&found, &said).await?;
    Ok(workbook(&format!("{} {}.xlsx", found.id, page.t("examination-marked")), bytes))
}

pub(super) async fn give(
    page: Page,
    Path(id): Path<String>,
    body: Result<Multipart, MultipartRejection>,
) -> Answer {
    page.office().examination_to_keep(&id).await?;
    let sent = match sent::read(body, Limits::list().file_bytes).await {
        Ok(sent) => sent,
        Err((message, status)) => return refused(page, &id, &[message], status).await,
    };
    if sent.bytes.is_empty() {
        let message = Message::new("planimport-no-file");
        return refused(page, &id, &[message], StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let (version, actor) = (sent.version(), page.actor());
    match page.office().give_examination_sheet(&id, version, &sent.name, &sent.bytes, &actor).await {
        Ok(found) => Ok(Redirect::to(&address(&found.id)).into_response()),
        Err(ServiceError::BadInput(messages)) => {
            refused(page, &id, &messages, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(ServiceError::Conflict(conflict)) => {
            refused(page, &id, &[conflict.message], StatusCode::CONFLICT).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn refused(page: Page, id: &str, messages: &[Message], status: StatusCode) -> Answer {
    let said = messages.iter().map(|message| page.say(message)).collect();
    let problem = Some((page.t("batch-sheet-unread"), said));
    shown(page, id, status, Trouble { problem, typed: Fields::default() }).await
}

/// The list with marks, totals and verdicts.
pub(super) async fn csv(page: Page, Path(id): Path<String>) -> Answer {
    let found = page.office().examination(&id).await?;
    if found.results.is_empty() {
        return Err(Problem::NotFound);
    }
    let list = page.office().examination_list(&found).await?;
    let mut headings: Vec<String> =
        ["examination-place", "page-student-id", "page-student-name", "examination-school"]
            .map(|id| page.t(id).to_string())
            .to_vec();
    headings.extend(found.rules.components.iter().map(|part| super::shown::called(&page, part)));
    headings.extend(["examination-total", "examination-verdict"].map(|id| page.t(id).to_string()));
    let rows = list.lines.iter().map(|line| {
        let shown = super::shown::LineShown::of(&page, &found, line);
        let mut row = vec![shown.place, shown.id, shown.name, shown.school];
        row.extend(shown.marks.into_iter().map(|(_, mark)| mark));
        row.extend([shown.total, shown.verdict.word]);
        row
    });
    let rows: Vec<Vec<String>> = rows.collect();
    Ok(attachment(&format!("{}.csv", found.id), &headings, rows))
}
