//! Everybody whose result would be another, as a table to take away; sums alone for those who may not know names.

use super::asked::Typed;
use super::shown::{AdmissionShown, RecordShown};
use crate::answer::{Answer, Problem};
use crate::frame::Page;
use crate::pages::csv::attachment;
use axum::extract::Query;
use guantong_service::access::Action;
use guantong_service::what_if::By;

const COLUMNS: [&str; 12] = [
    "what-if-kind",
    "what-if-year",
    "page-student-name",
    "what-if-number",
    "page-student-institution",
    "what-if-decision",
    "what-if-day",
    "what-if-before",
    "what-if-clause-before",
    "what-if-after",
    "what-if-clause-after",
    "what-if-rests-on",
];

const SUMS: [&str; 6] =
    ["what-if-by", "what-if-of", "what-if-results", "what-if-without", "what-if-records", "what-if-aheads"];

pub(super) async fn csv(page: Page, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let typed = Typed::of(pairs);
    let office = page.office();
    let (asked, wrong) = typed.read(&page, &office.what_if_years().await?);
    if !wrong.is_empty() {
        return Err(Problem::BadInput(wrong));
    }
    let named = page.may(Action::StudentExport);
    if named {
        office.allow_here(Action::StudentExport)?;
    }
    let answer = office.what_if(&asked).await?;
    let name = format!("{}.csv", page.t("what-if-file"));
    let headings = |ids: &[&str]| ids.iter().map(|id| page.t(id).to_string()).collect::<Vec<_>>();
    if !(named && answer.named) {
        let mut rows = Vec::new();
        for (by, word) in [
            (By::Clause, "what-if-clause"),
            (By::Institution, "what-if-institution"),
            (By::Year, "what-if-year"),
        ] {
            for (of, sum) in answer.sums(by, office.figures_are_exact()) {
                let mut row = vec![page.t(word).to_string(), of];
                row.extend([sum.candidates, sum.without, sum.records, sum.ahead].map(|n| n.to_string()));
                rows.push(row);
            }
        }
        return Ok(attachment(&name, &headings(&SUMS), rows));
    }
    let lines = all_lines(&page).await?;
    let mut rows = Vec::new();
    for row in &answer.admissions {
        let shown = AdmissionShown::of(&page, &lines, row);
        rows.push(vec![
            page.t("what-if-admissions").to_string(),
            shown.year.to_string(),
            shown.name,
            shown.no,
            page.institution(&row.institution).to_owned(),
            page.t(format!("what-if-turn-{}", row.turn)).to_string(),
            String::new(),
            shown.before,
            shown.clause.0.to_owned(),
            shown.after,
            shown.clause.1.to_owned(),
            shown.record.map(|(_, words)| words).unwrap_or_default(),
        ]);
    }
    for shown in answer.records.rows.iter().filter_map(|row| RecordShown::of(&page, row)) {
        rows.push(vec![
            page.t("what-if-decisions").to_string(),
            shown.cohort.to_string(),
            shown.name,
            shown.id,
            shown.institution,
            shown.what,
            shown.on,
            shown.before.1,
            shown.before.3,
            shown.after.1,
            shown.after.3,
            shown.later,
        ]);
    }
    Ok(attachment(&name, &headings(&COLUMNS), rows))
}

/// The rows of all plans by programme.
pub(super) async fn all_lines(page: &Page) -> Result<crate::pages::correction::Lines, Problem> {
    let lines = page.office().programmes_of_all_plans().await?;
    Ok(lines.iter().map(|line| (line.programme.clone(), line.clone())).collect())
}
