//! Opening a batch, giving in its sheet, giving it up.

use super::row::{BatchKind, BatchRow, BatchState, SheetOnFile};
use super::stream;
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::{NewEntry, digest};
use crate::ports::{Batch, Change};
use crate::rows::{Document, Student};
use guantong_model::{Date, Message, ProgrammeId, Stage};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A batch to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBatch {
    /// What is to be done.
    pub kind: BatchKind,
    /// The institution where the class studies.
    pub institution: String,
    /// Only students of this partner.
    pub partner: Option<String>,
    /// The class's entry year.
    pub cohort: i32,
    /// The stage; register and graduate have their own.
    pub stage: Stage,
    /// Only this programme.
    pub programme: Option<ProgrammeId>,
    /// The day it takes effect.
    pub on: Date,
}

/// Whom a batch concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassFilter {
    /// The class's entry year.
    pub cohort: i32,
    /// The stage.
    pub stage: Stage,
    /// Where they study.
    pub institution: String,
    /// Only this programme.
    pub programme: Option<ProgrammeId>,
    /// Whether those admitted and not yet registered are meant, or those registered and not ended.
    pub admitted: bool,
}

impl BatchRow {
    /// Everybody who may take part in it: the institution of the class first.
    pub fn all_parties(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.institution.as_str()).chain(self.parties.iter().map(String::as_str))
    }

    /// Whom it concerns.
    #[must_use]
    pub fn class(&self) -> ClassFilter {
        ClassFilter {
            cohort: self.cohort,
            stage: self.stage,
            institution: self.institution.clone(),
            programme: self.programme.clone(),
            admitted: self.kind == BatchKind::Register,
        }
    }
}

impl Office {
    /// Opens a batch; returns it with its number.
    ///
    /// # Errors
    /// Bad input where the stage does not go with the kind, or nobody of the class is there.
    pub async fn open_batch(&self, new: NewBatch, actor: &str) -> Result<BatchRow, ServiceError> {
        self.allow_of(Action::BatchOpen, [new.institution.as_str()])?;
        let stage = match new.kind {
            BatchKind::Register => Stage::Secondary,
            BatchKind::Graduate => Stage::Bachelor,
            BatchKind::Complete | BatchKind::Assess | BatchKind::Progress => new.stage,
        };
        let ends = new.kind != BatchKind::Graduate && stage == Stage::Bachelor;
        if ends {
            let message = Message::new("batch-no-such-stage").with("kind", word("batch", new.kind.as_str()));
            return Err(ServiceError::BadInput(vec![message.with("stage", word("stage", stage.as_str()))]));
        }
        let year = self.clock.today().year();
        let id = format!("{year}-B{:04}", self.whole.batch_count(i32::from(year)).await? + 1);
        let mut row = BatchRow {
            id,
            parties: Vec::new(),
            kind: new.kind,
            institution: new.institution,
            partner: new.partner,
            cohort: new.cohort,
            stage,
            programme: new.programme,
            on: new.on,
            sheet: None,
            state: BatchState::Open,
            version: 1,
            opened_at: self.clock.now(),
            opened_by: actor.to_owned(),
            signatures: Vec::new(),
            closed: None,
        };
        let class = self.storage.class(&row.class()).await?;
        if class.is_empty() {
            let message = Message::new("batch-nobody")
                .with("institution", row.institution.as_str())
                .with("cohort", row.cohort)
                .with("stage", word("stage", row.stage.as_str()));
            return Err(ServiceError::BadInput(vec![message]));
        }
        row.parties = parties(&row, &class);
        let body = serde_json::to_value(&row).map_err(|error| Fault::new("open a batch", error))?;
        let hand = self.hand_on(&stream(&row.id), PREPARATION);
        self.write_batch(&row, "batch-opened", body, actor, hand.into_iter().collect()).await?;
        Ok(row)
    }

    /// A batch; nothing where there is none.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn batch(&self, id: &str) -> Result<Option<BatchRow>, Fault> {
        self.storage.batch(id).await
    }

    /// Batches, those that are open first, then the newest.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn batches(&self) -> Result<Vec<BatchRow>, Fault> {
        self.storage.batches(200).await
    }

    /// An open batch at the version that was seen.
    pub(super) async fn open_one_at(&self, id: &str, version_seen: i64) -> Result<BatchRow, ServiceError> {
        let row = self.storage.batch(id).await?.ok_or(ServiceError::NotFound)?;
        if row.state != BatchState::Open {
            let message = Message::new("conflict-batch-ended").with("batch", id);
            return Err(ServiceError::conflict(
                message.with("state", word("batch-state", row.state.as_str())),
            ));
        }
        if row.version != version_seen {
            return Err(ServiceError::conflict(Message::new("conflict-batch-changed").with("batch", id)));
        }
        Ok(row)
    }

    /// Gives a sheet in for a batch, in place of an earlier one; signatures under an earlier preview fall away.
    ///
    /// What stands in it is held against the batch when it is previewed.
    ///
    /// # Errors
    /// Not found; a conflict where the batch has ended or changed; bad input where the file cannot be read as a sheet.
    pub async fn give_sheet(
        &self,
        id: &str,
        version_seen: i64,
        name: &str,
        bytes: &[u8],
        actor: &str,
    ) -> Result<BatchRow, ServiceError> {
        let mut row = self.open_one_at(id, version_seen).await?;
        self.allow_of(Action::BatchOpen, row.all_parties())?;
        super::sheet::open(bytes).map_err(|message| ServiceError::BadInput(vec![message]))?;
        let digest = digest(bytes).to_string();
        row.version += 1;
        row.signatures.clear();
        row.sheet = Some(SheetOnFile { name: name.to_owned(), digest: digest.clone() });
        let body = json!({"name": name, "digest": digest});
        let file = Document { digest, name: name.to_owned(), bytes: bytes.to_vec() };
        // What was signed before is no more, and so is the hand that signed it.
        let mut changes =
            vec![Change::Document(file), Change::HandsFreed { object: stream(&row.id), parts: SIGNATURE }];
        changes.extend(self.hand_on(&stream(&row.id), PREPARATION));
        self.write_batch(&row, "batch-sheet-given", body, actor, changes).await?;
        Ok(row)
    }

    /// Gives a batch up; nothing of it was done.
    ///
    /// # Errors
    /// Not found; a conflict where the batch has ended or changed.
    pub async fn cancel_batch(
        &self,
        id: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<BatchRow, ServiceError> {
        let mut row = self.open_one_at(id, version_seen).await?;
        self.allow_of(Action::BatchOpen, [row.institution.as_str()])?;
        row.version += 1;
        row.state = BatchState::Cancelled;
        self.write_batch(&row, "batch-cancelled", json!({}), actor, Vec::new()).await?;
        Ok(row)
    }

    /// Writes a batch with the entry that made it so.
    pub(super) async fn write_batch(
        &self,
        row: &BatchRow,
        kind: &str,
        body: Value,
        actor: &str,
        mut changes: Vec<Change>,
    ) -> Result<(), ServiceError> {
        changes.push(Change::BatchRow(row.clone()));
        let entry = entry(row, kind, body, actor);
        self.storage.append(Batch { entries: vec![entry], changes }, self.clock.now()).await?;
        Ok(())
    }
}

/// The parts of a batch: who prepares it, by opening it or giving a sheet, does not sign it.
const PREPARATION: &str = "preparation";
/// What the parts of those who sign it begin with.
pub(super) const SIGNATURE: &str = "signature";

/// Who may take part besides the institution: whoever a progression may hand over to, and in stage 2 whoever holds the
/// registration (2.2.b).
fn parties(row: &BatchRow, class: &[Student]) -> Vec<String> {
    let mut others = BTreeSet::new();
    for student in class.iter().filter(|student| row.partner.as_ref().is_none_or(|p| *p == student.partner)) {
        if row.kind == BatchKind::Progress {
            others.insert(student.partner.clone());
        }
        if row.stage == Stage::College {
            others.extend(student.registered_at.clone());
        }
    }
    others.remove(&row.institution);
    others.into_iter().collect()
}

/// The entry that brings a batch to its version.
pub(super) fn entry(row: &BatchRow, kind: &str, body: Value, actor: &str) -> NewEntry {
    NewEntry {
        stream: stream(&row.id),
        version: row.version,
        kind: kind.to_owned(),
        effective_on: row.on,
        actor: actor.to_owned(),
        body,
    }
}

/// A word of the glossary as a fact.
pub(super) fn word(kind: &str, value: &str) -> guantong_model::Fact {
    guantong_model::Fact::Word(format!("{kind}.{value}"))
}
