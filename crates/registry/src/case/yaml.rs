//! YAML into nodes with their lines: scalars, lists and maps, a key once.
//!
//! Left out on purpose: several documents in one file, tags but `!!str`, keys that are no scalars, merge keys.

use super::FileError;
use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A value and the line it begins on.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) line: usize,
    pub(super) kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    /// Plain scalars may be numbers, truths or nothing; quoted ones are text.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Rc<Node>>),
    Map(Vec<(Key, Rc<Node>)>),
}

#[derive(Debug)]
pub(super) struct Key {
    pub(super) line: usize,
    pub(super) text: String,
}

/// Deeper nesting than any case needs.
const DEPTH_MAX: usize = 32;

enum Frame {
    List { line: usize, anchor: usize, items: Vec<Rc<Node>> },
    Map { line: usize, anchor: usize, entries: Vec<(Key, Rc<Node>)>, key: Option<Key> },
}

struct Builder<'p> {
    path: &'p str,
    stack: Vec<Frame>,
    anchors: BTreeMap<usize, Rc<Node>>,
    root: Option<Rc<Node>>,
    documents: usize,
    errors: Vec<FileError>,
}

/// The one document of a text; nothing where it has none.
pub(super) fn load(path: &str, text: &str) -> Result<Option<Rc<Node>>, Vec<FileError>> {
    let mut builder = Builder {
        path,
        stack: Vec::new(),
        anchors: BTreeMap::new(),
        root: None,
        documents: 0,
        errors: Vec::new(),
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => builder.take(event, span.start.line()),
            Err(fault) => {
                builder.error(fault.marker().line(), format!("is no YAML: {}", fault.info()));
                break;
            }
        }
        if builder.stack.len() > DEPTH_MAX {
            let line = builder.stack.last().map_or(1, Frame::line);
            builder.error(line, "is nested too deeply".to_owned());
            break;
        }
    }
    if builder.errors.is_empty() { Ok(builder.root) } else { Err(builder.errors) }
}

impl Frame {
    fn line(&self) -> usize {
        match self {
            Frame::List { line, .. } | Frame::Map { line, .. } => *line,
        }
    }
}

impl Builder<'_> {
    fn error(&mut self, line: usize, text: String) {
        self.errors.push(FileError { path: self.path.to_owned(), line: Some(line.max(1)), text });
    }

    fn take(&mut self, event: Event<'_>, line: usize) {
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents == 2 {
                    self.error(line, "a second document in one file".to_owned());
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                let tagged = self.is_text_by_tag(tag.as_ref(), line);
                let plain = style == ScalarStyle::Plain && !tagged;
                self.scalar(Node { line, kind: Kind::Scalar { text: text.into_owned(), plain } }, anchor);
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_tag(tag.as_ref(), line);
                self.stack.push(Frame::List { line, anchor, items: Vec::new() });
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_tag(tag.as_ref(), line);
                self.stack.push(Frame::Map { line, anchor, entries: Vec::new(), key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Alias(id) => match self.anchors.get(&id).cloned() {
                Some(node) => self.add(node, line),
                None => self.error(line, "an alias of what is not yet complete".to_owned()),
            },
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
    }

    fn is_text_by_tag(&mut self, tag: Option<&Cow<'_, Tag>>, line: usize) -> bool {
        match tag {
            Some(tag) if tag.is_yaml_core_schema() && tag.suffix == "str" => true,
            other => {
                self.refuse_tag(other, line);
                false
            }
        }
    }

    fn refuse_tag(&mut self, tag: Option<&Cow<'_, Tag>>, line: usize) {
        if let Some(tag) = tag {
            self.error(line, format!("the tag {tag} is not known here"));
        }
    }

    fn close(&mut self) {
        let (line, anchor, kind) = match self.stack.pop() {
            Some(Frame::List { line, anchor, items }) => (line, anchor, Kind::List(items)),
            Some(Frame::Map { line, anchor, entries, .. }) => (line, anchor, Kind::Map(entries)),
            None => return,
        };
        let node = Rc::new(Node { line, kind });
        self.remember(anchor, &node);
        self.add(node, line);
    }

    fn scalar(&mut self, node: Node, anchor: usize) {
        let line = node.line;
        let node = Rc::new(node);
        self.remember(anchor, &node);
        self.add(node, line);
    }

    fn remember(&mut self, anchor: usize, node: &Rc<Node>) {
        if anchor > 0 {
            self.anchors.insert(anchor, Rc::clone(node));
        }
    }

    /// A finished node goes where it belongs: into a list, as a key, as a key's value, or to the top.
    fn add(&mut self, node: Rc<Node>, line: usize) {
        let mut fault = None;
        match self.stack.last_mut() {
            None => {
                if self.root.is_none() {
                    self.root = Some(node);
                }
            }
            Some(Frame::List { items, .. }) => items.push(node),
            Some(Frame::Map { entries, key, .. }) => match key.take() {
                Some(key) => entries.push((key, node)),
                None => match &node.kind {
                    Kind::Scalar { text, .. } => {
                        if let Some((first, _)) = entries.iter().find(|(known, _)| known.text == *text) {
                            fault =
                                Some(format!("the key `{text}` stands twice, first on line {}", first.line));
                        }
                        *key = Some(Key { line, text: text.clone() });
                    }
                    Kind::List(_) | Kind::Map(_) => {
                        fault = Some("a key must be a word".to_owned());
                        *key = Some(Key { line, text: String::new() });
                    }
                },
            },
        }
        if let Some(fault) = fault {
            self.error(line, fault);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(text: &str) -> Vec<(usize, String)> {
        let errors = load("a.yaml", text).err().unwrap_or_default();
        errors.into_iter().map(|e| (e.line.unwrap_or(0), e.text)).collect()
    }

    #[test]
    fn a_key_twice_is_found_with_both_lines() {
        let found = errors("a: 1\nb: 2\na: 3\n");
        assert_eq!(found, [(3, "the key `a` stands twice, first on line 1".to_owned())]);
        assert_eq!(errors("x: {a: 1, a: 2}\n").len(), 1);
    }

    #[test]
    fn what_is_left_out_is_said() {
        for text in
            ["a: 1\n---\nb: 2\n", "a: !!int 3\n", "? [a]\n: 1\n", "a: [\n", "a: b: c\n", "a: &x [*x]\n"]
        {
            assert!(!errors(text).is_empty(), "{text}");
        }
        assert_eq!(errors(&"[".repeat(40)), [(1, "is nested too deeply".to_owned())]);
        assert!(!errors(&"[".repeat(50_000)).is_empty());
        assert!(!errors(&"- ".repeat(50_000)).is_empty());
    }

    #[test]
    fn aliases_and_quoted_text_are_read() {
        let root = load("a.yaml", "\u{feff}a: &x {k: '1'}\nb: *x\nc: !!str 7\n").unwrap().unwrap();
        let Kind::Map(entries) = &root.kind else { panic!("no map") };
        assert_eq!(entries.len(), 3);
        assert!(matches!(&entries[1].1.kind, Kind::Map(inner) if inner.len() == 1));
        assert!(matches!(&entries[2].1.kind, Kind::Scalar { plain: false, .. }));
        assert_eq!(entries[2].0.line, 3);
        assert!(load("a.yaml", "# nothing\n").unwrap().is_none());
    }
}
