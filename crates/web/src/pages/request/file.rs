//! A file of a request, to be looked at beside it. It is answered as what its content is, and runs nothing.

use crate::answer::Answer;
use crate::frame::Page;
use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use guantong_documents::evidence::Media;

pub(super) async fn file(page: Page, Path((id, digest)): Path<(String, String)>) -> Answer {
    let (_, media, bytes) = page.office().request_file(&id, &digest).await?;
    // A name may hold a person's: the file is named by its request and its kind.
    Ok(evidence(media, bytes, &id))
}

/// A file that was given in, answered as what its content is, under a name of ours.
pub(in crate::pages) fn evidence(media: Media, bytes: Vec<u8>, name: &str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media.content_type()));
    let name = format!("attachment; filename=\"{}.{}\"", name.replace(['"', '\\'], ""), media.as_str());
    if let Ok(value) = HeaderValue::from_str(&name) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}
