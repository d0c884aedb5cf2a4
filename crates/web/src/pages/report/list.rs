//! `/reports`: the reports of a year, those that are missing first.

use super::href;
use super::shown::{sides, state};
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::Query;
use guantong_service::report::{Listed, ReportState};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Asked {
    year: Option<i32>,
}

struct RowShown {
    sides: String,
    href: String,
    chip: Chip,
    late: bool,
    submitted: Option<String>,
}

#[derive(Template)]
#[template(path = "report/list.html")]
struct ListPage {
    year: i32,
    years: Vec<i32>,
    due: String,
    rows: Vec<RowShown>,
    late: usize,
    submitted: usize,
    accepted: usize,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let newest = i32::from(page.office().today().year());
    let first = page.office().cooperation_terms()?.from;
    let years: Vec<i32> = (i32::from(first.year())..=newest).rev().collect();
    let year = asked.year.filter(|year| years.contains(year)).unwrap_or(newest);
    let listed = page.office().annual_reports(year).await?;
    let count = |state: ReportState| listed.iter().filter(|one| one.report.state == state).count();
    let row = |one: &Listed| RowShown {
        sides: sides(&page, &one.report.id),
        href: href(&one.report.id),
        chip: state(&page, one.report.state, one.late),
        late: one.late,
        submitted: one.report.submitted_on.map(|on| page.date(on)),
    };
    show(&ListPage {
        year,
        years,
        due: listed.first().map(|one| page.date(one.due)).unwrap_or_default(),
        late: listed.iter().filter(|one| one.late).count(),
        submitted: count(ReportState::Submitted),
        accepted: count(ReportState::Accepted),
        rows: listed.iter().map(row).collect(),
        clauses: Clauses::of_provisions(&page, &["4.3.1.a"]).with_lead(&page),
        page: page.clone(),
    })
}
