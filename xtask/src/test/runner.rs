//! The test runner: cargo-nextest where it is installed, else `cargo test`. Examples in documentation run
//! first, so that the counts of the tests are the last lines. What stands behind a feature is built in, so that all is
//! built once.

use crate::step::{answers, cargo, shown, succeed};
use crate::tidy::Tree;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, IsTerminal, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The whole workspace with what stands behind features.
pub(crate) const ALL_FEATURES: &[&str] =
    &["--workspace", "--features", "guantong-oidc/client,guantong/oidc,guantong/s3"];

/// A variable in which tests find what they need, and what it holds.
pub(crate) type Found = (&'static str, OsString);

/// Runs the examples in documentation, then every other test of the workspace; with arguments, only tests that need
/// no feature. `found` says where they find what they need.
pub(crate) fn run(root: &Path, arguments: &[&str], found: &[Found]) -> Result<()> {
    // Told of the whole workspace, though few have any: some crates by themselves would be built a second time, for
    // what they ask of others differs.
    if arguments.is_empty() && !crates_with_examples(&Tree::read(root)?).is_empty() {
        succeed(cargo(root).args(["test", "--quiet", "--doc"]).args(ALL_FEATURES))?;
    }
    let nextest = answers(cargo(root).args(["nextest", "--version"]));
    // A few tests need no more than they ask for.
    let all = if arguments.is_empty() { ALL_FEATURES } else { &["--workspace"] };
    let words = [all, arguments].concat();
    let counts = if nextest { with_nextest(root, &words, found) } else { with_cargo(root, &words, found) }?;
    if counts != Counts::default() {
        println!("{}", counts.closing_line());
    }
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

    /// Adds nextest's own closing line, such as `Summary [ 1.2s] 5 tests run: 3 passed (1 slow), 2 failed, 0 skipped`.
    fn add_summary(&mut self, line: &str) {
        let Some(result) = line.trim_start().strip_prefix("Summary [") else { return };
        let Some((_, result)) = result.split_once(" run: ") else { return };
        for part in result.split(", ") {
            let mut words = part.split(' ');
            let Some(number) = words.next().and_then(|number| number.parse::<u64>().ok()) else { continue };
            match words.next() {
                Some("passed") => self.passed += number,
                Some("skipped") => self.ignored += number,
                // Failed, timed out, or not even started.
                _ => self.failed += number,
            }
        }
    }

    fn closing_line(&self) -> String {
        format!("{} passed, {} failed, {} skipped", self.passed, self.failed, self.ignored)
    }
}

/// Runs nextest. On a terminal it draws how far it is, which a pipe would end, and nothing is counted but by it.
fn with_nextest(root: &Path, words: &[&str], found: &[Found]) -> Result<Counts> {
    let mut command = cargo(root);
    command.args(["nextest", "run", "--no-fail-fast"]).args(words).envs(found.iter().cloned());
    if std::io::stderr().is_terminal() {
        succeed(&mut command)?;
        return Ok(Counts::default());
    }
    command.args(["--color", "never"]).stderr(Stdio::piped());
    counted(command, |child| child.stderr.take(), Counts::add_summary, |line| eprintln!("{line}"))
}

/// Runs `cargo test`, adding up the results of its binaries.
fn with_cargo(root: &Path, words: &[&str], found: &[Found]) -> Result<Counts> {
    let mut command = cargo(root);
    command.args(["test", "--all-targets", "--no-fail-fast"]).args(words);
    command.envs(found.iter().cloned()).stdout(Stdio::piped());
    counted(command, |child| child.stdout.take(), Counts::add, |line| println!("{line}"))
}

/// Runs a command, showing each line as it comes and counting it.
fn counted<Output: Read>(
    mut command: Command,
    output: fn(&mut Child) -> Option<Output>,
    count: fn(&mut Counts, &str),
    show: fn(&str),
) -> Result<Counts> {
    let shown = shown(&command);
    let mut child = command.spawn().with_context(|| format!("cannot start `{shown}`"))?;
    let mut counts = Counts::default();
    if let Some(output) = output(&mut child) {
        for line in BufReader::new(output).lines() {
            let line = line.with_context(|| format!("the output of `{shown}` broke off"))?;
            count(&mut counts, &line);
            show(&line);
        }
    }
    let status = child.wait().with_context(|| format!("`{shown}` did not end"))?;
    if !status.success() && counts.failed == 0 {
        bail!("`{shown}` ended with {status}");
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
    fn summaries_of_several_runs_add_up() {
        let mut counts = Counts::default();
        for line in [
            "     Summary [   7.035s] 25 tests run: 16 passed (1 slow), 9 failed, 0 skipped",
            "     Summary [   1.086s] 5/25 tests run: 2 passed, 1 failed, 1 timed out, 1 exec failed, 3 skipped",
            "     Starting 25 tests across 2 binaries",
            "        FAIL [   0.905s] (14/25) guantong-oidc::it a_run: 3 passed",
        ] {
            counts.add_summary(line);
        }
        assert_eq!(counts, Counts { passed: 18, failed: 12, ignored: 3 });
        assert_eq!(counts.closing_line(), "18 passed, 12 failed, 3 skipped");
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
