//! A filled-in sheet: its columns found by their headings, its cells as values. A number where words should stand is
//! never repaired.

mod words;

pub(crate) use words::{DATE_SIGNS, REASONS, SEX, YEAR_SIGNS, YES};

use guantong_documents::{At, Row, Sheet, Value};
use guantong_model::{Date, Fact, Message, Score};
use std::collections::BTreeMap;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words that may look like a number: a number in the cell has lost what it was.
    Words,
    /// Words.
    Text,
    /// A day.
    Date,
    /// A year.
    Year,
    /// Points.
    Score,
    /// A whole number, counted from 1.
    Count,
    /// One of some words, each with the word of the record.
    Choice(&'static [(&'static str, &'static str)]),
}

/// A column of a sheet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub(crate) key: &'static str,
    pub(crate) heading: &'static str,
    /// Other headings by which it is known.
    pub(crate) also: &'static [&'static str],
    pub(crate) kind: Kind,
    pub(crate) required: bool,
}

pub(crate) const fn column(key: &'static str, heading: &'static str, kind: Kind, required: bool) -> Column {
    Column { key, heading, also: &[], kind, required }
}

impl Column {
    /// The same column, known by other headings too.
    pub(crate) const fn also(self, also: &'static [&'static str]) -> Column {
        Column { also, ..self }
    }

    /// Whether a cell is this column's heading, however it is broken into lines.
    fn is(&self, value: &Value) -> bool {
        let Value::Text(text) = value else { return false };
        let text: String = text.split_whitespace().collect();
        self.heading == text || self.also.contains(&text.as_str())
    }
}

/// A sheet with its columns found by their headings, in any order; other columns are left alone.
pub(crate) struct Found<'s> {
    pub(crate) sheet: &'s Sheet,
    /// The row of the headings.
    pub(crate) headings: u32,
    /// The last row that a merged heading reaches into.
    last: u32,
    /// Columns by key.
    pub(crate) columns: BTreeMap<&'static str, u32>,
    /// Headings that stand twice.
    pub(crate) twice: Vec<(At, &'static str)>,
}

/// Rows at the top among which the headings are looked for.
const HEAD: usize = 10;
/// Rows below that a merged heading may reach into.
const HEADING: u32 = 3;

impl<'s> Found<'s> {
    /// The first sheet with the first heading of a list in it.
    pub(crate) fn of(sheets: &'s [Sheet], columns: &[Column]) -> Option<Found<'s>> {
        sheets.iter().find_map(|sheet| Found::on(sheet, columns))
    }

    /// A sheet, where the first heading of a list is in it.
    pub(crate) fn on(sheet: &'s Sheet, columns: &[Column]) -> Option<Found<'s>> {
        let first = columns.first()?;
        let row = sheet
            .rows
            .iter()
            .take(HEAD)
            .find(|row| row.cells.iter().any(|(_, value)| first.is(value)) && row.cells.len() > 1)?;
        let mut found = BTreeMap::new();
        let mut twice = Vec::new();
        for column in columns {
            for (place, _) in row.cells.iter().filter(|(_, value)| column.is(value)) {
                if found.contains_key(column.key) {
                    twice.push((At::new(row.number, *place), column.heading));
                } else {
                    found.insert(column.key, *place);
                }
            }
        }
        let below = row.number + HEADING;
        let merged = sheet.merged.iter().filter(|region| region.first.row == row.number);
        let last =
            merged.map(|region| region.last.row).filter(|last| *last <= below).fold(row.number, u32::max);
        Some(Found { sheet, headings: row.number, last, columns: found, twice })
    }

    /// The filled rows below the headings.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &'s Row> {
        let headings = self.last;
        let known: Vec<u32> = self.columns.values().copied().collect();
        let filled = move |row: &&Row| row.cells.iter().any(|(column, _)| known.contains(column));
        self.sheet.rows.iter().filter(move |row| row.number > headings).filter(filled)
    }

    /// The required headings that are missing.
    pub(crate) fn missing(&self, columns: &'static [Column]) -> Vec<&'static str> {
        let missing = columns.iter().filter(|c| c.required && !self.columns.contains_key(c.key));
        missing.map(|column| column.heading).collect()
    }
}

/// A row being read; what is wrong with it gathers.
pub(crate) struct Line<'f> {
    found: &'f Found<'f>,
    columns: &'static [Column],
    row: &'f Row,
    pub(crate) wrong: Vec<(At, Message)>,
}

impl<'f> Line<'f> {
    pub(crate) fn new(found: &'f Found<'f>, columns: &'static [Column], row: &'f Row) -> Self {
        Line { found, columns, row, wrong: Vec::new() }
    }

    /// The cell of a column; the first of the row where the sheet has no such column.
    pub(crate) fn at(&self, key: &str) -> At {
        At::new(self.row.number, self.found.columns.get(key).copied().unwrap_or(1))
    }

    /// A cell of the row by its place.
    pub(crate) fn cell(&self, at: At) -> Option<&'f Value> {
        self.row.get(at.column)
    }

    /// The heading above a cell.
    pub(crate) fn heading_at(&self, at: At) -> String {
        match self.found.sheet.get(At::new(self.found.headings, at.column)) {
            Some(Value::Text(text)) => text.split_whitespace().collect(),
            _ => At::new(self.found.headings, at.column).to_string(),
        }
    }

    /// Reads without saying what is wrong.
    pub(crate) fn quietly<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let wrong = self.wrong.len();
        let value = read(self);
        self.wrong.truncate(wrong);
        value
    }

    /// Says what is wrong with a column's cell.
    pub(crate) fn fault(&mut self, key: &str, message: Message) {
        let heading = self.heading(key);
        self.wrong.push((self.at(key), message.with("column", heading)));
    }

    /// A column that must be filled where another one is.
    pub(crate) fn wanted(&mut self, key: &str, because_of: &str) {
        let other = self.heading(because_of);
        self.fault(key, Message::new("take-over-cell-with").with("other", other));
    }

    /// The heading of a column.
    pub(crate) fn heading(&self, key: &str) -> &'static str {
        self.column(key).map_or("", |column| column.heading)
    }

    fn column(&self, key: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.key == key)
    }

    /// The cell of a column as it was read.
    pub(crate) fn value(&self, key: &str) -> Option<&'f Value> {
        self.row.get(*self.found.columns.get(key)?)
    }

    /// A cell as trimmed words; nothing where it is empty. Required ones that are empty are told.
    pub(crate) fn text(&mut self, key: &str) -> Option<String> {
        let column = self.column(key)?;
        let wrong = match self.value(key) {
            Some(Value::Text(text)) if !text.trim().is_empty() => return Some(text.trim().to_owned()),
            None | Some(Value::Text(_)) => {
                if column.required {
                    self.fault(key, Message::new("take-over-cell-empty"));
                }
                return None;
            }
            Some(Value::Number(number)) if column.kind == Kind::Words => {
                Message::new("take-over-cell-number").with("value", number.to_string())
            }
            Some(other) => Message::new("take-over-cell-not-words").with("value", shown(other)),
        };
        self.fault(key, wrong);
        None
    }

    /// The word of the record for one of the words a cell chooses from.
    pub(crate) fn choice(&mut self, key: &str) -> Option<&'static str> {
        let Kind::Choice(words) = self.column(key)?.kind else { return None };
        let text = self.text(key)?;
        let found = words.iter().find(|(said, _)| *said == text);
        if found.is_none() {
            let known: Vec<Fact> = words.iter().map(|(said, _)| Fact::from(*said)).collect();
            self.fault(key, Message::new("take-over-cell-choice").with("value", text).with("known", known));
        }
        found.map(|(_, word)| *word)
    }

    /// A day.
    pub(crate) fn date(&mut self, key: &str) -> Option<Date> {
        let text = match self.value(key) {
            Some(Value::Date(text)) => text.clone(),
            Some(Value::Number(number)) => {
                let message = Message::new("take-over-cell-date").with("value", number.to_string());
                self.fault(key, message);
                return None;
            }
            _ => self.text(key)?,
        };
        let date = day(&text);
        if date.is_none() {
            self.fault(key, Message::new("take-over-cell-date").with("value", text));
        }
        date
    }

    /// A year between 2000 and 2199.
    pub(crate) fn year(&mut self, key: &str) -> Option<i32> {
        let text = match self.value(key) {
            Some(Value::Number(number)) => number.to_string(),
            _ => self.text(key)?,
        };
        let year = text.trim_end_matches(YEAR_SIGNS).parse().ok().filter(|year| (2000..2200).contains(year));
        if year.is_none() {
            self.fault(key, Message::new("take-over-cell-year").with("value", text));
        }
        year
    }

    /// A whole number from 1.
    pub(crate) fn count(&mut self, key: &str) -> Option<i64> {
        let text = match self.value(key) {
            Some(Value::Number(number)) => number.to_string(),
            _ => self.text(key)?,
        };
        let count = text.parse().ok().filter(|count: &i64| *count > 0 && !text.starts_with('+'));
        if count.is_none() {
            self.fault(key, Message::new("take-over-cell-count").with("value", text));
        }
        count
    }

    /// Points, up to a limit.
    pub(crate) fn score(&mut self, key: &str, most: Option<Score>) -> Option<Score> {
        let text = match self.value(key) {
            Some(Value::Number(number)) => number.to_string(),
            _ => self.text(key)?,
        };
        let Ok(score) = Score::parse(&text) else {
            self.fault(key, Message::new("take-over-cell-score").with("value", text));
            return None;
        };
        if let Some(most) = most.filter(|most| score > *most) {
            let message = Message::new("take-over-cell-score-over").with("value", score).with("most", most);
            self.fault(key, message);
            return None;
        }
        Some(score)
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Date(text) | Value::Error(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::NoResult => String::new(),
    }
}

/// A day as it is written: `2021-09-01`, `2021/9/1`, with the Chinese signs or dots.
fn day(text: &str) -> Option<Date> {
    let mut parts = text.trim().trim_end_matches(DATE_SIGNS).split(DATE_SIGNS).map(str::trim);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn a_day_is_read_as_it_is_written() {
        let first = jiff::civil::date(2021, 9, 1);
        for text in ["2021-09-01", "2021-9-1", "2021/9/1", "2021.9.1", " 2021年9月1日 ", "2021年09月01日"]
        {
            assert_eq!(day(text), Some(first), "{text}");
        }
        for text in ["20210901", "2021年9月", "2021-13-01", "2021-02-30", "21-9-1", "2021-09-01T08:00:00", ""]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
