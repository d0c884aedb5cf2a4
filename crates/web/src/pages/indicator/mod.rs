//! `/indicators`: every indicator of a year, by chapter, as of a day; `/indicators/{id}`: one with its definition and its
//! figures by what they are split; `/indicators/{id}/records`: the records behind a figure.

mod behind;
mod file;
mod list;
mod one;
mod shown;

pub(crate) use shown::{Lines, day, indicator_name, lines, mean, value, whose, year_of};

use crate::answer::Problem;
use crate::frame::Page;
use crate::routes::Routes;
use guantong_indicators::Indicator;
use guantong_model::{Date, Message, academic_year};
use guantong_service::access::Action;
use guantong_service::indicator::YEARS;
use serde::Deserialize;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/indicators", Action::FiguresRead, list::list)
        .get("/indicators/{id}", Action::FiguresRead, one::one)
        .get("/indicators/{id}/table.csv", Action::FiguresRead, file::csv)
        .get("/indicators/{id}/table.xlsx", Action::FiguresRead, file::workbook)
        .get("/indicators/{id}/records", Action::StudentList, behind::records)
}

/// What is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    year: String,
    as_of: String,
    by: String,
    of: String,
    /// The university, where only what it runs with the institution is asked for.
    with: String,
    which: String,
    from: String,
}

/// The year and the day that figures are of.
#[derive(Clone, Debug)]
struct At {
    year: i32,
    on: Date,
    /// Every year there is to choose from, the newest first.
    choices: Vec<i32>,
}

impl At {
    async fn of(page: &Page, asked: &Asked) -> Result<Self, Problem> {
        let today = page.office().today();
        let on = match asked.as_of.trim() {
            "" => today,
            text => {
                let short: String = text.chars().take(40).collect();
                let wrong = || Problem::bad(Message::new("page-student-no-day").with("given", short));
                text.parse::<Date>().map_err(|_| wrong())?.min(today)
            }
        };
        let choices = page.office().indicator_years(on).await?;
        let asked: Option<i32> = asked.year.trim().parse().ok();
        let year = asked.filter(|year| choices.contains(year)).unwrap_or_else(|| academic_year(on));
        Ok(At { year, on, choices })
    }

    /// The years that stand beside each other, the newest first.
    fn years(&self) -> Vec<i32> {
        self.choices
            .iter()
            .copied()
            .filter(|year| (self.year - YEARS < *year) && *year <= self.year)
            .collect()
    }

    /// The day as an address has it; empty where it is today.
    fn as_of(&self, page: &Page) -> String {
        if self.on == page.office().today() { String::new() } else { self.on.to_string() }
    }
}

/// The indicator an address names; not there where who asks may not see it.
fn indicator_of(page: &Page, id: &str) -> Result<Indicator, Problem> {
    let found = Indicator::parse(id).ok_or(Problem::NotFound)?;
    if page.office().reads_indicator(found) { Ok(found) } else { Err(Problem::NotFound) }
}
