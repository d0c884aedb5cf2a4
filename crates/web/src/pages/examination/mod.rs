//! `/examinations`: 转段考试 (4.1.c, 4.1.e): sessions with who may sit, results, the list, its publicity and its filing;
//! and the public lists, for everybody to see.

mod act;
mod fields;
mod files;
mod list;
mod one;
mod public;
mod shown;

pub(crate) use shown::{called, organiser, verdict};

use crate::routes::Routes;
use guantong_documents::Limits;
use guantong_service::access::Action;

/// What a form holds beside its file.
const AROUND: usize = 64 * 1024;

pub(super) fn routes() -> Routes {
    let most = usize::try_from(Limits::list().file_bytes).unwrap_or(usize::MAX).saturating_add(AROUND);
    Routes::new()
        .get("/examinations", Action::ExaminationRead, list::list)
        .post("/examinations", Action::ExaminationKeep, list::open)
        .get("/examinations/publicity", Action::FactsRead, public::public)
        .get("/examinations/{id}", Action::ExaminationRead, one::one)
        .post("/examinations/{id}", Action::ExaminationKeep, act::act)
        .get("/examinations/{id}/sheet.xlsx", Action::ExaminationRead, files::template)
        .get("/examinations/{id}/marked.xlsx", Action::ExaminationRead, files::marked)
        .get("/examinations/{id}/list.csv", Action::ExaminationRead, files::csv)
        .upload("/examinations/{id}/sheet", Action::ExaminationKeep, files::give, most)
        .post("/examinations/{id}/record", Action::ExaminationRecord, act::record)
}

/// The address of an examination.
fn address(id: &str) -> String {
    format!("/examinations/{}", super::address::encoded(id))
}
