//! The candidates of a round, column by column: numbers and preferences lie flat, an entry a candidate.

use crate::decimal::Column;
use crate::programmes::Programmes;
use guantong_model::Score;
use std::collections::HashMap;

/// In a list of preferences: a code no programme of the round has.
pub const UNKNOWN: u32 = u32::MAX;
/// In a list of preferences: a programme named before on the same list. The first mention counts.
pub const REPEATED: u32 = u32::MAX - 1;

/// Texts one after the other, such as the candidates' numbers.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

/// More than 4 GiB of texts, or more than 2³² preferences: beyond what a round is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("more than a round can hold")]
pub struct TooMany;

impl Texts {
    /// Adds a text.
    ///
    /// # Errors
    /// [`TooMany`] where all texts together are longer than 4 GiB.
    pub fn push(&mut self, text: &[u8]) -> Result<(), TooMany> {
        let end = u32::try_from(self.bytes.len() + text.len()).map_err(|_| TooMany)?;
        self.bytes.extend_from_slice(text);
        self.ends.push(end);
        Ok(())
    }

    /// The text of an entry; empty beyond the end.
    #[must_use]
    pub fn bytes(&self, entry: u32) -> &[u8] {
        let entry = entry as usize;
        let before = entry.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = before.copied().unwrap_or(0) as usize;
        let end = self.ends.get(entry).copied().unwrap_or(0) as usize;
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// The text of an entry as words.
    #[must_use]
    pub fn text(&self, entry: u32) -> String {
        String::from_utf8_lossy(self.bytes(entry)).into_owned()
    }

    /// How many texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Entries whose text an earlier entry has, each with the first entry of that text, in order of entries.
    #[must_use]
    pub fn repeated(&self) -> Vec<(u32, u32)> {
        let count = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        if (1..count).all(|entry| self.bytes(entry - 1) < self.bytes(entry)) {
            return Vec::new();
        }
        let mut order: Vec<(u64, u32)> = (0..count).map(|entry| (fold(self.bytes(entry)), entry)).collect();
        order.sort_unstable_by(|(fold_a, a), (fold_b, b)| {
            // Only the order of sorting rests on the folding: equal texts are compared in full.
            fold_a.cmp(fold_b).then_with(|| self.bytes(*a).cmp(self.bytes(*b))).then_with(|| a.cmp(b))
        });
        let same = |a: &(u64, u32), b: &(u64, u32)| a.0 == b.0 && self.bytes(a.1) == self.bytes(b.1);
        let mut repeated: Vec<(u32, u32)> = order
            .chunk_by(same)
            .filter_map(<[(u64, u32)]>::split_first)
            .flat_map(|((_, first), later)| later.iter().map(|(_, entry)| (*entry, *first)))
            .collect();
        repeated.sort_unstable();
        repeated
    }
}

/// A text folded to 64 bits, the same for the same text everywhere; it is no commitment.
pub(crate) fn fold(text: &[u8]) -> u64 {
    let (words, rest) = text.as_chunks::<8>();
    let folded = words.iter().fold(text.len() as u64, |folded, word| mix(folded ^ u64::from_le_bytes(*word)));
    let last = rest.iter().rev().fold(0, |last, byte| last << 8 | u64::from(*byte));
    mix(folded ^ last)
}

/// Spreads every bit over all others: both halves of a product, together.
fn mix(word: u64) -> u64 {
    let product = u128::from(word ^ 0x9e37_79b9_7f4a_7c15) * 0xd6e8_feb8_6659_fd93;
    let [low, high] = [product, product >> 64].map(|half| (half & u128::from(u64::MAX)) as u64);
    low ^ high
}

/// Lists of preferences one after the other, best first; entries are programmes by index, [`UNKNOWN`] or
/// [`REPEATED`]. A preference's position is its place in the list as given, counted from 1.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    entries: Vec<u32>,
    ends: Vec<u32>,
    /// By programme: the last list that named it, counted from 1.
    named: Vec<u32>,
}

impl Lists {
    /// Adds one entry to the list being written; a programme named before on it is taken as [`REPEATED`].
    /// Returns what the entry was taken as.
    pub fn push(&mut self, programme: u32) -> u32 {
        let list = u32::try_from(self.ends.len() + 1).unwrap_or(u32::MAX);
        let mut taken = programme;
        if programme != UNKNOWN {
            if self.named.len() <= programme as usize {
                self.named.resize(programme as usize + 1, 0);
            }
            if let Some(named) = self.named.get_mut(programme as usize) {
                if *named == list {
                    taken = REPEATED;
                }
                *named = list;
            }
        }
        self.entries.push(taken);
        taken
    }

    /// How many entries the list being written has.
    #[must_use]
    pub fn open_len(&self) -> usize {
        self.entries.len() - self.ends.last().copied().unwrap_or(0) as usize
    }

    /// Ends the list being written.
    ///
    /// # Errors
    /// [`TooMany`] where all lists together have more than 2³² entries.
    pub fn close(&mut self) -> Result<(), TooMany> {
        self.ends.push(u32::try_from(self.entries.len()).map_err(|_| TooMany)?);
        Ok(())
    }

    /// The list of a candidate; empty beyond the end.
    #[must_use]
    pub fn of(&self, candidate: u32) -> &[u32] {
        let candidate = candidate as usize;
        let before = candidate.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = before.copied().unwrap_or(0) as usize;
        let end = self.ends.get(candidate).copied().unwrap_or(0) as usize;
        self.entries.get(start..end).unwrap_or_default()
    }

    /// How many entries all lists have.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.entries.len()
    }
}

/// 户籍: what 3.1.1 asks of a candidate's household registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Household {
    /// 本市正式户籍.
    #[default]
    Formal,
    /// Not formal, but evidence of an exception is on file; counts only where the round's rules allow it.
    Evidenced,
    /// None.
    Absent,
}

/// What eligibility asks of one candidate besides his total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Standing {
    bits: u8,
}

impl Standing {
    const UNQUALIFIED: u8 = 1;
    const EVIDENCED: u8 = 2;
    const NO_HOUSEHOLD: u8 = 4;

    /// The standing of a candidate.
    #[must_use]
    pub fn new(qualified: bool, household: Household) -> Self {
        let qualification = if qualified { 0 } else { Self::UNQUALIFIED };
        let household = match household {
            Household::Formal => 0,
            Household::Evidenced => Self::EVIDENCED,
            Household::Absent => Self::NO_HOUSEHOLD,
        };
        Standing { bits: qualification | household }
    }

    /// 升学资格: whether the candidate has this year's entrance qualification.
    #[must_use]
    pub fn qualified(self) -> bool {
        self.bits & Self::UNQUALIFIED == 0
    }

    /// 户籍 of the candidate.
    #[must_use]
    pub fn household(self) -> Household {
        match self.bits & (Self::EVIDENCED | Self::NO_HOUSEHOLD) {
            0 => Household::Formal,
            Self::EVIDENCED => Household::Evidenced,
            _ => Household::Absent,
        }
    }
}

/// The candidates of a round.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// The candidates' numbers.
    pub ids: Texts,
    /// 录取总分: what candidates are ranked by.
    pub total: Column,
    /// What the floor measures, where a year measures another sum than the total (`floor_basis`).
    pub floor_total: Option<Column>,
    /// The order of equal scores, first key first; larger is better.
    pub keys: Vec<Column>,
    /// 随机号, the draw; smaller is better.
    pub draw: Option<Column>,
    /// Qualification and household of each candidate.
    pub standing: Vec<Standing>,
    /// Additional tests passed, a bit a test; empty where no programme demands one.
    pub tests: Vec<u64>,
    /// The group of each candidate for quotas: 0 none, else its index in the programmes' groups plus 1; empty
    /// where there is no quota.
    pub group: Vec<u16>,
    /// Further groups, a list a kind of quota, each as `group`; none where a candidate stands in one group at most.
    pub more_groups: Vec<Vec<u16>>,
    /// The preferences.
    pub lists: Lists,
    /// Scores by subject, where programmes weight them.
    pub subjects: Vec<(String, Column)>,
}

/// One candidate, as a caller in memory gives him.
#[derive(Clone, Debug, Default)]
pub struct Candidate {
    /// 报名号.
    pub id: String,
    /// 录取总分: the total he is ranked by, with the bonus that counts.
    pub total: Score,
    /// What the floor measures, where it is not the total.
    pub floor_total: Option<Score>,
    /// The order of equal scores, first key first; larger is better.
    pub keys: Vec<Score>,
    /// 随机号; smaller is better.
    pub draw: Option<i64>,
    /// Whether he has this year's entrance qualification (3.1.1).
    pub qualified: bool,
    /// His household registration (3.1.1).
    pub household: Household,
    /// Additional tests he has passed, by number below 64.
    pub tests_passed: Vec<u8>,
    /// His group for quotas, by name.
    pub group: Option<String>,
    /// His groups of further kinds, by name and in the same order for all; an empty name is no group.
    pub more_groups: Vec<String>,
    /// Programmes by index in the round's plan, best first; [`UNKNOWN`] for what is not in it; an index beyond the plan is taken as unknown.
    pub preferences: Vec<u32>,
}

/// Why candidates given in memory cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CandidatesError {
    /// The same candidate twice.
    #[error("candidate {0} stands twice")]
    Repeated(String),
    /// Not as many keys as the first candidate has.
    #[error("candidate {0} has another number of keys than the first")]
    UnequalKeys(String),
    /// Some candidates have a draw and this one has none.
    #[error("candidate {0} has no draw number")]
    NoDraw(String),
    /// An additional test numbered 64 or more.
    #[error("candidate {0} names an additional test above 63")]
    Test(String),
    /// More than a round can hold.
    #[error(transparent)]
    TooMany(#[from] TooMany),
}

impl Candidates {
    /// How many candidates there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        u32::try_from(self.ids.len()).unwrap_or(u32::MAX)
    }

    /// Takes candidates given in memory, whose preferences count the programmes of this plan.
    ///
    /// # Errors
    /// [`CandidatesError`] names the first candidate who cannot be taken.
    pub fn from_rows(rows: &[Candidate], plan: &Programmes) -> Result<Self, CandidatesError> {
        let mut candidates = Candidates {
            total: Column::of_scores(rows.iter().map(|row| row.total)),
            standing: rows.iter().map(|row| Standing::new(row.qualified, row.household)).collect(),
            ..Candidates::default()
        };
        if rows.iter().any(|row| row.floor_total.is_some()) {
            candidates.floor_total =
                Some(Column::of_scores(rows.iter().map(|row| row.floor_total.unwrap_or(row.total))));
        }
        let keys = rows.first().map_or(0, |row| row.keys.len());
        if let Some(row) = rows.iter().find(|row| row.keys.len() != keys) {
            return Err(CandidatesError::UnequalKeys(row.id.clone()));
        }
        candidates.keys = (0..keys)
            .map(|key| {
                Column::of_scores(rows.iter().map(|row| row.keys.get(key).copied().unwrap_or_default()))
            })
            .collect();
        if rows.iter().any(|row| row.draw.is_some()) {
            if let Some(row) = rows.iter().find(|row| row.draw.is_none()) {
                return Err(CandidatesError::NoDraw(row.id.clone()));
            }
            candidates.draw = Some(Column::of_numbers(rows.iter().filter_map(|row| row.draw)));
        }
        candidates.take_texts(rows, plan)?;
        candidates.take_more_groups(rows, plan);
        match candidates.ids.repeated().first() {
            Some((later, _)) => Err(CandidatesError::Repeated(candidates.ids.text(*later))),
            None => Ok(candidates),
        }
    }

    fn take_texts(&mut self, rows: &[Candidate], plan: &Programmes) -> Result<(), CandidatesError> {
        let programmes = plan.count();
        let numbers: HashMap<&str, u16> = plan.groups().iter().map(String::as_str).zip(1..).collect();
        for row in rows {
            self.ids.push(row.id.as_bytes())?;
            for programme in &row.preferences {
                self.lists.push(if *programme < programmes { *programme } else { UNKNOWN });
            }
            self.lists.close()?;
            let mut passed = 0;
            for test in &row.tests_passed {
                passed |= 1_u64
                    .checked_shl(u32::from(*test))
                    .ok_or_else(|| CandidatesError::Test(row.id.clone()))?;
            }
            self.tests.push(passed);
            if !plan.groups().is_empty() {
                let group = row.group.as_deref().and_then(|group| numbers.get(group));
                self.group.push(group.copied().unwrap_or(0));
            }
        }
        Ok(())
    }

    /// The group of a candidate for quotas: 0 where he has none.
    #[must_use]
    pub fn group(&self, candidate: u32) -> u16 {
        self.group.get(candidate as usize).copied().unwrap_or(0)
    }

    /// Whether a candidate has passed an additional test.
    #[must_use]
    pub fn passed(&self, candidate: u32, test: u8) -> bool {
        let passed = self.tests.get(candidate as usize).copied().unwrap_or(0);
        passed.checked_shr(u32::from(test)).is_some_and(|rest| rest & 1 == 1)
    }

    /// Qualification and household of a candidate.
    #[must_use]
    pub fn standing(&self, candidate: u32) -> Standing {
        self.standing.get(candidate as usize).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programmes::Programme;

    #[test]
    fn repeated_texts_are_found_wherever_they_stand() {
        let of = |texts: &[&str]| {
            let mut all = Texts::default();
            texts.iter().for_each(|text| all.push(text.as_bytes()).unwrap());
            all.repeated()
        };
        assert_eq!(of(&["1", "2", "3"]), []);
        assert_eq!(of(&["3", "1", "2", "1", "3", "1"]), [(3, 1), (4, 0), (5, 1)]);
        assert_eq!(of(&["考1", "考1"]), [(1, 0)]);
        assert_eq!(of(&[]), []);
    }

    #[test]
    fn candidates_in_memory_are_checked() {
        let one = |id: &str| Candidate { id: id.into(), qualified: true, ..Candidate::default() };
        let plan =
            Programmes::from_rows(&[Programme::new("a", 1), Programme::new("b", 1), Programme::new("c", 1)]);
        let plan = plan.unwrap();
        let taken = |rows: &[Candidate]| Candidates::from_rows(rows, &plan).unwrap_err();
        assert_eq!(taken(&[one("1"), one("1")]), CandidatesError::Repeated("1".into()));
        let keyed = Candidate { keys: vec![Score::points(1)], ..one("2") };
        assert_eq!(taken(&[one("1"), keyed]), CandidatesError::UnequalKeys("2".into()));
        let drawn = Candidate { draw: Some(1), ..one("2") };
        assert_eq!(taken(&[drawn, one("1")]), CandidatesError::NoDraw("1".into()));
        assert_eq!(
            taken(&[Candidate { tests_passed: vec![64], ..one("1") }]),
            CandidatesError::Test("1".into())
        );
        let listed = Candidate { preferences: vec![2, UNKNOWN, 2, 0, 3], ..one("1") };
        let candidates = Candidates::from_rows(&[listed, one("2")], &plan).unwrap();
        assert_eq!(candidates.lists.of(0), [2, UNKNOWN, REPEATED, 0, UNKNOWN]);
        assert!(candidates.lists.of(1).is_empty() && candidates.lists.of(2).is_empty());
    }
}
