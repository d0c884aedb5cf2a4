//! The chain: SM3 over the hash before and the bytes of an entry.

use sm3::{Digest as _, Sm3};
use std::fmt;

/// An SM3 digest; shown in hexadecimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Digest(pub [u8; 32]);

/// What stands before the first entry.
pub const GENESIS: Digest = Digest([0; 32]);

impl Digest {
    /// Reads 64 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        for (n, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * n..2 * n + 2)?, 16).ok()?;
        }
        Some(Digest(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The digest of bytes.
#[must_use]
pub fn digest(bytes: &[u8]) -> Digest {
    Digest(Sm3::digest(bytes).into())
}

/// The hash of an entry: over the hash before and its bytes.
#[must_use]
pub fn link(previous: &Digest, bytes: &[u8]) -> Digest {
    let mut sm3 = Sm3::new();
    sm3.update(previous.0);
    sm3.update(bytes);
    Digest(sm3.finalize().into())
}

/// A commitment to words that must not stand in the journal: SM3 over a salt and the words.
///
/// Whoever holds salt and words can show that they are the ones; without the salt nothing can be guessed, and
/// once the salt is erased the commitment says nothing any more.
#[must_use]
pub fn commitment(salt: &[u8], words: &str) -> Digest {
    let mut sm3 = Sm3::new();
    sm3.update((salt.len() as u64).to_be_bytes());
    sm3.update(salt);
    sm3.update(words.as_bytes());
    Digest(sm3.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sm3_is_the_published_one() {
        // GB/T 32905-2016, example 1.
        let abc = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
        assert_eq!(digest(b"abc").to_string(), abc);
        assert_eq!(Digest::parse(abc), Some(digest(b"abc")));
        assert_eq!(Digest::parse("zz"), None);
    }
}
