//! What those who keep the server count of accounts; nothing of anybody.

use super::HASHING;
use super::resume::IDLE;
use crate::Office;

/// Places for hashing passwords, which is kept to a few at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hashing {
    /// How many there are.
    pub places: usize,
    /// How many are taken.
    pub taken: usize,
}

impl Office {
    /// Places for hashing passwords; nothing where the office has no accounts.
    #[must_use]
    pub fn hashing(&self) -> Option<Hashing> {
        let free = self.locks.as_ref()?.hashing.available_permits();
        Some(Hashing { places: HASHING, taken: HASHING.saturating_sub(free) })
    }

    /// When an open session must have been seen last not to be over, in microseconds since 1970 UTC.
    #[must_use]
    pub fn sessions_since(&self) -> i64 {
        self.clock.now() - IDLE
    }
}
