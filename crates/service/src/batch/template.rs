//! The sheet of a batch to be filled in, and a sheet given in back with what is wrong with it.

use super::preview::{Preview, rules};
use super::row::{BatchKind, BatchRow};
use super::words::{Column, SHEET, heading};
use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::rows::PlanLine;
use guantong_documents::{Mark, Returned, write_returned, write_xlsx};
use guantong_model::sheet::{Content, Look, Table};
use guantong_model::{Message, ProgrammeId, StudentId};
use guantong_registry::Part;
use std::collections::{BTreeMap, BTreeSet};

impl Office {
    /// The sheet of a batch: its class, one student a row, with the columns that are to be filled.
    ///
    /// # Errors
    /// Where the database or the writing of the workbook fails.
    pub async fn batch_template(&self, batch: &BatchRow, preview: &Preview) -> Result<Vec<u8>, ServiceError> {
        let names = self.programme_names().await?;
        let law = self.law()?;
        let world = self.world().await?;
        let rules = rules(&world, batch, &batch.institution, &law.on(batch.on).readings);
        let counts = rules.and_then(|rules| rules.component(Part::Coursework)).map(|part| part.full_marks);
        let coursework = match counts.filter(|_| batch.kind == BatchKind::Assess) {
            Some(full) => {
                let ids: Vec<StudentId> = preview.lines.iter().map(|line| line.student.id.clone()).collect();
                self.coursework(&ids, batch.stage, full).await?
            }
            None => BTreeMap::new(),
        };
        let parts: Vec<Part> = match (batch.kind, rules) {
            (BatchKind::Assess, Some(rules)) => rules.components.iter().map(|c| c.part).collect(),
            (BatchKind::Assess, None) => vec![Part::General, Part::Skill],
            _ => Vec::new(),
        };
        let mut columns = vec![Column::Batch, Column::Student, Column::Name, Column::Programme];
        columns.extend(parts.into_iter().map(Column::Mark));
        columns.extend([Column::Result, Column::Reason]);
        let head = columns.iter().map(|c| (Content::Text(heading(*c).to_owned()), Look::Heading)).collect();
        let mut rows = vec![head];
        for line in &preview.lines {
            let programme = names.get(&line.student.programme);
            let cell = |column: &Column| match column {
                Column::Batch => Content::Text(batch.id.clone()),
                Column::Student => Content::Text(line.student.id.to_string()),
                Column::Name => Content::Text(line.student.name.clone()),
                Column::Programme => programme.map_or(Content::Blank, |name| Content::Text(name.clone())),
                // What the courses come to stands there to begin with.
                Column::Mark(Part::Coursework) => {
                    let mark = coursework.get(&line.student.id);
                    mark.map_or(Content::Blank, |mark| Content::Text(mark.to_string()))
                }
                Column::Mark(_) | Column::Result | Column::Reason => Content::Blank,
            };
            rows.push(columns.iter().map(|column| (cell(column), Look::Body)).collect());
        }
        let widths = columns
            .iter()
            .map(|column| if matches!(column, Column::Programme | Column::Reason) { 28 } else { 14 })
            .collect();
        let table = Table { name: SHEET.to_owned(), widths, rows, merged: Vec::new(), head_rows: 1 };
        let bytes = write_xlsx(&[table], self.clock.today());
        Ok(bytes.map_err(|error| Fault::new("write a sheet", error))?)
    }

    /// The sheet that was given in, as it was, with red cells and a column that says what is wrong; `held` says of a
    /// student who would be held why. Nothing where no sheet was given in, or where it names somebody whom who asks does
    /// not see: it is one file, and not his to read.
    ///
    /// # Errors
    /// Where the writing of the workbook fails.
    pub fn batch_sheet_back(
        &self,
        preview: &Preview,
        reasons: &str,
        say: impl Fn(&Message) -> String,
        held: impl Fn(&super::Line) -> Option<String>,
    ) -> Result<Option<Vec<u8>>, Fault> {
        let Some(read) = &preview.sheet else { return Ok(None) };
        let seen: BTreeSet<&StudentId> = preview.lines.iter().map(|line| &line.student.id).collect();
        if read.rows.keys().any(|named| !seen.contains(named)) {
            return Ok(None);
        }
        let mistakes = read.mistakes.iter().map(|mistake| Mark {
            at: mistake.at,
            look: Look::Faulty,
            reason: say(&mistake.message),
        });
        let lines = preview.lines.iter().filter(|line| !line.moves());
        let held = lines.filter_map(|line| {
            let at = guantong_model::sheet::At::new(line.row?, read.student_column());
            Some(Mark { at, look: Look::Noted, reason: held(line)? })
        });
        let marks: Vec<Mark> = mistakes.chain(held).collect();
        let returned = Returned { sheet: &read.sheet, headings: read.headings, marks: &marks, reasons };
        let bytes = write_returned(&[returned], self.clock.today());
        bytes.map(Some).map_err(|error| Fault::new("write a sheet", error))
    }

    /// The printed name of each programme's major, from every plan.
    pub(crate) async fn programme_names(&self) -> Result<BTreeMap<ProgrammeId, String>, Fault> {
        let reference = self.reference().await?;
        let named = |line: &PlanLine| (line.programme.clone(), line.major_printed());
        Ok(reference.newest.iter().map(named).collect())
    }
}
