//! Signing in with a provider, as the pages see it: somebody is sent there, comes back, and has a name.

use async_trait::async_trait;
use serde::Deserialize;

/// Where people come back to from a provider, below the office's own address.
pub const COMES_BACK: &str = "/sign-in/elsewhere/return";

/// A provider that the office trusts to say who somebody is. Whoever joins the house hands one in, or none.
#[async_trait]
pub trait Elsewhere: Send + Sync {
    /// What people call it.
    fn name(&self) -> &str;

    /// Begins a sign-in; the bytes must be drawn for it alone.
    fn begin(&self, random: &[u8; 64]) -> Away;

    /// Who came back, by the name that the provider gives; now is in seconds since 1970 UTC.
    ///
    /// # Errors
    /// Why nobody is known by it.
    async fn finish(&self, kept: &str, back: &Back, now_seconds: i64) -> Result<String, Unfinished>;
}

/// Somebody who is sent to a provider.
#[derive(Clone)]
pub struct Away {
    /// Where to.
    pub address: String,
    /// What must be kept until they come back: with it and the code it can be finished.
    pub kept: String,
}

/// What somebody comes back with, as it stands in the address.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Back {
    /// Of which sign-in it is said to be.
    pub state: String,
    /// What the provider gives the name for.
    pub code: String,
    /// The provider's word for why there is no code; empty where there is one.
    pub error: String,
}

/// Neither is shown by a slip: together with the code it lets in.
impl std::fmt::Debug for Away {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Away(…)")
    }
}

/// The code is not shown either.
impl std::fmt::Debug for Back {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Back(…)")
    }
}

/// Why nobody is known by what they came back with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfinished {
    /// It is not the sign-in that was begun, or one whose code is no longer good.
    Other,
    /// The person, or the provider for them, said no.
    Refused,
    /// The provider gives no name of theirs.
    Nameless,
    /// The provider cannot be asked, or is not to be believed: what happened, for the log, without a secret.
    Failed(String),
}
