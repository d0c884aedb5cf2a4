//! Sets the plan of a year from the proposals that were put together: by somebody who did not draft, all conditions
//! holding, the students who would be stranded seen. Plans are set in one place; this goes there.

use super::gates::GateKind;
use super::together::{digest_in, seen, versions};
use super::together_stream;
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::NewEntry;
use crate::plan::{Along, SET, read_stored_answers};
use crate::ports::Change;
use crate::views::PlanSet;
use guantong_model::Message;

/// The entry of an approval.
pub(super) const APPROVED: &str = "proposals-approved";

impl Office {
    /// Approves what was put together, and sets the plan of the year: with that it is published. `losing_seen` is how
    /// many students the asker saw who would lose their place.
    ///
    /// # Errors
    /// Bad input: what does not hold. A conflict where who asks drafted, where the draft or a proposal was changed
    /// meanwhile, or where another number of students would lose their place now.
    pub async fn approve_proposals(
        &self,
        year: i32,
        draft_seen: i64,
        losing_seen: usize,
        actor: &str,
    ) -> Result<PlanSet, ServiceError> {
        self.allow_here(Action::PlanSet)?;
        let found = self.whole.proposals(year).await?;
        let last = self.last_together(year).await?;
        let gates = self.gates_of(year, &found).await?;
        gates.hold(GateKind::ALL)?;
        let draft = self.storage.plan_draft(year).await?.ok_or(ServiceError::NotFound)?;
        if draft.version != draft_seen {
            return Err(ServiceError::conflict(Message::new("conflict-draft-changed")));
        }
        let stranded = gates.stranded.as_ref();
        let losing: Vec<String> =
            stranded.map_or_else(Vec::new, |s| s.losing().into_iter().map(ToString::to_string).collect());
        if losing.len() != losing_seen {
            let message = Message::new("conflict-proposal-losing");
            let message = message.with("now", losing.len()).with("seen", losing_seen);
            return Err(ServiceError::conflict(message));
        }
        let document = self.storage.document(&draft.source_digest).await?;
        let document = document.ok_or_else(|| Fault::new("read a plan's file", "it is gone"))?;
        let object = together_stream(year);
        let entry = NewEntry {
            stream: object.clone(),
            version: self.next_version(&object).await?,
            kind: APPROVED.to_owned(),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body: serde_json::json!({
                "digest": last.as_ref().and_then(digest_in),
                "proposals": versions(&found),
                "losing": losing,
                "at_risk": stranded.map_or(0, super::Stranded::at_risk),
            }),
        };
        let mut changes: Vec<Change> = self.hand_on(&object, SET).into_iter().collect();
        changes.extend(seen(year, &found));
        let answers = read_stored_answers(&draft.answers)?;
        let along = Along { draft_seen: Some(draft_seen), entries: vec![entry], changes };
        self.set_from(year, &draft.source_name, &document.bytes, &answers, along, actor).await
    }
}
