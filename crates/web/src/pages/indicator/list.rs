//! `/indicators`: all of a year, by chapter, with the year before beside it.

use super::shown::{Shown, day, indicator_name, whose, year_of};
use super::{Asked, At};
use crate::answer::Answer;
use crate::frame::{Page, Said, show};
use crate::pages::address::query;
use crate::parts::Clauses;
use askama::Template;
use axum::extract::Query;
use guantong_indicators::{Chapter, Indicator};
use std::collections::BTreeSet;

/// An indicator as a line.
struct Line {
    name: String,
    href: String,
    year: String,
    clauses: Clauses,
    now: Shown,
    before: Shown,
}

#[derive(Template)]
#[template(path = "indicator/list.html")]
struct ListPage {
    at: At,
    chapters: Vec<(Chapter, Vec<Line>)>,
    whose: String,
    day: String,
    page: Page,
}

impl ListPage {
    fn lead(&self) -> Said {
        self.page.t("indicator-lead").with("whose", &self.whose).with("day", &self.day)
    }
}

pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let at = At::of(&page, &asked).await?;
    let looked_at = |one: &Indicator| [one.looked_at_in(at.year), one.looked_at_in(at.year) - 1];
    let years: BTreeSet<i32> = Indicator::ALL.iter().flat_map(looked_at).collect();
    let years: Vec<i32> = years.into_iter().collect();
    let gathered = page.office().gathered(at.on, &years, Indicator::ALL).await?;
    let as_of = at.as_of(&page);
    let line = |indicator: Indicator| {
        let [now, before] = looked_at(&indicator);
        let year = now.to_string();
        let table = page.office().indicator_table(&gathered, indicator, &years, None);
        let shown = |year: i32| Shown::of(&page, indicator, &at, year, None, table.all.get(&year));
        Line {
            name: indicator_name(&page, indicator),
            href: format!("/indicators/{indicator}{}", query(&[("year", &year), ("as_of", &as_of)])),
            year: year_of(&page, indicator, now),
            clauses: Clauses::of_provisions(&page, indicator.declared().clauses.get(..1).unwrap_or_default()),
            now: shown(now),
            before: shown(before),
        }
    };
    let readable = |indicator: &&Indicator| page.office().reads_indicator(**indicator);
    let chapters = Chapter::ALL.iter().map(|chapter| {
        let of = Indicator::ALL.iter().filter(readable).filter(|one| one.declared().chapter == *chapter);
        (*chapter, of.map(|one| line(*one)).collect::<Vec<_>>())
    });
    show(&ListPage {
        chapters: chapters.filter(|(_, lines)| !lines.is_empty()).collect(),
        whose: whose(&page),
        day: day(&page, at.on),
        at,
        page: page.clone(),
    })
}
