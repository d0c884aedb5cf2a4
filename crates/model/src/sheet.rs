//! A table as a document holds it: cells with their addresses, merged regions, and a table to be written.
//!
//! Only values and places: what a heading means, and what may stand below it, is the reader's matter; fonts and
//! file formats are the documents' matter.

use std::collections::BTreeSet;
use std::fmt;

/// The place of a cell, as the spreadsheet names it: row and column counted from 1, shown as `E68`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct At {
    /// The row, from 1.
    pub row: u32,
    /// The column, from 1: `A` is 1.
    pub column: u32,
}

impl At {
    /// The cell in this row and column, both from 1.
    #[must_use]
    pub fn new(row: u32, column: u32) -> Self {
        At { row, column }
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = self.column;
        while rest > 0 {
            let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
            letters.push(char::from(b'A' + letter));
            rest = (rest - 1) / 26;
        }
        let column: String = letters.into_iter().rev().collect();
        write!(f, "{column}{}", self.row)
    }
}

/// A merged region: its first cell carries the value of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Region {
    /// The upper left cell.
    pub first: At,
    /// The lower right cell.
    pub last: At,
}

impl Region {
    /// Whether a cell belongs to the region.
    #[must_use]
    pub fn contains(&self, at: At) -> bool {
        (self.first.row..=self.last.row).contains(&at.row)
            && (self.first.column..=self.last.column).contains(&at.column)
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.first, self.last)
    }
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words, as they stand.
    Text(String),
    /// A number; spreadsheets know no other than binary floating point.
    Number(f64),
    /// A date or a time, in ISO form.
    Date(String),
    /// True or false.
    Flag(bool),
    /// An error such as `#N/A`.
    Error(String),
    /// A formula whose result was not stored with it.
    NoResult,
}

/// A row with its filled cells.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Row {
    /// Its number, from 1: in a text file the line it begins on.
    pub number: u32,
    /// Column, from 1, and value, in the order of the columns.
    pub cells: Vec<(u32, Value)>,
}

impl Row {
    /// The value in a column, if the cell is filled.
    #[must_use]
    pub fn get(&self, column: u32) -> Option<&Value> {
        let found = self.cells.binary_search_by_key(&column, |(column, _)| *column).ok()?;
        self.cells.get(found).map(|(_, value)| value)
    }
}

/// One table of a document, filled cells only.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Sheet {
    /// Its name; empty in a text file.
    pub name: String,
    /// Whether the document hides it.
    pub hidden: bool,
    /// The rows that have a filled cell, in order.
    pub rows: Vec<Row>,
    /// Merged regions, in the order of their first cells.
    pub merged: Vec<Region>,
    /// Rows the document hides.
    pub hidden_rows: BTreeSet<u32>,
}

impl Sheet {
    /// A row by its number, if it has a filled cell.
    #[must_use]
    pub fn row(&self, number: u32) -> Option<&Row> {
        let found = self.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        self.rows.get(found)
    }

    /// The value of a cell, if it is filled.
    #[must_use]
    pub fn get(&self, at: At) -> Option<&Value> {
        self.row(at.row)?.get(at.column)
    }

    /// Fills a cell, or empties it.
    pub fn set(&mut self, at: At, value: Option<Value>) {
        let position = match self.rows.binary_search_by_key(&at.row, |row| row.number) {
            Ok(position) => position,
            Err(position) => {
                self.rows.insert(position, Row { number: at.row, cells: Vec::new() });
                position
            }
        };
        let Some(row) = self.rows.get_mut(position) else { return };
        let cell = row.cells.binary_search_by_key(&at.column, |(column, _)| *column);
        match (cell, value) {
            (Ok(cell), Some(value)) => {
                if let Some(slot) = row.cells.get_mut(cell) {
                    slot.1 = value;
                }
            }
            (Ok(cell), None) => {
                row.cells.remove(cell);
            }
            (Err(cell), Some(value)) => row.cells.insert(cell, (at.column, value)),
            (Err(_), None) => {}
        }
        if row.cells.is_empty() {
            self.rows.remove(position);
        }
    }
}

/// How a written cell looks; which font and border that is, is the documents' matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Look {
    /// The title above the table.
    Title,
    /// A column heading.
    Heading,
    /// The heading of a column in which whatever is filled in stays words: numbers of people, of certificates.
    HeadingOfWords,
    /// Words, from the left.
    Body,
    /// Words or a figure that hold for several rows, in the middle.
    Centre,
    /// A figure, from the right.
    Figure,
    /// A sum or the words beside it.
    Sum,
    /// A cell that cannot be taken as it is.
    Faulty,
    /// A cell that is taken, and should be looked at.
    Noted,
}

/// What is written into a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    Blank,
    /// Words: never read as a number, a date or a formula.
    Text(String),
    /// A whole number.
    Number(i64),
}

/// A table to be written.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Table {
    /// The name of the sheet.
    pub name: String,
    /// The width of each column, in figures of the body font.
    pub widths: Vec<u16>,
    /// The rows, each with its cells from column A.
    pub rows: Vec<Vec<(Content, Look)>>,
    /// Merged regions: their first cell carries the value, what the others hold is not written.
    pub merged: Vec<Region>,
    /// How many rows at the top stay in sight and are repeated on each printed page.
    pub head_rows: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_named_as_the_spreadsheet_names_it() {
        for (row, column, name) in
            [(1, 1, "A1"), (68, 5, "E68"), (3, 26, "Z3"), (3, 27, "AA3"), (1_048_576, 16_384, "XFD1048576")]
        {
            assert_eq!(At::new(row, column).to_string(), name);
        }
        let region = Region { first: At::new(68, 5), last: At::new(71, 5) };
        assert_eq!(region.to_string(), "E68:E71");
        assert!(region.contains(At::new(71, 5)) && !region.contains(At::new(72, 5)));
    }

    #[test]
    fn a_sheet_holds_filled_cells_only() {
        let mut sheet = Sheet::default();
        sheet.set(At::new(7, 2), Some(Value::Flag(true)));
        sheet.set(At::new(3, 5), Some(Value::Number(60.0)));
        sheet.set(At::new(3, 1), Some(Value::Text("a".into())));
        sheet.set(At::new(3, 5), Some(Value::Number(30.0)));
        assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [3, 7]);
        assert_eq!(sheet.get(At::new(3, 5)), Some(&Value::Number(30.0)));
        sheet.set(At::new(7, 2), None);
        assert_eq!((sheet.rows.len(), sheet.get(At::new(7, 2))), (1, None));
    }
}
