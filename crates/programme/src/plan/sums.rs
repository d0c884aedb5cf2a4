//! 合计核对 (annex.a, annex.b): lines, institutions' totals, sub-totals and the grand total, each against the others.

use super::draft::{Draft, Printed};
use super::finding::{Part, Working};
use super::reconcile::PlanRow;
use guantong_model::sheet::At;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a sum is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SumScope {
    /// An institution's lines, 招生规模.
    Institution {
        /// Its name; empty where it is not known.
        name: String,
        /// The first row of its block.
        first_row: u32,
    },
    /// A category, 小计.
    Category {
        /// Its word; empty where it is not known.
        label: String,
        /// The first row of its block.
        first_row: u32,
    },
    /// All, 总计.
    Total,
}

/// One printed sum against what it should be the sum of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SumCheck {
    /// What it is the sum of.
    pub scope: SumScope,
    /// The printed sum, or the one a person gave.
    pub printed: Option<u32>,
    /// Its cell.
    pub at: Option<At>,
    /// The lines together, as far as their numbers are known.
    pub by_rows: u32,
    /// Lines whose number is not known.
    pub unknown: usize,
    /// The institutions' totals together; nothing for an institution itself, or where one is not printed.
    pub by_institutions: Option<u32>,
    /// The sub-totals together; only for the grand total, and only where all are printed.
    pub by_categories: Option<u32>,
    /// How many lines.
    pub lines: usize,
    /// How many institutions.
    pub institutions: usize,
    /// The lines' figures, for showing the sum.
    pub parts: Vec<Part>,
}

impl SumCheck {
    /// Whether everything that can be compared agrees with the printed sum. Lines without a number are not compared.
    #[must_use]
    pub fn agrees(&self) -> bool {
        let Some(printed) = self.printed else { return true };
        let same = |other: Option<u32>| other.is_none_or(|other| other == printed);
        let rows = if self.unknown == 0 { self.by_rows == printed } else { self.by_rows < printed };
        rows && same(self.by_institutions) && same(self.by_categories)
    }

    /// Printed less lines.
    #[must_use]
    pub fn difference(&self) -> Option<i64> {
        self.printed.map(|printed| i64::from(printed) - i64::from(self.by_rows))
    }

    /// The sum shown.
    pub(super) fn working(&self) -> Option<Working> {
        self.printed.map(|printed| Working::new(printed, self.at, self.parts.clone()))
    }
}

/// Every sum of a table: institutions, categories, then the grand total. `scales` holds the total of each block.
pub(super) fn sums(draft: &Draft, rows: &[PlanRow], scales: &[Option<Printed>]) -> Vec<SumCheck> {
    let mut sums: Vec<SumCheck> = Vec::new();
    for (index, block) in draft.blocks.iter().enumerate() {
        let of_block: Vec<&PlanRow> = rows.iter().filter(|row| row.block == index).collect();
        let name = of_block.iter().find_map(|row| row.institution.value.clone()).unwrap_or_default();
        let scope = SumScope::Institution { name, first_row: block.first_row };
        sums.push(check(scope, scales.get(index).copied().flatten(), &of_block));
    }
    let scale_sum = |blocks: &[usize]| -> Option<u32> {
        blocks.iter().map(|block| scales.get(*block).copied().flatten().map(|printed| printed.value)).sum()
    };
    for (index, category) in draft.categories.iter().enumerate() {
        let blocks = blocks_of(draft, |block| block == index);
        let of_category: Vec<&PlanRow> = rows.iter().filter(|row| blocks.contains(&row.block)).collect();
        let label = of_category.iter().find_map(|row| row.category.value.clone()).unwrap_or_default();
        let scope = SumScope::Category { label, first_row: category.first_row };
        let mut sum = check(scope, category.sub_total, &of_category);
        sum.by_institutions = scale_sum(&blocks);
        sums.push(sum);
    }
    let all: Vec<&PlanRow> = rows.iter().collect();
    let mut total = check(SumScope::Total, draft.total, &all);
    total.by_institutions = scale_sum(&blocks_of(draft, |_| true));
    let sub_totals = draft.categories.iter().map(|category| category.sub_total.map(|printed| printed.value));
    total.by_categories = sub_totals.sum();
    sums.push(total);
    sums
}

fn blocks_of(draft: &Draft, category: impl Fn(usize) -> bool) -> Vec<usize> {
    let blocks = draft.blocks.iter().enumerate();
    blocks.filter(|(_, block)| category(block.category)).map(|(index, _)| index).collect()
}

fn check(scope: SumScope, printed: Option<Printed>, rows: &[&PlanRow]) -> SumCheck {
    let parts: Vec<Part> =
        rows.iter().filter_map(|row| Some(Part { row: row.row, places: row.places.value? })).collect();
    let institutions: BTreeSet<&str> =
        rows.iter().filter_map(|row| row.institution.value.as_deref()).collect();
    SumCheck {
        scope,
        printed: printed.map(|printed| printed.value),
        at: printed.map(|printed| printed.at),
        by_rows: parts.iter().map(|part| part.places).sum(),
        unknown: rows.len() - parts.len(),
        by_institutions: None,
        by_categories: None,
        lines: rows.len(),
        institutions: institutions.len(),
        parts,
    }
}
