//! Nothing is left half done in the tree: no note to do it later, no test switched off, no body left out.

use super::source::Source;
use super::{Finding, Tree};

/// Notes to oneself, wherever they stand. Spelt in halves so that this file does not find itself.
const NOTES: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];

/// Code that stands for code, and tests that do not run.
const CODE: &[&str] = &["#[ignore", "todo!(", "unimplemented!(", "#[should_panic"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.files() {
        for (line, text) in file.numbered() {
            for note in NOTES.iter().filter(|note| stands_alone(text, note)) {
                found.push(Finding::new(&file.path, line, format!("{note}: do it, or open an issue")));
            }
        }
    }
    for file in tree.rust() {
        let source = Source::read(file);
        for needle in CODE {
            for offset in source.find(needle) {
                let text = format!("`{needle}` is not finished work");
                found.push(Finding::new(&file.path, source.line_of(offset), text));
            }
        }
    }
    found
}

/// Whether a word stands in a line on its own, not inside a longer one.
fn stands_alone(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        ![before, after].into_iter().flatten().any(|c| c.is_alphanumeric() || c == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_and_switched_off_tests_are_found_in_code_but_not_in_words() {
        let note = concat!("// TO", "DO later");
        for (text, faults) in [
            (note, 1),
            ("#[ignore = \"slow\"]\nfn a() {}", 1),
            ("fn a() { todo!() }", 1),
            ("let a = \"todo!()\"; // todo!() is refused", 0),
            (concat!("let MASTO", "DON = 1;"), 0),
        ] {
            assert_eq!(check(&Tree::of(&[("crates/model/src/a.rs", text)])).len(), faults, "{text}");
        }
        assert_eq!(check(&Tree::of(&[("messages/en/a.ftl", note)])).len(), 1);
    }
}
