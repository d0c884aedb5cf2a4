//! `/indicators/{id}`: what it is, and its figures by what they are split, years beside each other.

use super::shown::{Shown, day, indicator_name, lines, value, whose, year_of};
use super::{Asked, At, indicator_of};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show};
use crate::pages::address::query;
use crate::parts::Clauses;
use askama::Template;
use axum::extract::{Path, Query};
use guantong_indicators::{Declared, Indicator, Split};

/// A line of the table.
struct Row {
    name: String,
    small: String,
    cells: Vec<Shown>,
}

#[derive(Template)]
#[template(path = "indicator/one.html")]
struct OnePage {
    indicator: Indicator,
    declared: Declared,
    name: String,
    at: At,
    years: Vec<String>,
    /// The years in as few letters as can be, where a telephone shows them beside figures.
    labels: Vec<String>,
    by: Option<Split>,
    rows: Vec<Row>,
    all: Vec<Shown>,
    files: (String, String),
    clauses: Clauses,
    whose: String,
    day: String,
    page: Page,
}

impl OnePage {
    fn lead(&self) -> Said {
        self.page.t("indicator-counted").with("whose", &self.whose).with("day", &self.day)
    }

    fn is_by(&self, split: &Split) -> bool {
        self.by == Some(*split)
    }

    fn by_heading(&self) -> String {
        self.by.map(|by| self.page.t(format!("indicator-by-{by}")).to_string()).unwrap_or_default()
    }
}

/// By what the figures are split: as asked, else as the indicator begins with.
pub(super) fn split_of(indicator: Indicator, by: &str) -> Result<Option<Split>, Problem> {
    let splits = indicator.declared().splits;
    match by {
        "" => Ok(splits.first().copied()),
        by => {
            let found = Split::parse(by).filter(|split| splits.contains(split));
            found.map(Some).ok_or(Problem::NotFound)
        }
    }
}

pub(super) async fn one(page: Page, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let indicator = indicator_of(&page, &id)?;
    let at = At::of(&page, &asked).await?;
    let by = split_of(indicator, &asked.by)?;
    let (years, declared) = (at.years(), indicator.declared());
    let gathered = page.office().gathered(at.on, &years, &[indicator]).await?;
    let table = page.office().indicator_table(&gathered, indicator, &years, by);
    let known = lines(&page).await?;
    let mut rows: Vec<Row> = Vec::new();
    for (of, figures) in &table.rows {
        let Some(split) = by else { continue };
        let (name, small) = value(&page, &known, split, of);
        let cell = |year: &i32| Shown::of(&page, indicator, &at, *year, Some((split, of)), figures.get(year));
        rows.push(Row { name, small, cells: years.iter().map(cell).collect() });
    }
    rows.sort_by(|one, other| (&one.small, &one.name).cmp(&(&other.small, &other.name)));
    let all = |year: &i32| Shown::of(&page, indicator, &at, *year, None, table.all.get(year));
    let (year, as_of) = (at.year.to_string(), at.as_of(&page));
    let pairs = [("year", year.as_str()), ("as_of", as_of.as_str()), ("by", by.map_or("", Split::as_str))];
    let file = |kind: &str| format!("/indicators/{indicator}/table.{kind}{}", query(&pairs));
    show(&OnePage {
        name: indicator_name(&page, indicator),
        all: years.iter().map(all).collect(),
        files: (file("csv"), file("xlsx")),
        labels: years.iter().map(ToString::to_string).collect(),
        years: years.iter().map(|year| year_of(&page, indicator, *year)).collect(),
        clauses: Clauses::of_provisions(&page, declared.clauses).with_lead(&page),
        whose: whose(&page),
        day: day(&page, at.on),
        indicator,
        declared,
        at,
        by,
        rows,
        page: page.clone(),
    })
}
