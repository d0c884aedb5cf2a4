//! Words that stand around a person, and are the first guess of who knows him.

use super::common::reads_as;
use crate::text;

/// A word shorter than this stands in any password by chance.
const WORD_MIN: usize = 3;
/// Two Chinese characters are a name already.
const CHINESE_MIN: usize = 2;
/// With as many characters beside the word, the password is strong without it.
const BESIDE_MIN: usize = 12;

/// Whether a folded password leans on a word: it stands there, and fewer than twelve characters beside it. Case, width,
/// and digits in place of letters do not hide it; nor do blanks and points of the word that were left out.
pub(super) fn is_made_of(password: &[char], word: &str) -> bool {
    let whole = text::folded(word.trim());
    let bare: Vec<char> = whole.iter().copied().filter(|c| c.is_alphanumeric()).collect();
    [whole, bare].iter().any(|word| {
        let least = if word.iter().any(|c| is_chinese(*c)) { CHINESE_MIN } else { WORD_MIN };
        word.len() >= least && beside(password, word).is_some_and(|beside| beside < BESIDE_MIN)
    })
}

/// How many characters stand beside all places of the word; nothing where it does not stand there.
fn beside(password: &[char], word: &[char]) -> Option<usize> {
    let (mut rest, mut beside, mut stands) = (password, 0, false);
    while let Some((_, after)) = rest.split_first() {
        match rest.split_at_checked(word.len()) {
            Some((head, tail)) if reads_as(head, word) => {
                stands = true;
                rest = tail;
            }
            _ => {
                beside += 1;
                rest = after;
            }
        }
    }
    stands.then_some(beside)
}

/// Han characters, of which two make a word.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}
