//! Which clauses the cases cite: the case files by their `because`, other tests by a comment `case: 3.1.2.a` or
//! `case: 3.1.2.a refused` above them.

use super::source::Source;
use super::tree::File;
use super::{Finding, Tree};
use saphyr_parser::{Event, Parser};

/// A clause that a case expects to be cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cited {
    pub(super) path: String,
    pub(super) line: usize,
    pub(super) clause: String,
    /// Whether the case is refused by it.
    pub(super) refused: bool,
}

/// Everything the cases and the marked tests cite; a case file that is no YAML is a finding.
pub(super) fn cited(tree: &Tree) -> (Vec<Cited>, Vec<Finding>) {
    let mut cited = Vec::new();
    let mut found = Vec::new();
    for file in tree.files().iter().filter(|f| f.path.starts_with("cases/") && f.is(&[".yaml"])) {
        match in_case_file(file) {
            Ok(of_file) => cited.extend(of_file),
            Err(finding) => found.push(finding),
        }
    }
    for file in tree.rust().filter(|file| file.crate_name().is_some()) {
        let source = Source::read(file);
        let comments = source.comments.iter().filter(|(line, _)| source.is_test(*line));
        for (line, comment) in comments {
            let Some(rest) = comment.strip_prefix("// case: ") else { continue };
            let (clauses, refused) = match rest.trim().strip_suffix(" refused") {
                Some(clauses) => (clauses, true),
                None => (rest.trim(), false),
            };
            cited.extend(clauses.split(',').map(|clause| Cited {
                path: file.path.clone(),
                line: *line,
                clause: clause.trim().to_owned(),
                refused,
            }));
        }
    }
    (cited, found)
}

/// A mapping or a list that is open while a file is read.
enum Open {
    Mapping { key: Option<String>, because: Option<(usize, String)>, refused: bool },
    List,
}

fn in_case_file(file: &File) -> Result<Vec<Cited>, Finding> {
    let mut open: Vec<Open> = Vec::new();
    let mut cited = Vec::new();
    for event in Parser::new_from_str(&file.text) {
        let (event, span) = event.map_err(|error| Finding::new(&file.path, 0, error.to_string()))?;
        match event {
            Event::MappingStart(..) => open.push(Open::Mapping { key: None, because: None, refused: false }),
            Event::SequenceStart(..) => open.push(Open::List),
            Event::SequenceEnd => {
                open.pop();
                value_ended(&mut open);
            }
            Event::MappingEnd => {
                if let Some(Open::Mapping { because: Some((line, clause)), refused, .. }) = open.pop() {
                    cited.push(Cited { path: file.path.clone(), line, clause, refused });
                }
                value_ended(&mut open);
            }
            Event::Scalar(text, ..) => scalar(&mut open, &text, span.start.line()),
            _ => {}
        }
    }
    Ok(cited)
}

/// A key waits for its value; a value may be what we look for.
fn scalar(open: &mut [Open], text: &str, line: usize) {
    let Some(Open::Mapping { key, because, refused }) = open.last_mut() else { return };
    match key.take().as_deref() {
        None => *key = Some(text.to_owned()),
        Some("because") => *because = Some((line, text.to_owned())),
        Some("outcome") => *refused = text == "refused",
        Some(_) => {}
    }
}

fn value_ended(open: &mut [Open]) {
    if let Some(Open::Mapping { key, .. }) = open.last_mut() {
        *key = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_is_read_with_the_outcome_beside_it() {
        let text = "cases:\n  - name: a\n    steps:\n      - {date: 2027-03-01, do: exit, expect: {outcome: refused, \
                    because: 3.3.4.a, options: [a, b]}}\n    expect:\n      because: 3.3.4.b\n";
        let file = File { path: "cases/a.yaml".to_owned(), text: text.to_owned() };
        let seen: Vec<_> =
            in_case_file(&file).unwrap().into_iter().map(|c| (c.line, c.clause, c.refused)).collect();
        assert_eq!(seen, [(4, "3.3.4.a".to_owned(), true), (6, "3.3.4.b".to_owned(), false)]);
    }

    #[test]
    fn a_broken_case_file_is_a_finding() {
        let tree = Tree::of(&[("cases/a.yaml", "cases: [{a: b}\n")]);
        assert_eq!(cited(&tree).1.len(), 1);
    }
}
