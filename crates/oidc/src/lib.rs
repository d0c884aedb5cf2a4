//! Sign-in by OpenID Connect: the authorisation code flow with PKCE, against one provider that an office trusts.
//!
//! Knows: how a provider is found, where a person is sent, and what a token must say before it is believed.
//! Must never know: an account, a role, a clock, a source of randomness, a database, a page, a language.
//!
//! `Provider::discover` reads what the provider says of itself, `begin` makes the address a person is sent to, and
//! `finish` turns the code they come back with into `Who`. Random bytes and moments come in as parameters: whoever
//! calls draws them afresh each time.
//!
//! All of it stands behind the feature `client`. It rests on some sixty crates that an office without a provider does
//! not need, so that without the feature this crate is empty.

#[cfg(feature = "client")]
mod begun;
#[cfg(feature = "client")]
mod error;
#[cfg(feature = "client")]
mod http;
#[cfg(feature = "client")]
mod provider;

#[cfg(feature = "client")]
pub use begun::Begun;
#[cfg(feature = "client")]
pub use error::OidcError;
#[cfg(feature = "client")]
pub use provider::{Provider, Settings, Who};
