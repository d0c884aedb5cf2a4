//! `/editions/{edition}/provisions/{clause}`: one provision with its words, what is done about it, its parameters,
//! how it is read, and how many decisions rest on it.

use super::headings::{Heading, heading_of};
use super::interpretations::Reading;
use super::parameters::Row as ParameterRow;
use super::{address, kind, must_be_in_force};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, show};
use askama::Template;
use axum::extract::Path;
use guantong_policy::ClauseId;
use guantong_policy::edition::Provision;

#[derive(Template)]
#[template(path = "edition/provision.html")]
struct ProvisionPage {
    provision: Provision,
    heading: Heading,
    kind: String,
    document: String,
    decisions: i64,
    /// The students whom those decisions are about.
    students: String,
    parameters: Vec<ParameterRow>,
    readings: Vec<Reading>,
    /// Others under the same number of the notice.
    siblings: Vec<Neighbour>,
    previous: Option<Neighbour>,
    next: Option<Neighbour>,
    list: String,
    page: Page,
}

/// A provision beside this one.
struct Neighbour {
    provision: Provision,
    href: String,
}

pub(super) async fn one(page: Page, Path((edition, clause)): Path<(String, String)>) -> Answer {
    must_be_in_force(&page, &edition)?;
    let edition = page.edition();
    let all = edition.provisions();
    let at = all.iter().position(|p| p.id.as_str() == clause).ok_or(Problem::NotFound)?;
    let provision = all.get(at).ok_or(Problem::NotFound)?.clone();
    let id = ClauseId::from(clause.as_str());
    let uses = page.office().clause_uses().await?;
    let beside = |provision: &Provision| Neighbour {
        href: address(&page, &format!("/provisions/{}", provision.id)),
        provision: provision.clone(),
    };
    let same_number = |other: &&Provision| other.label == provision.label && other.id != provision.id;
    show(&ProvisionPage {
        heading: heading_of(&provision, edition.file("notice.md").unwrap_or_default()),
        kind: kind(&page, provision.kind),
        document: edition.head().map(|head| head.document.clone()).unwrap_or_default(),
        students: address(&page, &format!("/provisions/{}/students", provision.id)),
        decisions: uses.get(id.as_str()).copied().unwrap_or(0),
        parameters: edition.parameters_of(&id).map(|parameter| ParameterRow::of(&page, parameter)).collect(),
        readings: edition.interpretations_of(&id).map(|reading| Reading::of(&page, reading)).collect(),
        siblings: all.iter().filter(same_number).map(beside).collect(),
        previous: at.checked_sub(1).and_then(|at| all.get(at)).map(beside),
        next: all.get(at + 1).map(beside),
        list: address(&page, ""),
        provision,
        page: page.clone(),
    })
}
