//! `/graduates`: the sheets within reach, the newest year first.

use super::href;
use crate::answer::{Answer, Problem};
use crate::frame::{Page, show};
use crate::parts::{Chip, Clauses};
use askama::Template;
use guantong_service::destination::Listed;

/// A sheet in the list.
struct RowShown {
    href: String,
    institution: String,
    year: i32,
    graduates: usize,
    further_study: (String, String),
    employed: (String, String),
    chip: Chip,
    due: Option<String>,
}

#[derive(Template)]
#[template(path = "graduates/list.html")]
struct ListPage {
    rows: Vec<RowShown>,
    clauses: Clauses,
    page: Page,
}

/// How far a sheet is.
pub(super) fn state(page: &Page, listed: &Listed) -> Chip {
    let missing = page.t("graduates-missing").count("count", listed.missing).to_string();
    match (listed.missing, listed.late) {
        (0, _) => Chip::new("ok", page.t("graduates-complete")),
        (_, 0) => Chip::new("wait", missing),
        _ => Chip::new("no", missing),
    }
}

/// A part of the graduates as a share, and how many.
pub(super) fn share(page: &Page, part: usize, whole: usize) -> (String, String) {
    let of = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let counts = page.t("page-of").count("part", part).count("whole", whole).to_string();
    (page.percent(of(part), of(whole)), counts)
}

pub(super) async fn list(page: Page) -> Answer {
    let listed = page.office().graduates().await?;
    let row = |one: &Listed| RowShown {
        href: href(&one.id),
        institution: page.institution(&one.id.institution).to_owned(),
        year: one.id.year,
        graduates: one.graduates,
        further_study: share(&page, one.further_study, one.graduates),
        employed: share(&page, one.employed, one.graduates),
        chip: state(&page, one),
        due: one.due.map(|due| page.date(due)),
    };
    show(&ListPage {
        rows: listed.iter().map(row).collect(),
        clauses: Clauses::of_provisions(&page, &["1"]).with_lead(&page),
        page: page.clone(),
    })
}

/// The sheets of one's own institution in which somebody is missing, for the to-do centre: what, whose, how many, address.
pub(crate) async fn waiting(page: &Page) -> Result<Vec<(String, String, String, String)>, Problem> {
    let waiting = page.office().waiting_destinations().await?;
    let line = |one: &Listed| {
        let due = one.due.map(|due| page.date(due)).unwrap_or_default();
        (
            page.t("graduates-title").to_string(),
            page.t("graduates-year").with("year", one.id.year.to_string()).to_string(),
            page.t("graduates-missing-by").count("count", one.missing).with("due", due).to_string(),
            href(&one.id),
        )
    };
    Ok(waiting.iter().map(line).collect())
}
