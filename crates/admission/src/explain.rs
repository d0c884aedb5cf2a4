//! Why a candidate has what he has, preference by preference, worked out when asked from the results alone.

use crate::allocate::{Allocation, LastAdmitted};
use crate::candidates::{Candidates, REPEATED, UNKNOWN};
use crate::decimal::Decimal;
use crate::eligibility::{Outcome, Reason};
use crate::programmes::Programmes;
use crate::rules::{Equal, Rules};
use guantong_model::{Fact, Message, Score};
use serde::Serialize;

/// What first tells a candidate from the last admitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "by")]
pub enum Difference {
    /// The score the programme ranks by.
    Score {
        /// Of the last admitted.
        theirs: String,
        /// Of the candidate.
        yours: String,
    },
    /// A key of the order of equal scores.
    Key {
        /// Which, from 1.
        key: u32,
        /// Of the last admitted.
        theirs: String,
        /// Of the candidate.
        yours: String,
    },
    /// The draw; smaller is better.
    Draw {
        /// Of the last admitted.
        theirs: String,
        /// Of the candidate.
        yours: String,
    },
    /// The position at which each names the programme; earlier is better.
    Position {
        /// Of the last admitted.
        theirs: u32,
        /// Of the candidate.
        yours: u32,
    },
    /// Nothing: the programme admitted nobody, or the two are equal.
    Nothing,
}

/// Why one preference was given or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum Why {
    /// The round has no such programme.
    Unknown,
    /// Named before on the same list: the first mention counts.
    Repeated,
    /// The candidate does not take part in the round.
    NotEligible {
        /// Why not.
        reason: Reason,
    },
    /// The programme demands an additional test he has not passed.
    NoTest {
        /// The test, by number.
        test: u8,
    },
    /// Admitted here.
    Admitted {
        /// As which, from 1; equals share theirs.
        nth: u32,
        /// Places of the programme.
        places: u32,
    },
    /// All places were taken at his turn.
    Full {
        /// Places of the programme.
        places: u32,
        /// Places taken before him.
        taken: u32,
        /// How he differs from the last admitted.
        difference: Difference,
    },
    /// Places were left, but none for his group.
    QuotaFull {
        /// The group.
        group: String,
        /// At most so many of it.
        places: u32,
        /// So many of it before him.
        taken: u32,
        /// How he differs from the last of his group admitted.
        difference: Difference,
    },
    /// A better preference was given: not looked at.
    NotLookedAt,
}

/// One preference and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Preference {
    /// Its position in the list, from 1.
    pub position: u32,
    /// The programme, by index; nothing where the round has none of that code or it is named again.
    pub programme: Option<u32>,
    /// Why it was given or not.
    #[serde(flatten)]
    pub why: Why,
}

/// A candidate's result and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// Admitted, not admitted or ineligible.
    pub outcome: Outcome,
    /// Why.
    pub reason: Reason,
    /// His total.
    pub total: String,
    /// His rank by total, from 1; nothing where he is not eligible.
    pub rank: Option<u32>,
    /// How many are ranked.
    pub ranked: u32,
    /// His preferences in order.
    pub preferences: Vec<Preference>,
}

/// Answers for any candidate of a run: who was admitted where, best first.
pub struct Explainer<'a> {
    rules: &'a Rules,
    programmes: &'a Programmes,
    candidates: &'a Candidates,
    allocation: &'a Allocation,
    /// Admitted candidates by programme, as rank, position and candidate.
    admitted: Vec<Vec<(u32, u32, u32)>>,
}

impl<'a> Explainer<'a> {
    /// Prepares answers about a run, in one pass over its results.
    #[must_use]
    pub fn new(
        rules: &'a Rules,
        programmes: &'a Programmes,
        candidates: &'a Candidates,
        allocation: &'a Allocation,
    ) -> Self {
        let mut admitted: Vec<Vec<(u32, u32, u32)>> = vec![Vec::new(); programmes.all_places().len()];
        let position_counts = rules.equal == Equal::PositionThenAll;
        for candidate in 0..candidates.count() {
            let Some((programme, position)) = allocation.admitted(candidate) else { continue };
            let rank = allocation.measures.rank(programme, candidate);
            let entry = (rank, if position_counts { position } else { 0 }, candidate);
            admitted.get_mut(programme as usize).into_iter().for_each(|list| list.push(entry));
        }
        admitted.iter_mut().for_each(|list| list.sort_unstable());
        Explainer { rules, programmes, candidates, allocation, admitted }
    }

    /// Why a candidate, by index, has what he has.
    #[must_use]
    pub fn explain(&self, candidate: u32) -> Explanation {
        let reason = self.allocation.reason(candidate);
        let ranking = self.allocation.ranking();
        let list = self.candidates.lists.of(candidate);
        let preferences = (1_u32..).zip(list).map(|(position, entry)| {
            let known = *entry != UNKNOWN && *entry != REPEATED;
            let why = self.why(candidate, reason, position, *entry);
            Preference { position, programme: known.then_some(*entry), why }
        });
        Explanation {
            outcome: reason.outcome(),
            reason,
            total: self.candidates.total.decimal(candidate).to_string(),
            rank: Some(ranking.rank(candidate)).filter(|rank| *rank > 0),
            ranked: u32::try_from(ranking.order().len()).unwrap_or(u32::MAX),
            preferences: preferences.collect(),
        }
    }

    fn why(&self, candidate: u32, reason: Reason, position: u32, entry: u32) -> Why {
        let seat = self.allocation.admitted(candidate);
        if reason.outcome() == Outcome::Ineligible {
            return Why::NotEligible { reason };
        }
        match entry {
            UNKNOWN => return Why::Unknown,
            REPEATED => return Why::Repeated,
            _ => {}
        }
        if seat.is_some_and(|(_, given)| given < position) {
            return Why::NotLookedAt;
        }
        if let Some(test) =
            self.programmes.additional_test(entry).filter(|test| !self.candidates.passed(candidate, *test))
        {
            return Why::NoTest { test };
        }
        let ahead = self.ahead(candidate, entry, position);
        let places = self.programmes.places(entry);
        let taken = u32::try_from(ahead.len()).unwrap_or(u32::MAX);
        if seat.is_some_and(|(_, given)| given == position) {
            return Why::Admitted { nth: taken + 1, places };
        }
        let by_group = |group: u16| {
            let same = move |other: &&(u32, u32, u32)| self.candidates.groups(other.2).any(|of| of == group);
            let taken_by_group = u32::try_from(ahead.iter().filter(same).count()).unwrap_or(u32::MAX);
            let most = self.programmes.quota(entry, group)?;
            (taken < places && taken_by_group >= most)
                .then(|| (group, most, taken_by_group, ahead.iter().rfind(same).map(|last| last.2)))
        };
        match self.candidates.groups(candidate).find_map(by_group) {
            Some((group, most, taken_by_group, last)) => Why::QuotaFull {
                group: usize::from(group)
                    .checked_sub(1)
                    .and_then(|at| self.programmes.groups().get(at))
                    .cloned()
                    .unwrap_or_default(),
                places: most,
                taken: taken_by_group,
                difference: self.difference(candidate, entry, position, last),
            },
            None => {
                let last = self.allocation.filled.get(entry as usize).and_then(|filled| filled.last);
                Why::Full {
                    places,
                    taken,
                    difference: self.difference(
                        candidate,
                        entry,
                        position,
                        last.map(|last: LastAdmitted| last.candidate),
                    ),
                }
            }
        }
    }

    /// Those a programme admitted who stand strictly before a candidate.
    fn ahead(&self, candidate: u32, programme: u32, position: u32) -> &[(u32, u32, u32)] {
        let list = self.admitted.get(programme as usize).map_or(&[][..], Vec::as_slice);
        let position = if self.rules.equal == Equal::PositionThenAll { position } else { 0 };
        let own = (self.allocation.measures.rank(programme, candidate), position);
        let count = list.partition_point(|(rank, position, _)| (*rank, *position) < own);
        list.get(..count).unwrap_or_default()
    }

    fn difference(&self, candidate: u32, programme: u32, position: u32, last: Option<u32>) -> Difference {
        let Some(last) = last else { return Difference::Nothing };
        let score = |who| self.allocation.measures.score(self.candidates, programme, who);
        if score(last) != score(candidate) {
            return Difference::Score {
                theirs: score(last).to_string(),
                yours: score(candidate).to_string(),
            };
        }
        let words = |column: &crate::decimal::Column| {
            let (theirs, yours): (Decimal, Decimal) = (column.decimal(last), column.decimal(candidate));
            (theirs != yours).then(|| (theirs.to_string(), yours.to_string()))
        };
        for (key, column) in (1_u32..).zip(&self.candidates.keys) {
            if let Some((theirs, yours)) = words(column) {
                return Difference::Key { key, theirs, yours };
            }
        }
        match self.rules.equal {
            Equal::Draw => match self.candidates.draw.as_ref().and_then(words) {
                Some((theirs, yours)) => Difference::Draw { theirs, yours },
                None => Difference::Nothing,
            },
            Equal::PositionThenAll => match self.allocation.admitted(last) {
                Some((_, theirs)) if theirs != position => Difference::Position { theirs, yours: position },
                _ => Difference::Nothing,
            },
            Equal::AdmitAll | Equal::Refer => Difference::Nothing,
        }
    }
}

/// A number as a score where it is one the model holds, else as it is written.
fn points(text: &str) -> Fact {
    Score::parse(text).map_or_else(|_| Fact::Text(text.to_owned()), Fact::Score)
}

impl Preference {
    /// The sentences of this preference: what became of it, and how the candidate differs from the last admitted.
    /// The programme's name is the caller's to add.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        let say = |id: &str| Message::new(&format!("admission-why-{id}")).with("position", self.position);
        let (sentence, difference) = match &self.why {
            Why::Unknown => (say("unknown"), None),
            Why::Repeated => (say("repeated"), None),
            Why::NotEligible { reason } => (Message::new(&reason.message_id()), None),
            Why::NoTest { .. } => (say("no-test"), None),
            Why::Admitted { nth, places } => {
                (say("admitted").with("nth", *nth).with("places", *places), None)
            }
            Why::Full { places, taken, difference } => {
                (say("full").with("places", *places).with("taken", *taken), Some(difference))
            }
            Why::QuotaFull { group, places, taken, difference } => {
                let say = say("quota-full").with("group", group.as_str());
                (say.with("places", *places).with("taken", *taken), Some(difference))
            }
            Why::NotLookedAt => (say("not-looked-at"), None),
        };
        let mut messages = vec![sentence];
        messages.extend(difference.and_then(Difference::message));
        messages
    }
}

impl Difference {
    /// The sentence of this difference, if there is one.
    #[must_use]
    pub fn message(&self) -> Option<Message> {
        let say = |id: &str| Message::new(&format!("admission-differs-{id}"));
        Some(match self {
            Difference::Score { theirs, yours } => {
                say("score").with("theirs", points(theirs)).with("yours", points(yours))
            }
            Difference::Key { key, theirs, yours } => {
                say("key").with("key", *key).with("theirs", points(theirs)).with("yours", points(yours))
            }
            Difference::Draw { theirs, yours } => {
                say("draw").with("theirs", theirs.as_str()).with("yours", yours.as_str())
            }
            Difference::Position { theirs, yours } => {
                say("position").with("theirs", *theirs).with("yours", *yours)
            }
            Difference::Nothing => return None,
        })
    }
}
