//! `cargo xtask test`: installs what is missing, then runs every test of the workspace.

mod install;
mod runner;

use anyhow::Result;
use std::path::Path;

/// Installs what the tests need and runs them all; `arguments` go to the test runner.
pub(crate) fn run(root: &Path, arguments: &[&str]) -> Result<()> {
    install::missing()?;
    runner::run(root, arguments)
}
