//! Chinese wording stands in message files, not in the code: a sentence in code would be read in one language
//! only, and its rule would be mixed with its words.

use super::source::Source;
use super::{Finding, Tree};

/// The crate whose matter is how things are written in each language.
const WORDING: &str = "wording";

/// Files whose Chinese words are read from documents and shown to nobody, each with the document.
const READ_FROM_DOCUMENTS: &[(&str, &str)] = &[];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.rust() {
        let listed = READ_FROM_DOCUMENTS.iter().any(|(path, _)| *path == file.path);
        if listed || file.crate_name().is_none_or(|name| name == WORDING) {
            continue;
        }
        let source = Source::read(file);
        for literal in source.literals.iter().filter(|literal| !source.is_test(literal.line)) {
            if literal.text.chars().any(is_chinese) {
                let text = format!("“{}”: wording belongs into messages/", shortened(&literal.text));
                found.push(Finding::new(&file.path, literal.line, text));
            }
        }
    }
    for (path, document) in READ_FROM_DOCUMENTS.iter().filter(|(path, _)| !tree.has(path)) {
        found.push(Finding::new(
            path,
            0,
            format!("is gone, with the words of {document}: take it off the list"),
        ));
    }
    found
}

/// Han characters and the punctuation set with them.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{323af}')
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(20).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_for_comments_tests_and_the_crate_of_words() {
        for (path, text, faults) in [
            ("crates/policy/src/a.rs", "fn a() { say(\"不得转专业\"); }", 1),
            ("crates/policy/src/a.rs", "// 「不得转专业」\nfn a() {}", 0),
            ("crates/policy/src/a.rs", "#[cfg(test)]\nmod tests { fn a() { say(\"不得转专业\"); } }", 0),
            ("crates/policy/tests/it/a.rs", "fn a() { say(\"不得转专业\"); }", 0),
            ("crates/wording/src/a.rs", "fn a() { say(\"{}年\"); }", 0),
            ("crates/policy/src/a.rs", "fn a() { say('（'); }", 0),
        ] {
            assert_eq!(check(&Tree::of(&[(path, text)])).len(), faults, "{path} {text}");
        }
    }
}
