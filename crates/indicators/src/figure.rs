//! Figures: sums of grains, by year and by what they are split.

use crate::facts::Facts;
use crate::grain::{Grain, grains};
use crate::indicator::Indicator;
use guantong_model::words;
use serde::Serialize;
use std::collections::BTreeMap;

words! {
    /// By what figures are shown.
    Split {
        /// By front institution.
        Institution = "institution",
        /// By university.
        University = "university",
        /// By programme.
        Programme = "programme",
        /// By stage.
        Stage = "stage",
        /// By duty.
        Duty = "duty",
        /// By the district of the lower secondary school.
        District = "district",
    }
}

/// A figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// The part; of a count all there is.
    pub part: i64,
    /// The whole.
    pub whole: i64,
    /// How many records are behind it.
    pub records: i64,
}

impl Figure {
    /// Adds a grain.
    pub fn add(&mut self, grain: &Grain<'_>) {
        self.part += grain.part;
        self.whole += grain.whole;
        self.records += 1;
    }

    /// The same figure with its counts of people changed alike, as to the nearest five; places are no people.
    fn with_counts(self, of_places: bool, change: impl Fn(i64) -> i64) -> Self {
        let whole = if of_places { self.whole } else { change(self.whole) };
        Figure { part: change(self.part), whole, records: change(self.records) }
    }
}

/// Which figure is meant: of a year, and of one value of each of some splits; of none, it is of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The year.
    pub year: i32,
    /// By what, and of which.
    pub of: Vec<(Split, String)>,
}

impl Cell {
    /// Whether a grain belongs to it.
    #[must_use]
    pub fn holds(&self, grain: &Grain<'_>) -> bool {
        grain.year == self.year
            && self.of.iter().all(|(split, value)| grain.value(*split) == Some(value.as_str()))
    }
}

/// An indicator's figures in some years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Of everything, by year.
    pub all: BTreeMap<i32, Figure>,
    /// By value of the split, then by year.
    pub rows: BTreeMap<String, BTreeMap<i32, Figure>>,
}

impl Table {
    /// The figures of an indicator in the years asked for, split where that is asked.
    #[must_use]
    pub fn of(indicator: Indicator, facts: &Facts, years: &[i32], split: Option<Split>) -> Self {
        let mut table = Table::default();
        grains(indicator, facts, &mut |grain| {
            if !years.contains(&grain.year) {
                return;
            }
            table.all.entry(grain.year).or_default().add(grain);
            let Some(value) = split.and_then(|split| grain.value(split)) else { return };
            if !table.rows.contains_key(value) {
                table.rows.insert(value.to_owned(), BTreeMap::new());
            }
            if let Some(row) = table.rows.get_mut(value) {
                row.entry(grain.year).or_default().add(grain);
            }
        });
        table
    }

    /// The same with every count of people changed alike, as to the nearest five; places are no people.
    #[must_use]
    pub fn with_counts(mut self, of_places: bool, change: impl Fn(i64) -> i64) -> Self {
        let figures = self.all.values_mut().chain(self.rows.values_mut().flat_map(BTreeMap::values_mut));
        figures.for_each(|figure| *figure = figure.with_counts(of_places, &change));
        self
    }
}
