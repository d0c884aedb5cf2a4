//! `/evaluation`: 监测评估 (4.3.1.b, 4.3.1.d): rounds by year; a subject with its evidence, scores, answers and result; the
//! sheet of an expert; experts and their ties. What each sees of it is the office's to say.

mod act;
mod evidence;
mod experts;
mod file;
mod list;
mod one;
mod open;
mod round;
mod score;
mod shown;

pub(crate) use list::waiting;
pub(crate) use shown::{ResultShown, grade};

use super::address::{encoded, year_of};
use crate::answer::Problem;
use crate::routes::Routes;
use guantong_service::access::Action;
use guantong_service::evaluation::SubjectId;

pub(super) fn routes() -> Routes {
    let one = "/evaluation/{year}/{front}/{partner}";
    let expert = "/evaluation/experts/{account}";
    Routes::new()
        .get("/evaluation", Action::EvaluationRead, list::list)
        .get("/evaluation/new", Action::EvaluationOpen, open::form)
        .post("/evaluation/new", Action::EvaluationOpen, open::open)
        .get("/evaluation/experts", Action::EvaluationAssign, experts::list)
        .get(expert, Action::EvaluationTie, experts::one)
        .post(expert, Action::EvaluationTie, experts::act)
        .get("/evaluation/{year}", Action::EvaluationRead, round::round)
        .post("/evaluation/{year}", Action::EvaluationOpen, round::close)
        .get("/evaluation/{year}/readers", Action::EvaluationAssign, round::proposal)
        .post("/evaluation/{year}/readers", Action::EvaluationAssign, round::assign)
        .get("/evaluation/{year}/results.xlsx", Action::EvaluationOpen, file::xlsx)
        .get(one, Action::EvaluationRead, one::one)
        .post("/evaluation/{year}/{front}/{partner}/readers", Action::EvaluationAssign, act::assign)
        .post("/evaluation/{year}/{front}/{partner}/opinions", Action::EvaluationOpen, act::deliver)
        .post("/evaluation/{year}/{front}/{partner}/answer", Action::EvaluationAnswer, act::answer)
        .post("/evaluation/{year}/{front}/{partner}/result", Action::EvaluationSet, act::result)
        .get("/evaluation/{year}/{front}/{partner}/score", Action::EvaluationScore, score::form)
        .post("/evaluation/{year}/{front}/{partner}/score", Action::EvaluationScore, score::score)
}

type Named = (String, String, String);
fn id_of((year, front, partner): Named) -> Result<SubjectId, Problem> {
    Ok(SubjectId { year: year_of(&year)?, front, partner })
}

/// Where a subject is.
fn href(id: &SubjectId) -> String {
    format!("/evaluation/{}/{}/{}", id.year, encoded(&id.front), encoded(&id.partner))
}

/// Where an expert is.
fn expert_href(account: &str) -> String {
    format!("/evaluation/experts/{}", encoded(account))
}
