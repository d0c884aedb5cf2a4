//! `cargo xtask test`: installs what is missing, starts a PostgreSQL for the tests, and runs every test of the workspace.

mod axe;
mod install;
mod postgres;
mod runner;

pub(crate) use postgres::{Server as Postgres, VARIABLE as POSTGRES};
pub(crate) use runner::ALL_FEATURES;

use anyhow::{Result, anyhow};
use std::path::Path;

/// Installs what the tests need and runs them all; `arguments` go to the test runner.
pub(crate) fn run(root: &Path, arguments: &[&str]) -> Result<()> {
    let axe = axe::Package::below_target()?;
    install::missing(!axe.is_there())?;
    let script = axe.script()?;
    let postgres = postgres::Server::start().map_err(|error| anyhow!(error))?;
    let found: [runner::Found; 2] =
        [(postgres::VARIABLE, postgres.address().into()), (axe::VARIABLE, script.into())];
    runner::run(root, arguments, &found)
}
