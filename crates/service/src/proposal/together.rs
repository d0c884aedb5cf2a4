//! Puts the proposals of a year together as one table, the draft of its plan: reconciled like a published one, its findings
//! answered as last year's plan answered them where they fit.

use super::gates::GateKind;
use super::{DRAFT, ProposalOnFile, stream, together_stream};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::{Entry, NewEntry, digest};
use crate::plan::stream as plan_stream;
use crate::ports::{Batch, Change};
use crate::rows::{Document, PlanDraft};
use guantong_documents::write_xlsx;
use guantong_programme::plan::{Answers, Reconciliation, table};
use guantong_programme::proposal::plan_of;
use std::collections::BTreeMap;

/// The entry of putting together.
pub(super) const TOGETHER: &str = "proposals-put-together";

impl Office {
    /// Puts the proposals of a year together as the draft of its plan, in place of the draft the asker saw (0: none).
    /// `title` heads the table, `name` names its file.
    ///
    /// # Errors
    /// Bad input: what does not hold yet. A conflict where the draft or a proposal was changed meanwhile, or where who
    /// asks approved the plan.
    pub async fn put_together(
        &self,
        year: i32,
        title: &str,
        name: &str,
        draft_seen: i64,
        actor: &str,
    ) -> Result<(), ServiceError> {
        self.allow_here(Action::PlanDraft)?;
        self.still_open_for(year).await?;
        let found = self.whole.proposals(year).await?;
        let gates = self.gates_of(year, &found).await?;
        gates.hold(&[GateKind::Sent, GateKind::Checks, GateKind::Confirmed])?;
        let known = self.order_before(year).await?;
        let proposals: Vec<_> = found.iter().map(|found| found.proposal.clone()).collect();
        let plan = plan_of(year, &proposals, &known);
        let book = write_xlsx(&[table(&plan, title)], self.clock.today());
        let bytes = book.map_err(|error| Fault::new("write a workbook", error))?;
        let reconciliation = self.reconcile_plan(year, &bytes, &Answers::none())?;
        let answers = self.answers_before(year, &reconciliation).await?;
        let source = digest(&bytes).to_string();
        let draft = PlanDraft {
            year,
            source_name: name.to_owned(),
            source_digest: source.clone(),
            answers: serde_json::to_string(&answers)
                .map_err(|error| Fault::new("write a plan's answers", error))?,
            version: draft_seen + 1,
            saved_at: self.clock.now(),
        };
        let entry = NewEntry {
            stream: together_stream(year),
            version: self.next_version(&together_stream(year)).await?,
            kind: TOGETHER.to_owned(),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body: serde_json::json!({
                "digest": source,
                "proposals": versions(&found),
                "places": plan.places,
            }),
        };
        let object = plan_stream(year);
        let document = Document { digest: source, name: name.to_owned(), bytes };
        let mut changes = vec![
            Change::Document(document),
            Change::PlanDraft(draft),
            Change::HandsFreed { object: object.clone(), parts: "" },
        ];
        changes.extend(self.hand_on(&object, DRAFT));
        changes.extend(self.drafting_hands(year));
        changes.extend(seen(year, &found));
        self.storage.append(Batch { entries: vec![entry], changes }, self.clock.now()).await?;
        Ok(())
    }

    /// The answers that a plan of the year, or of the year before, gave to findings that stand here again.
    async fn answers_before(
        &self,
        year: i32,
        reconciliation: &Reconciliation,
    ) -> Result<Answers, ServiceError> {
        for of in [year, year - 1] {
            if let Some(Ok(plan)) = self.findings(of).await?.map(|before| before.plan()) {
                return Ok(plan.answers_for(reconciliation));
            }
        }
        Ok(Answers::none())
    }

    /// Categories and institutions in the order of last year's plan.
    async fn order_before(&self, year: i32) -> Result<Vec<(String, String)>, Fault> {
        let mut order: Vec<(String, String)> = Vec::new();
        for line in self.whole.plan_lines(year - 1).await? {
            let block = (line.category, line.institution);
            if !order.contains(&block) {
                order.push(block);
            }
        }
        Ok(order)
    }

    /// The last entry of what all proposals of a year came to.
    pub(super) async fn last_together(&self, year: i32) -> Result<Option<Entry>, Fault> {
        Ok(self.whole.stream(&together_stream(year)).await?.pop())
    }

    /// Whether a draft is the table that proposals were put together as.
    pub(crate) async fn is_together(&self, draft: &PlanDraft) -> Result<bool, Fault> {
        let last = self.last_together(draft.year).await?;
        Ok(last.is_some_and(|entry| digest_in(&entry) == Some(draft.source_digest.as_str())))
    }
}

/// The versions of the proposals that an entry rests on.
pub(super) fn proposals_in(entry: &Entry) -> Result<BTreeMap<String, i64>, Fault> {
    let proposals = entry.body.get("proposals").cloned().unwrap_or_default();
    serde_json::from_value(proposals).map_err(|error| Fault::new("read what was put together", error))
}

/// The digest of the table that an entry put together.
pub(super) fn digest_in(entry: &Entry) -> Option<&str> {
    entry.body.get("digest").and_then(|digest| digest.as_str())
}

/// Proposals with the versions they stand at.
pub(super) fn versions(found: &[ProposalOnFile]) -> BTreeMap<String, i64> {
    found.iter().map(|found| (found.proposal.institution.clone(), found.version)).collect()
}

/// That what is written rests on the proposals as they were seen.
pub(super) fn seen(year: i32, found: &[ProposalOnFile]) -> Vec<Change> {
    let seen = |found: &ProposalOnFile| Change::AsSeen {
        stream: stream(year, &found.proposal.institution),
        version: found.version,
    };
    found.iter().map(seen).collect()
}
