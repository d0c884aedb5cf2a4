//! Reading the trail: the audit administrator 审计管理员 all of it, a student who looked at his own record.

use super::TrailFilter;
use crate::Office;
use crate::access::{Action, Relation};
use crate::error::{Fault, ServiceError};
use crate::trail::{Looked, Note, TrailEntry, TrailVerifier};
use guantong_model::StudentId;
use std::collections::BTreeSet;

/// How many entries a person is shown at most of who looked.
const LOOKS_MOST: i64 = 200;

/// What following the chain of the trail gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailProof {
    /// How many entries were good.
    pub entries: i64,
    /// The hash of the last of them.
    pub hash: String,
    /// The number of the first that is missing, was moved or changed.
    pub broken: Option<i64>,
}

impl Office {
    /// Entries of the trail, newest first, with the names of who it was.
    ///
    /// # Errors
    /// Forbidden but to the audit administrator.
    pub async fn trail(&self, filter: &TrailFilter, page: usize) -> Result<Vec<Looked>, ServiceError> {
        self.allow_here(Action::AuditRead)?;
        let entries = self.whole.trail(filter, i64::try_from(page).unwrap_or(i64::MAX)).await?;
        let names = self.names(&entries.iter().map(|entry| entry.note.account.as_str()).collect()).await?;
        let named = |entry: TrailEntry| {
            let name = names.get(&entry.note.account).cloned().unwrap_or_default();
            Looked { entry, name }
        };
        Ok(entries.into_iter().map(named).collect())
    }

    /// Follows the chain of the trail from the first entry to the last.
    ///
    /// # Errors
    /// Forbidden but to the audit administrator.
    pub async fn prove_trail(&self) -> Result<TrailProof, ServiceError> {
        self.allow_here(Action::AuditRead)?;
        let mut verifier = TrailVerifier::default();
        let mut broken = None;
        loop {
            let entries = self.whole.trail_after(verifier.head().0, 2_000).await?;
            if entries.is_empty() {
                break;
            }
            broken = entries.iter().find_map(|entry| verifier.check(entry).err());
            if broken.is_some() {
                break;
            }
        }
        let (entries, hash) = verifier.head();
        Ok(TrailProof { entries, hash: hash.to_string(), broken })
    }

    /// Who looked at a record or changed it, newest first.
    ///
    /// # Errors
    /// Not found for a record out of reach; forbidden but to its student, his guardians and the audit administrator.
    pub async fn looks(&self, id: &StudentId) -> Result<Vec<Looked>, ServiceError> {
        let relations = match self.viewer() {
            Some(viewer) if viewer.own.contains(id) => BTreeSet::from([Relation::City, Relation::Own]),
            _ => BTreeSet::from([Relation::City]),
        };
        if self.allow(Action::StudentLooks, &relations).is_err() {
            return Err(ServiceError::NotFound);
        }
        if self.whole.student(id).await?.is_none() {
            return Err(ServiceError::NotFound);
        }
        Ok(self.whole.looks(&format!("student/{id}"), LOOKS_MOST).await?)
    }

    /// Notes that somebody saw something, or was refused it.
    ///
    /// # Errors
    /// Where the database fails: then it must not be shown.
    pub async fn note_look(&self, object: &str, result: &str) -> Result<(), Fault> {
        if self.viewer().is_none() {
            return Ok(());
        }
        let note = Note::of(&self.hand(), object, result);
        let kept = self.whole.keep(Vec::new(), vec![note], self.clock.now()).await;
        kept.map_err(|error| match error {
            crate::ports::AppendError::Fault(fault) => fault,
            crate::ports::AppendError::Conflict(conflict) => Fault::new("note a look", conflict.message.id),
        })
    }
}
