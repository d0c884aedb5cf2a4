//! Transfers, repeats and leaves by the clause a decision rests on: what was answered, year by year.

use super::asked::At;
use super::shown::{Cell, Made, Row, Table, defined, drawn};
use crate::answer::Problem;
use crate::frame::Page;
use crate::pages::address::{encoded, query};
use crate::pages::edition::pattern;
use guantong_charts::{Bars, Body, Part, Row as BarRow, Tone, Track};
use guantong_policy::Outcome;
use guantong_service::indicator::Gathered;
use guantong_service::picture::{ClauseYear, Picture};
use std::collections::BTreeMap;

const OUTCOMES: [(Outcome, Tone); 3] =
    [(Outcome::Accepted, Tone::One), (Outcome::Referred, Tone::Five), (Outcome::Refused, Tone::Two)];

pub(super) async fn made(page: &Page, at: &At, gathered: &Gathered) -> Result<Made, Problem> {
    let mut found = page.office().decisions_by_clause(gathered, &at.of_lives()).await?;
    found.retain(|one| one.family == at.family);
    let mut years: Vec<i32> = found.iter().flat_map(|one| one.years.keys().copied()).collect();
    years.sort_unstable();
    years.dedup();
    let behind = |clause: &str, code: &str| {
        let edition = encoded(&page.edition().id);
        let code = query(&[("code", code)]);
        format!("/editions/{edition}/provisions/{}/students{code}", encoded(clause))
    };
    let label = |clause: &str| {
        let found = page.edition().provision(&clause.into());
        let id = clause.to_owned();
        found.map_or(id.clone(), |found| {
            let short = id.rsplit('.').next().unwrap_or_default();
            let printed = format!("{} {short}", found.label);
            page.either(&printed, &id).to_owned()
        })
    };
    let row = |one: &ClauseYear| {
        let by_year = years.iter().map(|year| Cell::number(page, one.years.get(year).copied().unwrap_or(0)));
        let outcome = Cell::words(page.word(format!("outcome.{}", one.outcome.as_str())));
        let total = Cell::number(page, one.all).to(behind(&one.clause, &one.code));
        Row {
            name: Cell::words(pattern(page, &one.code)).with_small(label(&one.clause)),
            cells: [outcome, total].into_iter().chain(by_year).collect(),
            sum: false,
        }
    };
    let rows: Vec<Row> = found.iter().map(row).collect();
    let mut headings = vec![
        page.t("picture-decisions-what").to_string(),
        page.t("picture-decisions-outcome").to_string(),
        page.t("picture-decisions-sum").to_string(),
    ];
    headings.extend(years.iter().map(|year| {
        let next = (year + 1).to_string();
        page.t("picture-year-academic").with("year", year.to_string()).with("next", next).to_string()
    }));
    let mut by_clause: BTreeMap<&str, BTreeMap<&str, i64>> = BTreeMap::new();
    for one in &found {
        *by_clause.entry(&one.clause).or_default().entry(one.outcome.as_str()).or_default() += one.all;
    }
    let of =
        |counts: &BTreeMap<&str, i64>, outcome: Outcome| counts.get(outcome.as_str()).copied().unwrap_or(0);
    let bars = by_clause.iter().map(|(clause, counts)| {
        let part = |(outcome, tone): (Outcome, Tone)| {
            let words = page.word(format!("outcome.{}", outcome.as_str()));
            let value = of(counts, outcome);
            Part { value, tone, says: format!("{words} {}", page.number(value)) }
        };
        let figure = page
            .t("picture-decisions-figure")
            .count("accepted", of(counts, Outcome::Accepted))
            .count("referred", of(counts, Outcome::Referred))
            .count("refused", of(counts, Outcome::Refused));
        let track = Track {
            parts: OUTCOMES.map(part).into(),
            outline: None,
            range: None,
            figure: figure.to_string(),
        };
        BarRow { name: label(clause), href: behind(clause, ""), tracks: vec![track] }
    });
    let bars = Bars {
        most: by_clause.values().map(|counts| counts.values().sum()).max().unwrap_or(1),
        rows: bars.collect(),
    };
    let says = page
        .t("picture-decisions-desc")
        .with("family", page.t(format!("picture-family-{}", at.family)))
        .count("clauses", by_clause.len());
    let mut drawing = drawn(page, Picture::Decisions, says.to_string(), Body::Bars(bars));
    drawing.title = page.t(format!("picture-family-{}", at.family)).to_string();
    drawing.legend =
        OUTCOMES.map(|(outcome, tone)| (tone, page.word(format!("outcome.{}", outcome.as_str())))).into();
    Ok(Made {
        table: Table { caption: drawing.title.clone(), headings, rows },
        drawing,
        reached: Vec::new(),
        definition: defined(page, Picture::Decisions, &["whole", "part", "day"]),
        clauses: &["3.3.5.a", "3.4.3.a", "3.4.4.a"],
        notes: Vec::new(),
    })
}
