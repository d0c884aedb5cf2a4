//! One institution's list of an academic year: looked through, taken away, filed as it was shown.

use super::{list_href, year_of};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show_as};
use crate::pages::address;
use crate::pages::csv::attachment;
use crate::parts::Clauses;
use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guantong_model::Stage;
use guantong_service::ServiceError;
use guantong_service::registration::{FilingList, RegistrationPeriod, Term};
use serde::Deserialize;

/// Rows on the page; the whole list goes out as a table.
const SHOWN: usize = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    institution: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    institution: String,
    digest: String,
}

#[derive(Template)]
#[template(path = "registration/list.html")]
struct ListPage {
    year: i32,
    term: Term,
    institution: String,
    list: FilingList,
    export: String,
    /// Why it was not filed.
    conflict: Option<Said>,
    clauses: Clauses,
    page: Page,
}

fn term_of(text: &str) -> Result<Term, Problem> {
    Term::parse(text).ok_or(Problem::NotFound)
}

async fn shown(
    page: Page,
    year: i32,
    term: Term,
    institution: String,
    conflict: Option<Said>,
) -> Result<ListPage, Problem> {
    let list = page.office().filing_list(year, term, &institution).await?;
    Ok(ListPage {
        export: format!(
            "/registrations/{year}/{term}/list.csv{}",
            address::query(&[("institution", &institution)])
        ),
        clauses: Clauses::of_provisions(&page, &["3.3.1", "3.3.2", "3.3.3.a"]).with_lead(&page),
        year,
        term,
        institution,
        list,
        conflict,
        page,
    })
}

pub(super) async fn form(
    page: Page,
    Path((year, term)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (year, term) = (year_of(&year)?, term_of(&term)?);
    show_as(StatusCode::OK, &shown(page, year, term, asked.institution, None).await?)
}

pub(super) async fn answer(
    page: Page,
    Path((year, term)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Answer {
    let (year, term) = (year_of(&year)?, term_of(&term)?);
    let filed = page
        .office()
        .file_registrations(year, term, &sent.institution, sent.digest.trim(), &page.actor())
        .await;
    match filed {
        Ok(_) => Ok(Redirect::to(&list_href(year, term, &sent.institution)).into_response()),
        Err(ServiceError::Conflict(conflict)) => {
            let why = page.say(&conflict.message);
            show_as(StatusCode::CONFLICT, &shown(page, year, term, sent.institution, Some(why)).await?)
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn csv(
    page: Page,
    Path((year, term)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (year, term) = (year_of(&year)?, term_of(&term)?);
    let list = page.office().filing_list(year, term, &asked.institution).await?;
    let headings = [
        "page-student-id",
        "page-student-stage",
        "page-student-cohort",
        "page-student-programme",
        "page-registration-from",
    ]
    .map(|id| page.t(id).to_string());
    let rows = list.rows.iter().map(|row| {
        vec![
            row.student.to_string(),
            page.word(format!("stage.{}", row.stage)),
            row.cohort.to_string(),
            row.programme.to_string(),
            row.from.to_string(),
        ]
    });
    let name = page.t("page-registration-csv-name").with("year", year).to_string();
    Ok(attachment(&name, &headings, rows))
}

impl ListPage {
    fn term_words(&self) -> Said {
        self.page.t(format!("page-registration-term-{}", self.term))
    }

    fn rows(&self) -> &[RegistrationPeriod] {
        self.list.rows.get(..SHOWN).unwrap_or(&self.list.rows)
    }

    /// How many there are of each stage.
    fn by_stage(&self) -> Vec<(&Stage, usize)> {
        let count = |stage: &Stage| self.list.rows.iter().filter(|row| row.stage == *stage).count();
        self.term.stages().iter().map(|stage| (stage, count(stage))).collect()
    }

    fn student(&self, row: &RegistrationPeriod) -> String {
        format!("/students/{}", address::encoded(row.student.as_str()))
    }

    /// Whether the list is on file exactly as it stands.
    fn on_file(&self) -> bool {
        self.list.filed.as_ref().is_some_and(|filed| filed.digest == self.list.digest)
    }
}
