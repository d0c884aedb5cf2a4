//! `/reports`: the reports of a year, those that are missing first.

use super::href;
use super::shown::{sides, state};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, show};
use crate::pages::address::query;
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::Query;
use guantong_service::report::{Listed, ReportId, ReportState, ReportWaits};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    year: Option<i32>,
    show: String,
}

/// Which reports are shown.
const SHOWN: [&str; 4] = ["", "missing", "late", "review"];

struct RowShown {
    sides: String,
    href: String,
    chip: Chip,
    late: bool,
    submitted: Option<String>,
    days_late: Option<String>,
}

#[derive(Template)]
#[template(path = "report/list.html")]
struct ListPage {
    year: i32,
    years: Vec<i32>,
    due: String,
    rows: Vec<RowShown>,
    /// Which are shown: words, address, how many, whether it is so now.
    choices: Vec<(String, String, usize, bool)>,
    late: usize,
    submitted: usize,
    accepted: usize,
    clauses: Clauses,
    page: Page,
}

impl ListPage {
    /// How many there are in the year.
    fn all(&self) -> usize {
        self.choices.first().map_or(0, |(_, _, count, _)| *count)
    }
}

/// Reports that wait for who asks, for the to-do centre: which, of whom, what, address.
pub(crate) async fn waiting(page: &Page) -> Result<Vec<(String, String, String, String)>, Problem> {
    let waiting = page.office().waiting_reports().await?;
    let line = |(id, waits): &(ReportId, ReportWaits)| {
        let what = match waits {
            ReportWaits::Sign => "report-todo-sign",
            ReportWaits::Rewrite => "report-todo-rewrite",
            ReportWaits::Submit => "report-todo-submit",
            ReportWaits::Accept => "report-todo-accept",
        };
        let year = page.t("report-on-year").with("year", id.year.to_string()).to_string();
        (year, sides(page, id), page.t(what).to_string(), href(id))
    };
    Ok(waiting.iter().map(line).collect())
}

pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let today = page.office().today();
    let newest = i32::from(today.year());
    let first = page.office().cooperation_terms()?.from;
    let years: Vec<i32> = (i32::from(first.year())..=newest).rev().collect();
    let year = match asked.year {
        Some(year) if years.contains(&year) => year,
        Some(_) => return Err(Problem::NotFound),
        // Reports fall due at the end of the year, and are read after it.
        None if today.month() < 9 && years.contains(&(newest - 1)) => newest - 1,
        None => newest,
    };
    let listed = page.office().annual_reports(year).await?;
    let is = |show: &str, one: &Listed| match show {
        "missing" => one.report.submitted_on.is_none() || one.report.state < ReportState::Submitted,
        "late" => one.late || one.days_late > 0,
        "review" => one.report.state == ReportState::Submitted,
        _ => true,
    };
    let show_only = SHOWN.into_iter().find(|show| *show == asked.show).ok_or(Problem::NotFound)?;
    let choices = SHOWN.map(|choice| {
        let words = if choice.is_empty() { "all" } else { choice };
        let href = format!("/reports{}", query(&[("year", &year.to_string()), ("show", choice)]));
        let count = listed.iter().filter(|one| is(choice, one)).count();
        (page.t(format!("report-show-{words}")).to_string(), href, count, choice == show_only)
    });
    let count = |state: ReportState| listed.iter().filter(|one| one.report.state == state).count();
    let row = |one: &Listed| RowShown {
        sides: sides(&page, &one.report.id),
        href: href(&one.report.id),
        chip: state(&page, one.report.state, one.late),
        late: one.late,
        submitted: one.report.submitted_on.map(|on| page.date(on)),
        days_late: (one.days_late > 0)
            .then(|| page.t("report-days-late").count("count", one.days_late).to_string()),
    };
    show(&ListPage {
        year,
        years,
        due: listed.first().map(|one| page.date(one.due)).unwrap_or_default(),
        late: listed.iter().filter(|one| one.late).count(),
        submitted: count(ReportState::Submitted),
        accepted: count(ReportState::Accepted),
        rows: listed.iter().filter(|one| is(show_only, one)).map(row).collect(),
        choices: choices.into(),
        clauses: Clauses::of_provisions(&page, &["4.3.1.a"]).with_lead(&page),
        page: page.clone(),
    })
}
