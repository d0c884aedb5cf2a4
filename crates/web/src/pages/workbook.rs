//! A workbook to take away, under a name in any script.

use crate::pages::address::encoded;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The file; `plain` is its name for who knows no other letters.
pub(crate) fn file(name: &str, plain: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", encoded(name));
    let mut response = ([(CONTENT_TYPE, WORKBOOK)], bytes).into_response();
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        response.headers_mut().insert(CONTENT_DISPOSITION, disposition);
    }
    response
}
