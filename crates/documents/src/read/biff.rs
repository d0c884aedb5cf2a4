//! The records of an old workbook, walked once before it is parsed: which cells are filled, which rows hidden, and
//! that no record claims more room than the limits allow.

use crate::{DocumentError, Limits};
use guantong_model::sheet::At;
use std::collections::BTreeSet;

const END: u16 = 0x000A;
const BEGIN: u16 = 0x0809;
const CONTINUED: u16 = 0x003C;
const PASSWORD: u16 = 0x002F;
const SHEET: u16 = 0x0085;
const STRINGS: u16 = 0x00FC;
const DIMENSIONS: u16 = 0x0200;
const ROW: u16 = 0x0208;
const MERGED: u16 = 0x00E5;
const MANY_NUMBERS: u16 = 0x00BD;
/// Formula, string in place, rich string, number, label, truth or error, shared string, compact number.
const CELLS: &[u16] = &[0x0006, 0x0204, 0x00D6, 0x0203, 0x0205, 0x00FD, 0x027E];

/// Shared strings are held in memory as a whole: at least 3 bytes each in the file, 24 and more in memory.
const STRINGS_MAX: usize = 8 * 1024 * 1024;
/// Cells of the rectangle that spans all filled ones: the parser lays it out whole.
const AREA_MAX: u64 = 2_000_000;

/// One record: its type and its bytes.
struct Record<'a> {
    kind: u16,
    bytes: &'a [u8],
}

fn damaged() -> DocumentError {
    DocumentError::damaged("workbook records")
}

fn short(bytes: &[u8], at: usize) -> Result<u16, DocumentError> {
    let two = bytes.get(at..at + 2).and_then(|two| <[u8; 2]>::try_from(two).ok());
    two.map(u16::from_le_bytes).ok_or_else(damaged)
}

fn long(bytes: &[u8], at: usize) -> Result<u32, DocumentError> {
    let four = bytes.get(at..at + 4).and_then(|four| <[u8; 4]>::try_from(four).ok());
    four.map(u32::from_le_bytes).ok_or_else(damaged)
}

/// Takes the next record off a stream.
fn next<'a>(stream: &mut &'a [u8]) -> Result<Option<Record<'a>>, DocumentError> {
    if stream.is_empty() {
        return Ok(None);
    }
    let (kind, length) = (short(stream, 0)?, usize::from(short(stream, 2)?));
    let bytes = stream.get(4..4 + length).ok_or_else(damaged)?;
    *stream = stream.get(4 + length..).unwrap_or_default();
    Ok(Some(Record { kind, bytes }))
}

/// Walks the workbook's stream; hands back the hidden rows, from 1, of each sheet in order.
pub(super) fn inspect(stream: &[u8], limits: &Limits) -> Result<Vec<BTreeSet<u32>>, DocumentError> {
    let mut left = stream;
    let mut starts = Vec::new();
    let mut strings = None;
    while let Some(record) = next(&mut left)? {
        match record.kind {
            PASSWORD if short(record.bytes, 0)? != 0 => return Err(DocumentError::Encrypted),
            SHEET => starts.push(long(record.bytes, 0)?),
            END => break,
            _ => {}
        }
        strings = match (record.kind, strings) {
            (STRINGS, _) => Some(record.bytes.len()),
            (CONTINUED, Some(size)) => Some(size + record.bytes.len()),
            _ => None,
        };
        if strings.is_some_and(|size| size > STRINGS_MAX) {
            return Err(DocumentError::Inflates { most: limits.string_bytes });
        }
    }
    let mut hidden = Vec::new();
    let mut extent = Extent::default();
    for start in starts {
        let start = usize::try_from(start).map_err(|_| damaged())?;
        hidden.push(sheet(stream.get(start..).ok_or_else(damaged)?, limits, &mut extent)?);
    }
    Ok(hidden)
}

/// How much of the document is filled so far.
#[derive(Default)]
struct Extent {
    cells: usize,
    area: u64,
}

fn sheet(mut left: &[u8], limits: &Limits, extent: &mut Extent) -> Result<BTreeSet<u32>, DocumentError> {
    let mut hidden = BTreeSet::new();
    let (mut depth, mut farthest) = (0_u32, At::new(0, 0));
    while let Some(record) = next(&mut left)? {
        let last = match record.kind {
            BEGIN => {
                depth += 1;
                None
            }
            END if depth <= 1 => break,
            END => {
                depth -= 1;
                None
            }
            ROW if short(record.bytes, 12)? & 0x0020 != 0 => {
                hidden.insert(u32::from(short(record.bytes, 0)?) + 1);
                None
            }
            DIMENSIONS => {
                declared(record.bytes, limits)?;
                None
            }
            MERGED if record.bytes.len() < 2 + 8 * usize::from(short(record.bytes, 0)?) => {
                return Err(damaged());
            }
            MANY_NUMBERS => {
                let (from, to) =
                    (short(record.bytes, 2)?, short(record.bytes, record.bytes.len().saturating_sub(2))?);
                if to < from {
                    return Err(damaged());
                }
                extent.cells += usize::from(to - from);
                Some(to)
            }
            kind if CELLS.contains(&kind) => Some(short(record.bytes, 2)?),
            _ => None,
        };
        if let Some(column) = last {
            extent.cells += 1;
            let at = At::new(u32::from(short(record.bytes, 0)?) + 1, u32::from(column) + 1);
            if at.row > limits.rows || at.column > limits.columns {
                return Err(DocumentError::TooFar { at, rows: limits.rows, columns: limits.columns });
            }
            farthest = At::new(farthest.row.max(at.row), farthest.column.max(at.column));
        }
    }
    extent.area += u64::from(farthest.row) * u64::from(farthest.column);
    if extent.cells > limits.cells || extent.area > AREA_MAX {
        return Err(DocumentError::TooManyCells { most: limits.cells });
    }
    Ok(hidden)
}

/// The rectangle a sheet declares: the parser makes room for all of it.
fn declared(bytes: &[u8], limits: &Limits) -> Result<(), DocumentError> {
    let (rows, columns) = match bytes.len() {
        10 => (u32::from(short(bytes, 2)?), short(bytes, 6)?),
        _ => (long(bytes, 4)?, short(bytes, 10)?),
    };
    // Formatted blanks are declared as well: the limits of filled cells do not apply, the room does.
    if u64::from(rows) * u64::from(columns) > AREA_MAX.max(u64::from(u16::MAX) * 32) {
        return Err(DocumentError::TooManyCells { most: limits.cells });
    }
    Ok(())
}
