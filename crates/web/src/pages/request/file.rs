//! A file of a request, to be looked at beside it. It is answered as what its content is, and runs nothing.

use crate::answer::Answer;
use crate::frame::Page;
use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;

pub(super) async fn file(page: Page, Path((id, digest)): Path<(String, String)>) -> Answer {
    let (_, media, bytes) = page.office().request_file(&id, &digest).await?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media.content_type()));
    // A name may hold a person's: the file is named by its request and its kind.
    let name = format!("attachment; filename=\"{}.{}\"", id.replace(['"', '\\'], ""), media.as_str());
    if let Ok(value) = HeaderValue::from_str(&name) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
