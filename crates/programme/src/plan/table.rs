//! The plan as a table again: in the annex's shape, and as a list of lines.

use super::draft::Column;
use super::settled::{Plan, PlannedProgramme};
use super::words;
use guantong_model::Message;
use guantong_model::sheet::{At, Content, Look, Region, Table};

/// The columns of the annex, in its order, with their widths.
const COLUMNS: &[(Column, u16)] = &[
    (Column::Category, 12),
    (Column::Scale, 10),
    (Column::Institution, 30),
    (Column::Major, 34),
    (Column::Partner, 20),
    (Column::Places, 10),
];
/// The columns that hold for several lines, by number: category, total, institution, partner.
const CATEGORY: u32 = 1;
const SCALE: u32 = 2;
const INSTITUTION: u32 = 3;
const PARTNER: u32 = 5;

/// The headings of the list.
pub const CSV_HEADINGS: [&str; 6] = ["category", "institution", "special", "major", "partner", "places"];

/// The plan as a list, one line a programme under [`CSV_HEADINGS`]; the major with its direction as printed.
#[must_use]
pub fn list(plan: &Plan) -> Vec<[String; 6]> {
    let line = |programme: &PlannedProgramme| {
        [
            programme.category.clone(),
            programme.key.institution.clone(),
            programme.key.special.clone().unwrap_or_default(),
            programme.major_printed.clone(),
            programme.key.partner.clone(),
            programme.places.to_string(),
        ]
    };
    plan.programmes.iter().map(line).collect()
}

/// The title of the exported table.
#[must_use]
pub fn title(plan: &Plan) -> Message {
    Message::new("plan-table-title").with("year", plan.year)
}

/// The plan in the annex's shape: title, heading, merged cells, sub-totals, total; every figure and partner filled.
#[must_use]
pub fn table(plan: &Plan, title: &str) -> Table {
    let blank = (Content::Blank, Look::Title);
    let mut heading: Vec<(Content, Look)> = vec![(Content::Text(title.to_owned()), Look::Title)];
    heading.resize(COLUMNS.len(), blank);
    let names = COLUMNS.iter().map(|(column, _)| (text(words::heading(*column)), Look::Heading));
    let mut table = Table {
        name: words::SHEET.to_owned(),
        widths: COLUMNS.iter().map(|(_, width)| *width).collect(),
        rows: vec![heading, names.collect()],
        merged: Vec::new(),
        head_rows: 2,
    };
    merge(&mut table, 1, 1, 1, width());
    for category in runs(&plan.programmes, |a, b| a.category == b.category) {
        let first = next_row(&table);
        for institution in runs(category, |a, b| a.key.institution == b.key.institution) {
            lines(&mut table, institution);
        }
        let last = next_row(&table) - 1;
        merge(&mut table, first, CATEGORY, last, CATEGORY);
        sum(&mut table, words::SUB_TOTALS, category);
    }
    sum(&mut table, words::TOTALS, &plan.programmes);
    table
}

fn width() -> u32 {
    u32::try_from(COLUMNS.len()).unwrap_or(1)
}

fn next_row(table: &Table) -> u32 {
    u32::try_from(table.rows.len()).unwrap_or(u32::MAX).saturating_add(1)
}

fn text(words: &str) -> Content {
    Content::Text(words.to_owned())
}

fn number(places: u32) -> Content {
    Content::Number(i64::from(places))
}

fn places(programmes: &[PlannedProgramme]) -> u32 {
    programmes.iter().map(|programme| programme.places).sum()
}

/// Neighbours that belong together.
fn runs(
    programmes: &[PlannedProgramme],
    together: impl Fn(&PlannedProgramme, &PlannedProgramme) -> bool,
) -> impl Iterator<Item = &[PlannedProgramme]> {
    programmes.chunk_by(together)
}

fn merge(table: &mut Table, first_row: u32, first_column: u32, last_row: u32, last_column: u32) {
    let region = Region { first: At::new(first_row, first_column), last: At::new(last_row, last_column) };
    if region.first != region.last {
        table.merged.push(region);
    }
}

/// The lines of one institution.
fn lines(table: &mut Table, programmes: &[PlannedProgramme]) {
    let first = next_row(table);
    let scale = places(programmes);
    for programme in programmes {
        table.rows.push(vec![
            (text(&programme.category), Look::Centre),
            (number(scale), Look::Centre),
            (Content::Text(institution(programme)), Look::Centre),
            (text(&programme.major_printed), Look::Body),
            (text(&programme.key.partner), Look::Centre),
            (number(programme.places), Look::Figure),
        ]);
    }
    let last = next_row(table) - 1;
    merge(table, first, SCALE, last, SCALE);
    let mut row = first;
    for run in runs(programmes, |a, b| a.key.special == b.key.special) {
        let next = row + u32::try_from(run.len()).unwrap_or_default();
        merge(table, row, INSTITUTION, next - 1, INSTITUTION);
        row = next;
    }
    let mut row = first;
    for run in runs(programmes, |a, b| a.key.partner == b.key.partner) {
        let next = row + u32::try_from(run.len()).unwrap_or_default();
        merge(table, row, PARTNER, next - 1, PARTNER);
        row = next;
    }
}

/// The institution with its special project in the annex's brackets.
fn institution(programme: &PlannedProgramme) -> String {
    let (open, close) = words::BRACKETS;
    match &programme.key.special {
        Some(special) => format!("{}{open}{special}{close}", programme.key.institution),
        None => programme.key.institution.clone(),
    }
}

fn sum(table: &mut Table, names: &[&str], programmes: &[PlannedProgramme]) {
    let row = next_row(table);
    let name = names.first().copied().unwrap_or_default();
    let mut cells = vec![(text(name), Look::Sum)];
    cells.resize(COLUMNS.len() - 1, (Content::Blank, Look::Sum));
    cells.push((number(places(programmes)), Look::Sum));
    table.rows.push(cells);
    merge(table, row, 1, row, width() - 1);
}
