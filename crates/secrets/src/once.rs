//! Things that open once, and ids: how random bytes are written, and what is kept of them.

use crate::{mac, text};
use data_encoding::{BASE32_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// How many characters stand together where people type.
const GROUP: usize = 4;

/// An id or a code from 16 random bytes or more: lower-case base32 without padding.
#[must_use]
pub fn id(bytes: &[u8]) -> String {
    BASE32_NOPAD.encode(bytes).to_ascii_lowercase()
}

/// The same in groups of four with hyphens, upper case, for people to type.
#[must_use]
pub fn typed(bytes: &[u8]) -> String {
    let mut out = String::new();
    for (at, c) in BASE32_NOPAD.encode(bytes).chars().enumerate() {
        if at > 0 && at % GROUP == 0 {
            out.push('-');
        }
        out.push(c);
    }
    out
}

/// What was typed, without blanks, hyphens and case, full-width made half-width: so that both forms digest alike.
#[must_use]
pub fn normal(text: &str) -> String {
    text.chars().map(text::fold).filter(|c| !c.is_whitespace() && !is_hyphen(*c)).collect()
}

/// The hyphen, and the dashes and the minus that word processors and keyboards put in its place.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// SHA-256 of a text in hex: what is kept of an id, so that who reads the database cannot use it.
///
/// Fit for random ids only; a password goes through [`crate::password::hash`].
#[must_use]
pub fn digest(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text.as_bytes()))
}

/// HMAC-SHA-256 in hex of a text under a key text: a form's token from the session's secret.
#[must_use]
pub fn mac(key: &str, text: &str) -> String {
    HEXLOWER.encode(&mac::sha256(key.as_bytes(), &[text.as_bytes()]))
}

/// Compares two texts in a time that does not tell where they differ; only that their lengths differ may show.
#[must_use]
pub fn equal(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}
