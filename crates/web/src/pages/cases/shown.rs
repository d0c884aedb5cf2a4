//! Figures, scores and states of excellent cases in words.

use crate::frame::Page;
use crate::parts::Chip;
use guantong_merit::{Bounds, Form, Measure, Swap, score};
use guantong_service::cases::{Frozen, SelectionState};
use std::collections::BTreeMap;

/// Hundredths of a point as points with one decimal.
pub(super) fn points(hundredths: i64) -> String {
    let tenths = (hundredths + 5) / 10;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// How far a selection is.
pub(super) fn state(page: &Page, state: Option<SelectionState>) -> Chip {
    let (shape, word) = match state {
        None => ("going", "none"),
        Some(SelectionState::Chosen) => ("wait", "chosen"),
        Some(SelectionState::Returned) => ("no", "returned"),
        Some(SelectionState::Published) => ("ok", "published"),
    };
    Chip::new(shape, page.word(format!("case-state.{word}")))
}

/// Two institutions in words.
pub(crate) fn sides(page: &Page, front: &str, partner: &str) -> String {
    if front == partner {
        return page.institution(front).to_owned();
    }
    let both = page.t("cooperation-both").with("front", page.institution(front));
    both.with("partner", page.institution(partner)).to_string()
}

/// What turns two neighbours round, in words.
pub(super) fn swapped(page: &Page, found: Option<&Swap>) -> String {
    let Some(swap) = found else { return page.t("case-swap-never").to_string() };
    let points = swap.points.hundredths_up();
    if points == 0 {
        return page.t("case-swap-equal").to_string();
    }
    let id = if swap.grows { "case-swap-up" } else { "case-swap-down" };
    let criterion = page.word(format!("criterion.{}", swap.criterion));
    page.t(id).with("criterion", criterion).with("points", up(points)).to_string()
}

/// The same in a few words.
pub(super) fn swapped_short(page: &Page, found: Option<&Swap>) -> String {
    let Some(swap) = found else { return page.t("case-swap-short-never").to_string() };
    let points = swap.points.hundredths_up();
    if points == 0 {
        return page.t("case-swap-short-equal").to_string();
    }
    let change = format!("{}{}", if swap.grows { "+" } else { "−" }, up(points));
    let criterion = page.word(format!("criterion.{}", swap.criterion));
    page.t("case-swap-short").with("criterion", criterion).with("change", change).to_string()
}

/// Hundredths as points with one decimal, rounded up: so much is enough.
pub(super) fn up(hundredths: i64) -> String {
    let tenths = (hundredths + 9) / 10;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A measure with its figure and its score.
pub(crate) struct MeasureShown {
    pub(crate) measure: Measure,
    pub(crate) name: String,
    /// What it is.
    pub(crate) definition: String,
    pub(crate) figure: String,
    /// Part and whole.
    pub(crate) small: String,
    /// Between which figures it is scored.
    pub(crate) bounds: String,
    pub(crate) score: Option<String>,
    pub(crate) records: i64,
    pub(crate) digest: String,
}

/// Every measure of some, with what was told of it.
pub(crate) fn measures(
    page: &Page,
    of: &[Measure],
    figures: &BTreeMap<Measure, Frozen>,
    bounds: &BTreeMap<Measure, Bounds>,
) -> Vec<MeasureShown> {
    let shown = |measure: &Measure| {
        let frozen = figures.get(measure);
        let told = frozen.map(|frozen| frozen.told);
        let (figure, small) = match (measure.form(), told) {
            (_, None) => (page.t("page-none").to_string(), String::new()),
            (Form::Count, Some(told)) => (page.number(told.part), String::new()),
            (Form::Share, Some(told)) if told.whole <= 0 => (page.t("page-none").to_string(), String::new()),
            (Form::Share, Some(told)) => {
                let of = page.t("page-of").count("part", told.part).count("whole", told.whole);
                (page.percent(told.part, told.whole), of.to_string())
            }
        };
        let unit = if measure.form() == Form::Share { "%" } else { "" };
        let between = bounds.get(measure);
        let points = between.and_then(|bounds| score(measure.form(), told?, *bounds)).map(points);
        MeasureShown {
            measure: *measure,
            name: page.word(format!("measure.{measure}")),
            definition: page.t(format!("case-definition-{measure}")).to_string(),
            figure,
            small,
            bounds: between
                .map(|bounds| {
                    page.t("case-bounds")
                        .with("low", format!("{}{unit}", bounds.low))
                        .with("high", format!("{}{unit}", bounds.high))
                        .to_string()
                })
                .unwrap_or_default(),
            score: points,
            records: frozen.map_or(0, |frozen| frozen.records),
            digest: frozen.map(|frozen| frozen.digest.clone()).unwrap_or_default(),
        }
    };
    of.iter().map(shown).collect()
}
