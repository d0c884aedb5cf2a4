//! The whole run of a submission: cheap steps first, the tests last, so that their counts close the output.

use crate::step::{cargo, succeed, timed};
use crate::{test, tidy};
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

/// Runs every step; the first that fails ends the run.
pub(crate) fn run(root: &Path) -> Result<()> {
    timed("format", || succeed(cargo(root).args(["fmt", "--all", "--check"])))?;
    timed("tidy", || tidy::run(root))?;
    timed("lints", || {
        // Everything, with what stands behind features; then what is shipped without them.
        let strict = ["--", "-D", "warnings"];
        succeed(cargo(root).arg("clippy").args(test::ALL_FEATURES).arg("--all-targets").args(strict))?;
        succeed(cargo(root).args(["clippy", "--workspace"]).args(strict))
    })?;
    timed("documentation", || {
        let every = ["--no-deps", "--quiet"];
        succeed(
            cargo(root).arg("doc").args(test::ALL_FEATURES).args(every).env("RUSTDOCFLAGS", "-D warnings"),
        )
    })?;
    if std::env::var_os("CI").is_some() {
        timed("lock file", || lock_file_unchanged(root))?;
    }
    // The runner times itself, and its counts are the last lines of the run.
    println!("== tests");
    test::run(root, &[])
}

/// On a clean clone the steps before have just resolved every crate: a lock file that moved was out of date.
fn lock_file_unchanged(root: &Path) -> Result<()> {
    let changed = Command::new("git")
        .args(["status", "--porcelain", "--", "Cargo.lock"])
        .current_dir(root)
        .output()
        .context("cannot ask git about Cargo.lock")?;
    if !changed.status.success() || !changed.stdout.is_empty() {
        bail!("Cargo.lock does not fit the manifests: run `cargo check` and commit it");
    }
    Ok(())
}
