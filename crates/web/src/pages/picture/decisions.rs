//! Transfers, repeats and leaves as cases, by the clauses they rest on: how they came out, year by year; the steps apart.

use super::asked::At;
use super::records::{Behind, Wanted};
use super::shown::{Cell, Made, Row, Table, defined, drawn};
use crate::answer::Problem;
use crate::frame::Page;
use guantong_charts::{Bars, Body, Part, Row as BarRow, Tone, Track};
use guantong_service::indicator::Gathered;
use guantong_service::picture::{Case, Cases, ClauseYear, Ending, GOING, Picture};
use std::collections::{BTreeMap, BTreeSet};

const ENDINGS: [(Ending, Tone); 5] = [
    (Ending::Effective, Tone::One),
    (Ending::Refused, Tone::Two),
    (Ending::Referred, Tone::Five),
    (Ending::Withdrawn, Tone::Four),
    (Ending::Going, Tone::Plain),
];

fn ending(page: &Page, ending: Ending) -> String {
    page.t(format!("picture-ending-{ending}")).to_string()
}

/// A clause as it is printed, with its letter.
fn label(page: &Page, clause: &str) -> String {
    let Some(found) = page.edition().provision(&clause.into()) else { return clause.to_owned() };
    let short = clause.rsplit('.').next().unwrap_or_default();
    let printed = format!("{} {short}", found.label);
    page.either(&printed, clause).to_owned()
}

/// What a case came out with, in a few words.
fn outcome(page: &Page, code: &str) -> String {
    let id = match code {
        GOING => "going".to_owned(),
        code => code.replace(['.', '_'], "-"),
    };
    page.t(format!("picture-case-{id}")).to_string()
}

/// Where the cases behind a figure are.
fn behind(page: &Page, at: &At, clause: &str, ending: Option<Ending>, code: &str) -> String {
    let ending = ending.map_or("", Ending::as_str);
    at.records(page, Picture::Decisions, &[("clause", clause), ("ending", ending), ("code", code)])
}

/// The students of some cases, and what they are called.
pub(super) fn who<'c>(
    page: &Page,
    at: &At,
    cases: &'c Cases,
    wanted: &Wanted,
) -> Result<Behind<'c>, Problem> {
    let of = match wanted.ending.as_str() {
        "" => None,
        word => Some(Ending::parse(word).ok_or(Problem::NotFound)?),
    };
    let among = |case: &&Case| {
        case.family == at.family
            && (wanted.clause.is_empty() || case.clauses.contains(&wanted.clause))
            && of.is_none_or(|of| case.ending == of)
            && (wanted.code.is_empty() || case.code == wanted.code)
    };
    let found: Vec<_> = cases.cases.iter().filter(among).map(|case| (&case.student, true)).collect();
    let family = page.t(format!("picture-family-{}", at.family));
    let clause = if wanted.clause.is_empty() { String::new() } else { label(page, &wanted.clause) };
    // What was typed into the address and is no code is not said again.
    let known = cases.cases.iter().any(|case| case.code == wanted.code);
    let what = match (known, of) {
        (true, _) => outcome(page, &wanted.code),
        (false, Some(of)) => ending(page, of),
        (false, None) => page.t("picture-decisions-every").to_string(),
    };
    let heading = page.t("picture-decisions-behind").with("family", family).with("clause", clause);
    let heading = heading.with("what", what).count("count", found.len());
    Ok((heading.to_string(), found))
}

/// What came of the cases under a clause, in few words.
fn table(page: &Page, at: &At, clause: &str, found: &[&ClauseYear], years: &[i32]) -> Table {
    let row = |one: &&ClauseYear| {
        let by_year = years.iter().map(|year| Cell::number(page, one.years.get(year).copied().unwrap_or(0)));
        let total = Cell::number(page, one.all).to(behind(page, at, clause, Some(one.ending), &one.code));
        Row {
            name: Cell::words(outcome(page, &one.code)).with_small(ending(page, one.ending)),
            cells: [total].into_iter().chain(by_year).collect(),
            sum: false,
        }
    };
    let sum: i64 = found.iter().map(|one| one.all).sum();
    let caption = page.t("picture-decisions-under").with("clause", label(page, clause)).count("count", sum);
    let mut headings =
        vec![page.t("picture-decisions-outcome").to_string(), page.t("picture-decisions-sum").to_string()];
    headings.extend(years.iter().map(|year| {
        let next = (year + 1).to_string();
        page.t("picture-year-academic").with("year", year.to_string()).with("next", next).to_string()
    }));
    Table { caption: caption.to_string(), headings, rows: found.iter().map(row).collect() }
}

/// The steps of cases, which are none themselves.
fn steps<'s>(page: &Page, steps: impl Iterator<Item = (&'s str, i64)>) -> Table {
    let row = |(code, count): (&str, i64)| Row {
        name: Cell::words(page.t(format!("picture-step-of-{}", code.replace(['.', '_'], "-"))).to_string()),
        cells: vec![Cell::number(page, count)],
        sum: false,
    };
    Table {
        caption: page.t("picture-decisions-steps").to_string(),
        headings: vec![
            page.t("picture-decisions-step").to_string(),
            page.t("picture-decisions-times").to_string(),
        ],
        rows: steps.map(row).collect(),
    }
}

pub(super) async fn made(page: &Page, at: &At, gathered: &Gathered) -> Result<Made, Problem> {
    let cases = page.office().cases(gathered, &at.of_lives()).await?;
    let (mut found, taken) = page.office().cases_by_clause(&cases);
    found.retain(|one| one.family == at.family);
    let years: BTreeSet<i32> = found.iter().flat_map(|one| one.years.keys().copied()).collect();
    let years: Vec<i32> = years.into_iter().collect();
    let mut by_clause: BTreeMap<&str, Vec<&ClauseYear>> = BTreeMap::new();
    for one in &found {
        by_clause.entry(&one.clause).or_default().push(one);
    }
    let of = |all: &[&ClauseYear], ending: Ending| -> i64 {
        all.iter().filter(|one| one.ending == ending).map(|one| one.all).sum()
    };
    let whole = |all: &[&ClauseYear]| -> i64 { all.iter().map(|one| one.all).sum() };
    let rows = by_clause.iter().map(|(clause, all)| {
        let counted = |count: i64, ending: Option<Ending>| match count {
            0 => Cell::number(page, 0),
            count => Cell::number(page, count).to(behind(page, at, clause, ending, "")),
        };
        let ends = ENDINGS.map(|(ending, _)| counted(of(all, ending), Some(ending)));
        let said = page.edition().provision(&(*clause).into());
        let said = said.map(|found| page.either(&found.words, &found.words_en).to_owned());
        Row {
            name: Cell::words(label(page, clause)).with_small(said.unwrap_or_default()),
            cells: [counted(whole(all), None)].into_iter().chain(ends).collect(),
            sum: false,
        }
    });
    let rows: Vec<Row> = rows.collect();
    let mut headings =
        vec![page.t("picture-decisions-what").to_string(), page.t("picture-decisions-sum").to_string()];
    headings.extend(ENDINGS.map(|(one, _)| ending(page, one)));
    let bars = by_clause.iter().map(|(clause, all)| {
        let part = |(one, tone): (Ending, Tone)| {
            let value = of(all, one);
            Part { value, tone, says: format!("{} {}", ending(page, one), page.number(value)) }
        };
        let figure = page
            .t("picture-decisions-figure")
            .count("effective", of(all, Ending::Effective))
            .count("all", whole(all));
        let track =
            Track { parts: ENDINGS.map(part).into(), outline: None, range: None, figure: figure.to_string() };
        BarRow { name: label(page, clause), href: behind(page, at, clause, None, ""), tracks: vec![track] }
    });
    let bars = Bars {
        most: by_clause.values().map(|all| whole(all)).max().unwrap_or(1).max(1),
        rows: bars.collect(),
    };
    let says = page
        .t("picture-decisions-desc")
        .with("family", page.t(format!("picture-family-{}", at.family)))
        .count("clauses", by_clause.len());
    let mut drawing = drawn(page, Picture::Decisions, says.to_string(), Body::Bars(bars));
    drawing.title = page.t(format!("picture-family-{}", at.family)).to_string();
    drawing.legend = ENDINGS.map(|(one, tone)| (tone, ending(page, one))).into();
    let mut reached: Vec<Table> =
        by_clause.iter().map(|(clause, all)| table(page, at, clause, all, &years)).collect();
    let own = taken.iter().filter(|((family, _), _)| *family == at.family);
    reached.push(steps(page, own.map(|((_, code), count)| (code.as_str(), *count))));
    Ok(Made {
        table: Table { caption: drawing.title.clone(), headings, rows },
        drawing,
        reached,
        definition: defined(page, Picture::Decisions, &["whole", "part", "measure", "day"]),
        clauses: &["3.3.5.a", "3.4.3.a", "3.4.4.a"],
        notes: vec![page.t("picture-decisions-once").to_string()],
    })
}

/// The tables of a file in one: how cases came out under each clause, then the same in detail, each under its heading.
pub(super) fn file(page: &Page, made: &Made) -> (Vec<String>, Vec<Vec<String>>) {
    let (headings, mut rows) = made.table.file();
    for table in made.reached.iter().filter(|table| !table.rows.is_empty()) {
        let (detail, more) = table.file();
        rows.push(Vec::new());
        rows.push(vec![page.t("picture-decisions-detail").with("of", &table.caption).to_string()]);
        rows.push(detail);
        rows.extend(more);
    }
    (headings, rows)
}
