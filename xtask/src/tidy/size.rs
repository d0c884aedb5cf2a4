//! No file of a thousand lines: past that it is a list, or two ideas.

use super::{Finding, Tree};

const ENDINGS: &[&str] = &[".rs", ".css", ".html", ".js", ".ftl", ".toml", ".md", ".yaml"];
const LINES_MAX: usize = 999;

/// Files allowed to be longer, with the lines they had when they were listed: the number only goes down.
const RATCHET: &[(&str, usize)] = &[];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    held(tree, RATCHET)
}

fn held(tree: &Tree, ratchet: &[(&str, usize)]) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.files().iter().filter(|file| file.is(ENDINGS)) {
        let lines = file.text.lines().count();
        let listed = ratchet.iter().find(|(path, _)| *path == file.path).map(|(_, lines)| *lines);
        let most = listed.unwrap_or(LINES_MAX);
        if lines > most {
            found.push(Finding::new(&file.path, 0, format!("{lines} lines, at most {most}: split it")));
        } else if listed.is_some() && lines < most {
            found.push(Finding::new(
                &file.path,
                0,
                format!("now {lines} lines: lower its number in the ratchet"),
            ));
        }
    }
    for (path, _) in ratchet.iter().filter(|(path, _)| !tree.has(path)) {
        found.push(Finding::new(path, 0, "is gone: take it out of the ratchet"));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_lines_are_too_many() {
        let (full, over) = ("x\n".repeat(999), "x\n".repeat(1000));
        let tree = Tree::of(&[("a.rs", &full), ("b.css", &over), ("c.csv", &over)]);
        let found = check(&tree);
        assert_eq!(found.iter().map(|f| f.path.as_str()).collect::<Vec<_>>(), ["b.css"]);
    }

    #[test]
    fn the_ratchet_only_goes_down() {
        let long = "x\n".repeat(1200);
        let tree = Tree::of(&[("a.rs", &long)]);
        for (listed, faults) in [(1200, 0), (1199, 1), (1300, 1)] {
            assert_eq!(held(&tree, &[("a.rs", listed)]).len(), faults, "{listed}");
        }
        assert_eq!(held(&Tree::of(&[]), &[("a.rs", 1200)]).len(), 1, "a listed file that is gone");
    }
}
