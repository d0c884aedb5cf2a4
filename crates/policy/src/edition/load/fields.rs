//! Strict reading of one TOML table: typed keys, none unknown, every fault with its line.

use crate::ClauseId;
use crate::edition::fault::{Ledger, Reference};
use crate::edition::{ArticleRef, Place, Value};
use guantong_model::{Date, Fact, Message, RuleBook};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Display;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads a word of a fixed list.
pub(super) type Parse<T> = fn(&str) -> Option<T>;

/// A text of the edition, with what turns a byte offset into a line.
#[derive(Clone, Copy)]
pub(super) struct Source<'t> {
    pub(super) name: &'t str,
    pub(super) text: &'t str,
    /// The offset of each line break, in order.
    pub(super) breaks: &'t [usize],
    pub(super) ledger: &'t Ledger,
}

/// The offset of each line break of a text.
pub(super) fn breaks(text: &str) -> Vec<usize> {
    text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(offset, _)| offset).collect()
}

impl<'t> Source<'t> {
    /// The line of a byte offset, from 1.
    pub(super) fn line(&self, offset: usize) -> u32 {
        let before = self.breaks.partition_point(|line_break| *line_break < offset);
        u32::try_from(before + 1).unwrap_or(u32::MAX)
    }

    pub(super) fn place(&self, line: u32) -> Place {
        Place { file: self.name.to_owned(), line }
    }

    pub(super) fn fault(&self, line: u32, message: Message) {
        self.ledger.add(self.name, line, message);
    }

    /// The table of the file; nothing, and a fault, where it is no TOML. Only the first slip is told: what
    /// follows it is guesswork.
    pub(super) fn table(&self) -> Option<Spanned<DeTable<'t>>> {
        match DeTable::parse(self.text) {
            Ok(table) => Some(table),
            Err(error) => {
                let line = error.span().map_or(1, |span| self.line(span.start));
                self.fault(line, Message::new("edition-bad-toml").with("detail", error.message()));
                None
            }
        }
    }
}

/// One table being read. Ask for each key once, then call [`Fields::done`].
pub(super) struct Fields<'a, 't> {
    pub(super) source: Source<'t>,
    table: &'a DeTable<'t>,
    /// The line the table begins on.
    pub(super) line: u32,
    known: RefCell<BTreeSet<&'static str>>,
}

impl<'a, 't> Fields<'a, 't> {
    pub(super) fn new(source: Source<'t>, table: &'a DeTable<'t>, line: u32) -> Self {
        Fields { source, table, line, known: RefCell::default() }
    }

    /// Where the table stands: the line of the key that names it.
    pub(super) fn place(&self, name: &str) -> Place {
        self.source.place(self.line_of(name))
    }

    /// The line of a key's value, or of the table where the key is missing.
    pub(super) fn line_of(&self, key: &str) -> u32 {
        self.table.get(key).map_or(self.line, |value| self.source.line(value.span().start))
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    fn get(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'t>>> {
        self.known.borrow_mut().insert(key);
        self.table.get(key)
    }

    fn required(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'t>>> {
        let value = self.get(key);
        if value.is_none() {
            self.source.fault(self.line, Message::new("edition-key-missing").with("key", key));
        }
        value
    }

    fn wrong(&self, key: &str, value: &Spanned<DeValue<'t>>, wanted: &str) {
        let message = Message::new("edition-wrong-type").with("key", key);
        let wanted = Fact::Word(format!("edition.type.{wanted}"));
        self.source.fault(self.source.line(value.span().start), message.with("wanted", wanted));
    }

    fn as_text(&self, key: &'static str, value: &Spanned<DeValue<'t>>) -> Option<String> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong(key, value, "text");
            return None;
        };
        if text.trim().is_empty() {
            let line = self.source.line(value.span().start);
            self.source.fault(line, Message::new("edition-empty").with("key", key));
            return None;
        }
        Some(text.to_owned())
    }

    /// A text that must be there and say something.
    pub(super) fn text(&self, key: &'static str) -> Option<String> {
        self.required(key).and_then(|value| self.as_text(key, value))
    }

    /// A text that may be absent; present, it must say something.
    pub(super) fn text_if(&self, key: &'static str) -> Option<String> {
        self.get(key).and_then(|value| self.as_text(key, value))
    }

    /// A whole number that may be absent.
    pub(super) fn number_if(&self, key: &'static str) -> Option<i64> {
        self.get(key).and_then(|value| self.as_number(key, value))
    }

    /// A whole number that must be there.
    pub(super) fn number(&self, key: &'static str) -> Option<i64> {
        self.required(key).and_then(|value| self.as_number(key, value))
    }

    fn as_number(&self, key: &'static str, value: &Spanned<DeValue<'t>>) -> Option<i64> {
        let number = whole(value.get_ref());
        if number.is_none() {
            self.wrong(key, value, "number");
        }
        number
    }

    /// Yes or no.
    pub(super) fn flag(&self, key: &'static str) -> Option<bool> {
        let value = self.required(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong(key, value, "flag");
        }
        flag
    }

    /// A civil date that must be there.
    pub(super) fn date(&self, key: &'static str) -> Option<Date> {
        self.required(key).and_then(|value| self.as_date(key, value))
    }

    /// A civil date that may be absent.
    pub(super) fn date_if(&self, key: &'static str) -> Option<Date> {
        self.get(key).and_then(|value| self.as_date(key, value))
    }

    fn as_date(&self, key: &'static str, value: &Spanned<DeValue<'t>>) -> Option<Date> {
        let date = civil_date(value.get_ref());
        if date.is_none() {
            self.wrong(key, value, "date");
        }
        date
    }

    /// A parameter's value: a whole number, a text, or an array of these.
    pub(super) fn value(&self, key: &'static str) -> Option<Value> {
        let value = self.required(key)?;
        let read = plain_value(value.get_ref());
        if read.is_none() {
            self.wrong(key, value, "value");
        }
        read
    }

    /// An article cited as `higher 22`.
    pub(super) fn article_if(&self, key: &'static str) -> Option<ArticleRef> {
        let value = self.get(key)?;
        let text = self.as_text(key, value)?;
        let article = text.split_once(' ').and_then(|(book, number)| {
            Some(ArticleRef { book: RuleBook::parse(book)?, number: number.trim().to_owned() })
        });
        let line = self.source.line(value.span().start);
        match &article {
            Some(article) => self.refer(line, Reference::Article(article.clone())),
            None => self.source.fault(line, Message::new("edition-article-unreadable").with("article", text)),
        }
        article
    }

    /// A clause that must be there; that it exists is checked at the end.
    pub(super) fn clause(&self, key: &'static str) -> Option<ClauseId> {
        let clause = ClauseId(self.text(key)?);
        self.refer(self.line_of(key), Reference::Clause(clause.clone()));
        Some(clause)
    }

    /// The name of a parameter, that may be absent; that it exists is checked at the end.
    pub(super) fn parameter_if(&self, key: &'static str) -> Option<String> {
        let name = self.text_if(key)?;
        self.refer(self.line_of(key), Reference::Parameter(name.clone()));
        Some(name)
    }

    fn refer(&self, line: u32, reference: Reference) {
        self.source.ledger.refer(self.source.place(line), reference);
    }

    /// A word of a fixed list.
    pub(super) fn word<T: Display>(&self, key: &'static str, parse: Parse<T>, all: &[T]) -> Option<T> {
        let text = self.text(key)?;
        let word = parse(&text);
        if word.is_none() {
            self.source.fault(self.line_of(key), unknown_word(key, &text, all));
        }
        word
    }

    /// A word of a fixed list, that may be absent.
    pub(super) fn word_if<T: Display>(&self, key: &'static str, parse: Parse<T>, all: &[T]) -> Option<T> {
        self.get(key)?;
        self.word(key, parse, all)
    }

    /// The tables of an array, `[[key]]` or `key = [{…}]`; none where the key is absent.
    pub(super) fn tables(&self, key: &'static str) -> Vec<Fields<'a, 't>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong(key, value, "tables");
            return Vec::new();
        };
        let mut tables = Vec::with_capacity(items.len());
        for item in items.iter() {
            let line = self.source.line(item.span().start);
            match item.get_ref().as_table() {
                Some(table) => tables.push(Fields::new(self.source, table, line)),
                None => self.wrong(key, item, "table"),
            }
        }
        tables
    }

    /// The tables of an array that must have at least one.
    pub(super) fn some_tables(&self, key: &'static str) -> Vec<Fields<'a, 't>> {
        let absent = self.required(key).is_none();
        let tables = self.tables(key);
        if tables.is_empty() && !absent {
            self.source.fault(self.line_of(key), Message::new("edition-empty").with("key", key));
        }
        tables
    }

    /// Ends the reading: a key nobody asked for is a fault.
    pub(super) fn done(self) {
        let known = self.known.borrow();
        for key in self.table.keys() {
            if !known.contains(key.get_ref().as_ref()) {
                let message = Message::new("edition-key-unknown")
                    .with("key", key.get_ref().as_ref())
                    .with("known", listed(known.iter()));
                self.source.fault(self.source.line(key.span().start), message);
            }
        }
    }
}

/// The fault of a word that is not on its list.
pub(super) fn unknown_word<T: Display>(key: &str, word: &str, all: &[T]) -> Message {
    Message::new("edition-word-unknown").with("key", key).with("word", word).with("known", listed(all))
}

/// Words as a fact.
pub(super) fn listed<T: Display>(words: impl IntoIterator<Item = T>) -> Vec<Fact> {
    words.into_iter().map(|word| Fact::from(word.to_string())).collect()
}

fn whole(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

fn civil_date(value: &DeValue<'_>) -> Option<Date> {
    let datetime = value.as_datetime()?;
    let date = datetime.date.filter(|_| datetime.time.is_none() && datetime.offset.is_none())?;
    Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?)
        .ok()
}

fn plain_value(value: &DeValue<'_>) -> Option<Value> {
    if let Some(text) = value.as_str() {
        return Some(Value::Text(text.to_owned()));
    }
    if let Some(items) = value.as_array() {
        return items.iter().map(|item| plain_value(item.get_ref())).collect::<Option<_>>().map(Value::List);
    }
    whole(value).map(Value::Number)
}
