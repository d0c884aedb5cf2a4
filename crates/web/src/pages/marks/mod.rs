//! `/marks`: 课程成绩 (3.2.3): classes with their courses, a sheet for each course and attempt as a grid or a file, and
//! `/students/{id}/transcript`, what one brought home over the three stages.

mod act;
mod class;
mod list;
mod sheet;
mod shown;
mod transcript;

pub(crate) use shown::{credits, mark, subject};

use super::address::{encoded, year_of};
use crate::answer::Problem;
use crate::routes::Routes;
use guantong_documents::Limits;
use guantong_model::ProgrammeId;
use guantong_registry::results::Attempt;
use guantong_service::access::Action;
use guantong_service::results::SheetId;

/// What a form holds beside its file.
const AROUND: usize = 64 * 1024;

pub(super) fn routes() -> Routes {
    let most = usize::try_from(Limits::list().file_bytes).unwrap_or(usize::MAX).saturating_add(AROUND);
    let sheet = "/marks/{programme}/{cohort}/{course}/{attempt}";
    Routes::new()
        .get("/marks", Action::ResultsRead, list::list)
        .get("/marks/{programme}/{cohort}", Action::ResultsRead, class::class)
        .get(sheet, Action::ResultsRead, sheet::sheet)
        .post(sheet, Action::ResultsKeep, act::act)
        .get(
            "/marks/{programme}/{cohort}/{course}/{attempt}/sheet.xlsx",
            Action::ResultsRead,
            sheet::workbook,
        )
        .upload(
            "/marks/{programme}/{cohort}/{course}/{attempt}/sheet",
            Action::ResultsKeep,
            act::upload,
            most,
        )
        .get("/students/{id}/transcript", Action::StudentRead, transcript::one)
}

/// The parts of an address that name a sheet.
type Named = (String, String, String, String);

fn id_of((programme, cohort, course, attempt): Named) -> Result<SheetId, Problem> {
    let cohort = year_of(&cohort)?;
    let attempt = Attempt::parse(&attempt).ok_or(Problem::NotFound)?;
    Ok(SheetId { programme: ProgrammeId(programme), cohort, course, attempt })
}

/// Where a class is.
fn class_href(programme: &ProgrammeId, cohort: i32) -> String {
    format!("/marks/{}/{cohort}", encoded(programme.as_str()))
}

/// Where a sheet is.
fn sheet_href(id: &SheetId) -> String {
    format!("{}/{}/{}", class_href(&id.programme, id.cohort), encoded(&id.course), id.attempt)
}
