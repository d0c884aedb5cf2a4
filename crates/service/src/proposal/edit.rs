//! The institution's side: begins, edits, sends; and the partner's: confirms.

use super::{Noted, ProposalOnFile, as_seen, wrong};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use guantong_model::Message;
use guantong_programme::proposal::{Check, Edit, Proposal, ProposalState};

impl Office {
    /// Begins the proposal of an institution from its rows of last year's plan; returns its version.
    ///
    /// # Errors
    /// Not found where the institution may not propose or is out of reach; a conflict where it was begun meanwhile, or
    /// where candidates were admitted under the plan of the year.
    pub async fn begin_proposal(
        &self,
        year: i32,
        institution: &str,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let found = self.proposal_of(year, institution).await?;
        self.allow_of(Action::ProposalDraft, [institution])?;
        self.still_open_for(year).await?;
        as_seen(&found, 0)?;
        let noted = Noted::stands(found.proposal, None);
        self.write_proposal("proposal-begun", noted, 0, Vec::new(), actor).await
    }

    /// Edits a proposal that was not sent, all of it or nothing; what changes nothing is not written.
    ///
    /// # Errors
    /// Bad input: what is wrong with the edits. A conflict where it stands otherwise than the asker saw, or was sent.
    pub async fn edit_proposal(
        &self,
        year: i32,
        institution: &str,
        edits: Vec<Edit>,
        because: Option<&str>,
        version_seen: i64,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let found = self.own_proposal(year, institution, version_seen).await?;
        let proposal = edited(&found.proposal, &edits, because)?;
        if proposal == found.proposal {
            return Ok(found.version);
        }
        let because = because.map(str::to_owned);
        let noted = Noted { edits, because, at: 0, proposal };
        self.write_proposal("proposal-edited", noted, version_seen, Vec::new(), actor).await
    }

    /// Sends a proposal in; every check must hold.
    ///
    /// # Errors
    /// As [`Office::edit_proposal`]; bad input: everything that does not hold.
    pub async fn send_proposal(
        &self,
        year: i32,
        institution: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let found = self.own_proposal(year, institution, version_seen).await?;
        let failing = failing(&self.proposal_checks(&found.proposal).await?);
        if !failing.is_empty() {
            return Err(ServiceError::BadInput(failing));
        }
        let proposal = Proposal { state: ProposalState::Sent, ..found.proposal };
        let noted = Noted::stands(proposal, None);
        self.write_proposal("proposal-sent", noted, version_seen, Vec::new(), actor).await
    }

    /// A partner university confirms the rows it is in, as they stand.
    ///
    /// # Errors
    /// Not found where the university is in none of them; a conflict where it stands otherwise than the asker saw, is
    /// not sent, or was confirmed.
    pub async fn confirm_proposal(
        &self,
        year: i32,
        institution: &str,
        university: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let found = self.proposal_of(year, institution).await?;
        self.allow_of(Action::ProposalConfirm, [university])?;
        as_seen(&found, version_seen)?;
        let partner = found.proposal.standing().any(|row| row.partner == university);
        if !partner || found.version == 0 {
            return Err(ServiceError::NotFound);
        }
        if found.proposal.state != ProposalState::Sent {
            return Err(ServiceError::conflict(Message::new("conflict-proposal-not-sent")));
        }
        let mut proposal = found.proposal;
        if !proposal.confirmed.insert(university.to_owned()) {
            return Err(ServiceError::conflict(Message::new("conflict-proposal-confirmed")));
        }
        let noted = Noted::stands(proposal, None);
        self.write_proposal("proposal-confirmed", noted, version_seen, Vec::new(), actor).await
    }

    /// A proposal that whoever asks may edit as it stands.
    async fn own_proposal(
        &self,
        year: i32,
        institution: &str,
        version_seen: i64,
    ) -> Result<ProposalOnFile, ServiceError> {
        let found = self.proposal_of(year, institution).await?;
        self.allow_of(Action::ProposalDraft, [institution])?;
        if found.version == 0 {
            return Err(ServiceError::NotFound);
        }
        as_seen(&found, version_seen)?;
        self.still_open_for(year).await?;
        if found.proposal.state == ProposalState::Sent {
            return Err(ServiceError::conflict(Message::new("conflict-proposal-sent")));
        }
        Ok(found)
    }
}

/// A proposal after some edits.
pub(super) fn edited(
    proposal: &Proposal,
    edits: &[Edit],
    because: Option<&str>,
) -> Result<Proposal, ServiceError> {
    let mut next = proposal.clone();
    for edit in edits {
        next = next.edited(edit, because).map_err(wrong)?;
    }
    Ok(next)
}

/// Everything that does not hold.
pub(super) fn failing(checks: &[Check]) -> Vec<Message> {
    checks.iter().flat_map(|check| &check.failing).map(|failing| failing.message.clone()).collect()
}
