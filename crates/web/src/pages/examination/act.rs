//! What the organiser of an examination does with it, one form after the other, and telling the records. What cannot be
//! taken stays in the fields, and says why.

use super::address;
use super::fields::Fields;
use super::one::{Trouble, shown};
use crate::answer::{Answer, Problem};
use crate::frame::Page;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guantong_model::Message;
use guantong_service::examination::Examination;
use guantong_service::{Fault, Office};

type Pairs = Form<Vec<(String, String)>>;

pub(super) async fn act(page: Page, Path(id): Path<String>, Form(pairs): Pairs) -> Answer {
    let fields = Fields::of(pairs);
    let actor = page.actor_named(&fields.get("by").chars().take(40).collect::<String>());
    let done = does(page.office(), &id, &fields, &actor).await;
    answered(page, &id, fields, done).await
}

pub(super) async fn record(page: Page, Path(id): Path<String>, Form(pairs): Pairs) -> Answer {
    let fields = Fields::of(pairs);
    let office = page.office().clone();
    let (asked, actor, form) = (id.clone(), page.actor(), fields.clone());
    // On its own task: a reader who goes away in the middle does not stop it.
    let telling = tokio::spawn(async move {
        let (institution, digest) = (form.get("institution"), form.get("digest"));
        office.record_examination(&asked, form.version(), institution, digest, &actor).await
    });
    let told = telling.await.map_err(|error| Fault::new("tell the records of an examination", error))?;
    answered(page, &id, fields, told.map_err(Problem::from)).await
}

/// Does what a form asks for.
async fn does(office: &Office, id: &str, fields: &Fields, actor: &str) -> Result<Examination, Problem> {
    let (version, digest) = (fields.version(), fields.get("digest"));
    let done = match fields.get("do") {
        "list" => office.settle_examination_list(id, version, digest, actor).await,
        "results" => office.enter_examination_results(id, version, digest, actor).await,
        "ask" => {
            let found = office.examination(id).await?;
            let sitting = fields.sitting(&found.rules)?;
            let (student, because) = (fields.student(), fields.get("because"));
            office.ask_examination_correction(id, version, &student, sitting, because, actor).await
        }
        "make" => office.make_examination_correction(id, version, actor).await,
        "drop" => office.drop_examination_correction(id, version, actor).await,
        "sign" => office.sign_examination(id, version, digest, actor).await,
        "publicise" => office.publicise_examination(id, version, actor).await,
        "object" => {
            let what = fields.get("what");
            office.object_to_examination(id, version, &fields.student(), what, actor).await
        }
        "answer" => {
            let number = fields.get("number").parse().map_err(|_| Problem::NotFound)?;
            let (upheld, because) = (fields.get("upheld") == "yes", fields.get("answer"));
            office.answer_examination(id, version, number, upheld, because, actor).await
        }
        "file" => office.file_examination(id, version, actor).await,
        "cancel" => office.cancel_examination(id, version, actor).await,
        _ => {
            // Who may not see it or do anything with it is not told that the form is wrong.
            office.examination_to_keep(id).await?;
            return Err(Problem::bad(Message::new("examination-nothing-asked")));
        }
    };
    Ok(done?)
}

async fn answered(page: Page, id: &str, typed: Fields, done: Result<Examination, Problem>) -> Answer {
    let (status, heading, messages) = match done {
        Ok(found) => return Ok(Redirect::to(&address(&found.id)).into_response()),
        Err(Problem::Conflict(conflict)) => {
            (StatusCode::CONFLICT, "page-problem-conflict", vec![conflict.message])
        }
        Err(Problem::BadInput(messages)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, "command-not-written", messages)
        }
        Err(other) => return Err(other),
    };
    let said = messages.iter().map(|message| page.say(message)).collect();
    let problem = Some((page.t(heading), said));
    shown(page, id, status, Trouble { problem, typed }).await
}
