//! `/health`: for scripts that wait until the pages are there.

use crate::App;
use crate::answer::Answer;
use axum::Router;
use axum::extract::State;
use axum::response::IntoResponse;
use axum::routing::get;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/health", get(health))
}

/// `ok` where the database answers.
async fn health(State(app): State<App>) -> Answer {
    app.office.years().await?;
    Ok("ok\n".into_response())
}
