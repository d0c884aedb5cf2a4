//! `/account/mail`: where mail reaches one, given by oneself and confirmed with a code that was mailed there.

use super::asker;
use crate::answer::Answer;
use crate::door;
use crate::frame::{Page, Said, show_as};
use crate::pages::door::mistakes;
use askama::Template;
use axum::extract::Form;
use axum::http::StatusCode;
use guantong_service::ServiceError;
use guantong_service::mail::OwnMail;
use serde::Deserialize;

const ADDRESS: &str = "/account/mail";

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    address: String,
    code: String,
}

#[derive(Template)]
#[template(path = "account/mail.html")]
struct MailPage {
    mail: OwnMail,
    typed: Typed,
    errors: Vec<Said>,
    page: Page,
}

pub(super) async fn show(page: Page) -> Answer {
    shown(page, StatusCode::OK, Typed::default(), Vec::new()).await
}

async fn shown(page: Page, status: StatusCode, typed: Typed, errors: Vec<Said>) -> Answer {
    let asker = asker(&page)?;
    let mail = page.office().own_mail(&asker).await?;
    show_as(status, &MailPage { mail, typed, errors, page })
}

async fn done(page: Page, result: Result<(), ServiceError>, typed: Typed) -> Answer {
    match result {
        Ok(()) => Ok(door::to(ADDRESS)),
        Err(error) => {
            let errors = mistakes(&page, error)?;
            shown(page, StatusCode::UNPROCESSABLE_ENTITY, typed, errors).await
        }
    }
}

pub(super) async fn give(page: Page, Form(typed): Form<Typed>) -> Answer {
    let asker = asker(&page)?;
    let result = page.office().give_mail(&asker, &typed.address).await;
    done(page, result, typed).await
}

pub(super) async fn confirm(page: Page, Form(typed): Form<Typed>) -> Answer {
    let asker = asker(&page)?;
    let result = page.office().confirm_mail(&asker, &typed.code).await;
    done(page, result, typed).await
}

pub(super) async fn remove(page: Page) -> Answer {
    let asker = asker(&page)?;
    let result = page.office().remove_mail(&asker).await;
    done(page, result, Typed::default()).await
}
