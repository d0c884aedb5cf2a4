//! Sealing what the database must not show: XChaCha20-Poly1305, its 24-byte nonce long enough to be drawn at random;
//! and blind indexes by HMAC-SHA-256, so that equal texts can be found without being opened.
//!
//! Each 32-byte master key gives its working keys by HMAC with a label; none is used for two things. Several keys may
//! be known at a time: the newest seals, any of them opens, and the oldest makes the blind indexes.

use crate::SecretError;
use crate::{mac, once};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD, HEXLOWER};
use zeroize::Zeroizing;

const VERSION: &str = "v1";
const NONCE: usize = 24;
/// The bytes of a code: base32 writes five as eight characters.
const CODE: usize = 5;
const ID_LONGEST: usize = 32;
const SEAL_LABEL: &[u8] = b"guantong seal v1";
const BLIND_LABEL: &[u8] = b"guantong blind v1";

/// The office's keys, newest first; there is always one. They are not shown by `Debug`, and wiped when dropped.
#[derive(Clone)]
pub struct Keys {
    newest: Key,
    older: Vec<Key>,
}

#[derive(Clone)]
struct Key {
    id: String,
    master: Zeroizing<[u8; 32]>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.all().map(|key| &key.id)).finish()
    }
}

impl Keys {
    /// A single key. An id is 1 to 32 of `a–z 0–9 - _`; any other character becomes a hyphen.
    #[must_use]
    pub fn one(id: &str, key: [u8; 32]) -> Self {
        Keys { newest: Key { id: fitting(id), master: Zeroizing::new(key) }, older: Vec::new() }
    }

    /// Reads one key a line, `id base32`, newest first; `#` opens a comment, empty lines are passed over. Fails with
    /// [`SecretError::Key`] naming the line, never what stands there.
    pub fn parse(text: &str) -> Result<Self, SecretError> {
        let mut keys: Vec<Key> = Vec::new();
        for (at, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default();
            if line.trim().is_empty() {
                continue;
            }
            let wrong = |why: &str| SecretError::Key(format!("line {}: {why}", at + 1));
            let key = Key::parse(line).map_err(wrong)?;
            if keys.iter().any(|known| known.id == key.id) {
                return Err(wrong("this id stands above already"));
            }
            keys.push(key);
        }
        let mut keys = keys.into_iter();
        let newest = keys.next().ok_or_else(|| SecretError::Key("there is no key".to_owned()))?;
        Ok(Keys { newest, older: keys.collect() })
    }

    /// The keys as [`Keys::parse`] reads them: a secret, to be written where only the office reads.
    #[must_use]
    pub fn text(&self) -> String {
        self.all().map(|key| format!("{} {}\n", key.id, once::id(&*key.master))).collect()
    }

    /// Puts a new key before the others, which stay to open what they sealed. An id that is taken gets a number, for
    /// two keys of one id could not be told apart in what they sealed.
    #[must_use]
    pub fn with_newest(self, id: &str, key: [u8; 32]) -> Self {
        let id = fitting(id);
        let taken = |id: &str| self.all().any(|key| key.id == id);
        let mut free = id.clone();
        let mut number = 2;
        while taken(&free) {
            let tail = format!("-{number}");
            free = id.chars().take(ID_LONGEST - tail.len()).collect::<String>() + &tail;
            number += 1;
        }
        let newest = Key { id: free, master: Zeroizing::new(key) };
        Keys { newest, older: std::iter::once(self.newest).chain(self.older).collect() }
    }

    /// Seals with the newest key: `v1.<key id>.<base64url of nonce and ciphertext>`. Purpose and key id are
    /// authenticated: what was sealed for one purpose does not open for another. The nonce is 24 bytes drawn at
    /// random for this call. Fails only for more bytes than the cipher takes, 256 GiB.
    pub fn seal(&self, purpose: &str, plain: &[u8], nonce: &[u8; 24]) -> Result<String, SecretError> {
        let key = &self.newest;
        let aad = bound(&key.id, purpose);
        let payload = Payload { msg: plain, aad: &aad };
        let cipher = key.cipher().encrypt(nonce.into(), payload).map_err(|_| SecretError::Sealed)?;
        let body = BASE64URL_NOPAD.encode(&[nonce.as_slice(), &cipher].concat());
        Ok(format!("{VERSION}.{}.{body}", key.id))
    }

    /// Opens what was sealed for this purpose. Fails with [`SecretError::Key`] where the key it names is not among
    /// these, with [`SecretError::Sealed`] for all else.
    pub fn open(&self, purpose: &str, sealed: &str) -> Result<Vec<u8>, SecretError> {
        let (id, body) = parts(sealed).ok_or(SecretError::Sealed)?;
        let missing = || SecretError::Key(format!("{id} is not among the office's keys"));
        let key = self.all().find(|key| key.id == id).ok_or_else(missing)?;
        let body = BASE64URL_NOPAD.decode(body.as_bytes()).map_err(|_| SecretError::Sealed)?;
        let (nonce, cipher) = body.split_first_chunk::<NONCE>().ok_or(SecretError::Sealed)?;
        let payload = Payload { msg: cipher, aad: &bound(id, purpose) };
        key.cipher().decrypt(nonce.into(), payload).map_err(|_| SecretError::Sealed)
    }

    /// Whether it was not sealed with the newest key, or cannot be read at all.
    #[must_use]
    pub fn needs_resealing(&self, sealed: &str) -> bool {
        parts(sealed).is_none_or(|(id, _)| id != self.newest.id)
    }

    /// Keyed index in hex: equal texts of one purpose give equal values to who has the key. It comes from the oldest
    /// key, so that a new key does not move it; when the oldest is taken away, every index has to be made again.
    #[must_use]
    pub fn blind(&self, purpose: &str, text: &str) -> String {
        let oldest = self.older.last().unwrap_or(&self.newest);
        let key = oldest.derived(BLIND_LABEL);
        HEXLOWER.encode(&mac::sha256(&*key, &[&length(purpose), purpose.as_bytes(), text.as_bytes()]))
    }

    /// A code of eight characters in two groups for people to type, from the same key as a blind index and as stable: 40
    /// bits, so whoever guesses must be stopped after some misses.
    #[must_use]
    pub fn code(&self, purpose: &str, text: &str) -> String {
        let blind = self.blind(purpose, text);
        let bytes = HEXLOWER.decode(blind.as_bytes()).unwrap_or_default();
        once::typed(bytes.get(..CODE).unwrap_or_default())
    }

    fn all(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.newest).chain(&self.older)
    }
}

impl Key {
    fn parse(line: &str) -> Result<Self, &'static str> {
        let mut words = line.split_whitespace();
        let (Some(id), Some(key), None) = (words.next(), words.next(), words.next()) else {
            return Err("an id and a key in base32 are wanted, and nothing else");
        };
        if !is_id(id) {
            return Err("an id is 1 to 32 of a-z, 0-9, - and _");
        }
        let wrong = "the key is not base32 of 32 bytes";
        let upper = Zeroizing::new(key.to_ascii_uppercase());
        let bytes = BASE32_NOPAD.decode(upper.trim_end_matches('=').as_bytes()).map_err(|_| wrong)?;
        let bytes = Zeroizing::new(bytes);
        let master = bytes.as_slice().try_into().map_err(|_| wrong)?;
        Ok(Key { id: id.to_owned(), master: Zeroizing::new(master) })
    }

    fn derived(&self, label: &[u8]) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(mac::sha256(&*self.master, &[label]))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        let key = self.derived(SEAL_LABEL);
        XChaCha20Poly1305::new((&*key).into())
    }
}

fn is_id(id: &str) -> bool {
    (1..=ID_LONGEST).contains(&id.len()) && id.chars().all(is_of_id)
}

/// No dot, for it parts what is sealed; no capital, for people read ids to each other.
fn is_of_id(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_'
}

/// The nearest id that can be written, so that what is made can always be read again.
fn fitting(id: &str) -> String {
    let lower = id.chars().take(ID_LONGEST).map(|c| c.to_ascii_lowercase());
    let id: String = lower.map(|c| if is_of_id(c) { c } else { '-' }).collect();
    if id.is_empty() { "key".to_owned() } else { id }
}

/// Key id and body of what is sealed; nothing for another version or form.
fn parts(sealed: &str) -> Option<(&str, &str)> {
    let (id, body) = sealed.strip_prefix(VERSION)?.strip_prefix('.')?.split_once('.')?;
    is_id(id).then_some((id, body))
}

/// What is authenticated beside the text. Lengths stand before the parts, so that no two cuts give the same bytes.
fn bound(id: &str, purpose: &str) -> Vec<u8> {
    let parts: [&[u8]; 5] =
        [VERSION.as_bytes(), &length(id), id.as_bytes(), &length(purpose), purpose.as_bytes()];
    parts.concat()
}

fn length(text: &str) -> [u8; 8] {
    u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes()
}
