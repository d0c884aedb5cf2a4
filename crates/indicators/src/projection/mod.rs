//! How many students there will be in the years to come, by where they sit: the registers of a day and the plan carried
//! forward by the rates that were observed of late.
//!
//! Each autumn everybody on record goes on to the next year, stays where he is (留级, or a class behind), or is no longer
//! there. What comes in is the plan's places times the share of them that came before. Each rate has the interval of
//! Wilson (95 %) around it; low and high take every rate at its end, so that the truth of all rates together lies well
//! within. People are reckoned in thousandths, rates in millionths: whole numbers, and nobody is lost.

mod carry;
mod observe;
mod rate;

pub use carry::{Horizon, Next, Projected, Projection, Span, Totals, project};
pub use observe::{Observed, Pair, observed};
pub use rate::Rate;

use crate::facts::Life;
use guantong_model::{Date, Stage, academic_year};

/// A year of a stage: the first of three, and so on (2.a).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The stage.
    pub stage: Stage,
    /// Its year, from 1.
    pub year: i32,
}

impl Position {
    /// The seven years.
    pub const ALL: [Position; 7] = [
        Position { stage: Stage::Secondary, year: 1 },
        Position { stage: Stage::Secondary, year: 2 },
        Position { stage: Stage::Secondary, year: 3 },
        Position { stage: Stage::College, year: 1 },
        Position { stage: Stage::College, year: 2 },
        Position { stage: Stage::Bachelor, year: 1 },
        Position { stage: Stage::Bachelor, year: 2 },
    ];

    /// The first.
    pub const FIRST: Position = Position { stage: Stage::Secondary, year: 1 };

    /// The year after; nothing after the last.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        let mut later = Position::ALL.into_iter().skip_while(|one| *one != self);
        later.next();
        later.next()
    }

    /// The year before; nothing before the first.
    #[must_use]
    pub fn before(self) -> Option<Self> {
        Position::ALL.into_iter().take_while(|one| *one != self).last()
    }

    /// Where a life stands at the end of a day; nowhere where it is not on record. By the years since the stage began: who
    /// repeats, or comes back to a later class, is in its last year for more than one.
    #[must_use]
    pub fn of(life: &Life, on: Date) -> Option<Self> {
        let arrived = life.arrived.filter(|arrived| *arrived <= on)?;
        if life.ended.is_some_and(|ended| ended <= on) {
            return None;
        }
        let begun = |from: Option<Date>| from.filter(|from| *from <= on);
        let (from, stage, years) = match (begun(life.college), begun(life.bachelor)) {
            (_, Some(from)) => (from, Stage::Bachelor, 2),
            (Some(from), None) => (from, Stage::College, 2),
            (None, None) => (arrived, Stage::Secondary, 3),
        };
        let year = (academic_year(on) - academic_year(from) + 1).clamp(1, years);
        Some(Position { stage, year })
    }
}

/// By what rates are observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The day of the year on which heads are counted: month and day.
    pub count_on: (i8, i8),
    /// How many of the last years are taken together.
    pub years: i32,
    /// A rate of an institution by itself needs so many heads; else it is the city's.
    pub least: i64,
}

/// What is assumed of those who will be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assumed {
    /// Who lives in a dormitory, in per cent.
    pub boarding: i64,
    /// How many students a teacher has.
    pub per_teacher: i64,
}

impl Assumed {
    /// The beds for so many thousandths of students, each begun one whole.
    #[must_use]
    pub fn beds(&self, thousandths: i64) -> i64 {
        up(thousandths.saturating_mul(self.boarding), 100_000)
    }

    /// The teachers for so many thousandths of students, each begun one whole.
    #[must_use]
    pub fn teachers(&self, thousandths: i64) -> i64 {
        up(thousandths, self.per_teacher.max(1).saturating_mul(1_000))
    }
}

/// The places for so many thousandths of students, each begun one whole.
#[must_use]
pub fn places(thousandths: i64) -> i64 {
    up(thousandths, 1_000)
}

fn up(value: i64, by: i64) -> i64 {
    (value + by - 1) / by
}
