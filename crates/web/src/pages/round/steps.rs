//! The six steps of a round, and which one it stands at.

use crate::frame::Page;
use guantong_service::rows::{RoundRun, RoundState};

/// A step: its name, what is known of it, and whether it is behind, here, or ahead.
pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) note: String,
    pub(super) done: bool,
    pub(super) current: bool,
}

/// The steps of a run. Counts are shown once the round is published, moments at once.
pub(super) fn of(page: &Page, run: &RoundRun) -> Vec<Step> {
    let open = run.state == RoundState::Published;
    let count = |id: &str, count: i64| {
        if open { page.t(id).count("count", count).to_string() } else { String::new() }
    };
    let signed = match run.state {
        RoundState::Proved => {
            page.t("round-step-sealed-open").with("signed", run.signatures.len()).to_string()
        }
        RoundState::Sealed | RoundState::Published => {
            run.signatures.last().map_or_else(String::new, |last| page.moment(last.signed_at))
        }
    };
    let published = run.published_at.map_or_else(String::new, |at| page.moment(at));
    let held = run.proof.iter().filter(|check| check.violations == 0).count();
    let proved = page.t("round-step-proved-of").with("held", held).with("checks", run.proof.len());
    let steps = [
        ("round-step-candidates", count("round-people", run.candidates)),
        ("round-step-eligible", count("round-ineligible-people", run.candidates - run.eligible)),
        ("round-step-allocated", page.moment(run.ran_at)),
        ("round-step-proved", proved.to_string()),
        ("round-step-sealed", signed),
        ("round-step-published", published),
    ];
    let behind = match run.state {
        RoundState::Proved => 4,
        RoundState::Sealed => 5,
        RoundState::Published => 6,
    };
    (0..)
        .zip(steps)
        .map(|(at, (name, note))| Step { name, note, done: at < behind, current: at == behind })
        .collect()
}
