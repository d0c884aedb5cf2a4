//! The plan of a round: programmes, their places, quotas and additional tests.

use crate::allocate::{Allocation, NONE};
use crate::candidates::{Candidates, Texts, TooMany, fold};

/// In the table of quotas: no quota for this group.
pub(crate) const NO_QUOTA: u32 = u32::MAX;

/// One programme of a round, as a caller in memory gives it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Programme {
    /// Its code in lists of preferences.
    pub id: String,
    /// 计划数, places in this round.
    pub places: u32,
    /// 加试: the additional test it demands, by number below 64.
    pub additional_test: Option<u8>,
    /// At most so many of a group, by the group's name.
    pub quotas: Vec<(String, u32)>,
}

impl Programme {
    /// A programme without quotas and additional test.
    #[must_use]
    pub fn new(id: &str, places: u32) -> Self {
        Programme { id: id.to_owned(), places, ..Programme::default() }
    }
}

/// Why a plan given in memory cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The same programme twice.
    #[error("programme {0} stands twice")]
    Repeated(String),
    /// An additional test numbered 64 or more.
    #[error("programme {0} names an additional test above 63")]
    Test(String),
    /// More than a round can hold.
    #[error(transparent)]
    TooMany(#[from] TooMany),
}

/// The programmes of a round, column by column.
#[derive(Clone, Debug, Default)]
pub struct Programmes {
    codes: Codes,
    places: Vec<u32>,
    tests: Vec<Option<u8>>,
    groups: Vec<String>,
    /// Programme by programme, an entry a group.
    quotas: Vec<u32>,
}

impl Programmes {
    /// Takes a plan given in memory.
    ///
    /// # Errors
    /// [`PlanError`] names the first programme that cannot be taken.
    pub fn from_rows(rows: &[Programme]) -> Result<Self, PlanError> {
        let mut groups: Vec<String> =
            rows.iter().flat_map(|row| &row.quotas).map(|(group, _)| group.clone()).collect();
        groups.sort();
        groups.dedup();
        let mut plan = Programmes::with_groups(groups)?;
        for row in rows {
            if row.additional_test.is_some_and(|test| test > 63) {
                return Err(PlanError::Test(row.id.clone()));
            }
            let quota =
                |group: &String| row.quotas.iter().find(|(name, _)| name == group).map(|(_, most)| *most);
            let quotas: Vec<Option<u32>> = plan.groups.iter().map(quota).collect();
            if plan.push(row.id.as_bytes(), row.places, &quotas)?.is_some() {
                return Err(PlanError::Repeated(row.id.clone()));
            }
            if let Some(test) = plan.tests.last_mut() {
                *test = row.additional_test;
            }
        }
        Ok(plan)
    }

    /// An empty plan with quotas for these groups.
    ///
    /// # Errors
    /// [`TooMany`] where there are more than 65,534 groups.
    pub fn with_groups(groups: Vec<String>) -> Result<Self, TooMany> {
        u16::try_from(groups.len() + 1).map_err(|_| TooMany)?;
        Ok(Programmes { groups, ..Programmes::default() })
    }

    /// Adds a programme; returns the index of the one that has the code already, if any, and adds nothing then.
    ///
    /// # Errors
    /// [`TooMany`] where the plan cannot hold more.
    pub fn push(&mut self, code: &[u8], places: u32, quotas: &[Option<u32>]) -> Result<Option<u32>, TooMany> {
        if let Some(before) = self.codes.find(code) {
            return Ok(Some(before));
        }
        self.codes.add(code)?;
        self.places.push(places);
        self.tests.push(None);
        for group in 0..self.groups.len() {
            self.quotas.push(quotas.get(group).copied().flatten().unwrap_or(NO_QUOTA));
        }
        Ok(None)
    }

    /// How many programmes there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        u32::try_from(self.places.len()).unwrap_or(u32::MAX)
    }

    /// The index of a code.
    #[must_use]
    pub fn find(&self, code: &[u8]) -> Option<u32> {
        self.codes.find(code)
    }

    /// The code of a programme.
    #[must_use]
    pub fn code(&self, programme: u32) -> &[u8] {
        self.codes.texts.bytes(programme)
    }

    /// The code of a programme as words.
    #[must_use]
    pub fn id(&self, programme: u32) -> String {
        self.codes.texts.text(programme)
    }

    /// The places of a programme.
    #[must_use]
    pub fn places(&self, programme: u32) -> u32 {
        self.places.get(programme as usize).copied().unwrap_or(0)
    }

    /// The places of all programmes, in order.
    #[must_use]
    pub fn all_places(&self) -> &[u32] {
        &self.places
    }

    /// The additional test a programme demands.
    #[must_use]
    pub fn additional_test(&self, programme: u32) -> Option<u8> {
        self.tests.get(programme as usize).copied().flatten()
    }

    /// Whether a candidate meets what this programme demands beyond the round: its additional test.
    #[must_use]
    pub fn open_to(&self, programme: u32, candidates: &Candidates, candidate: u32) -> bool {
        self.additional_test(programme).is_none_or(|test| candidates.passed(candidate, test))
    }

    /// The names of the groups that have quotas.
    #[must_use]
    pub fn groups(&self) -> &[String] {
        &self.groups
    }

    /// At most so many of a group (numbered from 1) in a programme; nothing where there is no such quota.
    #[must_use]
    pub fn quota(&self, programme: u32, group: u16) -> Option<u32> {
        self.quotas.get(self.quota_index(programme, group)?).copied().filter(|most| *most != NO_QUOTA)
    }

    /// All quotas, programme by programme; [`NO_QUOTA`] where there is none.
    pub(crate) fn all_quotas(&self) -> &[u32] {
        &self.quotas
    }

    /// Where the quota of a group (numbered from 1) stands among all quotas.
    pub(crate) fn quota_index(&self, programme: u32, group: u16) -> Option<usize> {
        let group = usize::from(group.checked_sub(1)?);
        (group < self.groups.len()).then(|| programme as usize * self.groups.len() + group)
    }

    /// The plan of the next round: what this one leaves unused (3.1.2.b). A programme filled over its places
    /// has none left.
    #[must_use]
    pub fn left_by(&self, candidates: &Candidates, allocation: &Allocation) -> Programmes {
        let mut left = self.clone();
        for (candidate, programme) in (0_u32..).zip(&allocation.programme) {
            if *programme == NONE {
                continue;
            }
            if let Some(places) = left.places.get_mut(*programme as usize) {
                *places = places.saturating_sub(1);
            }
            for group in candidates.groups(candidate) {
                let quota = left.quota_index(*programme, group);
                if let Some(most) =
                    quota.and_then(|index| left.quotas.get_mut(index)).filter(|most| **most != NO_QUOTA)
                {
                    *most = most.saturating_sub(1);
                }
            }
        }
        left
    }
}

/// Programme codes and where each stands: a table of open addresses.
#[derive(Clone, Debug, Default)]
struct Codes {
    texts: Texts,
    /// Index + 1 of the programme whose code falls here; 0 free. Its length is a power of two.
    slots: Vec<u32>,
}

impl Codes {
    fn find(&self, code: &[u8]) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = slot(code, mask);
        loop {
            let found = self.slots.get(at)?.checked_sub(1)?;
            if self.texts.bytes(found) == code {
                return Some(found);
            }
            at = (at + 1) & mask;
        }
    }

    fn add(&mut self, code: &[u8]) -> Result<(), TooMany> {
        let index = u32::try_from(self.texts.len()).ok().filter(|index| *index < NONE - 2).ok_or(TooMany)?;
        self.texts.push(code)?;
        if self.texts.len() * 2 > self.slots.len() {
            self.slots = vec![0; (self.texts.len() * 4).next_power_of_two()];
            (0..index).for_each(|before| self.place(before));
        }
        self.place(index);
        Ok(())
    }

    fn place(&mut self, index: u32) {
        let mask = self.slots.len() - 1;
        let mut at = slot(self.texts.bytes(index), mask);
        while self.slots.get(at).is_some_and(|taken| *taken != 0) {
            at = (at + 1) & mask;
        }
        if let Some(free) = self.slots.get_mut(at) {
            *free = index + 1;
        }
    }
}

fn slot(code: &[u8], mask: usize) -> usize {
    usize::try_from(fold(code) & mask as u64).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_and_repeats_refused() {
        let mut plan = Programmes::default();
        for n in 0..1000_u32 {
            assert_eq!(plan.push(format!("P{n}").as_bytes(), n, &[]).unwrap(), None);
        }
        assert_eq!(plan.push(b"P7", 1, &[]).unwrap(), Some(7));
        assert_eq!(plan.count(), 1000);
        for n in 0..1000_u32 {
            assert_eq!(plan.find(format!("P{n}").as_bytes()), Some(n));
        }
        assert_eq!(
            (plan.find(b"P1000"), plan.find(b""), Programmes::default().find(b"P1")),
            (None, None, None)
        );
    }

    #[test]
    fn a_plan_in_memory_is_checked() {
        let twice = [Programme::new("a", 1), Programme::new("a", 2)];
        assert_eq!(Programmes::from_rows(&twice).unwrap_err(), PlanError::Repeated("a".into()));
        let test = Programme { additional_test: Some(64), ..Programme::new("a", 1) };
        assert_eq!(Programmes::from_rows(&[test]).unwrap_err(), PlanError::Test("a".into()));
        let quotas = Programme { quotas: vec![("male".into(), 3)], ..Programme::new("a", 5) };
        let plan = Programmes::from_rows(&[quotas, Programme::new("b", 1)]).unwrap();
        assert_eq!(
            (plan.quota(0, 1), plan.quota(0, 0), plan.quota(1, 1), plan.quota(0, 2)),
            (Some(3), None, None, None)
        );
    }
}
