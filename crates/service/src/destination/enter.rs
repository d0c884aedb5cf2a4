//! An institution reports where its graduates went.

use super::{GraduatesView, Reported, SheetId, rows_of, stream};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::NewEntry;
use crate::ports::{Batch, Change};
use guantong_model::{Destination, Message, StudentId};
use std::collections::BTreeMap;

impl Office {
    /// Reports destinations, in place of those that were reported of the same graduates; returns how many are new or
    /// others.
    ///
    /// # Errors
    /// Not found where nobody graduated so; forbidden to who does not act for the institution; a conflict where others were
    /// reported since `version_seen`; bad input: everybody who is not in the sheet.
    pub async fn report_destinations(
        &self,
        id: &SheetId,
        version_seen: i64,
        told: &BTreeMap<StudentId, Destination>,
        actor: &str,
    ) -> Result<usize, ServiceError> {
        let view = self.sheet_to_fill(id, version_seen).await?;
        let known: BTreeMap<&StudentId, Option<Destination>> = view
            .graduates
            .iter()
            .map(|one| (&one.student, one.destination.map(|(destination, _)| destination)))
            .collect();
        let mut wrong = Vec::new();
        let mut reported = BTreeMap::new();
        for (student, destination) in told {
            match known.get(student) {
                None => wrong.push(
                    Message::new("destination-not-in-sheet")
                        .with("student", student.as_str())
                        .with("year", id.year.to_string()),
                ),
                Some(was) if *was == Some(*destination) => {}
                Some(_) => {
                    reported.insert(student.clone(), *destination);
                }
            }
        }
        if !wrong.is_empty() {
            return Err(ServiceError::BadInput(wrong));
        }
        if reported.is_empty() {
            return Ok(0);
        }
        let on = self.clock.today();
        let (count, rows) = (reported.len(), rows_of(id, &reported, on));
        let entry = NewEntry {
            stream: stream(id),
            version: view.version + 1,
            kind: "destinations-reported".to_owned(),
            effective_on: on,
            actor: actor.to_owned(),
            body: serde_json::to_value(Reported { reported })
                .map_err(|error| Fault::new("write destinations", error))?,
        };
        let batch = Batch { entries: vec![entry], changes: vec![Change::Destinations(rows)] };
        self.storage.append(batch, self.clock.now()).await?;
        Ok(count)
    }

    /// A sheet that who asks may fill in, as it was seen.
    pub(super) async fn sheet_to_fill(
        &self,
        id: &SheetId,
        version_seen: i64,
    ) -> Result<GraduatesView, ServiceError> {
        let view = self.graduates_of(id).await?;
        self.allow_of(Action::DestinationKeep, [id.institution.as_str()])?;
        if view.version != version_seen {
            return Err(ServiceError::conflict(Message::new("conflict-destinations-changed")));
        }
        Ok(view)
    }
}
