//! Figures, values and definitions as pages show them.

use super::At;
use crate::frame::Page;
use crate::pages::address::query;
use guantong_indicators::{Figure, Indicator, Measure, Split, YearOf};
use guantong_model::{Date, Score, academic_year};
use guantong_service::rows::PlanLine;
use std::collections::BTreeMap;

/// A figure as a cell of a table has it.
pub(super) struct Shown {
    /// The rate, or how many.
    pub(super) figure: String,
    /// Part and whole, or why there is no rate.
    pub(super) small: String,
    /// The records behind it; empty where there are none.
    pub(super) href: String,
}

impl Shown {
    /// A figure of a year, of everything or of one value of a split.
    pub(super) fn of(
        page: &Page,
        indicator: Indicator,
        at: &At,
        year: i32,
        of: Option<(Split, &str)>,
        figure: Option<&Figure>,
    ) -> Self {
        let none = || page.t("page-none").to_string();
        let declared = indicator.declared();
        let Some(figure) = figure else {
            return Shown { figure: none(), small: String::new(), href: String::new() };
        };
        let year_text = year.to_string();
        let as_of = at.as_of(page);
        let (by, value) = of.map_or(("", ""), |(split, value)| (split.as_str(), value));
        let pairs = [("year", year_text.as_str()), ("as_of", as_of.as_str()), ("by", by), ("of", value)];
        let href = match figure.records {
            0 => String::new(),
            _ => format!("/indicators/{indicator}/records{}", query(&pairs)),
        };
        let of_whole =
            || page.t("page-of").count("part", figure.part).count("whole", figure.whole).to_string();
        let (text, small) = match declared.measure {
            Measure::Count => (page.number(figure.part), String::new()),
            Measure::Marks => {
                let means = page
                    .t("indicator-mean")
                    .with("score", mean(figure.part, figure.records))
                    .with("full", mean(figure.whole, figure.records));
                (page.percent(figure.part, figure.whole), means.to_string())
            }
            _ if indicator.under_way(year, academic_year(at.on)) => {
                (page.t("indicator-under-way").to_string(), of_whole())
            }
            _ if figure.whole == 0 => (page.number(figure.part), page.t("indicator-no-whole").to_string()),
            _ => (page.percent(figure.part, figure.whole), of_whole()),
        };
        Shown { figure: text, small, href }
    }
}

/// Marks in the mean, to a tenth.
pub(crate) fn mean(millionths: i64, records: i64) -> Score {
    const TENTH: i64 = 100_000;
    let records = records.max(1);
    let tenths = (millionths / records + TENTH / 2) / TENTH;
    Score::from_millionths(tenths * TENTH)
}

/// A year as an indicator means it.
pub(crate) fn year_of(page: &Page, indicator: Indicator, year: i32) -> String {
    match indicator.declared().year {
        YearOf::Entry => page.t("indicator-year-entry").with("year", year.to_string()).to_string(),
        YearOf::Academic => {
            let (year, next) = (year.to_string(), (year + 1).to_string());
            page.t("indicator-year-academic").with("year", year).with("next", next).to_string()
        }
    }
}

/// The name of an indicator.
pub(crate) fn indicator_name(page: &Page, indicator: Indicator) -> String {
    page.t(format!("indicator-{indicator}")).to_string()
}

/// The programmes of all plans, by id: the newest line of each.
pub(crate) type Lines = BTreeMap<String, PlanLine>;

/// Values of splits in words.
pub(crate) async fn lines(page: &Page) -> Result<Lines, crate::answer::Problem> {
    let all = page.office().programmes_of_all_plans().await?;
    Ok(all.iter().map(|line| (line.programme.to_string(), line.clone())).collect())
}

/// A value of a split in words, and what it belongs to where that helps.
pub(crate) fn value(page: &Page, lines: &Lines, split: Split, value: &str) -> (String, String) {
    match split {
        Split::Institution | Split::University => (page.institution(value).to_owned(), String::new()),
        Split::Programme => match lines.get(value) {
            Some(line) => (line.major_printed(), page.institution(&line.institution).to_owned()),
            None => (value.to_owned(), String::new()),
        },
        Split::Stage => (page.word(format!("stage.{value}")), String::new()),
        Split::Duty => (page.word(format!("duty.{value}")), String::new()),
        Split::District => (page.district(value).to_owned(), String::new()),
    }
}

/// Whose figures they are: the city's, or those of an institution by itself.
pub(crate) fn whose(page: &Page) -> String {
    match page.office().viewer().and_then(|viewer| viewer.institution()) {
        Some(own) => page.t("indicator-own").with("name", page.institution(own)).to_string(),
        None => page.t("indicator-city").to_string(),
    }
}

/// The day of figures in words.
pub(crate) fn day(page: &Page, on: Date) -> String {
    page.t("indicator-as-of").with("on", on).to_string()
}
