//! `/proposals/{year}/{name}/versions`: every version of a proposal with who changed what and why, and what differs
//! between any two; version 0 is last year's plan.

use super::parts::{change, edits};
use super::row::kind;
use super::{href, year_of};
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::parts::Clauses;
use askama::Template;
use axum::extract::{Path, Query};
use guantong_programme::proposal::{ProposalRow, differences};
use guantong_service::proposal::Version;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    from: String,
    to: String,
}

/// A version as it is shown.
struct VersionShown {
    number: i64,
    at: String,
    actor: String,
    kind: String,
    edits: Vec<String>,
    because: Option<String>,
    places: i64,
}

/// A row that differs.
struct DifferenceShown {
    major: String,
    partner: String,
    changes: Vec<String>,
}

#[derive(Template)]
#[template(path = "proposal/versions.html")]
struct VersionsPage {
    year: i32,
    of: String,
    title: String,
    from: i64,
    to: i64,
    choices: Vec<(i64, String)>,
    differences: Vec<DifferenceShown>,
    versions: Vec<VersionShown>,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn versions(
    page: Page,
    Path((year, name)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let year = year_of(&year)?;
    let (on_file, versions) = page.office().proposal_versions(year, &name).await?;
    let newest = on_file.version;
    let known = |text: &str| text.trim().parse().ok().filter(|version| (0..=newest).contains(version));
    let (from, to) = (known(&asked.from).unwrap_or(0), known(&asked.to).unwrap_or(newest));
    let rows = |version: i64| -> Vec<ProposalRow> {
        let found = versions.iter().find(|found| found.version == version);
        found.map_or_else(|| on_file.proposal.last_year(), |found| found.noted.proposal.rows.clone())
    };
    let shown = differences(&rows(from), &rows(to));
    let shown = shown.into_iter().map(|difference| DifferenceShown {
        major: difference.row.major_printed(),
        partner: page.institution(&difference.row.partner).to_owned(),
        changes: difference.changes.iter().map(|one| change(&page, one).to_string()).collect(),
    });
    let version = |version: &Version| VersionShown {
        number: version.version,
        at: page.moment(version.at),
        actor: page.by(&version.actor),
        kind: page.t(format!("proposal-entry-{}", kind(&version.kind))).to_string(),
        edits: edits(&page, &version.noted),
        because: version.noted.because.clone(),
        places: i64::from(version.noted.proposal.places()),
    };
    let mut choices = vec![(0, page.t("proposal-last-plan").with("year", year - 1).to_string())];
    choices.extend(versions.iter().map(|found| {
        let words = page.t(format!("proposal-entry-{}", kind(&found.kind)));
        let choice = page.t("proposal-version-choice").with("version", found.version).with("what", words);
        (found.version, choice.to_string())
    }));
    show(&VersionsPage {
        year,
        of: href(year, &name),
        title: page.institution(&name).to_owned(),
        from,
        to,
        choices,
        differences: shown.collect(),
        versions: versions.iter().rev().map(version).collect(),
        clauses: Clauses::of_provisions(&page, &["3.1.3.a"]).with_lead(&page),
        page: page.clone(),
    })
}
