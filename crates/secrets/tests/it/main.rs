//! Secrets tried from outside. Numbers in names are those of the checklist of security.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod hashes;
mod once;
mod passwords;
mod seal;
mod totp;
