//! `/cohorts`: every entry year; `/cohorts/{year}`: its seven years as a flow, step by step, programme by programme,
//! each figure opening to its students.

use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show};
use crate::pages::address;
use crate::parts::flow::students;
use crate::parts::{Clauses, Flow, FlowTable, Funnel};
use crate::routes::Routes;
use askama::Template;
use axum::extract::Path;
use guantong_service::access::Action;
use guantong_service::cohort::{Cohort, CohortYear, Milestone, Survival};

/// Width of the drawing, in its own pixels: as wide as the sheet on an ordinary screen.
const WIDTH: i64 = 980;

/// The steps that stand in the table of programmes.
const SHOWN: [Milestone; 5] = [
    Milestone::Admitted,
    Milestone::Registered,
    Milestone::College,
    Milestone::Bachelor,
    Milestone::Graduated,
];

pub(super) fn routes() -> Routes {
    Routes::new().get("/cohorts", Action::FiguresRead, list).get("/cohorts/{year}", Action::FiguresRead, one)
}

#[derive(Template)]
#[template(path = "cohort/list.html")]
struct ListPage {
    years: Vec<CohortYear>,
    page: Page,
}

#[derive(Template)]
#[template(path = "cohort/one.html")]
struct CohortPage {
    cohort: Cohort,
    years: Vec<i32>,
    flow: Option<Flow>,
    table: FlowTable,
    funnel: Funnel,
    clauses: Clauses,
    page: Page,
}

async fn list(page: Page) -> Answer {
    let years = page.office().cohorts().await?;
    show(&ListPage { years, page })
}

async fn one(page: Page, Path(year): Path<String>) -> Answer {
    let year: i32 = year.parse().map_err(|_| Problem::NotFound)?;
    let cohort = page.office().cohort(year).await?.ok_or(Problem::NotFound)?;
    let years = page.office().entry_years().await?;
    show(&CohortPage {
        flow: Flow::of(&page, &cohort, WIDTH),
        table: FlowTable::of(&page, &cohort),
        funnel: Funnel::of(&page, &cohort),
        clauses: Clauses::of_provisions(&page, &["2.a", "3.3.4.a", "3.4.1", "3.4.3.a"]).with_lead(&page),
        cohort,
        years,
        page,
    })
}

impl ListPage {
    fn milestones(&self) -> &'static [Milestone] {
        Milestone::ALL
    }

    fn reached(&self, year: &CohortYear, milestone: &Milestone) -> i64 {
        year.at(*milestone)
    }

    fn students(&self, year: &CohortYear, milestone: &Milestone) -> String {
        students(year.entry_year, Some(*milestone), None, "")
    }

    fn current(&self, year: &CohortYear) -> String {
        students(year.entry_year, None, None, "current")
    }
}

impl CohortPage {
    fn milestones(&self) -> [Milestone; 5] {
        SHOWN
    }

    fn admitted(&self) -> i64 {
        self.cohort.at(Milestone::Admitted)
    }

    fn reached(&self, survival: &Survival, milestone: &Milestone) -> i64 {
        survival.at(*milestone)
    }

    fn students(&self, survival: &Survival, milestone: &Milestone) -> String {
        let year = self.cohort.entry_year.to_string();
        let pairs = [
            ("programme", survival.programme.as_str()),
            ("entry_year", year.as_str()),
            ("reached", milestone.as_str()),
        ];
        format!("/students{}", address::query(&pairs))
    }

    fn share(&self, survival: &Survival, reached: &i64) -> String {
        self.page.percent(reached, survival.at(Milestone::Admitted))
    }

    fn lead(&self) -> Said {
        let furthest = self.page.t(format!("page-milestone-{}", self.cohort.furthest()));
        self.page
            .t("page-cohort-lead")
            .count("admitted", self.cohort.at(Milestone::Admitted))
            .count("registered", self.cohort.at(Milestone::Registered))
            .with("furthest", furthest)
    }
}
