//! States, sections and figures of reports in words.

use crate::frame::Page;
use crate::pages::indicator::{indicator_name, mean, year_of};
use crate::parts::Chip;
use guantong_indicators::{Indicator, Measure};
use guantong_model::academic_year;
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
    /// The year it is of, the figure, part and whole, the digest of its records.
    pub(super) years: Vec<(String, String, String, String)>,
}

/// Every indicator of which something is told.
pub(super) fn figures(page: &Page, id: &ReportId, frozen: &Frozen) -> Vec<FigureShown> {
    let recorded = Indicator::ALL.iter().copied();
    let recorded = recorded.filter(|one| one.declared().measure != Measure::NotRecorded);
    let shown = |indicator: Indicator| FigureShown {
        name: indicator_name(page, indicator),
        years: [id.year, id.year - 1]
            .map(|year| {
                let of = |one: &&FrozenFigure| one.indicator == indicator.as_str() && one.year == year;
                let found = frozen.figures.iter().find(of);
                let (figure, small) = figure(page, indicator, frozen, year, found);
                let digest = found.map(|found| found.digest.clone()).unwrap_or_default();
                (year_of(page, indicator, year), figure, small, digest)
            })
            .into(),
    };
    recorded.map(shown).collect()
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
