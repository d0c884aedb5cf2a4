//! `/first-run`: whoever made the office names the three administrators. Once there are accounts it is gone.

use super::{House, counted, line_is_safe, mistakes};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::{Page, Said, show_as};
use crate::pages::accounts::CodesPage;
use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use guantong_service::account::FirstAdministrators;
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    code: String,
    office: String,
    system_login: String,
    system_name: String,
    security_login: String,
    security_name: String,
    audit_login: String,
    audit_name: String,
}

#[derive(Template)]
#[template(path = "door/first_run.html")]
struct FirstRunPage {
    typed: Typed,
    errors: Vec<Said>,
    page: Page,
}

impl FirstRunPage {
    /// The three, each with the names of its fields and what was typed.
    fn three(&self) -> [(&'static str, &str, &str); 3] {
        let typed = &self.typed;
        [
            ("system", &typed.system_login, &typed.system_name),
            ("security", &typed.security_login, &typed.security_name),
            ("audit", &typed.audit_login, &typed.audit_name),
        ]
    }
}

pub(super) async fn show(page: Page) -> Answer {
    if !page.office().has_accounts() || page.office().any_account().await? {
        return Err(Problem::NotFound);
    }
    crate::frame::show(&FirstRunPage { typed: Typed::default(), errors: Vec::new(), page })
}

pub(super) async fn begin(State(app): House, page: Page, parts: Parts, Form(typed): Form<Typed>) -> Answer {
    line_is_safe(&app, &parts)?;
    if !page.office().has_accounts() || page.office().any_account().await? {
        return Err(Problem::NotFound);
    }
    let pair = |login: &str, name: &str| (login.to_owned(), name.to_owned());
    let named = FirstAdministrators {
        office: typed.office.clone(),
        system: pair(&typed.system_login, &typed.system_name),
        security: pair(&typed.security_login, &typed.security_name),
        audit: pair(&typed.audit_login, &typed.audit_name),
    };
    let (status, errors) = match counted(&page, &parts) {
        Some(message) => (StatusCode::TOO_MANY_REQUESTS, vec![page.say(&message)]),
        None => match app.office.first_run(&typed.code, &named, &door::origin(&parts)).await {
            Ok(opened) => return show_codes(page, opened),
            Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, mistakes(&page, error)?),
        },
    };
    show_as(status, &FirstRunPage { typed, errors, page })
}

fn show_codes(page: Page, opened: Vec<guantong_service::account::Opened>) -> Answer {
    crate::frame::show(&CodesPage { opened, back: "/open", page })
}
