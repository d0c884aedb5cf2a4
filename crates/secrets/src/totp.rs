//! One-time codes by the clock: RFC 6238 with SHA-1, six digits and steps of 30 seconds, which is what every program
//! on a telephone understands. A code opens once: who calls keeps the step it opened, and hands it back.

use crate::{mac, once, text};
use data_encoding::BASE32_NOPAD;
use zeroize::Zeroizing;

const STEP_MICROS: i64 = 30_000_000;
const DIGITS: usize = 6;
/// Steps accepted behind and ahead of the present one, for clocks that go wrong and people who type slowly.
const WINDOW: i64 = 1;

/// The secret that a telephone and the office share. It is not shown by `Debug`, and wiped when dropped.
#[derive(Clone)]
pub struct TotpKey(Zeroizing<[u8; 20]>);

impl std::fmt::Debug for TotpKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpKey(…)")
    }
}

impl TotpKey {
    /// A key of 20 random bytes, the length that RFC 4226 recommends.
    #[must_use]
    pub fn new(bytes: [u8; 20]) -> Self {
        TotpKey(Zeroizing::new(bytes))
    }

    /// Reads base32 as [`TotpKey::base32`] writes it or as people type it, with blanks, hyphens, padding or small
    /// letters; nothing where it is not base32 of 20 bytes.
    #[must_use]
    pub fn parse(base32: &str) -> Option<Self> {
        let text = Zeroizing::new(once::normal(base32).to_ascii_uppercase());
        let bytes = Zeroizing::new(BASE32_NOPAD.decode(text.trim_end_matches('=').as_bytes()).ok()?);
        bytes.as_slice().try_into().ok().map(TotpKey::new)
    }

    /// The key in base32 without padding, to be typed where no camera is at hand.
    #[must_use]
    pub fn base32(&self) -> String {
        BASE32_NOPAD.encode(&*self.0)
    }

    /// The bytes, to be sealed.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// The address that a telephone reads from a picture: `otpauth://totp/…`, issuer and login percent-encoded.
    #[must_use]
    pub fn uri(&self, issuer: &str, login: &str) -> String {
        let (issuer, login) = (percent(issuer), percent(login));
        let secret = self.base32();
        format!(
            "otpauth://totp/{issuer}:{login}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30"
        )
    }

    /// The code of a step: six digits.
    #[must_use]
    pub fn code(&self, step: i64) -> String {
        let mac = mac::sha1(&self.0, &step.to_be_bytes());
        // RFC 4226, 5.3: the last four bits say where the four bytes stand; the sign is dropped.
        let offset = usize::from(mac.last().copied().unwrap_or_default() & 0x0f);
        let number = mac.iter().skip(offset).take(4).fold(0u32, |n, byte| (n << 8) | u32::from(*byte));
        format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
    }

    /// The step a code opens at a moment (microseconds since 1970 UTC), later than the last one used: a code opens
    /// once. Where two steps of the window share the code, the later, so that it cannot open the other one after.
    /// Accepts full-width digits and blanks within.
    #[must_use]
    pub fn opens(&self, code: &str, now_micros: i64, last_step: Option<i64>) -> Option<i64> {
        let typed: String = code.chars().map(text::fold).filter(|c| !c.is_whitespace()).collect();
        if typed.len() != DIGITS || !typed.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let now = step_at(now_micros);
        // Every step is tried, so that the time taken does not tell which one fits.
        let fitting = (-WINDOW..=WINDOW).filter_map(|away| {
            let step = now.checked_add(away)?;
            let fits = once::equal(&self.code(step), &typed);
            (fits && last_step.is_none_or(|last| step > last)).then_some(step)
        });
        fitting.max()
    }
}

/// The step of a moment, in microseconds since 1970 UTC.
#[must_use]
pub fn step_at(now_micros: i64) -> i64 {
    now_micros.div_euclid(STEP_MICROS)
}

/// RFC 3986: all but the unreserved characters, byte by byte.
fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
