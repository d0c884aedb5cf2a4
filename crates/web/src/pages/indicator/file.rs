//! An indicator's table to take away: a line for each value and year, as CSV and as a workbook.

use super::one::split_of;
use super::shown::{Lines, indicator_name, lines, mean, value};
use super::{Asked, At, indicator_of};
use crate::answer::{Answer, Problem};
use crate::frame::Page;
use crate::pages::{csv::attachment, workbook};
use axum::extract::{Path, Query};
use guantong_documents::write_xlsx;
use guantong_indicators::{Figure, Indicator, Measure, Split};
use guantong_model::sheet::{Content, Look, Table};
use guantong_model::{Date, academic_year};
use guantong_service::Fault;

/// The table with its name.
struct File {
    name: String,
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
}

const COLUMNS: [&str; 7] = ["indicator", "by", "of", "year", "part", "whole", "rate"];

fn row(
    page: &Page,
    known: &Lines,
    indicator: Indicator,
    of: Option<(Split, &str)>,
    (year, on): (i32, Date),
    figure: &Figure,
) -> Vec<String> {
    let (by, of) = match of {
        None => (page.t("indicator-all").to_string(), String::new()),
        Some((split, of)) => {
            let (name, small) = value(page, known, split, of);
            let both = if small.is_empty() { name } else { format!("{small} {name}") };
            (page.t(format!("indicator-by-{split}")).to_string(), both)
        }
    };
    let (part, whole) = match indicator.declared().measure {
        Measure::Marks => {
            (mean(figure.part, figure.records).to_string(), mean(figure.whole, figure.records).to_string())
        }
        Measure::Count => (figure.part.to_string(), String::new()),
        _ => (figure.part.to_string(), figure.whole.to_string()),
    };
    let rate = match indicator.declared().measure {
        Measure::Count => String::new(),
        _ if figure.whole == 0 || indicator.under_way(year, academic_year(on)) => String::new(),
        _ => page.percent(figure.part, figure.whole),
    };
    vec![indicator_name(page, indicator), by, of, year.to_string(), part, whole, rate]
}

async fn made(page: &Page, id: &str, asked: &Asked) -> Result<File, Problem> {
    let indicator = indicator_of(page, id)?;
    let at = At::of(page, asked).await?;
    let (by, years) = (split_of(indicator, &asked.by)?, at.years());
    let gathered = page.office().gathered(at.on, &years, &[indicator]).await?;
    let table = page.office().indicator_table(&gathered, indicator, &years, by);
    let known = lines(page).await?;
    let mut rows = Vec::new();
    for (year, figure) in &table.all {
        rows.push(row(page, &known, indicator, None, (*year, at.on), figure));
    }
    for (of, figures) in &table.rows {
        for (year, figure) in figures {
            let of = by.map(|split| (split, of.as_str()));
            rows.push(row(page, &known, indicator, of, (*year, at.on), figure));
        }
    }
    let name =
        page.t("indicator-file").with("name", indicator_name(page, indicator)).with("on", at.on).to_string();
    let headings = COLUMNS.iter().map(|column| page.t(format!("indicator-column-{column}")).to_string());
    Ok(File { name, headings: headings.collect(), rows })
}

pub(super) async fn csv(page: Page, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let File { name, headings, rows } = made(&page, &id, &asked).await?;
    Ok(attachment(&format!("{name}.csv"), &headings, rows))
}

pub(super) async fn workbook(page: Page, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let File { name, headings, rows } = made(&page, &id, &asked).await?;
    let cells =
        |look: Look, row: Vec<String>| row.into_iter().map(|text| (Content::Text(text), look)).collect();
    let mut all: Vec<Vec<_>> = vec![cells(Look::Heading, headings)];
    all.extend(rows.into_iter().map(|row| cells(Look::Body, row)));
    let table = Table {
        name: page.t("indicator-sheet").to_string(),
        widths: vec![18, 14, 40, 8, 10, 10, 10],
        rows: all,
        merged: Vec::new(),
        head_rows: 1,
    };
    let bytes =
        write_xlsx(&[table], page.office().today()).map_err(|error| Fault::new("write a workbook", error))?;
    Ok(workbook::file(&format!("{name}.xlsx"), "table.xlsx", bytes))
}
