//! Workbooks to take away: the template, and one's own sheet with the results.

use crate::answer::Answer;
use crate::frame::Page;
use crate::pages::address::encoded;
use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `/take-over/template.xlsx`.
pub(super) async fn template(page: Page) -> Answer {
    let bytes = page.office().take_over_template(&|message| page.say(message).to_string())?;
    let name = page.t("page-take-over-file-name").to_string();
    Ok(file(&name, "template.xlsx", bytes))
}

/// `/take-over/{digest}/checked.xlsx`.
pub(super) async fn returned(page: Page, Path(digest): Path<String>) -> Answer {
    let checked = page.office().take_over_draft(&digest).await?;
    let bytes = page.office().take_over_returned(&checked, &|message| page.say(message).to_string())?;
    let stem = checked.name.rsplit_once('.').map_or(checked.name.as_str(), |(stem, _)| stem);
    let name = page.t("page-take-over-back-name").with("name", stem).to_string();
    Ok(file(&name, "checked.xlsx", bytes))
}

fn file(name: &str, plain: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", encoded(name));
    let mut response = ([(CONTENT_TYPE, WORKBOOK)], bytes).into_response();
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        response.headers_mut().insert(CONTENT_DISPOSITION, disposition);
    }
    response
}
