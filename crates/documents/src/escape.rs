//! Words that a spreadsheet would take for a formula are written with one apostrophe before them, and read
//! without it, so that what was written is read.
//!
//! The signs are those of OWASP ASVS 5.0, 1.2.10, with their full-width forms, which some programs read alike.

use std::borrow::Cow;

fn runs(sign: char) -> bool {
    matches!(
        sign,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\0' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}'
    )
}

/// Whether the words begin with such a sign, after any apostrophes.
fn begins_to_run(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(runs)
}

/// The words as they are written into a cell.
#[must_use]
pub fn escaped(text: &str) -> Cow<'_, str> {
    if begins_to_run(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The words as they were before [`escaped`]: exactly one apostrophe less where it was one too many.
#[must_use]
pub fn unescaped(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if begins_to_run(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_run_is_escaped_once_and_read_back() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("-30", "'-30"),
            ("@A1", "'@A1"),
            ("\t=1", "'\t=1"),
            ("\r", "'\r"),
            ("\0", "'\0"),
            ("＝1", "'＝1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠A", "'＠A"),
            ("'=1", "''=1"),
            ("北京联合大学", "北京联合大学"),
            ("'90年代", "'90年代"),
            ("1=1", "1=1"),
            ("'", "'"),
            ("", ""),
        ] {
            assert_eq!(escaped(text), written);
            assert_eq!(unescaped(written), text, "{written}");
        }
    }
}
