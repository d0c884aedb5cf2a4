//! 公民身份号码 and telephone numbers: read exactly, never repaired, and shown with their middle hidden.

use crate::Message;

/// An identity number of eighteen places (GB 11643-1999): region, birth, serial, check.
#[derive(Clone, PartialEq, Eq)]
pub struct IdentityNo(String);

/// A telephone number as it is dialled.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

/// Weights of the first seventeen places, and the check by the remainder of eleven.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

impl IdentityNo {
    /// Reads a number; a small x is a large one, and nothing else is changed.
    ///
    /// # Errors
    /// What is wrong with it, without the number itself.
    pub fn parse(text: &str) -> Result<Self, Message> {
        let text = text.trim().to_ascii_uppercase();
        let length = text.chars().count();
        if length != 18 {
            return Err(Message::new("identity-length").with("length", length));
        }
        let Some(check) = text.get(..17).and_then(check_of) else {
            return Err(Message::new("identity-letters"));
        };
        if !text.ends_with(check) {
            return Err(Message::new("identity-check"));
        }
        let day = (text.get(6..10), text.get(10..12), text.get(12..14));
        let (Some(year), Some(month), Some(date)) = day else { return Err(Message::new("identity-letters")) };
        match format!("{year}-{month}-{date}").parse::<crate::Date>() {
            Ok(_) => Ok(IdentityNo(text)),
            Err(_) => Err(Message::new("identity-birth")),
        }
    }

    /// The number of its first seventeen digits, with the check; nothing where they are none.
    #[must_use]
    pub fn with_check(seventeen: &str) -> Option<Self> {
        let check = check_of(seventeen)?;
        Some(IdentityNo(format!("{seventeen}{check}")))
    }

    /// The whole number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The day of birth in it; a number that was read has one.
    #[must_use]
    pub fn born(&self) -> Option<crate::Date> {
        let (year, month, day) = (self.0.get(6..10)?, self.0.get(10..12)?, self.0.get(12..14)?);
        format!("{year}-{month}-{day}").parse().ok()
    }

    /// GB/T 2261.1 by the seventeenth place: 1 male where it is odd, else 2.
    #[must_use]
    pub fn sex(&self) -> i64 {
        let odd =
            self.0.get(16..17).and_then(|digit| digit.parse::<u8>().ok()).is_some_and(|digit| digit % 2 == 1);
        if odd { 1 } else { 2 }
    }

    /// The first three and the last two places: neither region nor birth.
    #[must_use]
    pub fn masked(&self) -> String {
        hidden(&self.0, 3, 2)
    }
}

impl Phone {
    /// Reads a number of 7 to 20 digits, with a plus, hyphens or blanks between.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Message> {
        let text = text.trim();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let rest = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' '));
        if rest && (7..=20).contains(&digits) {
            Ok(Phone(text.to_owned()))
        } else {
            Err(Message::new("phone-bad").with("digits", digits))
        }
    }

    /// The whole number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first three and the last two places.
    #[must_use]
    pub fn masked(&self) -> String {
        hidden(&self.0, 3, 2)
    }
}

/// Whoever prints one by mistake prints nothing.
impl std::fmt::Debug for IdentityNo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdentityNo")
    }
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Phone")
    }
}

fn check_of(seventeen: &str) -> Option<char> {
    if seventeen.len() != WEIGHTS.len() {
        return None;
    }
    let mut sum = 0;
    for (digit, weight) in seventeen.chars().zip(WEIGHTS) {
        sum += digit.to_digit(10)? * weight;
    }
    CHECKS.get(usize::try_from(sum % 11).ok()?).map(|check| char::from(*check))
}

fn hidden(number: &str, first: usize, last: usize) -> String {
    let count = number.chars().count();
    let head: String = number.chars().take(first).collect();
    let tail: String = number.chars().skip(count.saturating_sub(last)).collect();
    format!("{head}{}{tail}", "*".repeat(count.saturating_sub(first + last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_exactly_or_not_at_all() {
        // The standard's own example, of a region that was.
        assert_eq!(IdentityNo::parse("11010519491231002x").unwrap().as_str(), "11010519491231002X");
        let made = IdentityNo::with_check("99010820081132001").unwrap();
        for (number, wrong) in [
            ("", "identity-length"),
            ("110105491231002", "identity-length"),
            ("110105194912310021", "identity-check"),
            ("１1010519491231002X", "identity-letters"),
            ("1.10105194912E+17", "identity-length"),
            (made.as_str(), "identity-birth"),
        ] {
            assert_eq!(
                IdentityNo::parse(number).map_err(|message| message.id),
                Err(wrong.to_owned()),
                "{number}"
            );
        }
        assert_eq!(IdentityNo::with_check("1"), None);
        let standard = IdentityNo::parse("11010519491231002X").unwrap();
        assert_eq!((standard.born(), standard.sex()), (Some(jiff::civil::date(1949, 12, 31)), 2));
        assert_eq!(IdentityNo::parse("440524188001010014").unwrap().sex(), 1);
    }

    #[test]
    fn what_is_shown_tells_neither_region_nor_birth() {
        let number = IdentityNo::with_check("99010820080314001").unwrap();
        let last = number.as_str().strip_prefix("9901082008031400").unwrap();
        assert_eq!(number.masked(), format!("990*************{last}"));
        assert_eq!(format!("{number:?}"), "IdentityNo");
        assert_eq!(Phone::parse(" 199-0000-0012 ").unwrap().masked(), "199********12");
        for wrong in ["", "12", "1990000001a", "1".repeat(21).as_str()] {
            assert!(Phone::parse(wrong).is_err(), "{wrong}");
        }
    }
}
