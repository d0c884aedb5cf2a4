//! All cryptography of the house: passwords, one-time codes, sealing, and things that open once.
//!
//! Knows: which algorithms are used, with which costs, and how what they make is written.
//! Must never know: an account, a clock, a source of randomness, a database, a language.
//!
//! Random bytes and moments come in as parameters: whoever calls draws them afresh each time.

mod error;
mod mac;
pub mod once;
pub mod password;
pub mod seal;
mod text;
pub mod totp;

pub use error::SecretError;
