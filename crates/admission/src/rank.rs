//! Ranking: once for all, by total, then the keys, then the draw where it counts.
//!
//! The whole ladder of a candidate is packed into one 64-bit number where the columns' spans allow, which is
//! what makes ranking a city or a country a plain sort of numbers; else columns are compared one by one.

use crate::candidates::Candidates;
use crate::decimal::Column;
use crate::eligibility::Reason;
use crate::rules::Equal;
use std::cmp::Ordering;

/// Candidates from best to last, and the rank of each.
#[derive(Clone, Debug, Default)]
pub struct Ranking {
    order: Vec<u32>,
    rank: Vec<u32>,
}

/// Why candidates cannot be ranked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RankError {
    /// The draw decides among equals, and there is none.
    #[error("the draw decides among equals, and there is none")]
    NoDraw,
    /// Candidates equal in everything, the draw included: each with the first of his equals.
    #[error("{} candidates have the draw of an equal", .0.len())]
    EqualDraws(Vec<(u32, u32)>),
}

/// A column and whether larger is better in it.
type Rung<'a> = (&'a Column, bool);

impl Ranking {
    /// Ranks the eligible candidates by a score, then by keys and draw.
    ///
    /// # Errors
    /// [`RankError`] where the draw decides and is missing or not decisive.
    pub fn new(
        score: &Column,
        candidates: &Candidates,
        equal: Equal,
        ineligible: &[Option<Reason>],
    ) -> Result<Self, RankError> {
        let mut ladder: Vec<Rung<'_>> = vec![(score, true)];
        ladder.extend(candidates.keys.iter().map(|key| (key, true)));
        let who: Vec<u32> =
            (0..).zip(ineligible).filter(|(_, why)| why.is_none()).map(|(who, _)| who).collect();
        if equal == Equal::Draw {
            let draw = candidates.draw.as_ref();
            match draw {
                Some(draw) => ladder.push((draw, false)),
                None if who.is_empty() => {}
                None => return Err(RankError::NoDraw),
            }
        }
        let ranking = match Packing::of(&ladder, &who) {
            Some(packing) => Self::packed(&packing, who, ineligible.len()),
            None => Self::compared(&ladder, who, ineligible.len()),
        };
        if equal == Equal::Draw {
            let mut equal = Vec::new();
            for group in ranking.groups() {
                if let Some((first, rest)) = group.split_first() {
                    equal.extend(rest.iter().map(|later| (*later, *first)));
                }
            }
            if !equal.is_empty() {
                equal.sort_unstable();
                return Err(RankError::EqualDraws(equal));
            }
        }
        Ok(ranking)
    }

    fn packed(packing: &Packing<'_>, who: Vec<u32>, count: usize) -> Self {
        let mut keyed: Vec<(u64, u32)> =
            who.iter().map(|candidate| (packing.key(*candidate), *candidate)).collect();
        drop(who);
        keyed.sort_unstable();
        let mut rank = vec![0; count];
        let (mut place, mut before) = (0, None);
        for (position, (key, candidate)) in (1_u32..).zip(&keyed) {
            if before != Some(*key) {
                (place, before) = (position, Some(*key));
            }
            if let Some(rank) = rank.get_mut(*candidate as usize) {
                *rank = place;
            }
        }
        Ranking { order: keyed.into_iter().map(|(_, candidate)| candidate).collect(), rank }
    }

    fn compared(ladder: &[Rung<'_>], mut order: Vec<u32>, count: usize) -> Self {
        order.sort_unstable_by(|a, b| compare(ladder, *a, *b).then(a.cmp(b)));
        let mut rank = vec![0; count];
        let mut place = 1;
        for group in order.chunk_by(|a, b| compare(ladder, *a, *b).is_eq()) {
            for candidate in group {
                if let Some(rank) = rank.get_mut(*candidate as usize) {
                    *rank = place;
                }
            }
            place += u32::try_from(group.len()).unwrap_or(u32::MAX);
        }
        Ranking { order, rank }
    }

    /// The eligible candidates from best to last, equals in the order of the list.
    #[must_use]
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// The rank of a candidate, from 1; equals share theirs. 0 where he is not ranked.
    #[must_use]
    pub fn rank(&self, candidate: u32) -> u32 {
        self.rank.get(candidate as usize).copied().unwrap_or(0)
    }

    /// Candidates from best to last, those of equal rank together.
    pub fn groups(&self) -> impl Iterator<Item = &[u32]> {
        self.order.chunk_by(|a, b| self.rank(*a) == self.rank(*b))
    }
}

fn compare(ladder: &[Rung<'_>], a: u32, b: u32) -> Ordering {
    for (column, larger_first) in ladder {
        let order = column.at(a).cmp(&column.at(b));
        let order = if *larger_first { order.reverse() } else { order };
        if order.is_ne() {
            return order;
        }
    }
    Ordering::Equal
}

/// How the ladder goes into 64 bits: of each rung its column, its best value and how many bits it takes.
struct Packing<'a> {
    rungs: Vec<(Rung<'a>, i64, u32)>,
}

impl<'a> Packing<'a> {
    fn of(ladder: &[Rung<'a>], who: &[u32]) -> Option<Self> {
        let mut rungs = Vec::with_capacity(ladder.len());
        let mut bits = 0;
        for (column, larger_first) in ladder {
            let mut values = who.iter().map(|candidate| column.at(*candidate));
            let first = values.next().unwrap_or(0);
            let (least, most) = values.fold((first, first), |(least, most), v| (least.min(v), most.max(v)));
            let width = u64::BITS - most.abs_diff(least).leading_zeros();
            // A rung on which all are level takes no bits and is left out, which keeps shifts below 64.
            if width > 0 {
                bits += width;
                rungs.push(((*column, *larger_first), if *larger_first { most } else { least }, width));
            }
        }
        (bits <= u64::BITS).then_some(Packing { rungs })
    }

    /// Smaller is better.
    fn key(&self, candidate: u32) -> u64 {
        let mut key = 0_u64;
        for ((column, _), best, width) in &self.rungs {
            key = key.checked_shl(*width).unwrap_or(0) | column.at(candidate).abs_diff(*best);
        }
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decimal::Decimal;

    fn column(texts: &[&str]) -> Column {
        let mut column = Column::default();
        texts.iter().for_each(|text| column.push(Decimal::parse(text.as_bytes()).unwrap()).unwrap());
        column
    }

    fn field(keys: Vec<Column>, draw: Option<Column>) -> Candidates {
        Candidates { keys, draw, ..Candidates::default() }
    }

    #[test]
    fn total_then_keys_then_draw() {
        let total = column(&["500", "500", "489.995", "490", "500", "490"]);
        let field = field(
            vec![column(&["1", "0", "0", "-5", "1", "-5"]), column(&["90", "99", "0", "0", "90.5", "0"])],
            Some(column(&["6", "5", "4", "3", "2", "1"])),
        );
        let all = [None; 6];
        let drawn = Ranking::new(&total, &field, Equal::Draw, &all).unwrap();
        assert_eq!(drawn.order(), [4, 0, 1, 5, 3, 2]);
        let shared = Ranking::new(&total, &field, Equal::Refer, &all).unwrap();
        let ranks: Vec<u32> = (0..6).map(|candidate| shared.rank(candidate)).collect();
        assert_eq!(ranks, [2, 3, 6, 4, 1, 4]);
        assert_eq!(shared.groups().map(<[u32]>::len).collect::<Vec<_>>(), [1, 1, 1, 2, 1]);
        let some = [None, Some(Reason::BelowFloor), None, None, None, None];
        let some = Ranking::new(&total, &field, Equal::Refer, &some).unwrap();
        assert_eq!((some.rank(1), some.rank(3), some.order().len()), (0, 3, 5));
    }

    #[test]
    fn wide_columns_rank_like_narrow_ones() {
        let wide = ["999999999999999999", "-999999999999999999", "0", "0", "7"];
        let field = field(vec![column(&wide), column(&wide)], None);
        let ranking = Ranking::new(&column(&wide), &field, Equal::AdmitAll, &[None; 5]).unwrap();
        assert_eq!(ranking.order(), [0, 4, 2, 3, 1]);
        assert_eq!((1..5).map(|candidate| ranking.rank(candidate)).collect::<Vec<_>>(), [5, 3, 3, 2]);
    }

    #[test]
    fn a_draw_must_decide() {
        let total = column(&["500", "500", "500"]);
        let ranked = |draw| Ranking::new(&total, &field(vec![], draw), Equal::Draw, &[None; 3]).unwrap_err();
        assert_eq!(ranked(None), RankError::NoDraw);
        assert_eq!(ranked(Some(column(&["1", "2", "1"]))), RankError::EqualDraws(vec![(2, 0)]));
        assert_eq!(ranked(Some(column(&["1", "1", "1"]))), RankError::EqualDraws(vec![(1, 0), (2, 0)]));
    }
}
