//! The test runner: cargo-nextest where it is installed, else `cargo test`. Examples in documentation run
//! first, so that the counts of the tests are the last lines.

use crate::step::{answers, cargo, shown, succeed};
use crate::tidy::Tree;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

/// Runs the examples in documentation, then every other test of the workspace.
pub(crate) fn run(root: &Path, arguments: &[&str]) -> Result<()> {
    let examples = crates_with_examples(&Tree::read(root)?);
    if !examples.is_empty() && arguments.is_empty() {
        let packages = examples.iter().flat_map(|name| ["--package", name]);
        succeed(cargo(root).args(["test", "--quiet", "--doc"]).args(packages))?;
    }
    if answers(cargo(root).args(["nextest", "--version"])) {
        let all = ["nextest", "run", "--workspace", "--no-fail-fast"];
        return succeed(cargo(root).args(all).args(arguments));
    }
    let counts = cargo_test(root, arguments)?;
    println!("{}", counts.closing_line());
    if counts.failed > 0 {
        bail!("{} of the tests failed", counts.failed);
    }
    Ok(())
}

/// The libraries whose documentation holds an example to be compiled.
fn crates_with_examples(tree: &Tree) -> BTreeSet<String> {
    let holds_example = |text: &str| {
        let fences = text.lines().filter_map(|line| {
            let line = line.trim_start();
            line.strip_prefix("///").or_else(|| line.strip_prefix("//!"))?.trim().strip_prefix("```")
        });
        // Fences come in pairs: what opens one says whether it is Rust.
        fences.step_by(2).any(|language| matches!(language, "" | "rust" | "no_run" | "should_panic"))
    };
    let sources = tree.files().iter().filter(|file| file.path.ends_with(".rs") && holds_example(&file.text));
    sources
        .filter_map(|file| {
            let (name, rest) = file.path.strip_prefix("crates/")?.split_once('/')?;
            let library = tree.has(&format!("crates/{name}/src/lib.rs")) && rest.starts_with("src/");
            library.then(|| format!("guantong-{name}"))
        })
        .collect()
}

/// What the test binaries of one run counted together.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: u64,
    failed: u64,
    ignored: u64,
}

impl Counts {
    /// Adds a line such as `test result: ok. 3 passed; 0 failed; 1 ignored; …`; other lines count nothing.
    fn add(&mut self, line: &str) {
        let Some(result) = line.strip_prefix("test result: ") else { return };
        let words: Vec<&str> = result.split_whitespace().collect();
        for pair in words.windows(2) {
            let [number, word] = pair else { continue };
            let Ok(number) = number.parse::<u64>() else { continue };
            match word.trim_end_matches(';') {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" => self.ignored += number,
                _ => {}
            }
        }
    }

    fn closing_line(&self) -> String {
        format!("{} passed, {} failed, {} skipped", self.passed, self.failed, self.ignored)
    }
}

/// Runs `cargo test`, showing its output as it comes and adding up the results of its binaries.
fn cargo_test(root: &Path, arguments: &[&str]) -> Result<Counts> {
    let mut command = cargo(root);
    command.args(["test", "--workspace", "--all-targets", "--no-fail-fast"]).args(arguments);
    let mut child = command.stdout(Stdio::piped()).spawn().context("cannot start `cargo test`")?;
    let mut counts = Counts::default();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line.context("the output of `cargo test` broke off")?;
            counts.add(&line);
            println!("{line}");
        }
    }
    let status = child.wait().context("`cargo test` did not end")?;
    if !status.success() && counts.failed == 0 {
        bail!("`{}` ended with {status}", shown(&command));
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_several_binaries_add_up() {
        let mut counts = Counts::default();
        for line in [
            "running 3 tests",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
        ] {
            counts.add(line);
        }
        assert_eq!(counts, Counts { passed: 7, failed: 2, ignored: 1 });
        assert_eq!(counts.closing_line(), "7 passed, 2 failed, 1 skipped");
    }

    #[test]
    fn a_library_with_an_example_is_found_and_one_with_plain_text_is_not() {
        let tree = Tree::of(&[
            ("crates/one/src/lib.rs", "//! ```\n//! assert!(true);\n//! ```\n"),
            ("crates/two/src/lib.rs", "//! ```text\n//! 1|2\n//! ```\n"),
            ("crates/three/src/main.rs", "//! ```\n//! ```\n"),
        ]);
        assert_eq!(crates_with_examples(&tree), BTreeSet::from(["guantong-one".to_owned()]));
    }
}
