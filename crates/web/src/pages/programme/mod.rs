//! `/programmes/{id}` and `/institutions/{name}`: a programme over the years, an institution's names, and the facts that
//! hold of them from a day on; entered there after a look at whom they concern.

mod form;
mod institution;
mod one;

use crate::App;
use axum::Router;
use axum::routing::get;

/// Who acts while there are no accounts: whoever sits at this machine.
const ACTOR: &str = "desk";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/programmes/{id}", get(one::show_one).post(one::enter))
        .route("/institutions/{name}", get(institution::show_one).post(institution::enter))
}
