//! What is done with a request: each comes back to its page, with what went wrong and what was typed.

use super::{FORM, address, fields, one};
use crate::answer::{Answer, Problem};
use crate::frame::Page;
use crate::pages::sent::{self, Sent};
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Form, Multipart, Path};
use axum::response::{IntoResponse, Redirect};
use guantong_model::StudentId;
use guantong_requests::{Act, Kind, Verdict};
use guantong_service::ServiceError;
use guantong_service::request::{Answer as Answered, GivenFile, RequestRow, Word};
use serde::Deserialize;

/// What a desk typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    version: i64,
    verdict: String,
    text: String,
    number: String,
    how: String,
}

pub(super) async fn decide(page: Page, Path(id): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let Some(verdict) = Verdict::parse(&typed.verdict) else {
        page.office().may_decide_request(&id).await?;
        let message = guantong_model::Message::new("request-verdict-missing");
        return one::again(page, &id, ServiceError::BadInput(vec![message]), &typed.text).await;
    };
    let word = Word { verdict, reason: typed.text.clone(), number: typed.number.clone() };
    match page.office().decide_request(&id, typed.version, &word, &page.actor()).await {
        Ok(Answered::Done(row)) => to(&row),
        Ok(Answered::NotAccepted(decision)) => {
            one::not_accepted(page, &id, &decision, &[], &typed.text).await
        }
        Err(error) => one::again(page, &id, error, &typed.text).await,
    }
}

pub(super) async fn extend(page: Page, Path(id): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let done = page.office().extend_request(&id, typed.version, &typed.text, &page.actor()).await;
    done_or_again(page, &id, done, &typed.text).await
}

pub(super) async fn take_back(page: Page, Path(id): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let done = page.office().take_request_back(&id, typed.version, &page.actor()).await;
    done_or_again(page, &id, done, "").await
}

pub(super) async fn serve(page: Page, Path(id): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let done = page.office().serve_decision(&id, typed.version, &typed.how, &page.actor()).await;
    done_or_again(page, &id, done, "").await
}

pub(super) async fn comment(
    page: Page,
    Path(id): Path<String>,
    body: Result<Multipart, MultipartRejection>,
) -> Answer {
    page.office().may_do_to_request(&id, Act::Comment).await?;
    let mut sent = match read(body).await {
        Ok(sent) => sent,
        Err(error) => return one::again(page, &id, error, "").await,
    };
    let (text, files) = (sent.field("text").to_owned(), files(&mut sent));
    let done = page.office().comment_on_request(&id, sent.version(), &text, &files, &page.actor()).await;
    done_or_again(page, &id, done, &text).await
}

pub(super) async fn complete(
    page: Page,
    Path(id): Path<String>,
    body: Result<Multipart, MultipartRejection>,
) -> Answer {
    page.office().may_do_to_request(&id, Act::Complete).await?;
    let mut sent = match read(body).await {
        Ok(sent) => sent,
        Err(error) => return one::again(page, &id, error, "").await,
    };
    let (text, files) = (sent.field("text").to_owned(), files(&mut sent));
    // What is asked for may be changed with it, as long as nothing of it is on the record.
    let request = page.office().request(&id).await?;
    let opened = &request.row.request.opened;
    let view = page.office().student(&StudentId::from(opened.student.as_str())).await?;
    let view = view.ok_or(Problem::NotFound)?;
    let names: Vec<&str> =
        fields::of(&page, &view, opened.kind, &[]).iter().map(|field| field.name).collect();
    let typed = sent.fields().iter().any(|(name, _)| names.contains(&name.as_str()));
    let changes = typed && !request.row.request.applied && opened.kind != Kind::Personal;
    let book = page.office().request_book()?;
    let command =
        match changes.then(|| fields::command(&page, &book, &view, opened.kind, sent.fields(), &text)) {
            None => None,
            Some(Ok(command)) => command,
            Some(Err(errors)) => {
                let wrong = errors.into_iter().map(|(_, error)| error).collect();
                return one::wrong(page, &id, wrong, sent.fields(), &text).await;
            }
        };
    let version = sent.version();
    let office = page.office();
    match office.complete_request(&id, version, command, &text, &files, &page.actor()).await {
        Ok(Answered::Done(row)) => to(&row),
        Ok(Answered::NotAccepted(decision)) => {
            one::not_accepted(page, &id, &decision, sent.fields(), &text).await
        }
        Err(error) => one::again(page, &id, error, &text).await,
    }
}

async fn read(body: Result<Multipart, MultipartRejection>) -> Result<Sent, ServiceError> {
    let most = u64::try_from(FORM).unwrap_or(u64::MAX);
    sent::read(body, most).await.map_err(|(message, _)| ServiceError::BadInput(vec![message]))
}

fn files(sent: &mut Sent) -> Vec<GivenFile> {
    std::mem::take(&mut sent.files).into_iter().map(|(name, bytes)| GivenFile { name, bytes }).collect()
}

async fn done_or_again(page: Page, id: &str, done: Result<RequestRow, ServiceError>, text: &str) -> Answer {
    match done {
        Ok(row) => to(&row),
        Err(error) => one::again(page, id, error, text).await,
    }
}

fn to(row: &RequestRow) -> Answer {
    Ok(Redirect::to(&address(&row.id)).into_response())
}
