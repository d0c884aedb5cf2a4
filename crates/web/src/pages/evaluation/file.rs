//! The result of a round as a workbook, for the commission.

use super::shown::{dimension, points};
use super::year_of;
use crate::answer::Answer;
use crate::frame::Page;
use crate::pages::workbook;
use axum::extract::Path;
use guantong_documents::write_xlsx;
use guantong_model::sheet::{Content, Look, Table};
use guantong_service::Fault;
use guantong_service::access::Action;

pub(super) async fn xlsx(page: Page, Path(year): Path<String>) -> Answer {
    page.office().allow_here(Action::EvaluationOpen)?;
    let view = page.office().evaluation_round(year_of(&year)?).await?;
    let t = |id: &str| page.t(id).to_string();
    let dimensions = || view.round.terms.dimensions.iter().map(|of| of.dimension);
    let mut headings = vec![t("evaluation-front"), t("evaluation-partner"), t("evaluation-how-far")];
    headings.extend(dimensions().map(|of| dimension(&page, of)));
    headings.extend([
        t("evaluation-total"),
        t("evaluation-sheets"),
        t("evaluation-result"),
        t("evaluation-readers"),
    ]);
    let cells =
        |look: Look, row: Vec<String>| row.into_iter().map(|text| (Content::Text(text), look)).collect();
    let mut rows: Vec<Vec<_>> = vec![cells(Look::Heading, headings)];
    for one in &view.subjects {
        let mark = |of| {
            let found = one.found.as_ref().and_then(|found| found.marks.get(&of));
            found.map_or_else(String::new, |it| points(*it))
        };
        let mut row = vec![
            page.institution(&one.id.front).to_owned(),
            page.institution(&one.id.partner).to_owned(),
            page.word(format!("evaluation-far.{}", one.far)),
        ];
        row.extend(dimensions().map(mark));
        row.push(one.found.as_ref().map_or_else(String::new, |found| points(found.total)));
        row.push(one.found.as_ref().map_or_else(String::new, |found| found.sheets.to_string()));
        row.push(one.grade.map_or_else(String::new, |it| page.word(format!("evaluation-grade.{it}"))));
        row.push(page.list(one.readers.iter().map(|reader| reader.name.clone())));
        rows.push(cells(Look::Body, row));
    }
    let name = page.t("evaluation-round-of").with("year", view.round.year.to_string()).to_string();
    let table = Table {
        widths: vec![24; rows.first().map_or(0, Vec::len)],
        name: name.clone(),
        rows,
        merged: Vec::new(),
        head_rows: 1,
    };
    let bytes =
        write_xlsx(&[table], page.office().today()).map_err(|error| Fault::new("write a workbook", error))?;
    Ok(workbook::file(&format!("{name}.xlsx"), "evaluation.xlsx", bytes))
}
