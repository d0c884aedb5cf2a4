//! Passwords that anybody would try first. No list of others is copied: our own roots, and the ways people dress them.

use super::roots::ROOTS;
use super::{SHORTEST, runs};

/// Digits and signs that may stand before or behind a root without making it better.
const DRESS: usize = 6;
/// Characters left over beside runs that do not make them better.
const LEFT_OVER: usize = 2;
/// Signs between a root and itself.
const BETWEEN: usize = 3;

/// Whether a folded password is common: digits only, one text over and over, runs, or a root with little around it.
pub(super) fn is_common(password: &[char]) -> bool {
    is_number(password) || is_repeated(password) || is_of_runs(password) || is_dressed_root(password)
}

/// Digits only, as in dates, telephone numbers and numbers of identity cards, with the signs people put within.
fn is_number(password: &[char]) -> bool {
    password.iter().any(char::is_ascii_digit)
        && password.iter().all(|c| c.is_ascii_digit() || c.is_whitespace() || "-/.+()_".contains(*c))
}

/// One or two characters throughout, or one short text over and over: it is as long as that text.
fn is_repeated(password: &[char]) -> bool {
    let mut seen: Vec<char> = Vec::new();
    for c in password {
        if !seen.contains(c) {
            seen.push(*c);
        }
    }
    let unit = unit(password).len();
    (1..=2).contains(&seen.len()) || (unit < SHORTEST && unit < password.len())
}

/// Made of runs of the keyboard, the alphabet and the digits, with two other characters at most.
fn is_of_runs(password: &[char]) -> bool {
    let left = runs::left_over(password);
    left <= LEFT_OVER && left < password.len()
}

/// A root, or one twice, with digits and signs around it; the whole perhaps over and over.
fn is_dressed_root(password: &[char]) -> bool {
    let unit = unit(password);
    let before = unit.iter().take_while(|c| !c.is_alphabetic()).count();
    let behind = unit.iter().rev().take_while(|c| !c.is_alphabetic()).count();
    // Where to cut is tried, for a root may begin and end with digits of its own.
    cuts(before).any(|before| {
        let Some((dress, rest)) = unit.split_at_checked(before) else { return false };
        is_dress(dress)
            && cuts(behind).any(|behind| {
                let cut = rest.len().checked_sub(behind).and_then(|at| rest.split_at_checked(at));
                cut.is_some_and(|(core, dress)| is_root(core) && is_dress(dress))
            })
    })
}

/// How many of the digits and signs may be dress: any number up to six, or all of them.
fn cuts(all: usize) -> impl Iterator<Item = usize> {
    (0..=all.min(DRESS)).chain((all > DRESS).then_some(all))
}

/// Six digits and signs at most; or more, where they are a date, a run or a root, as in a name with a birthday.
fn is_dress(text: &[char]) -> bool {
    text.len() <= DRESS || is_date(text) || is_of_runs(text) || is_root(text) || unit(text).len() <= LEFT_OVER
}

/// Eight digits, the year first.
fn is_date(text: &[char]) -> bool {
    text.len() == 8
        && text.iter().all(char::is_ascii_digit)
        && (text.starts_with(&['1', '9']) || text.starts_with(&['2', '0']))
}

/// A root alone, or twice with a sign or two between.
fn is_root(core: &[char]) -> bool {
    ROOTS.split_whitespace().any(|root| {
        let spared = core.len().checked_sub(2 * root.len());
        if root.len() != core.len() && spared.is_none_or(|between| between > BETWEEN) {
            return false;
        }
        let word: Vec<char> = root.chars().collect();
        reads_as(core, &word) || is_twice(core, &word)
    })
}

fn is_twice(core: &[char], root: &[char]) -> bool {
    let Some((head, rest)) = core.split_at_checked(root.len()) else { return false };
    let tail_at = rest.len().checked_sub(root.len());
    let Some((signs, tail)) = tail_at.and_then(|at| rest.split_at_checked(at)) else { return false };
    !signs.iter().any(|c| c.is_alphabetic()) && reads_as(head, root) && reads_as(tail, root)
}

/// The shortest text that, set over and over, gives the whole; the whole where there is none.
fn unit(text: &[char]) -> &[char] {
    let fits = |length: &usize| {
        text.len().is_multiple_of(*length) && text.iter().zip(text.iter().skip(*length)).all(|(a, b)| a == b)
    };
    let length = (1..text.len()).find(fits).unwrap_or(text.len());
    text.get(..length).unwrap_or(text)
}

/// Whether a folded text is a word, letters perhaps written as the digits and signs that look like them.
pub(super) fn reads_as(text: &[char], word: &[char]) -> bool {
    text.len() == word.len()
        && text.iter().zip(word).all(|(c, letter)| c == letter || looks_like(*c, *letter))
}

fn looks_like(c: char, letter: char) -> bool {
    matches!(
        (c, letter),
        ('0', 'o')
            | ('1', 'l' | 'i')
            | ('3', 'e')
            | ('4' | '@', 'a')
            | ('5' | '$', 's')
            | ('7', 't')
            | ('!', 'i')
    )
}
