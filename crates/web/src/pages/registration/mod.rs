//! `/registrations/{year}`: who is registered where in an academic year, what came and went, and which lists are due;
//! `/registrations/{year}/{term}`: one institution's list, to look through and to file.

mod file;

use crate::answer::{Answer, Problem};
use crate::frame::{Page, show};
use crate::pages::address::{self, year_of};
use crate::parts::{Chip, Clauses};
use crate::routes::Routes;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect};
use guantong_model::{Date, Message, Stage};
use guantong_service::access::Action;
use guantong_service::registration::{Due, InstitutionYear, RegistrationYear, Term, academic_year};
use serde::Deserialize;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/registrations", Action::FiguresRead, now)
        .get("/registrations/{year}", Action::FiguresRead, year)
        .get("/registrations/{year}/{term}", Action::FilingRead, file::form)
        .post("/registrations/{year}/{term}", Action::FilingFile, file::answer)
        .get("/registrations/{year}/{term}/list.csv", Action::FilingRead, file::csv)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    day: String,
}

#[derive(Template)]
#[template(path = "registration/year.html")]
struct YearPage {
    view: RegistrationYear,
    /// Whether the day counted on is today: only then does a figure open to its students.
    today: bool,
    clauses: Clauses,
    sources: Vec<(Term, Date, String)>,
    page: Page,
}

/// The academic year of today.
async fn now(page: Page) -> Answer {
    let year = academic_year(page.office().today());
    Ok(Redirect::to(&format!("/registrations/{year}")).into_response())
}

async fn year(page: Page, Path(year): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let year = year_of(&year)?;
    let day = match asked.day.trim() {
        "" => None,
        text => {
            let short: String = text.chars().take(40).collect();
            let wrong = || Problem::bad(Message::new("page-student-no-day").with("given", short));
            Some(text.parse::<Date>().map_err(|_| wrong())?)
        }
    };
    let view = page.office().registration_year(year, day).await?;
    let sources = Term::ALL.iter().filter_map(|term| {
        let name = term.parameter();
        let parameter = page.edition().parameters().iter().find(|parameter| parameter.name == name)?;
        let note = page.either(
            parameter.note.as_deref().unwrap_or_default(),
            parameter.note_en.as_deref().unwrap_or_default(),
        );
        Some((*term, term.due(page.edition(), year)?, note.to_owned()))
    });
    show(&YearPage {
        today: view.day == page.office().today(),
        clauses: Clauses::of_provisions(&page, &["3.3.1", "3.3.2", "3.3.3.a"]).with_lead(&page),
        sources: sources.collect(),
        view,
        page: page.clone(),
    })
}

/// Where a list is looked through and filed.
fn list_href(year: i32, term: Term, institution: &str) -> String {
    format!("/registrations/{year}/{term}{}", address::query(&[("institution", institution)]))
}

impl YearPage {
    fn stages(&self) -> &'static [Stage] {
        Stage::ALL
    }

    fn in_stage(&self, institution: &InstitutionYear, stage: &Stage) -> i64 {
        institution.in_stage(*stage)
    }

    /// Classes of a stage with their counts, newest first.
    fn classes(&self, institution: &InstitutionYear, stage: &Stage) -> Vec<String> {
        let classes = institution.open.iter().rev().filter(|open| open.stage == *stage);
        let words = |cohort| self.page.t("page-cohort").with("year", cohort);
        classes.map(|open| format!("{} {}", words(open.cohort), self.page.number(open.students))).collect()
    }

    /// The students registered there now, in a stage.
    fn students(&self, institution: &InstitutionYear, stage: &Stage) -> String {
        let pairs = [
            ("standing", "current"),
            ("stage", stage.as_str()),
            ("registered_at", institution.institution.as_str()),
        ];
        format!("/students{}", address::query(&pairs))
    }

    fn list(&self, due: &Due) -> String {
        list_href(self.view.year, due.term, &due.institution)
    }

    fn chip(&self, due: &Due) -> Chip {
        let (shape, words) = match (&due.filed, due.late) {
            (None, true) => ("no", "page-registration-missing"),
            (None, false) => ("wait", "page-registration-waiting"),
            (Some(_), true) => ("ask", "page-registration-filed-late"),
            (Some(_), false) => ("ok", "page-registration-filed"),
        };
        Chip::new(shape, self.page.t(words))
    }

    fn missing(&self) -> usize {
        self.view.dues.iter().filter(|due| due.filed.is_none() && due.late).count()
    }
}
