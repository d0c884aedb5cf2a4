//! A link from one document to another leads somewhere.

use super::tree::File;
use super::{Finding, Tree};

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.files().iter().filter(|file| file.is(&[".md"])) {
        for (line, text) in file.numbered() {
            for target in targets(text) {
                let path = target.split('#').next().unwrap_or_default();
                let outside = path.is_empty() || path.contains("://") || path.starts_with("mailto:");
                if !outside && !leads_somewhere(tree, file, path) {
                    found.push(Finding::new(&file.path, line, format!("`{target}` is not there")));
                }
            }
        }
    }
    found
}

/// The targets of the links in a line: what stands between `](` and the next `)`.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split(')').next())
}

fn leads_somewhere(tree: &Tree, from: &File, target: &str) -> bool {
    let mut parts: Vec<&str> = from.path.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return false;
                }
            }
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    let folder = format!("{path}/");
    tree.files().iter().any(|file| file.path == path || file.path.starts_with(&folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_followed_from_where_they_stand() {
        let of = |text: &str| {
            check(&Tree::of(&[("docs/a.md", text), ("docs/adr/1.md", ""), ("README.md", "")])).len()
        };
        assert_eq!(
            of("[x](adr/1.md), [y](../README.md#top), [z](adr/), [w](#here), [v](https://example.org/)"),
            0
        );
        assert_eq!(of("[x](adr/2.md) and [y](../../up.md)"), 2);
    }
}
