//! `/indicators/{id}/records`: the records behind a figure, each to be opened by who may.

use super::one::split_of;
use super::shown::{Lines, Shown, day, indicator_name, lines, mean, value, year_of};
use super::{Asked, At, indicator_of};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, show};
use crate::pages::address::{encoded, query};
use crate::pages::cooperation::DutyShown;
use askama::Template;
use axum::extract::{Path, Query};
use guantong_indicators::{Cell, Indicator, Measure, Split};
use guantong_service::indicator::{Asked as Wanted, Behind, LineBehind, Which};
use guantong_service::rows::Student;

/// So many students stand on a page.
const LISTED: usize = 200;

#[derive(Template)]
#[template(path = "indicator/behind.html")]
struct BehindPage {
    indicator: Indicator,
    name: String,
    back: String,
    year: String,
    of: String,
    day: String,
    figure: Shown,
    behind: Behind,
    duties: Vec<DutyShown>,
    known: Lines,
    /// Which are shown: the word, its address, whether it is so now.
    choices: Vec<(Which, String, bool)>,
    previous: Option<String>,
    next: Option<String>,
    page: Page,
}

impl BehindPage {
    fn of_marks(&self) -> bool {
        self.indicator.declared().measure == Measure::Marks
    }

    fn programme(&self, id: &str) -> (String, String) {
        value(&self.page, &self.known, Split::Programme, id)
    }

    fn line(&self, line: &LineBehind) -> (String, String) {
        match self.of_marks() {
            true => (mean(line.part, 1).to_string(), mean(line.whole, 1).to_string()),
            false => (self.page.number(line.part), self.page.number(line.whole)),
        }
    }

    /// Where a line of a plan, or its round, is looked at.
    fn line_href(&self, line: &LineBehind) -> String {
        if self.of_marks() { format!("/rounds/{}/early", line.year) } else { format!("/plans/{}", line.year) }
    }

    fn student_href(&self, student: &Student) -> String {
        format!("/students/{}", encoded(student.id.as_str()))
    }

    /// Whether it is told of each student if he is in the part.
    fn tells_part(&self) -> bool {
        !self.choices.is_empty()
    }

    /// Whether the part of a line is told: places by which students come later have none of their own.
    fn tells_line_part(&self) -> bool {
        self.indicator != Indicator::UniversityIntake
    }
}

pub(super) async fn records(page: Page, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let indicator = indicator_of(&page, &id)?;
    let declared = indicator.declared();
    let at = At::of(&page, &asked).await?;
    let split = if asked.by.is_empty() { None } else { split_of(indicator, &asked.by)? };
    let which = if asked.which.is_empty() {
        Which::All
    } else {
        Which::parse(&asked.which).ok_or(Problem::NotFound)?
    };
    let from: usize = asked.from.parse().unwrap_or(0);
    let mut of: Vec<_> = split.map(|split| (split, asked.of.clone())).into_iter().collect();
    if !asked.with.is_empty() {
        of.push((Split::University, asked.with.clone()));
    }
    let cell = Cell { year: at.year, of };
    let gathered = page.office().gathered(at.on, &[at.year], &[indicator]).await?;
    let wanted = Wanted { indicator, cell, which, from, limit: LISTED };
    let behind = page.office().behind(&gathered, &wanted).await?;
    let known = lines(&page).await?;
    let (year, as_of) = (at.year.to_string(), at.as_of(&page));
    let by = split.map_or("", |split| split.as_str());
    let address = |which: Which, from: usize| {
        let from = if from == 0 { String::new() } else { from.to_string() };
        let which = if which == Which::All { "" } else { which.as_str() };
        let pairs = [
            ("year", year.as_str()),
            ("as_of", as_of.as_str()),
            ("by", by),
            ("of", asked.of.as_str()),
            ("with", asked.with.as_str()),
            ("which", which),
            ("from", from.as_str()),
        ];
        format!("/indicators/{indicator}/records{}", query(&pairs))
    };
    let parted = declared.measure == Measure::Share && !declared.of_places;
    let choices = Which::ALL.iter().filter(|_| parted).map(|one| (*one, address(*one, 0), *one == which));
    let of = match split {
        Some(_) if !asked.with.is_empty() => page
            .t("cooperation-both")
            .with("front", page.institution(&asked.of))
            .with("partner", page.institution(&asked.with))
            .to_string(),
        Some(split) => {
            let (name, small) = value(&page, &known, split, &asked.of);
            if small.is_empty() { name } else { format!("{small}\u{3000}{name}") }
        }
        None => page.t("indicator-all").to_string(),
    };
    let pairs = [("year", year.as_str()), ("as_of", as_of.as_str()), ("by", by)];
    show(&BehindPage {
        indicator,
        name: indicator_name(&page, indicator),
        back: format!("/indicators/{indicator}{}", query(&pairs)),
        year: year_of(&page, indicator, at.year),
        of,
        day: day(&page, at.on),
        figure: Shown::of(&page, indicator, &at, at.year, None, Some(&behind.figure)),
        duties: behind.duties.iter().map(|view| DutyShown::of(&page, view)).collect(),
        choices: choices.collect(),
        previous: (from > 0).then(|| address(which, from.saturating_sub(LISTED))),
        next: (from + LISTED < behind.found).then(|| address(which, from + LISTED)),
        behind,
        known,
        page: page.clone(),
    })
}
