//! A record out of its stream.

use super::{OPENED, stream};
use crate::Office;
use crate::error::Fault;
use crate::journal::Entry;
use crate::ports::StreamEntry;
use crate::rows::Student;
use guantong_model::{CandidateNo, PersonId, StudentId};
use guantong_policy::Decision;
use guantong_registry::{Admitted, Record};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    let Some((first, rest)) = entries.split_first() else { return Ok(None) };
    let mut record = opened(&first.kind, || serde_json::from_value(first.body.clone()))?;
    for entry in rest {
        record.apply(serde_json::from_value(entry.body.clone()).map_err(unreadable)?);
    }
    Ok(Some(Loaded { record, entries }))
}

/// The record that the first entry of a stream opens.
fn opened(kind: &str, body: impl FnOnce() -> serde_json::Result<Opening>) -> Result<Record, Fault> {
    if kind != OPENED {
        return Err(Fault::new("read a record", format!("begins with {kind}")));
    }
    Ok(Record::open(body().map_err(unreadable)?.admitted))
}

fn unreadable(error: serde_json::Error) -> Fault {
    Fault::new("read a record", error)
}

/// A record held to be decided on, with its row in lists.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) student: Student,
    pub(crate) record: Record,
    pub(crate) version: i64,
}

/// Folds the entries of one stream as the database gives them.
fn fold_one(entries: &[StreamEntry]) -> Result<Option<(Record, i64)>, Fault> {
    let Some((first, rest)) = entries.split_first() else { return Ok(None) };
    let mut record = opened(&first.kind, || serde_json::from_str(&first.body))?;
    for entry in rest {
        record.apply(serde_json::from_str(&entry.body).map_err(unreadable)?);
    }
    Ok(Some((record, entries.last().map_or(0, |entry| entry.version))))
}

/// A record with its version, under the name of its stream.
type Named = (String, (Record, i64));

/// Folds many streams, on every core there is: reading entries is most of a batch's work.
fn fold_many(entries: &[StreamEntry]) -> Result<BTreeMap<String, (Record, i64)>, Fault> {
    let streams: Vec<&[StreamEntry]> = entries.chunk_by(|one, next| one.stream == next.stream).collect();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = streams.len().div_ceil(cores).max(1);
    let fold_some = |some: &[&[StreamEntry]]| -> Result<Vec<Named>, Fault> {
        let mut folded = Vec::with_capacity(some.len());
        for stream in some {
            let name = stream.first().map(|entry| entry.stream.clone());
            folded.extend(name.zip(fold_one(stream)?));
        }
        Ok(folded)
    };
    let shares = std::thread::scope(|scope| {
        let threads: Vec<_> =
            streams.chunks(share).map(|some| scope.spawn(move || fold_some(some))).collect();
        threads.into_iter().map(|thread| thread.join()).collect::<Vec<_>>()
    });
    let mut records = BTreeMap::new();
    for share in shares {
        let share = share.map_err(|_| Fault::new("read records", "a thread ended before its time"))?;
        records.extend(share?);
    }
    Ok(records)
}

impl Office {
    /// A record, folded from the journal; nothing where there is none.
    ///
    /// # Errors
    /// Where the database fails or an entry cannot be read.
    pub async fn record(&self, id: &StudentId) -> Result<Option<Loaded>, Fault> {
        fold(self.storage.stream(&stream(id)).await?)
    }

    /// Many records at once, each with its version; those that are not there are left out.
    ///
    /// # Errors
    /// Where the database fails or an entry cannot be read.
    pub async fn records(&self, ids: &[StudentId]) -> Result<BTreeMap<StudentId, (Record, i64)>, Fault> {
        let streams: Vec<String> = ids.iter().map(stream).collect();
        let mut folded = fold_many(&self.storage.stream_entries(&streams).await?)?;
        Ok(ids.iter().filter_map(|id| Some((id.clone(), folded.remove(&stream(id))?))).collect())
    }

    /// Many records at once with their rows.
    pub(crate) async fn held(&self, ids: &[StudentId]) -> Result<BTreeMap<StudentId, Held>, Fault> {
        let mut records = self.records(ids).await?;
        let mut held = BTreeMap::new();
        for student in self.storage.students_by_id(ids).await? {
            if let Some((record, version)) = records.remove(&student.id) {
                held.insert(student.id.clone(), Held { student, record, version });
            }
        }
        Ok(held)
    }
}
