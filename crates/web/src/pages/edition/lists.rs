//! `/editions/{edition}/institutions` and `/districts`: the lists that names and codes are taken from.

use super::{Part, PartLink, certainty, must_be_in_force, parts};
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::pages::address::query;
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::Path;
use guantong_policy::edition::{Certainty, District, Institution};

#[derive(Template)]
#[template(path = "edition/institutions.html")]
struct InstitutionsPage {
    parts: Vec<PartLink>,
    institutions: Vec<Row>,
    clauses: Clauses,
    page: Page,
}

#[derive(Template)]
#[template(path = "edition/districts.html")]
struct DistrictsPage {
    parts: Vec<PartLink>,
    districts: Vec<(District, String)>,
    page: Page,
}

/// An institution as it is shown.
struct Row {
    institution: Institution,
    /// Its name in the other language.
    other_name: String,
    kind: String,
    role: String,
    code: Option<(String, Option<Chip>)>,
    designated: Option<Chip>,
    /// The list of its students, of a front institution.
    students: Option<String>,
}

pub(super) async fn institutions(page: Page, Path(edition): Path<String>) -> Answer {
    must_be_in_force(&page, &edition)?;
    let rows = page.edition().institutions().iter().map(|institution| row(&page, institution));
    show(&InstitutionsPage {
        parts: parts(&page, Part::Institutions),
        institutions: rows.collect(),
        clauses: Clauses::of_provisions(&page, &["2.1.a", "2.2.a"]).with_lead(&page),
        page: page.clone(),
    })
}

pub(super) async fn districts(page: Page, Path(edition): Path<String>) -> Answer {
    must_be_in_force(&page, &edition)?;
    let students = |district: &District| format!("/students{}", query(&[("district", &district.code)]));
    let districts = page.edition().districts().iter().map(|district| (district.clone(), students(district)));
    show(&DistrictsPage {
        parts: parts(&page, Part::Districts),
        districts: districts.collect(),
        page: page.clone(),
    })
}

fn row(page: &Page, institution: &Institution) -> Row {
    let role = match (institution.front, institution.partner) {
        (true, true) => "both",
        (true, false) => "front",
        (false, _) => "partner",
    };
    let other_name = page.either(&institution.name_en, &institution.name).to_owned();
    let sure = institution.code_certainty.map(|sure| certainty(page, sure));
    Row {
        other_name,
        kind: page.word(format!("institution.{}", institution.kind)),
        role: page.word(format!("edition.role.{role}")),
        code: institution.code.clone().map(|code| (code, sure)),
        designated: institution.front.then(|| designated(page, institution)),
        students: institution
            .front
            .then(|| format!("/students{}", query(&[("institution", &institution.name)]))),
        institution: institution.clone(),
    }
}

/// What is known of the designated list in the year of the navigation.
fn designated(page: &Page, institution: &Institution) -> Chip {
    let known = page.edition().designation(&institution.name, page.year);
    let (shape, word) = match known.map(|known| (known.listed, known.certainty)) {
        Some((true, Certainty::Assumed)) => ("ask", "assumed"),
        Some((true, _)) => ("ok", "listed"),
        Some((false, _)) => ("end", "not-listed"),
        None => ("ask", "unknown"),
    };
    Chip::new(shape, page.word(format!("edition.designated.{word}")))
}
