//! Pages as a browser asks for them, without a network: against a database of its own for every test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod browser;
mod edition;
mod frame;
mod home;
mod lives;
mod student;
mod students;
mod town;
