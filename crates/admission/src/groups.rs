//! Several quotas at once: a candidate stands in one group of each kind, and a programme has room for him where each of
//! his groups has room there.
//!
//! Files have one group a candidate (`group`); callers in memory may add more. Upper bounds that cross each other decide
//! one by one: so they go with the draw, and with one order for all (`serial`).

use crate::candidates::{Candidate, Candidates};
use crate::programmes::Programmes;
use std::collections::HashMap;

impl Candidates {
    /// The groups of a candidate that may have quotas, numbered from 1.
    pub fn groups(&self, candidate: u32) -> impl Iterator<Item = u16> + '_ {
        let more = self.more_groups.iter().filter_map(move |groups| groups.get(candidate as usize).copied());
        std::iter::once(self.group(candidate)).chain(more).filter(|group| *group > 0)
    }

    /// Whether candidates stand in more than one group.
    #[must_use]
    pub fn has_several_groups(&self) -> bool {
        !self.more_groups.is_empty()
    }

    /// Takes the further groups of candidates given in memory.
    pub(crate) fn take_more_groups(&mut self, rows: &[Candidate], plan: &Programmes) {
        let most = rows.iter().map(|row| row.more_groups.len()).max().unwrap_or(0);
        let numbers: HashMap<&str, u16> = plan.groups().iter().map(String::as_str).zip(1..).collect();
        let column = |kind: usize| {
            let number = |row: &Candidate| {
                let group = row.more_groups.get(kind).and_then(|group| numbers.get(group.as_str()));
                group.copied().unwrap_or(0)
            };
            rows.iter().map(number).collect()
        };
        self.more_groups = (0..most).map(column).collect();
    }
}
