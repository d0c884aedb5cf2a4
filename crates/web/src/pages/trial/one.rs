//! One trial, and what is other in it than in another, or in the round as it was published.

use super::{all, changes, number};
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::pages::address::query;
use crate::pages::candidate::reason_id;
use crate::pages::correction::{Lines, programme_named};
use crate::pages::round::{RoundPath, grouped};
use crate::parts::{Clauses, programme};
use askama::Template;
use axum::extract::{Path, Query};
use guantong_service::rows::RoundProgramme;
use guantong_service::trial::{Came, Comparison, Side, Trial};
use serde::Deserialize;

/// Candidates on a page.
const PAGE: usize = 200;

/// What it is to be held against, and from which candidate on.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    with: String,
    #[serde(default)]
    from: String,
}

/// A candidate whose outcome differs.
struct Row {
    no: String,
    one: String,
    other: String,
}

/// A programme that differs.
struct ProgrammeRow {
    name: String,
    places: (String, String),
    admitted: (String, String),
    cutoff: (String, String),
}

/// Two runs side by side.
struct Beside {
    name: String,
    count: usize,
    candidates: usize,
    rows: Vec<Row>,
    /// Which of them, such as 1–200.
    first: usize,
    last: usize,
    next: Option<String>,
    programmes: Vec<ProgrammeRow>,
}

#[derive(Template)]
#[template(path = "trial/one.html")]
struct OnePage {
    at: RoundPath,
    here: String,
    trial: Trial,
    changes: Vec<String>,
    /// What it may be held against: the word in the address, and its name.
    sides: Vec<(String, String)>,
    asked: Asked,
    beside: Option<Beside>,
    clauses: Clauses,
    page: Page,
}

/// The word in an address for the round as it was published.
const PUBLISHED: &str = "published";

pub(super) async fn one(
    page: Page,
    Path((year, round, no)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    let no = number(&no)?;
    let trial = page.office().trial(at.year, at.round, no).await?.trial;
    let lines = page.office().programmes(at.year).await?;
    let (others, open) = page.office().trials(at.year, at.round).await?;
    let mut sides: Vec<(String, String)> = others
        .iter()
        .filter(|other| other.number != no)
        .map(|other| (other.number.to_string(), page.t("trial-nth").with("number", other.number).to_string()))
        .collect();
    if !open {
        sides.insert(0, (PUBLISHED.to_owned(), page.t("trial-published").to_string()));
    }
    let with = match asked.with.as_str() {
        "" => None,
        PUBLISHED => Some(Side::Published),
        other => Some(Side::Trial(number(other)?)),
    };
    let beside = match with {
        Some(with) => {
            let compared = page.office().compare_trial(at.year, at.round, no, with).await?;
            let from = asked.from.parse().unwrap_or(0);
            Some(beside(&page, at, &lines, no, compared, (&asked.with, from)))
        }
        None => None,
    };
    show(&OnePage {
        at,
        here: all(at),
        changes: changes(&page, &lines, &trial.instead),
        trial,
        sides,
        asked,
        beside,
        clauses: Clauses::of_provisions(&page, &["3.1.2.a", "3.1.3.a", "3.1.3.b"]).with_lead(&page),
        page: page.clone(),
    })
}

fn beside(
    page: &Page,
    at: RoundPath,
    lines: &Lines,
    no: i64,
    compared: Comparison,
    (with, from): (&str, usize),
) -> Beside {
    let count = compared.differences.len();
    let rows: Vec<Row> = compared
        .differences
        .into_iter()
        .skip(from)
        .take(PAGE)
        .map(|one| Row {
            no: one.no.to_string(),
            one: came(page, lines, &one.one),
            other: came(page, lines, &one.other),
        })
        .collect();
    let last = from + rows.len();
    let next = (last < count).then(|| {
        let from = last.to_string();
        format!("{}/{no}{}", all(at), query(&[("with", with), ("from", &from)]))
    });
    let cutoff = |one: &RoundProgramme| {
        one.cutoff.map_or_else(|| page.t("page-none").to_string(), |cutoff| cutoff.to_string())
    };
    let programmes = compared.programmes.iter().map(|(line, one, other)| ProgrammeRow {
        name: programme::full_name(page, line),
        places: (page.number(one.places), page.number(other.places)),
        admitted: (page.number(one.admitted), page.number(other.admitted)),
        cutoff: (cutoff(one), cutoff(other)),
    });
    let name = match compared.with {
        Side::Published => page.t("trial-published"),
        Side::Trial(number) => page.t("trial-nth").with("number", number),
    };
    Beside {
        name: name.to_string(),
        count,
        candidates: compared.candidates,
        first: if rows.is_empty() { 0 } else { from + 1 },
        last,
        next,
        programmes: programmes.collect(),
        rows,
    }
}

/// What came of a candidate, in words.
fn came(page: &Page, lines: &Lines, came: &Came) -> String {
    match (&came.programme, came.preference) {
        (Some(programme), Some(preference)) => page
            .t("correction-fate")
            .with("programme", programme_named(page, lines, programme))
            .with("preference", preference)
            .to_string(),
        _ if came.reason.is_empty() => page.t("trial-not-in-it").to_string(),
        _ => page.t(reason_id(&came.reason)).to_string(),
    }
}

impl OnePage {
    fn chosen(&self, side: &str) -> bool {
        self.asked.with == side
    }
}
