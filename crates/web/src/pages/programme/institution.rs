//! `/institutions/{name}`: its names over time, its programmes, and a new name.

use super::form::{Came, FactShown, Typed, answer};
use super::one::status;
use crate::answer::{Answer, Problem};
use crate::frame::{Page, show_as};
use crate::pages::address::{encoded, query};
use crate::pages::public::{ActivityShown, listed};
use crate::parts::Clauses;
use crate::parts::programme::major;
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guantong_model::Message;
use guantong_registry::Renamed;
use guantong_service::programme::{DatedFact, Entering, InstitutionView, Preview};

/// So many activities are shown; the rest stand on their own page.
const SHOWN: i64 = 5;

#[derive(Template)]
#[template(path = "programme/institution.html")]
struct InstitutionPage {
    here: String,
    title: String,
    /// The name certificates bear today.
    today: String,
    students: String,
    /// Its programmes: major, partner or school, page.
    programmes: Vec<(String, String, String)>,
    /// What it did to make the programme known, the latest, and where all of it stands.
    activities: Vec<ActivityShown>,
    publicity: String,
    facts: Vec<FactShown>,
    version: i64,
    typed: Typed,
    came: Came,
    clauses: Clauses,
    page: Page,
}

impl InstitutionPage {
    fn of(
        page: Page,
        view: &InstitutionView,
        activities: Vec<ActivityShown>,
        typed: Typed,
        came: Came,
    ) -> Self {
        let facts = view.facts.iter().filter_map(|on_file| match &on_file.fact {
            DatedFact::Renamed(fact) => {
                Some(FactShown::of(&page, on_file, page.t("fact-name").with("name", &fact.name)))
            }
            DatedFact::PartnerReplaced(_) => None,
        });
        let programme = |line: &guantong_service::rows::PlanLine| {
            let other = if line.institution == view.name { &line.partner } else { &line.institution };
            (
                major(&page, line),
                page.institution(other).to_owned(),
                format!("/programmes/{}", encoded(line.programme.as_str())),
            )
        };
        InstitutionPage {
            here: format!("/institutions/{}", encoded(&view.name)),
            title: page.institution(&view.name).to_owned(),
            today: page.institution(&view.today).to_owned(),
            students: format!("/students{}", query(&[("institution", &view.name)])),
            programmes: view.programmes.iter().map(programme).collect(),
            facts: facts.collect(),
            activities,
            publicity: format!("/publicity/{}", encoded(&view.name)),
            version: view.version,
            typed,
            came,
            clauses: Clauses::of_provisions(&page, &["3.3.1", "3.3.2", "3.3.3.a"]).with_lead(&page),
            page,
        }
    }
}

async fn view(page: &Page, name: &str) -> Result<InstitutionView, Problem> {
    page.office().institution_view(name).await?.ok_or(Problem::NotFound)
}

pub(super) async fn show_one(page: Page, Path(name): Path<String>) -> Answer {
    let view = view(&page, &name).await?;
    let activities = listed(&page, Some(&view.name), SHOWN).await?;
    let shown = InstitutionPage::of(page, &view, activities, Typed::default(), Came::default());
    show_as(StatusCode::OK, &shown)
}

pub(super) async fn enter(page: Page, Path(name): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let seen = view(&page, &name).await?;
    let says = |preview: &Preview| {
        page.t("fact-name-preview")
            .with("before", &preview.before)
            .with("name", typed.name.trim())
            .with("from", typed.day().unwrap_or_default())
            .count("students", preview.students.len())
    };
    let came = answer(&page, &typed, asked(&seen, &typed), says).await?;
    let Some(came) = came else {
        return Ok(Redirect::to(&format!("/institutions/{}", encoded(&name))).into_response());
    };
    let status = status(&came);
    // After a conflict the names are shown as they are now.
    let seen = view(&page, &name).await?;
    let activities = listed(&page, Some(&seen.name), SHOWN).await?;
    show_as(status, &InstitutionPage::of(page.clone(), &seen, activities, typed, came))
}

/// The fact that was typed.
fn asked(view: &InstitutionView, typed: &Typed) -> Result<Entering, Vec<Message>> {
    let from = typed.day().map_err(|message| vec![message])?;
    Ok(Entering {
        fact: DatedFact::Renamed(Renamed {
            institution: view.name.clone(),
            from,
            name: typed.name.trim().to_owned(),
        }),
        document: typed.document.clone(),
        reason: typed.reason.clone(),
    })
}
