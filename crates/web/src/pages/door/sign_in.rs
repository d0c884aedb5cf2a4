//! `/sign-in`: login and password; `/sign-out`.

use super::{House, counted, landing, line_is_safe, mistakes, onward};
use crate::App;
use crate::answer::Answer;
use crate::door;
use crate::frame::{Page, Said, show_as};
use crate::pages::address::query;
use askama::Template;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use guantong_service::account::{Entered, SessionState};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    pub(super) next: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    login: String,
    password: String,
    next: String,
}

#[derive(Template)]
#[template(path = "door/sign_in.html")]
struct SignInPage {
    login: String,
    next: String,
    /// Whether somebody is in who has no role.
    without_role: bool,
    first_run: bool,
    errors: Vec<Said>,
    page: Page,
}

impl SignInPage {
    /// Where one goes to a provider, to come back to where one was.
    fn away(&self) -> String {
        format!("/sign-in/elsewhere{}", query(&[("next", &self.next)]))
    }
}

pub(super) async fn show(page: Page, Query(asked): Query<Asked>) -> Answer {
    let next = door::next(&asked.next);
    let mut without_role = false;
    if let Some(asker) = page.asker() {
        match asker.session.state {
            SessionState::Open if asker.viewer.organisation.is_some() => {
                let to = if next == "/" { landing(asker.viewer.role, &asker.viewer.own) } else { next };
                return Ok(door::to(&to));
            }
            SessionState::Open => without_role = true,
            state => return Ok(door::to(&onward(state, &next))),
        }
    }
    let first_run = !page.office().any_account().await?;
    let shown = SignInPage { login: String::new(), next, without_role, first_run, errors: Vec::new(), page };
    show_as(StatusCode::OK, &shown)
}

pub(super) async fn enter(State(app): House, page: Page, parts: Parts, Form(typed): Form<Typed>) -> Answer {
    line_is_safe(&app, &parts)?;
    let next = door::next(&typed.next);
    let (status, errors) = match counted(&page, &parts) {
        Some(message) => (StatusCode::TOO_MANY_REQUESTS, vec![page.say(&message)]),
        None => match app.office.sign_in(&typed.login, &typed.password, &door::origin(&parts)).await {
            Ok(entered) => return let_in(&app, &parts, &entered, &next).await,
            Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, mistakes(&page, error)?),
        },
    };
    let login = typed.login;
    show_as(status, &SignInPage { login, next, without_role: false, first_run: false, errors, page })
}

/// Goes on with a session that began. Whoever was in before is out: a browser holds one session.
pub(super) async fn let_in(app: &App, parts: &Parts, entered: &Entered, next: &str) -> Answer {
    if let Some(before) = door::cookie(&parts.headers) {
        app.office.sign_out(&before, &door::origin(parts)).await?;
    }
    let mut response = door::to(&onward(entered.state, next));
    door::begin(&mut response, entered, parts);
    Ok(response)
}

pub(super) async fn leave(State(app): House, parts: Parts) -> Answer {
    if let Some(id) = door::cookie(&parts.headers) {
        app.office.sign_out(&id, &door::origin(&parts)).await?;
    }
    let mut response = door::to(if app.options.demo { "/demo/accounts" } else { "/sign-in" });
    door::end(&mut response);
    Ok(response)
}
