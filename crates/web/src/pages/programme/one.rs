//! `/programmes/{id}`.

use super::form::{Came, FactShown, Typed, answer};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show_as};
use crate::pages::address::{encoded, query};
use crate::parts::Clauses;
use crate::parts::programme::{full_name, major};
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guantong_model::{Message, ProgrammeId};
use guantong_registry::PartnerReplaced;
use guantong_service::access::Action;
use guantong_service::programme::{DatedFact, Entering, Preview, ProgrammeView};

/// A year of the programme.
struct YearShown {
    year: i32,
    places: String,
    partner: String,
    score: String,
    /// Students by standing.
    students: Vec<String>,
}

#[derive(Template)]
#[template(path = "programme/one.html")]
struct ProgrammePage {
    here: String,
    title: String,
    lead: Said,
    school: (String, String),
    students: String,
    /// Where the letters of the newest admission are printed, for whoever may.
    letters: Option<String>,
    years: Vec<YearShown>,
    /// Institution, the name its certificates bear today, and its page.
    names: Vec<(String, String, String)>,
    facts: Vec<FactShown>,
    version: i64,
    cohorts: Vec<i32>,
    /// Partner universities: name and words.
    partners: Vec<(String, String)>,
    one_university: bool,
    typed: Typed,
    came: Came,
    clauses: Clauses,
    page: Page,
}

fn address(name: &str) -> String {
    format!("/institutions/{}", encoded(name))
}

/// Whoever takes names away prints the letters: the commission, and the institution that admits.
fn letters(page: &Page, view: &ProgrammeView) -> Option<String> {
    let institution = page.office().viewer().and_then(|viewer| viewer.institution());
    let may = page.may(Action::StudentExport) && institution.is_none_or(|name| name == view.line.institution);
    let newest = view.years.iter().find(|year| year.score.is_some()).filter(|_| may)?;
    Some(format!("/letters/{}/{}", newest.year, encoded(view.line.programme.as_str())))
}

impl ProgrammePage {
    fn of(page: Page, view: &ProgrammeView, typed: Typed, came: Came) -> Self {
        let line = &view.line;
        let id = line.programme.as_str();
        let none = page.t("page-none").to_string();
        let years = view.years.iter().map(|year| YearShown {
            year: year.year,
            places: page.number(year.line.places),
            partner: page.institution(&year.partner).to_owned(),
            score: year.score.map_or_else(|| none.clone(), |score| score.to_string()),
            students: year
                .standings()
                .map(|(standing, count)| {
                    let standing = page.word(format!("standing.{standing}"));
                    page.t("programme-standing").with("standing", &standing).count("count", count).to_string()
                })
                .collect(),
        });
        let facts = view.replaced().map(|(on_file, cohort, partner)| {
            let what =
                page.t("fact-partner").with("cohort", cohort).with("partner", page.institution(partner));
            FactShown::of(&page, on_file, what)
        });
        let of_edition = page.edition().institutions().iter().filter(|institution| institution.partner);
        ProgrammePage {
            here: format!("/programmes/{}", encoded(id)),
            title: full_name(&page, line),
            lead: page
                .t("programme-lead")
                .with("track", page.word(format!("track.{}", line.track)))
                .with("partner", page.institution(&line.partner))
                .with("id", id),
            school: (
                page.institution(&line.institution).to_owned(),
                format!("/students{}", query(&[("institution", &line.institution)])),
            ),
            students: format!("/students{}", query(&[("programme", id)])),
            letters: letters(&page, view),
            years: years.collect(),
            names: view
                .names
                .iter()
                .map(|(name, today)| {
                    (page.institution(name).to_owned(), page.institution(today).to_owned(), address(name))
                })
                .collect(),
            facts: facts.collect(),
            version: view.version,
            cohorts: view.years.iter().map(|year| year.year).collect(),
            partners: of_edition
                .map(|found| (found.name.clone(), page.either(&found.name, &found.name_en).to_owned()))
                .collect(),
            one_university: line.track == guantong_model::Track::UniversityOnly,
            typed,
            came,
            clauses: Clauses::of_provisions(&page, &["3.3.1", "3.3.2", "3.4.1"]).with_lead(&page),
            page,
        }
    }

    fn is_cohort(&self, cohort: &i32) -> bool {
        self.typed.cohort.trim() == cohort.to_string()
    }

    fn major(&self) -> &str {
        &self.title
    }
}

async fn view(page: &Page, id: &str) -> Result<ProgrammeView, Problem> {
    let today = page.office().today();
    page.office().programme_view(&ProgrammeId::from(id), today).await?.ok_or(Problem::NotFound)
}

pub(super) async fn show_one(page: Page, Path(id): Path<String>) -> Answer {
    let view = view(&page, &id).await?;
    show_as(StatusCode::OK, &ProgrammePage::of(page, &view, Typed::default(), Came::default()))
}

pub(super) async fn enter(page: Page, Path(id): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let seen = view(&page, &id).await?;
    let partner = typed.partner.trim().to_owned();
    let says = |preview: &Preview| {
        page.t("fact-partner-preview")
            .with("major", major(&page, &seen.line))
            .with("cohort", typed.cohort.trim())
            .with("before", page.institution(&preview.before))
            .with("partner", page.institution(&partner))
            .with("from", typed.day().unwrap_or_default())
            .count("students", preview.students.len())
    };
    let came = answer(&page, &typed, asked(&seen, &typed), says).await?;
    let Some(came) = came else {
        return Ok(Redirect::to(&format!("/programmes/{}", encoded(&id))).into_response());
    };
    let status = status(&came);
    // After a conflict the facts are shown as they are now.
    let seen = view(&page, &id).await?;
    show_as(status, &ProgrammePage::of(page.clone(), &seen, typed, came))
}

/// The status of what came of a form.
pub(super) fn status(came: &Came) -> StatusCode {
    if came.conflict.is_some() {
        StatusCode::CONFLICT
    } else if came.errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

/// The fact that was typed.
fn asked(view: &ProgrammeView, typed: &Typed) -> Result<Entering, Vec<Message>> {
    let cohort = typed.cohort.trim().parse::<i32>();
    match (cohort, typed.day()) {
        (Ok(cohort), Ok(from)) => Ok(Entering {
            fact: DatedFact::PartnerReplaced(PartnerReplaced {
                programme: view.line.programme.clone(),
                cohort,
                from,
                partner: typed.partner.trim().to_owned(),
            }),
            document: typed.document.clone(),
            reason: typed.reason.clone(),
        }),
        (cohort, from) => {
            let no_class = || Message::new("fact-no-class").with("cohort", typed.cohort.trim());
            Err(cohort.err().map(|_| no_class()).into_iter().chain(from.err()).collect())
        }
    }
}
