//! `/account/password`: another password; every other session ends.

use super::asker;
use crate::answer::Answer;
use crate::door;
use crate::frame::{Page, Said, show_as};
use crate::pages::door::mistakes;
use askama::Template;
use axum::extract::Form;
use axum::http::StatusCode;
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    old: String,
    password: String,
    again: String,
}

#[derive(Template)]
#[template(path = "account/password.html")]
struct PasswordPage {
    must_change: bool,
    errors: Vec<Said>,
    page: Page,
}

pub(super) async fn show(page: Page) -> Answer {
    shown(page, StatusCode::OK, Vec::new())
}

fn shown(page: Page, status: StatusCode, errors: Vec<Said>) -> Answer {
    let must_change = asker(&page)?.must_change;
    show_as(status, &PasswordPage { must_change, errors, page })
}

pub(super) async fn change(page: Page, Form(typed): Form<Typed>) -> Answer {
    let asker = asker(&page)?;
    match page.office().change_password(&asker, &typed.old, &typed.password, &typed.again).await {
        Ok(()) => Ok(door::to("/account")),
        Err(error) => {
            let errors = mistakes(&page, error)?;
            shown(page, StatusCode::UNPROCESSABLE_ENTITY, errors)
        }
    }
}
