//! Chinese wording stands in message files, not in the code: a sentence in code would be read in one language
//! only, and its rule would be mixed with its words.

use super::source::{Literal, Source};
use super::{Finding, Tree};

/// The crate whose matter is how things are written in each language.
const WORDING: &str = "wording";

/// Files and folders whose Chinese is data: read from people's names and documents, or made up for the demonstration,
/// and no wording of ours. Each with what it is.
const DATA: &[(&str, &str)] = &[
    ("crates/guantong/benches/", "names of the synthetic class that is measured"),
    ("crates/guantong/src/demo/", "names and places of the synthetic city"),
    ("crates/policy/src/edition/parts.rs", "numerals that articles are cited by"),
    ("crates/programme/src/plan/words.rs", "headings and totals as the annex prints them"),
    ("crates/service/src/batch/words.rs", "headings and results as sheets of batches write them"),
    ("crates/service/src/candidates/import/words.rs", "headings of the examination authority's files"),
    ("crates/service/src/cells/words.rs", "words and signs that cells of sheets are read by"),
    ("crates/service/src/destination/words.rs", "headings and destinations as sheets write them"),
    ("crates/service/src/examination/words.rs", "headings and words of sheets of results"),
    ("crates/service/src/results/words.rs", "headings and marks as sheets of results write them"),
    ("crates/service/src/take_over/words.rs", "sheets and headings of the workbook of taking over"),
    ("crates/service/src/training/words.rs", "headings and words of sheets of courses"),
    ("crates/training/src/words.rs", "signs that titles of courses are compared by"),
    ("crates/service/src/person/reading.rs", "surnames with readings of their own"),
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.rust() {
        let listed = DATA.iter().any(|(path, _)| file.path.starts_with(path));
        if listed || file.crate_name().is_none_or(|name| name == WORDING) {
            continue;
        }
        let source = Source::read(file);
        let chinese =
            |literal: &&Literal| literal.text.chars().any(is_chinese) && !source.is_test(literal.line);
        let mut literals = source.literals.iter().filter(chinese);
        if let Some(first) = literals.next() {
            let more = match literals.count() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let text = format!("“{}”{more}: wording belongs into messages/", shortened(&first.text));
            found.push(Finding::new(&file.path, first.line, text));
        }
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
            ("crates/guantong/src/demo/names.rs", "fn a() { name(\"王\"); }", 0),
        ] {
            assert_eq!(check(&Tree::of(&[(path, text)])).len(), faults, "{path} {text}");
        }
    }
}
