//! What would have to be otherwise, and what comes next: the way out of a result.

use super::Outcome;
use super::choice::difference;
use super::ties::Decider;
use crate::frame::{Page, Said};
use crate::pages::round::Terms;
use crate::parts::programme;
use guantong_admission::explain::{Difference, Preference};
use guantong_model::Score;
use guantong_service::rows::{PlanLine, Round};
use guantong_service::views::CandidateView;

/// As many preferences as are told of, the nearest first.
const TOLD: usize = 3;

/// The ways of a candidate.
pub(super) fn ways(
    page: &Page,
    terms: &Terms,
    round: Round,
    view: &CandidateView,
    outcome: Outcome,
) -> Vec<Said> {
    if outcome == Outcome::Ineligible {
        return of_ineligible(page, terms, view);
    }
    let mut ways = nearest(page, terms, view);
    ways.push(page.t(match (outcome, round) {
        (Outcome::Admitted, Round::Early) => "candidate-then-admitted-early",
        (Outcome::Admitted, Round::Unified) => "candidate-then-admitted-unified",
        (_, Round::Early) => "candidate-then-unified",
        (_, Round::Unified) => "candidate-then-over",
    }));
    ways
}

fn of_ineligible(page: &Page, terms: &Terms, view: &CandidateView) -> Vec<Said> {
    let first = match (view.result.reason.as_str(), terms.floor) {
        ("floor.below", Some(floor)) => page
            .t("candidate-otherwise-floor")
            .with("floor", floor)
            .with("own", view.candidate.total)
            .with("short", short_of(floor, view.candidate.total)),
        ("qualification.none", _) => page.t("candidate-otherwise-qualification"),
        ("household.none", _) => page.t("candidate-otherwise-household"),
        ("admitted.earlier", _) => return vec![page.t("candidate-otherwise-earlier")],
        _ => page.t("candidate-otherwise-other"),
    };
    vec![first, page.t("candidate-then-correction")]
}

fn short_of(wanted: Score, own: Score) -> Score {
    Score::from_millionths(wanted.millionths() - own.millionths())
}

/// The preferences that were missed by least.
fn nearest(page: &Page, terms: &Terms, view: &CandidateView) -> Vec<Said> {
    let mut missed: Vec<(Score, Said)> =
        view.explanation.preferences.iter().filter_map(|p| one(page, terms, view, p)).collect();
    missed.sort_by_key(|(short, _)| *short);
    missed.truncate(TOLD);
    missed.into_iter().map(|(_, said)| said).collect()
}

fn one(page: &Page, terms: &Terms, view: &CandidateView, preference: &Preference) -> Option<(Score, Said)> {
    let line: &PlanLine = view.lines.get(usize::try_from(preference.programme?).ok()?)?;
    let difference = difference(&preference.why)?;
    let (short, said) = match difference {
        Difference::Score { theirs, .. } => {
            let theirs = Score::parse(theirs).ok()?;
            (
                short_of(theirs, view.candidate.total),
                page.t("candidate-otherwise-score").with("theirs", theirs),
            )
        }
        _ => {
            let decider = Decider::of(page, terms, difference)?;
            let said = page
                .t("candidate-otherwise-key")
                .with("total", view.candidate.total)
                .with("key", &decider.name)
                .with("theirs", &decider.theirs);
            (Score::default(), said)
        }
    };
    let said = said
        .with("position", i64::from(preference.position))
        .with("programme", programme::full_name(page, line));
    Some((short, said))
}
