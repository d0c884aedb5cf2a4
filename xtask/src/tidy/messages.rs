//! Every sentence that code or a page asks for is in the message files, and every sentence in them is asked for.

use super::source::Source;
use super::tree::File;
use super::{Finding, Tree};
use std::collections::{BTreeMap, BTreeSet};

const LANGUAGES: &[&str] = &["zh-CN", "en"];

/// How an argument of a call becomes the id of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Id {
    /// The id itself.
    Plain,
    /// The dotted code of a decision: `floor.below` is worded by `decision-floor-below`.
    Decision,
    /// A dotted word of the glossary: `stage.college` is worded by `word-stage-college`.
    Word,
}

impl Id {
    fn of(self, text: &str) -> String {
        match self {
            Id::Plain => text.to_owned(),
            Id::Decision => format!("decision-{}", text.replace(['.', '_'], "-")),
            Id::Word => format!("word-{}", text.replace(['.', '_'], "-")),
        }
    }
}

/// A call of Rust code that names a message by a literal.
struct Call {
    /// The call up to its opening bracket.
    needle: &'static str,
    /// Which argument names the message.
    position: usize,
    id: Id,
    /// The crate whose own call it is; nothing where all crates have it.
    of: Option<&'static str>,
}

const fn call(needle: &'static str, position: usize, id: Id, of: Option<&'static str>) -> Call {
    Call { needle, position, id, of }
}

const CALLS: &[Call] = &[
    call("Message::new(", 0, Id::Plain, None),
    call("Decision::accepted(", 0, Id::Decision, None),
    call("Decision::refused(", 0, Id::Decision, None),
    call("Decision::referred(", 0, Id::Decision, None),
    call("Decision::referred(", 2, Id::Word, None),
    call("Fact::Word(", 0, Id::Word, None),
    call(".t(", 0, Id::Plain, Some("web")),
    call(".word(", 0, Id::Word, Some("web")),
    call("say_with(", 0, Id::Plain, Some("guantong")),
    call("words(", 0, Id::Plain, Some("guantong")),
];

/// Calls within templates that name a message by their first argument.
const TEMPLATE_CALLS: &[(&str, Id)] = &[(".t(", Id::Plain), (".word(", Id::Word)];

/// The crate that turns ids into sentences, and so builds ids for all others.
const WORDING: &str = "wording";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let known: BTreeMap<&str, BTreeSet<&str>> = LANGUAGES.iter().map(|tag| (*tag, ids(tree, tag))).collect();
    let mut found = Vec::new();
    for asked in asked_for(tree) {
        let lacking = known.iter().filter(|(_, ids)| !ids.contains(asked.id.as_str())).map(|(tag, _)| *tag);
        let lacking: Vec<&str> = lacking.collect();
        if !lacking.is_empty() {
            let text = format!("message `{}` is not in messages/{}", asked.id, lacking.join(", "));
            found.push(Finding::new(&asked.path, asked.line, text));
        }
    }
    found.extend(never_asked_for(tree));
    found
}

/// A place that names a message.
struct Asked {
    path: String,
    line: usize,
    id: String,
}

fn asked_for(tree: &Tree) -> Vec<Asked> {
    let mut asked = Vec::new();
    for file in tree.rust().filter(|file| file.crate_name().is_some()) {
        let source = Source::read(file);
        for call in CALLS.iter().filter(|call| call.of.is_none() || call.of == file.crate_name()) {
            for offset in source.find(call.needle) {
                let arguments = source.arguments(offset + call.needle.len());
                let Some(Some(literal)) = arguments.get(call.position) else { continue };
                if !source.is_test(literal.line) && !literal.text.contains('{') {
                    let id = call.id.of(&literal.text);
                    asked.push(Asked { path: file.path.clone(), line: literal.line, id });
                }
            }
        }
    }
    for file in templates(tree) {
        for (line, text) in file.numbered() {
            for (call, id) in TEMPLATE_CALLS {
                let names =
                    text.split(call).skip(1).filter_map(|rest| rest.strip_prefix('"')?.split('"').next());
                asked.extend(names.map(|name| Asked { path: file.path.clone(), line, id: id.of(name) }));
            }
        }
    }
    asked
}

fn templates(tree: &Tree) -> impl Iterator<Item = &File> {
    tree.files().iter().filter(|file| file.path.starts_with("crates/web/") && file.is(&[".html"]))
}

/// Messages whose id no literal of the code and no template spells, nor begins to spell.
fn never_asked_for(tree: &Tree) -> Vec<Finding> {
    let (whole, begun) = spelt(tree);
    let mut found = Vec::new();
    for file in tree.files().iter().filter(|file| file.path.starts_with("messages/zh-CN/")) {
        for (line, text) in file.numbered() {
            let Some(id) = id_of(text) else { continue };
            if !whole.contains(id) && !begun.iter().any(|start| id.starts_with(start.as_str())) {
                found.push(Finding::new(&file.path, line, format!("message `{id}` is asked for by nobody")));
            }
        }
    }
    found
}

/// The ids that literals of the code and the templates could mean: whole, and the beginnings of built ones.
fn spelt(tree: &Tree) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut whole = BTreeSet::new();
    let mut begun = BTreeSet::new();
    let mut add = |text: &str| {
        for id in [Id::Plain, Id::Decision, Id::Word] {
            match text.split_once('{') {
                // Shorter beginnings would excuse everything.
                Some((start, _)) if start.len() >= 4 && start.ends_with(['-', '.']) => {
                    begun.insert(id.of(start));
                }
                Some(_) => {}
                None => {
                    whole.insert(id.of(text));
                }
            }
        }
    };
    for file in tree.rust().filter(|file| file.crate_name().is_some_and(|name| name != WORDING)) {
        let source = Source::read(file);
        let literals = source.literals.iter().filter(|literal| !source.is_test(literal.line));
        literals.for_each(|literal| add(&literal.text));
    }
    for file in templates(tree) {
        file.text.split('"').for_each(&mut add);
    }
    (whole, begun)
}

fn ids<'a>(tree: &'a Tree, tag: &str) -> BTreeSet<&'a str> {
    let folder = format!("messages/{tag}/");
    let files = tree.files().iter().filter(|file| file.path.starts_with(&folder));
    files.flat_map(|file| file.text.lines()).filter_map(id_of).collect()
}

/// The id that a line of a message file begins with.
fn id_of(line: &str) -> Option<&str> {
    let id = line.split_once('=')?.0.trim_end();
    let word = id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    (word && id.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(code: &str, messages: &str) -> Vec<String> {
        let tree = Tree::of(&[
            ("crates/policy/src/a.rs", code),
            ("messages/zh-CN/a.ftl", messages),
            ("messages/en/a.ftl", messages),
        ]);
        check(&tree).into_iter().map(|finding| finding.text).collect()
    }

    #[test]
    fn a_sentence_that_is_asked_for_must_be_there() {
        assert_eq!(
            faults("fn a() { Message::new(\"plan-sum\"); }", "plan-sum = Sum { $a }\n"),
            Vec::<String>::new()
        );
        assert_eq!(faults("fn a() { Message::new(\"plan-sum\"); }", "").len(), 1);
        let refusal = "fn a() { Decision::refused(\"floor.not_met\", \"3.1.2.a\"); }";
        assert_eq!(faults(refusal, "decision-floor-not-met = No\n"), Vec::<String>::new());
        assert_eq!(faults(refusal, ""), ["message `decision-floor-not-met` is not in messages/en, zh-CN"]);
        let referral = "fn a() { Decision::referred(\"a.b\", \"3.4.4.b\", \"decider.school\"); }";
        assert_eq!(
            faults(referral, "decision-a-b = ?\nword-decider-school = School\n"),
            Vec::<String>::new()
        );
        assert_eq!(
            faults("#[cfg(test)]\nmod t { fn a() { Message::new(\"x-y\"); } }", ""),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_page_asks_for_sentences_and_words_as_code_does() {
        let tree = Tree::of(&[
            (
                "crates/web/templates/a.html",
                "<p>{{ page.t(\"page-skip\") }} {{ page.word(\"stage.college\") }}</p>",
            ),
            ("messages/zh-CN/a.ftl", "page-skip = Skip\n"),
            ("messages/en/a.ftl", "page-skip = Skip\n"),
        ]);
        let texts: Vec<_> = check(&tree).into_iter().map(|finding| finding.text).collect();
        assert_eq!(texts, ["message `word-stage-college` is not in messages/en, zh-CN"]);
    }

    #[test]
    fn a_sentence_nobody_asks_for_is_found_and_a_built_id_excuses_its_family() {
        assert_eq!(faults("", "plan-sum = Sum\n"), ["message `plan-sum` is asked for by nobody"]);
        assert_eq!(faults("fn a() { f(\"plan-sum\"); }", "plan-sum = Sum\n"), Vec::<String>::new());
        let built = "fn a() { Fact::Word(format!(\"stage.{stage}\")); }";
        assert_eq!(faults(built, "word-stage-college = College\n"), Vec::<String>::new());
    }
}
