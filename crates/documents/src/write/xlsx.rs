//! Tables as a workbook (.xlsx): A4, heading repeated on each page, page numbers at the foot.

use super::{WriteError, looks};
use crate::escape;
use guantong_model::Date;
use guantong_model::sheet::{Content, Look, Table};
use rust_xlsxwriter::{DataValidation, DocProperties, ExcelDateTime, Format, Workbook, Worksheet};
use std::collections::{BTreeMap, BTreeSet};

const A4: u8 = 9;

/// Tables as a workbook, one sheet each. The same tables and day give the same bytes.
///
/// Texts are written as texts, never as formulas, numbers or links, and escaped as in CSV.
///
/// # Errors
/// [`WriteError`] where the format has no room for a table.
pub fn write_xlsx(tables: &[Table], made_on: Date) -> Result<Vec<u8>, WriteError> {
    let mut book = new_book(made_on)?;
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(&table.name)?;
        page(sheet, table)?;
        cells(sheet, table)?;
    }
    Ok(book.save_to_buffer()?)
}

/// A column of a form whose cells choose from some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The table, from 0.
    pub table: usize,
    /// The column, from 0.
    pub column: u16,
    /// The words: together with their commas at most 255 characters, as spreadsheets have it.
    pub words: Vec<String>,
}

/// Tables as a workbook to be filled in: below the heads the cells of some columns offer the words to choose from, and
/// take no others. The same tables, choices and day give the same bytes.
///
/// # Errors
/// [`WriteError`] where the format has no room for a table or a choice.
pub fn write_form(tables: &[Table], choices: &[Choice], made_on: Date) -> Result<Vec<u8>, WriteError> {
    let mut book = new_book(made_on)?;
    for (number, table) in tables.iter().enumerate() {
        let sheet = book.add_worksheet();
        sheet.set_name(&table.name)?;
        page(sheet, table)?;
        cells(sheet, table)?;
        for choice in choices.iter().filter(|choice| choice.table == number) {
            let words = DataValidation::new().allow_list_strings(&choice.words)?;
            sheet.add_data_validation(table.head_rows, choice.column, LAST_ROW, choice.column, &words)?;
        }
    }
    Ok(book.save_to_buffer()?)
}

/// The last row of a sheet, from 0.
const LAST_ROW: u32 = 1_048_575;

/// A workbook without sheets, made on a day.
pub(super) fn new_book(made_on: Date) -> Result<Workbook, WriteError> {
    let mut book = Workbook::new();
    let year = u16::try_from(made_on.year()).unwrap_or(1900);
    let (month, day) = (made_on.month().unsigned_abs(), made_on.day().unsigned_abs());
    let made_on = ExcelDateTime::from_ymd(year, month, day)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made_on));
    Ok(book)
}

fn page(sheet: &mut Worksheet, table: &Table) -> Result<(), WriteError> {
    for (column, width) in table.widths.iter().enumerate() {
        sheet.set_column_width(column_number(column)?, f64::from(*width))?;
    }
    for (column, (_, look)) in table.rows.iter().flat_map(|row| row.iter().enumerate()) {
        if *look == Look::HeadingOfWords {
            sheet.set_column_format(column_number(column)?, &Format::new().set_num_format(looks::WORDS))?;
        }
    }
    sheet
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_footer("&C&P / &N");
    if table.head_rows > 0 {
        sheet.set_freeze_panes(table.head_rows, 0)?;
        sheet.set_repeat_rows(table.head_rows - 1, table.head_rows - 1)?;
    }
    Ok(())
}

fn cells(sheet: &mut Worksheet, table: &Table) -> Result<(), WriteError> {
    let mut formats: BTreeMap<Look, Format> = BTreeMap::new();
    let mut format = |look: Look| formats.entry(look).or_insert_with(|| looks::format(look)).clone();
    // Regions first: writing one blanks its cells, the values come after.
    for region in &table.merged {
        let (first, last) = (region.first, region.last);
        let look = at(table, first.row, first.column).map_or(Look::Body, |(_, look)| *look);
        let (left, right) = (zero_based_column(first.column)?, zero_based_column(last.column)?);
        let (top, bottom) = (first.row.saturating_sub(1), last.row.saturating_sub(1));
        if (top, left) != (bottom, right) {
            sheet.merge_range(top, left, bottom, right, "", &format(look))?;
        }
    }
    let covered = covered(table)?;
    for (row, cells) in table.rows.iter().enumerate() {
        let row = u32::try_from(row).map_err(|_| WriteError::TooLarge)?;
        for (column, (content, look)) in cells.iter().enumerate() {
            let column = column_number(column)?;
            match content {
                _ if covered.contains(&(row, column)) => {}
                Content::Text(text) => {
                    sheet.write_string_with_format(row, column, escape::escaped(text), &format(*look))?;
                }
                Content::Number(number) => {
                    let exact = i32::try_from(*number).map_err(|_| WriteError::TooLarge)?;
                    sheet.write_number_with_format(row, column, exact, &format(*look))?;
                }
                Content::Blank => {
                    sheet.write_blank(row, column, &format(*look))?;
                }
            }
        }
    }
    Ok(())
}

/// Cells, from 0, that lie in a merged region and are not its first.
fn covered(table: &Table) -> Result<BTreeSet<(u32, u16)>, WriteError> {
    let mut covered = BTreeSet::new();
    for region in &table.merged {
        for row in region.first.row..=region.last.row {
            for column in region.first.column..=region.last.column {
                if (row, column) != (region.first.row, region.first.column) {
                    covered.insert((row.saturating_sub(1), zero_based_column(column)?));
                }
            }
        }
    }
    Ok(covered)
}

fn at(table: &Table, row: u32, column: u32) -> Option<&(Content, Look)> {
    let index = |number: u32| usize::try_from(number.checked_sub(1)?).ok();
    table.rows.get(index(row)?)?.get(index(column)?)
}

fn column_number(column: usize) -> Result<u16, WriteError> {
    u16::try_from(column).map_err(|_| WriteError::TooLarge)
}

fn zero_based_column(column: u32) -> Result<u16, WriteError> {
    u16::try_from(column.saturating_sub(1)).map_err(|_| WriteError::TooLarge)
}
