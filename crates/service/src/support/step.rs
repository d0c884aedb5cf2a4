//! The two are heard, another person decides, both receive it.

use super::fold::{Done, after};
use super::propose::text;
use super::row::{Support, SupportId, SupportState};
use super::stream;
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::ports::{Batch, Change};
use crate::reason::reason;
use guantong_model::{Fact, Message};

/// The part of whoever decides.
pub(super) const DECIDED: &str = "decide";
/// The most characters of a statement.
const LONGEST: usize = 2_000;

impl Office {
    /// An institution states its view of a reduction.
    ///
    /// # Errors
    /// Not found out of reach, or where the institution is neither side; forbidden to who does not act for it; a conflict
    /// where it changed, was decided or needs no hearing, or the institution has stated its view; bad input without text.
    pub async fn state_on_support(
        &self,
        id: SupportId,
        institution: &str,
        (version_seen, typed): (i64, &str),
        actor: &str,
    ) -> Result<Support, ServiceError> {
        let support = self.support_of_side(id, institution, version_seen).await?;
        let open = support.state == SupportState::Proposed && support.statement_due.is_some();
        if !open || support.statements.contains_key(institution) {
            return Err(in_state(&support));
        }
        let mut wrongs = Vec::new();
        let text = text("support-statement", typed, LONGEST, &mut wrongs);
        if !wrongs.is_empty() {
            return Err(ServiceError::BadInput(wrongs));
        }
        let done = Done::Stated { institution: institution.to_owned(), text };
        self.support_step(Some(support), id, done, Vec::new(), actor).await
    }

    /// Decides on what another person proposed: as it was proposed, or not.
    ///
    /// # Errors
    /// Forbidden to who may not decide; not found where there is none; a conflict where it changed, was decided, who asks
    /// proposed it, or the two can still be heard; bad input without a reason.
    pub async fn decide_support(
        &self,
        id: SupportId,
        (version_seen, digest_seen): (i64, &str),
        (agreed, because): (bool, &str),
        actor: &str,
    ) -> Result<Support, ServiceError> {
        self.allow_here(Action::SupportDecide)?;
        let support = self.support_seen(id, version_seen).await?;
        if support.digest != digest_seen {
            return Err(changed());
        }
        if support.state != SupportState::Proposed {
            return Err(in_state(&support));
        }
        if support.proposed_by == actor {
            return Err(ServiceError::conflict(Message::new("conflict-same-hand")));
        }
        if let Some(due) = support.hears_until(self.clock.today()) {
            return Err(ServiceError::conflict(Message::new("conflict-support-hearing").with("due", due)));
        }
        let because = reason(because)?;
        let changes = self.hand_on(&stream(id), DECIDED).into_iter().collect();
        let done = Done::Decided { agreed, because, digest: support.digest.clone() };
        self.support_step(Some(support), id, done, changes, actor).await
    }

    /// An institution receives a decision.
    ///
    /// # Errors
    /// As [`Office::state_on_support`]; a conflict where nothing is decided or it has received it.
    pub async fn receive_support(
        &self,
        id: SupportId,
        institution: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<Support, ServiceError> {
        let support = self.support_of_side(id, institution, version_seen).await?;
        if support.decided.is_none() || support.received.contains_key(institution) {
            return Err(in_state(&support));
        }
        let done = Done::Received { institution: institution.to_owned() };
        self.support_step(Some(support), id, done, Vec::new(), actor).await
    }

    async fn support_of_side(
        &self,
        id: SupportId,
        institution: &str,
        version_seen: i64,
    ) -> Result<Support, ServiceError> {
        let support = self.support(id).await?;
        if !support.sides().contains(&institution) {
            return Err(ServiceError::NotFound);
        }
        self.allow_of(Action::SupportAnswer, [institution])?;
        if support.version == version_seen { Ok(support) } else { Err(changed()) }
    }

    async fn support_seen(&self, id: SupportId, version_seen: i64) -> Result<Support, ServiceError> {
        let support = self.support(id).await?;
        if support.version == version_seen { Ok(support) } else { Err(changed()) }
    }

    /// Writes a step, and how it stands after it.
    pub(super) async fn support_step(
        &self,
        before: Option<Support>,
        id: SupportId,
        done: Done,
        mut changes: Vec<Change>,
        actor: &str,
    ) -> Result<Support, ServiceError> {
        let (now, today) = (self.clock.now(), self.clock.today());
        let version = before.as_ref().map_or(0, |before| before.version) + 1;
        let entry = done.entry(id, version, today, actor)?;
        let support = after(before, done.clone(), today, actor).ok_or(ServiceError::NotFound)?;
        changes.extend(self.support_tells(&support, &done));
        changes.push(Change::Support(Box::new(support.clone())));
        self.storage.append(Batch { entries: vec![entry], changes }, now).await?;
        Ok(support)
    }
}

fn changed() -> ServiceError {
    ServiceError::conflict(Message::new("conflict-support-changed"))
}

fn in_state(support: &Support) -> ServiceError {
    let state = Fact::Word(format!("support-state.{}", support.state));
    ServiceError::conflict(Message::new("conflict-support-state").with("state", state))
}
