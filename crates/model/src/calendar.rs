//! Civil dates and the academic calendar of the notice.
//!
//! An academic year begins on 1 September. Semester 1 runs to 31 January, semester 2 from 1 February
//! (interpretation `semester-dates`); the months before a stage's first September are its caller's matter.

/// A civil date, without a zone: all dates of a record are Beijing dates.
pub type Date = jiff::civil::Date;

/// The academic year a date belongs to, named by the calendar year of its September.
///
/// 2024-08-31 belongs to 2023, 2024-09-01 to 2024.
#[must_use]
pub fn academic_year(date: Date) -> i32 {
    let year = i32::from(date.year());
    if date.month() >= 9 { year } else { year - 1 }
}

/// The semester of its academic year a date falls into: 1 (September to January) or 2 (February to August).
#[must_use]
pub fn semester_of(date: Date) -> u8 {
    if matches!(date.month(), 2..=8) { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_year_turns_on_1_september() {
        for (on, year, semester) in [
            (date(2023, 9, 1), 2023, 1),
            (date(2024, 1, 31), 2023, 1),
            (date(2024, 2, 1), 2023, 2),
            (date(2024, 8, 31), 2023, 2),
            (date(2024, 9, 1), 2024, 1),
        ] {
            assert_eq!((academic_year(on), semester_of(on)), (year, semester), "{on}");
        }
    }
}
