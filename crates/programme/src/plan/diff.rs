//! What a new plan changes: programmes that come, go, or have another number.

use super::settled::PlannedProgramme;
use guantong_model::ProgrammeId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

guantong_model::words! {
    /// What of a programme changed.
    Changed {
        /// 招生计划.
        Places = "places",
        /// 项目类型 or track.
        Category = "category",
        /// The bar on change of major.
        Bar = "bar",
    }
}

/// A programme that stays and changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// As it was.
    pub before: PlannedProgramme,
    /// As it is to be.
    pub after: PlannedProgramme,
    /// In what they differ.
    pub changed: Vec<Changed>,
}

/// The difference of two plans.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanDiff {
    /// 新增, in the order of the new plan.
    pub added: Vec<PlannedProgramme>,
    /// 取消, in the order of the old.
    pub removed: Vec<PlannedProgramme>,
    /// 修改, in the order of the new.
    pub changed: Vec<Change>,
    /// How many stay as they are.
    pub unchanged: usize,
}

impl PlanDiff {
    /// How many programmes come, go or change.
    #[must_use]
    pub fn count(&self) -> usize {
        self.added.len() + self.removed.len() + self.changed.len()
    }
}

/// Compares two lists of programmes by id. The order of the lines, and how a bracket is printed, are no difference.
#[must_use]
pub fn diff(before: &[PlannedProgramme], after: &[PlannedProgramme]) -> PlanDiff {
    let mut old: BTreeMap<&ProgrammeId, &PlannedProgramme> =
        before.iter().map(|programme| (&programme.id, programme)).collect();
    let mut found = PlanDiff::default();
    for programme in after {
        let Some(earlier) = old.remove(&programme.id) else {
            found.added.push(programme.clone());
            continue;
        };
        let changed = changes(earlier, programme);
        if changed.is_empty() {
            found.unchanged += 1;
        } else {
            found.changed.push(Change { before: earlier.clone(), after: programme.clone(), changed });
        }
    }
    found.removed = before.iter().filter(|programme| old.contains_key(&programme.id)).cloned().collect();
    found
}

fn changes(before: &PlannedProgramme, after: &PlannedProgramme) -> Vec<Changed> {
    let mut changed = Vec::new();
    if before.places != after.places {
        changed.push(Changed::Places);
    }
    if (&before.category, before.track) != (&after.category, after.track) {
        changed.push(Changed::Category);
    }
    if before.barred != after.barred {
        changed.push(Changed::Bar);
    }
    changed
}
