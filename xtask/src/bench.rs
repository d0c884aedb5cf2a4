//! `cargo xtask bench`: measurements, printed. Nothing here passes or fails.

use crate::step::{cargo, succeed, timed};
use anyhow::Result;
use std::path::Path;

/// Runs every measurement in the profile that is shipped.
pub(crate) fn run(root: &Path) -> Result<()> {
    timed("office", || succeed(cargo(root).args(["bench", "--package", "guantong", "--bench", "office"])))
}
