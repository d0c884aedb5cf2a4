//! `/picture`: the pictures one begins with, by what one comes for, each with its table and where there is more.

use super::asked::{Asked, At};
use super::shown::Made;
use super::{Picture, basis, put_together, years};
use crate::answer::Answer;
use crate::frame::{Page, Said, show};
use crate::pages::indicator::{day, whose};
use askama::Template;
use axum::extract::Query;
use guantong_indicators::Indicator;

#[derive(Template)]
#[template(path = "picture/overview.html")]
struct OverviewPage {
    shown: Vec<(Picture, String, Made)>,
    /// Those that are not shown here.
    more: Vec<(Picture, String)>,
    at: At,
    whose: String,
    day: String,
    page: Page,
}

impl OverviewPage {
    fn is_map(&self, picture: &Picture) -> bool {
        *picture == Picture::Districts
    }

    fn lead(&self) -> Said {
        self.page.t("picture-lead").with("whose", &self.whose).with("day", &self.day)
    }
}

pub(super) async fn overview(page: Page, Query(asked): Query<Asked>) -> Answer {
    let at = At::of(&page, &asked).await?;
    let first = page.office().first_pictures();
    // The facts of all of them are gathered once.
    let mut needed: Vec<Indicator> = first.iter().flat_map(|picture| basis(*picture)).copied().collect();
    needed.dedup();
    let years: Vec<i32> = match first.iter().any(|picture| !years(*picture, &at).is_empty()) {
        true => at.years.clone(),
        false => Vec::new(),
    };
    let gathered = page.office().gathered(at.on, &years, &needed).await?;
    let mut shown = Vec::new();
    for picture in &first {
        let made = put_together(&page, *picture, &at, &gathered).await?;
        shown.push((*picture, at.link(&page, *picture), made));
    }
    let rest = Picture::ALL.iter().filter(|one| page.office().sees_picture(**one) && !first.contains(one));
    show(&OverviewPage {
        more: rest.map(|picture| (*picture, at.link(&page, *picture))).collect(),
        shown,
        whose: whose(&page),
        day: day(&page, at.on),
        at,
        page: page.clone(),
    })
}
