//! Reads the tables that people keep by hand in the documents, so that a rule stands in one place only.

use super::tree::File;

/// A row of a table in a document: the number of its line and its cells without the space around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) line: usize,
    cells: Vec<String>,
}

impl Row {
    /// The text of a cell, counted from 0; empty where the row is shorter.
    pub(super) fn cell(&self, index: usize) -> &str {
        self.cells.get(index).map_or("", String::as_str)
    }

    /// The words set as code in a cell: `store` and `web` out of "`store`, `web`".
    pub(super) fn code(&self, index: usize) -> Vec<&str> {
        self.cell(index).split('`').skip(1).step_by(2).collect()
    }
}

/// The rows of the table whose first heading is `heading`; nothing where the document has no such table.
pub(super) fn rows(file: &File, heading: &str) -> Vec<Row> {
    let mut lines = file.numbered().skip_while(|(_, line)| cells(line).first().is_none_or(|c| c != heading));
    // The heading and the rule below it.
    let (Some(_), Some(_)) = (lines.next(), lines.next()) else { return Vec::new() };
    let body = lines.take_while(|(_, line)| line.starts_with('|'));
    body.map(|(line, text)| Row { line, cells: cells(text) }).collect()
}

fn cells(line: &str) -> Vec<String> {
    let Some(inner) = line.trim().strip_prefix('|') else { return Vec::new() };
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner.split('|').map(|cell| cell.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_found_by_its_first_heading_and_ends_with_it() {
        let text = "| other | x |\n| - | - |\n| no | no |\n\n| crate | may use |\n| --- | --- |\n| `web` | `model`, \
                    `policy` |\n| `model` | |\n\n| after | y |\n";
        let file = File { path: "a.md".to_owned(), text: text.to_owned() };
        let rows = rows(&file, "crate");
        assert_eq!(rows.len(), 2);
        let web = rows.first().unwrap();
        assert_eq!((web.line, web.code(0), web.code(1)), (7, vec!["web"], vec!["model", "policy"]));
        assert_eq!(rows.last().unwrap().cell(1), "");
    }
}
