//! Fields of a record: their names, and what may stand in them.

use crate::kind::Kind;
use crate::period::Semester;
use guantong_model::Date;

/// What may stand in a field. What is kept is text in one form for each value: dates as 2024-05-18, numbers in figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line of so many characters at most.
    Text(usize),
    /// Several lines of so many characters at most.
    Long(usize),
    /// A day; one that has come where it is of something that happened.
    Day {
        /// Whether it must have come.
        past: bool,
    },
    /// A time of a day, such as 09:30.
    Time,
    /// A whole number between two others.
    Number(i64, i64),
    /// A number with at most two places.
    Decimal,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A semester, such as 2023-1.
    Semester,
    /// A year of results: academic or not, as the edition reads it.
    Year,
    /// A calendar year.
    CalendarYear,
    /// A programme of the two sides.
    Programme,
    /// Another record of the same holder, by its number.
    Record(Kind),
}

/// A field as a kind declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in forms, entries and message ids.
    pub name: &'static str,
    /// What may stand in it.
    pub shape: Shape,
    /// Whether it may not be left empty.
    pub required: bool,
}

/// A field that must be filled in.
pub(crate) const fn must(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, required: true }
}

/// A field that may be left empty.
pub(crate) const fn may(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, required: false }
}

/// The years that may be named on a day, the newest first: from the year before the notice to the next one.
#[must_use]
pub fn years(today: Date) -> Vec<i32> {
    let newest = guantong_model::academic_year(today) + 1;
    (FIRST..=newest).rev().collect()
}

/// The semesters of those years, the newest first.
#[must_use]
pub fn semesters(today: Date) -> Vec<Semester> {
    years(today).into_iter().flat_map(|year| [2, 1].map(|half| Semester { year, half })).collect()
}

/// Records are told of no earlier year: the one in which the notice was issued.
const FIRST: i32 = 2022;
