//! `/open`: somebody who was invited opens his account and chooses his password.

use super::{House, counted, line_is_safe, mistakes, onward};
use crate::answer::Answer;
use crate::door;
use crate::frame::{Page, Said, show_as};
use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    code: String,
    password: String,
    again: String,
}

#[derive(Template)]
#[template(path = "door/open.html")]
struct OpenPage {
    code: String,
    errors: Vec<Said>,
    page: Page,
}

pub(super) async fn show(page: Page) -> Answer {
    crate::frame::show(&OpenPage { code: String::new(), errors: Vec::new(), page })
}

pub(super) async fn open(State(app): House, page: Page, parts: Parts, Form(typed): Form<Typed>) -> Answer {
    line_is_safe(&app, &parts)?;
    let from = door::origin(&parts);
    let (status, errors) = match counted(&page, &parts) {
        Some(message) => (StatusCode::TOO_MANY_REQUESTS, vec![page.say(&message)]),
        None => match app.office.open_account(&typed.code, &typed.password, &typed.again, &from).await {
            Ok(entered) => {
                let mut response = door::to(&onward(entered.state, "/"));
                door::begin(&mut response, &entered, &parts);
                return Ok(response);
            }
            Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, mistakes(&page, error)?),
        },
    };
    show_as(status, &OpenPage { code: typed.code, errors, page })
}
