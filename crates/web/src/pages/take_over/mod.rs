//! `/take-over`: students who were in the programme before the office began, from template to confirmation.

mod check;
mod file;
mod start;

use crate::routes::Routes;
use guantong_documents::Limits;
use guantong_service::access::Action;

/// Bytes of a form around its file.
const AROUND: usize = 64 * 1024;

pub(super) fn routes() -> Routes {
    let most = usize::try_from(Limits::list().file_bytes).unwrap_or(usize::MAX).saturating_add(AROUND);
    Routes::new()
        .get("/take-over", Action::TakeOver, start::form)
        .upload("/take-over", Action::TakeOver, start::upload, most)
        .get("/take-over/template.xlsx", Action::TakeOver, file::template)
        .get("/take-over/{digest}", Action::TakeOver, check::show)
        .get("/take-over/{digest}/checked.xlsx", Action::TakeOver, file::returned)
        .post("/take-over/{digest}/confirm", Action::TakeOver, check::confirm)
        .post("/take-over/{digest}/drop", Action::TakeOver, check::put_away)
}
