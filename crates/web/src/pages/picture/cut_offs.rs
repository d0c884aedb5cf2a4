//! 录取成绩 over the years, as shares of full marks: all programmes with the lowest and the highest of them, or those of
//! an institution one by one.

use super::asked::At;
use super::shown::{Cell, Made, Row, Table, defined, drawn, percents};
use crate::answer::Problem;
use crate::frame::Page;
use crate::pages::address::{encoded, query};
use crate::pages::indicator::{lines, mean, value};
use guantong_charts::{Body, Lines, Series, Tone};
use guantong_indicators::{Figure, Indicator, Split};
use guantong_service::indicator::Gathered;
use guantong_service::picture::Picture;
use std::collections::BTreeMap;

/// So many lines can be told apart.
const LINES: usize = 5;

fn share(figure: &Figure) -> i64 {
    let share = i128::from(figure.part) * 1_000_000 / i128::from(figure.whole.max(1));
    i64::try_from(share).unwrap_or(0)
}

pub(super) async fn made(page: &Page, at: &At, gathered: &Gathered) -> Result<Made, Problem> {
    let mut years = at.years.clone();
    let table = page.office().indicator_table(gathered, Indicator::CutOff, &years, Some(Split::Programme));
    years.retain(|year| table.all.contains_key(year));
    years.sort_unstable();
    let known = lines(page).await?;
    let of = |programme: &str| known.get(programme).map_or("", |line| line.institution.as_str());
    let mut rows: Vec<(&String, &BTreeMap<i32, Figure>)> = table
        .rows
        .iter()
        .filter(|(programme, _)| at.institution.is_empty() || of(programme) == at.institution)
        .collect();
    rows.sort_by_key(|(programme, _)| (of(programme).to_owned(), (*programme).clone()));
    let day = at.day(page);
    let cell = |year: i32, figure: Option<&Figure>, split: Option<&str>| {
        let Some(figure) = figure else { return Cell::none(page) };
        let year = year.to_string();
        let (by, of) = split.map_or(("", ""), |of| ("programme", of));
        let pairs = [("year", year.as_str()), ("as_of", day.as_str()), ("by", by), ("of", of)];
        let score = mean(figure.part, figure.records).to_string();
        let small = page
            .t("picture-marks")
            .with("score", &score)
            .with("full", mean(figure.whole, figure.records))
            .to_string();
        Cell::percent(page, figure.part, figure.whole)
            .with_small(small)
            .to(format!("/indicators/cut-off/records{}", query(&pairs)))
    };
    let mut shown: Vec<Row> = Vec::new();
    for (programme, figures) in &rows {
        let (name, small) = value(page, &known, Split::Programme, programme);
        let cells = years.iter().map(|year| cell(*year, figures.get(year), Some(programme)));
        shown.push(Row { name: Cell::words(name).with_small(small), cells: cells.collect(), sum: false });
    }
    if at.institution.is_empty() && !rows.is_empty() {
        let cells = years.iter().map(|year| cell(*year, table.all.get(year), None)).collect();
        shown.push(Row { name: Cell::words(page.t("picture-cut-offs-mean").to_string()), cells, sum: true });
    }
    let mut headings = vec![page.t("indicator-by-programme").to_string()];
    headings.extend(years.iter().map(ToString::to_string));
    let mut notes = Vec::new();
    let series = if at.institution.is_empty() {
        vec![together(page, &years, &table.all, &rows)]
    } else {
        if rows.len() > LINES {
            notes.push(page.t("picture-some").count("shown", LINES).count("all", rows.len()).to_string());
        }
        let one = |(n, (programme, figures)): (usize, &(&String, &BTreeMap<i32, Figure>))| Series {
            href: format!("/programmes/{}", encoded(programme)),
            ..line(page, &years, figures, value(page, &known, Split::Programme, programme).0, n)
        };
        rows.iter().take(LINES).enumerate().map(one).collect()
    };
    let values = series.iter().flat_map(|one| {
        let ends = one.ranges.iter().flatten().map(|(low, _)| *low);
        one.points.iter().flatten().copied().chain(ends).collect::<Vec<_>>()
    });
    let least = (values.min().unwrap_or(0) / 100_000 * 100_000).min(800_000);
    let says = page
        .t("picture-cut-offs-desc")
        .with("first", years.first().map(ToString::to_string).unwrap_or_default())
        .with("last", years.last().map(ToString::to_string).unwrap_or_default())
        .count("programmes", rows.len());
    let lines = Lines {
        marks: years.iter().map(ToString::to_string).collect(),
        least,
        most: 1_000_000,
        ticks: percents(least),
        series,
        steps: false,
        high: 220,
        across: String::new(),
    };
    if at.institution.is_empty() {
        notes.push(page.t("picture-cut-offs-range").to_string());
    }
    Ok(Made {
        drawing: drawn(page, Picture::CutOffs, says.to_string(), Body::Lines(lines)),
        table: Table { caption: super::name(page, Picture::CutOffs), headings, rows: shown },
        reached: Vec::new(),
        definition: defined(page, Picture::CutOffs, &["whole", "part", "measure", "day"]),
        clauses: &["3.1.2.a", "3.1.2.b"],
        notes,
    })
}

fn line(page: &Page, years: &[i32], figures: &BTreeMap<i32, Figure>, name: String, at: usize) -> Series {
    let percent = |figure: &Figure| page.percent(figure.part, figure.whole);
    let last = years.iter().rev().find_map(|year| figures.get(year));
    let says = |year: &i32| {
        figures.get(year).map_or(String::new(), |figure| format!("{name} {year} {}", percent(figure)))
    };
    Series {
        last: last.map(percent).unwrap_or_default(),
        tone: Tone::of_series(at),
        points: years.iter().map(|year| figures.get(year).map(share)).collect(),
        says: years.iter().map(says).collect(),
        ranges: Vec::new(),
        href: String::new(),
        name,
    }
}

/// All programmes as one line, with the lowest and the highest of each year.
fn together(
    page: &Page,
    years: &[i32],
    all: &BTreeMap<i32, Figure>,
    rows: &[(&String, &BTreeMap<i32, Figure>)],
) -> Series {
    let name = page.t("picture-cut-offs-mean").to_string();
    let range = |year: &i32| {
        let shares = || rows.iter().filter_map(|(_, figures)| figures.get(year)).map(share);
        shares().min().zip(shares().max())
    };
    Series { ranges: years.iter().map(range).collect(), ..line(page, years, all, name, 0) }
}
