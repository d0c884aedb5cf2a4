//! Who may read what: ties of experts to institutions, and a fair proposal of readers.

use guantong_model::{Date, words};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

words! {
    /// What ties an expert to an institution.
    TieKind {
        /// Employed there, now or until a day.
        Employer = "employer",
        /// Any other relation that was declared: family, teaching, advice, common projects.
        Relation = "relation",
    }
}

/// A declared tie.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Tie {
    /// The institution or university.
    pub institution: String,
    /// What kind it is.
    pub kind: TieKind,
    /// The last day of an employment; nothing where it goes on, and of any other relation.
    pub until: Option<Date>,
    /// What it is, in words.
    pub note: String,
}

impl Tie {
    /// Whether it counts on a day: an employment while it lasts and so many years after, another relation as long as it is
    /// declared.
    #[must_use]
    pub fn counts(&self, on: Date, years: i64) -> bool {
        let Some(until) = self.until.filter(|_| self.kind == TieKind::Employer) else { return true };
        let last = (i64::from(until.year()) + years, until.month(), until.day());
        (i64::from(on.year()), on.month(), on.day()) <= last
    }
}

/// The first tie that keeps an expert from reading a subject of these sides.
#[must_use]
pub fn conflict<'t>(ties: &'t [Tie], sides: [&str; 2], on: Date, years: i64) -> Option<&'t Tie> {
    ties.iter().find(|tie| sides.contains(&tie.institution.as_str()) && tie.counts(on, years))
}

/// A subject that readers are proposed for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    /// Who must not read it: tied, recused, or reading it already.
    pub barred: BTreeSet<String>,
    /// How many readers it lacks.
    pub wanted: usize,
}

/// Proposes readers, by subject: those with the least to read first, and of those alike another one each time. Subjects that
/// few can read come first. The same every time; fewer than are wanted where there are no more.
#[must_use]
pub fn propose(slots: &[Slot], load: &BTreeMap<String, usize>) -> Vec<Vec<String>> {
    let mut load: Vec<(&String, usize)> = load.iter().map(|(expert, count)| (expert, *count)).collect();
    let free = |slot: &Slot| load.iter().filter(|(expert, _)| !slot.barred.contains(*expert)).count();
    let mut order: Vec<(usize, usize)> =
        slots.iter().enumerate().map(|(at, slot)| (free(slot), at)).collect();
    order.sort_unstable();
    let mut proposed = vec![Vec::new(); slots.len()];
    for (turn, (_, at)) in order.into_iter().enumerate() {
        let (Some(slot), Some(chosen)) = (slots.get(at), proposed.get_mut(at)) else { continue };
        let count = load.len().max(1);
        let mut open: Vec<(usize, usize)> = load
            .iter()
            .enumerate()
            .filter(|(_, (expert, _))| !slot.barred.contains(*expert))
            .map(|(place, (_, count_of))| (*count_of, (place + count - turn % count) % count))
            .collect();
        open.sort_unstable();
        for (_, turned) in open.into_iter().take(slot.wanted) {
            if let Some((expert, count_of)) = load.get_mut((turned + turn % count) % count) {
                *count_of += 1;
                chosen.push((*expert).clone());
            }
        }
    }
    proposed
}
