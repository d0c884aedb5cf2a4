//! Registers and plans carried forward, year by year.

use super::Position;
use super::observe::{Observed, Pair};
use super::rate::{MILLION, Rate};
use guantong_model::Stage;
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// Thousandths of people: the least, what is expected, the most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// With every rate at its lower end.
    pub low: i64,
    /// With the rates observed.
    pub middle: i64,
    /// With every rate at its upper end.
    pub high: i64,
}

impl AddAssign for Span {
    fn add_assign(&mut self, other: Self) {
        self.low += other.low;
        self.middle += other.middle;
        self.high += other.high;
    }
}

impl Span {
    /// So many people who are known.
    #[must_use]
    pub fn known(people: i64) -> Self {
        let all = people.saturating_mul(1_000);
        Span { low: all, middle: all, high: all }
    }

    /// Those of them that a rate takes.
    fn times(self, rate: Span) -> Self {
        let of = |people: i64, rate: i64| {
            let taken = i128::from(people) * i128::from(rate) / i128::from(MILLION);
            i64::try_from(taken).unwrap_or(i64::MAX)
        };
        Span {
            low: of(self.low, rate.low),
            middle: of(self.middle, rate.middle),
            high: of(self.high, rate.high),
        }
    }

    fn less(self, other: Self) -> Self {
        Span { low: self.low - other.low, middle: self.middle - other.middle, high: self.high - other.high }
    }

    /// The same, each by itself.
    #[must_use]
    pub fn each(self, change: impl Fn(i64) -> i64) -> Self {
        Span { low: change(self.low), middle: change(self.middle), high: change(self.high) }
    }
}

/// How a figure was reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Next {
    /// Of the year before, those one position earlier, or the places of the plan.
    pub from: Span,
    /// Of them those who came.
    pub came: Span,
    /// Of those who were in the position already, those who stay in it.
    pub stayed: Span,
    /// Both.
    pub there: Span,
}

/// A year to come, where students sit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Horizon {
    /// By position.
    pub positions: BTreeMap<Position, Next>,
}

impl Horizon {
    /// Everybody of a stage.
    #[must_use]
    pub fn of(&self, stage: Stage) -> Span {
        let mut sum = Span::default();
        let there = self.positions.iter().filter(|(position, _)| position.stage == stage);
        there.for_each(|(_, next)| sum += next.there);
        sum
    }
}

/// Where students sit, and its years: that of the registers first.
pub type Projected = BTreeMap<String, BTreeMap<i32, Horizon>>;

/// Everybody, from one year to the next: before and entered are left, graduated and after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// On record the year before.
    pub before: Span,
    /// Came in by the plan.
    pub entered: Span,
    /// No longer there.
    pub left: Span,
    /// Graduated from the bachelor stage.
    pub graduated: Span,
    /// On record.
    pub after: Span,
}

/// A projection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Projection {
    /// By where students sit.
    pub hosts: Projected,
    /// The rates used: of a position where students sit, with those of them who stayed in it.
    pub rates: BTreeMap<(String, Position), (Rate, i64)>,
    /// The rates of entry used, by front institution.
    pub entries: BTreeMap<String, Rate>,
    /// The plan each year rests on.
    pub plans: BTreeMap<i32, i32>,
    /// Everybody, by year.
    pub totals: BTreeMap<i32, Totals>,
}

/// How a rate is split: onward, and in the same position.
fn split(rate: &Rate, same: i64) -> (Span, Span) {
    let stays = Span { low: rate.low, middle: rate.middle, high: rate.high };
    let onward = stays.each(|stays| match rate.part {
        0 => stays,
        part => stays.saturating_mul(part - same.clamp(0, part)) / part,
    });
    (onward, stays.less(onward))
}

/// Carries what was observed so many years forward.
#[must_use]
pub fn project(seen: &Observed, years: i32) -> Projection {
    let mut made = Projection::default();
    let mut pairs: Vec<&Pair> = seen.registers.keys().collect();
    let planned = seen.plan(seen.academic_year + years);
    pairs.extend(planned.iter().flat_map(|(_, plan)| plan.keys()));
    pairs.extend((1..=years).filter_map(|n| seen.plan(seen.academic_year + n)).flat_map(|(_, p)| p.keys()));
    pairs.sort_unstable();
    pairs.dedup();
    for pair in pairs {
        let mut there: BTreeMap<Position, Span> = BTreeMap::new();
        for position in Position::ALL {
            let count = seen.registers.get(pair).and_then(|known| known.get(&position)).copied();
            let next = Next { there: Span::known(count.unwrap_or(0)), ..Next::default() };
            there.insert(position, next.there);
            made.note(pair, seen.academic_year, position, next);
        }
        for year in seen.academic_year + 1..=seen.academic_year + years {
            there = made.carry(seen, pair, year, &there);
        }
    }
    made
}

impl Projection {
    /// Notes what a pair adds to a position where its students sit.
    fn note(&mut self, pair: &Pair, year: i32, position: Position, next: Next) {
        if next == Next::default() {
            return;
        }
        let host = self.hosts.entry(pair.host(position).to_owned()).or_default();
        let sum = host.entry(year).or_default().positions.entry(position).or_default();
        sum.from += next.from;
        sum.came += next.came;
        sum.stayed += next.stayed;
        sum.there += next.there;
    }

    /// One year of a pair.
    fn carry(
        &mut self,
        seen: &Observed,
        pair: &Pair,
        year: i32,
        before: &BTreeMap<Position, Span>,
    ) -> BTreeMap<Position, Span> {
        let mut totals = self.totals.remove(&year).unwrap_or_default();
        let mut next: BTreeMap<Position, Next> = BTreeMap::new();
        for (position, people) in before {
            let host = pair.host(*position);
            let (rate, same) = seen.rate(host, *position);
            if *people != Span::default() {
                self.rates.insert((host.to_owned(), *position), (rate, same));
            }
            let (onward, again) = split(&rate, same);
            let (went, stayed) = (people.times(onward), people.times(again));
            totals.before += *people;
            totals.left += people.less(went).less(stayed);
            next.entry(*position).or_default().stayed += stayed;
            match position.next() {
                Some(then) => {
                    let then = next.entry(then).or_default();
                    then.from += *people;
                    then.came += went;
                }
                None => totals.graduated += went,
            }
        }
        if let Some((of, plan)) = seen.plan(year) {
            self.plans.insert(year, of);
            if let Some(places) = plan.get(pair) {
                let rate = seen.entry(&pair.institution);
                self.entries.insert(pair.institution.clone(), rate);
                let from = Span::known(*places);
                let came = from.times(Span { low: rate.low, middle: rate.middle, high: rate.high });
                let first = next.entry(Position::FIRST).or_default();
                first.from += from;
                first.came += came;
                totals.entered += came;
            }
        }
        let mut after = BTreeMap::new();
        for (position, mut reached) in next {
            reached.there = reached.came;
            reached.there += reached.stayed;
            totals.after += reached.there;
            after.insert(position, reached.there);
            self.note(pair, year, position, reached);
        }
        self.totals.insert(year, totals);
        after
    }
}
