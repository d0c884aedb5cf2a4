//! `/accounts`: who is there, and making somebody an account.

use super::{CodesPage, known, state_chip};
use crate::answer::Answer;
use crate::frame::{Page, Said, show, show_as};
use crate::pages::address;
use crate::pages::door::mistakes;
use crate::parts::Chip;
use askama::Template;
use axum::extract::{Form, Query};
use axum::http::StatusCode;
use guantong_service::access::{Action, Family};
use guantong_service::account::{Account, AccountLine, NewAccount};
use serde::Deserialize;

const PAGE: usize = 50;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    search: String,
    after: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    login: String,
    name: String,
    family: String,
    students: String,
}

#[derive(Template)]
#[template(path = "accounts/list.html")]
struct ListPage {
    accounts: Vec<AccountLine>,
    asked: Asked,
    next: Option<String>,
    typed: Typed,
    errors: Vec<Said>,
    page: Page,
}

impl ListPage {
    fn chip(&self, account: &Account) -> Chip {
        state_chip(&self.page, account)
    }

    fn families(&self) -> &'static [Family] {
        Family::ALL
    }

    fn keeps(&self) -> bool {
        self.page.may(Action::AccountKeep)
    }
}

pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    shown(page, StatusCode::OK, asked, Typed::default(), Vec::new()).await
}

async fn shown(page: Page, status: StatusCode, asked: Asked, typed: Typed, errors: Vec<Said>) -> Answer {
    known(&page)?;
    let mut accounts = page.office().accounts(&asked.search, &asked.after, PAGE + 1).await?;
    let more = accounts.len() > PAGE;
    accounts.truncate(PAGE);
    let last = accounts.last().filter(|_| more).map(|line| line.account.login.clone());
    let next = last
        .map(|login| format!("/accounts{}", address::query(&[("search", &asked.search), ("after", &login)])));
    show_as(status, &ListPage { accounts, asked, next, typed, errors, page })
}

pub(super) async fn make(page: Page, Form(typed): Form<Typed>) -> Answer {
    known(&page)?;
    let new = NewAccount {
        login: typed.login.clone(),
        name: typed.name.clone(),
        family: typed.family.clone(),
        students: typed.students.clone(),
    };
    match page.office().make_account(&new).await {
        Ok(opened) => show(&CodesPage { opened: vec![opened], back: "/accounts", page }),
        Err(error) => {
            let errors = mistakes(&page, error)?;
            shown(page, StatusCode::UNPROCESSABLE_ENTITY, Asked::default(), typed, errors).await
        }
    }
}
