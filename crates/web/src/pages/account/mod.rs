//! `/account`: one's own account: roles, password, sessions, who stands in, keys for programs.

mod keys;
mod mail;
mod password;
mod step_up;

use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::{Page, Said, show_as};
use crate::pages::door::{House, landing, mistakes};
use crate::parts::Chip;
use crate::routes::Routes;
use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use guantong_service::ServiceError;
use guantong_service::access::Action;
use guantong_service::account::{Asker, Grant, OwnAccount, Session};
use serde::Deserialize;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/account", Action::AccountOwn, show)
        .post("/account/role", Action::AccountOwn, act_as)
        .post("/account/sessions", Action::AccountOwn, end_sessions)
        .get("/account/password", Action::AccountOwn, password::show)
        .post("/account/password", Action::AccountOwn, password::change)
        .get("/account/mail", Action::AccountOwn, mail::show)
        .post("/account/mail", Action::AccountOwn, mail::give)
        .post("/account/mail/confirm", Action::AccountOwn, mail::confirm)
        .post("/account/mail/remove", Action::AccountOwn, mail::remove)
        .get("/account/step-up", Action::AccountOwn, step_up::show)
        .post("/account/step-up", Action::AccountOwn, step_up::enter)
        .post("/account/delegations", Action::AccountDelegate, delegate)
        .post("/account/delegations/end", Action::AccountDelegate, take_back)
        .post("/account/keys", Action::AccountToken, keys::make)
        .post("/account/keys/end", Action::AccountToken, keys::end)
}

/// What browsers call themselves; those that also call themselves another come first.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg/", "Edge"),
    ("MicroMessenger", "WeChat"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: &[(&str, &str)] = &[
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// What was typed to let somebody stand in.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Colleague {
    login: String,
    from: String,
    to: String,
}

#[derive(Template)]
#[template(path = "account/own.html")]
struct OwnPage {
    asker: Asker,
    own: OwnAccount,
    colleague: Colleague,
    key_name: String,
    errors: Vec<Said>,
    page: Page,
}

impl OwnPage {
    fn is_acting(&self, grant: &Grant) -> bool {
        self.asker.session.grant.as_ref() == Some(&grant.id)
    }

    fn until(&self, grant: &Grant) -> Said {
        until(&self.page, grant)
    }

    /// The browser and the system of a session in few words, as far as they are known.
    fn browser(&self, session: &Session) -> String {
        let found = |marks: &[(&str, &'static str)]| {
            marks.iter().find(|(mark, _)| session.agent.contains(mark)).map(|(_, name)| *name)
        };
        let parts = [found(BROWSERS), found(SYSTEMS)];
        let known = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        if known.is_empty() { self.page.t("account-session-unknown").to_string() } else { known }
    }

    fn can_delegate(&self) -> bool {
        let acting = self.asker.grants.iter().find(|grant| self.is_acting(grant));
        acting.is_some_and(|grant| {
            grant.stands_in.is_none() && self.page.office().access().ever(Action::AccountDelegate, grant.role)
        })
    }

    fn can_have_keys(&self) -> bool {
        self.page.may(Action::AccountToken)
    }

    fn password_chip(&self) -> Option<Chip> {
        let days = self.own.password_days?;
        let shape = if days <= 14 { "due" } else { "ok" };
        Some(Chip::new(shape, self.page.t("account-password-days").with("days", days.max(0)).to_string()))
    }
}

/// From when to when a role holds, in words.
pub(crate) fn until(page: &Page, grant: &Grant) -> Said {
    match grant.to_on {
        Some(to) => page.t("grant-from-to").with("from", page.date(grant.from_on)).with("to", page.date(to)),
        None => page.t("grant-from").with("from", page.date(grant.from_on)),
    }
}

/// Who came in with a session; keys of programs have no account page.
fn asker(page: &Page) -> Result<Asker, Problem> {
    page.asker().cloned().ok_or(Problem::NotFound)
}

async fn show(page: Page) -> Answer {
    shown(page, StatusCode::OK, Colleague::default(), String::new(), Vec::new()).await
}

async fn shown(
    page: Page,
    status: StatusCode,
    colleague: Colleague,
    key_name: String,
    errors: Vec<Said>,
) -> Answer {
    let asker = asker(&page)?;
    let own = page.office().own_account(&asker).await?;
    show_as(status, &OwnPage { asker, own, colleague, key_name, errors, page })
}

/// The page again with what went wrong, or the way on.
async fn done(page: Page, result: Result<(), ServiceError>, colleague: Colleague) -> Answer {
    match result {
        Ok(()) => Ok(door::to("/account")),
        Err(error) => {
            let errors = mistakes(&page, error)?;
            shown(page, StatusCode::UNPROCESSABLE_ENTITY, colleague, String::new(), errors).await
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Chosen {
    grant: String,
}

async fn act_as(State(app): House, page: Page, parts: Parts, Form(chosen): Form<Chosen>) -> Answer {
    let asker = asker(&page)?;
    let id = door::cookie(&parts.headers).ok_or(Problem::NotFound)?;
    let entered = app.office.act_as(&id, &chosen.grant).await?;
    let role = asker.grants.iter().find(|grant| grant.id == chosen.grant).map(|grant| grant.role);
    let mut response =
        door::to(&role.map_or_else(|| "/".to_owned(), |role| landing(role, &asker.viewer.own)));
    door::begin(&mut response, &entered, &parts);
    Ok(response)
}

#[derive(Deserialize)]
struct Which {
    /// One session; all others where none is named.
    #[serde(default)]
    session: String,
}

async fn end_sessions(page: Page, Form(which): Form<Which>) -> Answer {
    let asker = asker(&page)?;
    let one = Some(which.session.as_str()).filter(|session| !session.is_empty());
    let but = Some(asker.session.public_id.as_str());
    page.office().end_sessions(&asker.account.id, one, but).await?;
    Ok(door::to("/account"))
}

async fn delegate(page: Page, Form(typed): Form<Colleague>) -> Answer {
    let asker = asker(&page)?;
    let result = page.office().delegate(&asker, &typed.login, &typed.from, &typed.to).await;
    done(page, result.map(drop), typed).await
}

async fn take_back(page: Page, Form(chosen): Form<Chosen>) -> Answer {
    let asker = asker(&page)?;
    let result = page.office().take_back(&asker, &chosen.grant).await;
    done(page, result, Colleague::default()).await
}
