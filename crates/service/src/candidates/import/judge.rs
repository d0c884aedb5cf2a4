//! What a person judges: a candidate who stands twice in the file, or who is on file and is told otherwise now.

use super::compare::{Against, Conflicting};
use guantong_model::words;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

words! {
    /// How a conflict is judged.
    Judgement {
        /// What is there stays: the row that came first, or what is on file.
        Keep = "keep",
        /// The row takes its place.
        Take = "take",
    }
}

/// Judgements by the key of their conflict.
pub type Judgements = BTreeMap<String, Judgement>;

/// What becomes of the rows that conflicts are about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// Rows that are left out.
    pub left: BTreeSet<u32>,
    /// Rows that take the place of who is on file.
    pub replacing: BTreeSet<u32>,
    /// Keys of conflicts that nobody judged and that still matter.
    pub open: BTreeSet<String>,
}

/// Settles conflicts row by row: first those within the file, then those of the rows that still stand with what is on
/// file. A conflict of a row that is left out is none any more.
pub(super) fn settle(conflicts: &[Conflicting], judgements: &Judgements) -> Settled {
    let mut settled = Settled::default();
    for conflict in conflicts.iter().filter(|conflict| !conflict.rows.is_empty()) {
        let standing: Vec<u32> =
            conflict.rows.iter().copied().filter(|row| !settled.left.contains(row)).collect();
        match judgements.get(&conflict.key) {
            _ if standing.is_empty() => {}
            None => {
                settled.open.insert(conflict.key.clone());
            }
            Some(Judgement::Keep) => {
                settled.left.insert(conflict.row);
            }
            Some(Judgement::Take) => settled.left.extend(standing),
        }
    }
    for conflict in conflicts.iter().filter(|conflict| conflict.rows.is_empty()) {
        match judgements.get(&conflict.key) {
            _ if settled.left.contains(&conflict.row) => {}
            None => {
                settled.open.insert(conflict.key.clone());
            }
            Some(Judgement::Keep) => {
                settled.left.insert(conflict.row);
            }
            Some(Judgement::Take) => {
                settled.replacing.insert(conflict.row);
            }
        }
    }
    settled
}

impl Settled {
    /// How many rows of those that stood somehow are left standing.
    pub(super) fn standing(&self, involved: &BTreeMap<u32, Against>, against: Against) -> usize {
        involved.iter().filter(|(row, found)| **found == against && !self.left.contains(row)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twice(row: u32, rows: &[u32]) -> Conflicting {
        Conflicting { key: format!("f{row}"), row, rows: rows.to_vec(), ..Conflicting::default() }
    }

    fn on_file(row: u32) -> Conflicting {
        Conflicting { key: format!("o{row}"), row, ..Conflicting::default() }
    }

    fn check(conflicts: &[Conflicting], judged: &[(&str, Judgement)], left: &[u32], open: &[&str]) {
        let judgements = judged.iter().map(|(key, judgement)| ((*key).to_owned(), *judgement)).collect();
        let settled = settle(conflicts, &judgements);
        assert!(settled.left.iter().eq(left), "{judged:?}: {:?}", settled.left);
        assert!(settled.open.iter().eq(open), "{judged:?}: {:?}", settled.open);
    }

    #[test]
    fn one_row_of_those_that_stand_twice_is_left() {
        use Judgement::{Keep, Take};
        let three = [twice(3, &[2]), twice(4, &[2, 3])];
        check(&three, &[], &[], &["f3", "f4"]);
        check(&three, &[("f3", Keep), ("f4", Keep)], &[3, 4], &[]);
        check(&three, &[("f3", Take), ("f4", Keep)], &[2, 4], &[]);
        check(&three, &[("f3", Take), ("f4", Take)], &[2, 3], &[]);
        check(&three, &[("f3", Keep)], &[3], &["f4"]);
    }

    #[test]
    fn who_is_left_out_needs_no_judgement_of_what_is_on_file() {
        use Judgement::{Keep, Take};
        let both = [twice(3, &[2]), on_file(2), on_file(3)];
        check(&both, &[("f3", Keep)], &[3], &["o2"]);
        check(&both, &[("f3", Take), ("o3", Take)], &[2], &[]);
        check(&both, &[("f3", Take), ("o3", Keep)], &[2, 3], &[]);
        let taken = [("f3".to_owned(), Take), ("o3".to_owned(), Take)].into();
        assert!(settle(&both, &taken).replacing.iter().eq(&[3]));
    }
}
