//! Sign-in tried against Glewlwyd, a provider that is not ours, on a port of the test's own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod discovery;
mod glewlwyd;
mod house;
mod relay;
mod sign_in;
mod tokens;
mod wire;
