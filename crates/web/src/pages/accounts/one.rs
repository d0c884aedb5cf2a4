//! `/accounts/{id}`: one account, its roles, and what can be done with it.

use super::{CodesPage, known, state_chip};
use crate::answer::Answer;
use crate::door;
use crate::frame::{Page, Said, show_as};
use crate::pages::address;
use crate::pages::door::mistakes;
use crate::parts::Chip;
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use guantong_service::ServiceError;
use guantong_service::access::{Action, Organisation, Role};
use guantong_service::account::{AccountLine, Grant, NewGrant};
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    role: String,
    organisation: String,
    from: String,
    to: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    grant: String,
}

#[derive(Template)]
#[template(path = "accounts/one.html")]
struct AccountPage {
    of: AccountLine,
    organisations: Vec<Organisation>,
    here: String,
    typed: Typed,
    errors: Vec<Said>,
    page: Page,
}

impl AccountPage {
    fn chip(&self) -> Chip {
        state_chip(&self.page, &self.of.account)
    }

    fn until(&self, grant: &Grant) -> Said {
        crate::pages::account::until(&self.page, grant)
    }

    fn grant_chip(&self, grant: &Grant) -> Chip {
        let (shape, words) = if grant.ended_at.is_some() {
            ("end", "grant-taken")
        } else if grant.holds_on(self.page.office().today()) {
            ("ok", "grant-holds")
        } else {
            ("wait", "grant-not-now")
        };
        Chip::new(shape, self.page.t(words).to_string())
    }

    fn keeps(&self) -> bool {
        self.page.may(Action::AccountKeep)
    }

    fn grants(&self) -> bool {
        self.page.may(Action::GrantKeep)
    }

    /// The roles of the account's family.
    fn roles(&self) -> Vec<Role> {
        let family = self.of.account.family;
        let of = |role: &&Role| role.family() == family && **role != Role::Public;
        Role::ALL.iter().filter(of).copied().collect()
    }

    /// The organisations that have any of these roles.
    fn places(&self) -> Vec<&Organisation> {
        let roles: BTreeSet<Role> = self.roles().into_iter().collect();
        self.organisations.iter().filter(|o| o.kind.roles().iter().any(|role| roles.contains(role))).collect()
    }
}

fn address_of(id: &str) -> String {
    format!("/accounts/{}", address::encoded(id))
}

pub(super) async fn show(page: Page, Path(id): Path<String>) -> Answer {
    shown(page, StatusCode::OK, &id, Typed::default(), Vec::new()).await
}

async fn shown(page: Page, status: StatusCode, id: &str, typed: Typed, errors: Vec<Said>) -> Answer {
    known(&page)?;
    let of = page.office().account(id).await?;
    let organisations = page.office().organisations().await?;
    let here = address_of(id);
    show_as(status, &AccountPage { of, organisations, here, typed, errors, page })
}

/// The page again with what went wrong, or without.
async fn done(page: Page, id: &str, result: Result<(), ServiceError>, typed: Typed) -> Answer {
    match result {
        Ok(()) => Ok(door::to(&address_of(id))),
        Err(error) => {
            let errors = mistakes(&page, error)?;
            shown(page, StatusCode::UNPROCESSABLE_ENTITY, id, typed, errors).await
        }
    }
}

pub(super) async fn reopen(page: Page, Path(id): Path<String>) -> Answer {
    known(&page)?;
    match page.office().reopen_account(&id).await {
        Ok(opened) => crate::frame::show(&CodesPage { opened: vec![opened], back: "/accounts", page }),
        Err(error) => done(page, &id, Err(error), Typed::default()).await,
    }
}

pub(super) async fn disable(page: Page, Path(id): Path<String>) -> Answer {
    known(&page)?;
    let result = page.office().disable_account(&id).await;
    done(page, &id, result, Typed::default()).await
}

pub(super) async fn give(page: Page, Path(id): Path<String>, Form(typed): Form<Typed>) -> Answer {
    known(&page)?;
    let new = NewGrant {
        role: typed.role.clone(),
        organisation: typed.organisation.clone(),
        from: typed.from.clone(),
        to: typed.to.clone(),
    };
    let result = page.office().give_role(&id, &new).await.map(drop);
    done(page, &id, result, typed).await
}

pub(super) async fn take(page: Page, Path(id): Path<String>, Form(which): Form<Which>) -> Answer {
    known(&page)?;
    let result = page.office().take_role(&which.grant).await.map(drop);
    done(page, &id, result, Typed::default()).await
}

pub(super) async fn unlock(page: Page, Path(id): Path<String>) -> Answer {
    known(&page)?;
    let result = page.office().unlock(&id).await;
    done(page, &id, result, Typed::default()).await
}
