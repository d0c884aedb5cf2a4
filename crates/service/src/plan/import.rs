//! Reads a table and reconciles it; nothing is written here.

use super::set::Along;
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use guantong_documents::Limits;
use guantong_model::Message;
use guantong_policy::Edition;
use guantong_programme::plan::{Answers, Finding, Ground, Problem, Reconciliation, read, reconcile};

/// Reads a table, whatever its format, and reconciles it with the answers given.
///
/// # Errors
/// Bad input: everything that is wrong with the file or the answers.
pub fn reconcile_table(
    edition: &Edition,
    year: i32,
    bytes: &[u8],
    answers: &Answers,
) -> Result<Reconciliation, ServiceError> {
    let bad = |problems: Vec<Problem>| {
        ServiceError::BadInput(problems.into_iter().map(|problem| problem.message).collect())
    };
    let sheets = guantong_documents::read(bytes, &Limits::form())
        .map_err(|error| ServiceError::BadInput(vec![error.message()]))?;
    let draft = read(&sheets).map_err(bad)?;
    reconcile(&draft, answers, &Ground::of(edition, year)).map_err(bad)
}

impl Office {
    /// As [`reconcile_table`], by the office's edition.
    ///
    /// # Errors
    /// Bad input: everything that is wrong with the file or the answers.
    pub fn reconcile_plan(
        &self,
        year: i32,
        bytes: &[u8],
        answers: &Answers,
    ) -> Result<Reconciliation, ServiceError> {
        reconcile_table(self.edition(), year, bytes, answers)
    }

    /// Reads, reconciles and sets a plan in one step.
    ///
    /// # Errors
    /// As [`Office::reconcile_plan`] and the setting of a plan.
    pub async fn import_plan(
        &self,
        year: i32,
        name: &str,
        bytes: &[u8],
        answers: &str,
        actor: &str,
    ) -> Result<crate::views::PlanSet, ServiceError> {
        self.allow_here(Action::PlanSet)?;
        let answers = read_answers(answers)?;
        self.set_from(year, name, bytes, &answers, Along::default(), actor).await
    }

    /// The reconciliation behind the plan that was set, recomputed from its file and answers.
    ///
    /// # Errors
    /// A fault where the kept file is gone or no longer says what it said.
    pub async fn findings(&self, year: i32) -> Result<Option<Reconciliation>, ServiceError> {
        let Some(head) = self.storage.plan(year).await? else { return Ok(None) };
        self.kept(year, &head.source_digest, &head.answers).await.map(Some)
    }

    /// The reconciliation of a kept file with stored answers.
    pub(super) async fn kept(
        &self,
        year: i32,
        digest: &str,
        answers: &str,
    ) -> Result<Reconciliation, ServiceError> {
        let document = self.storage.document(digest).await?;
        let document = document.ok_or_else(|| Fault::new("read a plan's file", "it is gone"))?;
        self.reconcile_plan(year, &document.bytes, &stored_answers(answers)?)
    }
}

/// Reads an answers file.
///
/// # Errors
/// Everything wrong with it.
pub fn read_answers(text: &str) -> Result<Answers, ServiceError> {
    Answers::read(text).map_err(|problems| {
        ServiceError::BadInput(problems.into_iter().map(|problem| problem.message).collect())
    })
}

/// Answers as they are stored.
pub(crate) fn stored_answers(text: &str) -> Result<Answers, Fault> {
    serde_json::from_str(text).map_err(|error| Fault::new("read a plan's answers", error))
}

/// Answers as they are to be stored.
pub(super) fn answers_to_store(answers: &Answers) -> Result<String, Fault> {
    serde_json::to_string(answers).map_err(|error| Fault::new("write a plan's answers", error))
}

/// What is open, as one message with its count.
pub(super) fn still_open(reconciliation: &Reconciliation) -> ServiceError {
    let said = |finding: &Finding| {
        finding.refusal.as_ref().map_or_else(|| finding.reading.clone(), |refusal| refusal.message.clone())
    };
    let mut messages: Vec<Message> = reconciliation.open().map(said).collect();
    messages.insert(0, Message::new("cli-plan-open").with("open", messages.len()));
    ServiceError::BadInput(messages)
}
