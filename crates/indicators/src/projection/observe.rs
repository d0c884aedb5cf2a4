//! What rates are made of: who was there on one count and on the next.

use super::rate::Rate;
use super::{Position, Terms};
use crate::facts::{Facts, Life};
use guantong_model::{Date, Stage, academic_year};
use std::collections::BTreeMap;

/// The two sides whose students they are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// The front institution, where the first five years are spent.
    pub institution: String,
    /// The university of the last two.
    pub university: String,
}

impl Pair {
    fn of(life: &Life) -> Self {
        let university = life.bachelor_at.as_ref().unwrap_or(&life.now.university);
        Pair { institution: life.now.institution.clone(), university: university.clone() }
    }

    /// Where those of a position sit.
    #[must_use]
    pub fn host(&self, position: Position) -> &str {
        if position.stage == Stage::Bachelor { &self.university } else { &self.institution }
    }
}

/// Those of a position from one count to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Moves {
    pub(super) there: i64,
    pub(super) onward: i64,
    pub(super) same: i64,
}

/// What was observed by a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observed {
    /// The academic year of the day.
    pub academic_year: i32,
    /// Who is on record, by position.
    pub registers: BTreeMap<Pair, BTreeMap<Position, i64>>,
    /// Places of plans by year.
    pub plans: BTreeMap<i32, BTreeMap<Pair, i64>>,
    pub(super) moves: BTreeMap<(String, Position), Moves>,
    /// Of places, those who came by the count of their first year.
    pub(super) entered: BTreeMap<String, (i64, i64)>,
    pub(super) least: i64,
}

impl Observed {
    /// The same with every count of people changed alike, as to the nearest five.
    #[must_use]
    pub fn with_counts(mut self, change: impl Fn(i64) -> i64) -> Self {
        self.registers.values_mut().flat_map(BTreeMap::values_mut).for_each(|count| *count = change(*count));
        for moves in self.moves.values_mut() {
            let Moves { there, onward, same } = moves;
            *there = change(*there);
            *onward = change(*onward).min(*there);
            *same = change(*same).min(*there - *onward);
        }
        self.entered.values_mut().for_each(|(_, came)| *came = change(*came));
        self
    }

    /// How many of a position went on or stayed, from one count to the next, and of them who stayed: of the host by
    /// itself where it has enough of them, else of the city.
    #[must_use]
    pub fn rate(&self, host: &str, position: Position) -> (Rate, i64) {
        let own = self.moves.get(&(host.to_owned(), position)).copied().unwrap_or_default();
        let (moves, is_own) = if own.there >= self.least.max(1) {
            (own, true)
        } else {
            let mut all = Moves::default();
            for (_, moves) in self.moves.iter().filter(|((_, at), _)| *at == position) {
                all.there += moves.there;
                all.onward += moves.onward;
                all.same += moves.same;
            }
            (all, false)
        };
        (Rate::of(moves.onward + moves.same, moves.there, is_own), moves.same)
    }

    /// How many of an institution's places were filled by the count, or of the city's where it had too few.
    #[must_use]
    pub fn entry(&self, institution: &str) -> Rate {
        match self.entered.get(institution).filter(|(places, _)| *places >= self.least.max(1)) {
            Some((places, came)) => Rate::of(*came, *places, true),
            None => {
                let sum = self.entered.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
                Rate::of(sum.1, sum.0, false)
            }
        }
    }

    /// The plan of a year: its own, else the last one before it.
    #[must_use]
    pub fn plan(&self, year: i32) -> Option<(i32, &BTreeMap<Pair, i64>)> {
        self.plans.range(..=year).next_back().map(|(year, plan)| (*year, plan))
    }
}

/// The counts of so many last years by a day, the newest first.
fn counts(on: Date, terms: &Terms) -> Vec<Date> {
    let (month, day) = terms.count_on;
    let count = |year: i32| i16::try_from(year).ok().and_then(|year| Date::new(year, month, day).ok());
    let this = i32::from(on.year());
    let all = (0..=terms.years.max(0) + 1).filter_map(|back| count(this - back));
    let by: Vec<Date> = all.filter(|count| *count <= on).collect();
    by.into_iter().take(usize::try_from(terms.years.max(0)).unwrap_or(0) + 1).collect()
}

/// What was observed by a day, of facts as they stood then.
#[must_use]
pub fn observed(facts: &Facts, on: Date, terms: &Terms) -> Observed {
    let mut seen = Observed { academic_year: facts.academic_year, least: terms.least, ..Observed::default() };
    for line in &facts.lines {
        let pair =
            Pair { institution: line.seat.institution.clone(), university: line.seat.university.clone() };
        *seen.plans.entry(line.year).or_default().entry(pair).or_default() += line.places;
    }
    let counts = counts(on, terms);
    for life in &facts.lives {
        let pair = Pair::of(life);
        if let Some(position) = Position::of(life, on) {
            *seen.registers.entry(pair.clone()).or_default().entry(position).or_default() += 1;
        }
        for (later, earlier) in counts.iter().zip(counts.iter().skip(1)) {
            let Some(position) = Position::of(life, *earlier) else { continue };
            let moves = seen.moves.entry((pair.host(position).to_owned(), position)).or_default();
            moves.there += 1;
            let through = life.graduated && life.bachelor.is_some();
            match Position::of(life, *later) {
                Some(then) if then > position => moves.onward += 1,
                Some(_) => moves.same += 1,
                None => moves.onward += i64::from(through && position.stage == Stage::Bachelor),
            }
        }
    }
    let years: Vec<(i32, Date)> = counts
        .iter()
        .take(usize::try_from(terms.years.max(0)).unwrap_or(0))
        .map(|count| (academic_year(*count), *count))
        .collect();
    for line in facts.lines.iter().filter(|line| years.iter().any(|(year, _)| *year == line.year)) {
        seen.entered.entry(line.seat.institution.clone()).or_default().0 += line.places;
    }
    for life in &facts.lives {
        let count = years.iter().find(|(year, _)| *year == life.entry_year).map(|(_, count)| *count);
        if count.is_some_and(|count| Position::of(life, count).is_some()) {
            seen.entered.entry(life.place.institution.clone()).or_default().1 += 1;
        }
    }
    seen
}
