//! Periods in which a duty is to be met: semesters, and years.

use guantong_model::Date;
use serde::{Deserialize, Serialize};

/// A semester: the year of its September, and which half of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Semester {
    /// The calendar year of the academic year's September.
    pub year: i32,
    /// 1 from September, 2 from February or March.
    pub half: u8,
}

impl Semester {
    /// The semester of a day, the second beginning with this month.
    #[must_use]
    pub fn of(on: Date, second: i8) -> Self {
        let half = if (second..=8).contains(&on.month()) { 2 } else { 1 };
        Semester { year: guantong_model::academic_year(on), half }
    }

    /// The first day.
    #[must_use]
    pub fn begins(self, second: i8) -> Date {
        if self.half == 2 { day(self.year + 1, second, 1) } else { day(self.year, 9, 1) }
    }

    /// The last day.
    #[must_use]
    pub fn ends(self, second: i8) -> Date {
        if self.half == 2 {
            return day(self.year + 1, 8, 31);
        }
        Semester { half: 2, ..self }.begins(second).yesterday().unwrap_or(Date::MAX)
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        match self.half {
            1 => Semester { half: 2, ..self },
            _ => Semester { year: self.year + 1, half: 1 },
        }
    }

    /// The semester of a text such as 2023-1.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, half) = text.split_once('-')?;
        let (year, half) = (year.parse().ok()?, half.parse().ok()?);
        ((2000..2200).contains(&year) && (1..=2).contains(&half)).then_some(Semester { year, half })
    }
}

impl std::fmt::Display for Semester {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.year, self.half)
    }
}

/// When something is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// At all times from a day on.
    Standing,
    /// In a semester.
    Semester(Semester),
    /// In an academic year, by its September.
    AcademicYear(i32),
    /// In a calendar year.
    CalendarYear(i32),
}

impl Period {
    /// The first and the last day; nothing of what holds at all times.
    #[must_use]
    pub fn days(self, second: i8) -> Option<(Date, Date)> {
        match self {
            Period::Standing => None,
            Period::Semester(semester) => Some((semester.begins(second), semester.ends(second))),
            Period::AcademicYear(year) => Some((day(year, 9, 1), day(year + 1, 8, 31))),
            Period::CalendarYear(year) => Some((day(year, 1, 1), day(year, 12, 31))),
        }
    }
}

/// A day that is there in every year.
pub(crate) fn day(year: i32, month: i8, day: i8) -> Date {
    i16::try_from(year).ok().and_then(|year| Date::new(year, month, day).ok()).unwrap_or(Date::MAX)
}

/// A day some days later.
pub(crate) fn later(on: Date, days: i64) -> Date {
    on.saturating_add(jiff::Span::new().days(days.clamp(0, 10_000)))
}
