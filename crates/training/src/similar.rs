//! Titles that read alike: a small measure, the same on every machine, that puts pairs up for a person to judge.
//!
//! It never decides: 「高等数学」 and 「工程数学」 may well be two courses.

use crate::words::{COUNTING, MEANINGLESS};
use std::cmp::Ordering;

/// A title without what means nothing: width and case of its letters, brackets and dashes; and the number of its part,
/// where it ends in one.
#[must_use]
pub fn plain(title: &str) -> (String, Option<u8>) {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        _ => c,
    };
    let text: String = title
        .chars()
        .map(narrow)
        .flat_map(char::to_lowercase)
        .filter(|c| !MEANINGLESS.contains(c) && !c.is_whitespace())
        .collect();
    // A title that is nothing but a number keeps it.
    let counted = COUNTING.iter().find_map(|(sign, number)| {
        let rest = text.strip_suffix(sign)?;
        (!rest.is_empty()).then(|| (rest.to_owned(), Some(*number)))
    });
    counted.unwrap_or_else(|| {
        let rest = text.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = text.get(rest.len()..).and_then(|digits| digits.parse().ok());
        if rest.is_empty() || number.is_none() { (text, None) } else { (rest.to_owned(), number) }
    })
}

/// A title as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain {
    text: String,
    part: Option<u8>,
    /// Its pairs of neighbouring signs, sorted.
    pairs: Vec<(char, char)>,
}

impl Plain {
    /// A title, read once to be compared often.
    #[must_use]
    pub fn of(title: &str) -> Self {
        let (text, part) = plain(title);
        let signs: Vec<char> = text.chars().collect();
        let mut pairs: Vec<_> = signs.iter().copied().zip(signs.iter().skip(1).copied()).collect();
        pairs.sort_unstable();
        Plain { text, part, pairs }
    }

    /// How alike two titles are, in percent: twice the pairs of neighbouring signs they share, over all they have.
    #[must_use]
    pub fn likeness(&self, other: &Plain) -> i64 {
        if self.text == other.text {
            return 100;
        }
        let all = self.pairs.len() + other.pairs.len();
        if all == 0 {
            return 0;
        }
        let (mut ours, mut theirs) = (self.pairs.iter().peekable(), other.pairs.iter().peekable());
        let mut shared = 0;
        while let (Some(one), Some(two)) = (ours.peek(), theirs.peek()) {
            match one.cmp(two) {
                Ordering::Less => drop(ours.next()),
                Ordering::Greater => drop(theirs.next()),
                Ordering::Equal => {
                    shared += 1;
                    ours.next();
                    theirs.next();
                }
            }
        }
        i64::try_from(200 * shared / all).unwrap_or(100)
    }

    /// Whether two titles read so much alike that a person must say whether they are two courses. Parts of one series that
    /// are counted differently are not put up: 「英语一」 and 「英语二」 are two on purpose.
    #[must_use]
    pub fn alike(&self, other: &Plain, from_percent: i64) -> bool {
        let of_a_series = self.part.is_some() && other.part.is_some() && self.part != other.part;
        !of_a_series && self.likeness(other) >= from_percent
    }
}
