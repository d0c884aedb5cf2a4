//! Sets a version of a year's rules: by somebody who did not draft it, with a reason, while nobody has signed a round.

use super::draft::TAKEN;
use super::{SET, canonical_text, digest_of, stream};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::journal::NewEntry;
use crate::ports::{Batch, Change};
use crate::rows::Round;
use guantong_model::Message;

/// The part that whoever sets has in a year's rules.
const PART: &str = "set";
/// The most characters a reason may have.
const REASON_MAX: usize = 300;

impl Office {
    /// Sets the draft of a year as it was seen; returns the version. With that, rounds are run by it.
    ///
    /// # Errors
    /// Bad input: no reason, or what is wrong or open in the draft; a conflict where who asks drafted it, where it was
    /// changed meanwhile, or where somebody signed a round of the year.
    pub async fn set_rules(
        &self,
        year: i32,
        draft_seen: i64,
        reason: &str,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        self.allow_here(Action::YearRulesSet)?;
        // Before anything is read: whoever signs a round, or sets a plan that quotas rest on, is first.
        let mut changes = Vec::new();
        for round in Round::ALL {
            changes.push(self.as_seen(crate::round::stream(year, round)).await?);
        }
        changes.push(self.as_seen(crate::plan::stream(year)).await?);
        let version = self.next_version(&stream(year)).await?;
        let draft = self.draft_seen(year, draft_seen).await?;
        self.rules_not_fixed(year).await?;
        if draft.drafters.iter().any(|drafter| drafter == actor)
            || self.had_a_hand(&stream(year), PART).await?
        {
            return Err(ServiceError::conflict(Message::new("conflict-rules-own-draft")));
        }
        let reason = reason.trim();
        let count = reason.chars().count();
        if count == 0 {
            return Err(ServiceError::BadInput(vec![Message::new("rules-no-reason")]));
        }
        if count > REASON_MAX {
            let message = Message::new("rules-long").with("count", count).with("most", REASON_MAX);
            return Err(ServiceError::BadInput(vec![message]));
        }
        if !draft.read.problems.is_empty() {
            let problems = draft.read.problems.into_iter();
            return Err(ServiceError::BadInput(problems.map(|problem| problem.message).collect()));
        }
        let fields = draft.read.fields;
        let entry = NewEntry {
            stream: stream(year),
            version,
            kind: SET.to_owned(),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body: serde_json::json!({
                "year": year,
                "fields": fields,
                "digest": digest_of(&fields),
                "length": canonical_text(&fields).len(),
                "reason": reason,
                "drafters": draft.drafters,
                "draft": draft.version,
            }),
        };
        let body = serde_json::json!({"year": year, "version": version});
        let taken = self.draft_entry(year, draft.version + 1, TAKEN, body, actor);
        changes.extend(self.hand_on(&stream(year), PART));
        // Everybody's result rests on what the authority decided here (3.1.3.b).
        changes.push(Change::ClauseUses([("3.1.3.b".to_owned(), 1)].into()));
        self.storage.append(Batch { entries: vec![entry, taken], changes }, self.clock.now()).await?;
        Ok(version)
    }
}
