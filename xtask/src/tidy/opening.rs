//! Every crate says on its first page what it knows and what it must never know.

use super::{Finding, Tree};

const WORDS: &[&str] = &["Knows:", "Must never know:"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let folders = tree.crates().map(|name| format!("crates/{name}")).chain(["xtask".to_owned()]);
    let mut found = Vec::new();
    for folder in folders {
        let roots = [format!("{folder}/src/lib.rs"), format!("{folder}/src/main.rs")];
        let Some(file) = roots.iter().find_map(|path| tree.get(path)) else {
            found.push(Finding::new(&folder, 0, "has neither src/lib.rs nor src/main.rs"));
            continue;
        };
        let opening: Vec<&str> = file.text.lines().map_while(|line| line.strip_prefix("//!")).collect();
        for word in WORDS {
            if !opening.iter().any(|line| line.trim_start().starts_with(word)) {
                found.push(Finding::new(&file.path, 1, format!("does not open with a line `//! {word} …`")));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_lines_are_needed_and_must_open_the_file() {
        let good = "//! Scores.\n//!\n//! Knows: points.\n//! Must never know: a rule.\n\nmod a;\n";
        let late = "//! Scores.\nmod a;\n//! Knows: points.\n//! Must never know: a rule.\n";
        let house = ("xtask/src/main.rs", good);
        for (text, faults) in [(good, 0), (late, 2), ("//! Knows: points.\n", 1)] {
            let tree = Tree::of(&[("crates/model/Cargo.toml", ""), ("crates/model/src/lib.rs", text), house]);
            assert_eq!(check(&tree).len(), faults, "{text}");
        }
    }
}
