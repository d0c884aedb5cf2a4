//! Figures and signs that an input method types in the width of Chinese ones.

/// A text with its figures, letters and signs of full width as those of half width, as they are read.
#[must_use]
pub fn half_width(text: &str) -> String {
    let half = |c: char| match u32::from(c) {
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    };
    text.chars().map(half).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_becomes_half_width_and_nothing_else_changes() {
        for (typed, read) in [
            ("８５．５", "85.5"),
            ("２０２６－０５－２０", "2026-05-20"),
            ("１　２", "1 2"),
            ("优秀，", "优秀,"),
            ("abc 42", "abc 42"),
        ] {
            assert_eq!(half_width(typed), read);
        }
    }
}
