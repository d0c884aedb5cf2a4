//! What can go wrong. No message holds a key, a password or anything that was sealed.

/// Why a secret could not be made or opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// The office's keys cannot be read, or the one that is needed is not among them: the line or the id, and why.
    #[error("key: {0}")]
    Key(String),
    /// What was sealed cannot be opened: altered, cut short, or sealed for another purpose. Which one is not said.
    #[error("what was sealed cannot be opened")]
    Sealed,
    /// A password could not be hashed: what the layer below said.
    #[error("password hash: {0}")]
    Hash(String),
}
