//! Tables to take away: CSV as offices open it.

use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use guantong_documents::write_csv;

use super::address::encoded;

/// Marks the text as UTF-8 for spreadsheet programs that would take it for something else.
const MARK: &[u8] = "\u{feff}".as_bytes();

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A workbook as a file to save, under a name in any script.
pub(crate) fn workbook(name: &str, bytes: Vec<u8>) -> Response {
    named([(CONTENT_TYPE, WORKBOOK)], "table.xlsx", name, bytes)
}

/// A text in JSON as a file to save, under a name in any script.
pub(crate) fn json(name: &str, bytes: Vec<u8>) -> Response {
    named([(CONTENT_TYPE, "application/json")], "data.json", name, bytes)
}

/// A document as a file to save, under a name in any script.
pub(crate) fn document(name: &str, bytes: Vec<u8>) -> Response {
    const DOCUMENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    named([(CONTENT_TYPE, DOCUMENT)], "report.docx", name, bytes)
}

/// Days as a file that calendars read, under a name in any script.
pub(crate) fn calendar(name: &str, bytes: Vec<u8>) -> Response {
    named([(CONTENT_TYPE, "text/calendar; charset=utf-8")], "days.ics", name, bytes)
}

/// A drawing as a file to save, under a name in any script.
pub(crate) fn drawing(name: &str, bytes: Vec<u8>) -> Response {
    named([(CONTENT_TYPE, "image/svg+xml; charset=utf-8")], "picture.svg", name, bytes)
}

/// A table as a file to save, under a name in any script.
pub(crate) fn attachment(
    name: &str,
    headings: &[String],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Response {
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let mut bytes = MARK.to_vec();
    bytes.extend(write_csv(&headings, rows));
    named([(CONTENT_TYPE, "text/csv; charset=utf-8")], "table.csv", name, bytes)
}

/// A table that is CSV already, as a file to save.
pub(crate) fn table(name: &str, bytes: Vec<u8>) -> Response {
    named([(CONTENT_TYPE, "text/csv; charset=utf-8")], "table.csv", name, bytes)
}

/// A table of columns as a file to save.
pub(crate) fn parquet(name: &str, bytes: Vec<u8>) -> Response {
    named([(CONTENT_TYPE, "application/vnd.apache.parquet")], "table.parquet", name, bytes)
}

fn named(
    kind: [(axum::http::HeaderName, &'static str); 1],
    plain: &str,
    name: &str,
    bytes: Vec<u8>,
) -> Response {
    let mut response = (kind, bytes).into_response();
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", encoded(name));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        response.headers_mut().insert(CONTENT_DISPOSITION, value);
    }
    response
}
