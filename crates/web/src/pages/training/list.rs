//! `/training`: the training programmes of a class, the worst first.

use super::href;
use super::parts::state;
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::Query;
use guantong_service::access::Action;
use guantong_service::training::Listed;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    cohort: String,
    institution: String,
}

/// A line of the list.
struct LineShown {
    major: String,
    href: String,
    institution: String,
    partner: String,
    chip: Chip,
    saved_at: String,
    number: i64,
    stops: u32,
    judge: u32,
    begun: bool,
}

#[derive(Template)]
#[template(path = "training/list.html")]
struct ListPage {
    cohort: i32,
    years: Vec<i32>,
    institution: String,
    institutions: Vec<String>,
    lines: Vec<LineShown>,
    in_force: usize,
    waiting: usize,
    stopped: usize,
    /// Whether drafts are shown as far as one is concerned.
    drafts: bool,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let mut years = Vec::new();
    for year in page.office().years().await? {
        if page.office().plan(year).await?.is_some() {
            years.push(year);
        }
    }
    let given = asked.cohort.trim().parse().ok().filter(|year| years.contains(year));
    let cohort = given.or(years.first().copied()).unwrap_or(page.year);
    let all = page.office().trainings(cohort, None).await?;
    let mut institutions: Vec<String> =
        all.iter().flat_map(|one| [one.line.institution.clone(), partner(one).to_owned()]).collect();
    institutions.sort();
    institutions.dedup();
    let institution = asked.institution.trim().to_owned();
    let of = |one: &&Listed| {
        institution.is_empty() || one.line.institution == institution || partner(one) == institution
    };
    let shown: Vec<&Listed> = all.iter().filter(of).collect();
    let row = |one: &Listed| one.row.clone();
    let count = |is: &dyn Fn(&guantong_service::training::TrainingRow) -> bool| {
        shown.iter().filter_map(|one| row(one)).filter(|row| is(row)).count()
    };
    let list = ListPage {
        in_force: count(&|row| row.number > 0),
        waiting: count(&|row| row.draft == Some(guantong_service::training::DraftState::Sent)),
        stopped: count(&|row| row.counts.stops > 0 || row.counts.judge > 0),
        lines: shown.iter().map(|one| line(&page, cohort, one)).collect(),
        cohort,
        years,
        institution,
        institutions,
        drafts: page.may(Action::TrainingRead),
        clauses: Clauses::of_provisions(&page, &["3.2.1", "3.2.1.b", "3.2.2"]).with_lead(&page),
        page: page.clone(),
    };
    show(&list)
}

fn partner(one: &Listed) -> &str {
    one.row.as_ref().map_or(&one.line.partner, |row| &row.partner)
}

fn line(page: &Page, cohort: i32, one: &Listed) -> LineShown {
    let row = one.row.as_ref();
    LineShown {
        major: one.line.major_printed(),
        href: href(&one.line.programme, cohort),
        institution: page.institution(&one.line.institution).to_owned(),
        partner: page.institution(partner(one)).to_owned(),
        chip: state(page, row.and_then(|row| row.draft), row.map_or(0, |row| row.number)),
        saved_at: row.map(|row| page.moment(row.saved_at)).unwrap_or_default(),
        number: row.map_or(0, |row| row.number),
        stops: row.map_or(0, |row| row.counts.stops),
        judge: row.map_or(0, |row| row.counts.judge),
        begun: row.is_some(),
    }
}
