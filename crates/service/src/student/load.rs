//! A record out of its stream.

use super::{OPENED, stream};
use crate::Office;
use crate::error::Fault;
use crate::journal::Entry;
use guantong_model::{CandidateNo, PersonId, StudentId};
use guantong_policy::Decision;
use guantong_registry::{Admitted, Record};
use serde::{Deserialize, Serialize};

/// The body of the entry that opens a record.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Opening {
    /// What was known on admission.
    pub(crate) admitted: Admitted,
    /// Why the record was opened.
    pub(crate) decision: Decision,
    /// Who it is about.
    pub(crate) person: PersonId,
    /// The candidate it was opened for.
    pub(crate) candidate: CandidateNo,
    /// A salted commitment to the person's name, sex, birth and school.
    pub(crate) commitment: String,
}

/// A record with the entries it was folded from.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The record.
    pub record: Record,
    /// Its entries in the journal, oldest first.
    pub entries: Vec<Entry>,
}

impl Loaded {
    /// The version of the record: how many entries it has.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.entries.last().map_or(0, |entry| entry.version)
    }
}

/// Folds a stream into its record.
pub(crate) fn fold(entries: Vec<Entry>) -> Result<Option<Loaded>, Fault> {
    let unreadable = |error: serde_json::Error| Fault::new("read a record", error);
    let Some((first, rest)) = entries.split_first() else { return Ok(None) };
    if first.kind != OPENED {
        return Err(Fault::new("read a record", format!("begins with {}", first.kind)));
    }
    let opening: Opening = serde_json::from_value(first.body.clone()).map_err(unreadable)?;
    let mut record = Record::open(opening.admitted);
    for entry in rest {
        record.apply(serde_json::from_value(entry.body.clone()).map_err(unreadable)?);
    }
    Ok(Some(Loaded { record, entries }))
}

impl Office {
    /// A record, folded from the journal; nothing where there is none.
    ///
    /// # Errors
    /// Where the database fails or an entry cannot be read.
    pub async fn record(&self, id: &StudentId) -> Result<Option<Loaded>, Fault> {
        fold(self.storage.stream(&stream(id)).await?)
    }
}
