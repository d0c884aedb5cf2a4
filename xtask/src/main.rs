//! What the project asks of itself: `cargo xtask test`, `ci`, `tidy`, `docs`, `long`.
//!
//! Knows: which programs the tests need and how a system installs them, and the rules of the house.
//! Must never know: a rule of the notice, or anything a user of guantong reads.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command of the house speaks to the terminal"
)]

mod bench;
mod ci;
mod docs;
mod long;
mod step;
mod test;
mod tidy;

use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask test [-- ARGS]   install what the tests need, then run them all; ARGS go to the test runner
cargo xtask ci               format, lints, tidiness, documentation, then the tests
cargo xtask tidy             the rules of the house that no compiler checks
cargo xtask docs             write the documents that are made from code
cargo xtask long [--seed N]  the loops that take longer: a million random commands on random records
cargo xtask bench [PART …]   figures, printed, never passed or failed: server (the city and its pages), cases (the ranking of
                             excellent cases in the city), batch (2,000 to 200,000 students), import (a city's candidates), storage (both databases, a table and a picture in target/bench)";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let mut words = words.iter().map(String::as_str);
    let command = words.next();
    let rest: Vec<&str> = words.collect();
    let done = match (command, rest.as_slice()) {
        (Some("test"), [] | ["--"]) => test::run(&root(), &[]),
        (Some("test"), ["--", arguments @ ..]) => test::run(&root(), arguments),
        (Some("ci"), []) => ci::run(&root()),
        (Some("tidy"), []) => tidy::run(&root()),
        (Some("docs"), []) => docs::run(&root()),
        (Some("bench"), parts) => bench::run(&root(), parts),
        (Some("long"), arguments) => long::run(&root(), arguments),
        (Some("help" | "--help" | "-h"), []) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the workspace: the one above this crate.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), |parent| parent.to_path_buf())
}
