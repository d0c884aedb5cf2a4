//! `/`: the work of a year at a glance, down to the students in two clicks; `/home.csv`: the same figures.

mod chart;
mod export;
mod lived;

use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::pages::address;
use crate::parts::{Chip, Clauses};
use crate::routes::Routes;
use askama::Template;
use axum::extract::Query;
use chart::Chart;
use guantong_service::access::Action;
use guantong_service::rows::RoundRun;
use guantong_service::views::{Home, InstitutionFigures};
use lived::Lived;
use serde::Deserialize;

pub(super) fn routes() -> Routes {
    Routes::new().get("/", Action::FactsRead, home).get("/home.csv", Action::FiguresRead, export::csv)
}

#[derive(Deserialize)]
struct Asked {
    year: Option<i32>,
    /// The entry year whose flow is shown.
    cohort: Option<i32>,
}

#[derive(Template)]
#[template(path = "home/home.html")]
struct HomePage {
    home: Home,
    years: Vec<i32>,
    chart: Chart,
    rounds: Vec<RoundShown>,
    lived: Lived,
    /// Whose figures they are, where they are an institution's own.
    whose: Option<String>,
    clauses: Clauses,
    page: Page,
}

#[derive(Template)]
#[template(path = "home/empty.html")]
struct EmptyPage {
    year: i32,
    years: Vec<i32>,
    clauses: Clauses,
    page: Page,
}

/// A round in the list beside the chart.
struct RoundShown {
    run: RoundRun,
    chip: Chip,
    /// When it came to where it is, in microseconds since 1970 UTC.
    at: i64,
}

async fn home(mut page: Page, Query(asked): Query<Asked>) -> Answer {
    // Families come with a question, not for figures; those are one step further.
    if page.is_public() && asked.year.is_none() && asked.cohort.is_none() {
        return super::public::home(page).await;
    }
    let years = page.office().years().await?;
    let year = asked.year.unwrap_or(page.year);
    page.year = year;
    let own = page.office().viewer().and_then(|viewer| viewer.institution()).is_some();
    match page.office().home(year).await? {
        Some(home) => show(&HomePage {
            chart: Chart::of(&page, &home),
            lived: Lived::of(&page, asked.cohort).await?,
            rounds: home.rounds.iter().map(|run| RoundShown::of(&page, run)).collect(),
            clauses: Clauses::of_provisions(&page, &["3.1.3.a", "4.3.2.a"]).with_lead(&page),
            whose: own.then(|| super::indicator::whose(&page)),
            home,
            years,
            page,
        }),
        None => show(&EmptyPage {
            clauses: Clauses::of_provisions(&page, &["3.1.3.a"]).with_lead(&page),
            year,
            years,
            page,
        }),
    }
}

impl HomePage {
    fn total(&self) -> InstitutionFigures {
        sum(&self.home, None)
    }

    /// Categories with their places, in words.
    fn by_category(&self) -> String {
        let categories = chart::categories(&self.home).into_iter().map(|category| {
            let places = sum(&self.home, Some(category)).places;
            self.page
                .t("page-home-by-category")
                .with("category", self.page.category_short(category))
                .count("places", places)
        });
        self.page.list(categories)
    }

    fn categories(&self) -> Vec<&str> {
        chart::categories(&self.home)
    }

    fn of_category<'a>(&'a self, category: &'a str) -> impl Iterator<Item = &'a InstitutionFigures> {
        self.home.institutions.iter().filter(move |figures| figures.category == category)
    }

    fn institutions(&self) -> usize {
        self.home.institutions.len()
    }

    fn students_of(&self, figures: &InstitutionFigures) -> String {
        format!("/students{}", address::query(&[("institution", &figures.institution)]))
    }
}

/// Places nobody was admitted to.
fn vacancies(figures: &InstitutionFigures) -> i64 {
    (figures.places - figures.counts.admitted).max(0)
}

/// The figures of one category, or of all, as if it were one institution.
fn sum(home: &Home, category: Option<&str>) -> InstitutionFigures {
    let mut sum = InstitutionFigures {
        category: category.unwrap_or_default().to_owned(),
        institution: String::new(),
        short_name: String::new(),
        programmes: 0,
        places: 0,
        counts: Default::default(),
    };
    for figures in home.institutions.iter().filter(|i| category.is_none_or(|category| i.category == category))
    {
        sum.programmes += figures.programmes;
        sum.places += figures.places;
        sum.counts.add(&figures.counts);
    }
    sum
}

impl RoundShown {
    fn word(&self) -> String {
        format!("round.{}", self.run.round.as_str())
    }

    fn of(page: &Page, run: &RoundRun) -> Self {
        let signed = run.signatures.last().map(|signature| signature.signed_at);
        RoundShown {
            chip: Chip::round_state(page, run.state),
            at: run.published_at.or(signed).unwrap_or(run.ran_at),
            run: run.clone(),
        }
    }
}
