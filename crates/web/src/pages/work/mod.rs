//! `/work-study`: 工学交替 (3.2.4): classes with their periods, posts and hours; of an enterprise its posts and what it has to
//! confirm; and `/students/{id}/work`, what one student did.

mod act;
mod class;
mod hours;
mod list;
mod own;
mod shown;

use super::address::{encoded, year_of};
use crate::answer::Problem;
use crate::routes::Routes;
use guantong_model::ProgrammeId;
use guantong_service::access::Action;
use guantong_service::work::HoursId;

pub(super) fn routes() -> Routes {
    let hours = "/work-study/{programme}/{cohort}/{block}/{institution}/{agreement}";
    Routes::new()
        .get("/work-study", Action::WorkRead, list::list)
        .get("/work-study/{programme}/{cohort}", Action::WorkRead, class::class)
        .post("/work-study/{programme}/{cohort}", Action::WorkKeep, act::class)
        .get(hours, Action::WorkRead, hours::sheet)
        .post(hours, Action::WorkKeep, act::hours)
        .post(
            "/work-study/{programme}/{cohort}/{block}/{institution}/{agreement}/confirmation",
            Action::WorkConfirm,
            act::confirmation,
        )
        .get("/students/{id}/work", Action::StudentRead, own::one)
}

/// The parts of an address that name a sheet of hours.
type Named = (String, String, String, String, String);

fn id_of((programme, cohort, block, institution, agreement): Named) -> Result<HoursId, Problem> {
    Ok(HoursId {
        programme: ProgrammeId(programme),
        cohort: year_of(&cohort)?,
        block: block.parse().map_err(|_| Problem::NotFound)?,
        institution,
        agreement: agreement.parse().map_err(|_| Problem::NotFound)?,
    })
}

/// Where a class is.
fn class_href(programme: &ProgrammeId, cohort: i32) -> String {
    format!("/work-study/{}/{cohort}", encoded(programme.as_str()))
}

/// Where a sheet of hours is.
pub(crate) fn hours_href(id: &HoursId) -> String {
    let class = class_href(&id.programme, id.cohort);
    format!("{class}/{}/{}/{}", id.block, encoded(&id.institution), id.agreement)
}
