//! `/accounts` and `/organisations`: what the system administrator keeps, and the security administrator grants.

mod list;
mod one;
mod organisations;

use crate::answer::Problem;
use crate::frame::Page;
use crate::parts::Chip;
use crate::routes::Routes;
use askama::Template;
use guantong_service::access::Action;
use guantong_service::account::{Account, AccountState, Opened};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/accounts", Action::AccountRead, list::list)
        .post("/accounts", Action::AccountKeep, list::make)
        .get("/accounts/{id}", Action::AccountRead, one::show)
        .post("/accounts/{id}/reopen", Action::AccountKeep, one::reopen)
        .post("/accounts/{id}/disable", Action::AccountKeep, one::disable)
        .post("/accounts/{id}/roles", Action::GrantKeep, one::give)
        .post("/accounts/{id}/roles/end", Action::GrantKeep, one::take)
        .post("/accounts/{id}/unlock", Action::GrantKeep, one::unlock)
        .get("/organisations", Action::AccountRead, organisations::list)
        .post("/organisations", Action::AccountKeep, organisations::make)
}

/// Codes that open accounts, shown this once.
#[derive(Template)]
#[template(path = "accounts/codes.html")]
pub(crate) struct CodesPage {
    pub(crate) opened: Vec<Opened>,
    /// Where it goes on.
    pub(crate) back: &'static str,
    pub(crate) page: Page,
}

/// Whether an account can be used, as a chip.
fn state_chip(page: &Page, account: &Account) -> Chip {
    let shape = match account.state {
        AccountState::Active => "ok",
        AccountState::Invited => "wait",
        AccountState::Disabled => "end",
    };
    Chip::new(shape, page.word(format!("account-state.{}", account.state)))
}

/// An office without accounts has no such page.
fn known(page: &Page) -> Result<(), Problem> {
    if page.office().has_accounts() { Ok(()) } else { Err(Problem::NotFound) }
}
