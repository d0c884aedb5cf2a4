//! `/health`: for scripts that wait until the pages are there.

use crate::App;
use crate::answer::Answer;
use crate::routes::Routes;
use axum::extract::State;
use axum::response::IntoResponse;
use guantong_service::access::Action;

pub(super) fn routes() -> Routes {
    Routes::new().get("/health", Action::FactsRead, health)
}

/// `ok` where the database answers.
async fn health(State(app): State<App>) -> Answer {
    app.office.years().await?;
    Ok("ok\n".into_response())
}
