//! The workbook to fill in: students, programmes of earlier years, explanations.

use super::words::{
    EXPLANATIONS, NO_SCORE, PROGRAMME_COLUMNS, PROGRAMMES, SCORES, STUDENT_COLUMNS, STUDENTS,
};
use crate::Office;
use crate::cells::{Column, Kind};
use crate::error::Fault;
use guantong_documents::{Content, Look, Table, write_xlsx};
use guantong_model::Message;

/// How a message reads to whoever asked; the words themselves stand in the message files.
pub type Worded<'a> = &'a (dyn Fn(&Message) -> String + Sync);

/// Years whose classes were running when offices began (2017 to 2022).
const YEARS: std::ops::RangeInclusive<i32> = 2017..=2022;

impl Office {
    /// The workbook to fill in. Columns of numbers keep what is typed as words.
    ///
    /// # Errors
    /// Where the workbook cannot be made.
    pub fn take_over_template(&self, said: Worded<'_>) -> Result<Vec<u8>, Fault> {
        let years: Vec<String> = YEARS.map(|year| format!("{year}{SCORES}")).collect();
        let students = sheet(STUDENTS, STUDENT_COLUMNS, &[]);
        let programmes = sheet(PROGRAMMES, PROGRAMME_COLUMNS, &years);
        let tables = [students, programmes, explanations(said)];
        write_xlsx(&tables, self.clock.today()).map_err(|error| Fault::new("make a template", error))
    }
}

fn text(text: &str, look: Look) -> (Content, Look) {
    (Content::Text(text.to_owned()), look)
}

fn sheet(name: &str, columns: &[Column], more: &[String]) -> Table {
    let look =
        |column: &Column| if column.kind == Kind::Words { Look::HeadingOfWords } else { Look::Heading };
    let headings = columns.iter().map(|column| text(column.heading, look(column)));
    let headings: Vec<_> = headings.chain(more.iter().map(|more| text(more, Look::Heading))).collect();
    Table {
        name: name.to_owned(),
        widths: vec![16; headings.len()],
        rows: vec![headings],
        merged: Vec::new(),
        head_rows: 1,
    }
}

fn explanations(said: Worded<'_>) -> Table {
    let message = |id: &str| said(&Message::new(id));
    let mut rows = vec![vec![
        text(&message("take-over-sheet"), Look::Heading),
        text(&message("take-over-heading"), Look::Heading),
        text(&message("take-over-needed"), Look::Heading),
        text(&message("take-over-how"), Look::Heading),
    ]];
    for (name, columns) in [(STUDENTS, STUDENT_COLUMNS), (PROGRAMMES, PROGRAMME_COLUMNS)] {
        for column in columns {
            let needed = if column.required { "take-over-needed-yes" } else { "take-over-needed-no" };
            let how = match column.kind {
                Kind::Words => message("take-over-how-words"),
                Kind::Text => message("take-over-how-text"),
                Kind::Date => message("take-over-how-date"),
                Kind::Year => message("take-over-how-year"),
                Kind::Score => message("take-over-how-score"),
                Kind::Count => message("take-over-how-count"),
                Kind::Choice(words) => {
                    let known: Vec<guantong_model::Fact> =
                        words.iter().map(|(said, _)| guantong_model::Fact::from(*said)).collect();
                    said(&Message::new("take-over-how-choice").with("known", known))
                }
            };
            rows.push(vec![
                text(name, Look::Body),
                text(column.heading, Look::Body),
                text(&message(needed), Look::Centre),
                text(&how, Look::Body),
            ]);
        }
    }
    rows.push(vec![
        text(PROGRAMMES, Look::Body),
        text(SCORES, Look::Body),
        text(&message("take-over-needed-no"), Look::Centre),
        text(&said(&Message::new("take-over-how-class").with("none", NO_SCORE)), Look::Body),
    ]);
    for note in
        ["take-over-note-order", "take-over-note-past", "take-over-note-columns", "take-over-note-number"]
    {
        rows.push(vec![
            text("", Look::Body),
            text("", Look::Body),
            text("", Look::Body),
            text(&message(note), Look::Body),
        ]);
    }
    Table {
        name: EXPLANATIONS.to_owned(),
        widths: vec![12, 24, 10, 80],
        rows,
        merged: Vec::new(),
        head_rows: 1,
    }
}
