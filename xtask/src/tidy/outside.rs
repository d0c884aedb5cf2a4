//! Every outside crate has its reason in docs/adr/0002-dependencies.md, with the crates of ours that use it;
//! and every crate a manifest names is used by a line of code.

use super::edges::{Section, dependencies, ours};
use super::source::Source;
use super::table::rows;
use super::tree::File;
use super::{Finding, Tree};
use std::collections::BTreeSet;

/// The one place where the reasons stand: columns crate, used by, why, cost.
const TABLE: &str = "docs/adr/0002-dependencies.md";
const HEADING: &str = "crate";

/// Crates named only to fix how something below them is built: no line of code calls them.
const BUILD_ONLY: &[&str] = &["libsqlite3-sys"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let Some(document) = tree.get(TABLE) else {
        return vec![Finding::new(TABLE, 0, "is missing: it holds the reason of each outside crate")];
    };
    let (used, mut found) = uses(tree);
    let table = rows(document, HEADING);
    let mut reasoned = BTreeSet::new();
    for row in &table {
        for outside in row.code(0) {
            for user in row.code(1) {
                reasoned.insert((outside.to_owned(), user.to_owned()));
                if !used.contains(&(outside.to_owned(), user.to_owned())) {
                    let text = format!("`{user}` does not use `{outside}`: the row is out of date");
                    found.push(Finding::new(TABLE, row.line, text));
                }
            }
        }
    }
    for (outside, user) in used.difference(&reasoned) {
        let text = format!("says nothing of `{outside}` in `{user}`: why is it there, and what does it cost");
        found.push(Finding::new(TABLE, 0, text));
    }
    found.extend(named_for_nobody(tree, &used));
    found
}

/// Which outside crate is named by which crate of ours; and what a manifest names without need.
fn uses(tree: &Tree) -> (BTreeSet<(String, String)>, Vec<Finding>) {
    let mut used = BTreeSet::new();
    let mut found = Vec::new();
    let folders =
        tree.crates().map(|name| (name, format!("crates/{name}"))).chain([("xtask", "xtask".to_owned())]);
    for (name, folder) in folders {
        let Some(manifest) = tree.get(&format!("{folder}/Cargo.toml")) else { continue };
        let words = words_of(tree, &folder);
        for section in [Section::Normal, Section::Dev, Section::Build] {
            // A manifest that is no TOML is the business of the check of edges.
            for package in dependencies(manifest, section).unwrap_or_default() {
                if !words.contains(package.replace('-', "_").as_str())
                    && !BUILD_ONLY.contains(&package.as_str())
                {
                    let text = format!("{} names `{package}`, and no line of code uses it", section.name());
                    found.push(Finding::new(&manifest.path, 0, text));
                }
                if ours(&package).is_none() {
                    used.insert((package, name.to_owned()));
                }
            }
        }
    }
    (used, found)
}

/// The words in the code of a crate, and in its templates, which a macro turns into code.
fn words_of(tree: &Tree, folder: &str) -> BTreeSet<String> {
    let prefix = format!("{folder}/");
    let files = tree.files().iter().filter(|file| file.path.starts_with(&prefix));
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_owned).collect()
    };
    let of = |file: &File| match file {
        file if file.is(&[".rs"]) => words(&Source::read(file).code),
        file if file.is(&[".html"]) => words(&file.text),
        _ => Vec::new(),
    };
    files.flat_map(of).collect()
}

/// Outside crates that the workspace offers and nobody takes.
fn named_for_nobody(tree: &Tree, used: &BTreeSet<(String, String)>) -> Vec<Finding> {
    let Some(manifest) = tree.get("Cargo.toml") else { return Vec::new() };
    let table: toml::Table = manifest.text.parse().unwrap_or_default();
    let offered = table.get("workspace").and_then(|w| w.get("dependencies")).and_then(toml::Value::as_table);
    let offered = offered.into_iter().flat_map(|offered| offered.keys());
    let alone =
        offered.filter(|name| ours(name).is_none() && !used.iter().any(|(outside, _)| outside == *name));
    alone.map(|name| Finding::new("Cargo.toml", 0, format!("`{name}` is used by no crate"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(document: &str, code: &str, workspace: &str) -> Vec<String> {
        let tree = Tree::of(&[
            ("Cargo.toml", workspace),
            (TABLE, document),
            ("crates/web/Cargo.toml", "[dependencies]\nserde-json.workspace = true\n"),
            ("crates/web/src/lib.rs", code),
        ]);
        check(&tree).into_iter().map(|finding| finding.text).collect()
    }

    #[test]
    fn an_outside_crate_needs_a_reason_and_a_use() {
        let row = |text: &str| format!("| crate | used by | why |\n| - | - | - |\n{text}");
        let good = row("| `serde-json` | `web` | answers |\n");
        let offered = "[workspace.dependencies]\nserde-json = \"1\"\n";
        assert_eq!(faults(&good, "use serde_json::Value;", offered), Vec::<String>::new());
        assert_eq!(faults(&good, "// serde_json", offered).len(), 1, "named, not used");
        assert_eq!(faults(&row(""), "use serde_json::Value;", offered).len(), 1, "no reason");
        let twice = row("| `serde-json` | `web`, `store` | answers |\n");
        assert_eq!(faults(&twice, "use serde_json::Value;", offered).len(), 1, "a user that is none");
        let more = "[workspace.dependencies]\nserde-json = \"1\"\nrand = \"1\"\n";
        assert_eq!(faults(&good, "use serde_json::Value;", more), ["`rand` is used by no crate"]);
    }
}
