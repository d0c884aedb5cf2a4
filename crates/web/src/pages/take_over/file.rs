//! Workbooks to take away: the template, and one's own sheet with the results.

use crate::answer::Answer;
use crate::frame::Page;
use crate::pages::workbook;
use axum::extract::Path;

/// `/take-over/template.xlsx`.
pub(super) async fn template(page: Page) -> Answer {
    let bytes = page.office().take_over_template(&|message| page.say(message).to_string())?;
    let name = page.t("page-take-over-file-name").to_string();
    Ok(workbook::file(&name, "template.xlsx", bytes))
}

/// `/take-over/{digest}/checked.xlsx`.
pub(super) async fn returned(page: Page, Path(digest): Path<String>) -> Answer {
    let checked = page.office().take_over_draft(&digest).await?;
    let bytes = page.office().take_over_returned(&checked, &|message| page.say(message).to_string())?;
    let stem = checked.name.rsplit_once('.').map_or(checked.name.as_str(), |(stem, _)| stem);
    let name = page.t("page-take-over-back-name").with("name", stem).to_string();
    Ok(workbook::file(&name, "checked.xlsx", bytes))
}
