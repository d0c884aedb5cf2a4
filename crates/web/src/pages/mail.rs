//! `/mail`: the outbox, for who keeps the accounts: what waits, what was given up and why. Nothing shows what is written
//! or where it goes.

use crate::answer::Answer;
use crate::frame::{Page, Said, show_as};
use crate::parts::Chip;
use crate::routes::Routes;
use askama::Template;
use axum::extract::Form;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guantong_service::ServiceError;
use guantong_service::access::Action;
use guantong_service::mail::{MailKind, MailLine, MailState, TRIES_MOST};
use serde::Deserialize;

pub(super) fn routes() -> Routes {
    Routes::new().get("/mail", Action::MailKeep, list).post("/mail/again", Action::MailKeep, again).post(
        "/mail/drop",
        Action::MailKeep,
        put_away,
    )
}

#[derive(Template)]
#[template(path = "mail/list.html")]
struct MailPage {
    lines: Vec<MailLine>,
    sends: bool,
    failed: Option<Said>,
    page: Page,
}

impl MailPage {
    fn chip(&self, line: &MailLine) -> Chip {
        let shape = match (line.state, line.tries) {
            (MailState::GivenUp, _) => "no",
            (_, 0) => "wait",
            _ => "ask",
        };
        Chip::new(shape, self.page.word(format!("mail-state.{}", line.state)))
    }

    fn kind(&self, line: &MailLine) -> String {
        self.page.word(format!("mail-kind.{}", line.kind))
    }

    fn is_given_up(&self, line: &MailLine) -> bool {
        line.state == MailState::GivenUp
    }

    /// A code is good for half an hour: whoever needs one asks for another.
    fn can_go_again(&self, line: &MailLine) -> bool {
        self.is_given_up(line) && line.kind == MailKind::Notices
    }

    fn most(&self) -> usize {
        TRIES_MOST
    }
}

async fn list(page: Page) -> Answer {
    shown(page, StatusCode::OK, None).await
}

async fn shown(page: Page, status: StatusCode, failed: Option<Said>) -> Answer {
    let lines = page.office().outbox().await?;
    let sends = page.office().sends_mail();
    show_as(status, &MailPage { lines, sends, failed, page })
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Which {
    mail: String,
}

async fn again(page: Page, Form(which): Form<Which>) -> Answer {
    let result = page.office().mail_again(&which.mail).await;
    done(page, result).await
}

async fn put_away(page: Page, Form(which): Form<Which>) -> Answer {
    let result = page.office().mail_dropped(&which.mail).await;
    done(page, result).await
}

async fn done(page: Page, result: Result<(), ServiceError>) -> Answer {
    match result {
        Ok(()) => Ok(Redirect::to("/mail").into_response()),
        Err(ServiceError::Conflict(conflict)) => {
            let failed = page.say(&conflict.message);
            shown(page, StatusCode::CONFLICT, Some(failed)).await
        }
        Err(other) => Err(other.into()),
    }
}
