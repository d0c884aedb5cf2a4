//! `/take-over`: the template, a sheet to give in, sheets being checked, sheets that are done.

use crate::answer::Answer;
use crate::frame::{Page, Said, show_as};
use crate::pages::sent;
use askama::Template;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guantong_documents::Limits;
use guantong_model::Message;
use guantong_service::ServiceError;
use guantong_service::take_over::{TakeOverDone, TakeOverDraft};

const MIB: u64 = 1024 * 1024;

#[derive(Template)]
#[template(path = "take_over/start.html")]
struct StartPage {
    drafts: Vec<TakeOverDraft>,
    done: Vec<TakeOverDone>,
    /// What is wrong with the file.
    wrong: Vec<Said>,
    mib: u64,
    page: Page,
}

pub(super) async fn form(page: Page) -> Answer {
    shown(page, &[], StatusCode::OK).await
}

pub(super) async fn upload(page: Page, body: Result<Multipart, MultipartRejection>) -> Answer {
    let sent = match sent::read(body, Limits::list().file_bytes).await {
        Ok(sent) => sent,
        Err((message, status)) => return shown(page, &[message], status).await,
    };
    if sent.name.is_empty() && sent.bytes.is_empty() {
        let message = Message::new("page-take-over-no-file");
        return shown(page, &[message], StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let name =
        if sent.name.is_empty() { page.t("planimport-unnamed").to_string() } else { sent.name.clone() };
    match page.office().upload_take_over(&name, &sent.bytes, &page.actor()).await {
        Ok(checked) if checked.before.is_some() => {
            let message = Message::new("conflict-take-over-done");
            shown(page, &[message], StatusCode::CONFLICT).await
        }
        Ok(checked) => Ok(Redirect::to(&format!("/take-over/{}", checked.digest)).into_response()),
        Err(ServiceError::BadInput(mistakes)) => {
            shown(page, &mistakes, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn shown(page: Page, wrong: &[Message], status: StatusCode) -> Answer {
    let drafts = page.office().storage().take_over_drafts().await?;
    let done = page.office().storage().take_overs().await?;
    let wrong = wrong.iter().map(|message| page.say(message)).collect();
    show_as(status, &StartPage { drafts, done, wrong, mib: Limits::list().file_bytes / MIB, page })
}
