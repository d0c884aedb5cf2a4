//! States, sections and figures of reports in words.

use crate::frame::Page;
use crate::pages::address::query;
use crate::pages::indicator::{indicator_name, mean, year_of};
use crate::parts::Chip;
use guantong_indicators::{Indicator, Measure, Split};
use guantong_model::{Date, academic_year};
use guantong_service::report::{Frozen, FrozenFigure, ReportId, ReportState};

/// How far a report is.
pub(crate) fn state(page: &Page, state: ReportState, late: bool) -> Chip {
    let shape = match state {
        ReportState::Drafting | ReportState::Sent | ReportState::Signed if late => "no",
        ReportState::Drafting => "going",
        ReportState::Sent | ReportState::Signed | ReportState::Submitted => "wait",
        ReportState::Accepted => "ok",
    };
    Chip::new(shape, page.word(format!("report-state.{state}")))
}

/// The two sides in words.
pub(super) fn sides(page: &Page, id: &ReportId) -> String {
    if id.alone() {
        return page.institution(&id.front).to_owned();
    }
    page.t("cooperation-both")
        .with("front", page.institution(&id.front))
        .with("partner", page.institution(&id.partner))
        .to_string()
}

/// An indicator's figures of the year and of the year before.
pub(super) struct FigureShown {
    pub(super) name: String,
    pub(super) years: Vec<FigureOfYear>,
}

/// A figure of a year.
pub(super) struct FigureOfYear {
    /// The year it is of.
    pub(super) year: String,
    pub(super) figure: String,
    /// Part and whole.
    pub(super) small: String,
    /// The records behind it; empty where there are none.
    pub(super) href: String,
    /// What the records of today have in its place; nothing where they are those it was told from.
    pub(super) now: Option<String>,
}

/// Every indicator; where the figures of today are known, what has changed since.
pub(super) fn figures(
    page: &Page,
    id: &ReportId,
    frozen: &Frozen,
    today: Option<&Frozen>,
) -> Vec<FigureShown> {
    let of_year = |indicator: Indicator, year: i32| {
        let of = |one: &&FrozenFigure| one.indicator == indicator.as_str() && one.year == year;
        let found = frozen.figures.iter().find(of);
        let (text, small) = figure(page, indicator, frozen, year, found);
        let changed = today.and_then(|today| {
            let now = today.figures.iter().find(of);
            if now.map(|now| &now.digest) == found.map(|found| &found.digest) {
                return None;
            }
            let (text, small) = figure(page, indicator, today, year, now);
            let words = page.t("report-figure").with("figure", text).with("small", small.clone()).to_string();
            Some(if small.is_empty() { page.number(now.map_or(0, |now| now.part)) } else { words })
        });
        FigureOfYear {
            year: year_of(page, indicator, year),
            figure: text,
            small,
            href: found.map(|_| records(id, indicator, year, frozen.on)).unwrap_or_default(),
            now: changed,
        }
    };
    let shown = |indicator: Indicator| FigureShown {
        name: indicator_name(page, indicator),
        years: frozen.years_of(indicator.as_str(), id.year).map(|year| of_year(indicator, year)).into(),
    };
    Indicator::ALL.iter().copied().map(shown).collect()
}

/// Where the records behind a figure of two sides are.
pub(crate) fn records(id: &ReportId, indicator: Indicator, year: i32, on: Date) -> String {
    let (year, on) = (year.to_string(), on.to_string());
    let pairs = [
        ("year", year.as_str()),
        ("as_of", on.as_str()),
        ("by", Split::Institution.as_str()),
        ("of", id.front.as_str()),
        ("with", id.partner.as_str()),
    ];
    format!("/indicators/{indicator}/records{}", query(&pairs))
}

pub(crate) fn figure(
    page: &Page,
    indicator: Indicator,
    frozen: &Frozen,
    year: i32,
    found: Option<&FrozenFigure>,
) -> (String, String) {
    let Some(found) = found else { return (page.t("page-none").to_string(), String::new()) };
    let of_whole = || page.t("page-of").count("part", found.part).count("whole", found.whole).to_string();
    match indicator.declared().measure {
        Measure::Count => (page.number(found.part), String::new()),
        Measure::Marks => {
            let means = page
                .t("indicator-mean")
                .with("score", mean(found.part, found.records))
                .with("full", mean(found.whole, found.records));
            (page.percent(found.part, found.whole), means.to_string())
        }
        _ if indicator.under_way(year, academic_year(frozen.on)) => {
            (page.t("indicator-under-way").to_string(), of_whole())
        }
        _ if found.whole == 0 => (page.number(found.part), page.t("indicator-no-whole").to_string()),
        _ => (page.percent(found.part, found.whole), of_whole()),
    }
}
