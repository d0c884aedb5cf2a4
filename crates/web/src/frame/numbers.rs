//! How figures and moments are written.

use guantong_model::Date;
use jiff::Timestamp;
use jiff::tz::offset;

/// A whole number, however a template comes by it.
pub(crate) trait Count {
    /// The number; what does not fit is as large as can be.
    fn count(&self) -> i64;
}

impl Count for i64 {
    fn count(&self) -> i64 {
        *self
    }
}

impl Count for usize {
    fn count(&self) -> i64 {
        i64::try_from(*self).unwrap_or(i64::MAX)
    }
}

impl<T: Count + ?Sized> Count for &T {
    fn count(&self) -> i64 {
        (*self).count()
    }
}

/// A count with its thousands set apart: 2,810.
pub(super) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        text.push('\u{2212}');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A part of a whole with one decimal, nothing where the whole is none.
///
/// Rounded half up, but 100.0 % only where nothing is missing.
pub(super) fn percent(part: i64, whole: i64) -> Option<String> {
    if whole <= 0 {
        return None;
    }
    let rounded = (i128::from(part) * 2000 + i128::from(whole)) / (i128::from(whole) * 2);
    let thousandths = if part < whole { rounded.min(999) } else { rounded };
    Some(format!("{}.{}%", thousandths / 10, thousandths % 10))
}

/// Date and time of day in Beijing.
pub(super) fn beijing(micros: i64) -> Option<(Date, String)> {
    let there = offset(8).to_datetime(Timestamp::from_microsecond(micros).ok()?);
    Some((there.date(), there.strftime("%H:%M").to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn thousands_are_set_apart() {
        for (number, text) in
            [(0, "0"), (999, "999"), (2810, "2,810"), (1_000_000, "1,000,000"), (-12_406, "\u{2212}12,406")]
        {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn a_hundred_percent_means_nothing_is_missing() {
        for (part, whole, text) in [
            (412, 420, Some("98.1%")),
            (221, 270, Some("81.9%")),
            (2810, 2810, Some("100.0%")),
            (9_999, 10_000, Some("99.9%")),
            (0, 30, Some("0.0%")),
            (0, 0, None),
        ] {
            assert_eq!(percent(part, whole).as_deref(), text, "{part}/{whole}");
        }
    }

    #[test]
    fn moments_are_those_of_beijing() {
        assert_eq!(beijing(1_695_895_200_000_000), Some((date(2023, 9, 28), "18:00".to_owned())));
    }
}
