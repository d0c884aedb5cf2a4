//! `/training`: 人才培养方案 (3.2.1, 3.2.1.b, 3.2.2): the list of a class, one programme's seven years as a map and as a
//! table, its courses as they are edited and as a sheet, its versions.

mod act;
mod course;
mod courses;
mod list;
mod map;
mod one;
mod parts;
mod sheet;
mod versions;

use crate::answer::Problem;
use crate::pages::address::{encoded, year_of};
use crate::routes::Routes;
use guantong_model::ProgrammeId;
use guantong_service::access::Action;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/training", Action::FactsRead, list::list)
        .get("/training/{programme}/{cohort}", Action::FactsRead, one::one)
        .post("/training/{programme}/{cohort}", Action::TrainingDraft, act::draft)
        .post("/training/{programme}/{cohort}/agreement", Action::TrainingAgree, act::agree)
        .get("/training/{programme}/{cohort}/versions", Action::TrainingRead, versions::versions)
        .get("/training/{programme}/{cohort}/courses.xlsx", Action::FactsRead, sheet::download)
        .get("/training/{programme}/{cohort}/template.xlsx", Action::TrainingRead, sheet::template)
        .post("/training/{programme}/{cohort}/sheet", Action::TrainingDraft, sheet::give)
        .get("/training/{programme}/{cohort}/courses", Action::TrainingDraft, courses::courses)
        .post("/training/{programme}/{cohort}/courses", Action::TrainingDraft, courses::edit)
        .get("/training/{programme}/{cohort}/courses/{code}", Action::TrainingDraft, course::course)
        .post("/training/{programme}/{cohort}/courses/{code}", Action::TrainingDraft, course::edit)
}

/// The programme and the class an address names.
fn key_of(programme: &str, cohort: &str) -> Result<(ProgrammeId, i32), Problem> {
    Ok((ProgrammeId::from(programme), year_of(cohort)?))
}

/// Where a training programme is.
pub(super) fn href(programme: &ProgrammeId, cohort: i32) -> String {
    format!("/training/{}/{cohort}", encoded(programme.as_str()))
}
