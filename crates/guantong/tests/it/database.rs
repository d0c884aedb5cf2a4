//! Empty databases on a PostgreSQL server: the one that `cargo xtask test` starts, or one of a test's own.

use std::process::{Command, id};

/// The address of an empty database of this name and this process.
pub(crate) fn empty(name: &str) -> String {
    let server = std::env::var("GUANTONG_TEST_POSTGRES")
        .expect("no PostgreSQL to try: run `cargo xtask test`, or name one in GUANTONG_TEST_POSTGRES");
    empty_at(&server, &format!("{name}_{}", id()))
}

/// The address of an empty database on a server.
pub(crate) fn empty_at(server: &str, name: &str) -> String {
    let made = Command::new("createdb")
        .arg(format!("--maintenance-db={server}/postgres"))
        .args(["--encoding", "UTF8", name])
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    format!("{server}/{name}")
}
