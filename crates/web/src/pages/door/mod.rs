//! Coming in and going out: `/sign-in` and what is below it, `/sign-out`; `/open` for who was invited;
//! `/activate` for who was admitted; `/first-run` for a new office.

mod activate;
mod code;
mod elsewhere;
mod first_run;
mod invited;
mod sign_in;

use crate::COMES_BACK;
use crate::answer::Problem;
use crate::door;
use crate::frame::{Page, Said};
use crate::routes::Routes;
use axum::extract::State;
use axum::http::request::Parts;
use guantong_model::{Message, StudentId};
use guantong_service::ServiceError;
use guantong_service::access::{Action, Role};
use guantong_service::account::{Asker, SessionState};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/sign-in", Action::FactsRead, sign_in::show)
        .post("/sign-in", Action::FactsRead, sign_in::enter)
        .get("/sign-in/code", Action::FactsRead, code::show)
        .post("/sign-in/code", Action::FactsRead, code::enter)
        .get("/sign-in/enrol", Action::FactsRead, code::enrolment)
        .post("/sign-in/enrol", Action::FactsRead, code::enrol)
        .get("/sign-in/elsewhere", Action::FactsRead, elsewhere::begin)
        .get(COMES_BACK, Action::FactsRead, elsewhere::come_back)
        .post("/sign-out", Action::FactsRead, sign_in::leave)
        .get("/open", Action::FactsRead, invited::show)
        .post("/open", Action::FactsRead, invited::open)
        .get("/activate", Action::AccountActivate, activate::show)
        .post("/activate", Action::AccountActivate, activate::activate)
        .get("/first-run", Action::FactsRead, first_run::show)
        .post("/first-run", Action::FactsRead, first_run::begin)
}

/// Where somebody comes in who asked for nothing in particular.
pub(crate) fn landing(role: Role, own: &[StudentId]) -> String {
    match role {
        Role::System | Role::Security => "/accounts".to_owned(),
        Role::Audit => "/trail".to_owned(),
        Role::Student | Role::Guardian => own.first().map_or_else(
            || "/".to_owned(),
            |id| format!("/students/{}", super::address::encoded(id.as_str())),
        ),
        _ => "/".to_owned(),
    }
}

/// Where a session goes on, by how far it is.
fn onward(state: SessionState, next: &str) -> String {
    let next = super::address::query(&[("next", next)]);
    match state {
        SessionState::SecondFactor => format!("/sign-in/code{next}"),
        SessionState::Enrolling => format!("/sign-in/enrol{next}"),
        SessionState::Open | SessionState::Ended => format!("/sign-in{next}"),
    }
}

/// The session a request came with.
fn asker(page: &Page, state: SessionState) -> Result<&Asker, Problem> {
    page.asker().filter(|asker| asker.session.state == state).ok_or(Problem::NotFound)
}

/// Every mistake as a sentence; any other error stays one.
pub(super) fn mistakes(page: &Page, error: ServiceError) -> Result<Vec<Said>, Problem> {
    match error {
        ServiceError::BadInput(mistakes) => Ok(mistakes.iter().map(|mistake| page.say(mistake)).collect()),
        ServiceError::Conflict(conflict) => Ok(vec![page.say(&conflict.message)]),
        other => Err(other.into()),
    }
}

/// Counts an attempt of an address; what is said where there were too many.
fn counted(page: &Page, parts: &Parts) -> Option<Message> {
    page.attempt(parts)
        .err()
        .map(|seconds| Message::new("sign-in-too-often").with("seconds", i64::from(seconds)))
}

/// The parts of a request, with the house's own state at hand.
pub(super) type House = State<crate::App>;

/// Whether a session may begin over this line.
fn line_is_safe(app: &crate::App, parts: &Parts) -> Result<(), Problem> {
    if door::can_begin(app, parts) { Ok(()) } else { Err(door::unencrypted()) }
}
