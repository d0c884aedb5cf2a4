//! `/rounds/{year}/{round}/trials`: 试算: a round under other values, kept apart from the round and from everybody but the
//! examination authority; any two held against each other, and one against the round once it is published.

mod list;
mod one;

use crate::answer::Problem;
use crate::frame::Page;
use crate::pages::correction::{Lines, programme_named};
use crate::pages::round::RoundPath;
use crate::routes::Routes;
use guantong_service::access::Action;
use guantong_service::trial::Instead;

pub(super) fn routes() -> Routes {
    const ALL: &str = "/rounds/{year}/{round}/trials";
    Routes::new().get(ALL, Action::TrialRead, list::list).post(ALL, Action::TrialRun, list::run).get(
        "/rounds/{year}/{round}/trials/{number}",
        Action::TrialRead,
        one::one,
    )
}

/// Where the trials of a round are.
fn all(at: RoundPath) -> String {
    format!("{}/trials", at.href())
}

/// The number an address names.
fn number(text: &str) -> Result<i64, Problem> {
    text.parse().ok().filter(|number| *number > 0).ok_or(Problem::NotFound)
}

/// What a trial changes, each in words; that nothing is where nothing is.
fn changes(page: &Page, lines: &Lines, instead: &Instead) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(floor) = instead.floor {
        said.push(page.t("trial-is-floor").with("floor", floor).to_string());
    }
    if let Some(equal) = instead.equal {
        said.push(
            page.t("trial-is-equal")
                .with("equal", page.t(format!("trial-equal-{}", equal.as_str())))
                .to_string(),
        );
    }
    if let Some(method) = instead.method {
        let method = page.t(format!("trial-method-{}", method.as_str()));
        said.push(page.t("trial-is-method").with("method", method).to_string());
    }
    if let Some(most) = instead.preferences_max {
        said.push(page.t("trial-is-preferences").with("most", i64::from(most)).to_string());
    }
    for (programme, places) in &instead.places {
        let programme = programme_named(page, lines, programme);
        let message = page.t("trial-is-places").with("programme", programme).with("places", *places);
        said.push(message.to_string());
    }
    if said.is_empty() {
        said.push(page.t("trial-is-nothing").to_string());
    }
    said
}
