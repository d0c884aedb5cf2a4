//! How what people type is made alike: full-width and half-width, large and small.

/// A character in lower case and half-width: what a Chinese keyboard types in its wide mode counts as the plain one.
pub(crate) fn fold(c: char) -> char {
    let narrow = match c {
        '\u{3000}' => ' ',
        // The wide forms stand in the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    // A letter whose lower case is two characters stays as it is.
    let mut lower = narrow.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => narrow,
    }
}

/// Each character folded.
pub(crate) fn folded(text: &str) -> Vec<char> {
    text.chars().map(fold).collect()
}
