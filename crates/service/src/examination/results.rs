//! Results: looked at before they are taken, and taken under the digest that was seen.

use super::fold::Done;
use super::list::ListLine;
use super::open::{elsewhere, wrong};
use super::row::{Examination, ExaminationState};
use super::sheet::SheetRead;
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::{canonical, digest};
use guantong_model::{Message, StudentId};
use guantong_registry::Sitting;
use serde_json::json;
use std::collections::BTreeMap;

/// A sheet that was given in, before its results are taken.
#[derive(Clone, Debug)]
pub struct ResultsView {
    /// The sheet, held against the list.
    pub read: SheetRead,
    /// The list that its results would make.
    pub list: Vec<ListLine>,
    /// The digest of its results, in hexadecimal.
    pub digest: String,
}

impl Office {
    /// The sheet that was given in last, with the list that its results would make; nothing where none was.
    ///
    /// # Errors
    /// Forbidden to whoever does not organise the examination; where the database fails.
    pub async fn examination_sheet(&self, found: &Examination) -> Result<Option<ResultsView>, ServiceError> {
        self.allow_organising(Action::ExaminationKeep, &found.organiser)?;
        let Some(read) = self.read_examination_sheet(found).await? else { return Ok(None) };
        let list = self.examination_lines(found, &read.results).await?;
        let digest = digest_of(found, &read.results)?;
        Ok(Some(ResultsView { read, list, digest }))
    }

    /// Takes the results of the sheet that was given in, under the digest that was seen.
    ///
    /// # Errors
    /// Not found; a conflict where the examination or what stands in the sheet is no longer what was seen; bad input where
    /// the sheet has mistakes or does not tell of everybody.
    pub async fn enter_examination_results(
        &self,
        id: &str,
        version_seen: i64,
        digest_seen: &str,
        actor: &str,
    ) -> Result<Examination, ServiceError> {
        let found = self.examination_at(id, version_seen).await?;
        if found.state != ExaminationState::Listed {
            return Err(elsewhere(&found));
        }
        let Some(read) = self.read_examination_sheet(&found).await? else {
            return Err(wrong(Message::new("examination-no-sheet")));
        };
        if !read.is_whole() {
            let message = Message::new("examination-sheet-has-mistakes");
            let message = message.with("count", read.mistakes.len()).with("missing", read.missing.len());
            return Err(wrong(message));
        }
        let digest = digest_of(&found, &read.results)?;
        if digest != digest_seen {
            return Err(ServiceError::conflict(Message::new("conflict-examination-results").with("id", id)));
        }
        if found.on > self.clock.today() {
            return Err(wrong(Message::new("examination-not-held").with("on", found.on)));
        }
        self.step(found, Done::Entered { digest, results: read.results }, None, Vec::new(), actor).await
    }
}

/// The digest of results, with the rules they are held against.
fn digest_of(found: &Examination, results: &BTreeMap<StudentId, Sitting>) -> Result<String, Fault> {
    let unwritable = |error: serde_json::Error| Fault::new("digest results", error);
    let told = json!({
        "examination": found.id,
        "rules": serde_json::to_value(&found.rules).map_err(unwritable)?,
        "results": serde_json::to_value(results).map_err(unwritable)?,
    });
    Ok(digest(canonical(&told).as_bytes()).to_string())
}
