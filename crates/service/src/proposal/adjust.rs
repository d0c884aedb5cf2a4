//! The commission's side: adjusts a row with a reason, returns a proposal with a reason.

use super::edit::edited;
use super::{DRAFT, Noted, ProposalOnFile, as_seen, together_stream, wrong};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::ports::Change;
use guantong_model::Message;
use guantong_programme::proposal::{Edit, LONGEST, Proposal, ProposalState};

impl Office {
    /// Adjusts a row of a proposal that was sent; who adjusts has drafted, and does not approve.
    ///
    /// # Errors
    /// Bad input where there is no reason or the change is wrong; a conflict where the proposal stands otherwise than
    /// the asker saw, was not sent, or the asker approved already.
    pub async fn adjust_proposal(
        &self,
        year: i32,
        institution: &str,
        edit: Edit,
        because: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let found = self.sent_proposal(year, institution, version_seen).await?;
        let because = reason(because)?;
        let proposal = edited(&found.proposal, std::slice::from_ref(&edit), Some(&because))?;
        if proposal == found.proposal {
            return Err(wrong(Message::new("proposal-adjusts-nothing")));
        }
        let noted = Noted { edits: vec![edit], because: Some(because), at: 0, proposal };
        let hands = self.drafting_hands(year);
        self.write_proposal("proposal-adjusted", noted, version_seen, hands, actor).await
    }

    /// Returns a proposal to the institution, to be mended and sent again.
    ///
    /// # Errors
    /// As [`Office::adjust_proposal`].
    pub async fn return_proposal(
        &self,
        year: i32,
        institution: &str,
        because: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let found = self.sent_proposal(year, institution, version_seen).await?;
        let because = reason(because)?;
        let proposal = Proposal { state: ProposalState::Returned, ..found.proposal };
        let noted = Noted::stands(proposal, Some(because));
        self.write_proposal("proposal-returned", noted, version_seen, Vec::new(), actor).await
    }

    async fn sent_proposal(
        &self,
        year: i32,
        institution: &str,
        version_seen: i64,
    ) -> Result<ProposalOnFile, ServiceError> {
        let found = self.proposal_of(year, institution).await?;
        self.allow_here(Action::ProposalAdjust)?;
        if found.version == 0 {
            return Err(ServiceError::NotFound);
        }
        as_seen(&found, version_seen)?;
        self.still_open_for(year).await?;
        if found.proposal.state != ProposalState::Sent {
            return Err(ServiceError::conflict(Message::new("conflict-proposal-not-sent")));
        }
        Ok(found)
    }

    /// The hand of whoever drafts in the proposals of a year.
    pub(super) fn drafting_hands(&self, year: i32) -> Vec<Change> {
        self.hand_on(&together_stream(year), DRAFT).into_iter().collect()
    }
}

/// A reason that was given.
fn reason(text: &str) -> Result<String, ServiceError> {
    let text = text.trim();
    let count = text.chars().count();
    if count == 0 {
        return Err(wrong(Message::new("proposal-adjust-no-reason")));
    }
    if count > LONGEST {
        let message = Message::new("proposal-reason-long").with("count", count).with("most", LONGEST);
        return Err(wrong(message));
    }
    Ok(text.to_owned())
}
