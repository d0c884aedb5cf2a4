//! `/students`: the list, filtered by what stands in its address, 50 a page; `/students.csv`: all that was found.

mod asked;
mod export;
mod key;

use crate::App;
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::parts::Chip;
use askama::Template;
use asked::Asked;
use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use guantong_model::{ProgrammeId, Standing};
use guantong_service::Fault;
use guantong_service::office::COUNT_CAP;
use guantong_service::rows::{PlanLine, Student};
use guantong_service::views::StudentList;
use std::collections::BTreeSet;

const PAGE: usize = 50;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/students", get(list)).route("/students.csv", get(export::csv))
}

#[derive(Template)]
#[template(path = "students/list.html")]
struct ListPage {
    list: StudentList,
    asked: Asked,
    choices: Choices,
    first: String,
    previous: Option<String>,
    next: Option<String>,
    export: String,
    page: Page,
}

/// What the filters offer.
struct Choices {
    /// Front institutions, in the order of the plans, newest first.
    institutions: Vec<String>,
    /// Programmes of the institution chosen; all of the newest plan where none is.
    programmes: Vec<PlanLine>,
}

async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let filter = asked.filter()?;
    let list = page.office().students(&filter, PAGE).await?;
    let choices = Choices::of(&page, asked.institution()).await?;
    let edge = |row: Option<&(Student, Option<PlanLine>)>| row.map(|(student, _)| key::written(student));
    let previous = edge(list.rows.first()).filter(|_| list.has_previous);
    let next = edge(list.rows.last()).filter(|_| list.has_next);
    show(&ListPage {
        first: asked.address("/students", &[]),
        previous: previous.map(|key| asked.address("/students", &[("before", &key)])),
        next: next.map(|key| asked.address("/students", &[("after", &key)])),
        export: asked.address("/students.csv", &[]),
        list,
        asked,
        choices,
        page,
    })
}

impl Choices {
    async fn of(page: &Page, institution: Option<&str>) -> Result<Self, Fault> {
        let mut institutions = Vec::new();
        let mut programmes: Vec<PlanLine> = Vec::new();
        let mut seen: BTreeSet<ProgrammeId> = BTreeSet::new();
        for (n, year) in page.office().years().await?.into_iter().enumerate() {
            let Some(plan) = page.office().plan(year).await? else { continue };
            for line in plan.lines {
                if !institutions.contains(&line.institution) {
                    institutions.push(line.institution.clone());
                }
                let wanted = institution.map_or(n == 0, |institution| line.institution == institution);
                if wanted && seen.insert(line.programme.clone()) {
                    programmes.push(line);
                }
            }
        }
        Ok(Choices { institutions, programmes })
    }

    /// Programmes by institution.
    fn groups(&self) -> impl Iterator<Item = (&str, &[PlanLine])> {
        self.programmes
            .chunk_by(|a, b| a.institution == b.institution)
            .filter_map(|group| Some((group.first()?.institution.as_str(), group)))
    }
}

impl ListPage {
    fn standings(&self) -> &'static [Standing] {
        Standing::ALL
    }

    fn standing(&self, student: &Student) -> Chip {
        Chip::standing(&self.page, student.standing)
    }

    fn cap(&self) -> i64 {
        COUNT_CAP
    }
}
