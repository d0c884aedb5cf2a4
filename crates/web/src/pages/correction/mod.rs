//! `/rounds/{year}/{round}/corrections`: 公布后更正: proposed with the corrected values beside those on file, looked at
//! with everything that follows, decided where a place is taken back, signed by two.

mod list;
mod new;
mod one;

use crate::answer::Problem;
use crate::frame::{Page, Said};
use crate::pages::round::RoundPath;
use crate::parts::programme;
use crate::routes::Routes;
use axum::http::StatusCode;
use guantong_model::ProgrammeId;
use guantong_service::access::Action;
use guantong_service::correction::{CorrectionState, FactName, Facts};
use guantong_service::rows::PlanLine;
use std::collections::BTreeMap;

pub(super) fn routes() -> Routes {
    const ALL: &str = "/rounds/{year}/{round}/corrections";
    const ONE: &str = "/rounds/{year}/{round}/corrections/{number}";
    Routes::new()
        .get(ALL, Action::CorrectionRead, list::list)
        .post(ALL, Action::CorrectionPropose, new::propose)
        .get("/rounds/{year}/{round}/corrections/new", Action::CorrectionPropose, new::form)
        .get(ONE, Action::CorrectionRead, one::one)
        .post(ONE, Action::CorrectionSign, one::sign)
        .post("/rounds/{year}/{round}/corrections/{number}/decision", Action::CorrectionDecide, one::decide)
        .post("/rounds/{year}/{round}/corrections/{number}/discard", Action::CorrectionPropose, one::discard)
}

/// Where the corrections of a round are.
fn all(at: RoundPath) -> String {
    format!("{}/corrections", at.href())
}

/// The number an address names.
fn number(text: &str) -> Result<i64, Problem> {
    text.parse().ok().filter(|number| *number > 0).ok_or(Problem::NotFound)
}

/// Fields of a form by name, without the spaces around them.
fn fields(pairs: Vec<(String, String)>) -> BTreeMap<String, String> {
    pairs.into_iter().map(|(name, value)| (name, value.trim().to_owned())).collect()
}

/// What is wrong with what was sent, to be shown beside it.
#[derive(Default)]
struct Situation {
    errors: Vec<Said>,
    conflict: Option<Said>,
}

impl Situation {
    /// What can be said on the page itself, with its status; every other problem has a page of its own.
    fn of(page: &Page, problem: Problem) -> Result<(StatusCode, Self), Problem> {
        match problem {
            Problem::BadInput(wrong) => {
                let errors = wrong.iter().map(|message| page.say(message)).collect();
                Ok((StatusCode::UNPROCESSABLE_ENTITY, Situation { errors, conflict: None }))
            }
            Problem::Conflict(conflict) => {
                let conflict = Some(page.say(&conflict.message));
                Ok((StatusCode::CONFLICT, Situation { errors: Vec::new(), conflict }))
            }
            other => Err(other),
        }
    }
}

/// How far a correction is, as a chip.
pub(crate) fn chip(page: &Page, state: CorrectionState) -> crate::parts::Chip {
    let shape = match state {
        CorrectionState::Proposed => "wait",
        CorrectionState::Made => "ok",
        CorrectionState::GivenUp => "end",
    };
    crate::parts::Chip::new(shape, page.t(format!("correction-state-{state}")))
}

/// The name of a fact.
pub(crate) fn fact_name(page: &Page, name: FactName) -> String {
    page.t(format!("correction-fact-{name}")).to_string()
}

/// Programmes by their ids.
pub(crate) type Lines = BTreeMap<ProgrammeId, PlanLine>;

/// A programme in words; its id where the plan does not have it.
pub(crate) fn programme_named(page: &Page, lines: &Lines, id: &ProgrammeId) -> String {
    lines.get(id).map_or_else(|| id.to_string(), |line| programme::full_name(page, line))
}

/// A fact as it is read.
pub(crate) fn fact_text(page: &Page, lines: &Lines, facts: &Facts, name: FactName) -> String {
    let yes = |yes: bool| page.t(if yes { "candidate-yes" } else { "candidate-no-word" }).to_string();
    let list = |list: &[ProgrammeId]| match list {
        [] => page.t("page-none").to_string(),
        list => page.list(list.iter().map(|id| programme_named(page, lines, id))),
    };
    match name {
        FactName::Total => facts.total.to_string(),
        FactName::Bonus => facts.bonus.to_string(),
        FactName::Chinese => facts.chinese.to_string(),
        FactName::Mathematics => facts.mathematics.to_string(),
        FactName::ForeignLanguage => facts.foreign_language.to_string(),
        FactName::Priority => yes(facts.priority),
        FactName::Draw => facts.draw.to_string(),
        FactName::Qualified => yes(facts.qualified),
        FactName::Household => yes(facts.household),
        FactName::Early => list(&facts.early),
        FactName::Unified => list(&facts.unified),
    }
}
