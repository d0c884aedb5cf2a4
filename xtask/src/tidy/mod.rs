//! `cargo xtask tidy`: the rules of the house that no compiler checks. Each check is a function from the files
//! of the repository to what it found; none changes anything.

mod cases;
mod clock;
mod deploy;
mod edges;
mod language;
mod links;
mod messages;
mod opening;
mod outside;
mod privacy;
mod provisions;
mod size;
mod source;
mod table;
mod tree;
mod unfinished;

pub(crate) use tree::Tree;

use anyhow::{Result, bail};
use std::path::Path;

/// Something to mend, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    path: String,
    /// Counts from 1; 0 speaks of the whole file.
    line: usize,
    text: String,
}

impl Finding {
    fn new(path: &str, line: usize, text: impl Into<String>) -> Self {
        Finding { path: path.to_owned(), line, text: text.into() }
    }

    fn shown(&self) -> String {
        match self.line {
            0 => format!("{}: {}", self.path, self.text),
            line => format!("{}:{line}: {}", self.path, self.text),
        }
    }
}

type Check = fn(&Tree) -> Vec<Finding>;

const CHECKS: &[(&str, Check)] = &[
    ("size", size::check),
    ("opening", opening::check),
    ("edges", edges::check),
    ("outside crates", outside::check),
    ("unfinished", unfinished::check),
    ("clock", clock::check),
    ("messages", messages::check),
    ("language", language::check),
    ("provisions", provisions::check),
    ("privacy", privacy::check),
    ("links", links::check),
    ("deploy", deploy::check),
];

/// Runs every check and shows all they find.
pub(crate) fn run(root: &Path) -> Result<()> {
    let tree = Tree::read(root)?;
    let mut count = 0;
    for (name, check) in CHECKS {
        let mut found = check(&tree);
        found.sort();
        for finding in &found {
            println!("{name}: {}", finding.shown());
        }
        count += found.len();
    }
    match count {
        0 => {
            println!("tidy: {} checks over {} files, nothing found", CHECKS.len(), tree.files().len());
            Ok(())
        }
        1 => bail!("1 thing to tidy"),
        count => bail!("{count} things to tidy"),
    }
}
