//! What is wrong with a file, said with its place.

use super::draft::Column;
use super::words;
use guantong_model::sheet::At;
use guantong_model::{Fact, Message};
use serde::{Deserialize, Serialize};

/// One thing wrong with a table or an answers file. Nothing of the file is taken while there is any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The number by which a person can name it, such as `IMP-0205`.
    pub number: String,
    /// The cell, if it is about one.
    pub cell: Option<At>,
    /// The line of the answers file, if it is about one.
    pub line: Option<u32>,
    /// What is wrong and how to mend it; the sentence ends with the number.
    pub message: Message,
}

impl Problem {
    /// A problem about no particular place.
    pub(super) fn new(number: &str, message: Message) -> Self {
        Problem { number: number.to_owned(), cell: None, line: None, message: message.with("number", number) }
    }

    /// A problem with a cell: the sentence names its row, the heading of its column, and its address.
    pub(super) fn at(number: &str, cell: At, column: Column, message: Message) -> Self {
        let message = message
            .with("row", cell.row)
            .with("column", words::heading(column))
            .with("cell", cell.to_string());
        Problem { cell: Some(cell), ..Problem::new(number, message) }
    }

    /// A problem with a row.
    pub(super) fn row(number: &str, row: u32, message: Message) -> Self {
        Problem { cell: Some(At::new(row, 1)), ..Problem::new(number, message.with("row", row)) }
    }

    /// The same problem, found on a line of the answers file.
    pub(super) fn on_line(mut self, line: Option<u32>) -> Self {
        self.line = line;
        let place = line.map_or(Fact::Number(0), Fact::from);
        self.message = self.message.with("line", place);
        self
    }
}

impl std::fmt::Display for Problem {
    /// For developers: number, place, id and facts. People read the worded message.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} {:?} {:?} {} {:?}",
            self.number, self.cell, self.line, self.message.id, self.message.facts
        )
    }
}
