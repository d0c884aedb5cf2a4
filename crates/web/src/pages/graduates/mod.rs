//! `/graduates`: 毕业去向 (1): graduates by year and institution, and one sheet with where each went, reported in the grid or
//! by a file.

mod act;
mod list;
mod one;

pub(crate) use list::waiting;

use super::address::encoded;
use crate::answer::Problem;
use crate::routes::Routes;
use guantong_documents::Limits;
use guantong_service::access::Action;
use guantong_service::destination::SheetId;

/// What a form holds beside its file.
const AROUND: usize = 64 * 1024;

pub(super) fn routes() -> Routes {
    let most = usize::try_from(Limits::list().file_bytes).unwrap_or(usize::MAX).saturating_add(AROUND);
    let sheet = "/graduates/{year}/{name}";
    Routes::new()
        .get("/graduates", Action::DestinationRead, list::list)
        .get(sheet, Action::DestinationRead, one::one)
        .post(sheet, Action::DestinationKeep, act::act)
        .get("/graduates/{year}/{name}/sheet.xlsx", Action::DestinationRead, one::workbook)
        .upload("/graduates/{year}/{name}/sheet", Action::DestinationKeep, act::upload, most)
}

fn id_of((year, institution): (String, String)) -> Result<SheetId, Problem> {
    let year = year.parse().ok().filter(|year| (2000..2200).contains(year)).ok_or(Problem::NotFound)?;
    Ok(SheetId { year, institution })
}

/// Where a sheet is.
fn href(id: &SheetId) -> String {
    format!("/graduates/{}/{}", id.year, encoded(&id.institution))
}
