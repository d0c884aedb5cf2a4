//! Workbooks of old (.xls).

use super::rows::{Gathering, regions, uncover};
use super::{biff, cfb, xlsx};
use crate::{DocumentError, Limits};
use calamine::{Data, Reader, SheetType, SheetVisible, Xls, XlsError};
use guantong_model::sheet::{Sheet, Value};
use std::collections::BTreeSet;
use std::io::Cursor;

/// What the look over the file found.
pub(super) struct Found {
    /// Hidden rows, from 1, of each sheet in order.
    hidden_rows: Vec<BTreeSet<u32>>,
}

pub(super) fn inspect(bytes: &[u8], limits: &Limits) -> Result<Found, DocumentError> {
    let file = cfb::Compound::open(bytes)?;
    if file.has("EncryptedPackage") {
        return Err(DocumentError::Encrypted);
    }
    let Some(name) = ["Workbook", "Book"].into_iter().find(|name| file.has(name)) else {
        let found = if file.has("WordDocument") { "doc" } else { "unknown" };
        return Err(DocumentError::NotATable { found });
    };
    Ok(Found { hidden_rows: biff::inspect(&file.stream(name)?, limits)? })
}

fn broken(error: XlsError) -> DocumentError {
    match error {
        XlsError::Password => DocumentError::Encrypted,
        other => DocumentError::damaged(other.to_string()),
    }
}

pub(super) fn read(bytes: &[u8], limits: &Limits, found: &Found) -> Result<Vec<Sheet>, DocumentError> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(broken)?;
    let listed = book.sheets_metadata().to_vec();
    let mut cells = 0;
    let mut sheets = Vec::new();
    for (index, about) in listed.iter().enumerate().filter(|(_, about)| about.typ == SheetType::WorkSheet) {
        let mut gathering = Gathering::new(limits, &mut cells);
        let range = book.worksheet_range(&about.name).map_err(broken)?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, cell) in range.used_cells() {
            let Some(value) = value(cell) else { continue };
            let (row, column) =
                (u32::try_from(row).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX));
            gathering.take(top.saturating_add(row), left.saturating_add(column), value)?;
        }
        let mut rows = gathering.rows()?;
        let merged = book.merge_cells_by_sheet_name(&about.name).map_err(broken)?;
        let merged = regions(merged.iter().map(|region| (region.start, region.end)), limits)?;
        uncover(&mut rows, &merged)?;
        sheets.push(Sheet {
            name: about.name.clone(),
            hidden: about.visible != SheetVisible::Visible,
            rows,
            merged,
            hidden_rows: found.hidden_rows.get(index).cloned().unwrap_or_default(),
        });
    }
    Ok(sheets)
}

fn value(cell: &Data) -> Option<Value> {
    match cell {
        Data::Empty => None,
        Data::String(text) => (!text.is_empty()).then(|| Value::Text(text.clone())),
        Data::Float(number) => Some(Value::Number(*number)),
        // As far as whole numbers are exact in a spreadsheet.
        Data::Int(number) => Some(
            i32::try_from(*number)
                .map_or_else(|_| Value::Text(number.to_string()), |small| Value::Number(f64::from(small))),
        ),
        Data::Bool(flag) => Some(Value::Flag(*flag)),
        Data::DateTime(moment) => Some(Value::Date(xlsx::date(moment))),
        Data::DateTimeIso(text) | Data::DurationIso(text) => Some(Value::Date(text.clone())),
        Data::Error(error) => Some(Value::Error(error.to_string())),
    }
}
