//! `/batches`: a class at once. `/batches/{id}`: its preview, its sheet, its signatures, and what came of it.

mod list;
mod one;
mod sheet;
mod sign;

use crate::routes::Routes;
use guantong_documents::Limits;
use guantong_service::access::Action;

/// What a form holds beside its file.
const AROUND: usize = 64 * 1024;

pub(super) fn routes() -> Routes {
    let most = usize::try_from(Limits::list().file_bytes).unwrap_or(usize::MAX).saturating_add(AROUND);
    Routes::new()
        .get("/batches", Action::BatchRead, list::list)
        .post("/batches", Action::BatchOpen, list::open)
        .get("/batches/{id}", Action::BatchRead, one::one)
        .get("/batches/{id}/sheet.xlsx", Action::BatchRead, sheet::template)
        .get("/batches/{id}/marked.xlsx", Action::BatchRead, sheet::marked)
        .get("/batches/{id}/list.csv", Action::BatchRead, sheet::csv)
        .upload("/batches/{id}/sheet", Action::BatchOpen, sheet::give, most)
        .post("/batches/{id}/sign", Action::BatchSign, sign::sign)
        .post("/batches/{id}/cancel", Action::BatchOpen, sign::cancel)
}

/// The address of a batch.
fn address(id: &str) -> String {
    format!("/batches/{}", super::address::encoded(id))
}
