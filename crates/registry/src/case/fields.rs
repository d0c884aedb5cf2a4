//! Strict reading of maps: typed values, no unknown key, every error with its line.

use super::FileError;
use super::yaml::{Key, Kind, Node};
use guantong_model::{Date, Score};
use std::cell::RefCell;
use std::rc::Rc;

/// Collects the errors of one file.
pub(super) struct Sink {
    path: String,
    errors: RefCell<Vec<FileError>>,
}

impl Sink {
    pub(super) fn new(path: &str) -> Self {
        Sink { path: path.to_owned(), errors: RefCell::default() }
    }

    pub(super) fn error(&self, line: usize, text: impl Into<String>) {
        let error = FileError { path: self.path.clone(), line: Some(line), text: text.into() };
        self.errors.borrow_mut().push(error);
    }

    pub(super) fn into_errors(self) -> Vec<FileError> {
        let mut errors = self.errors.into_inner();
        errors.sort();
        errors.dedup();
        errors
    }
}

/// A map being read: ask for each key once, then call [`Fields::done`].
pub(super) struct Fields<'a> {
    pub(super) sink: &'a Sink,
    pub(super) line: usize,
    /// What the map is, for messages.
    what: String,
    entries: &'a [(Key, Rc<Node>)],
    known: RefCell<Vec<&'static str>>,
}

impl<'a> Fields<'a> {
    /// The fields of a node; an error where it is no map.
    pub(super) fn new(sink: &'a Sink, node: &'a Node, what: &str) -> Option<Self> {
        match &node.kind {
            Kind::Map(entries) => Some(Fields {
                sink,
                line: node.line,
                what: what.to_owned(),
                entries,
                known: RefCell::default(),
            }),
            _ => {
                sink.error(node.line, format!("{what}: expected a map of keys, found {}", shown(node)));
                None
            }
        }
    }

    /// Every key and value as they stand.
    pub(super) fn entries(&self) -> &'a [(Key, Rc<Node>)] {
        self.entries
    }

    pub(super) fn get(&self, key: &'static str) -> Option<&'a Node> {
        let mut known = self.known.borrow_mut();
        if !known.contains(&key) {
            known.push(key);
        }
        self.entries.iter().find(|(known, _)| known.text == key).map(|(_, node)| node.as_ref())
    }

    pub(super) fn required(&self, key: &'static str) -> Option<&'a Node> {
        let node = self.get(key);
        if node.is_none() {
            self.sink.error(self.line, format!("{}: `{key}` is missing", self.what));
        }
        node
    }

    /// A value read by `read`, that must be there.
    pub(super) fn must<T>(&self, key: &'static str, read: fn(&Node) -> Result<T, String>) -> Option<T> {
        let node = self.required(key)?;
        self.read(key, node, read)
    }

    /// A value read by `read`, that may be absent.
    pub(super) fn may<T>(&self, key: &'static str, read: fn(&Node) -> Result<T, String>) -> Option<T> {
        let node = self.get(key)?;
        self.read(key, node, read)
    }

    fn read<T>(&self, key: &str, node: &Node, read: fn(&Node) -> Result<T, String>) -> Option<T> {
        match read(node) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.sink.error(node.line, format!("`{key}`: {fault}"));
                None
            }
        }
    }

    /// The items of a list; an error where it is none.
    pub(super) fn list(&self, key: &'static str, node: &'a Node) -> &'a [Rc<Node>] {
        match &node.kind {
            Kind::List(items) => items,
            _ => {
                self.sink.error(node.line, format!("`{key}`: expected a list, found {}", shown(node)));
                &[]
            }
        }
    }

    /// Ends the reading: a key nobody asked for is an error.
    pub(super) fn done(self) {
        let known = self.known.into_inner();
        for (key, _) in self.entries {
            if !known.contains(&key.text.as_str()) {
                let text = format!("{}: unknown key `{}` (known: {})", self.what, key.text, known.join(", "));
                self.sink.error(key.line, text);
            }
        }
    }
}

/// A value as it stands, for messages.
pub(super) fn shown(node: &Node) -> String {
    match &node.kind {
        Kind::Scalar { text, plain: true } if is_null(text) => "nothing".to_owned(),
        Kind::Scalar { text, plain: true } => format!("`{text}`"),
        Kind::Scalar { text, plain: false } => format!("the text \"{text}\""),
        Kind::List(_) => "a list".to_owned(),
        Kind::Map(_) => "a map of keys".to_owned(),
    }
}

fn expected<T>(what: &str, node: &Node) -> Result<T, String> {
    Err(format!("expected {what}, found {}", shown(node)))
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

fn truth(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// Text: quoted, or plain and neither nothing nor a truth; a plain number is text too.
pub(super) fn text(node: &Node) -> Result<String, String> {
    match &node.kind {
        Kind::Scalar { text, plain: false } => Ok(text.clone()),
        Kind::Scalar { text, plain: true } if !is_null(text) && truth(text).is_none() => Ok(text.clone()),
        _ => expected("text", node),
    }
}

/// Text that says something.
pub(super) fn words(node: &Node) -> Result<String, String> {
    match text(node) {
        Ok(text) if text.trim().is_empty() => expected("text", node),
        other => other,
    }
}

/// Yes or no.
pub(super) fn flag(node: &Node) -> Result<bool, String> {
    match &node.kind {
        Kind::Scalar { text, plain: true } => match truth(text) {
            Some(truth) => Ok(truth),
            None => expected("true or false", node),
        },
        _ => expected("true or false", node),
    }
}

/// A whole number.
pub(super) fn number(node: &Node) -> Result<i64, String> {
    match &node.kind {
        Kind::Scalar { text, plain: true } => {
            let digits = text.strip_prefix('-').unwrap_or(text);
            match text.parse() {
                Ok(number) if digits.bytes().all(|b| b.is_ascii_digit()) => Ok(number),
                _ => expected("a whole number", node),
            }
        }
        _ => expected("a whole number", node),
    }
}

/// A number that counts, from 0.
pub(super) fn count(node: &Node) -> Result<u32, String> {
    number(node).and_then(|number| u32::try_from(number).or_else(|_| expected("a number from 0", node)))
}

/// A year of four figures.
pub(super) fn year(node: &Node) -> Result<i32, String> {
    match number(node) {
        Ok(year @ 1900..=2999) => i32::try_from(year).or_else(|_| expected("a year", node)),
        _ => expected("a year", node),
    }
}

/// A score in points.
pub(super) fn score(node: &Node) -> Result<Score, String> {
    match &node.kind {
        Kind::Scalar { text, plain: true } => Score::parse(text).or_else(|_| expected("a score", node)),
        _ => expected("a score", node),
    }
}

/// A civil date, `2023-09-01`.
pub(super) fn date(node: &Node) -> Result<Date, String> {
    match &node.kind {
        Kind::Scalar { text, .. } => match written_date(text) {
            Some(date) => Ok(date),
            None => expected("a date such as 2023-09-01", node),
        },
        _ => expected("a date such as 2023-09-01", node),
    }
}

fn written_date(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let figures = |part: &str, length: usize| {
        (part.len() == length && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<i16>().ok())?
    };
    let (month, day) = (i8::try_from(figures(month, 2)?).ok()?, i8::try_from(figures(day, 2)?).ok()?);
    Date::new(figures(year, 4)?, month, day).ok()
}

/// An institution, or nothing: `null`, `none`, `nothing` or empty text.
pub(super) fn institution(node: &Node) -> Result<Option<String>, String> {
    match &node.kind {
        Kind::Scalar { text, plain: true } if is_null(text) || text == "none" || text == "nothing" => {
            Ok(None)
        }
        Kind::Scalar { text, .. } if text.is_empty() => Ok(None),
        _ => text(node).map(Some),
    }
}

/// A word of a fixed list.
macro_rules! word {
    ($type:ty) => {
        |node: &$crate::case::yaml::Node| {
            let word = $crate::case::fields::text(node)?;
            <$type>::parse(&word).ok_or_else(|| {
                let known: Vec<&str> = <$type>::ALL.iter().map(|word| word.as_str()).collect();
                format!("expected one of {}, found `{word}`", known.join(", "))
            })
        }
    };
}
pub(super) use word;
