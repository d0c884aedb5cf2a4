//! A table being reconciled on the page: uploaded, answered over days, set or put away.

use super::import::{answers_to_store, stored_answers};
use super::set::Along;
use super::stream;
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::digest;
use crate::ports::{Batch, Change};
use crate::rows::{Document, PlanDraft};
use crate::views::{PlanDraftView, PlanSet};
use guantong_model::Message;
use guantong_programme::plan::{Answer, Answers, PlanDiff, diff};

/// The parts of a plan: who drafts it does not set it.
const DRAFT: &str = "draft";
/// Setting it.
pub const SET: &str = "set";

impl Office {
    /// Keeps a table as the draft of a year, in place of the draft the asker saw (0: none). A file that cannot be
    /// read as a plan is not kept. The answers given to the plan in force go on where they fit.
    ///
    /// # Errors
    /// Bad input: everything wrong with the file; a conflict where another draft was saved meanwhile.
    pub async fn upload_plan(
        &self,
        year: i32,
        name: &str,
        bytes: &[u8],
        version_seen: i64,
        _actor: &str,
    ) -> Result<(), ServiceError> {
        self.allow_here(Action::PlanDraft)?;
        let reconciliation = self.reconcile_plan(year, bytes, &Answers::none())?;
        let answers = match self.findings(year).await?.map(|before| before.plan()) {
            Some(Ok(plan)) => plan.answers_for(&reconciliation),
            _ => Answers::none(),
        };
        let source = digest(bytes).to_string();
        let draft = PlanDraft {
            year,
            source_name: name.to_owned(),
            source_digest: source.clone(),
            answers: answers_to_store(&answers)?,
            version: version_seen + 1,
            saved_at: self.clock.now(),
        };
        let document = Document { digest: source, name: name.to_owned(), bytes: bytes.to_vec() };
        // Another table is another thing: nobody had a hand in it yet.
        let object = stream(year);
        let mut changes = vec![
            Change::Document(document),
            Change::PlanDraft(draft),
            Change::HandsFreed { object: object.clone(), parts: "" },
        ];
        changes.extend(self.hand_on(&object, DRAFT));
        self.write(changes).await
    }

    /// The draft of a year with its reconciliation and what it would change; nothing where there is none.
    ///
    /// # Errors
    /// A fault where the kept file cannot be read any more.
    pub async fn plan_draft_view(&self, year: i32) -> Result<Option<PlanDraftView>, ServiceError> {
        let Some(draft) = self.storage.plan_draft(year).await? else { return Ok(None) };
        let reconciliation = self.kept(year, &draft.source_digest, &draft.answers).await?;
        let before = self.storage.plan_lines(year).await?;
        let before = before.iter().map(super::set::planned).collect::<Result<Vec<_>, _>>()?;
        let changes: PlanDiff = diff(&before, &reconciliation.preview());
        let answers = stored_answers(&draft.answers)?;
        let in_use = !self.storage.rounds(year).await?.is_empty();
        Ok(Some(PlanDraftView { draft, reconciliation, answers, changes, in_use }))
    }

    /// Saves answers to findings of a draft; an answer to the same finding replaces the one before, an empty one
    /// takes it back.
    ///
    /// # Errors
    /// Not found where there is no draft; a conflict where it was saved meanwhile; bad input for an answer to a
    /// finding the table does not have.
    pub async fn answer_plan(
        &self,
        year: i32,
        given: Vec<(String, Answer)>,
        version_seen: i64,
        _actor: &str,
    ) -> Result<(), ServiceError> {
        self.allow_here(Action::PlanDraft)?;
        let mut draft = self.seen_draft(year, version_seen).await?;
        let mut answers = stored_answers(&draft.answers)?;
        for (finding, answer) in given {
            if answer.confirm.is_none() && answer.value.is_none() {
                answers.answers.remove(&finding);
            } else {
                answers = answers.with(&finding, answer);
            }
        }
        draft.answers = answers_to_store(&answers)?;
        self.kept(year, &draft.source_digest, &draft.answers).await?;
        draft.version += 1;
        draft.saved_at = self.clock.now();
        let mut changes = vec![Change::PlanDraft(draft)];
        changes.extend(self.hand_on(&stream(year), DRAFT));
        self.write(changes).await
    }

    /// Sets the plan of a year from its draft; the draft is done with it.
    ///
    /// # Errors
    /// As the setting of a plan; not found where there is no draft; a conflict where the viewer drafted it; bad input
    /// where proposals were put together as it: those are approved elsewhere, with all that must hold of them.
    pub async fn set_plan(&self, year: i32, version_seen: i64, actor: &str) -> Result<PlanSet, ServiceError> {
        self.allow_here(Action::PlanSet)?;
        let draft = self.seen_draft(year, version_seen).await?;
        if self.is_together(&draft).await? {
            return Err(ServiceError::BadInput(vec![Message::new("proposal-set-at-approval")]));
        }
        let document = self.storage.document(&draft.source_digest).await?;
        let document = document.ok_or_else(|| Fault::new("read a plan's file", "it is gone"))?;
        let answers = stored_answers(&draft.answers)?;
        let along = Along { draft_seen: Some(version_seen), ..Along::default() };
        self.set_from(year, &draft.source_name, &document.bytes, &answers, along, actor).await
    }

    /// Puts a draft away; the plan in force stays.
    ///
    /// # Errors
    /// Not found where there is no draft; a conflict where it was saved meanwhile.
    pub async fn discard_plan_draft(
        &self,
        year: i32,
        version_seen: i64,
        _actor: &str,
    ) -> Result<(), ServiceError> {
        self.allow_here(Action::PlanDraft)?;
        self.seen_draft(year, version_seen).await?;
        self.write(vec![Change::PlanDraftDone { year, version: version_seen }]).await
    }

    async fn seen_draft(&self, year: i32, version_seen: i64) -> Result<PlanDraft, ServiceError> {
        let draft = self.storage.plan_draft(year).await?.ok_or(ServiceError::NotFound)?;
        if draft.version != version_seen {
            return Err(ServiceError::conflict(Message::new("conflict-draft-changed")));
        }
        Ok(draft)
    }

    pub(crate) async fn write(&self, changes: Vec<Change>) -> Result<(), ServiceError> {
        self.storage.append(Batch { entries: Vec::new(), changes }, self.clock.now()).await?;
        Ok(())
    }
}
