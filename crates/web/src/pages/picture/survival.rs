//! Who is still on record after so many semesters: entry years as curves, institutions and programmes as bars after some.

use super::asked::At;
use super::records::{Behind, Wanted};
use super::shown::{Cell, MOST, Made, Row, Table, defined, drawn, percents};
use crate::answer::Problem;
use crate::frame::Page;
use crate::pages::address::query;
use crate::pages::indicator::{lines, value};
use guantong_charts::{Bars, Body, Lines, Part, Row as BarRow, Series, Tone, Track};
use guantong_indicators::{Curve, Life, SEMESTERS, Split};
use guantong_service::indicator::Gathered;
use guantong_service::picture::{Group, Picture};
use std::collections::BTreeMap;

/// So many curves can be told apart.
const CURVES: usize = 5;

/// A share of a million in words, cut off rather than rounded up: 100.0 % only where nobody left.
fn percent(page: &Page, share: i64) -> String {
    page.percent(share, 1_000_000_i64)
}

pub(super) async fn made(page: &Page, at: &At, gathered: &Gathered) -> Result<Made, Problem> {
    let (of, by) = (at.of_lives(), at.group());
    let curves = page.office().survival_by(gathered, &of, by);
    let all = page.office().survival(gathered, &of);
    let known = lines(page).await?;
    let name = |group: &str| match by {
        Group::Cohort => (page.t("indicator-year-entry").with("year", group).to_string(), String::new()),
        Group::Institution => (page.institution(group).to_owned(), String::new()),
        Group::Programme => value(page, &known, Split::Programme, group),
    };
    // The newest entry year first; else those who lost the greatest share first.
    let mut order: Vec<(&String, &Curve)> = curves.iter().collect();
    match by {
        Group::Cohort => order.reverse(),
        _ => {
            order.sort_by_key(|(group, curve)| (curve.after(at.after).unwrap_or(i64::MAX), (*group).clone()))
        }
    }
    let every: Vec<usize> = (2..=SEMESTERS).step_by(2).collect();
    let row = |name: Cell, href: String, group: &str, curve: &Curve, sum: bool| {
        let registered = Cell::number(page, curve.registered).to(href);
        let after = every.iter().map(|n| match curve.after(*n) {
            Some(share) => Cell::words(percent(page, share)).to(after(page, at, by, group, *n)),
            None => Cell::none(page),
        });
        Row { name, cells: std::iter::once(registered).chain(after).collect(), sum }
    };
    let mut rows = Vec::new();
    for (group, curve) in &order {
        let (words, small) = name(group);
        rows.push(row(
            Cell::words(words).with_small(small),
            behind(page, at, by, group),
            group,
            curve,
            false,
        ));
    }
    if rows.len() > 1 {
        let words = Cell::words(page.t("picture-survival-all").to_string());
        rows.push(row(words, String::new(), "", &all, true));
    }
    let mut headings =
        vec![page.t(format!("picture-by-{by}")).to_string(), page.t("page-home-registered").to_string()];
    headings.extend(every.iter().map(|n| page.t("picture-after-years").count("years", n / 2).to_string()));
    let (body, mut notes) = match by {
        Group::Cohort => curves_of(page, at, &curves, &name),
        _ => bars_of(page, at, &order, by, &name),
    };
    notes.push(page.t("picture-survival-open").to_string());
    let whole = all.after(at.after).map(|share| percent(page, share));
    let says = page
        .t("picture-survival-desc")
        .count("registered", all.registered)
        .with("years", page.t("picture-after-years").count("years", at.after / 2).to_string())
        .with("percent", whole.unwrap_or_else(|| page.t("page-none").to_string()));
    Ok(Made {
        drawing: drawn(page, Picture::Survival, says.to_string(), body),
        table: Table { caption: super::name(page, Picture::Survival), headings, rows },
        reached: vec![life_table(page, &all)],
        definition: defined(page, Picture::Survival, &["whole", "part", "measure", "day"]),
        clauses: &["1", "2.a", "3.3.4.a"],
        notes,
    })
}

/// The records of those who were registered.
fn behind(page: &Page, at: &At, by: Group, group: &str) -> String {
    let day = at.day(page);
    let cohort = at.cohort.map(|year| year.to_string()).unwrap_or_default();
    match by {
        Group::Cohort => {
            let pairs = [("year", group), ("as_of", day.as_str()), ("which", "part")];
            format!("/indicators/registration-rate/records{}", query(&pairs))
        }
        Group::Institution | Group::Programme => {
            let (institution, programme) = if by == Group::Institution { (group, "") } else { ("", group) };
            let pairs = [
                ("institution", institution),
                ("programme", programme),
                ("entry_year", cohort.as_str()),
                ("reached", "registered"),
            ];
            format!("/students{}", query(&pairs))
        }
    }
}

/// The records behind a share after so many semesters: of a group, or of all where none is named.
fn after(page: &Page, at: &At, by: Group, group: &str, semesters: usize) -> String {
    let semesters = semesters.to_string();
    at.records(page, Picture::Survival, &[("by", by.as_str()), ("of", group), ("semesters", &semesters)])
}

/// Those behind the share of a group, each with whether he stayed, and what they are called.
pub(super) fn who<'g>(
    page: &Page,
    at: &At,
    gathered: &'g Gathered,
    wanted: &Wanted,
) -> Result<Behind<'g>, Problem> {
    let semesters: usize = match wanted.semesters.as_str() {
        "" => at.after,
        text => text.parse().ok().filter(|n| (1..=SEMESTERS).contains(n)).ok_or(Problem::NotFound)?,
    };
    let of = at.of_lives();
    let among = |life: &&Life| {
        of.holds(life)
            && (wanted.of.is_empty()
                || match at.group() {
                    Group::Cohort => life.entry_year.to_string() == wanted.of,
                    Group::Institution => life.now.institution == wanted.of,
                    Group::Programme => life.now.programme.as_str() == wanted.of,
                })
    };
    let lives = gathered.facts.lives.iter().filter(among);
    let name = match (wanted.of.as_str(), at.group()) {
        ("", _) => page.t("picture-survival-all").to_string(),
        (year, Group::Cohort) => page.t("indicator-year-entry").with("year", year).to_string(),
        (institution, Group::Institution) => page.institution(institution).to_owned(),
        (programme, Group::Programme) => programme.to_owned(),
    };
    let heading = page.t("picture-survival-behind").with("of", name).count("semesters", semesters);
    Ok((heading.to_string(), Curve::who(lives, gathered.on, semesters)))
}

type Drawn = (Body, Vec<String>);

fn curves_of(
    page: &Page,
    at: &At,
    curves: &BTreeMap<String, Curve>,
    name: &dyn Fn(&str) -> (String, String),
) -> Drawn {
    // The eldest come furthest; what has no semester behind it has no curve.
    let begun = curves.iter().filter(|(_, curve)| !curve.semesters.is_empty());
    let begun: Vec<_> = begun.collect();
    let drawn: Vec<_> = begun.iter().take(CURVES).collect();
    let least = drawn.iter().flat_map(|(_, curve)| curve.shares()).min().unwrap_or(0);
    let least = (least / 100_000 * 100_000).min(800_000);
    let series = drawn.iter().enumerate().map(|(n, (group, curve))| {
        let shares = curve.shares();
        let words = |share: &i64| percent(page, *share);
        Series {
            name: name(group).0,
            last: shares.last().map(words).unwrap_or_default(),
            tone: Tone::of_series(n),
            says: shares.iter().map(|share| format!("{} {}", name(group).0, words(share))).collect(),
            points: (0..=SEMESTERS).map(|n| shares.get(n).copied()).collect(),
            ranges: Vec::new(),
            href: behind(page, at, Group::Cohort, group),
        }
    });
    let lines = Lines {
        marks: (0..=SEMESTERS).map(|n| n.to_string()).collect(),
        least,
        most: 1_000_000,
        ticks: percents(least),
        series: series.collect(),
        steps: true,
        high: 220,
        across: page.t("picture-survival-across").to_string(),
    };
    let mut notes = Vec::new();
    if begun.len() > CURVES {
        let words = page.t("picture-survival-some").count("shown", CURVES).count("all", curves.len());
        notes.push(words.to_string());
    }
    (Body::Lines(lines), notes)
}

fn bars_of(
    page: &Page,
    at: &At,
    order: &[(&String, &Curve)],
    by: Group,
    name: &dyn Fn(&str) -> (String, String),
) -> Drawn {
    let there: Vec<_> =
        order.iter().filter_map(|(group, curve)| Some((*group, curve.after(at.after)?))).collect();
    let rows = there.iter().take(MOST).map(|(group, share)| {
        let (words, small) = name(group);
        let figure = percent(page, *share);
        let says = format!("{words} {figure}");
        let track = Track {
            parts: vec![Part { value: *share, tone: Tone::One, says }],
            outline: Some(1_000_000),
            range: None,
            figure,
        };
        let words = if small.is_empty() { words } else { format!("{words} · {}", page.short(&small)) };
        BarRow { name: words, href: behind(page, at, by, group), tracks: vec![track] }
    });
    let bars = Bars { most: 1_000_000, rows: rows.collect() };
    let mut notes = Vec::new();
    if there.len() > MOST {
        notes.push(page.t("picture-some").count("shown", MOST).count("all", order.len()).to_string());
    }
    (Body::Bars(bars), notes)
}

/// How the share of all is reached, semester by semester.
fn life_table(page: &Page, all: &Curve) -> Table {
    let shares = all.shares();
    let rows = all.semesters.iter().zip(1_usize..).filter_map(|(semester, n)| {
        let share = shares.get(n)?;
        Some(Row {
            name: Cell::words(page.t("picture-semester").count("count", n).to_string()),
            cells: vec![
                Cell::number(page, semester.there),
                Cell::number(page, semester.left),
                Cell::percent(page, semester.there - semester.left, semester.there),
                Cell::words(percent(page, *share)),
            ],
            sum: false,
        })
    });
    Table {
        caption: page.t("picture-survival-reached").to_string(),
        headings: ["semester-no", "there", "left", "stayed", "product"]
            .map(|id| page.t(format!("picture-survival-{id}")).to_string())
            .into(),
        rows: rows.collect(),
    }
}
