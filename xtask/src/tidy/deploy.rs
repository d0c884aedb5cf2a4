//! A container is built from files that are there: nobody builds it in a run of the tests, so what it names is looked
//! up. Its images are named without a host, for which one they come from is the builder's matter.

use super::{Finding, Tree};

/// What a container is built by.
const NAME: &str = "deploy/Containerfile";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let Some(file) = tree.get(NAME) else { return vec![Finding::new(NAME, 0, "is missing")] };
    let mut found = Vec::new();
    let mut stages: Vec<&str> = Vec::new();
    for (line, text) in file.numbered() {
        let words: Vec<&str> = text.split_whitespace().collect();
        match words.as_slice() {
            ["FROM", image, rest @ ..] => {
                if image.contains('/') {
                    found.push(Finding::new(
                        NAME,
                        line,
                        format!("`{image}`: an image is named without a host"),
                    ));
                }
                if let ["AS", stage] = rest {
                    stages.push(*stage);
                }
            }
            ["COPY", from, ..] if from.starts_with("--from=") => {
                let stage = from.trim_start_matches("--from=");
                if !stages.contains(&stage) {
                    found.push(Finding::new(NAME, line, format!("`{stage}` is no stage before it")));
                }
            }
            ["COPY", paths @ .., _] => {
                let gone = paths.iter().filter(|path| !is_there(tree, path));
                found.extend(gone.map(|path| Finding::new(NAME, line, format!("`{path}` is not there"))));
            }
            _ => {}
        }
    }
    found
}

/// Whether a file or a folder of the repository is called so.
fn is_there(tree: &Tree, path: &str) -> bool {
    let folder = format!("{}/", path.trim_end_matches('/'));
    tree.files().iter().any(|file| file.path == path || file.path.starts_with(&folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_container_is_built_from_must_be_there() {
        let of = |text: &str| {
            let tree = Tree::of(&[(NAME, text), ("Cargo.toml", ""), ("crates/model/src/lib.rs", "")]);
            check(&tree).len()
        };
        let good = "FROM rust:1.95 AS build\nCOPY Cargo.toml ./\nCOPY crates crates\nFROM debian:slim\nCOPY --from=build /a /b\n";
        assert_eq!(of(good), 0);
        assert_eq!(of(&good.replace("crates crates", "crate crates")), 1);
        assert_eq!(of(&good.replace("Cargo.toml ./", "Cargo.toml Cargo.lock ./")), 1);
        assert_eq!(of(&good.replace("from=build", "from=built")), 1);
        assert_eq!(of(&good.replace("debian", "registry.example/debian")), 1);
        assert_eq!(check(&Tree::of(&[])).len(), 1);
    }
}
