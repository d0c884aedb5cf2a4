//! `/editions/{edition}`: every provision under the notice's headings, with how much rests on it.

use super::headings::{Heading, under_headings};
use super::{Part, PartLink, address, kind, must_be_in_force, parts};
use crate::answer::Answer;
use crate::frame::{Page, show};
use askama::Template;
use axum::extract::Path;
use guantong_policy::edition::Provision;

#[derive(Template)]
#[template(path = "edition/provisions.html")]
struct ProvisionsPage {
    parts: Vec<PartLink>,
    groups: Vec<(Heading, Vec<Row>)>,
    count: usize,
    page: Page,
}

/// A provision in the list.
struct Row {
    provision: Provision,
    href: String,
    kind: String,
    parameters: usize,
    interpretations: usize,
    decisions: i64,
}

pub(super) async fn list(page: Page, Path(edition): Path<String>) -> Answer {
    must_be_in_force(&page, &edition)?;
    let uses = page.office().clause_uses().await?;
    let edition = page.edition();
    let row = |provision: &Provision| Row {
        href: address(&page, &format!("/provisions/{}", provision.id)),
        kind: kind(&page, provision.kind),
        parameters: edition.parameters().iter().filter(|p| p.clause == provision.id).count(),
        interpretations: edition.interpretations().iter().filter(|i| i.clause == provision.id).count(),
        decisions: uses.get(provision.id.as_str()).copied().unwrap_or(0),
        provision: provision.clone(),
    };
    let groups = under_headings(edition.provisions(), edition.file("notice.md").unwrap_or_default());
    let groups = groups.into_iter().map(|(heading, group)| (heading, group.into_iter().map(row).collect()));
    show(&ProvisionsPage {
        parts: parts(&page, Part::Provisions),
        groups: groups.collect(),
        count: edition.provisions().len(),
        page: page.clone(),
    })
}
