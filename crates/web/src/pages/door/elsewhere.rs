//! `/sign-in/elsewhere`: away to the provider that stands in for the password; and back, to the second factor.

use super::sign_in::{Asked, let_in};
use super::{House, counted, line_is_safe};
use crate::answer::{Answer, Problem, reported};
use crate::frame::{Page, Said, show_as};
use crate::pages::address::query;
use crate::{App, Back, COMES_BACK, Elsewhere, Unfinished, door, guard};
use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use guantong_model::Message;
use guantong_service::account::Entered;
use guantong_service::{Fault, ServiceError};
use std::sync::Arc;

/// A cookie holds 4096 bytes: an address to go on to that is longer than this is given up for the beginning.
const NEXT_MOST: usize = 1_000;

/// Microseconds of a second.
const SECOND: i64 = 1_000_000;

/// Why nobody came in, and the ways on.
#[derive(Template)]
#[template(path = "door/elsewhere.html")]
struct ElsewherePage {
    why: Said,
    /// The query that leads on to where somebody wanted to go.
    next: String,
    page: Page,
}

/// The status and the sentence of a no.
type No = (StatusCode, Message);

pub(super) async fn begin(State(app): House, parts: Parts, Query(asked): Query<Asked>) -> Answer {
    let provider = provider(&app)?;
    line_is_safe(&app, &parts)?;
    // Else a link of another site could put somebody who is in back to the second factor.
    if !guard::is_own_way(&parts.headers) {
        return Err(Problem::Foreign);
    }
    let next = door::next(&asked.next);
    let next = if next.len() > NEXT_MOST { "/" } else { &next };
    let (address, kept) = app.office.send_elsewhere(|random| {
        let away = provider.begin(random);
        (away.address, format!("{next} {}", away.kept))
    })?;
    let mut response = door::to(&address);
    door::keep_away(&mut response, &kept, &parts);
    Ok(response)
}

/// The one address that another site leads to in the middle of something: what was kept says that it was begun here.
pub(super) async fn come_back(
    State(app): House,
    page: Page,
    parts: Parts,
    Query(back): Query<Back>,
) -> Answer {
    let provider = provider(&app)?;
    line_is_safe(&app, &parts)?;
    let (next, entered) = match counted(&page, &parts) {
        Some(message) => ("/".to_owned(), Err((StatusCode::TOO_MANY_REQUESTS, message))),
        None => match kept(&app, &parts).await? {
            Some((next, kept)) => (next, enter(&app, &provider, &kept, &back, &parts).await?),
            None => ("/".to_owned(), Err(not_begun())),
        },
    };
    let mut response = match entered {
        Ok(entered) => let_in(&app, &parts, &entered, &next).await?,
        Err((status, why)) => {
            // The code stands in this address, and is good for nothing more.
            let page = page.leading_back_to("/sign-in");
            let next = query(&[("next", if next == "/" { "" } else { &next })]);
            show_as(status, &ElsewherePage { why: page.say(&why), next, page })?
        }
    };
    door::end_away(&mut response);
    Ok(response)
}

fn provider(app: &App) -> Result<Arc<dyn Elsewhere>, Problem> {
    let known = app.options.accounts && app.office.has_accounts();
    app.options.elsewhere.clone().filter(|_| known).ok_or(Problem::NotFound)
}

/// What the browser kept of the sign-in that was begun with it: where to go on to, and what the provider's part is.
async fn kept(app: &App, parts: &Parts) -> Result<Option<(String, String)>, Fault> {
    let Some(sealed) = door::away(&parts.headers) else { return Ok(None) };
    let kept = app.office.back_from_elsewhere(&sealed).await?;
    Ok(kept.as_deref().and_then(|kept| kept.split_once(' ')).map(|(a, b)| (a.to_owned(), b.to_owned())))
}

/// Asks the provider who came back, and begins a session of whose login that is.
async fn enter(
    app: &App,
    provider: &Arc<dyn Elsewhere>,
    kept: &str,
    back: &Back,
    parts: &Parts,
) -> Result<Result<Entered, No>, ServiceError> {
    let said = |id: &str| Message::new(id).with("name", provider.name());
    let name = match provider.finish(kept, back, app.office.clock().now() / SECOND).await {
        Ok(name) => name,
        Err(Unfinished::Other) => return Ok(Err(not_begun())),
        Err(Unfinished::Refused) => {
            return Ok(Err((StatusCode::FORBIDDEN, said("sign-in-elsewhere-denied"))));
        }
        Err(Unfinished::Nameless) => {
            return Ok(Err((StatusCode::BAD_GATEWAY, said("sign-in-elsewhere-nameless"))));
        }
        Err(Unfinished::Failed(what)) => {
            let reference = reported(app, Some(COMES_BACK), &what);
            let why = said("sign-in-elsewhere-unanswered").with("reference", reference);
            return Ok(Err((StatusCode::BAD_GATEWAY, why)));
        }
    };
    match app.office.sign_in_elsewhere(&name, &door::origin(parts)).await {
        Ok(entered) => Ok(Ok(entered)),
        Err(ServiceError::BadInput(mistakes)) => {
            let why = mistakes.into_iter().next().unwrap_or_else(|| Message::new("sign-in-refused"));
            Ok(Err((StatusCode::UNPROCESSABLE_ENTITY, why.with("name", provider.name()))))
        }
        Err(other) => Err(other),
    }
}

fn not_begun() -> No {
    (StatusCode::BAD_REQUEST, Message::new("sign-in-elsewhere-other"))
}
