//! `/account/step-up`: the second factor again, and what for, before something grave.

use super::asker;
use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::{Page, Said, show_as};
use crate::pages::door::{House, mistakes};
use askama::Template;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use guantong_service::account::STEP_UP_MINUTES;
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    code: String,
    purpose: String,
    next: String,
}

#[derive(Template)]
#[template(path = "account/step_up.html")]
struct StepUpPage {
    purpose: String,
    next: String,
    minutes: i64,
    errors: Vec<Said>,
    page: Page,
}

pub(super) async fn show(page: Page, Query(typed): Query<Typed>) -> Answer {
    asker(&page)?;
    shown(page, StatusCode::OK, typed, Vec::new())
}

fn shown(page: Page, status: StatusCode, typed: Typed, errors: Vec<Said>) -> Answer {
    let next = door::next(&typed.next);
    show_as(status, &StepUpPage { purpose: typed.purpose, next, minutes: STEP_UP_MINUTES, errors, page })
}

pub(super) async fn enter(State(app): House, page: Page, parts: Parts, Form(typed): Form<Typed>) -> Answer {
    asker(&page)?;
    let id = door::cookie(&parts.headers).ok_or(Problem::NotFound)?;
    match app.office.step_up(&id, &typed.code, &typed.purpose, &door::origin(&parts)).await {
        Ok(entered) => {
            let mut response = door::to(&door::next(&typed.next));
            door::begin(&mut response, &entered, &parts);
            Ok(response)
        }
        Err(error) => {
            let errors = mistakes(&page, error)?;
            shown(page, StatusCode::UNPROCESSABLE_ENTITY, typed, errors)
        }
    }
}
