//! What is wrong with a file, each with file, line, column and value.

use guantong_model::{Fact, Message};
use serde::Serialize;

/// How many problems are listed; all are counted.
pub const LISTED_MAX: usize = 100;

/// How much of a value is shown.
const VALUE_MAX: usize = 80;

/// One thing wrong, or worth a warning, in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The file, as it was named.
    pub file: String,
    /// The physical line, from 1; 0 where it is the file as a whole.
    pub line: u64,
    /// The column or key concerned; empty where it is none.
    pub column: String,
    /// The value as it stands there; empty where there is none.
    pub value: String,
    /// The sentence, with `file`, `line`, `column` and `value` among its facts.
    pub message: Message,
}

impl Problem {
    /// A problem of a whole file.
    #[must_use]
    pub fn of_file(file: &str, id: &str) -> Self {
        Self::at(file, 0, "", "", id)
    }

    /// A problem of a cell or key.
    #[must_use]
    pub fn at(file: &str, line: u64, column: &str, value: &str, id: &str) -> Self {
        let mut shown: String = value.chars().take(VALUE_MAX).collect();
        if shown.len() < value.len() {
            shown.push('…');
        }
        let message = Message::new(id)
            .with("file", file)
            .with("line", i64::try_from(line).unwrap_or(i64::MAX))
            .with("column", column)
            .with("value", shown.as_str());
        Problem { file: file.to_owned(), line, column: column.to_owned(), value: shown, message }
    }

    /// The same with one more fact.
    #[must_use]
    pub fn with(mut self, name: &str, fact: impl Into<Fact>) -> Self {
        self.message = self.message.with(name, fact);
        self
    }
}

/// Problems in the order of the file: the first hundred, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Problems {
    /// The first.
    pub listed: Vec<Problem>,
    /// How many there are in all.
    pub count: u64,
}

impl Problems {
    /// Adds one; beyond the first hundred it is only counted.
    pub fn push(&mut self, problem: Problem) {
        self.count += 1;
        if self.listed.len() < LISTED_MAX {
            self.listed.push(problem);
        }
    }

    /// Adds one which is made only if it will be listed.
    pub fn push_with(&mut self, problem: impl FnOnce() -> Problem) {
        if self.listed.len() < LISTED_MAX {
            self.push(problem());
        } else {
            self.count += 1;
        }
    }

    /// Adds those of another pass over the same file, in the order of lines.
    pub fn merge(&mut self, other: Problems) {
        self.count += other.count;
        self.listed.extend(other.listed);
        self.listed.sort_by_key(|problem| problem.line);
        self.listed.truncate(LISTED_MAX);
    }

    /// Adds those of the next file.
    pub fn append(&mut self, other: Problems) {
        self.count += other.count;
        self.listed.extend(other.listed);
        self.listed.truncate(LISTED_MAX);
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}
