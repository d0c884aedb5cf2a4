//! Addresses of mail, as far as this house takes them: plain letters and figures on both sides of one `@`, so that
//! nothing in one can be read as anything else by a mail server.

use std::fmt;

/// The longest address (RFC 5321, 4.5.3.1).
const LONGEST: usize = 254;
/// The longest part before the `@`.
const LOCAL_LONGEST: usize = 64;
/// What may stand before the `@` besides letters and figures (RFC 5322, atext) and between dots.
const SIGNS: &str = "!#$%&'*+/=?^_`{|}~-";

/// An address that mail can be sent to.
#[derive(Clone, PartialEq, Eq)]
pub struct MailAddress(String);

impl MailAddress {
    /// Reads an address; what an input method makes full-width is made half-width. Nothing where it is none.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let half = |c: char| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        };
        let text: String = typed.trim().chars().map(half).collect();
        let (local, domain) = text.split_once('@')?;
        let atom = |part: &str| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || SIGNS.contains(c))
        };
        let label = |part: &str| {
            (1..=63).contains(&part.len())
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !part.starts_with('-')
                && !part.ends_with('-')
        };
        let good = text.len() <= LONGEST
            && local.len() <= LOCAL_LONGEST
            && local.split('.').all(atom)
            && domain.contains('.')
            && domain.split('.').all(label);
        good.then(|| MailAddress(format!("{local}@{}", domain.to_ascii_lowercase())))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address with the middle hidden: enough for its owner to know it by.
    #[must_use]
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or((&self.0, ""));
        let first: String = local.chars().take(1).collect();
        format!("{first}***@{domain}")
    }
}

impl fmt::Debug for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("MailAddress").field(&self.masked()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_where_no_mail_server_can_read_it_otherwise() {
        for (typed, read, masked) in [
            ("li.ming@example.cn", "li.ming@example.cn", "l***@example.cn"),
            (" a+b@Mail.Example.CN ", "a+b@mail.example.cn", "a***@mail.example.cn"),
            ("１３８＠ｑｑ．ｃｏｍ", "138@qq.com", "1***@qq.com"),
        ] {
            let address = MailAddress::parse(typed).unwrap();
            assert_eq!((address.as_str(), address.masked()), (read, masked.to_owned()));
        }
        let long = format!("{}@example.cn", "a".repeat(65));
        let longer = format!("a@{}.cn", vec!["b".repeat(60); 5].join("."));
        for typed in [
            "",
            "a",
            "@example.cn",
            "a@",
            "a@localhost",
            "a@b@example.cn",
            ".a@example.cn",
            "a..b@example.cn",
            "a@-b.cn",
            "a@b..cn",
            "a b@example.cn",
            "a@example.cn\r\nBcc: b@example.cn",
            "a@example.cn,b@example.cn",
            "<a@example.cn>",
            "\"a\"@example.cn",
            "a@[127.0.0.1]",
            "李明@example.cn",
            &long,
            &longer,
        ] {
            assert_eq!(MailAddress::parse(typed), None, "{typed:?}");
        }
    }
}
