//! `/reports`: 年度实施报告 (4.3.1.a) of each two that work together, by calendar year; one with its figures, text,
//! signatures and files.

mod act;
mod file;
mod list;
mod one;
mod shown;

pub(crate) use list::waiting;
pub(crate) use shown::{figure as report_figure, records as report_records, state as report_state};

use super::address::{encoded, year_of};
use crate::answer::Problem;
use crate::routes::Routes;
use guantong_service::access::Action;
use guantong_service::report::ReportId;

pub(super) fn routes() -> Routes {
    let one = "/reports/{year}/{front}/{partner}";
    Routes::new()
        .get("/reports", Action::ReportRead, list::list)
        .get(one, Action::ReportRead, one::one)
        .post(one, Action::ReportWrite, act::write)
        .post("/reports/{year}/{front}/{partner}/signature", Action::ReportSign, act::sign)
        .post("/reports/{year}/{front}/{partner}/acceptance", Action::ReportAccept, act::accept)
        .get("/reports/{year}/{front}/{partner}/report.docx", Action::ReportRead, file::docx)
        .get("/reports/{year}/{front}/{partner}/report.xlsx", Action::ReportRead, file::xlsx)
        .get("/reports/{year}/{front}/{partner}/report.json", Action::ReportRead, file::json)
}

type Named = (String, String, String);

fn id_of((year, front, partner): Named) -> Result<ReportId, Problem> {
    Ok(ReportId { year: year_of(&year)?, front, partner })
}

/// Where a report is.
fn href(id: &ReportId) -> String {
    format!("/reports/{}/{}/{}", id.year, encoded(&id.front), encoded(&id.partner))
}
