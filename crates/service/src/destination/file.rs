//! The sheet as a workbook, and a filled-in one read: taken whole, or every cell that is wrong is told.

use super::words::{COLUMNS, GRADUATES, all, destination_of, written};
use super::{GraduatesView, SheetId};
use crate::Office;
use crate::cells::{Found, Line};
use crate::error::{Fault, ServiceError};
use crate::reason::wrong;
use guantong_documents::{Content, Limits, Look, Table, write_xlsx};
use guantong_model::{Destination, Fact, Message, StudentId};
use std::collections::BTreeMap;

/// So many mistakes of a file are told at once.
const TOLD: usize = 50;

impl Office {
    /// The sheet as a workbook, with what was reported; numbers as words.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn graduates_workbook(&self, view: &GraduatesView) -> Result<Vec<u8>, Fault> {
        let text = |text: &str| Content::Text(text.to_owned());
        let mut rows =
            vec![COLUMNS.iter().map(|one| (text(one.heading), Look::HeadingOfWords)).collect::<Vec<_>>()];
        for one in &view.graduates {
            let (on, to) = (one.on.to_string(), one.destination.map_or("", |(to, _)| written(to)));
            let cells = [one.student.as_str(), &one.name, &on, to];
            let cell = |cell: &str| if cell.is_empty() { Content::Blank } else { text(cell) };
            rows.push(cells.iter().map(|one| (cell(one), Look::Body)).collect());
        }
        let table = Table {
            name: GRADUATES.to_owned(),
            widths: vec![20, 14, 14, 24],
            rows,
            merged: Vec::new(),
            head_rows: 1,
        };
        write_xlsx(&[table], self.clock.today()).map_err(|error| Fault::new("write destinations", error))
    }

    /// Takes the destinations of a file; a cell left empty leaves what was reported. Returns how many are new or others.
    ///
    /// # Errors
    /// As [`Office::report_destinations`]; bad input where the file is no such sheet, or with every cell that is wrong.
    pub async fn take_destinations(
        &self,
        id: &SheetId,
        version_seen: i64,
        bytes: &[u8],
        actor: &str,
    ) -> Result<usize, ServiceError> {
        let view = self.sheet_to_fill(id, version_seen).await?;
        let sheets = guantong_documents::read(bytes, &Limits::list()).map_err(|e| wrong(e.message()))?;
        let found = Found::of(&sheets, COLUMNS).filter(|found| found.missing(COLUMNS).is_empty());
        let found = found.ok_or_else(|| {
            let headings = COLUMNS.iter().filter(|one| one.required);
            let headings = headings.map(|one| Fact::Text(one.heading.to_owned())).collect();
            wrong(Message::new("destination-file-headings").with("headings", Fact::List(headings)))
        })?;
        let mut wrongs: Vec<Message> = Vec::new();
        for (at, heading) in &found.twice {
            let message = Message::new("destination-heading-twice").with("heading", *heading);
            wrongs.push(message.with("at", at.to_string()));
        }
        let mut told: BTreeMap<StudentId, Destination> = BTreeMap::new();
        for row in found.rows() {
            let mut line = Line::new(&found, COLUMNS, row);
            if let Some((student, destination)) = one(&mut line, &view)
                && told.insert(student.clone(), destination).is_some_and(|before| before != destination)
            {
                let message = Message::new("destination-student-twice").with("student", student.as_str());
                line.fault("student", message);
            }
            wrongs.extend(line.wrong.drain(..).map(|(at, message)| message.with("at", at.to_string())));
        }
        if !wrongs.is_empty() {
            wrongs.truncate(TOLD);
            return Err(ServiceError::BadInput(wrongs));
        }
        if told.is_empty() {
            return Err(wrong(Message::new("destination-file-empty")));
        }
        self.report_destinations(id, version_seen, &told, actor).await
    }
}

/// The graduate of a row with the destination, if there is one; nothing where something is wrong.
fn one(line: &mut Line<'_>, view: &GraduatesView) -> Option<(StudentId, Destination)> {
    let id = StudentId(line.text("student")?);
    let Some(graduate) = view.graduates.iter().find(|one| one.student == id) else {
        let year = view.listed.id.year.to_string();
        let message = Message::new("destination-row-not-in-sheet").with("student", id.as_str());
        line.fault("student", message.with("year", year));
        return None;
    };
    if let Some(given) = line.text("name")
        && given != graduate.name
    {
        let message = Message::new("destination-other-name").with("given", given);
        line.fault("name", message.with("student", id.as_str()).with("name", graduate.name.as_str()));
        return None;
    }
    // An empty cell leaves what was reported.
    line.value("destination")?;
    let given = line.text("destination")?;
    match destination_of(&given) {
        Some(destination) => Some((id, destination)),
        None => {
            let known = all().map(|one| Fact::Text(one.to_owned())).collect();
            let message = Message::new("destination-unknown").with("given", given);
            line.fault("destination", message.with("known", Fact::List(known)));
            None
        }
    }
}
