//! A rate with its interval.

/// A million.
pub(super) const MILLION: i64 = 1_000_000;

/// 1.96 in hundredths: the interval holds in 95 of 100 cases.
const Z: i128 = 196;

/// Those of a whole who went on, in millionths, with Wilson's interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Of so many.
    pub whole: i64,
    /// So many.
    pub part: i64,
    /// The lower end.
    pub low: i64,
    /// Part of whole.
    pub middle: i64,
    /// The upper end.
    pub high: i64,
    /// Whether it is that of the institution by itself, and not of the city.
    pub own: bool,
}

impl Rate {
    /// The rate of a part in a whole. Where nothing was observed nobody is taken to be lost, without an interval.
    #[must_use]
    pub fn of(part: i64, whole: i64, own: bool) -> Self {
        let part = part.clamp(0, whole.max(0));
        if whole <= 0 {
            return Rate { whole: 0, part: 0, low: MILLION, middle: MILLION, high: MILLION, own };
        }
        let middle = part.saturating_mul(MILLION) / whole;
        let (low, high) = wilson(i128::from(part), i128::from(whole));
        let fit = |value: i128| i64::try_from(value.clamp(0, i128::from(MILLION))).unwrap_or(MILLION);
        Rate { whole, part, low: fit(low).min(middle), middle, high: fit(high).max(middle), own }
    }

    /// Whether anything was observed.
    #[must_use]
    pub fn observed(&self) -> bool {
        self.whole > 0
    }
}

/// Wilson's interval in millionths: (2x + z² ∓ z·√(z² + 4x(n − x)/n)) ⁄ 2(n + z²).
fn wilson(x: i128, n: i128) -> (i128, i128) {
    // Everything by ten thousand, so that z² is whole.
    const SCALE: i128 = 10_000;
    let square = Z * Z;
    let under = (square * n + 4 * x * (n - x) * SCALE) * SCALE * SCALE / n;
    // z is in hundredths, the root by a million.
    let spread = Z * under.isqrt() / 100;
    let middle = (2 * x * SCALE + square) * 100;
    let base = 2 * (n * SCALE + square) * 100;
    ((middle - spread) * 1_000_000 / base, (middle + spread) * 1_000_000 / base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_those_of_tables() {
        // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29, to four places.
        for (part, whole, low, high) in [
            (81, 263, 255_300, 366_200),
            (15, 148, 62_400, 160_500),
            (0, 20, 0, 161_100),
            (1, 29, 6_100, 171_800),
        ] {
            let rate = Rate::of(part, whole, true);
            assert!((rate.low - low).abs() < 100 && (rate.high - high).abs() < 100, "{rate:?}");
        }
    }

    #[test]
    fn an_interval_contains_its_middle_and_never_leaves_the_whole() {
        for whole in 0..60 {
            for part in 0..=whole {
                let rate = Rate::of(part, whole, true);
                assert!(0 <= rate.low && rate.low <= rate.middle, "{rate:?}");
                assert!(rate.middle <= rate.high && rate.high <= MILLION, "{rate:?}");
            }
        }
    }
}
