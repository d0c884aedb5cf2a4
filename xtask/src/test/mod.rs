//! `cargo xtask test`: installs what is missing, starts a PostgreSQL for the tests, and runs every test of the workspace.

mod install;
mod postgres;
mod runner;

pub(crate) use runner::BEHIND_FEATURES;

use anyhow::{Result, anyhow};
use std::path::Path;

/// Installs what the tests need and runs them all; `arguments` go to the test runner.
pub(crate) fn run(root: &Path, arguments: &[&str]) -> Result<()> {
    install::missing()?;
    let postgres = postgres::Server::start().map_err(|error| anyhow!(error))?;
    runner::run(root, arguments, &postgres.address())
}
