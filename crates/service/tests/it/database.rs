//! An empty database on the server that `cargo xtask test` starts.

use guantong_store::Place;
use std::process::{Command, id};

/// A database of this name and this process.
pub fn served(name: &str) -> Place {
    let server = std::env::var("GUANTONG_TEST_POSTGRES")
        .expect("no PostgreSQL to try: run `cargo xtask test`, or name one in GUANTONG_TEST_POSTGRES");
    let name = format!("{name}_{}", id());
    let made = Command::new("createdb")
        .arg(format!("--maintenance-db={server}/postgres"))
        .args(["--encoding", "UTF8", &name])
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    Place::Server { address: format!("{server}/{name}"), replica: None }
}
