//! Keys for programs: made, shown once, taken back.

use super::{Colleague, asker, done, shown};
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::pages::door::mistakes;
use askama::Template;
use axum::extract::Form;
use axum::http::StatusCode;
use guantong_service::account::NewToken;
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    name: String,
    days: String,
    writes: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    key: String,
}

#[derive(Template)]
#[template(path = "account/key.html")]
struct KeyPage {
    name: String,
    key: String,
    page: Page,
}

pub(super) async fn make(page: Page, Form(typed): Form<Typed>) -> Answer {
    let asker = asker(&page)?;
    let days = typed.days.trim().parse().unwrap_or(0);
    let new = NewToken { name: typed.name.clone(), days, writes: typed.writes == "on" };
    match page.office().make_token(&asker, &new).await {
        Ok(key) => show(&KeyPage { name: typed.name, key, page }),
        Err(error) => {
            let errors = mistakes(&page, error)?;
            shown(page, StatusCode::UNPROCESSABLE_ENTITY, Colleague::default(), typed.name, errors).await
        }
    }
}

pub(super) async fn end(page: Page, Form(which): Form<Which>) -> Answer {
    let asker = asker(&page)?;
    let result = page.office().end_token(&asker, &which.key).await;
    done(page, result, Colleague::default()).await
}
