//! `/candidates/import`: a file of candidates, from its template to the candidates on file.

mod file;
mod show;
mod start;

use crate::routes::Routes;
use guantong_documents::Limits;
use guantong_service::access::Action;

/// Bytes of a form around its file.
const AROUND: usize = 64 * 1024;

pub(super) fn routes() -> Routes {
    let most = usize::try_from(Limits::register().file_bytes).unwrap_or(usize::MAX).saturating_add(AROUND);
    Routes::new()
        .get("/candidates/import", Action::CandidateImport, start::form)
        .upload("/candidates/import", Action::CandidateImport, start::upload, most)
        .get("/candidates/import/template.xlsx", Action::CandidateImport, file::template)
        .get("/candidates/import/{id}", Action::CandidateImport, show::show)
        .get("/candidates/import/{id}/returned.xlsx", Action::CandidateImport, file::returned)
        .post("/candidates/import/{id}/judge", Action::CandidateImport, show::judge)
        .post("/candidates/import/{id}/again", Action::CandidateImport, show::again)
        .post("/candidates/import/{id}/confirm", Action::CandidateImport, show::confirm)
        .post("/candidates/import/{id}/drop", Action::CandidateImport, show::put_away)
}
