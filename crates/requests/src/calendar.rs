//! Working days 工作日, by the holidays that are published year by year.

use guantong_model::{Date, words};
use jiff::ToSpan;
use jiff::civil::Weekday;
use std::collections::BTreeSet;

words! {
    /// How the days of a time limit are counted.
    Count {
        /// Every day.
        Calendar = "calendar",
        /// Working days only.
        Working = "working",
    }
}

/// Days off and weekends worked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    pub(crate) off: BTreeSet<Date>,
    pub(crate) worked: BTreeSet<Date>,
    /// The years that are published.
    pub(crate) published: BTreeSet<i16>,
    /// Whether every day of any other year counts.
    pub(crate) every_day: bool,
}

impl Calendar {
    /// Whether a day is a working day: a weekday that is no holiday, or a weekend that is worked for one. Of a year that
    /// is not published, every weekday is, or every day (interpretation `working-days`).
    #[must_use]
    pub fn works(&self, day: Date) -> bool {
        if self.every_day && !self.published.contains(&day.year()) {
            return true;
        }
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        if weekend { self.worked.contains(&day) } else { !self.off.contains(&day) }
    }

    /// The last day of a time limit of so many days that begins after a day.
    #[must_use]
    pub fn due(&self, after: Date, days: u16, count: Count) -> Date {
        if count == Count::Calendar {
            return after.checked_add(i64::from(days).days()).unwrap_or(Date::MAX);
        }
        let (mut day, mut left) = (after, days);
        while left > 0 {
            let Ok(next) = day.tomorrow() else { return Date::MAX };
            day = next;
            left -= u16::from(self.works(day));
        }
        day
    }

    /// The same day so many months later.
    #[must_use]
    pub fn months_after(&self, day: Date, months: u16) -> Date {
        day.checked_add(i64::from(months).months()).unwrap_or(Date::MAX)
    }
}
