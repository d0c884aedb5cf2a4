//! Students concerned, as a table to take away: CSV and a workbook with the same columns.

use super::{Asked, asked, shown};
use crate::answer::Answer;
use crate::frame::Page;
use crate::pages::address::encoded;
use crate::pages::csv::attachment;
use axum::extract::{Path, Query};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use guantong_documents::write_xlsx;
use guantong_model::sheet::{Content, Look, Table};
use guantong_policy::Citation;
use guantong_service::Fault;
use guantong_service::continuity::{Concerned, Continuity};

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Columns with their widths in the workbook.
const COLUMNS: [(&str, u16); 11] = [
    ("page-student-id", 14),
    ("page-student-name", 12),
    ("page-student-institution", 26),
    ("page-student-major", 26),
    ("page-student-partner", 20),
    ("page-student-cohort", 8),
    ("page-student-stage", 10),
    ("continuity-situation", 22),
    ("continuity-prospect", 14),
    ("continuity-clauses", 20),
    ("continuity-could-join", 40),
];

fn row(page: &Page, concerned: &Concerned) -> Vec<String> {
    let Concerned { student, line, outlook } = concerned;
    let label = |citation: &Citation| match citation {
        Citation::Clause(id) => {
            page.edition().provision(id).map(|found| page.either(&found.label, id.as_str()).to_owned())
        }
        Citation::Article { .. } | Citation::Interpretation(_) => None,
    };
    let mut clauses: Vec<String> = outlook.decision.citations.iter().filter_map(label).collect();
    clauses.dedup();
    vec![
        student.id.to_string(),
        student.name.clone(),
        page.institution(&student.institution).to_owned(),
        line.major_printed(),
        page.institution(&line.partner).to_owned(),
        student.cohort.to_string(),
        page.word(format!("stage.{}", student.stage)),
        shown::situation(page, outlook),
        page.t(format!("continuity-prospect-{}", outlook.prospect)).to_string(),
        page.list(clauses),
        page.list(shown::choices(page, outlook)),
    ]
}

fn name(page: &Page, found: &Continuity) -> String {
    page.t("continuity-file").with("from", found.from).with("to", found.to).to_string()
}

/// `/continuity/{from}/{to}/students.csv`.
pub(super) async fn csv(
    page: Page,
    Path((from, to)): Path<(i32, i32)>,
    Query(query): Query<Asked>,
) -> Answer {
    let found = asked(&page, from, to, &query).await?;
    let headings = COLUMNS.map(|(id, _)| page.t(id).to_string());
    let name = format!("{}.csv", name(&page, &found));
    Ok(attachment(&name, &headings, found.students.iter().map(|concerned| row(&page, concerned))))
}

/// `/continuity/{from}/{to}/students.xlsx`.
pub(super) async fn workbook(
    page: Page,
    Path((from, to)): Path<(i32, i32)>,
    Query(query): Query<Asked>,
) -> Answer {
    let found = asked(&page, from, to, &query).await?;
    let cell = |look: Look| move |text: String| (Content::Text(text), look);
    let mut rows = vec![COLUMNS.iter().map(|(id, _)| cell(Look::Heading)(page.t(id).to_string())).collect()];
    for concerned in &found.students {
        rows.push(row(&page, concerned).into_iter().map(cell(Look::Body)).collect());
    }
    let name = name(&page, &found);
    let table = Table {
        name: page.t("continuity-sheet").to_string(),
        widths: COLUMNS.iter().map(|(_, width)| *width).collect(),
        rows,
        merged: Vec::new(),
        head_rows: 1,
    };
    let bytes =
        write_xlsx(&[table], page.office().today()).map_err(|error| Fault::new("write a workbook", error))?;
    let mut response = ([(CONTENT_TYPE, WORKBOOK)], bytes).into_response();
    let disposition =
        format!("attachment; filename=\"table.xlsx\"; filename*=UTF-8''{}", encoded(&format!("{name}.xlsx")));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        response.headers_mut().insert(CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}
