//! `/demo/clock`: the day of a demonstration, moved forward by whoever looks. A real office has no such page.

use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show_as};
use crate::routes::Routes;
use askama::Template;
use axum::extract::Form;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guantong_model::{Date, Message};
use guantong_service::ServiceError;
use guantong_service::access::Action;
use serde::Deserialize;

const ADDRESS: &str = "/demo/clock";

pub(super) fn routes() -> Routes {
    Routes::new().get(ADDRESS, Action::FactsRead, show).post(ADDRESS, Action::FactsRead, forward)
}

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    to: String,
}

#[derive(Template)]
#[template(path = "demo/clock.html")]
struct ClockPage {
    today: Date,
    latest: Date,
    /// What was typed.
    to: String,
    errors: Vec<Said>,
    page: Page,
}

async fn show(page: Page) -> Answer {
    shown(page, StatusCode::OK, String::new(), &[])
}

fn shown(page: Page, status: StatusCode, to: String, errors: &[Message]) -> Answer {
    let clock = page.demo_clock().ok_or(Problem::NotFound)?;
    let (today, latest) = (clock.today(), clock.latest());
    let errors = errors.iter().map(|error| page.say(error)).collect();
    show_as(status, &ClockPage { today, latest, to, errors, page })
}

async fn forward(page: Page, Form(typed): Form<Typed>) -> Answer {
    let clock = page.demo_clock().ok_or(Problem::NotFound)?;
    let text = typed.to.trim();
    let moved = match text.parse::<Date>() {
        Ok(to) => clock.forward(to).await,
        Err(_) => {
            let message = Message::new("demo-clock-no-date").with("text", text);
            Err(ServiceError::BadInput(vec![message]))
        }
    };
    if moved.is_ok()
        && let Some(asker) = page.asker()
    {
        page.office().demo_stay(&asker.session.digest).await?;
    }
    match moved {
        Ok(()) => Ok(Redirect::to(ADDRESS).into_response()),
        Err(ServiceError::BadInput(mistakes)) => {
            shown(page, StatusCode::UNPROCESSABLE_ENTITY, typed.to, &mistakes)
        }
        Err(other) => Err(other.into()),
    }
}
