//! A report to take away: as offices send it (GB/T 9704-2012) in DOCX, its figures as a workbook, all of it in JSON.

use super::shown::{figures, sides};
use super::{Named, id_of};
use crate::answer::{Answer, Problem};
use crate::frame::Page;
use crate::pages::indicator::{indicator_name, mean, year_of};
use crate::pages::{csv, workbook};
use axum::extract::Path;
use guantong_documents::official::{Official, Part, write_official};
use guantong_documents::write_xlsx;
use guantong_indicators::{Indicator, Measure};
use guantong_model::sheet::{Content, Look, Table};
use guantong_service::Fault;
use guantong_service::report::{FrozenFigure, ReportId, ReportView, Section};
use serde_json::json;
use std::collections::BTreeMap;

/// The numbers of the headings of a document.
const NUMBERED: usize = 8;

async fn view(page: &Page, named: Named) -> Result<(ReportId, ReportView), Problem> {
    let id = id_of(named)?;
    let view = page.office().report_view(&id).await?;
    Ok((id, view))
}

/// What a file is called.
fn name(page: &Page, id: &ReportId) -> String {
    page.t("report-of").with("sides", sides(page, id)).with("year", id.year.to_string()).to_string()
}

fn headings(page: &Page, id: &ReportId) -> Vec<String> {
    let year = |year: i32| page.t("cooperation-calendar-year").with("from", year.to_string()).to_string();
    vec![page.t("report-indicator").to_string(), year(id.year), year(id.year - 1)]
}

fn rows(page: &Page, id: &ReportId, view: &ReportView) -> Vec<Vec<String>> {
    let row = |one: super::shown::FigureShown| {
        let cell = |of: super::shown::FigureOfYear| match of.small.is_empty() {
            true => of.figure,
            false => page.t("report-figure").with("figure", of.figure).with("small", of.small).to_string(),
        };
        std::iter::once(one.name).chain(one.years.into_iter().map(cell)).collect()
    };
    figures(page, id, &view.figures, None).into_iter().map(row).collect()
}

pub(super) async fn docx(page: Page, Path(named): Path<Named>) -> Answer {
    let (id, view) = view(&page, named).await?;
    let heading = |at: usize, text: String| {
        let number = page.word(format!("report-number.{}", at.min(NUMBERED)));
        Part::Heading(1, page.t("report-heading").with("number", number).with("text", text).to_string())
    };
    let told = match view.report.frozen {
        Some(_) => page.t("report-figures-stand"),
        None => page.t("report-figures-on"),
    };
    let mut parts = vec![
        heading(1, page.t("report-figures").to_string()),
        Part::Text(told.with("on", page.date(view.figures.on)).to_string()),
        Part::Table { headings: headings(&page, &id), rows: rows(&page, &id, &view) },
    ];
    for (at, section) in (2..).zip(Section::ALL) {
        parts.push(heading(at, page.word(format!("report-section.{section}"))));
        let text = view.report.sections.get(section).cloned();
        parts.push(Part::Text(text.unwrap_or_else(|| page.t("report-not-written").to_string())));
    }
    let mut signed = vec![page.institution(&id.front).to_owned()];
    if !id.alone() {
        signed.push(page.institution(&id.partner).to_owned());
    }
    let on = page.date(view.report.submitted_on.unwrap_or_else(|| page.office().today()));
    let official =
        Official { title: name(&page, &id), to: page.t("report-addressee").to_string(), parts, signed, on };
    let bytes = write_official(&official).map_err(|error| Fault::new("write a document", error))?;
    Ok(csv::document(&format!("{}.docx", name(&page, &id)), bytes))
}

pub(super) async fn xlsx(page: Page, Path(named): Path<Named>) -> Answer {
    let (id, view) = view(&page, named).await?;
    let cells =
        |look: Look, row: Vec<String>| row.into_iter().map(|text| (Content::Text(text), look)).collect();
    let mut all: Vec<Vec<_>> = vec![cells(Look::Heading, headings(&page, &id))];
    all.extend(rows(&page, &id, &view).into_iter().map(|row| cells(Look::Body, row)));
    let table = Table {
        name: page.t("report-figures").to_string(),
        widths: vec![28, 28, 28],
        rows: all,
        merged: Vec::new(),
        head_rows: 1,
    };
    let bytes =
        write_xlsx(&[table], page.office().today()).map_err(|error| Fault::new("write a workbook", error))?;
    Ok(workbook::file(&format!("{}.xlsx", name(&page, &id)), "report.xlsx", bytes))
}

pub(super) async fn json(page: Page, Path(named): Path<Named>) -> Answer {
    let (id, view) = view(&page, named).await?;
    let steps = page.office().report_steps(&id).await?;
    let mut done = Vec::new();
    for step in steps {
        let by = page.by(&step.by);
        done.push(json!({ "step": step.kind, "on": step.on, "by": by, "because": step.because }));
    }
    let figure = |one: &FrozenFigure| {
        let indicator = Indicator::parse(&one.indicator)?;
        let declared = indicator.declared();
        let (part, whole) = match declared.measure {
            // Marks as people write them, the sum over programmes.
            Measure::Marks => (mean(one.part, 1).to_string(), mean(one.whole, 1).to_string()),
            _ => (one.part.to_string(), one.whole.to_string()),
        };
        Some(json!({
            "indicator": one.indicator,
            "name": indicator_name(&page, indicator),
            "clauses": declared.clauses,
            "measure": declared.measure,
            "of": page.t(format!("indicator-{indicator}-whole")).to_string(),
            "counted": page.t(format!("indicator-{indicator}-part")).to_string(),
            "year": one.year,
            "year_in_words": year_of(&page, indicator, one.year),
            "part": part,
            "whole": whole,
            "records": one.records,
            "records_digest_sm3": one.digest,
        }))
    };
    let sections: BTreeMap<String, &String> =
        view.report.sections.iter().map(|(section, text)| (section.to_string(), text)).collect();
    let told = json!({
        "year": id.year,
        "institution": id.front,
        "university": id.partner,
        "state": view.report.state,
        "due": view.due,
        "figures_on": view.figures.on,
        "figures_stand": view.report.frozen.is_some(),
        "figures": view.figures.figures.iter().filter_map(figure).collect::<Vec<_>>(),
        "sections": sections,
        "comment": view.report.comment,
        "steps": done,
        "digest_sm3": view.digest,
    });
    let bytes = serde_json::to_vec_pretty(&told).map_err(|error| Fault::new("write a report", error))?;
    Ok(csv::json(&format!("{}.json", name(&page, &id)), bytes))
}
