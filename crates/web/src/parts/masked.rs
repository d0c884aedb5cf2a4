//! A number of a person with its middle hidden.

/// The first four and the last four characters, with the rest hidden; of a short number only the last two.
pub(crate) fn masked(number: &str) -> String {
    let count = number.chars().count();
    let (first, last) = if count > 8 { (4, 4) } else { (0, 2.min(count / 2)) };
    let head: String = number.chars().take(first).collect();
    let tail: String = number.chars().skip(count - last).collect();
    format!("{head}****{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_hidden() {
        for (number, shown) in [
            ("231108000627", "2311****0627"),
            ("123456789", "1234****6789"),
            ("12345678", "****78"),
            ("123", "****3"),
            ("1", "****"),
            ("", "****"),
        ] {
            assert_eq!(masked(number), shown);
        }
    }
}
