//! The workbook to be filled in with results, and the list as a table.

use super::row::Examination;
use super::words::{COLUMNS, EXPLANATIONS, PRESENCE, RESULTS, heading, heading_of};
use crate::Office;
use crate::access::Action;
use crate::cells::{Column, Kind};
use crate::error::{Fault, ServiceError};
use crate::take_over::Worded;
use guantong_documents::{Choice, Content, Look, Table, write_form};
use guantong_model::{Fact, Message, StudentId};
use guantong_registry::Part;
use std::collections::BTreeMap;

impl Office {
    /// The workbook to be filled in: one row for everybody who may sit, numbers as words, the words a cell chooses from
    /// offered; what each part is out of stands on a sheet of its own.
    ///
    /// # Errors
    /// Not found before the list of who may sit is settled; where the database or the writing fails.
    pub async fn examination_template(
        &self,
        found: &Examination,
        said: Worded<'_>,
    ) -> Result<Vec<u8>, ServiceError> {
        self.allow_organising(Action::ExaminationKeep, &found.organiser)?;
        if found.sitters.is_empty() {
            return Err(ServiceError::NotFound);
        }
        let in_rules = |column: &&Column| match Part::parse(column.key) {
            Some(part) => found.rules.component(part).is_some(),
            None => true,
        };
        let columns: Vec<&Column> = COLUMNS.iter().filter(in_rules).collect();
        let heading = |column: &&Column| {
            let look = if column.kind == Kind::Words { Look::HeadingOfWords } else { Look::Heading };
            (Content::Text(column.heading.to_owned()), look)
        };
        let mut rows: Vec<Vec<(Content, Look)>> = vec![columns.iter().map(heading).collect()];
        let ids: Vec<StudentId> = found.sitters.iter().map(|sitter| sitter.student.clone()).collect();
        let students = self.examination_students(&ids).await?;
        let coursework = match found.rules.component(Part::Coursework) {
            Some(component) => self.coursework(&ids, found.after, component.full_marks).await?,
            None => BTreeMap::new(),
        };
        for sitter in &found.sitters {
            let name = students.get(&sitter.student).map_or("", |student| student.name.as_str());
            let sat = found.results.get(&sitter.student);
            let cell = |column: &&Column| {
                let content = match column.key {
                    "student" => text(sitter.student.as_str()),
                    "examination" => text(&found.id),
                    "name" => text(name),
                    "school" => text(&sitter.studies_at),
                    "presence" => sat.map_or(Content::Blank, |sitting| {
                        let word = PRESENCE.iter().find(|(_, word)| *word == sitting.presence.as_str());
                        word.map_or(Content::Blank, |(said, _)| text(said))
                    }),
                    key => {
                        let part = Part::parse(key);
                        let mark = part.and_then(|part| sat?.marks.get(&part));
                        // What the courses come to stands there to begin with.
                        let courses = || coursework.get(&sitter.student);
                        let mark = mark.or_else(|| courses().filter(|_| part == Some(Part::Coursework)));
                        mark.map_or(Content::Blank, |mark| text(&mark.to_string()))
                    }
                };
                (content, Look::Body)
            };
            rows.push(columns.iter().map(cell).collect());
        }
        let choices: Vec<Choice> = (0_u16..)
            .zip(&columns)
            .filter(|(_, column)| column.key == "presence")
            .map(|(column, _)| {
                let words = PRESENCE.iter().map(|(said, _)| (*said).to_owned()).collect();
                Choice { table: 0, column, words }
            })
            .collect();
        let tables = [table(RESULTS, vec![16; columns.len()], rows), explanations(found, said)];
        let book = write_form(&tables, &choices, self.clock.today());
        Ok(book.map_err(|error| Fault::new("make a sheet of an examination", error))?)
    }
}

fn text(text: &str) -> Content {
    Content::Text(text.to_owned())
}

fn table(name: &str, widths: Vec<u16>, rows: Vec<Vec<(Content, Look)>>) -> Table {
    Table { name: name.to_owned(), widths, rows, merged: Vec::new(), head_rows: 1 }
}

/// What each part is, out of how much and with which pass mark, and what else must be known to fill the sheet in.
fn explanations(found: &Examination, said: Worded<'_>) -> Table {
    let message = |id: &str| text(&said(&Message::new(id)));
    let head = [
        "examination-sheet-part",
        "examination-sheet-name",
        "examination-sheet-weight",
        "examination-sheet-full",
        "examination-sheet-pass",
    ];
    let head = head.map(|id| (message(id), Look::Heading));
    let mut rows = vec![head.to_vec()];
    for component in &found.rules.components {
        let called = component.name.as_deref();
        let called = called.map_or_else(|| Fact::Word(format!("part.{}", component.part)), Fact::from);
        let part = Message::new("examination-part").with("part", called);
        let pass = component.pass_mark.map_or_else(String::new, |mark| mark.to_string());
        rows.push(vec![
            (text(heading_of(component.part)), Look::Body),
            (text(&said(&part)), Look::Body),
            (text(&format!("{}%", component.weight)), Look::Body),
            (text(&component.full_marks.to_string()), Look::Body),
            (text(&pass), Look::Body),
        ]);
    }
    let note = Message::new("examination-sheet-note").with("heading", heading("presence"));
    rows.push(vec![(Content::Blank, Look::Body), (text(&said(&note)), Look::Body)]);
    table(EXPLANATIONS, vec![16, 60, 10, 10, 10], rows)
}
