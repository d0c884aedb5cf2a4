//! The duties of 四（二） in an academic year as they stand, by front institution.

use super::asked::At;
use super::shown::{Cell, Made, Row, Table, defined, drawn};
use crate::answer::Problem;
use crate::frame::Page;
use crate::pages::address::{encoded, query};
use guantong_charts::{Bars, Body, Part, Row as BarRow, Tone, Track};
use guantong_cooperation::DutyState;
use guantong_service::picture::Picture;
use std::collections::BTreeMap;

const STATES: [(DutyState, Tone); 4] = [
    (DutyState::Met, Tone::One),
    (DutyState::Excused, Tone::Four),
    (DutyState::Due, Tone::Plain),
    (DutyState::Late, Tone::Two),
];

pub(super) async fn made(page: &Page, at: &At) -> Result<Made, Problem> {
    let found = page.office().duty_states(at.year, at.on).await?;
    let of = |states: &BTreeMap<DutyState, i64>, state| states.get(&state).copied().unwrap_or(0);
    // What was due or is met, as the indicator counts it.
    let whole = |states: &BTreeMap<DutyState, i64>| of(states, DutyState::Met) + of(states, DutyState::Late);
    let mut order: Vec<_> = found.iter().collect();
    order.sort_by_key(|(name, states)| (std::cmp::Reverse(of(states, DutyState::Late)), (*name).clone()));
    let (year, day) = (at.year.to_string(), at.day(page));
    let behind = |name: &str| {
        let by = if name.is_empty() { "" } else { "institution" };
        let pairs = [("year", year.as_str()), ("as_of", day.as_str()), ("by", by), ("of", name)];
        format!("/indicators/obligations/records{}", query(&pairs))
    };
    let cells = |name: &str, states: &BTreeMap<DutyState, i64>| {
        let counts = STATES.map(|(state, _)| {
            let cell = Cell::number(page, of(states, state));
            let counted = matches!(state, DutyState::Met | DutyState::Late) && of(states, state) > 0;
            if counted { cell.to(behind(name)) } else { cell }
        });
        let rate = Cell::percent(page, of(states, DutyState::Met), whole(states));
        counts.into_iter().chain([rate]).collect::<Vec<_>>()
    };
    let mut sum: BTreeMap<DutyState, i64> = BTreeMap::new();
    let mut rows = Vec::new();
    for (name, states) in &order {
        states.iter().for_each(|(state, count)| *sum.entry(*state).or_default() += count);
        let words = Cell::words(page.institution(name)).to(format!("/obligations/{}", encoded(name)));
        rows.push(Row { name: words, cells: cells(name, states), sum: false });
    }
    if rows.len() > 1 {
        let name = Cell::words(page.t("indicator-all").to_string());
        rows.push(Row { name, cells: cells("", &sum), sum: true });
    }
    let mut headings = vec![page.t("page-home-institution").to_string()];
    headings.extend(STATES.map(|(state, _)| page.word(format!("duty-state.{state}"))));
    headings.push(page.t("picture-obligations-rate").to_string());
    let bars = order.iter().map(|(name, states)| {
        let part = |(state, tone): (DutyState, Tone)| {
            let words = page.word(format!("duty-state.{state}"));
            Part { value: of(states, state), tone, says: format!("{words} {}", of(states, state)) }
        };
        let late = page.t("picture-obligations-figure").count("late", of(states, DutyState::Late));
        let met = page.percent(of(states, DutyState::Met), whole(states));
        let track = Track {
            parts: STATES.map(part).into(),
            outline: None,
            range: None,
            figure: format!("{late}\u{3000}{met}"),
        };
        let href = format!("/obligations/{}", encoded(name));
        BarRow { name: page.short(name).to_owned(), href, tracks: vec![track] }
    });
    let bars = Bars {
        most: order.iter().map(|(_, states)| states.values().sum()).max().unwrap_or(1),
        rows: bars.collect(),
    };
    let says = page
        .t("picture-obligations-desc")
        .with("year", year.as_str())
        .with("next", (at.year + 1).to_string())
        .count("met", of(&sum, DutyState::Met))
        .count("late", of(&sum, DutyState::Late))
        .count("due", of(&sum, DutyState::Due))
        .count("excused", of(&sum, DutyState::Excused));
    let mut drawing = drawn(page, Picture::Obligations, says.to_string(), Body::Bars(bars));
    drawing.title = page
        .t("picture-obligations-of")
        .with("year", year.as_str())
        .with("next", (at.year + 1).to_string())
        .to_string();
    drawing.legend = STATES.map(|(state, tone)| (tone, page.word(format!("duty-state.{state}")))).into();
    Ok(Made {
        table: Table { caption: drawing.title.clone(), headings, rows },
        drawing,
        reached: Vec::new(),
        definition: defined(page, Picture::Obligations, &["whole", "part", "measure", "day"]),
        clauses: &["4.2.1.a", "4.2.2.a", "4.2.2.b", "4.2.2.d", "4.2.2.e", "4.2.3"],
        notes: Vec::new(),
    })
}
