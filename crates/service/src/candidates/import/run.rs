//! Giving a file in, and checking it: a small one at once, a large one beside the pages, by whoever leases it. The lease of
//! a server that died ends by itself, and the next that looks takes the file up again.

use super::check::{Checked, sheets};
use super::{ImportChange, ImportCheck, ImportRow, ImportState, id, object};
use crate::Office;
use crate::access::Action;
use crate::account::MINUTE;
use crate::error::{Fault, ServiceError};
use crate::journal::digest;
use crate::ports::Change;
use guantong_documents::{DocumentError, Limits};
use guantong_model::Message;

/// A file of at most so many bytes is checked while who sent it waits: some five thousand rows.
const AT_ONCE: usize = 1024 * 1024;
/// For how long a check is taken without a word of how far it is.
const LEASE: i64 = MINUTE;
/// What is said of how far it is at least so often.
const WORD: i64 = MINUTE / 60;
const FILE: &str = "file of candidates";
const FOUND: &str = "what was found in a file of candidates";

/// What a check tells of how far it is.
pub(super) enum Pace<'a> {
    /// Nobody is told: who asked waits.
    Quiet,
    /// The row is told, as long as its lease is held.
    Told { office: &'a Office, row: &'a mut ImportRow },
}

impl Pace<'_> {
    /// Notes how far it is; false where it should not go on. Whoever else is served comes to his turn here.
    pub(super) async fn at(&mut self, done: usize, total: usize) -> Result<bool, Fault> {
        tokio::task::yield_now().await;
        let Pace::Told { office, row } = self else { return Ok(true) };
        let (at, wide) = (office.clock.now(), |count: usize| i64::try_from(count).unwrap_or(i64::MAX));
        let held = row.lease.map_or(0, |until| until - LEASE);
        if done != total && done > 0 && at - held < WORD {
            return Ok(true);
        }
        (row.done, row.total) = (wide(done), wide(total));
        let until = at + LEASE;
        let held = office.whole.import_progress(row, until).await.map_err(fault)?;
        row.lease = Some(until);
        Ok(held)
    }
}

fn fault(error: crate::ports::AppendError) -> Fault {
    match error {
        crate::ports::AppendError::Fault(fault) => fault,
        crate::ports::AppendError::Conflict(conflict) => Fault::new("check a file", conflict.message.id),
    }
}

impl Office {
    /// Keeps a file of candidates for a year; a small one is checked at once. Returns its id, and whether it was there
    /// already: the same file is seen when it comes twice.
    ///
    /// # Errors
    /// Bad input where a small file is no file of candidates, or a large one is too large, nothing is kept then; a conflict
    /// where the year has no plan or a round of it was signed.
    pub async fn upload_candidates(
        &self,
        year: i32,
        name: &str,
        bytes: &[u8],
        actor: &str,
    ) -> Result<(String, bool), ServiceError> {
        self.allow_here(Action::CandidateImport)?;
        let (size, most) = (u64::try_from(bytes.len()).unwrap_or(u64::MAX), Limits::register().file_bytes);
        if size > most {
            return Err(ServiceError::BadInput(vec![
                DocumentError::TooLarge { bytes: size, most }.message(),
            ]));
        }
        let digest = digest(bytes).to_string();
        let id = id(year, &digest);
        if self.storage.import(&id).await?.is_some() {
            return Ok((id, true));
        }
        if self.round_signed(year).await? {
            return Err(ServiceError::conflict(Message::new("conflict-round-over")));
        }
        self.import_terms(year).await?;
        let mut row = ImportRow {
            id: id.clone(),
            year,
            digest,
            name: name.to_owned(),
            state: ImportState::Waiting,
            saved_at: self.clock.now(),
            saved_by: actor.to_owned(),
            begun_at: None,
            total: 0,
            done: 0,
            lease: None,
            judgements: "{}".to_owned(),
            version: 1,
            entered: None,
            ended_at: None,
            ended_by: None,
        };
        let file = self.sealed_import(FILE, bytes)?;
        let kept = |row: &ImportRow| {
            Change::CandidateImport(ImportChange::Kept { row: Box::new(row.clone()), file: file.clone() })
        };
        let mut changes = vec![kept(&row)];
        if bytes.len() <= AT_ONCE {
            let file =
                sheets(bytes.to_vec()).await?.map_err(|message| ServiceError::BadInput(vec![message]))?;
            let checked = self.check_import(year, &file, &row.digest, &mut Pace::Quiet).await?;
            let checked = checked.ok_or_else(|| Fault::new("check a file", "it was given up"))?;
            changes.push(self.found_in(&mut row, &checked.found)?);
        }
        self.write(changes).await?;
        Ok((id, false))
    }

    /// What was found in a file, to be kept.
    pub(super) fn found_in(&self, row: &mut ImportRow, found: &ImportCheck) -> Result<Change, ServiceError> {
        row.state = ImportState::Checked;
        row.total = i64::try_from(found.rows).unwrap_or(i64::MAX);
        row.done = row.total;
        row.lease = None;
        let result = self.sealed_check(found)?;
        Ok(Change::CandidateImport(ImportChange::Found { row: Box::new(row.clone()), result }))
    }

    /// Checks a file again, against the plan and the candidates of now; its judgements are made anew.
    ///
    /// # Errors
    /// Not found where there is none to be checked; bad input where it is no file of candidates any more.
    pub async fn check_candidates_again(&self, id: &str) -> Result<(), ServiceError> {
        self.allow_here(Action::CandidateImport)?;
        let row = self.storage.import(id).await?.ok_or(ServiceError::NotFound)?;
        if row.state != ImportState::Checked {
            return Err(ServiceError::NotFound);
        }
        self.import_terms(row.year).await?;
        let (mut row, checked) = self.checked_again(row).await?;
        let found = self.found_in(&mut row, &checked.found)?;
        self.write(vec![found]).await
    }

    /// A file that was checked, checked by the same code once more.
    pub(super) async fn checked_again(
        &self,
        mut row: ImportRow,
    ) -> Result<(ImportRow, Checked), ServiceError> {
        let file = sheets(self.import_bytes(&row).await?).await?;
        let file = file.map_err(|message| ServiceError::BadInput(vec![message]))?;
        let checked = self.check_import(row.year, &file, &row.digest, &mut Pace::Quiet).await?;
        row.judgements = "{}".to_owned();
        Ok((row, checked.ok_or_else(|| Fault::new("check a file", "it was given up"))?))
    }

    /// The bytes of a file that is kept.
    pub(super) async fn import_bytes(&self, row: &ImportRow) -> Result<Vec<u8>, Fault> {
        let sealed = self.storage.import_file(&row.id).await?;
        let sealed = sealed.ok_or_else(|| Fault::new("read a file of candidates", "it is gone"))?;
        let keys = &self.locks()?.keys;
        keys.open(FILE, &sealed).map_err(|error| Fault::new("open a file of candidates", error))
    }

    /// Puts a file away, also one that is being checked: its check ends then. One whose candidates are on file stays.
    ///
    /// # Errors
    /// Not found where there is none that can be put away.
    pub async fn drop_candidate_import(&self, id: &str) -> Result<(), ServiceError> {
        self.allow_here(Action::CandidateImport)?;
        let row = self.storage.import(id).await?.filter(|row| row.state != ImportState::Done);
        if row.is_none() {
            return Err(ServiceError::NotFound);
        }
        self.write(vec![Change::CandidateImport(ImportChange::Dropped { id: id.to_owned() })]).await
    }

    /// Checks the next file that waits, or whose check was left; its id, where there was one.
    ///
    /// # Errors
    /// Where the database fails; the file waits for its lease to end then.
    pub async fn check_next_candidates(&self) -> Result<Option<String>, ServiceError> {
        let at = self.clock.now();
        let Some(mut row) = self.whole.lease_import(at, at + LEASE).await? else { return Ok(None) };
        let id = row.id.clone();
        let found = match sheets(self.import_bytes(&row).await?).await? {
            Err(message) => ImportCheck::refused(vec![message]),
            Ok(file) => {
                let (year, digest) = (row.year, row.digest.clone());
                let mut pace = Pace::Told { office: self, row: &mut row };
                match self.check_import(year, &file, &digest, &mut pace).await {
                    Ok(Some(checked)) => checked.found,
                    Ok(None) => return Ok(Some(id)),
                    Err(ServiceError::BadInput(messages)) => ImportCheck::refused(messages),
                    Err(ServiceError::Conflict(conflict)) => ImportCheck::refused(vec![conflict.message]),
                    Err(other) => return Err(other),
                }
            }
        };
        row.state = if found.refused.is_empty() { ImportState::Checked } else { ImportState::Refused };
        row.total = i64::try_from(found.rows).unwrap_or(i64::MAX);
        row.done = row.total;
        let result = self.sealed_check(&found)?;
        self.whole.settle_import(&row, &result).await?;
        Ok(Some(id))
    }

    fn sealed_import(&self, purpose: &str, bytes: &[u8]) -> Result<String, Fault> {
        let keys = &self.locks()?.keys;
        keys.seal(purpose, bytes, &self.draw())
            .map_err(|error| Fault::new("seal a file of candidates", error))
    }

    fn sealed_check(&self, found: &ImportCheck) -> Result<String, Fault> {
        let text = serde_json::to_vec(found).map_err(|error| Fault::new("write what was found", error))?;
        self.sealed_import(FOUND, &text)
    }

    /// What was found in a file, opened.
    pub(super) fn opened_check(&self, sealed: &str) -> Result<ImportCheck, Fault> {
        let bytes = self.locks()?.keys.open(FOUND, sealed);
        let bytes = bytes.map_err(|error| Fault::new("open what was found", error))?;
        serde_json::from_slice(&bytes).map_err(|error| Fault::new("read what was found", error))
    }

    /// Notes that a file leaves with the names in it.
    pub(super) async fn note_import_taken(&self, id: &str) -> Result<(), Fault> {
        self.note_look(&object(id), "done").await
    }
}
