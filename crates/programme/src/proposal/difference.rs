//! What differs between two versions of a proposal, row by row.

use super::row::ProposalRow;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How a row differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowChange {
    /// 新增.
    Added,
    /// 停招, or a new row taken out.
    Dropped,
    /// Taken up again.
    TakenUp,
    /// 招生计划, from and to.
    Places(u32, u32),
    /// 合作本科高校, from and to.
    Partner(String, String),
}

/// A row that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowDifference {
    /// The row as the later version has it; one that is gone as the earlier had it.
    pub row: ProposalRow,
    /// In what.
    pub changes: Vec<RowChange>,
}

/// The differences of two versions, in the order of the rows' numbers.
#[must_use]
pub fn differences(before: &[ProposalRow], after: &[ProposalRow]) -> Vec<RowDifference> {
    let numbers: BTreeSet<u32> = before.iter().chain(after).map(|row| row.row).collect();
    let of = |rows: &[ProposalRow], number| rows.iter().find(|row| row.row == number).cloned();
    let difference = |number| {
        let (earlier, later) = (of(before, number), of(after, number));
        let changes = changes(earlier.as_ref(), later.as_ref());
        let row = later.or(earlier)?;
        (!changes.is_empty()).then_some(RowDifference { row, changes })
    };
    numbers.into_iter().filter_map(difference).collect()
}

fn changes(before: Option<&ProposalRow>, after: Option<&ProposalRow>) -> Vec<RowChange> {
    let stood = before.is_some_and(ProposalRow::stands);
    let stands = after.is_some_and(ProposalRow::stands);
    let mut changes = match (before, stood, stands) {
        (None, _, true) => return vec![RowChange::Added],
        (_, true, false) => return vec![RowChange::Dropped],
        (Some(_), false, true) => vec![RowChange::TakenUp],
        _ => Vec::new(),
    };
    let (Some(before), Some(after)) = (before.filter(|_| stands), after) else { return changes };
    if before.places != after.places {
        changes.push(RowChange::Places(before.places, after.places));
    }
    if before.partner != after.partner {
        changes.push(RowChange::Partner(before.partner.clone(), after.partner.clone()));
    }
    changes
}
