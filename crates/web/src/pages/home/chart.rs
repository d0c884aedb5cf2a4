//! The chart of plan completion: names as links, bars in per cent of the plot, heights in pixels.
//!
//! Only the plot stretches; text keeps its size. What is below [`LOW`] is hatched as well as coloured.

use crate::frame::{Page, Said};
use crate::pages::address;
use guantong_service::views::{Home, InstitutionFigures};

/// Completion below this share of the plan stands out, in per cent. A matter of drawing, of no consequence.
pub(super) const LOW: i64 = 90;

const ROW: i64 = 27;
const BAR: i64 = 15;
/// Room of the first heading and of each later one, above its rows.
const HEADING: i64 = 26;
const LATER_HEADING: i64 = 32;

/// The chart, measured.
pub(super) struct Chart {
    /// Height of the plot with its axis.
    pub(super) height: i64,
    /// Where grid lines end.
    pub(super) floor: i64,
    /// Names and figures from top to bottom.
    pub(super) rows: Vec<Row>,
    /// Values of the axis with their place in per cent.
    pub(super) grid: Vec<(i64, String)>,
    /// What the chart says, for those who hear it.
    pub(super) says: Said,
    /// Whether anybody was admitted: before, nothing is low.
    pub(super) begun: bool,
}

/// A line of the chart.
pub(super) enum Row {
    /// A category.
    Heading {
        /// Its name.
        category: String,
        /// Whether it is the first.
        first: bool,
    },
    /// An institution.
    Bar(Box<Bar>),
}

/// An institution's bar.
pub(super) struct Bar {
    pub(super) figures: InstitutionFigures,
    /// The list of its students.
    pub(super) href: String,
    /// Top of the bar in pixels.
    pub(super) y: i64,
    pub(super) admitted_width: String,
    pub(super) places_width: String,
    pub(super) percent: String,
    pub(super) low: bool,
}

impl Bar {
    /// Baseline of the figures beside the bar.
    pub(super) fn baseline(&self) -> i64 {
        self.y + 12
    }
}

impl Chart {
    pub(super) fn of(page: &Page, home: &Home) -> Self {
        let most =
            home.institutions.iter().map(|i| i.places.max(i.counts.admitted)).max().unwrap_or(0).max(1);
        // A little air to the right of the longest bar.
        let scale = most + (most / 40).max(1);
        let begun = home.counts.admitted > 0;
        let mut rows = Vec::new();
        let mut y = 0;
        for (n, category) in categories(home).into_iter().enumerate() {
            rows.push(Row::Heading { category: page.category(category), first: n == 0 });
            y += if n == 0 { HEADING } else { LATER_HEADING };
            for figures in home.institutions.iter().filter(|i| i.category == category) {
                rows.push(Row::Bar(Box::new(bar(page, figures, y + (ROW - BAR) / 2, scale, begun))));
                y += ROW;
            }
        }
        Chart { height: y + 27, floor: y + 5, grid: grid(most, scale), says: says(page, &rows), rows, begun }
    }

    /// The bars alone.
    pub(super) fn bars(&self) -> impl Iterator<Item = &Bar> {
        self.rows.iter().filter_map(|row| match row {
            Row::Bar(bar) => Some(&**bar),
            Row::Heading { .. } => None,
        })
    }
}

fn bar(page: &Page, figures: &InstitutionFigures, y: i64, scale: i64, begun: bool) -> Bar {
    Bar {
        href: format!("/students{}", address::query(&[("institution", &figures.institution)])),
        y,
        admitted_width: share(figures.counts.admitted, scale),
        places_width: share(figures.places, scale),
        percent: page.percent(figures.counts.admitted, figures.places),
        low: begun && figures.counts.admitted * 100 < figures.places * LOW,
        figures: figures.clone(),
    }
}

/// The categories of a year, each once, in the order of the plan.
pub(super) fn categories(home: &Home) -> Vec<&str> {
    let mut categories: Vec<&str> = Vec::new();
    for (category, _) in &home.places_by_category {
        if !categories.contains(&category.as_str()) {
            categories.push(category);
        }
    }
    categories
}

/// A value's place on the plot, in per cent with two decimals.
fn share(value: i64, scale: i64) -> String {
    let hundredths = value * 10_000 / scale.max(1);
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// At most six lines, at round numbers.
fn grid(most: i64, scale: i64) -> Vec<(i64, String)> {
    let mut step = 1;
    for (n, factor) in [2, 5, 10].iter().cycle().enumerate() {
        if most / step <= 5 || n > 60 {
            break;
        }
        let decade = 10_i64.pow(u32::try_from(n / 3).unwrap_or(0));
        step = decade * factor;
    }
    (0..=most / step).map(|n| (n * step, share(n * step, scale))).collect()
}

fn says(page: &Page, rows: &[Row]) -> Said {
    let bars = rows.iter().filter_map(|row| match row {
        Row::Bar(bar) => Some(bar),
        Row::Heading { .. } => None,
    });
    let low: Vec<String> = bars
        .clone()
        .filter(|b| b.low)
        .map(|b| format!("{} {}", page.short(&b.figures.institution), b.percent))
        .collect();
    let count = i64::try_from(bars.count()).unwrap_or(i64::MAX);
    if low.is_empty() {
        page.t("page-home-chart-says").count("institutions", count)
    } else {
        page.t("page-home-chart-says-low").count("institutions", count).with("low", page.list(low))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_has_round_numbers_and_few() {
        let values = |most| grid(most, most).into_iter().map(|(value, _)| value).collect::<Vec<_>>();
        assert_eq!(values(420), [0, 100, 200, 300, 400]);
        assert_eq!(values(30), [0, 10, 20, 30]);
        assert_eq!(values(7), [0, 2, 4, 6]);
        assert_eq!(values(1), [0, 1]);
        assert_eq!(values(2_810), [0, 500, 1_000, 1_500, 2_000, 2_500]);
    }

    #[test]
    fn a_share_is_a_place_on_the_plot() {
        for (value, text) in [(0, "0.00%"), (420, "97.67%"), (430, "100.00%")] {
            assert_eq!(share(value, 430), text);
        }
    }
}
