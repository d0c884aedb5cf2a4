//! Dependencies between our crates run only where docs/ARCHITECTURE.md allows them.

use super::table::{Row, rows};
use super::tree::File;
use super::{Finding, Tree};
use std::collections::BTreeSet;

/// The one place where the allowed edges stand: columns crate, may use, in tests also.
const TABLE: &str = "docs/ARCHITECTURE.md";
const HEADING: &str = "crate";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let Some(document) = tree.get(TABLE) else {
        return vec![Finding::new(TABLE, 0, "is missing: it holds the allowed edges")];
    };
    let allowed = rows(document, HEADING);
    let mut found = Vec::new();
    for name in tree.crates() {
        let Some(manifest) = tree.get(&format!("crates/{name}/Cargo.toml")) else { continue };
        let Some(row) = allowed.iter().find(|row| row.code(0).contains(&name)) else {
            found.push(Finding::new(TABLE, 0, format!("has no row for the crate `{name}`")));
            continue;
        };
        found.extend(beyond(manifest, row));
    }
    let ours: BTreeSet<&str> = tree.crates().collect();
    for row in &allowed {
        for name in row.code(0).into_iter().filter(|name| !ours.contains(name)) {
            found.push(Finding::new(TABLE, row.line, format!("`{name}` is no crate")));
        }
    }
    found
}

/// The edges of one manifest that its row does not allow.
fn beyond(manifest: &File, row: &Row) -> Vec<Finding> {
    let mut found = Vec::new();
    for section in [Section::Normal, Section::Build, Section::Dev] {
        let names = match dependencies(manifest, section) {
            Ok(names) => names,
            Err(error) => return vec![Finding::new(&manifest.path, 0, error)],
        };
        let mut may = row.code(1);
        if section == Section::Dev {
            may.extend(row.code(2));
        }
        for name in names.iter().filter_map(|name| ours(name)).filter(|name| !may.contains(name)) {
            let text = format!("{} names `{name}`: {TABLE} does not allow this edge", section.name());
            found.push(Finding::new(&manifest.path, 0, text));
        }
    }
    found
}

/// Our own crate behind a package name.
pub(super) fn ours(package: &str) -> Option<&str> {
    match package {
        "guantong" => Some("guantong"),
        other => other.strip_prefix("guantong-"),
    }
}

/// A section of a manifest that names other crates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Normal,
    Dev,
    Build,
}

impl Section {
    pub(super) fn name(self) -> &'static str {
        match self {
            Section::Normal => "dependencies",
            Section::Dev => "dev-dependencies",
            Section::Build => "build-dependencies",
        }
    }
}

/// The names in a section of a manifest, those for some systems only included; an error where it is no TOML.
pub(super) fn dependencies(manifest: &File, section: Section) -> Result<BTreeSet<String>, String> {
    let table: toml::Table = manifest.text.parse().map_err(|error| format!("is no manifest: {error}"))?;
    let of = |table: &toml::Table| -> Vec<String> {
        let named = table.get(section.name()).and_then(toml::Value::as_table);
        named.into_iter().flat_map(|named| named.keys().cloned()).collect()
    };
    let targets = table.get("target").and_then(toml::Value::as_table);
    let by_target =
        targets.into_iter().flat_map(|targets| targets.values().filter_map(toml::Value::as_table));
    Ok(of(&table).into_iter().chain(by_target.flat_map(of)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "# Edges\n\n| crate | may use | in tests also |\n| - | - | - |\n| `model` | | |\n| `web` | \
                            `model` | `store` |\n";

    fn faults(manifest: &str) -> Vec<String> {
        let tree = Tree::of(&[
            (TABLE, DOCUMENT),
            ("crates/model/Cargo.toml", "[dependencies]\nserde = \"1\"\n"),
            ("crates/web/Cargo.toml", manifest),
        ]);
        check(&tree).into_iter().map(|finding| finding.text).collect()
    }

    #[test]
    fn an_edge_that_is_not_in_the_table_is_found() {
        assert_eq!(faults("[dependencies]\nguantong-model.workspace = true\n"), Vec::<String>::new());
        assert_eq!(faults("[dependencies]\nguantong-store.workspace = true\n").len(), 1);
        assert_eq!(faults("[build-dependencies]\nguantong-store.workspace = true\n").len(), 1);
        assert_eq!(faults("[target.'cfg(unix)'.dependencies]\nguantong-store.workspace = true\n").len(), 1);
        assert_eq!(faults("[dev-dependencies]\nguantong-store.workspace = true\n"), Vec::<String>::new());
        assert_eq!(faults("[dev-dependencies]\nguantong-service.workspace = true\n").len(), 1);
    }

    #[test]
    fn every_crate_has_a_row_and_every_row_a_crate() {
        let tree =
            Tree::of(&[(TABLE, DOCUMENT), ("crates/model/Cargo.toml", ""), ("crates/new/Cargo.toml", "")]);
        let texts: Vec<_> = check(&tree).into_iter().map(|finding| finding.text).collect();
        assert_eq!(texts, ["has no row for the crate `new`", "`web` is no crate"]);
    }
}
