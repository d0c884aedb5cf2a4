//! The sheet a person sent, back with reasons: every cell where it was, the marked ones coloured, and one more column
//! that says why, row by row.
//!
//! Not here: what is wrong with a cell. The caller names cells and gives sentences ready to read.

use super::xlsx::new_book;
use super::{WriteError, looks};
use crate::escape;
use guantong_model::Date;
use guantong_model::sheet::{At, Look, Sheet, Value};
use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet};
use std::collections::BTreeMap;

/// A cell that something is said about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The cell; it may be empty.
    pub at: At,
    /// [`Look::Faulty`] or [`Look::Noted`].
    pub look: Look,
    /// The sentence for the reason column of its row.
    pub reason: String,
}

/// A sheet as it was read, with what is said about it.
#[derive(Clone, Copy, Debug)]
pub struct Returned<'a> {
    /// The sheet.
    pub sheet: &'a Sheet,
    /// The row of its headings, from 1.
    pub headings: u32,
    /// What is said, in any order.
    pub marks: &'a [Mark],
    /// The heading of the reason column. A column that has it already is written anew, so that a sheet may go back
    /// and forth; else the column stands after the last that is filled.
    pub reasons: &'a str,
}

/// Widths of columns, in figures of the body font.
const WIDTH: f64 = 14.0;
const REASONS_WIDTH: f64 = 60.0;

/// The sheets as a workbook, in their order, each with all its cells and its reason column. The same sheets, marks and
/// day give the same bytes.
///
/// Words stay words, numbers numbers, days days; a formula comes back as its value. Several marks of a row are said in
/// the order of their cells, one a line, each sentence once.
///
/// # Errors
/// [`WriteError`] where the format has no room.
pub fn write_returned(sheets: &[Returned<'_>], made_on: Date) -> Result<Vec<u8>, WriteError> {
    let mut book = new_book(made_on)?;
    for returned in sheets {
        let page = book.add_worksheet();
        if !returned.sheet.name.is_empty() {
            page.set_name(&returned.sheet.name)?;
        }
        write(page, returned)?;
    }
    Ok(book.save_to_buffer()?)
}

fn write(page: &mut Worksheet, returned: &Returned<'_>) -> Result<(), WriteError> {
    let Returned { sheet, headings, marks, reasons } = *returned;
    let mut formats = Formats::default();
    let reason_column = reason_column(sheet, headings, reasons);
    let mut looks: BTreeMap<At, Look> = BTreeMap::new();
    let mut said: BTreeMap<u32, Vec<(At, &str)>> = BTreeMap::new();
    for mark in marks {
        // Of two looks of a cell the graver one shows.
        let look = looks.entry(mark.at).or_insert(mark.look);
        *look = if mark.look == Look::Faulty { Look::Faulty } else { *look };
        said.entry(mark.at.row).or_default().push((mark.at, &mark.reason));
    }
    for row in &sheet.rows {
        for (column, value) in row.cells.iter().filter(|(column, _)| *column != reason_column) {
            let at = At::new(row.number, *column);
            let usual = if row.number == headings { Look::Heading } else { Look::Body };
            put(page, &mut formats, at, value, looks.remove(&at).unwrap_or(usual))?;
        }
    }
    for (at, look) in looks {
        let (row, column) = place(at)?;
        page.write_blank(row, column, formats.of(look, ""))?;
    }
    for (row, mut sentences) in said {
        sentences.sort_by_key(|(at, _)| *at);
        let mut lines: Vec<&str> = Vec::new();
        for (_, sentence) in sentences {
            if !lines.contains(&sentence) {
                lines.push(sentence);
            }
        }
        let at = At::new(row, reason_column);
        put(page, &mut formats, at, &Value::Text(lines.join("\n")), Look::Body)?;
    }
    let heading = At::new(headings, reason_column);
    put(page, &mut formats, heading, &Value::Text(reasons.to_owned()), Look::Heading)?;
    let (below, last) = place(At::new(headings.saturating_add(1), reason_column))?;
    for column in 0..last {
        page.set_column_width(column, WIDTH)?;
    }
    page.set_column_width(last, REASONS_WIDTH)?;
    page.set_freeze_panes(below, 0)?;
    Ok(())
}

/// The column of the reasons, from 1.
fn reason_column(sheet: &Sheet, headings: u32, reasons: &str) -> u32 {
    let written = sheet.row(headings).and_then(|row| {
        row.cells.iter().find(|(_, value)| matches!(value, Value::Text(text) if text == reasons))
    });
    let last = || sheet.rows.iter().filter_map(|row| row.cells.last()).map(|(column, _)| *column).max();
    written.map_or_else(|| last().unwrap_or(0).saturating_add(1), |(column, _)| *column)
}

/// Formats of looks, each made once: a register has millions of cells.
#[derive(Default)]
struct Formats(BTreeMap<(Look, &'static str), Format>);

impl Formats {
    /// The format of a look with a number format; the usual one where it is empty.
    fn of(&mut self, look: Look, numbers: &'static str) -> &Format {
        self.0.entry((look, numbers)).or_insert_with(|| match numbers {
            "" => looks::format(look),
            numbers => looks::format(look).set_num_format(numbers),
        })
    }
}

/// The number format of days.
const DAYS: &str = "yyyy-mm-dd";

fn put(
    page: &mut Worksheet,
    formats: &mut Formats,
    at: At,
    value: &Value,
    look: Look,
) -> Result<(), WriteError> {
    let (row, column) = place(at)?;
    match value {
        Value::Text(text) | Value::Error(text) => {
            let words = formats.of(look, looks::WORDS);
            page.write_string_with_format(row, column, escape::escaped(text), words)?;
        }
        Value::Number(number) => {
            page.write_number_with_format(row, column, *number, formats.of(look, ""))?;
        }
        Value::Date(text) => match day(text) {
            Some(day) => {
                page.write_datetime_with_format(row, column, &day, formats.of(look, DAYS))?;
            }
            None => {
                page.write_string_with_format(row, column, text, formats.of(look, looks::WORDS))?;
            }
        },
        Value::Flag(flag) => {
            page.write_boolean_with_format(row, column, *flag, formats.of(look, ""))?;
        }
        Value::NoResult => {
            page.write_blank(row, column, formats.of(look, ""))?;
        }
    }
    Ok(())
}

/// A day that spreadsheets can hold.
fn day(text: &str) -> Option<ExcelDateTime> {
    let day: Date = text.parse().ok()?;
    if day.to_string() != text {
        return None;
    }
    let (month, number) = (day.month().unsigned_abs(), day.day().unsigned_abs());
    ExcelDateTime::from_ymd(u16::try_from(day.year()).ok()?, month, number).ok()
}

/// Row and column from 0.
fn place(at: At) -> Result<(u32, u16), WriteError> {
    let column = u16::try_from(at.column.saturating_sub(1)).map_err(|_| WriteError::TooLarge)?;
    Ok((at.row.saturating_sub(1), column))
}
