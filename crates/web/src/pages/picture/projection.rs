//! What is needed five years ahead: places, beds and teachers where students sit, with their ranges and how each figure
//! was reached.

use super::asked::At;
use super::shown::{Cell, Made, Row, Table, defined, drawn};
use crate::answer::Problem;
use crate::frame::Page;
use crate::pages::address::query;
use guantong_charts::{Body, Lines, Series, Tone};
use guantong_indicators::{Assumed, Horizon, Position, Projection, Rate, Span, places};
use guantong_model::Stage;
use guantong_service::picture::Picture;
use std::collections::BTreeMap;

/// What is needed of one kind.
#[derive(Clone, Copy)]
enum Need {
    Places,
    Beds,
    Teachers,
}

const NEEDS: [(Need, &str, Tone); 3] = [
    (Need::Places, "places", Tone::One),
    (Need::Beds, "beds", Tone::Two),
    (Need::Teachers, "teachers", Tone::Three),
];

impl Need {
    fn of(self, horizon: &Horizon, assumed: &BTreeMap<Stage, Assumed>) -> Span {
        let mut sum = Span::default();
        for stage in Stage::ALL {
            let people = horizon.of(*stage);
            let Some(one) = assumed.get(stage) else { continue };
            sum += match self {
                Need::Places => people.each(places),
                Need::Beds => people.each(|people| one.beds(people)),
                Need::Teachers => people.each(|people| one.teachers(people)),
            };
        }
        sum
    }
}

/// A span in words: what is expected, and below it from the least to the most.
fn cell(page: &Page, span: Span) -> Cell {
    let cell = Cell::number(page, span.middle);
    if span.low == span.high {
        return cell;
    }
    let range =
        page.t("picture-from-to").with("from", page.number(span.low)).with("to", page.number(span.high));
    cell.with_small(range.to_string())
}

/// The least, what is expected, the most, as three cells of a file would have them.
fn spread(mut cell: Cell, span: Span) -> Cell {
    if span.low != span.high {
        cell.raw = format!("{} ({}-{})", span.middle, span.low, span.high);
    }
    cell
}

pub(super) async fn made(page: &Page, at: &At) -> Result<Made, Problem> {
    let (gathered, projection) = page.office().projected(at.on).await?;
    let base = gathered.facts.academic_year;
    let hosts: Vec<&String> = projection
        .hosts
        .keys()
        .filter(|host| at.institution.is_empty() || **host == at.institution)
        .collect();
    let years: Vec<i32> = (base..=base + guantong_service::picture::AHEAD).collect();
    let of_hosts = |year: i32, need: Need| {
        let mut sum = Span::default();
        for host in &hosts {
            let horizon = projection.hosts.get(*host).and_then(|years| years.get(&year));
            sum += horizon.map_or_else(Span::default, |horizon| need.of(horizon, &at.assumed));
        }
        sum
    };
    // Of many the need that is asked for, of one all three.
    let needs: Vec<_> =
        NEEDS.into_iter().filter(|(_, name, _)| hosts.len() == 1 || *name == at.need()).collect();
    let mut rows = Vec::new();
    for host in &hosts {
        let Some(known) = projection.hosts.get(*host) else { continue };
        for (need, name, _) in &needs {
            let cells = years.iter().map(|year| {
                let horizon = known.get(year).cloned().unwrap_or_default();
                let span = need.of(&horizon, &at.assumed);
                let cell = spread(cell(page, span), span);
                let now = *year == base && matches!(need, Need::Places);
                if now { cell.to(on_record(&horizon, host)) } else { cell }
            });
            let words = page.t(format!("picture-need-{name}")).to_string();
            let name = match hosts.len() {
                1 => Cell::words(words),
                _ => Cell::words(page.institution(host)).to(at.only(page, host)),
            };
            rows.push(Row { name, cells: cells.collect(), sum: false });
        }
    }
    if hosts.len() > 1 {
        for (need, _, _) in &needs {
            let cells = years.iter().map(|year| {
                let span = of_hosts(*year, *need);
                spread(cell(page, span), span)
            });
            let name = Cell::words(page.t("picture-projection-all").to_string());
            rows.push(Row { name, cells: cells.collect(), sum: true });
        }
    }
    let mut headings = vec![match hosts.len() {
        1 => page.t("picture-projection-what").to_string(),
        _ => page.t(format!("picture-need-{}", at.need())).to_string(),
    }];
    headings.extend(years.iter().map(|year| autumn(page, *year)));
    let marks: Vec<String> = years.iter().map(|year| autumn(page, *year)).collect();
    let stack = NEEDS.map(|(need, name, tone)| {
        let spans: Vec<Span> = years.iter().map(|year| of_hosts(*year, need)).collect();
        let label = page.t(format!("picture-need-{name}")).to_string();
        (label.clone(), lines(page, &marks, &spans, label, tone))
    });
    let last = years.last().copied().unwrap_or(base);
    let says = page
        .t("picture-projection-desc")
        .with("year", last.to_string())
        .count("places", of_hosts(last, Need::Places).middle)
        .count("low", of_hosts(last, Need::Places).low)
        .count("high", of_hosts(last, Need::Places).high);
    let mut drawing = drawn(page, Picture::Projection, says.to_string(), Body::Stack(stack.into()));
    if let [host] = hosts.as_slice() {
        drawing.title = page.t("picture-projection-of").with("name", page.institution(host)).to_string();
    }
    let mut reached = vec![rates(page, &projection, &hosts)];
    reached.extend(
        hosts.iter().filter(|_| hosts.len() == 1).flat_map(|host| steps(page, &projection, host, base)),
    );
    if hosts.len() != 1 {
        reached.push(totals(page, &projection));
    }
    let mut notes = assumptions(page, at, &projection);
    if hosts.len() > 1 {
        notes.push(page.t("picture-projection-choose").to_string());
    }
    Ok(Made {
        table: Table { caption: drawing.title.clone(), headings, rows },
        drawing,
        reached,
        definition: defined(
            page,
            Picture::Projection,
            &["whole", "part", "measure", "range", "needs", "day"],
        ),
        clauses: &["1", "2.a", "3.1.3.a"],
        notes,
    })
}

/// The autumn an academic year begins in.
fn autumn(page: &Page, year: i32) -> String {
    page.t("picture-autumn").with("year", year.to_string()).to_string()
}

/// One need over the years, on a scale of its own that begins near its least value.
fn lines(page: &Page, marks: &[String], spans: &[Span], name: String, tone: Tone) -> Lines {
    let words = |span: &Span| {
        page.t("picture-projection-point")
            .with("middle", page.number(span.middle))
            .with("low", page.number(span.low))
            .with("high", page.number(span.high))
            .to_string()
    };
    let least = spans.iter().map(|span| span.low).min().unwrap_or(0);
    let most = spans.iter().map(|span| span.high).max().unwrap_or(1);
    let step = step_of(((most - least) / 3).max(1));
    let (least, most) = (least / step * step, (most + step - 1) / step * step);
    let mut ticks = Vec::new();
    let mut tick = least;
    while tick <= most {
        ticks.push((tick, page.number(tick)));
        tick += step;
    }
    let series = Series {
        last: spans.last().map(words).unwrap_or_default(),
        tone,
        says: spans.iter().map(|span| format!("{name} {}", words(span))).collect(),
        points: spans.iter().map(|span| Some(span.middle)).collect(),
        ranges: spans.iter().map(|span| Some((span.low, span.high))).collect(),
        href: String::new(),
        name,
    };
    Lines {
        marks: marks.to_vec(),
        least,
        most,
        ticks,
        series: vec![series],
        steps: false,
        high: 120,
        across: String::new(),
    }
}

/// Who is on record where students sit: of a front institution those of the first five years, of a university those of
/// the last two.
fn on_record(horizon: &Horizon, host: &str) -> String {
    let in_front = horizon.positions.keys().any(|position| position.stage != Stage::Bachelor);
    let pairs = match in_front {
        true => [
            ("standing", "current"),
            ("institution", host),
            ("reached", "registered"),
            ("not_reached", "bachelor"),
        ],
        false => {
            [("standing", "current"), ("registered_at", host), ("reached", "bachelor"), ("not_reached", "")]
        }
    };
    format!("/students{}", query(&pairs))
}

/// The step of a scale, no smaller: 1, 2 or 5, with zeros behind it.
fn step_of(value: i64) -> i64 {
    let mut ten = 1;
    while ten * 10 < value {
        ten *= 10;
    }
    [1, 2, 5, 10].into_iter().map(|digit| digit * ten).find(|step| *step >= value).unwrap_or(ten)
}

fn position(page: &Page, position: Position) -> String {
    let stage = page.word(format!("stage.{}", position.stage));
    page.t("picture-position").with("stage", stage).with("year", i64::from(position.year)).to_string()
}

fn percent(page: &Page, millionths: i64) -> String {
    page.percent(millionths, 1_000_000_i64)
}

fn rate_cells(page: &Page, rate: &Rate) -> Vec<Cell> {
    let of = page.t(if rate.own { "picture-rate-own" } else { "picture-rate-all" }).to_string();
    if !rate.observed() {
        let none = Cell::words(page.t("picture-rate-none").to_string());
        return vec![Cell::number(page, 0), Cell::number(page, 0), none, Cell::none(page), Cell::words(of)];
    }
    let range = page
        .t("picture-from-to")
        .with("from", percent(page, rate.low))
        .with("to", percent(page, rate.high))
        .to_string();
    vec![
        Cell::number(page, rate.whole),
        Cell::number(page, rate.part),
        Cell::words(percent(page, rate.middle)),
        Cell::words(range),
        Cell::words(of),
    ]
}

/// The rates that were used; of many institutions those that are their own.
fn rates(page: &Page, projection: &Projection, hosts: &[&String]) -> Table {
    let mut rows = Vec::new();
    for host in hosts {
        let name = |words: String| Cell::words(words).with_small(page.institution(host));
        if let Some(rate) = projection.entries.get(*host) {
            let mut cells = rate_cells(page, rate);
            cells.insert(3, Cell::none(page));
            rows.push(Row { name: name(page.t("picture-rate-entry").to_string()), cells, sum: false });
        }
        for at in Position::ALL {
            let Some((rate, same)) = projection.rates.get(&((*host).clone(), at)) else { continue };
            let mut cells = rate_cells(page, rate);
            cells.insert(3, Cell::number(page, *same));
            rows.push(Row { name: name(position(page, at)), cells, sum: false });
        }
    }
    Table {
        caption: page.t("picture-rates").to_string(),
        headings: ["position", "whole", "part", "rate", "same", "range", "of"]
            .map(|id| page.t(format!("picture-rates-{id}")).to_string())
            .into(),
        rows,
    }
}

/// How the figures of an institution were reached, a table a year.
fn steps(page: &Page, projection: &Projection, host: &str, base: i32) -> Vec<Table> {
    let Some(years) = projection.hosts.get(host) else { return Vec::new() };
    let people = |span: Span| {
        let tenths = |thousandths: i64| {
            let tenths = (thousandths + 50) / 100;
            format!("{}.{}", tenths / 10, tenths % 10)
        };
        let cell = Cell::words(tenths(span.middle));
        if span.low == span.high {
            return cell;
        }
        let range = page.t("picture-from-to").with("from", tenths(span.low)).with("to", tenths(span.high));
        cell.with_small(range.to_string())
    };
    let table = |(year, horizon): (&i32, &Horizon)| {
        let rows = horizon.positions.iter().map(|(at, next)| {
            let from = match at.before() {
                Some(before) => position(page, before),
                None => {
                    let plan = projection.plans.get(year).map(ToString::to_string).unwrap_or_default();
                    page.t("picture-steps-plan").with("year", plan).to_string()
                }
            };
            Row {
                name: Cell::words(position(page, *at)),
                cells: vec![
                    Cell::words(from),
                    people(next.from),
                    people(next.came),
                    people(next.stayed),
                    people(next.there),
                ],
                sum: false,
            }
        });
        Table {
            caption: page.t("picture-steps").with("year", year.to_string()).to_string(),
            headings: ["position", "source", "from", "came", "stayed", "there"]
                .map(|id| page.t(format!("picture-steps-{id}")).to_string())
                .into(),
            rows: rows.collect(),
        }
    };
    years.iter().filter(|(year, _)| **year > base).map(table).collect()
}

/// Everybody year by year: nobody is lost on the way.
fn totals(page: &Page, projection: &Projection) -> Table {
    let people = |span: Span| cell(page, span.each(|thousandths| (thousandths + 500) / 1_000));
    let rows = projection.totals.iter().map(|(year, totals)| Row {
        name: Cell::words(autumn(page, *year)),
        cells: [totals.before, totals.entered, totals.left, totals.graduated, totals.after]
            .map(people)
            .into(),
        sum: false,
    });
    Table {
        caption: page.t("picture-totals").to_string(),
        headings: ["year", "before", "entered", "left", "graduated", "after"]
            .map(|id| page.t(format!("picture-totals-{id}")).to_string())
            .into(),
        rows: rows.collect(),
    }
}

/// What is assumed, with where each number is from.
fn assumptions(page: &Page, at: &At, projection: &Projection) -> Vec<String> {
    let mut notes = Vec::new();
    for stage in Stage::ALL {
        let Some(used) = at.assumed.get(stage) else { continue };
        let own = *used != page.office().assumed(*stage, at.on);
        let note = |name: &str| {
            let found = page.edition().parameter(&format!("projection.{name}-{stage}"));
            found.map(|parameter| match own {
                true => page.t("picture-assumed-here").to_string(),
                false => {
                    let source = parameter.source.as_deref().unwrap_or_default();
                    page.either(source, parameter.note_en.as_deref().unwrap_or_default()).to_owned()
                }
            })
        };
        let words = page
            .t("picture-assumed")
            .with("stage", page.word(format!("stage.{stage}")))
            .with("boarding", used.boarding)
            .with("ratio", used.per_teacher)
            .with("source", note("per-teacher").unwrap_or_default());
        notes.push(words.to_string());
    }
    if let Some(from) = page.office().assumed_first(at.on) {
        notes.push(page.t("picture-assumed-first").with("from", page.date(from)).to_string());
    }
    let kept: Vec<String> =
        projection.plans.iter().filter(|(year, of)| year != of).map(|(year, _)| year.to_string()).collect();
    if let (false, Some(of)) = (kept.is_empty(), projection.plans.values().max()) {
        let words = page.t("picture-plan-kept").with("years", page.list(kept)).with("of", of.to_string());
        notes.push(words.to_string());
    }
    notes
}
