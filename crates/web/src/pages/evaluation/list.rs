//! `/evaluation`: what waits for who asks, and the rounds.

use super::shown::{RowShown, row};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, show};
use crate::parts::{Chip, Clauses};
use askama::Template;
use guantong_service::access::Action;
use guantong_service::evaluation::{Far, Listed, RoundState, RoundView};

struct RoundShown {
    year: i32,
    chip: Chip,
    subjects: usize,
    set: usize,
    late: usize,
    score_by: String,
}

#[derive(Template)]
#[template(path = "evaluation/list.html")]
struct ListPage {
    rounds: Vec<RoundShown>,
    waiting: Vec<(i32, RowShown)>,
    opens: bool,
    /// The address of the ties of the expert who asks.
    ties: Option<String>,
    clauses: Clauses,
    page: Page,
}

pub(super) fn state(page: &Page, state: RoundState) -> Chip {
    let shape = if state == RoundState::Open { "going" } else { "ok" };
    Chip::new(shape, page.word(format!("evaluation-round.{state}")))
}

pub(super) async fn list(page: Page) -> Answer {
    let office = page.office();
    let shown = |view: &RoundView| RoundShown {
        year: view.round.year,
        chip: state(&page, view.round.state),
        subjects: view.subjects.len(),
        set: view.subjects.iter().filter(|one| one.far == Far::Set).count(),
        late: view.subjects.iter().filter(|one| one.late).count(),
        score_by: page.date(view.round.score_by),
    };
    let rounds = office.evaluations().await?.iter().map(shown).collect();
    let waiting = office.waiting_evaluations().await?;
    let expert = office.viewer().filter(|viewer| viewer.institution().is_none());
    let expert = expert.filter(|_| page.may(Action::EvaluationScore));
    show(&ListPage {
        rounds,
        waiting: waiting.iter().map(|one| (one.id.year, row(&page, one))).collect(),
        opens: office.allow_here(Action::EvaluationOpen).is_ok(),
        ties: expert.map(|viewer| super::expert_href(&viewer.account)),
        clauses: Clauses::of_provisions(&page, &["4.3.1.b", "4.3.1.d"]).with_lead(&page),
        page: page.clone(),
    })
}

/// What of evaluations waits for who asks, for the to-do centre: what, of whom, how far, address.
pub(crate) async fn waiting(page: &Page) -> Result<Vec<(String, String, String, String)>, Problem> {
    let waiting = page.office().waiting_evaluations().await?;
    let line = |one: &Listed| {
        let shown = row(page, one);
        let what = page.t("evaluation-round-of").with("year", one.id.year.to_string()).to_string();
        let far = match shown.due {
            Some(due) => {
                page.t("evaluation-far-due").with("far", shown.chip.word).with("due", due).to_string()
            }
            None => shown.chip.word,
        };
        (what, shown.sides, far, shown.href)
    };
    Ok(waiting.iter().map(line).collect())
}
