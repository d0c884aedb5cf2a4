//! A file with marks, read and held against the class: taken whole, or every cell that is wrong is told.

use super::enter::read_mark;
use super::open::is_in;
use super::row::{ResultSheet, SheetId, SheetState};
use super::words::COLUMNS;
use crate::Office;
use crate::access::Action;
use crate::cells::{Found, Line};
use crate::error::ServiceError;
use crate::reason::wrong;
use guantong_documents::{Limits, Value};
use guantong_model::{Message, StudentId};
use guantong_registry::results::{Mark, Scale};
use std::collections::{BTreeMap, BTreeSet};

/// So many mistakes of a file are told at once.
const TOLD: usize = 50;

/// What a file tells.
#[derive(Clone, Debug, Default)]
pub struct SheetRead {
    /// Marks by record.
    pub marks: BTreeMap<StudentId, Mark>,
    /// What is wrong, each with the cell it stands in.
    pub wrong: Vec<Message>,
}

impl Office {
    /// Takes the marks of a file, in place of those that stood for the same students.
    ///
    /// # Errors
    /// As [`Office::save_results`]; bad input where the file is no such sheet, or with every cell that is wrong.
    pub async fn take_results(
        &self,
        id: &SheetId,
        version_seen: i64,
        bytes: &[u8],
        actor: &str,
    ) -> Result<ResultSheet, ServiceError> {
        let sheet = self.sheet_at(id, version_seen).await?;
        self.allow_of(Action::ResultsKeep, [sheet.enters.as_str()])?;
        is_in(&sheet, SheetState::Entering)?;
        let sheets = guantong_documents::read(bytes, &Limits::list()).map_err(|e| wrong(e.message()))?;
        let found = Found::of(&sheets, COLUMNS).ok_or_else(|| wrong(headings_missing()))?;
        if !found.missing(COLUMNS).is_empty() {
            return Err(wrong(headings_missing()));
        }
        let students = self.result_students(&sheet).await?;
        let names: BTreeMap<StudentId, String> =
            students.into_iter().map(|student| (student.id, student.name)).collect();
        let mut read = read(&found, &names, self.result_scale()?);
        if !read.wrong.is_empty() {
            read.wrong.truncate(TOLD);
            return Err(ServiceError::BadInput(read.wrong));
        }
        if read.marks.is_empty() {
            return Err(wrong(Message::new("marks-file-empty")));
        }
        let mut marks = sheet.marks.clone();
        marks.extend(read.marks);
        self.sheet_step(sheet, super::fold::Done::Saved { marks }, Vec::new(), actor).await
    }
}

fn headings_missing() -> Message {
    let headings: Vec<&str> = COLUMNS.iter().filter(|c| c.required).map(|column| column.heading).collect();
    let [student, mark] = [headings.first(), headings.last()].map(|heading| heading.copied().unwrap_or(""));
    Message::new("marks-file-headings").with("student", student).with("mark", mark)
}

fn read(found: &Found<'_>, names: &BTreeMap<StudentId, String>, scale: Scale) -> SheetRead {
    let mut read = SheetRead::default();
    for (at, heading) in &found.twice {
        let message = Message::new("marks-heading-twice").with("heading", *heading);
        read.wrong.push(message.with("at", at.to_string()));
    }
    let mut told = BTreeSet::new();
    for row in found.rows() {
        let mut line = Line::new(found, COLUMNS, row);
        if let Some((student, mark)) = one(&mut line, names, scale) {
            if !told.insert(student.clone()) {
                let message = Message::new("marks-student-twice").with("student", student.as_str());
                line.fault("student", message);
            } else if let Some(mark) = mark {
                read.marks.insert(student, mark);
            }
        }
        read.wrong.extend(line.wrong.drain(..).map(|(at, message)| message.with("at", at.to_string())));
    }
    read
}

/// The student of a row with the mark, if there is one; nothing where something is wrong.
fn one(
    line: &mut Line<'_>,
    names: &BTreeMap<StudentId, String>,
    scale: Scale,
) -> Option<(StudentId, Option<Mark>)> {
    let id = StudentId(line.text("student")?);
    let Some(name) = names.get(&id) else {
        line.fault("student", Message::new("marks-not-in-class").with("student", id.as_str()));
        return None;
    };
    if let Some(given) = line.text("name")
        && given != *name
    {
        let message = Message::new("marks-other-name").with("given", given);
        line.fault("name", message.with("student", id.as_str()).with("name", name.as_str()));
        return None;
    }
    let typed = match line.value("mark") {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        None => String::new(),
        Some(_) => {
            let message = Message::new("marks-mark-unknown").with("given", "#");
            line.fault("mark", message.with("full", scale.full).with("name", name.as_str()));
            return None;
        }
    };
    match read_mark(&typed, scale) {
        Ok(mark) => Some((id, mark)),
        Err(message) => {
            line.fault("mark", message.with("name", name.as_str()));
            None
        }
    }
}
