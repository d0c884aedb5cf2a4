//! `/students`: the list, filtered by what stands in its address, 50 a page; `/students.csv`: all that was found.

mod asked;
mod choices;
mod export;
mod key;
mod standings;

use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::parts::Chip;
use crate::routes::Routes;
use askama::Template;
use asked::Asked;
use axum::extract::Query;
use choices::Choices;
use guantong_service::access::Action;
use guantong_service::office::COUNT_CAP;
use guantong_service::rows::{PlanLine, Student};
use guantong_service::views::StudentList;

const PAGE: usize = 50;

pub(super) fn routes() -> Routes {
    Routes::new().get("/students", Action::StudentList, list).get(
        "/students.csv",
        Action::StudentExport,
        export::csv,
    )
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

async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let filter = asked.filter()?;
    let list = page.office().students(&filter, PAGE).await?;
    let choices = Choices::of(&page, &asked).await?;
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

impl ListPage {
    fn standing(&self, student: &Student) -> Chip {
        Chip::standing(&self.page, student.standing)
    }

    fn cap(&self) -> i64 {
        COUNT_CAP
    }
}
