//! Bytes to cells. The content decides what a file is; its name is not asked.

mod biff;
mod cfb;
mod package;
mod rows;
mod text;
mod xls;
mod xlsx;
mod xml;

use crate::{DocumentError, Limits};
use guantong_model::sheet::Sheet;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub use text::decode;

/// The tables of a document: of a workbook (.xlsx, .xls) every worksheet, of a text (CSV, or columns parted by
/// tabs; UTF-8, UTF-16 or GB18030) one.
///
/// # Errors
/// [`DocumentError`]: what the file is instead, or which limit it passes. Nothing is read in part.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, DocumentError> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > limits.file_bytes {
        return Err(DocumentError::TooLarge { bytes: size, most: limits.file_bytes });
    }
    if bytes.is_empty() {
        return Err(DocumentError::Empty);
    }
    let sheets = if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        let package = package::inspect(bytes, limits)?;
        unharmed(|| xlsx::read(bytes, limits, &package))?
    } else if bytes.starts_with(cfb::SIGNATURE) {
        let found = xls::inspect(bytes, limits)?;
        unharmed(|| xls::read(bytes, limits, &found))?
    } else {
        vec![text::read(bytes, limits)?]
    };
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(DocumentError::Empty);
    }
    Ok(sheets)
}

/// A reader of foreign formats may stumble over bytes its authors never met. That is a damaged file, and no
/// reason to stop serving others.
fn unharmed<T>(reading: impl FnOnce() -> Result<T, DocumentError>) -> Result<T, DocumentError> {
    catch_unwind(AssertUnwindSafe(reading))
        .unwrap_or_else(|_| Err(DocumentError::damaged("the reader stopped")))
}
