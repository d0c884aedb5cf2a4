//! Addresses: how a query is written, and how a year is read.

use crate::answer::Problem;
use std::fmt::Write as _;

/// A query with its question mark, of the pairs whose value is not empty; nothing where there are none.
pub(crate) fn query(pairs: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        let before = if text.is_empty() { '?' } else { '&' };
        // Writing into a string cannot fail.
        let _ = write!(text, "{before}{}={}", encoded(name), encoded(value));
    }
    text
}

/// The year that an address names.
///
/// # Errors
/// Not found where it is none of this century or the next.
pub(crate) fn year_of(text: &str) -> Result<i32, Problem> {
    text.parse().ok().filter(|year| (2000..2200).contains(year)).ok_or(Problem::NotFound)
}

/// A text so that it can stand as one part of a path or as a value of a query.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_holds_what_is_asked_and_nothing_can_break_out_of_it() {
        assert_eq!(query(&[]), "");
        assert_eq!(query(&[("a", ""), ("b", "")]), "");
        assert_eq!(
            query(&[("search", "沈"), ("a", ""), ("x", "1&y=2#\"<")]),
            "?search=%E6%B2%88&x=1%26y%3D2%23%22%3C"
        );
    }
}
