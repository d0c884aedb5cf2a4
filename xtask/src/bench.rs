//! `cargo xtask bench`: measurements, printed. Nothing here passes or fails.

use crate::step::{cargo, succeed, timed};
use crate::test::{POSTGRES, Postgres};
use anyhow::Result;
use std::path::Path;

/// Runs every measurement in the profile that is shipped, or only the parts that are named: `server`, `cases`, `batch`, `import`,
/// `storage`.
/// `GUANTONG_BENCH_LARGEST` leaves out what has more students.
pub(crate) fn run(root: &Path, parts: &[&str]) -> Result<()> {
    // Where PostgreSQL is not installed, SQLite is measured alone, and the figures say so.
    let postgres = match Postgres::start() {
        Ok(server) => Some(server),
        Err(why) => {
            println!("without PostgreSQL: {why}");
            None
        }
    };
    let mut command = cargo(root);
    command.args(["bench", "--package", "guantong", "--bench", "office", "--"]).args(parts);
    if let Some(server) = &postgres {
        command.env(POSTGRES, server.address());
    }
    timed("office", || succeed(&mut command))
}
