//! 公布后更正: what becomes of places that were told when a round is derived again from corrected facts.
//!
//! The notice is silent (3.1.3.b leaves the procedure to the examination authority), so the choice is the
//! interpretation `correction-after-publication`. It is made once, when a correction is signed; what stayed is then kept
//! with the correction, so that a replay needs no choice. Not modelled: what becomes of a record that is open already,
//! which the registry decides.

use crate::allocate::{Allocation, NONE};
use crate::eligibility::Reason;
use serde::{Deserialize, Serialize};

/// The interpretation that chooses a [`Reading`].
pub const INTERPRETATION: &str = "correction-after-publication";

/// What a correction does to places that were told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// 就高不就低: each has the better of what was told and what the corrected facts give, over the plan if need be; a
    /// place that was told is taken back only by a decision of the commission.
    #[default]
    BetterOfBoth,
    /// 重新录取: what the corrected facts give, and nothing else.
    Strict,
}

impl Reading {
    /// Every value, as the interpretation names it.
    pub const ALL: [Reading; 2] = [Reading::BetterOfBoth, Reading::Strict];

    /// The word the interpretation has for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Reading::BetterOfBoth => "better-of-both",
            Reading::Strict => "strict",
        }
    }

    /// The value of a word, if it is one of these.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reading| reading.as_str() == text)
    }
}

/// How somebody who was told a place stands to it after a correction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The position of the place that was told in his list as it is now, from 1; nothing where it is not on it.
    pub position: Option<u32>,
    /// The position of the place that the corrected facts give; nothing where they give none.
    pub derived: Option<u32>,
    /// Whether his record was opened at the place that was told.
    pub has_record: bool,
    /// Whether an earlier round has him now (3.1.2.b).
    pub admitted_earlier: bool,
    /// Whether the commission decided to take the place back.
    pub taken_back: bool,
}

/// Whether a place that was told stays his, whatever the corrected facts give.
#[must_use]
pub fn stays(reading: Reading, told: &Told) -> bool {
    if reading == Reading::Strict || told.admitted_earlier || told.taken_back {
        return false;
    }
    // Who has a record is moved by nobody but those who decide on it.
    if told.has_record {
        return true;
    }
    match (told.position, told.derived) {
        (_, None) => true,
        (Some(position), Some(derived)) => position < derived,
        // What was told does not stand on his list: any place that does is better.
        (None, Some(_)) => false,
    }
}

/// A result with some places as they were told before: each a candidate, his programme and its position in his list.
/// Cut-offs stay those of the derived result, because nobody who only kept a place sets one.
#[must_use]
pub fn with_stays(derived: &Allocation, stays: &[(u32, u32, u32)]) -> Allocation {
    let mut told = derived.clone();
    for (candidate, programme, position) in stays {
        let at = *candidate as usize;
        let (Some(seat), Some(place), Some(reason)) =
            (told.programme.get_mut(at), told.position.get_mut(at), told.reason.get_mut(at))
        else {
            continue;
        };
        if *seat != NONE {
            told.filled.get_mut(*seat as usize).into_iter().for_each(|filled| filled.admitted -= 1);
        }
        told.filled.get_mut(*programme as usize).into_iter().for_each(|filled| filled.admitted += 1);
        (*seat, *place, *reason) = (*programme, *position, Reason::Admitted);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_was_told_stays_unless_there_is_a_better_one_or_a_decision() {
        let told = |position, derived| Told { position, derived, ..Told::default() };
        let with = |told, f: fn(&mut Told)| {
            let mut told = told;
            f(&mut told);
            told
        };
        for (told, kept) in [
            (told(Some(1), None), true),
            (told(Some(1), Some(2)), true),
            (told(Some(2), Some(1)), false),
            (told(Some(2), Some(2)), false),
            (told(None, Some(3)), false),
            (told(None, None), true),
            (with(told(Some(2), Some(1)), |told| told.has_record = true), true),
            (with(told(Some(1), None), |told| told.taken_back = true), false),
            (with(told(Some(1), None), |told| told.admitted_earlier = true), false),
        ] {
            assert_eq!(stays(Reading::BetterOfBoth, &told), kept, "{told:?}");
            assert!(!stays(Reading::Strict, &told), "{told:?}");
        }
        assert_eq!(Reading::ALL.map(|reading| Reading::parse(reading.as_str())), Reading::ALL.map(Some));
    }
}
