//! Workbooks of today (.xlsx), cell by cell: a range over all cells would be as large as its farthest corner.

use super::package::Package;
use super::rows::{Gathering, regions, uncover};
use crate::{DocumentError, Limits};
use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use guantong_model::sheet::{Row, Sheet, Value};
use std::io::Cursor;

fn broken(error: XlsxError) -> DocumentError {
    match error {
        XlsxError::Password => DocumentError::Encrypted,
        other => DocumentError::damaged(other.to_string()),
    }
}

pub(super) fn read(bytes: &[u8], limits: &Limits, package: &Package) -> Result<Vec<Sheet>, DocumentError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let listed = book.sheets_metadata().to_vec();
    let mut cells = 0;
    let mut sheets = Vec::new();
    for (index, about) in listed.iter().enumerate().filter(|(_, about)| about.typ == SheetType::WorkSheet) {
        let mut rows = rows(&mut book, &about.name, limits, &mut cells)?;
        let merged = book.merge_cells_by_sheet_name(&about.name).map_err(broken)?;
        let merged = regions(merged.iter().map(|region| (region.start, region.end)), limits)?;
        uncover(&mut rows, &merged)?;
        sheets.push(Sheet {
            name: about.name.clone(),
            hidden: about.visible != SheetVisible::Visible,
            rows,
            merged,
            hidden_rows: package.hidden_rows.get(index).cloned().unwrap_or_default(),
        });
    }
    Ok(sheets)
}

fn rows(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    limits: &Limits,
    cells: &mut usize,
) -> Result<Vec<Row>, DocumentError> {
    let mut gathering = Gathering::new(limits, cells);
    let mut reader = book.worksheet_cells_reader(name).map_err(broken)?;
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(broken)? {
        if let Some(value) = value(cell.value, cell.formula.is_some()) {
            gathering.take(cell.pos.0, cell.pos.1, value)?;
        }
    }
    gathering.rows()
}

fn value(cell: DataRef<'_>, formula: bool) -> Option<Value> {
    match cell {
        DataRef::Empty => formula.then_some(Value::NoResult),
        DataRef::String(text) => filled(text),
        DataRef::SharedString(text) => filled(text.to_owned()),
        DataRef::Float(number) => Some(Value::Number(number)),
        // As far as whole numbers are exact in a spreadsheet.
        DataRef::Int(number) => Some(
            i32::try_from(number)
                .map_or_else(|_| Value::Text(number.to_string()), |small| Value::Number(f64::from(small))),
        ),
        DataRef::Bool(flag) => Some(Value::Flag(flag)),
        DataRef::DateTime(moment) => Some(Value::Date(date(&moment))),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Some(Value::Date(text)),
        DataRef::Error(error) => Some(Value::Error(error.to_string())),
    }
}

fn filled(text: String) -> Option<Value> {
    (!text.is_empty()).then_some(Value::Text(text))
}

pub(super) fn date(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}
