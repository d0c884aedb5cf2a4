//! Workbooks to take away: the template of a year, and one's own file with what was found in it.

use super::start::Asked;
use crate::answer::Answer;
use crate::frame::Page;
use crate::pages::workbook;
use axum::extract::{Path, Query};

/// `/candidates/import/template.xlsx`.
pub(super) async fn template(page: Page, Query(asked): Query<Asked>) -> Answer {
    let year = asked.year.parse().unwrap_or(page.year);
    let said = |message: &guantong_model::Message| page.say(message).to_string();
    let bytes = page.office().candidates_template(year, &said).await?;
    let name = page.t("candimport-template-name").with("year", year).to_string();
    Ok(workbook::file(&name, "template.xlsx", bytes))
}

/// `/candidates/import/{id}/returned.xlsx`.
pub(super) async fn returned(page: Page, Path(id): Path<String>) -> Answer {
    let name = page.office().candidate_import(&id).await?.row.name;
    let said = |message: &guantong_model::Message| page.say(message).to_string();
    let bytes = page.office().candidates_returned(&id, &said).await?;
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let name = page.t("page-take-over-back-name").with("name", stem).to_string();
    Ok(workbook::file(&name, "returned.xlsx", bytes))
}
