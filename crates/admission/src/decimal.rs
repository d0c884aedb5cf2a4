//! Exact decimals in columns: every number of a column is one whole number at the column's own scale.
//!
//! 489.995 stays below 490, and no binary floating point is met on the way. A column keeps as many decimals
//! as its longest value needs; a number which does not fit 18 digits at that scale is bad input.

use guantong_model::Score;
use std::cmp::Ordering;
use std::fmt;

/// The most digits a number of a column may need.
pub const DIGITS_MAX: u32 = 18;

/// A plain decimal number as read: `digits` × 10^−`scale`, without trailing zeros after the point.
#[derive(Clone, Copy, Debug, Default)]
pub struct Decimal {
    digits: i64,
    scale: u8,
}

/// Why a text is no number of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// Not a plain decimal such as `520` or `-0.5`: a plus sign, an exponent, a bare point, anything else.
    #[error("not a plain decimal number")]
    NotANumber,
    /// More than 18 digits, alone or at the scale of its column.
    #[error("more than {DIGITS_MAX} digits")]
    TooLong,
}

impl Decimal {
    /// Reads a plain decimal; a minus sign is allowed, a plus sign, an exponent and spaces are not.
    ///
    /// # Errors
    /// [`DecimalError`] says whether it is no number or one too long to hold.
    pub fn parse(text: &[u8]) -> Result<Self, DecimalError> {
        let (negative, unsigned) = match text {
            [b'-', rest @ ..] => (true, rest),
            _ => (false, text),
        };
        let mut halves = unsigned.splitn(2, |b| *b == b'.');
        let whole = halves.next().unwrap_or_default();
        let decimals = halves.next();
        if whole.is_empty() || decimals.is_some_and(<[u8]>::is_empty) {
            return Err(DecimalError::NotANumber);
        }
        let decimals = decimals.unwrap_or_default();
        let zeros = decimals.iter().rev().take_while(|b| **b == b'0').count();
        let kept = decimals.len() - zeros;
        let mut digits: i64 = 0;
        let mut fits = true;
        for byte in whole.iter().chain(decimals.iter().take(kept)) {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                return Err(DecimalError::NotANumber);
            }
            fits &= digits < 10_i64.pow(DIGITS_MAX - 1);
            digits = digits.wrapping_mul(10).wrapping_add(i64::from(digit));
        }
        let scale = u8::try_from(kept).ok().filter(|scale| fits && u32::from(*scale) <= DIGITS_MAX);
        let scale = scale.ok_or(DecimalError::TooLong)?;
        Ok(Decimal { digits: if negative { -digits } else { digits }, scale })
    }

    /// Whether the number is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.digits < 0
    }

    /// The number as a whole number at a scale, if it fits 18 digits there.
    fn at_scale(self, scale: u8) -> Option<i64> {
        let factor = 10_i64.checked_pow(u32::from(scale.checked_sub(self.scale)?))?;
        self.digits.checked_mul(factor).filter(|digits| digits.unsigned_abs() < 10_u64.pow(DIGITS_MAX))
    }
}

impl From<Score> for Decimal {
    fn from(score: Score) -> Self {
        Decimal { digits: score.millionths(), scale: SCORE_SCALE }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        // Each side has at most 18 digits and is raised by at most 18: no overflow in 128 bits.
        let raised = |one: &Decimal, by: u8| i128::from(one.digits) * 10_i128.pow(u32::from(by));
        raised(self, other.scale).cmp(&raised(other, self.scale))
    }
}
impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Decimal {}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let unit = 10_u64.pow(u32::from(self.scale));
        let (whole, rest) = (self.digits.unsigned_abs() / unit, self.digits.unsigned_abs() % unit);
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let decimals = format!("{rest:0width$}", width = usize::from(self.scale));
        write!(f, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
    }
}

/// Scores of the model are millionths of a point.
const SCORE_SCALE: u8 = 6;

/// One column of numbers, a number a candidate.
#[derive(Clone, Debug, Default)]
pub struct Column {
    values: Vec<i64>,
    scale: u8,
}

impl Column {
    /// A column of scores.
    #[must_use]
    pub fn of_scores(scores: impl IntoIterator<Item = Score>) -> Self {
        Column { values: scores.into_iter().map(Score::millionths).collect(), scale: SCORE_SCALE }
    }

    /// A column of whole numbers.
    #[must_use]
    pub fn of_numbers(numbers: impl IntoIterator<Item = i64>) -> Self {
        Column { values: numbers.into_iter().collect(), scale: 0 }
    }

    /// Adds a number, raising the scale of the whole column where it has more decimals than any before.
    ///
    /// # Errors
    /// [`DecimalError::TooLong`] where it, or one before it, does not fit 18 digits at the column's scale;
    /// the column is then unchanged.
    pub fn push(&mut self, number: Decimal) -> Result<(), DecimalError> {
        if number.scale > self.scale {
            self.raise(number.scale)?;
        }
        self.values.push(number.at_scale(self.scale).ok_or(DecimalError::TooLong)?);
        Ok(())
    }

    fn raise(&mut self, scale: u8) -> Result<(), DecimalError> {
        let factor = 10_i64.pow(u32::from(scale - self.scale));
        let limit = 10_i64.pow(DIGITS_MAX) / factor;
        if self.values.iter().any(|value| value.unsigned_abs() >= limit.unsigned_abs()) {
            return Err(DecimalError::TooLong);
        }
        self.values.iter_mut().for_each(|value| *value *= factor);
        self.scale = scale;
        Ok(())
    }

    /// The number of a candidate, in units of the column's scale; 0 beyond the end.
    #[must_use]
    pub fn at(&self, candidate: u32) -> i64 {
        self.values.get(candidate as usize).copied().unwrap_or(0)
    }

    /// The number of a candidate as a decimal.
    #[must_use]
    pub fn decimal(&self, candidate: u32) -> Decimal {
        self.as_decimal(self.at(candidate))
    }

    /// A number in units of this column's scale as a decimal.
    #[must_use]
    pub fn as_decimal(&self, units: i64) -> Decimal {
        Decimal { digits: units, scale: self.scale }
    }

    /// How many numbers the column has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether the column has no number.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The smallest whole number at this column's scale that is not below `limit`.
    #[must_use]
    pub fn least_not_below(&self, limit: Decimal) -> i64 {
        let units = if limit.scale <= self.scale {
            i128::from(limit.digits) * 10_i128.pow(u32::from(self.scale - limit.scale))
        } else {
            let divisor = 10_i128.pow(u32::from(limit.scale - self.scale));
            let digits = i128::from(limit.digits);
            digits.div_euclid(divisor) + i128::from(digits.rem_euclid(divisor) != 0)
        };
        i64::try_from(units).unwrap_or(if units < 0 { i64::MIN } else { i64::MAX })
    }

    /// The sum of columns times their weights, candidate by candidate, exact; nothing where a sum does not
    /// fit 18 digits.
    #[must_use]
    pub fn weighted(parts: &[(&Column, Decimal)]) -> Option<Column> {
        let scale = parts.iter().map(|(column, weight)| column.scale + weight.scale).max()?;
        let length = parts.iter().map(|(column, _)| column.len()).max()?;
        let mut sums = vec![0_i128; length];
        for (column, weight) in parts {
            let raise = 10_i128.checked_pow(u32::from(scale - column.scale - weight.scale))?;
            let factor = i128::from(weight.digits).checked_mul(raise)?;
            for (sum, value) in sums.iter_mut().zip(&column.values) {
                *sum = sum.checked_add(i128::from(*value).checked_mul(factor)?)?;
            }
        }
        // What all sums have in common behind the last digit they need is dropped again.
        let mut scale = scale;
        while scale > 0 && sums.iter().all(|sum| sum % 10 == 0) {
            sums.iter_mut().for_each(|sum| *sum /= 10);
            scale -= 1;
        }
        let limit = 10_i128.pow(DIGITS_MAX);
        let fit = |sum: &i128| i64::try_from(*sum).ok().filter(|_| sum.abs() < limit);
        (u32::from(scale) <= DIGITS_MAX).then_some(())?;
        Some(Column { values: sums.iter().map(fit).collect::<Option<_>>()?, scale })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn reads_and_shows_plain_decimals() {
        for (text, shown) in [
            ("490", "490"),
            ("489.995", "489.995"),
            ("0520.50", "520.5"),
            ("-3.0", "-3"),
            ("-0.05", "-0.05"),
            ("0.000000000000000001", "0.000000000000000001"),
            ("999999999999999999", "999999999999999999"),
            ("000000000000000000000000000007", "7"),
            ("1.00000000000000000000000000000", "1"),
        ] {
            assert_eq!(decimal(text).to_string(), shown);
        }
    }

    #[test]
    fn refuses_what_is_no_plain_decimal() {
        for text in
            ["", "-", ".", "1.", ".5", "+1", "1e3", "１", " 1", "1,000", "--1", "1.2.3", "1-", "NaN", "inf"]
        {
            assert_eq!(Decimal::parse(text.as_bytes()).unwrap_err(), DecimalError::NotANumber, "{text}");
        }
        for text in ["1000000000000000000", "0.0000000000000000001", "99999999999999999.99"] {
            assert_eq!(Decimal::parse(text.as_bytes()).unwrap_err(), DecimalError::TooLong, "{text}");
        }
        assert_eq!(Decimal::parse(b"10000000000000000000000x").unwrap_err(), DecimalError::NotANumber);
    }

    #[test]
    fn a_column_takes_the_scale_of_its_longest_number() {
        let mut column = Column::default();
        for text in ["490", "489.995", "489.99"] {
            column.push(decimal(text)).unwrap();
        }
        assert_eq!([column.at(0), column.at(1), column.at(2)], [490_000, 489_995, 489_990]);
        assert_eq!(column.decimal(2).to_string(), "489.99");
        column.push(decimal("100000000000000")).unwrap();
        assert_eq!(column.push(decimal("0.00001")), Err(DecimalError::TooLong));
        assert_eq!(column.push(decimal("1000000000000000")), Err(DecimalError::TooLong));
        assert_eq!(column.len(), 4);
        assert_eq!(column.at(0), 490_000);
    }

    #[test]
    fn a_limit_between_two_numbers_is_met_from_above() {
        let whole = Column::of_numbers([489, 490]);
        for (limit, least) in [("489.995", 490), ("490", 490), ("490.001", 491), ("-0.5", 0), ("-1", -1)] {
            assert_eq!(whole.least_not_below(decimal(limit)), least, "{limit}");
        }
        let scores = Column::of_scores([Score::points(490)]);
        assert_eq!(scores.least_not_below(decimal("489.995")), 489_995_000);
        assert_eq!(scores.least_not_below(decimal("999999999999999999")), i64::MAX);
        assert!(decimal("489.995") < decimal("490") && decimal("490.0") == decimal("490"));
    }

    #[test]
    fn weighted_sums_are_exact() {
        let mut math = Column::default();
        let mut chinese = Column::default();
        for (m, c) in [("90.5", "100"), ("0", "0.25")] {
            math.push(decimal(m)).unwrap();
            chinese.push(decimal(c)).unwrap();
        }
        let sum = Column::weighted(&[(&math, decimal("1.5")), (&chinese, decimal("0.1"))]).unwrap();
        assert_eq!([sum.decimal(0).to_string(), sum.decimal(1).to_string()], ["145.75", "0.025"]);
        let huge = Column::of_numbers([999_999_999_999_999_999]);
        assert!(Column::weighted(&[(&huge, decimal("2"))]).is_none());
    }
}
