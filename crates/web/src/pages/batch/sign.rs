//! Signing a batch, which with the last signature carries it out, and giving it up.

use super::address;
use super::one::OnePage;
use crate::answer::{Answer, Problem};
use crate::frame::{Page, show_as};
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guantong_model::Message;
use guantong_service::batch::BatchRow;
use guantong_service::{Fault, ServiceError};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct Signed {
    version: i64,
    #[serde(default)]
    institution: String,
    #[serde(default)]
    digest: String,
}

pub(super) async fn sign(page: Page, Path(id): Path<String>, Form(form): Form<Signed>) -> Answer {
    let office = page.office().clone();
    let (asked, actor) = (id.clone(), page.actor());
    // On its own task: a reader who goes away in the middle does not stop it.
    let signing = tokio::spawn(async move {
        office.sign_batch(&asked, form.version, &form.institution, &form.digest, &actor).await
    });
    let signed = signing.await.map_err(|error| Fault::new("sign a batch", error))?;
    answered(page, &id, signed).await
}

pub(super) async fn cancel(page: Page, Path(id): Path<String>, Form(form): Form<Signed>) -> Answer {
    let cancelled = page.office().cancel_batch(&id, form.version, &page.actor()).await;
    answered(page, &id, cancelled).await
}

async fn answered(page: Page, id: &str, done: Result<BatchRow, ServiceError>) -> Answer {
    match done {
        Ok(row) => Ok(Redirect::to(&address(&row.id)).into_response()),
        Err(ServiceError::Conflict(conflict)) => {
            shown(page, id, "page-problem-conflict", &[conflict.message], StatusCode::CONFLICT).await
        }
        Err(ServiceError::BadInput(messages)) => {
            shown(page, id, "command-not-written", &messages, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn shown(page: Page, id: &str, heading: &str, messages: &[Message], status: StatusCode) -> Answer {
    let row = page.office().batch(id).await?.ok_or(Problem::NotFound)?;
    let mut shown = OnePage::of(page.clone(), row).await?;
    shown.problem = Some((page.t(heading), messages.iter().map(|message| page.say(message)).collect()));
    show_as(status, &shown)
}
