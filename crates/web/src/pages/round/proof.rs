//! The five checks of a run as conditions of its seal, each with what was looked at.

use super::Terms;
use crate::frame::Page;
use crate::parts::gate::{Condition, Gate, Holds};
use guantong_model::Score;
use guantong_service::rows::{ProofCheck, RoundState};
use guantong_service::views::RoundView;

/// The checks of a run. Before publication only whether each holds: what was counted tells of the result.
pub(super) fn gate(page: &Page, view: &RoundView, terms: &Terms) -> Gate {
    let open = view.run.state == RoundState::Published;
    let condition = |check: &ProofCheck| {
        let holds = if check.violations == 0 { Holds::Yes } else { Holds::No };
        let words = match (check.property.as_str(), terms.floor) {
            ("above-floor", Some(floor)) => page.t("round-proof-above-the-floor").with("floor", floor),
            (property, _) => page.t(format!("round-proof-{property}")),
        };
        let figure = if !open || check.violations > 0 { String::new() } else { figure(page, view, check) };
        let condition = Condition::new(page, holds, words, figure);
        if check.violations == 0 {
            return condition;
        }
        condition.with_small(page.t("round-proof-violated").count("violations", wide(check.violations)))
    };
    Gate { conditions: view.run.proof.iter().map(condition).collect() }
}

fn wide(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// What was looked at, or the figure that shows it best.
fn figure(page: &Page, view: &RoundView, check: &ProofCheck) -> String {
    let examined = wide(check.checked);
    match check.property.as_str() {
        "within-places" => page.t("page-of").count("part", examined).count("whole", examined).to_string(),
        "above-floor" => match lowest(view) {
            Some(lowest) => page.t("round-proof-lowest").with("score", lowest).to_string(),
            None => page.t("page-none").to_string(),
        },
        "eligible" => page.t("round-proof-people").count("count", examined).to_string(),
        _ => page.t("round-proof-preferences").count("count", examined).to_string(),
    }
}

/// The lowest score admitted anywhere.
fn lowest(view: &RoundView) -> Option<Score> {
    view.programmes.iter().filter_map(|(_, programme)| programme.cutoff).min()
}
