//! A sheet to a draft: which column is which, where a page breaks, what each line says and what goes on from above.
//!
//! A value goes on from line to line within one institution's block and no further: what stands in the block above
//! says nothing of the next institution (annex.a).

mod figure;
mod heading;
mod lines;
mod source;

use super::Problem;
use super::draft::{Draft, Form};
use super::names::plain;
use super::words;
use guantong_model::Message;
use guantong_model::sheet::{Sheet, Value};
use heading::Headings;

/// Reads the one plan table among the sheets of a document.
///
/// # Errors
/// Everything in it that cannot be read, each with its cell; nothing is taken then.
pub fn read(sheets: &[Sheet]) -> Result<Draft, Vec<Problem>> {
    let with_table = |hidden: bool| -> Vec<&Sheet> {
        sheets.iter().filter(|sheet| sheet.hidden == hidden && heading::first(sheet).is_some()).collect()
    };
    let visible = with_table(false);
    let found = if visible.is_empty() { with_table(true) } else { visible };
    match found.as_slice() {
        [sheet] => read_sheet(sheet),
        [] => match sheets {
            [sheet] => read_sheet(sheet),
            _ => Err(vec![no_heading()]),
        },
        several => {
            let names: Vec<_> = several.iter().map(|sheet| sheet.name.as_str().into()).collect();
            let message =
                Message::new("plan-tables-several").with("sheets", guantong_model::Fact::List(names));
            Err(vec![Problem::new("IMP-0202", message)])
        }
    }
}

/// Reads the plan table of a sheet.
///
/// # Errors
/// As [`read()`].
pub fn read_sheet(sheet: &Sheet) -> Result<Draft, Vec<Problem>> {
    let Some(first) = heading::first(sheet) else { return Err(vec![no_heading()]) };
    let headings = Headings::read(first)?;
    let form = if headings.column(super::Column::Scale).is_some() { Form::Annex } else { Form::List };
    let draft = Draft {
        sheet: sheet.name.clone(),
        form,
        title: title(sheet, first.number),
        rows: Vec::new(),
        blocks: Vec::new(),
        categories: Vec::new(),
        total: None,
        headings: vec![first.number],
        remarks: headings.unknown().to_vec(),
        last_row: sheet.rows.last().map_or(first.number, |row| row.number),
    };
    lines::Reader::new(sheet, &headings, draft).read()
}

fn no_heading() -> Problem {
    let needed: Vec<_> = heading::NEEDED.iter().map(|column| words::heading(*column).into()).collect();
    let message = Message::new("plan-heading-none").with("headings", guantong_model::Fact::List(needed));
    Problem::new("IMP-0201", message)
}

/// The longest words above the table.
fn title(sheet: &Sheet, heading: u32) -> Option<String> {
    let above = sheet.rows.iter().take_while(|row| row.number < heading);
    let words = above.flat_map(|row| &row.cells).filter_map(|(_, value)| match value {
        Value::Text(text) => Some(plain(text)),
        _ => None,
    });
    words.filter(|words| !words.is_empty()).max_by_key(|words| words.chars().count())
}
