//! The workbook to fill in: candidates, the year's programmes with their codes, explanations.

use super::show::how;
use super::words::{
    CANDIDATES, COLUMNS, COMPARED, EXPLANATIONS, NUMBERED, PROGRAMME_HEADINGS, PROGRAMMES, UNUSED,
};
use crate::Office;
use crate::access::Action;
use crate::cells::{Column, Kind};
use crate::error::{Fault, ServiceError};
use crate::take_over::Worded;
use guantong_documents::{Choice, Content, Look, Table, write_form};
use guantong_model::Message;

/// Headings of what stays in the file and is used for nothing, and of what is only held against other columns.
#[must_use]
pub fn unused_columns() -> [Vec<&'static str>; 2] {
    let headings = |keys: &[&str]| {
        COLUMNS.iter().filter(|column| keys.contains(&column.key)).map(|column| column.heading).collect()
    };
    [headings(&UNUSED), headings(&COMPARED)]
}

impl Office {
    /// The workbook to fill in for a year. Columns of numbers keep what is typed as words; where a cell chooses from some
    /// words, it offers them.
    ///
    /// # Errors
    /// A conflict where the year has no plan.
    pub async fn candidates_template(&self, year: i32, said: Worded<'_>) -> Result<Vec<u8>, ServiceError> {
        self.allow_here(Action::CandidateImport)?;
        self.import_terms(year).await?;
        let lines = self.storage.plan_lines(year).await?;
        let headings: Vec<(Content, Look)> = COLUMNS
            .iter()
            .map(|column| {
                let words = column.kind == Kind::Words;
                text(column.heading, if words { Look::HeadingOfWords } else { Look::Heading })
            })
            .collect();
        let candidates = table(CANDIDATES, vec![16; headings.len()], vec![headings]);
        let mut rows = vec![PROGRAMME_HEADINGS.iter().map(|heading| text(heading, Look::Heading)).collect()];
        rows.extend(lines.iter().map(|line| {
            let words = [line.programme.as_str(), &line.institution, &line.major_printed(), &line.partner];
            words.iter().map(|words| text(words, Look::Body)).collect::<Vec<_>>()
        }));
        let programmes = table(PROGRAMMES, vec![20, 28, 36, 28], rows);
        let choices = (0_u16..).zip(COLUMNS).filter_map(|(column, about)| {
            let words = self.choices(about)?;
            Some(Choice { table: 0, column, words })
        });
        let choices: Vec<Choice> = choices.collect();
        let tables = [candidates, programmes, explanations(said)];
        let book = write_form(&tables, &choices, self.clock.today());
        Ok(book.map_err(|error| Fault::new("make a template", error))?)
    }

    fn choices(&self, column: &Column) -> Option<Vec<String>> {
        match column.kind {
            Kind::Choice(words) => Some(words.iter().map(|(said, _)| (*said).to_owned()).collect()),
            _ if column.key == "district" => {
                Some(self.edition().districts().iter().map(|district| district.name.clone()).collect())
            }
            _ => None,
        }
    }
}

fn text(text: &str, look: Look) -> (Content, Look) {
    (Content::Text(text.to_owned()), look)
}

fn table(name: &str, widths: Vec<u16>, rows: Vec<Vec<(Content, Look)>>) -> Table {
    Table { name: name.to_owned(), widths, rows, merged: Vec::new(), head_rows: 1 }
}

fn explanations(said: Worded<'_>) -> Table {
    let message = |id: &str| said(&Message::new(id));
    let mut rows = vec![vec![
        text(&message("take-over-heading"), Look::Heading),
        text(&message("take-over-needed"), Look::Heading),
        text(&message("take-over-how"), Look::Heading),
    ]];
    for column in COLUMNS {
        let needed = if column.required { "take-over-needed-yes" } else { "take-over-needed-no" };
        let mut told = match column.key {
            "early" | "unified" | "tests" => message("candidates-how-list"),
            "district" => message("candidates-how-district"),
            "name" => message("candidates-how-name"),
            _ => said(&how(column.kind)),
        };
        if let Some((_, numbered)) = NUMBERED.iter().find(|(key, _)| *key == column.key) {
            told += &said(&Message::new("candidates-how-numbered").with("heading", *numbered));
        }
        if UNUSED.contains(&column.key) {
            told += &message("candidates-how-unused");
        } else if COMPARED.contains(&column.key) {
            told += &message("candidates-how-compared");
        }
        rows.push(vec![
            text(column.heading, Look::Body),
            text(&message(needed), Look::Centre),
            text(&told, Look::Body),
        ]);
    }
    for note in ["take-over-note-order", "candidates-note-columns", "candidates-note-words"] {
        rows.push(vec![text("", Look::Body), text("", Look::Body), text(&message(note), Look::Body)]);
    }
    table(EXPLANATIONS, vec![20, 10, 90], rows)
}
