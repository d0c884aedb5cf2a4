//! A file of rules: TOML, strict, everything wrong with it by line.

use guantong_model::{Date, Fact, Message, Score, Stage};
use guantong_registry::{Component, Part, ProgressionRules, RulesIssuer};
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

const KEYS: &[&str] = &[
    "title",
    "number",
    "version",
    "issued_by",
    "year",
    "after",
    "from",
    "pass_mark",
    "full_marks",
    "component",
];
const COMPONENT_KEYS: &[&str] = &["kind", "name", "weight", "pass_mark", "full_marks"];
const KINDS: &[&str] = &["general", "skill", "paper", "coursework", "ability"];

/// Full marks of a component where the file does not say.
const FULL_MARKS: u32 = 100;

/// Rules as a file has them, and where each stands in it.
pub(super) struct RulesFile {
    pub(super) rules: ProgressionRules,
    name: String,
    /// Lines of keys and, under an empty key, of components.
    lines: BTreeMap<(Option<usize>, String), u32>,
}

impl RulesFile {
    /// A message with its place in the file.
    pub(super) fn at(&self, component: Option<usize>, key: &str, message: Message) -> Message {
        let line = |key: &str| self.lines.get(&(component, key.to_owned())).copied();
        let first_component =
            || self.lines.get(&(Some(0), String::new())).copied().filter(|_| key == "component");
        let line = line(key).or_else(|| line("")).or_else(first_component).unwrap_or(1);
        placed(message, &self.name, line, key)
    }
}

fn placed(message: Message, file: &str, line: u32, key: &str) -> Message {
    message.with("file", file).with("line", line).with("key", key)
}

/// Reads rules. `commission` is the name under which the commission issues them.
///
/// # Errors
/// Everything wrong with the file, each with its line.
pub(super) fn read(name: &str, text: &str, commission: &str) -> Result<RulesFile, Vec<Message>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { name, text, lines: BTreeMap::new(), wrong: Vec::new() };
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            // Only the first slip is told: what follows it is guesswork.
            let line = reader.line(error.span().map_or(0, |span| span.start));
            let at = usize::try_from(line).unwrap_or(1).saturating_sub(1);
            let words = text.lines().nth(at).unwrap_or("").trim();
            let message = Message::new("progression-file-syntax").with("detail", error.message());
            return Err(vec![placed(message, name, line, words)]);
        }
    };
    let rules = reader.rules(&table, commission);
    match rules {
        Some(rules) if reader.wrong.is_empty() => {
            Ok(RulesFile { rules, name: name.to_owned(), lines: reader.lines })
        }
        _ => {
            reader.wrong.sort_by_key(|(line, _)| *line);
            Err(reader.wrong.into_iter().map(|(_, message)| message).collect())
        }
    }
}

struct Reader<'t> {
    name: &'t str,
    text: &'t str,
    lines: BTreeMap<(Option<usize>, String), u32>,
    wrong: Vec<(u32, Message)>,
}

/// A table being read: the document, or one of its components.
#[derive(Clone, Copy)]
struct Table<'a, 't> {
    entries: &'a DeTable<'t>,
    component: Option<usize>,
    line: u32,
}

impl<'t> Reader<'t> {
    fn line(&self, offset: usize) -> u32 {
        let before = self.text.as_bytes().iter().take(offset);
        u32::try_from(before.filter(|byte| **byte == b'\n').count() + 1).unwrap_or(u32::MAX)
    }

    fn fault(&mut self, line: u32, key: &str, message: Message) {
        self.wrong.push((line, placed(message, self.name, line, key)));
    }

    fn rules(&mut self, entries: &DeTable<'t>, commission: &str) -> Option<ProgressionRules> {
        let table = Table { entries, component: None, line: 1 };
        self.known(table, KEYS);
        let (title, number) = (self.text(table, "title", true), self.text(table, "number", false));
        let version = self.number(table, "version", 1, 1_000);
        let issuer = self.text(table, "issued_by", true);
        let year = self.number(table, "year", 2000, 2999);
        let after = self.word(table, "after", Stage::parse, &["secondary", "college"]);
        let from = self.date(table, "from");
        let pass_mark = self.decimal(table, "pass_mark", true);
        let full_marks = self.number(table, "full_marks", 1, 10_000);
        let components = self.components(table);
        let issuer = issuer?;
        Some(ProgressionRules {
            title: title?,
            number,
            version: u32::try_from(version?).ok()?,
            issuer: if issuer == commission {
                RulesIssuer::Commission
            } else {
                RulesIssuer::Institution(issuer)
            },
            year: i32::try_from(year?).ok()?,
            after: after?,
            from: from?,
            components: components?,
            full_marks: u32::try_from(full_marks?).ok()?,
            pass_mark: pass_mark?,
        })
    }

    fn components(&mut self, table: Table<'_, 't>) -> Option<Vec<Component>> {
        let value = self.value(table, "component", true)?;
        let line = self.line(value.span().start);
        let items = match value.get_ref() {
            DeValue::Array(items) if !items.is_empty() => items,
            _ => {
                self.fault(line, "component", Message::new("progression-file-wants-components"));
                return None;
            }
        };
        let mut components = Vec::new();
        for (n, item) in items.iter().enumerate() {
            let line = self.line(item.span().start);
            self.lines.insert((Some(n), String::new()), line);
            match item.get_ref() {
                DeValue::Table(entries) => {
                    let table = Table { entries, component: Some(n), line };
                    let component = self.component(table, &components);
                    components.push(component);
                }
                _ => self.fault(line, "component", Message::new("progression-file-wants-components")),
            }
        }
        components.into_iter().collect()
    }

    fn component(&mut self, table: Table<'_, 't>, before: &[Option<Component>]) -> Option<Component> {
        self.known(table, COMPONENT_KEYS);
        let kind = self.word(table, "kind", |word| KINDS.iter().find(|kind| **kind == word).copied(), KINDS);
        let name = self.text(table, "name", false);
        let weight =
            if table.entries.contains_key("weight") { self.number(table, "weight", 0, 100) } else { Some(0) };
        let pass_mark = self.decimal(table, "pass_mark", false);
        // How many points can be added must be said; other parts have 100.
        let full_marks = if kind == Some("ability") || table.entries.contains_key("full_marks") {
            self.number(table, "full_marks", 1, 10_000)
        } else {
            Some(i64::from(FULL_MARKS))
        };
        let part = self.part(table, kind?, before)?;
        Some(Component {
            part,
            name,
            weight: u32::try_from(weight?).ok()?,
            full_marks: u32::try_from(full_marks?).ok()?,
            pass_mark,
        })
    }

    /// The part of a kind; papers are counted.
    fn part(&mut self, table: Table<'_, 't>, kind: &str, before: &[Option<Component>]) -> Option<Part> {
        let has = |part: Part| before.iter().flatten().any(|component| component.part == part);
        match kind {
            "paper" if !has(Part::FirstPaper) => Some(Part::FirstPaper),
            "paper" if !has(Part::SecondPaper) => Some(Part::SecondPaper),
            "paper" => {
                let line = table.line;
                self.fault(line, "kind", Message::new("progression-file-three-papers"));
                None
            }
            other => Part::parse(other),
        }
    }

    /// Keys nobody knows.
    fn known(&mut self, table: Table<'_, 't>, known: &[&str]) {
        for (key, _) in table.entries.iter().filter(|(key, _)| !known.contains(&key.get_ref().as_ref())) {
            let message = Message::new("progression-file-unknown-key").with("known", listed(known));
            let line = self.line(key.span().start);
            self.fault(line, key.get_ref(), message);
        }
    }

    fn value<'a>(
        &mut self,
        table: Table<'a, 't>,
        key: &str,
        required: bool,
    ) -> Option<&'a Spanned<DeValue<'t>>> {
        let value = table.entries.get(key);
        match value {
            Some(value) => {
                let line = self.line(value.span().start);
                self.lines.insert((table.component, key.to_owned()), line);
            }
            None if required => self.fault(table.line, key, Message::new("progression-file-missing")),
            None => {}
        }
        value
    }

    fn wrong(&mut self, value: &Spanned<DeValue<'t>>, key: &str, message: Message) {
        let line = self.line(value.span().start);
        self.fault(line, key, message);
    }

    fn text(&mut self, table: Table<'_, 't>, key: &str, required: bool) -> Option<String> {
        let value = self.value(table, key, required)?;
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            DeValue::String(_) => {
                self.wrong(value, key, Message::new("progression-file-empty"));
                None
            }
            _ => {
                self.wrong(value, key, Message::new("progression-file-wants-text"));
                None
            }
        }
    }

    fn number(&mut self, table: Table<'_, 't>, key: &str, least: i64, most: i64) -> Option<i64> {
        let value = self.value(table, key, true)?;
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok())
            .filter(|number| (least..=most).contains(number));
        if number.is_none() {
            let message =
                Message::new("progression-file-wants-number").with("least", least).with("most", most);
            self.wrong(value, key, message);
        }
        number
    }

    /// A decimal as it is written: no binary floating point is met on the way.
    fn decimal(&mut self, table: Table<'_, 't>, key: &str, required: bool) -> Option<Score> {
        let value = self.value(table, key, required)?;
        let written = match value.get_ref() {
            DeValue::Integer(integer) if integer.radix() == 10 => Some(integer.as_str()),
            DeValue::Float(float) => Some(float.as_str()),
            _ => None,
        };
        let score = written.and_then(|written| Score::parse(written).ok());
        if score.is_none() {
            self.wrong(value, key, Message::new("progression-file-wants-decimal"));
        }
        score
    }

    fn date(&mut self, table: Table<'_, 't>, key: &str) -> Option<Date> {
        let value = self.value(table, key, true)?;
        let date = match value.get_ref() {
            DeValue::Datetime(at) if at.time.is_none() && at.offset.is_none() => at.date.and_then(|date| {
                let year = i16::try_from(date.year).ok()?;
                Date::new(year, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
            }),
            _ => None,
        };
        if date.is_none() {
            self.wrong(value, key, Message::new("progression-file-wants-date"));
        }
        date
    }

    fn word<T>(
        &mut self,
        table: Table<'_, 't>,
        key: &str,
        parse: impl Fn(&str) -> Option<T>,
        known: &[&str],
    ) -> Option<T> {
        let text = self.text(table, key, true)?;
        let word = parse(&text);
        if word.is_none()
            && let Some(value) = table.entries.get(key)
        {
            let message = Message::new("progression-file-word-unknown").with("word", text);
            self.wrong(value, key, message.with("known", listed(known)));
        }
        word
    }
}

fn listed(words: &[&str]) -> Vec<Fact> {
    words.iter().map(|word| Fact::from(*word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "\
title = \"办法\"
version = 1
issued_by = \"甲校\"
year = 2026
after = \"secondary\"
from = 2026-05-01
pass_mark = 60.5
full_marks = 100

[[component]]
kind = \"general\"
weight = 40
pass_mark = 50

[[component]]
kind = \"skill\"
weight = 60
full_marks = 150
pass_mark = 60
";

    #[test]
    fn a_good_file_is_read_as_it_is_written() {
        let file = read("a.toml", GOOD, "市教委").unwrap_or_else(|wrong| panic!("{wrong:?}"));
        let rules = file.rules.clone();
        assert_eq!(
            (rules.pass_mark.to_string().as_str(), rules.from.to_string().as_str()),
            ("60.5", "2026-05-01")
        );
        assert_eq!(rules.issuer, RulesIssuer::Institution("甲校".to_owned()));
        let parts: Vec<_> = rules.components.iter().map(|c| (c.part, c.weight, c.full_marks)).collect();
        assert_eq!(parts, [(Part::General, 40, 100), (Part::Skill, 60, 150)]);
        let line = |component, key| match file.at(component, key, Message::new("a")).facts.get("line") {
            Some(Fact::Number(line)) => *line,
            other => panic!("{other:?}"),
        };
        let lines = [
            (None, "version"),
            (Some(1), "weight"),
            (Some(0), "full_marks"),
            (None, "component"),
            (None, "no"),
        ];
        assert_eq!(lines.map(|(component, key)| line(component, key)), [2, 17, 10, 10, 1]);
        let ours = read("a.toml", GOOD, "甲校").unwrap_or_else(|wrong| panic!("{wrong:?}"));
        assert_eq!(ours.rules.issuer, RulesIssuer::Commission);
    }

    /// Ids and lines of what is wrong once a text stands in place of another.
    fn wrong(from: &str, to: &str) -> Vec<(String, i64)> {
        assert!(GOOD.contains(from), "{from}");
        let messages = match read("a.toml", &GOOD.replacen(from, to, 1), "市教委") {
            Ok(file) => panic!("{:?}", file.rules),
            Err(messages) => messages,
        };
        let line = |message: &Message| match message.facts.get("line") {
            Some(Fact::Number(line)) => *line,
            other => panic!("{other:?}"),
        };
        messages.iter().map(|m| (m.id.trim_start_matches("progression-file-").to_owned(), line(m))).collect()
    }

    #[test]
    fn every_slip_is_told_with_its_line() {
        for (from, to, id, line) in [
            ("version = 1", "version = ", "syntax", 2),
            ("version = 1", "version = 1\nversion = 2", "syntax", 3),
            ("version = 1\n", "", "missing", 1),
            ("version = 1", "version = 0", "wants-number", 2),
            ("version = 1", "version = \"1\"", "wants-number", 2),
            ("year = 2026", "year = 2026\nfee = 1", "unknown-key", 5),
            ("title = \"办法\"", "title = \" \"", "empty", 1),
            ("title = \"办法\"", "title = 7", "wants-text", 1),
            ("\"secondary\"", "\"junior\"", "word-unknown", 5),
            ("from = 2026-05-01", "from = \"2026-05-01\"", "wants-date", 6),
            ("from = 2026-05-01", "from = 2026-05-01T00:00:00", "wants-date", 6),
            ("pass_mark = 60.5", "pass_mark = 6e1", "wants-decimal", 7),
            ("pass_mark = 60.5", "pass_mark = -1", "wants-decimal", 7),
            ("pass_mark = 60.5", "pass_mark = 60.0000001", "wants-decimal", 7),
            ("kind = \"general\"", "kind = \"talk\"", "word-unknown", 11),
            ("kind = \"general\"\n", "", "missing", 10),
            ("kind = \"general\"", "kind = \"ability\"", "missing", 10),
            ("weight = 40", "weight = 40.5", "wants-number", 12),
            ("weight = 40", "weight = 40\nshare = 1", "unknown-key", 13),
        ] {
            assert_eq!(wrong(from, to), [(id.to_owned(), line)], "{to}");
        }
        let papers = "[[component]]\nkind = \"paper\"\n[[component]]\nkind = \"paper\"\n[[component]]\nkind = \"paper\"\n";
        assert_eq!(
            wrong("[[component]]\n", &format!("{papers}[[component]]\n")),
            [("three-papers".to_owned(), 14)]
        );
        assert_eq!(
            wrong("version = 1\nissued_by = \"甲校\"\n", "").len(),
            2,
            "all that is wrong, not the first"
        );
    }

    #[test]
    fn components_are_tables() {
        let (head, _) = GOOD.split_once("[[component]]").unwrap();
        for tail in ["", "component = 1", "component = []", "component = [1]"] {
            assert!(read("a.toml", &format!("{head}{tail}"), "市教委").is_err(), "{tail}");
        }
    }
}
