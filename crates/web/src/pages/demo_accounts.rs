//! `/demo/accounts`: an account of every role of a demonstration, with what opens it, and a switch between them. A real
//! office has no such page.

use super::door::{House, landing};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::{Page, show};
use crate::routes::Routes;
use askama::Template;
use axum::extract::{Form, State};
use axum::http::request::Parts;
use guantong_service::access::{Action, Role};
use guantong_service::account::Shown;
use serde::Deserialize;

pub(super) fn routes() -> Routes {
    Routes::new().get("/demo/accounts", Action::FactsRead, list).post(
        "/demo/accounts",
        Action::FactsRead,
        switch,
    )
}

#[derive(Template)]
#[template(path = "demo/accounts.html")]
struct AccountsPage {
    shown: Vec<Shown>,
    page: Page,
}

impl AccountsPage {
    fn is_me(&self, shown: &Shown) -> bool {
        self.page.asker().is_some_and(|asker| asker.account.id == shown.account.id)
    }

    /// What the role comes for.
    fn what(&self, role: &Role) -> String {
        self.page.t(format!("demo-account-{role}")).to_string()
    }
}

/// Only a demonstration that knows its accounts has this page.
fn only_demo(app: &crate::App) -> Result<(), Problem> {
    if app.options.demo && app.options.accounts && app.office.has_accounts() {
        Ok(())
    } else {
        Err(Problem::NotFound)
    }
}

async fn list(State(app): House, page: Page) -> Answer {
    only_demo(&app)?;
    let shown = app.office.demo_accounts().await?;
    show(&AccountsPage { shown, page })
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Chosen {
    login: String,
}

async fn switch(State(app): House, parts: Parts, Form(chosen): Form<Chosen>) -> Answer {
    only_demo(&app)?;
    let from = door::origin(&parts);
    if let Some(before) = door::cookie(&parts.headers) {
        app.office.sign_out(&before, &from).await?;
    }
    let entered = app.office.demo_switch(&chosen.login, &from).await?;
    let asker = app.office.resume(&entered.id).await?.ok_or(Problem::NotFound)?;
    let mut response = door::to(&landing(asker.viewer.role, &asker.viewer.own));
    door::begin(&mut response, &entered, &parts);
    Ok(response)
}
