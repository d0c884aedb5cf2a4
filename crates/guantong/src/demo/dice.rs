//! Dice that fall the same way for the same seed: splitmix64.

/// A seeded source of numbers. Not for secrets.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`; 0 where the limit is 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let wide = u128::from(self.next()) * (limit as u128);
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// True once in `n` throws.
    pub(crate) fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// A whole number around `mean` with about this standard deviation: the sum of twelve even throws.
    pub(crate) fn around(&mut self, mean: i32, deviation: i32) -> i32 {
        let sum: i32 = (0..12).map(|_| i32::try_from(self.below(1001)).unwrap_or(0)).sum();
        mean + (sum - 6000) * deviation / 1000
    }

    /// One of several, by weight.
    pub(crate) fn weighted<'a, T>(&mut self, items: &'a [(T, u32)]) -> Option<&'a T> {
        let total: usize = items.iter().map(|(_, weight)| *weight as usize).sum();
        let mut throw = self.below(total);
        for (item, weight) in items {
            match throw.checked_sub(*weight as usize) {
                Some(rest) => throw = rest,
                None => return Some(item),
            }
        }
        None
    }

    /// One of several.
    pub(crate) fn one<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }

    /// Puts items in a new order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for n in (1..items.len()).rev() {
            items.swap(n, self.below(n + 1));
        }
    }
}
