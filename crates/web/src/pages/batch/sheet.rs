//! The sheet of a batch: to be filled in, given in, back with what is wrong; and the whole list to take away.

use super::address;
use super::one::{OnePage, names, said};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, show_as};
use crate::pages::csv::{attachment, workbook};
use crate::pages::sent;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guantong_documents::Limits;
use guantong_model::{Message, StudentId};
use guantong_service::ServiceError;
use guantong_service::batch::{BatchRow, BatchState, Preview};

async fn previewed(page: &Page, id: &str) -> Result<(BatchRow, Preview), Problem> {
    let row = page.office().batch(id).await?.filter(|row| row.state == BatchState::Open);
    let row = row.ok_or(Problem::NotFound)?;
    let preview = page.office().preview_batch(&row).await?;
    Ok((row, preview))
}

pub(super) async fn template(page: Page, Path(id): Path<String>) -> Answer {
    // The sheet to be filled does not depend on one that cannot be read.
    let row = page.office().batch(&id).await?.filter(|row| row.state == BatchState::Open);
    let row = BatchRow { sheet: None, ..row.ok_or(Problem::NotFound)? };
    let preview = page.office().preview_batch(&row).await?;
    let bytes = page.office().batch_template(&row, &preview).await?;
    Ok(workbook(&format!("{} {}.xlsx", row.id, page.word(format!("batch.{}", row.kind))), bytes))
}

pub(super) async fn marked(page: Page, Path(id): Path<String>) -> Answer {
    let (row, preview) = previewed(&page, &id).await?;
    let reasons = page.t("batch-why").to_string();
    let back = page.office().batch_sheet_back(
        &preview,
        &reasons,
        |message| page.say(message).to_string(),
        |line| Some(said(&page, line.decision(), line.asked.as_ref().err().copied())),
    )?;
    Ok(workbook(&format!("{} {}.xlsx", row.id, page.t("batch-sheet")), back.ok_or(Problem::NotFound)?))
}

pub(super) async fn give(
    page: Page,
    Path(id): Path<String>,
    body: Result<Multipart, MultipartRejection>,
) -> Answer {
    let row = page.office().batch(&id).await?.ok_or(Problem::NotFound)?;
    let sent = match sent::read(body, Limits::list().file_bytes).await {
        Ok(sent) => sent,
        Err((message, status)) => return refused(page, row, &[message], status).await,
    };
    if sent.bytes.is_empty() {
        let message = Message::new("planimport-no-file");
        return refused(page, row, &[message], StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    match page.office().give_sheet(&id, sent.version(), &sent.name, &sent.bytes, &page.actor()).await {
        Ok(row) => Ok(Redirect::to(&address(&row.id)).into_response()),
        Err(ServiceError::BadInput(messages)) => {
            refused(page, row, &messages, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(ServiceError::Conflict(conflict)) => {
            refused(page, row, &[conflict.message], StatusCode::CONFLICT).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn refused(page: Page, row: BatchRow, messages: &[Message], status: StatusCode) -> Answer {
    let mut shown = OnePage::of(page.clone(), row).await?;
    let said = messages.iter().map(|message| page.say(message)).collect();
    shown.problem = Some((page.t("batch-sheet-unread"), said));
    show_as(status, &shown)
}

/// Everybody of the batch with what is, or was, decided.
pub(super) async fn csv(page: Page, Path(id): Path<String>) -> Answer {
    let row = page.office().batch(&id).await?.ok_or(Problem::NotFound)?;
    let names = names(&page).await?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut add = |student: &StudentId, name: &str, programme: &str, moved: bool, why: String| {
        let outcome = page.t(if moved { "batch-count-moved" } else { "batch-count-held" }).to_string();
        let programme = names.get(programme).cloned().unwrap_or_default();
        rows.push(vec![student.to_string(), name.to_owned(), programme, outcome, why]);
    };
    match row.state {
        BatchState::Cancelled => return Err(Problem::NotFound),
        BatchState::Open => {
            for line in page.office().preview_batch(&row).await?.lines {
                let why = said(&page, line.decision(), line.asked.as_ref().err().copied());
                let student = &line.student;
                add(&student.id, &student.name, student.programme.as_str(), line.moves(), why);
            }
        }
        BatchState::Closed => {
            let view = page.office().batch_view(&id, 0, i64::MAX).await?.ok_or(Problem::NotFound)?;
            let held = view.exceptions.iter().map(|exception| (&exception.line, &exception.student));
            for (line, student) in view.moved.iter().map(|(line, student)| (line, student)).chain(held) {
                let why = said(&page, line.decision.as_ref(), line.why);
                add(&student.id, &student.name, student.programme.as_str(), line.moved, why);
            }
        }
    }
    let headings =
        ["page-student-id", "page-student-name", "page-student-programme", "batch-outcome", "batch-why"]
            .map(|id| page.t(id).to_string());
    Ok(attachment(&format!("{}.csv", row.id), &headings, rows))
}
