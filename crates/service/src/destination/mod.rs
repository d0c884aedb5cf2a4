//! 毕业去向 (1): where graduates went, as the institution that held the registration reports it, by year of graduation.
//!
//! The graduates of an institution and year are a sheet with a stream of its own, `destinations/{year}/{institution}`; each
//! entry has what was reported in one go. A destination holds from the day it was reported until another is, so that a
//! figure of an earlier day is what was known then. Only the category is kept (interpretation `destination-what`).

mod enter;
mod file;
mod show;
mod words;

pub use show::{Graduate, GraduatesView, Listed};

use crate::error::Fault;
use crate::journal::Entry;
use guantong_model::{Date, Destination, StudentId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The graduates of an institution and year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SheetId {
    /// The calendar year of graduation.
    pub year: i32,
    /// The institution that held their registration.
    pub institution: String,
}

impl fmt::Display for SheetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.year, self.institution)
    }
}

/// A destination as it was reported on a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DestinationRow {
    /// The record.
    pub student: StudentId,
    /// The day.
    pub reported_on: Date,
    /// Where to.
    pub destination: Destination,
    /// In which sheet.
    pub sheet: SheetId,
}

/// What an entry of a sheet holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Reported {
    reported: BTreeMap<StudentId, Destination>,
}

const STREAM: &str = "destinations/";

/// The stream of a sheet.
#[must_use]
pub fn stream(id: &SheetId) -> String {
    format!("{STREAM}{id}")
}

/// The sheet a stream is of.
pub(crate) fn id_of(stream: &str) -> Option<SheetId> {
    let (year, institution) = stream.strip_prefix(STREAM)?.split_once('/')?;
    Some(SheetId { year: year.parse().ok()?, institution: institution.to_owned() })
}

/// The rows that the entries of a sheet come to, by student and day; the last word of a day stands.
pub(crate) fn fold(id: &SheetId, entries: &[Entry]) -> Result<Vec<DestinationRow>, Fault> {
    let mut rows = BTreeMap::new();
    for entry in entries {
        let told: Reported = serde_json::from_value(entry.body.clone())
            .map_err(|error| Fault::new("read destinations", error))?;
        for row in rows_of(id, &told.reported, entry.effective_on) {
            rows.insert((row.student.clone(), row.reported_on), row);
        }
    }
    Ok(rows.into_values().collect())
}

fn rows_of(
    id: &SheetId,
    reported: &BTreeMap<StudentId, Destination>,
    reported_on: Date,
) -> Vec<DestinationRow> {
    let row = |(student, destination): (&StudentId, &Destination)| DestinationRow {
        student: student.clone(),
        reported_on,
        destination: *destination,
        sheet: id.clone(),
    };
    reported.iter().map(row).collect()
}
