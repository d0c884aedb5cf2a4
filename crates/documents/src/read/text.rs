//! Text tables: CSV, or columns parted by tabs, as office programs save them.

use super::rows::Gathering;
use crate::{DocumentError, Limits};
use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use guantong_model::sheet::{Sheet, Value};
use std::borrow::Cow;

/// The words of a text file: UTF-8 with or without a mark, UTF-16 with one, else GB18030; GB18030 also where a text
/// without a mark would be UTF-8 without any Chinese character.
///
/// # Errors
/// [`DocumentError::Encoding`] with the first byte that is no UTF-8, where it is no GB18030 either.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, DocumentError> {
    let (marked, rest) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (None, rest),
        [0xFF, 0xFE, rest @ ..] => (Some(UTF_16LE), rest),
        [0xFE, 0xFF, rest @ ..] => (Some(UTF_16BE), rest),
        _ => (None, bytes),
    };
    let fault = match (marked, std::str::from_utf8(rest)) {
        (None, Ok(text)) if bytes.len() > rest.len() || !is_unlikely(text) => return Ok(Cow::Borrowed(text)),
        (None, Ok(text)) => {
            let chinese = GB18030.decode_without_bom_handling_and_without_replacement(rest);
            return Ok(chinese.unwrap_or(Cow::Borrowed(text)));
        }
        (None, Err(error)) => bytes.len() - rest.len() + error.valid_up_to(),
        (Some(_), _) => bytes.len() - rest.len(),
    };
    let encoding = marked.unwrap_or(GB18030);
    encoding
        .decode_without_bom_handling_and_without_replacement(rest)
        .ok_or(DocumentError::Encoding { byte: u64::try_from(fault).unwrap_or(u64::MAX).saturating_add(1) })
}

/// Short GB18030 texts may be UTF-8 by chance, and are then letters of two bytes without a single Chinese character.
fn is_unlikely(text: &str) -> bool {
    !text.is_ascii() && text.chars().all(|c| c < '\u{800}')
}

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, DocumentError> {
    let text = match decode(bytes) {
        Ok(text) => text,
        // Bytes that are no text at all are better called what they are.
        Err(_) if bytes.contains(&0) => return Err(DocumentError::NotATable { found: known_kind(bytes) }),
        Err(error) => return Err(error),
    };
    refuse_other_kinds(bytes, &text)?;
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.contains('\t') && !first.contains(',') { b'\t' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut cells = 0;
    let mut gathering = Gathering::new(limits, &mut cells);
    let mut record = csv::StringRecord::new();
    let mut lines = Lines { bytes: text.as_bytes(), at: 0, line: 0 };
    while reader.read_record(&mut record).map_err(|error| DocumentError::damaged(error.to_string()))? {
        let row = lines.at(record.position().map_or(0, csv::Position::byte));
        for (column, field) in record.iter().enumerate().filter(|(_, field)| !field.is_empty()) {
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            gathering.take(row, column, Value::Text(field.to_owned()))?;
        }
    }
    Ok(Sheet { rows: gathering.rows()?, ..Sheet::default() })
}

/// Counts the lines of a text up to a record, which may be said to begin at the line breaks before it.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line, from 0, of the record that begins at a byte or after the line breaks there.
    fn at(&mut self, byte: u64) -> u32 {
        let from = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(sign) = self.bytes.get(self.at) {
            if self.at >= from && !matches!(sign, b'\r' | b'\n') {
                break;
            }
            let pair = *sign == b'\r' && self.bytes.get(self.at + 1) == Some(&b'\n');
            if matches!(sign, b'\r' | b'\n') && !pair {
                self.line = self.line.saturating_add(1);
            }
            self.at += 1;
        }
        self.line
    }
}

/// Files that are text, or begin like it, and yet no table.
fn refuse_other_kinds(bytes: &[u8], text: &str) -> Result<(), DocumentError> {
    let kind = known_kind(bytes);
    if kind != "unknown" {
        return Err(DocumentError::NotATable { found: kind });
    }
    let start: String = text.trim_start().chars().take(256).collect::<String>().to_ascii_lowercase();
    let found =
        if start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<table") {
            "html"
        } else if start.starts_with("<?xml") || start.starts_with('<') {
            "xml"
        } else if start.starts_with("{\\rtf") {
            "rtf"
        } else if text.contains('\0') {
            "unknown"
        } else {
            return Ok(());
        };
    Err(DocumentError::NotATable { found })
}

/// What the first bytes say a file is.
fn known_kind(bytes: &[u8]) -> &'static str {
    const KINDS: &[(&[u8], &str)] = &[
        (b"%PDF", "pdf"),
        (b"\x89PNG", "png"),
        (b"\xFF\xD8\xFF", "jpeg"),
        (b"GIF8", "gif"),
        (b"Rar!", "rar"),
        (b"7z\xBC\xAF", "7z"),
        (b"\x1F\x8B", "gzip"),
    ];
    KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map_or("unknown", |(_, kind)| kind)
}
