//! A sign-in between going to the provider and coming back.

use data_encoding::BASE64URL_NOPAD;
use subtle::ConstantTimeEq;

/// Bytes of the state and of the nonce.
const SHORT: usize = 16;
/// Bytes of the verifier: RFC 7636 asks for 32, which are written as 43 characters.
const LONG: usize = 32;

/// A sign-in that was begun. Whoever holds its text and the code can finish it: it must be kept sealed, with the
/// browser that began it, and used once.
#[derive(Clone, PartialEq, Eq)]
pub struct Begun {
    /// Where the person is sent.
    pub address: String,
    pub(crate) state: String,
    pub(crate) nonce: String,
    pub(crate) verifier: String,
}

/// The address says the state and the nonce; only the verifier is a secret, and none of them helps a reader.
impl std::fmt::Debug for Begun {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Begun(…)")
    }
}

impl Begun {
    /// State, nonce and verifier from 64 bytes; the address is not known yet.
    pub(crate) fn from_bytes(random: &[u8; LONG + 2 * SHORT]) -> Begun {
        let (verifier, rest) = random.split_at(LONG);
        let (state, nonce) = rest.split_at(SHORT);
        Begun {
            address: String::new(),
            state: BASE64URL_NOPAD.encode(state),
            nonce: BASE64URL_NOPAD.encode(nonce),
            verifier: BASE64URL_NOPAD.encode(verifier),
        }
    }

    /// Whether who comes back with this state was sent by this sign-in. What else they bring means nothing before that.
    #[must_use]
    pub fn is_answered_by(&self, state: &str) -> bool {
        self.state.as_bytes().ct_eq(state.as_bytes()).into()
    }

    /// All of it as one text, to be sealed.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("{}.{}.{}.{}", self.state, self.nonce, self.verifier, self.address)
    }

    /// Reads what [`Begun::to_text`] wrote; nothing where it is anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(4, '.');
        let mut coded = |bytes: usize| {
            let part = parts.next()?;
            let decoded = BASE64URL_NOPAD.decode(part.as_bytes()).ok()?;
            (decoded.len() == bytes).then(|| part.to_owned())
        };
        let (state, nonce, verifier) = (coded(SHORT)?, coded(SHORT)?, coded(LONG)?);
        let address = parts.next()?.to_owned();
        Some(Begun { address, state, nonce, verifier })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn begun() -> Begun {
        let mut bytes = [0; 64];
        (0..).zip(&mut bytes).for_each(|(number, byte)| *byte = number);
        Begun { address: "https://id.example.org/auth?a=b.c".to_owned(), ..Begun::from_bytes(&bytes) }
    }

    #[test]
    fn the_text_gives_the_same_back() {
        assert_eq!(Begun::parse(&begun().to_text()).unwrap(), begun());
    }

    #[test]
    fn each_byte_is_used_once() {
        let begun = begun();
        let decoded = [&begun.verifier, &begun.state, &begun.nonce]
            .map(|part| BASE64URL_NOPAD.decode(part.as_bytes()).unwrap())
            .concat();
        assert_eq!(decoded, (0..64).collect::<Vec<u8>>());
    }

    #[test]
    fn its_own_state_answers_it_and_no_other() {
        let begun = begun();
        assert!(begun.is_answered_by(&begun.state));
        let shorter: String = begun.state.chars().skip(1).collect();
        for other in ["", &shorter, &begun.nonce, &format!("{}A", begun.state)] {
            assert!(!begun.is_answered_by(other), "{other}");
        }
    }

    #[test]
    fn what_is_no_such_text_gives_nothing() {
        let text = begun().to_text();
        let shorter: String = text.chars().skip(1).collect();
        for wrong in ["", "...", "a.b.c.d", &shorter, &text.replacen('.', "", 1)] {
            assert_eq!(Begun::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn debug_shows_no_secret() {
        let begun = begun();
        let shown = format!("{begun:?}");
        assert!(!shown.contains(&begun.verifier) && !shown.contains(&begun.state), "{shown}");
    }
}
