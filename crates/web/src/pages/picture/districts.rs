//! Where candidates, those admitted and those registered come from: a map on which every district is a tile.

use super::asked::At;
use super::shown::{Cell, Made, Row, Table, defined, drawn};
use crate::answer::Problem;
use crate::frame::Page;
use crate::pages::address::{encoded, query};
use guantong_charts::{Body, Tile, Tiles};
use guantong_indicators::{Figure, Indicator, Split};
use guantong_model::words;
use guantong_service::district::{DistrictCount, TakenIn};
use guantong_service::indicator::Gathered;
use guantong_service::picture::Picture;

words! {
    /// What the map shows.
    Measure {
        /// Candidates on file.
        Candidates = "candidates",
        /// Candidates who named a programme.
        Applied = "applied",
        /// Admitted.
        Admitted = "admitted",
        /// Registered.
        Registered = "registered",
    }
}

impl Measure {
    /// Whether who asks sees it: candidates are the city's, and of no institution.
    pub(super) fn is_seen(self, page: &Page) -> bool {
        match self {
            Measure::Candidates | Measure::Applied => of_the_city(page),
            Measure::Admitted | Measure::Registered => true,
        }
    }

    fn value(self, of: &District) -> i64 {
        match self {
            Measure::Candidates => of.count.candidates,
            Measure::Applied => of.count.applied,
            Measure::Admitted => of.figure.whole,
            Measure::Registered => of.figure.part,
        }
    }
}

fn of_the_city(page: &Page) -> bool {
    page.office().viewer().is_none_or(|viewer| viewer.institution().is_none())
}

struct District {
    count: DistrictCount,
    figure: Figure,
}

pub(super) async fn made(page: &Page, at: &At, gathered: &Gathered) -> Result<Made, Problem> {
    let split = Some(Split::District);
    let table = page.office().indicator_table(gathered, Indicator::RegistrationRate, &[at.year], split);
    let of_year = |of: &str| table.rows.get(of).and_then(|row| row.get(&at.year)).copied();
    let (counted, taken) = page.office().districts_on(at.year, at.on).await?;
    let all: Vec<District> = counted
        .into_iter()
        .map(|count| District { figure: of_year(&count.district).unwrap_or_default(), count })
        .collect();
    let city = of_the_city(page);
    let measure = if at.measure.is_seen(page) { at.measure } else { Measure::Admitted };
    let (year, day) = (at.year.to_string(), at.day(page));
    let behind = |code: &str, which: &str| {
        let by = if code.is_empty() { "" } else { "district" };
        let pairs =
            [("year", year.as_str()), ("as_of", day.as_str()), ("by", by), ("of", code), ("which", which)];
        format!("/indicators/registration-rate/records{}", query(&pairs))
    };
    let desk = |code: &str| format!("/districts/{}{}", encoded(code), query(&[("year", &year)]));
    let seen: Vec<Measure> = Measure::ALL.iter().copied().filter(|one| one.is_seen(page)).collect();
    let cells = |of: &District, code: &str| {
        let mut cells = Vec::new();
        for one in &seen {
            let cell = Cell::number(page, one.value(of));
            cells.push(match one {
                Measure::Candidates | Measure::Applied if !code.is_empty() => cell.to(desk(code)),
                Measure::Candidates | Measure::Applied => cell,
                Measure::Admitted => cell.to(behind(code, "")),
                Measure::Registered => cell.to(behind(code, "part")),
            });
        }
        if city {
            cells.push(Cell::percent(page, of.figure.whole, of.count.applied));
        }
        cells.push(Cell::percent(page, of.figure.part, of.figure.whole));
        cells
    };
    let mut rows = Vec::new();
    let mut sum = District { count: DistrictCount::default(), figure: Figure::default() };
    for of in &all {
        sum.count.candidates += of.count.candidates;
        sum.count.applied += of.count.applied;
        sum.figure.whole += of.figure.whole;
        sum.figure.part += of.figure.part;
        let name = Cell::words(page.district(&of.count.district)).to(desk(&of.count.district));
        rows.push(Row { name, cells: cells(of, &of.count.district), sum: false });
    }
    // The sum is that of all, and not of what was rounded one by one.
    if let Some(whole) = table.all.get(&at.year) {
        sum.figure = *whole;
    }
    let name = Cell::words(page.t("indicator-all").to_string());
    rows.push(Row { name, cells: cells(&sum, ""), sum: true });
    let mut headings = vec![page.t("picture-field-district").to_string()];
    headings.extend(seen.iter().map(|one| page.t(format!("picture-measure-{one}")).to_string()));
    if city {
        headings.push(page.t("picture-districts-share").to_string());
    }
    headings.push(page.t("indicator-registration-rate").to_string());
    let map = map(page, &all, measure, &|code: &str| match measure {
        Measure::Candidates | Measure::Applied => desk(code),
        Measure::Admitted => behind(code, ""),
        Measure::Registered => behind(code, "part"),
    });
    let total = measure.value(&sum);
    let says = page
        .t("picture-districts-desc")
        .with("measure", page.t(format!("picture-measure-{measure}")))
        .with("year", year.as_str())
        .count("count", total);
    let mut drawing = drawn(page, Picture::Districts, says.to_string(), Body::Tiles(map));
    drawing.title = page
        .t("picture-districts-of")
        .with("measure", page.t(format!("picture-measure-{measure}")))
        .with("year", year.as_str())
        .to_string();
    let mut notes = Vec::new();
    if city {
        notes.push(match taken {
            TakenIn::NotYet(day) => page.t("picture-districts-not-yet").with("day", day).to_string(),
            TakenIn::Partly(day) => page.t("picture-districts-partly").with("day", day).to_string(),
            TakenIn::All(day) => page.t("picture-districts-all").with("day", day).to_string(),
            TakenIn::Untold => page.t("picture-districts-candidates").to_string(),
        });
    }
    Ok(Made {
        table: Table {
            caption: drawing.title.clone(),
            headings,
            rows: if total == 0 && sum.count.candidates == 0 { Vec::new() } else { rows },
        },
        drawing,
        reached: Vec::new(),
        definition: defined(page, Picture::Districts, &["whole", "part", "day", "map"]),
        clauses: &["4.1.a", "3.3.1"],
        notes,
    })
}

/// The tiles, darker where there are more: four steps of the largest.
fn map(page: &Page, all: &[District], measure: Measure, href: &dyn Fn(&str) -> String) -> Tiles {
    let most = all.iter().map(|of| measure.value(of)).max().unwrap_or(0).max(1);
    let ends: Vec<i64> = (1..=4).map(|n| most * n / 4).collect();
    let own = page.office().own_district().map(str::to_owned);
    let tiles = all.iter().filter_map(|of| {
        let code = of.count.district.as_str();
        let (column, row) = page.edition().district(code)?.tile?;
        let value = measure.value(of);
        Some(Tile {
            column,
            row,
            name: page.district(code).to_owned(),
            figure: page.number(value),
            shade: ends.iter().take(3).filter(|end| value > **end).count(),
            ringed: own.as_deref() == Some(code),
            href: href(code),
        })
    });
    let tiles: Vec<Tile> = tiles.collect();
    let mut from = 0;
    let shades = ends.iter().map(|end| {
        let words = page.t("picture-from-to").with("from", page.number(from)).with("to", page.number(*end));
        from = end + 1;
        words.to_string()
    });
    Tiles {
        columns: tiles.iter().map(|tile| tile.column + 1).max().unwrap_or(1),
        shades: shades.collect(),
        tiles,
    }
}
