//! 招生计划完成情况: admitted out of places, by institution, university or programme, years beside each other.

use super::asked::At;
use super::shown::{Cell, MOST, Made, Row, Table, defined, drawn, legend};
use crate::answer::Problem;
use crate::frame::Page;
use crate::pages::address::query;
use crate::pages::indicator::{lines, value};
use guantong_charts::{Bars, Body, Part, Row as BarRow, Tone, Track};
use guantong_indicators::{Figure, Indicator, Split};
use guantong_service::indicator::Gathered;
use guantong_service::picture::Picture;

/// So many years stand beside each other in the table.
const YEARS: usize = 5;

/// Completion below this share of the plan has another colour, in per cent. A matter of drawing, of no consequence.
const LOW: i64 = 90;

/// Where the records behind a figure are.
fn behind(page: &Page, at: &At, year: i32, split: Option<(Split, &str)>) -> String {
    let (year, day) = (year.to_string(), at.day(page));
    let (by, of) = split.map_or(("", ""), |(split, of)| (split.as_str(), of));
    let pairs = [("year", year.as_str()), ("as_of", day.as_str()), ("by", by), ("of", of)];
    format!("/indicators/plan-completion/records{}", query(&pairs))
}

pub(super) async fn made(page: &Page, at: &At, gathered: &Gathered) -> Result<Made, Problem> {
    let split = at.split();
    let years: Vec<i32> = at.years.iter().copied().filter(|year| *year <= at.year).take(YEARS).collect();
    let table = page.office().indicator_table(gathered, Indicator::PlanCompletion, &years, Some(split));
    let known = lines(page).await?;
    let among = |of: &str| match (split, at.institution.is_empty()) {
        (_, true) => true,
        (Split::Institution, _) => of == at.institution,
        (Split::Programme, _) => known.get(of).is_some_and(|line| line.institution == at.institution),
        _ => known.values().any(|line| line.partner == of && line.institution == at.institution),
    };
    let mut rows: Vec<(String, String, &str, Figure)> = Vec::new();
    for (of, figures) in table.rows.iter().filter(|(of, _)| among(of)) {
        let (name, small) = value(page, &known, split, of);
        rows.push((name, small, of, figures.get(&at.year).copied().unwrap_or_default()));
    }
    // The least complete first, then the largest; what had no places stands last.
    rows.sort_by(|(_, _, one, a), (_, _, other, b)| {
        let none = |figure: &Figure| figure.whole == 0;
        let shares =
            (i128::from(a.part) * i128::from(b.whole)).cmp(&(i128::from(b.part) * i128::from(a.whole)));
        none(a).cmp(&none(b)).then(shares).then(b.whole.cmp(&a.whole)).then(one.cmp(other))
    });
    let cell = |year: i32, of: Option<&str>, figure: Option<&Figure>| {
        let Some(figure) = figure else { return Cell::none(page) };
        let of_whole = page.t("page-of").count("part", figure.part).count("whole", figure.whole);
        Cell::percent(page, figure.part, figure.whole).with_small(of_whole.to_string()).to(behind(
            page,
            at,
            year,
            of.map(|of| (split, of)),
        ))
    };
    let numbers = |figure: &Figure| [Cell::number(page, figure.whole), Cell::number(page, figure.part)];
    let mut shown: Vec<Row> = Vec::new();
    for (name, small, of, figure) in &rows {
        let figures = table.rows.get(*of);
        let by_year = years.iter().map(|year| cell(*year, Some(of), figures.and_then(|all| all.get(year))));
        shown.push(Row {
            name: Cell::words(name.clone()).with_small(small.clone()),
            cells: numbers(figure).into_iter().chain(by_year).collect(),
            sum: false,
        });
    }
    let all = table.all.get(&at.year).copied().unwrap_or_default();
    if !rows.is_empty() && at.institution.is_empty() {
        let by_year = years.iter().map(|year| cell(*year, None, table.all.get(year)));
        let cells = numbers(&all).into_iter().chain(by_year).collect();
        shown.push(Row { name: Cell::words(page.t("indicator-all").to_string()), cells, sum: true });
    }
    let mut headings = vec![
        page.t(format!("indicator-by-{split}")).to_string(),
        page.t("page-home-places").to_string(),
        page.t("page-home-admitted").to_string(),
    ];
    headings.extend(years.iter().map(ToString::to_string));
    let drawn_rows = rows.iter().filter(|(_, _, _, figure)| figure.whole > 0).take(MOST);
    let bars = drawn_rows.map(|(name, small, of, figure)| {
        let low = figure.part * 100 < figure.whole * LOW;
        let percent = page.percent(figure.part, figure.whole);
        let of_whole = page.t("page-of").count("part", figure.part).count("whole", figure.whole);
        let tone = if low { Tone::Two } else { Tone::One };
        let track = Track {
            parts: vec![Part { value: figure.part, tone, says: format!("{name} {of_whole} {percent}") }],
            outline: Some(figure.whole),
            range: None,
            figure: format!("{of_whole}\u{3000}{percent}"),
        };
        let name =
            if small.is_empty() { name.clone() } else { format!("{name} · {}", short(page, &known, of)) };
        BarRow { name, href: behind(page, at, at.year, Some((split, of))), tracks: vec![track] }
    });
    let bars = Bars {
        most: rows.iter().map(|(_, _, _, figure)| figure.whole.max(figure.part)).max().unwrap_or(1),
        rows: bars.collect(),
    };
    let says = page
        .t("picture-plan-desc")
        .with("year", at.year.to_string())
        .count("places", all.whole)
        .count("admitted", all.part)
        .with("percent", page.percent(all.part, all.whole));
    let mut notes = Vec::new();
    if rows.len() > MOST {
        notes.push(page.t("picture-some").count("shown", MOST).count("all", rows.len()).to_string());
    }
    let mut drawing = drawn(page, Picture::Plan, says.to_string(), Body::Bars(bars));
    drawing.title = page.t("picture-plan-of").with("year", at.year.to_string()).to_string();
    drawing.legend = legend(page, &[(Tone::One, "page-home-admitted")]);
    drawing.legend.push((Tone::Two, page.t("page-home-low").with("percent", LOW).to_string()));
    Ok(Made {
        drawing,
        table: Table {
            caption: page.t("picture-plan-of").with("year", at.year.to_string()).to_string(),
            headings,
            rows: shown,
        },
        reached: Vec::new(),
        definition: defined(page, Picture::Plan, &["whole", "part", "day"]),
        clauses: &["4.3.2.a", "3.1.3.a"],
        notes,
    })
}

/// The short name of a programme's institution.
fn short(page: &Page, known: &crate::pages::indicator::Lines, programme: &str) -> String {
    known.get(programme).map(|line| page.short(&line.institution).to_owned()).unwrap_or_default()
}
