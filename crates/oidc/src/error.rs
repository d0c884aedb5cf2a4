//! What can go wrong. No message holds a secret, a code or a token.

/// Why nobody could be signed in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OidcError {
    /// A setting cannot be used: which one, and why.
    #[error("{0}")]
    Setting(String),
    /// The provider cannot be reached, or answers what OpenID Connect does not foresee: what happened.
    #[error("the provider: {0}")]
    Provider(String),
    /// The provider does not take the code or the client: its own word for it, such as `invalid_grant`.
    #[error("the provider refuses: {0}")]
    Refused(String),
    /// Who comes back does not bring the state that this sign-in began with.
    #[error("this is not the sign-in that was begun")]
    State,
    /// The provider gave no identity token, or one that cannot be read: why.
    #[error("identity token: {0}")]
    Token(String),
    /// No key of the provider's signed the token, or it is signed in a way that is not accepted: why.
    #[error("the token's signature: {0}")]
    Signature(String),
    /// Another issuer than the one in the settings made the token.
    #[error("the token is another issuer's")]
    Issuer,
    /// The token was made for another client, or for others also.
    #[error("the token is for another client")]
    Audience,
    /// The token's time is over.
    #[error("the token has expired")]
    Expired,
    /// The token belongs to another sign-in.
    #[error("the token belongs to another sign-in")]
    Nonce,
}

/// An error with all that is below it, in one line.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut below = error.source();
    while let Some(error) = below {
        text.push_str(": ");
        text.push_str(&error.to_string());
        below = error.source();
    }
    text
}
