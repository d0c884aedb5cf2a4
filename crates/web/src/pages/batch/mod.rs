//! `/batches`: a class at once. `/batches/{id}`: its preview, its sheet, its signatures, and what came of it.

mod list;
mod one;
mod sheet;
mod sign;

use crate::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use guantong_documents::Limits;

/// Who acts while there are no accounts: whoever sits at this machine.
const ACTOR: &str = "desk";
/// What a form holds beside its file.
const AROUND: usize = 64 * 1024;

pub(super) fn routes() -> Router<App> {
    let most = usize::try_from(Limits::list().file_bytes).unwrap_or(usize::MAX).saturating_add(AROUND);
    Router::new()
        .route("/batches", get(list::list).post(list::open))
        .route("/batches/{id}", get(one::one))
        .route("/batches/{id}/sheet.xlsx", get(sheet::template))
        .route("/batches/{id}/marked.xlsx", get(sheet::marked))
        .route("/batches/{id}/list.csv", get(sheet::csv))
        .route("/batches/{id}/sheet", post(sheet::give).layer(DefaultBodyLimit::max(most)))
        .route("/batches/{id}/sign", post(sign::sign))
        .route("/batches/{id}/cancel", post(sign::cancel))
}

/// The address of a batch.
fn address(id: &str) -> String {
    format!("/batches/{}", super::address::encoded(id))
}
