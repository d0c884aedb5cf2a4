//! `/editions/{edition}/findings`: conflicts and gaps of the edition, each with where it stands and what to do.

use super::{Part, PartLink, must_be_in_force, parts};
use crate::answer::Answer;
use crate::frame::{Page, show};
use askama::Template;
use axum::extract::Path;
use guantong_policy::edition::findings::{Finding, findings};
use guantong_registry::Readings;

/// A finding as it is shown.
pub(crate) struct FindingShown {
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) place: String,
    pub(crate) words: String,
    pub(crate) way: String,
    /// Why it is accepted.
    pub(crate) accepted: Option<String>,
}

impl FindingShown {
    pub(crate) fn of(page: &Page, finding: &Finding) -> Self {
        FindingShown {
            kind: page.word(format!("finding.{}", finding.kind)),
            name: finding.name.clone(),
            place: finding.place.to_string(),
            words: page.say(&finding.message).to_string(),
            way: page.say(&finding.way()).to_string(),
            accepted: finding
                .accepted
                .as_ref()
                .map(|one| page.either(&one.reason, &one.reason_en).to_owned()),
        }
    }
}

#[derive(Template)]
#[template(path = "edition/findings.html")]
struct FindingsPage {
    parts: Vec<PartLink>,
    open: Vec<FindingShown>,
    accepted: Vec<FindingShown>,
    page: Page,
}

pub(super) async fn list(page: Page, Path(edition): Path<String>) -> Answer {
    must_be_in_force(&page, &edition)?;
    let found = findings(page.edition(), Readings::ALL);
    let (accepted, open): (Vec<_>, Vec<_>) = found.iter().partition(|one| one.accepted.is_some());
    let shown = |found: Vec<&Finding>| found.into_iter().map(|one| FindingShown::of(&page, one)).collect();
    show(&FindingsPage {
        parts: parts(&page, Part::Findings),
        open: shown(open),
        accepted: shown(accepted),
        page: page.clone(),
    })
}
