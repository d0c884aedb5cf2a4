//! `cargo xtask test`: installs what is missing, starts a PostgreSQL and a service of S3 for the tests, and runs every test of the workspace.

mod axe;
mod install;
mod postgres;
mod runner;
mod s3;

pub(crate) use postgres::{Server as Postgres, VARIABLE as POSTGRES};
pub(crate) use runner::ALL_FEATURES;

use anyhow::{Result, anyhow};
use std::path::Path;

/// Installs what the tests need and runs them all; `arguments` go to the test runner.
pub(crate) fn run(root: &Path, arguments: &[&str]) -> Result<()> {
    let axe = axe::Package::below_target()?;
    let packages = s3::Packages::below_target()?;
    install::missing(!axe.is_there() || !packages.are_there())?;
    let script = axe.script()?;
    packages.fetch()?;
    let bucket = packages.start()?;
    let postgres = postgres::Server::start().map_err(|error| anyhow!(error))?;
    let found: [runner::Found; 3] = [
        (postgres::VARIABLE, postgres.address().into()),
        (axe::VARIABLE, script.into()),
        (s3::VARIABLE, bucket.address().into()),
    ];
    runner::run(root, arguments, &found)
}
