//! TOML read strictly: unknown keys, wrong types and duplicates are problems, each with its line.

use crate::decimal::Decimal;
use crate::problem::{Problem, Problems};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A document under reading: where its lines are, and what is wrong so far.
pub(crate) struct Document<'i> {
    file: String,
    text: &'i str,
    pub(crate) problems: Problems,
}

/// A table, where it stands, and which of its keys have been asked for.
pub(crate) struct Table<'t, 'i> {
    path: String,
    line: u64,
    entries: &'t DeTable<'i>,
    asked: Vec<&'static str>,
}

impl<'i> Document<'i> {
    /// Parses a text; nothing where it is no TOML at all, which is then among the problems.
    pub(crate) fn parse(file: &str, text: &'i str) -> (Self, Option<DeTable<'i>>) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut document = Document { file: file.to_owned(), text, problems: Problems::default() };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let offset = error.span().map_or(0, |span| span.start);
            let line = document.line(offset);
            let words =
                text.lines().nth(usize::try_from(line).unwrap_or(1).saturating_sub(1)).unwrap_or("").trim();
            let problem =
                Problem::at(file, line, "", words, "allocate-toml-syntax").with("detail", error.message());
            document.problems.push(problem);
        }
        (document, errors.is_empty().then(|| table.into_inner()))
    }

    fn line(&self, offset: usize) -> u64 {
        let before = self.text.as_bytes().iter().take(offset);
        before.filter(|byte| **byte == b'\n').count() as u64 + 1
    }

    /// The whole document as a table.
    pub(crate) fn root<'t>(&self, entries: &'t DeTable<'i>) -> Table<'t, 'i> {
        Table { path: String::new(), line: 1, entries, asked: Vec::new() }
    }

    fn problem(&mut self, line: u64, key: &str, value: &str, id: &str) {
        self.problems.push(Problem::at(&self.file, line, key, value, id));
    }

    fn of_value(&self, table: &Table<'_, 'i>, key: &str, id: &str) -> Problem {
        let (line, value) = match table.entries.get(key) {
            Some(value) => (self.line(value.span().start), shown(value.get_ref())),
            None => (table.line, String::new()),
        };
        Problem::at(&self.file, line, &table.path_of(key), &value, id)
    }

    /// Notes that the value of a key is not what was expected.
    pub(crate) fn expected(&mut self, table: &Table<'_, 'i>, key: &str, expected: &str) {
        let problem = self.of_value(table, key, "allocate-toml-type").with("expected", expected);
        self.problems.push(problem);
    }

    /// The value of a key that may be missing.
    fn get<'t>(&mut self, table: &mut Table<'t, 'i>, key: &'static str) -> Option<&'t Spanned<DeValue<'i>>> {
        table.asked.push(key);
        table.entries.get(key)
    }

    /// Notes that a key is missing.
    pub(crate) fn missing(&mut self, table: &Table<'_, 'i>, key: &str) {
        self.problem(table.line, &table.path_of(key), "", "allocate-toml-missing");
    }

    /// A text.
    pub(crate) fn text(&mut self, table: &mut Table<'_, 'i>, key: &'static str) -> Option<String> {
        match self.get(table, key)?.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            _ => {
                self.expected(table, key, "\"…\"");
                None
            }
        }
    }

    /// A yes or no.
    pub(crate) fn boolean(&mut self, table: &mut Table<'_, 'i>, key: &'static str) -> Option<bool> {
        match self.get(table, key)?.get_ref() {
            DeValue::Boolean(truth) => Some(*truth),
            _ => {
                self.expected(table, key, "true | false");
                None
            }
        }
    }

    /// A whole number from `least` on.
    pub(crate) fn whole(&mut self, table: &mut Table<'_, 'i>, key: &'static str, least: u32) -> Option<u32> {
        let number = self.get(table, key)?.get_ref();
        let number = match number {
            DeValue::Integer(integer) if integer.radix() == 10 => {
                integer.as_str().trim_start_matches('+').parse().ok()
            }
            _ => None,
        };
        if number.is_none_or(|number| number < least) {
            self.expected(table, key, &format!("{least}, {}, {}, …", least + 1, least + 2));
            return None;
        }
        number
    }

    /// A plain decimal not below 0, exact as written.
    pub(crate) fn decimal(&mut self, table: &mut Table<'_, 'i>, key: &'static str) -> Option<Decimal> {
        let value = self.get(table, key)?.get_ref();
        let number = plain_decimal(value);
        if number.is_none() {
            self.expected(table, key, "490 | 490.5");
        }
        number
    }

    /// A table under a key.
    pub(crate) fn table<'t>(
        &mut self,
        table: &mut Table<'t, 'i>,
        key: &'static str,
    ) -> Option<Table<'t, 'i>> {
        let value = self.get(table, key)?;
        match value.get_ref() {
            DeValue::Table(entries) => Some(Table {
                path: table.path_of(key),
                line: self.line(value.span().start),
                entries,
                asked: Vec::new(),
            }),
            _ => {
                self.expected(table, key, &format!("[{}]", table.path_of(key)));
                None
            }
        }
    }

    /// The tables of an array of tables; empty where the key is missing.
    pub(crate) fn tables<'t>(&mut self, table: &mut Table<'t, 'i>, key: &'static str) -> Vec<Table<'t, 'i>> {
        let Some(value) = self.get(table, key) else { return Vec::new() };
        let mut tables = Vec::new();
        if let DeValue::Array(items) = value.get_ref() {
            for item in items.iter() {
                if let DeValue::Table(entries) = item.get_ref() {
                    let line = self.line(item.span().start);
                    tables.push(Table { path: table.path_of(key), line, entries, asked: Vec::new() });
                }
            }
            if tables.len() == items.len() {
                return tables;
            }
        }
        self.expected(table, key, &format!("[[{}]]", table.path_of(key)));
        tables
    }

    /// A list of texts; empty where the key is missing.
    pub(crate) fn texts(&mut self, table: &mut Table<'_, 'i>, key: &'static str) -> Vec<String> {
        let Some(value) = self.get(table, key) else { return Vec::new() };
        if let DeValue::Array(items) = value.get_ref() {
            let text = |item: &Spanned<DeValue<'i>>| match item.get_ref() {
                DeValue::String(text) => Some(text.to_string()),
                _ => None,
            };
            if let Some(texts) = items.iter().map(text).collect() {
                return texts;
            }
        }
        self.expected(table, key, "[\"…\"]");
        Vec::new()
    }

    /// A list of plain decimals; empty where the key is missing.
    pub(crate) fn decimals(&mut self, table: &mut Table<'_, 'i>, key: &'static str) -> Vec<Decimal> {
        let Some(value) = self.get(table, key) else { return Vec::new() };
        if let DeValue::Array(items) = value.get_ref()
            && let Some(numbers) = items.iter().map(|item| plain_decimal(item.get_ref())).collect()
        {
            return numbers;
        }
        self.expected(table, key, "[20, 10, 5]");
        Vec::new()
    }

    /// Everything in a table whose keys are names, with its line, in the order of the file.
    pub(crate) fn named<'t>(&self, table: &Table<'t, 'i>) -> Vec<(u64, String, &'t DeValue<'i>)> {
        let mut named: Vec<_> = table
            .entries
            .iter()
            .map(|(key, value)| (key.span().start, key.get_ref().to_string(), value.get_ref()))
            .collect();
        named.sort_by_key(|(offset, _, _)| *offset);
        named.into_iter().map(|(offset, key, value)| (self.line(offset), key, value)).collect()
    }

    /// Notes a problem at a line.
    pub(crate) fn at(&mut self, line: u64, key: &str, value: &str, id: &str) {
        self.problem(line, key, value, id);
    }

    /// Ends the reading of a table: keys nobody asked for are problems.
    pub(crate) fn close(&mut self, table: Table<'_, 'i>) {
        for (key, value) in table.entries {
            if !table.asked.contains(&key.get_ref().as_ref()) {
                let line = self.line(key.span().start);
                let mut problem = Problem::at(
                    &self.file,
                    line,
                    &table.path_of(key.get_ref()),
                    &shown(value.get_ref()),
                    "allocate-toml-unknown",
                );
                problem = problem.with("known", table.asked.join(", "));
                self.problems.push(problem);
            }
        }
    }

    /// What is wrong, in the order of lines.
    pub(crate) fn into_problems(mut self) -> Problems {
        self.problems.listed.sort_by_key(|problem| problem.line);
        self.problems
    }
}

impl Table<'_, '_> {
    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Whether the table has a key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }
}

/// A number as it is written, not below 0.
pub(crate) fn plain_decimal(value: &DeValue<'_>) -> Option<Decimal> {
    let text = match value {
        DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
        DeValue::Float(float) => float.as_str(),
        _ => return None,
    };
    let text = text.trim_start_matches('+').replace('_', "");
    Decimal::parse(text.as_bytes()).ok().filter(|number| !number.is_negative())
}

/// A value as a problem shows it.
pub(crate) fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(integer) => integer.to_string(),
        DeValue::Float(float) => float.as_str().to_owned(),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Datetime(at) => at.to_string(),
        DeValue::Array(_) => "[…]".to_owned(),
        DeValue::Table(_) => "{…}".to_owned(),
    }
}
