//! The file back to who sent it: every row and column where it was, what is wrong or must be looked at coloured, and one
//! more column that says why.

use super::check::sheets;
use super::compare::ConflictKind;
use super::words::COLUMNS;
use crate::Office;
use crate::cells::{Found, REASONS};
use crate::error::{Fault, ServiceError};
use crate::take_over::Worded;
use guantong_documents::{At, Look, Mark, Returned, write_returned};
use guantong_model::{Fact, Message};

impl Office {
    /// The file with what was found in it. That it leaves with the names in it is noted.
    ///
    /// # Errors
    /// Not found where there is none that was checked.
    pub async fn candidates_returned(&self, id: &str, said: Worded<'_>) -> Result<Vec<u8>, ServiceError> {
        let view = self.candidate_import(id).await?;
        let Some(check) = view.found.filter(|found| found.refused.is_empty()) else {
            return Err(ServiceError::NotFound);
        };
        self.note_import_taken(id).await?;
        let file = sheets(self.import_bytes(&view.row).await?).await?;
        let file = file.map_err(|message| Fault::new("read a file of candidates", message.id))?;
        let found = file.iter().find(|sheet| sheet.name == check.sheet && !sheet.hidden);
        let found = found.and_then(|sheet| Found::on(sheet, COLUMNS));
        let found = found.ok_or_else(|| Fault::new("read a file of candidates", "no sheet"))?;
        let column = found.columns.get("no").copied().unwrap_or(1);
        let mark =
            |look: Look| move |(at, message): &(At, Message)| Mark { at: *at, look, reason: said(message) };
        let mut marks: Vec<Mark> = check.wrong.iter().map(mark(Look::Faulty)).collect();
        marks.extend(check.noted.iter().map(mark(Look::Noted)));
        for conflict in &check.conflicts {
            let numbers: Vec<Fact> = conflict.numbers.iter().map(|no| Fact::from(no.as_str())).collect();
            let rows: Vec<Fact> = conflict.rows.iter().map(|row| Fact::from(row.to_string())).collect();
            let headings: Vec<Fact> =
                conflict.sides.iter().map(|side| Fact::from(side.heading.as_str())).collect();
            let message = match conflict.kind {
                ConflictKind::Twice => Message::new("candidates-conflict-twice").with("rows", rows),
                ConflictKind::Changed => {
                    Message::new("candidates-conflict-changed").with("headings", headings)
                }
                ConflictKind::OtherPerson => Message::new("candidates-conflict-other-person"),
                ConflictKind::OtherNumber => {
                    Message::new("candidates-conflict-other-number").with("numbers", numbers)
                }
            };
            let at = At::new(conflict.row, column);
            marks.push(Mark { at, look: Look::Noted, reason: said(&message) });
        }
        let returned =
            Returned { sheet: found.sheet, headings: found.headings, marks: &marks, reasons: REASONS };
        let written = write_returned(&[returned], self.clock.today());
        Ok(written.map_err(|error| Fault::new("make a workbook", error))?)
    }
}
