//! Scores: exact decimals, never binary floating point.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A score in millionths of a point, so that 489.995 stays below 490.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Score(i64);

/// Why a text is no score.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScoreError {
    /// Not a plain decimal number.
    #[error("«{0}» is not a plain decimal number")]
    NotANumber(String),
    /// More than six decimals, or too large to hold.
    #[error("«{0}» has more than 6 decimals or more than 12 digits before them")]
    TooLong(String),
}

impl Score {
    const UNIT: i64 = 1_000_000;

    /// A whole number of points.
    #[must_use]
    pub const fn points(points: i32) -> Self {
        Score(points as i64 * Self::UNIT)
    }

    /// Reads a plain decimal such as `520` or `520.5`; a sign, an exponent or spaces inside are not plain.
    ///
    /// # Errors
    /// [`ScoreError`] names the text that is no score.
    pub fn parse(text: &str) -> Result<Self, ScoreError> {
        let not = || ScoreError::NotANumber(text.to_owned());
        let long = || ScoreError::TooLong(text.to_owned());
        let (whole, decimals) = text.split_once('.').map_or((text, None), |(w, d)| (w, Some(d)));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || decimals.is_some_and(|d| !digits(d)) {
            return Err(not());
        }
        let decimals = decimals.unwrap_or("").trim_end_matches('0');
        if decimals.len() > 6 || whole.trim_start_matches('0').len() > 12 {
            return Err(long());
        }
        let whole: i64 = whole.parse().map_err(|_| long())?;
        let millionths: i64 = format!("{decimals:0<6}").parse().map_err(|_| long())?;
        Ok(Score(whole * Self::UNIT + millionths))
    }

    /// The score in millionths of a point.
    #[must_use]
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// A score from millionths of a point.
    #[must_use]
    pub const fn from_millionths(millionths: i64) -> Self {
        Score(millionths)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 1_000_000, self.0.unsigned_abs() % 1_000_000);
        if rest == 0 {
            write!(f, "{sign}{whole}")
        } else {
            let decimals = format!("{rest:06}");
            write!(f, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
        }
    }
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Score::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_exact_decimals() {
        for (text, shown) in [("490", "490"), ("489.995", "489.995"), ("0520.50", "520.5"), ("0", "0")] {
            assert_eq!(Score::parse(text).unwrap().to_string(), shown);
        }
        assert!(Score::parse("489.995").unwrap() < Score::points(490));
    }

    #[test]
    fn refuses_what_is_no_plain_decimal() {
        for text in ["", ".", "1.", ".5", "-1", "+1", "1e3", "１", " 1", "490分", "1,000", "0.0000001"] {
            assert!(Score::parse(text).is_err(), "{text}");
        }
    }
}
