//! `/examinations/publicity`: lists of results that are public today, and one of them, masked, for everybody to see (公示).

use crate::answer::Answer;
use crate::frame::{Page, Said, show};
use crate::pages::address::query;
use crate::parts::Clauses;
use askama::Template;
use axum::extract::Query;
use guantong_service::examination::Publicised;
use serde::Deserialize;

/// Which list is asked for; all that are public where none is named.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    of: String,
}

#[derive(Template)]
#[template(path = "examination/published.html")]
struct AllPage {
    /// Address, title, days.
    lists: Vec<(String, Said, Said)>,
    clauses: Clauses,
    page: Page,
}

#[derive(Template)]
#[template(path = "examination/public.html")]
struct PublicPage {
    list: Publicised,
    title: Said,
    days: Said,
    clauses: Clauses,
    page: Page,
}

fn title(page: &Page, institution: &str, after: guantong_model::Stage, year: i16) -> Said {
    page.t("examination-of")
        .with("institution", page.institution(institution))
        .with("stage", page.word(format!("stage.{after}")))
        .with("year", i32::from(year).to_string())
}

/// The address of a public list.
pub(super) fn address(id: &str) -> String {
    format!("/examinations/publicity{}", query(&[("of", id)]))
}

pub(super) async fn public(page: Page, Query(asked): Query<Asked>) -> Answer {
    if asked.of.is_empty() { all(page).await } else { one(page, &asked.of).await }
}

async fn all(page: Page) -> Answer {
    let found = page.office().publicised_examinations().await?;
    let lists = found.iter().filter_map(|found| {
        let days = found.publicity.as_ref()?;
        let days = page
            .t("examination-public-days")
            .with("from", page.date(days.from))
            .with("until", page.date(days.until));
        Some((address(&found.id), title(&page, &found.institution, found.after, found.on.year()), days))
    });
    let lists = lists.collect();
    let clauses = Clauses::of_provisions(&page, &["4.1.e"]).with_lead(&page);
    show(&AllPage { lists, clauses, page: page.clone() })
}

async fn one(page: Page, id: &str) -> Answer {
    let list = page.office().publicised_examination(id).await?;
    let days = page
        .t("examination-public-days")
        .with("from", page.date(list.publicity.from))
        .with("until", page.date(list.publicity.until));
    let title = title(&page, &list.institution, list.after, list.publicity.from.year());
    let clauses = Clauses::of_provisions(&page, &["3.4.1", "4.1.e"]).with_lead(&page);
    show(&PublicPage { list, title, days, clauses, page: page.clone() })
}
