//! `/take-over`: students who were in the programme before the office began, from template to confirmation.

mod check;
mod file;
mod start;

use crate::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use guantong_documents::Limits;

/// Who acts where nobody says who he is.
const ACTOR: &str = "desk";
/// Bytes of a form around its file.
const AROUND: usize = 64 * 1024;

pub(super) fn routes() -> Router<App> {
    let most = usize::try_from(Limits::list().file_bytes).unwrap_or(usize::MAX);
    let start =
        get(start::form).post(start::upload).layer(DefaultBodyLimit::max(most.saturating_add(AROUND)));
    Router::new()
        .route("/take-over", start)
        .route("/take-over/template.xlsx", get(file::template))
        .route("/take-over/{digest}", get(check::show))
        .route("/take-over/{digest}/checked.xlsx", get(file::returned))
        .route("/take-over/{digest}/confirm", post(check::confirm))
        .route("/take-over/{digest}/drop", post(check::put_away))
}
