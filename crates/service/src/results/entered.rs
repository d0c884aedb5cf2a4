//! Results of the past, as they were confirmed elsewhere: each sheet whole, with every step it took.

use super::fold::Done;
use super::row::{ResultSheet, SheetId};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::ports::{Batch, Change};
use guantong_model::{Date, StudentId};
use guantong_registry::results::Mark;
use std::collections::BTreeMap;

/// A confirmed sheet as it was kept elsewhere.
#[derive(Clone, Debug)]
pub struct Entered {
    /// Which.
    pub id: SheetId,
    /// Marks by record.
    pub marks: BTreeMap<StudentId, Mark>,
    /// The day it was confirmed.
    pub on: Date,
    /// Who submitted it.
    pub submitted_by: String,
    /// Who confirmed it.
    pub confirmed_by: String,
}

impl Office {
    /// Takes confirmed sheets over, in one transaction; those that are on file already stay as they are. Returns how many.
    ///
    /// # Errors
    /// Forbidden to whoever does not take records over; not found where there is no such class or course.
    pub async fn take_results_over(&self, entered: &[Entered]) -> Result<usize, ServiceError> {
        self.allow_here(Action::TakeOver)?;
        let (now, mut batch) = (self.clock.now(), Batch::default());
        for one in entered {
            let sheet = self.result_sheet(&one.id).await?;
            if sheet.version > 0 {
                continue;
            }
            let (steps, sheet) = steps_of(sheet, one, self)?;
            for (nth, (done, actor)) in (1..).zip(&steps) {
                batch.entries.push(done.entry(&one.id, nth, one.on, actor)?);
            }
            batch.changes.push(Change::Results(Box::new(sheet)));
        }
        let taken = batch.changes.len();
        if taken > 0 {
            self.storage.append(batch, now).await?;
        }
        Ok(taken)
    }
}

/// The steps a sheet took, and the sheet after them.
fn steps_of(
    mut sheet: ResultSheet,
    one: &Entered,
    office: &Office,
) -> Result<(Vec<(Done, String)>, ResultSheet), ServiceError> {
    let mut steps = Vec::new();
    let opened = ResultSheet { version: 1, ..sheet.clone() };
    sheet.version = 1;
    steps.push((Done::Opened(Box::new(opened)), one.submitted_by.clone()));
    let mut take = |done: Done, actor: &str, sheet: &mut ResultSheet| {
        sheet.take(done.clone(), one.on, actor);
        steps.push((done, actor.to_owned()));
    };
    take(Done::Saved { marks: one.marks.clone() }, &one.submitted_by, &mut sheet);
    let digest = office.results_digest(&sheet)?;
    take(Done::Submitted { digest: digest.clone() }, &one.submitted_by, &mut sheet);
    take(Done::Confirmed { digest }, &one.confirmed_by, &mut sheet);
    Ok((steps, sheet))
}
