//! The plan to take away: as a workbook in the shape of the annex, and as a list; both can be imported again.

use crate::answer::{Answer, Problem};
use crate::frame::Page;
use crate::pages::address::encoded;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `/plans/{year}.xlsx`.
pub(super) async fn workbook(page: &Page, year: i32) -> Answer {
    let title = page.t("planpage-table-title").with("year", year).to_string();
    let bytes = page.office().plan_workbook(year, &title).await?.ok_or(Problem::NotFound)?;
    Ok(file(page, year, "xlsx", WORKBOOK, bytes))
}

/// `/plans/{year}.csv`.
pub(super) async fn list(page: &Page, year: i32) -> Answer {
    let bytes = page.office().plan_list(year).await?.ok_or(Problem::NotFound)?;
    Ok(file(page, year, "csv", "text/csv; charset=utf-8", bytes))
}

fn file(
    page: &Page,
    year: i32,
    ending: &str,
    kind: &'static str,
    bytes: Vec<u8>,
) -> axum::response::Response {
    let name = format!("{}.{ending}", page.t("planpage-file-name").with("year", year));
    let disposition =
        format!("attachment; filename=\"plan-{year}.{ending}\"; filename*=UTF-8''{}", encoded(&name));
    let mut response = ([(CONTENT_TYPE, kind)], bytes).into_response();
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        response.headers_mut().insert(CONTENT_DISPOSITION, disposition);
    }
    response
}
