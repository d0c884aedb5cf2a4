//! A row's cells as values: words as words, days as days. A number where words should stand is never repaired.

use super::words::{Column, DATE_SIGNS, Kind, YEAR_SIGNS};
use guantong_documents::{At, Row, Sheet, Value};
use guantong_model::{Date, Fact, Message, Score};
use std::collections::BTreeMap;

/// A sheet with its columns found by their headings, in any order; other columns are left alone.
pub(super) struct Found<'s> {
    pub(super) sheet: &'s Sheet,
    /// The row of the headings.
    pub(super) headings: u32,
    /// Columns by key.
    pub(super) columns: BTreeMap<&'static str, u32>,
    /// Headings that stand twice.
    pub(super) twice: Vec<(At, &'static str)>,
}

/// Rows at the top among which the headings are looked for.
const HEAD: usize = 10;

impl<'s> Found<'s> {
    /// The first sheet with the first heading of a list in it.
    pub(super) fn of(sheets: &'s [Sheet], columns: &[Column]) -> Option<Found<'s>> {
        let first = columns.first()?.heading;
        sheets.iter().find_map(|sheet| {
            let is = |value: &Value, heading: &str| matches!(value, Value::Text(t) if t.trim() == heading);
            let row = sheet
                .rows
                .iter()
                .take(HEAD)
                .find(|row| row.cells.iter().any(|(_, value)| is(value, first)) && row.cells.len() > 1)?;
            let mut found = BTreeMap::new();
            let mut twice = Vec::new();
            for column in columns {
                for (place, _) in row.cells.iter().filter(|(_, value)| is(value, column.heading)) {
                    if found.contains_key(column.key) {
                        twice.push((At::new(row.number, *place), column.heading));
                    } else {
                        found.insert(column.key, *place);
                    }
                }
            }
            Some(Found { sheet, headings: row.number, columns: found, twice })
        })
    }

    /// The filled rows below the headings.
    pub(super) fn rows(&self) -> impl Iterator<Item = &'s Row> {
        let headings = self.headings;
        let known: Vec<u32> = self.columns.values().copied().collect();
        let filled = move |row: &&Row| row.cells.iter().any(|(column, _)| known.contains(column));
        self.sheet.rows.iter().filter(move |row| row.number > headings).filter(filled)
    }

    /// The required headings that are missing.
    pub(super) fn missing(&self, columns: &'static [Column]) -> Vec<&'static str> {
        let missing = columns.iter().filter(|c| c.required && !self.columns.contains_key(c.key));
        missing.map(|column| column.heading).collect()
    }
}

/// A row being read; what is wrong with it gathers.
pub(super) struct Line<'f> {
    found: &'f Found<'f>,
    columns: &'static [Column],
    row: &'f Row,
    pub(super) wrong: Vec<(At, Message)>,
}

impl<'f> Line<'f> {
    pub(super) fn new(found: &'f Found<'f>, columns: &'static [Column], row: &'f Row) -> Self {
        Line { found, columns, row, wrong: Vec::new() }
    }

    /// The cell of a column; the first of the row where the sheet has no such column.
    pub(super) fn at(&self, key: &str) -> At {
        At::new(self.row.number, self.found.columns.get(key).copied().unwrap_or(1))
    }

    /// Reads without saying what is wrong.
    pub(super) fn quietly<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let wrong = self.wrong.len();
        let value = read(self);
        self.wrong.truncate(wrong);
        value
    }

    /// Says what is wrong with a column's cell.
    pub(super) fn fault(&mut self, key: &str, message: Message) {
        let heading = self.heading(key);
        self.wrong.push((self.at(key), message.with("column", heading)));
    }

    /// A column that must be filled where another one is.
    pub(super) fn wanted(&mut self, key: &str, because_of: &str) {
        let other = self.heading(because_of);
        self.fault(key, Message::new("take-over-cell-with").with("other", other));
    }

    fn heading(&self, key: &str) -> &'static str {
        self.column(key).map_or("", |column| column.heading)
    }

    fn column(&self, key: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.key == key)
    }

    fn value(&self, key: &str) -> Option<&'f Value> {
        self.row.get(*self.found.columns.get(key)?)
    }

    /// A cell as trimmed words; nothing where it is empty. Required ones that are empty are told.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
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
    pub(super) fn choice(&mut self, key: &str) -> Option<&'static str> {
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
    pub(super) fn date(&mut self, key: &str) -> Option<Date> {
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
    pub(super) fn year(&mut self, key: &str) -> Option<i32> {
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

    /// Points, up to a limit.
    pub(super) fn score(&mut self, key: &str, most: Option<Score>) -> Option<Score> {
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
