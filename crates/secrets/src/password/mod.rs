//! Passwords: what is wrong with one, and how it is kept.
//!
//! Not modelled: whether a password stands in a collection of stolen ones; the list of common ones is our own.

mod common;
mod context;
mod hash;
mod roots;
mod runs;

pub use hash::{hash, spend, verify};

use crate::text;

/// The fewest characters of a password, under either profile.
pub const SHORTEST: usize = 8;
/// The most characters of a password: enough for a sentence, and an end to what has to be hashed.
pub const LONGEST: usize = 128;

/// Three of the four kinds, where kinds count.
const KINDS_MIN: usize = 3;

/// By which rules passwords are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// 等保三级 (GB/T 22239): three of four kinds of characters, a change every 90 days, and none of the last five.
    Mlps3,
    /// ASVS 5.0, 6.2: length and the refusal of common words only; no kinds, no change by the calendar.
    Asvs,
}

impl Profile {
    /// Reads the name that stands in a configuration: `mlps3` or `asvs`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Profile::Mlps3, Profile::Asvs].into_iter().find(|profile| profile.as_str() == text)
    }

    /// The name that stands in a configuration.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Profile::Mlps3 => "mlps3",
            Profile::Asvs => "asvs",
        }
    }

    /// After how many days a password has to be changed; nothing where it need not.
    #[must_use]
    pub fn days_valid(self) -> Option<i64> {
        match self {
            Profile::Mlps3 => Some(90),
            Profile::Asvs => None,
        }
    }

    /// How many of the last passwords may not come again.
    #[must_use]
    pub fn remembered(self) -> usize {
        match self {
            Profile::Mlps3 => 5,
            Profile::Asvs => 0,
        }
    }
}

/// One thing that is wrong with a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer characters than [`SHORTEST`].
    Short {
        /// How many it has.
        length: usize,
    },
    /// More characters than [`LONGEST`].
    Long {
        /// How many it has.
        length: usize,
    },
    /// Among the first that anybody would try: a common word, digits only, a run of the keyboard.
    Common,
    /// Made of a word that stands around the person: the login, the name, the organisation.
    Context {
        /// The word, as it was handed in.
        word: String,
    },
    /// Fewer than three of: small letters, capitals, digits, other characters. A Chinese character is of the last kind.
    Kinds,
    /// A character that cannot be seen or typed, such as a line break.
    Control,
}

/// Everything that is wrong with a password; nothing for a good one. Context words are the login, the name, the
/// organisation and the names of the program; each is reported once.
///
/// A password that is too long is judged no further.
#[must_use]
pub fn weaknesses(password: &str, profile: Profile, context: &[&str]) -> Vec<Weakness> {
    let length = password.chars().count();
    if length > LONGEST {
        return vec![Weakness::Long { length }];
    }
    let mut found = Vec::new();
    if length < SHORTEST {
        found.push(Weakness::Short { length });
    }
    if password.chars().any(char::is_control) {
        found.push(Weakness::Control);
    }
    if profile == Profile::Mlps3 && kinds(password) < KINDS_MIN {
        found.push(Weakness::Kinds);
    }
    let folded = text::folded(password);
    if common::is_common(&folded) {
        found.push(Weakness::Common);
    }
    for word in context {
        let weakness = Weakness::Context { word: (*word).to_owned() };
        if context::is_made_of(&folded, word) && !found.contains(&weakness) {
            found.push(weakness);
        }
    }
    found
}

/// How many of the four kinds of characters stand in it.
fn kinds(password: &str) -> usize {
    let is_other = |c: char| !c.is_lowercase() && !c.is_uppercase() && !c.is_numeric();
    let kinds: [fn(char) -> bool; 3] = [char::is_lowercase, char::is_uppercase, char::is_numeric];
    let named = kinds.iter().filter(|is_kind| password.chars().any(**is_kind)).count();
    named + usize::from(password.chars().any(is_other))
}
