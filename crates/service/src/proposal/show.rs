//! One proposal as who asks may see it: its rows beside last year, its checks, its versions.

use super::{Demand, Noted, ProposalOnFile, Stranded, noted, stream, together_stream};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use guantong_programme::proposal::{
    Bound, Check, Compared, ProposalState, Sides, compared, confirmation_needed,
};
use std::collections::BTreeMap;

/// What whoever asks may do with a proposal as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Begin it.
    pub begins: bool,
    /// Edit and send it.
    pub edits: bool,
    /// Adjust and return it.
    pub adjusts: bool,
    /// Confirm it for these universities.
    pub confirms: Vec<String>,
}

/// A proposal with all that stands beside it.
#[derive(Clone, Debug)]
pub struct ProposalView {
    /// The proposal; at version 0 it was not begun and is last year's plan.
    pub on_file: ProposalOnFile,
    /// What it is checked for.
    pub checks: Vec<Check>,
    /// What was decided about its lines (4.3.2.b).
    pub bounds: Vec<Bound>,
    /// What last year tells of the demand.
    pub demand: Demand,
    /// Its places beside last year's.
    pub total: Compared,
    /// The universities whose confirmation is still needed.
    pub unconfirmed: Vec<String>,
    /// Whom it would strand, as far as who asks may know of students.
    pub stranded: Option<Stranded>,
    /// What who asks may do.
    pub standing: Standing,
    /// Whether candidates were admitted under the plan of the year: nothing is proposed any more.
    pub closed: bool,
    /// Whether the plan of the year was set from it as it stands.
    pub adopted: bool,
}

/// A version of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1.
    pub version: i64,
    /// What happened, such as `proposal-adjusted`.
    pub kind: String,
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
    /// Who.
    pub actor: String,
    /// What was changed, why, and what it was then.
    pub noted: Noted,
}

impl Office {
    /// A proposal of a year.
    ///
    /// # Errors
    /// Not found where the institution may not propose, or who asks is not concerned.
    pub async fn proposal_view(&self, year: i32, institution: &str) -> Result<ProposalView, ServiceError> {
        let on_file = self.proposal_of(year, institution).await?;
        let proposal = &on_file.proposal;
        let closed = !self.storage.rounds(year).await?.is_empty();
        let before = proposal.last_year().into_iter().map(|row| (institution.to_owned(), row.places.into()));
        let after = proposal.standing().map(|row| (institution.to_owned(), row.places.into()));
        let empty = || Compared {
            name: institution.to_owned(),
            before: Default::default(),
            after: Default::default(),
        };
        let total = compared(before, after).into_iter().next().unwrap_or_else(empty);
        let sides = Sides::of(self.edition());
        let needed = confirmation_needed(proposal, sides);
        let unconfirmed: Vec<String> = needed.into_iter().map(str::to_owned).collect();
        let stranded = match on_file.version {
            0 => None,
            _ => self.stranded(year, std::slice::from_ref(&on_file), self.clock.today()).await?,
        };
        let standing = self.standing(&on_file, closed, &unconfirmed);
        let adopted = self.adopted(year).await?.get(institution) == Some(&on_file.version);
        Ok(ProposalView {
            checks: self.proposal_checks(proposal).await?,
            bounds: self.plan_bounds(year, institution).await?,
            demand: self.demand(year - 1).await?,
            total,
            unconfirmed,
            stranded,
            standing,
            closed,
            adopted,
            on_file,
        })
    }

    /// Every version of a proposal, oldest first, with how it stands.
    ///
    /// # Errors
    /// As [`Office::proposal_view`]; not found where it was not begun.
    pub async fn proposal_versions(
        &self,
        year: i32,
        institution: &str,
    ) -> Result<(ProposalOnFile, Vec<Version>), ServiceError> {
        let on_file = self.proposal_of(year, institution).await?;
        if on_file.version == 0 {
            return Err(ServiceError::NotFound);
        }
        let mut versions = Vec::new();
        for entry in self.whole.stream(&stream(year, institution)).await? {
            let noted = noted(&entry)?;
            let (version, kind, at, actor) = (entry.version, entry.kind, entry.recorded_at, entry.actor);
            versions.push(Version { version, kind, at, actor, noted });
        }
        Ok((on_file, versions))
    }

    fn standing(&self, on_file: &ProposalOnFile, closed: bool, unconfirmed: &[String]) -> Standing {
        if closed {
            return Standing::default();
        }
        let (proposal, begun) = (&on_file.proposal, on_file.version > 0);
        let may = |action: Action, institution: &str| {
            self.viewer().is_none_or(|viewer| {
                viewer.may(self.access(), action, &viewer.to_institutions([institution]))
            })
        };
        let drafts = may(Action::ProposalDraft, &proposal.institution);
        let sent = begun && proposal.state == ProposalState::Sent;
        let confirms = unconfirmed.iter().filter(|name| sent && may(Action::ProposalConfirm, name));
        Standing {
            begins: drafts && !begun,
            edits: drafts && begun && !sent,
            adjusts: sent && self.may_ever(Action::ProposalAdjust),
            confirms: confirms.cloned().collect(),
        }
    }

    /// The versions of the proposals that the plan of a year was set from; none where it came another way.
    pub(super) async fn adopted(&self, year: i32) -> Result<BTreeMap<String, i64>, Fault> {
        let entries = self.whole.stream(&together_stream(year)).await?;
        let Some(last) = entries.last().filter(|entry| entry.kind == super::approve::APPROVED) else {
            return Ok(BTreeMap::new());
        };
        super::together::proposals_in(last)
    }
}
