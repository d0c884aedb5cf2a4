//! 通知: `/notices` what concerns who asks, those not read first; each leads to its object, and of a decision the family
//! says here that it received it, whereupon the time to appeal begins.

use super::address::encoded;
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show_as};
use crate::routes::Routes;
use askama::Template;
use axum::extract::{Form, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guantong_requests::STREAM;
use guantong_service::ServiceError;
use guantong_service::access::{Action, Role};
use guantong_service::notice::{NoticeLine, Notices};
use serde::Deserialize;

/// As many as stand on a page.
const PAGE: i64 = 50;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/notices", Action::NoticeRead, list)
        .post("/notices/read", Action::NoticeRead, read)
        .post("/notices/confirm", Action::RequestMake, confirm)
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    from: i64,
    /// Whether a decision was just confirmed.
    confirmed: bool,
}

#[derive(Template)]
#[template(path = "notices/list.html")]
struct NoticesPage {
    notices: Notices,
    from: i64,
    confirmed: bool,
    /// Whether mail would reach who reads if he gave an address.
    lacks_mail: bool,
    failed: Option<Said>,
    page: Page,
}

impl NoticesPage {
    async fn of(page: Page, asked: &Asked) -> Result<Self, Problem> {
        let from = asked.from.clamp(0, 1_000_000);
        let notices = page.office().notices(PAGE, from).await?;
        let mut lacks_mail = false;
        if let Some(asker) = page.signed().filter(|_| page.office().sends_mail()) {
            lacks_mail = page.office().own_mail(asker).await?.address.is_none();
        }
        Ok(NoticesPage { notices, from, confirmed: asked.confirmed, lacks_mail, failed: None, page })
    }

    fn said(&self, line: &NoticeLine) -> Said {
        self.page.say(&line.row.message)
    }

    /// Where a notice leads.
    fn href(&self, line: &NoticeLine) -> String {
        match line.row.object.strip_prefix(STREAM) {
            Some(id) => format!("/requests/{}", encoded(id)),
            None if matches!(line.row.role, Role::Student | Role::Guardian) => "/my".to_owned(),
            None => address_of(&line.row.object),
        }
    }

    /// As whom it concerns who reads, where he acts as somebody else now.
    fn other_role(&self, line: &NoticeLine) -> Option<String> {
        let acting = self.page.office().viewer().map(|viewer| viewer.role);
        (acting != Some(line.row.role)).then(|| self.page.word(format!("role.{}", line.row.role)))
    }

    fn next(&self) -> Option<i64> {
        self.notices.more.then_some(self.from + PAGE)
    }
}

/// The page of what a stream of the journal is of.
fn address_of(object: &str) -> String {
    let mut parts = object.split('/').map(encoded);
    let of = parts.next().unwrap_or_default();
    let rest: Vec<String> = parts.collect();
    let page = match of.as_str() {
        "student" => "students",
        "examination" => "examinations",
        "annual-report" => "reports",
        // What is behind the subject is the reader's account: his own sheet.
        "evaluation-sheet" => {
            let subject = rest.get(..3).unwrap_or_default().join("/");
            return format!("/evaluation/{subject}/score");
        }
        "support" => return format!("/support/{}", rest.join("-")),
        other => other,
    };
    format!("/{page}/{}", rest.join("/"))
}

async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    show_as(StatusCode::OK, &NoticesPage::of(page, &asked).await?)
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Which {
    /// One notice; all where none is named.
    cause: String,
    version: i64,
}

async fn read(page: Page, Form(which): Form<Which>) -> Answer {
    let one = Some(which.cause.as_str()).filter(|cause| !cause.is_empty());
    page.office().read_notices(one).await?;
    Ok(Redirect::to("/notices").into_response())
}

async fn confirm(page: Page, Form(which): Form<Which>) -> Answer {
    match page.office().confirm_notice(&which.cause, which.version, &page.actor()).await {
        Ok(()) => Ok(Redirect::to("/notices?confirmed=true").into_response()),
        Err(ServiceError::Conflict(conflict)) => {
            let failed = page.say(&conflict.message);
            let mut shown = NoticesPage::of(page, &Asked::default()).await?;
            shown.failed = Some(failed);
            show_as(StatusCode::CONFLICT, &shown)
        }
        Err(other) => Err(other.into()),
    }
}
