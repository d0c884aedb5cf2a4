//! The workbook to be filled in: one row for everybody who is to have a mark.

use super::row::ResultSheet;
use super::words::{COLUMNS, RESULTS, written};
use crate::Office;
use crate::error::{Fault, ServiceError};
use guantong_documents::{Content, Look, Table, write_xlsx};

impl Office {
    /// The sheet as a workbook, with the marks that stand; numbers as words.
    ///
    /// # Errors
    /// Where the database or the writing fails.
    pub async fn results_workbook(&self, sheet: &ResultSheet) -> Result<Vec<u8>, ServiceError> {
        let text = |text: &str| Content::Text(text.to_owned());
        let heading = |heading: &str| (text(heading), Look::HeadingOfWords);
        let mut rows = vec![COLUMNS.iter().map(|column| heading(column.heading)).collect::<Vec<_>>()];
        for student in self.result_students(sheet).await? {
            let mark = sheet.marks.get(&student.id).map(|mark| written(*mark));
            let cells = [student.id.as_str(), &student.name, mark.as_deref().unwrap_or("")];
            let cell = |cell: &str| if cell.is_empty() { Content::Blank } else { text(cell) };
            rows.push(cells.iter().map(|one| (cell(one), Look::Body)).collect());
        }
        let table = Table {
            name: RESULTS.to_owned(),
            widths: vec![20, 14, 10],
            rows,
            merged: Vec::new(),
            head_rows: 1,
        };
        let book = write_xlsx(&[table], self.clock.today());
        Ok(book.map_err(|error| Fault::new("write a sheet of results", error))?)
    }
}
