//! `/sign-in/code`: the second factor; `/sign-in/enrol`: taking one.

use super::sign_in::Asked;
use super::{House, asker, counted, mistakes, onward};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::{self, Page, Said, show_as};
use crate::parts::picture;
use askama::Template;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use guantong_service::account::{Enrolment, SessionState};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    code: String,
    next: String,
}

#[derive(Template)]
#[template(path = "door/code.html")]
struct CodePage {
    next: String,
    errors: Vec<Said>,
    page: Page,
}

#[derive(Template)]
#[template(path = "door/enrol.html")]
struct EnrolPage {
    enrolment: Enrolment,
    /// The picture an authenticator reads, as SVG.
    picture: String,
    next: String,
    errors: Vec<Said>,
    page: Page,
}

#[derive(Template)]
#[template(path = "door/recovery.html")]
struct RecoveryPage {
    codes: Vec<String>,
    onward: String,
    page: Page,
}

impl EnrolPage {
    /// The key in groups of four, to be typed.
    fn grouped(&self) -> String {
        let letters: Vec<char> = self.enrolment.key.chars().collect();
        letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }
}

pub(super) async fn show(page: Page, Query(asked): Query<Asked>) -> Answer {
    asker(&page, SessionState::SecondFactor)?;
    frame::show(&CodePage { next: door::next(&asked.next), errors: Vec::new(), page })
}

pub(super) async fn enter(State(app): House, page: Page, parts: Parts, Form(typed): Form<Typed>) -> Answer {
    asker(&page, SessionState::SecondFactor)?;
    let id = door::cookie(&parts.headers).ok_or(Problem::NotFound)?;
    let next = door::next(&typed.next);
    let (status, errors) = match counted(&page, &parts) {
        Some(message) => (StatusCode::TOO_MANY_REQUESTS, vec![page.say(&message)]),
        None => match app.office.second_factor(&id, &typed.code, &door::origin(&parts)).await {
            Ok(entered) => {
                let mut response = door::to(&onward(entered.state, &next));
                door::begin(&mut response, &entered, &parts);
                return Ok(response);
            }
            Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, mistakes(&page, error)?),
        },
    };
    show_as(status, &CodePage { next, errors, page })
}

pub(super) async fn enrolment(
    State(app): House,
    page: Page,
    parts: Parts,
    Query(asked): Query<Asked>,
) -> Answer {
    asker(&page, SessionState::Enrolling)?;
    shown(&app, page, &parts, StatusCode::OK, door::next(&asked.next), Vec::new()).await
}

async fn shown(
    app: &crate::App,
    page: Page,
    parts: &Parts,
    status: StatusCode,
    next: String,
    errors: Vec<Said>,
) -> Answer {
    let id = door::cookie(&parts.headers).ok_or(Problem::NotFound)?;
    let enrolment = app.office.enrolment(&id, &page.t("page-brand").to_string()).await?;
    let picture = picture::readable(&enrolment.uri)?;
    show_as(status, &EnrolPage { enrolment, picture, next, errors, page })
}

pub(super) async fn enrol(State(app): House, page: Page, parts: Parts, Form(typed): Form<Typed>) -> Answer {
    asker(&page, SessionState::Enrolling)?;
    let id = door::cookie(&parts.headers).ok_or(Problem::NotFound)?;
    let next = door::next(&typed.next);
    match app.office.enrol(&id, &typed.code, &door::origin(&parts)).await {
        Ok((entered, codes)) => {
            // The page's own forms would have the token of before: it leads on by a link.
            let onward = onward(SessionState::Open, &next);
            let mut response = frame::show(&RecoveryPage { codes, onward, page })?;
            door::begin(&mut response, &entered, &parts);
            Ok(response)
        }
        Err(error) => {
            let errors = mistakes(&page, error)?;
            shown(&app, page, &parts, StatusCode::UNPROCESSABLE_ENTITY, next, errors).await
        }
    }
}
