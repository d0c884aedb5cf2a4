//! 招生计划申报 (3.1.3.a): institutions propose, the commission adjusts with reasons, returns, puts together, and sets.
//!
//! A proposal is a stream of its own, `plan-proposal/{year}/{institution}`; every entry holds what was changed, why, and
//! the rows as they stood then, so that any two versions can be held against each other. What is approved goes the one
//! way by which plans are set: as a table that is reconciled.

mod adjust;
mod approve;
mod demand;
mod desk;
mod edit;
mod gates;
mod show;
mod show_row;
mod strand;
mod together;

pub use demand::{Demand, LastYear};
pub use desk::{Desk, Place};
pub use gates::{Gate, GateKind, Gates};
pub use show::{ProposalView, Standing, Version};
pub use show_row::RowView;
pub use strand::Stranded;

pub(crate) use demand::Applications;

use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::journal::{Entry, NewEntry};
use crate::ports::{Batch, Change};
use crate::rows::PlanLine;
use guantong_model::Message;
use guantong_programme::plan::Ground;
use guantong_programme::proposal::{Check, Edit, Proposal, ProposalRow, ProposalState, Was, checks};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The part that whoever changes what is proposed, or puts it together, has in a year's proposals.
pub(crate) const DRAFT: &str = "draft";

/// The stream of a proposal.
#[must_use]
pub fn stream(year: i32, institution: &str) -> String {
    format!("plan-proposal/{year}/{institution}")
}

/// The stream of what all proposals of a year came to, and the thing hands are laid on: who drafts does not approve.
#[must_use]
pub fn together_stream(year: i32) -> String {
    format!("plan-proposals/{year}")
}

/// A proposal as it stands, with its version: how many entries its stream has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalOnFile {
    /// What is proposed.
    pub proposal: Proposal,
    /// Its version, from 1.
    pub version: i64,
    /// When it was last changed, in microseconds since 1970 UTC.
    pub saved_at: i64,
    /// By whom.
    pub saved_by: String,
}

/// What an entry of a proposal's stream holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// What was changed, in order; nothing where only the state was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edit>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
    /// The proposal after it.
    pub proposal: Proposal,
}

impl Noted {
    /// A proposal whose state alone was changed.
    fn stands(proposal: Proposal, because: Option<String>) -> Self {
        Noted { edits: Vec::new(), because, at: 0, proposal }
    }
}

/// Reads an entry of a proposal's stream.
pub(crate) fn noted(entry: &Entry) -> Result<Noted, Fault> {
    serde_json::from_value(entry.body.clone()).map_err(|error| Fault::new("read a proposal", error))
}

/// A proposal as an entry of its stream left it.
pub(crate) fn on_file(entry: &Entry) -> Result<ProposalOnFile, Fault> {
    let Noted { proposal, at, .. } = noted(entry)?;
    Ok(ProposalOnFile { proposal, version: entry.version, saved_at: at, saved_by: entry.actor.clone() })
}

impl Office {
    /// Last year's lines of an institution, in the order of the plan.
    pub(super) async fn lines_before(&self, year: i32, institution: &str) -> Result<Vec<PlanLine>, Fault> {
        let lines = self.whole.plan_lines(year - 1).await?;
        Ok(lines.into_iter().filter(|line| line.institution == institution).collect())
    }

    /// The proposal of an institution, and the version it stands at; one that was not begun is there as last year's
    /// plan gives it, at version 0.
    ///
    /// # Errors
    /// Not found where the institution may not propose, or where who asks is not concerned.
    pub(super) async fn proposal_of(
        &self,
        year: i32,
        institution: &str,
    ) -> Result<ProposalOnFile, ServiceError> {
        if let Some(found) = self.storage.proposal(year, institution).await? {
            return Ok(found);
        }
        let lines = self.lines_before(year, institution).await?;
        let known = self.edition().institution(institution);
        let proposes = known.is_some_and(|known| known.front && known.name == institution);
        // One that is there and out of reach is as if it were not.
        let begun = self.whole.proposal(year, institution).await?.is_some();
        if begun || (lines.is_empty() && !proposes) {
            return Err(ServiceError::NotFound);
        }
        let proposal = Proposal {
            year,
            institution: institution.to_owned(),
            state: ProposalState::Begun,
            rows: rows(&lines)?,
            confirmed: BTreeSet::new(),
        };
        let reached = self.viewer().is_none_or(|viewer| {
            let mut concerned = proposal.universities();
            concerned.insert(institution);
            let relations = viewer.to_institutions(concerned);
            viewer.may(self.access(), crate::access::Action::ProposalRead, &relations)
        });
        if !reached {
            return Err(ServiceError::NotFound);
        }
        Ok(ProposalOnFile { proposal, version: 0, saved_at: 0, saved_by: String::new() })
    }

    /// Everything a proposal is checked for.
    pub(super) async fn proposal_checks(&self, proposal: &Proposal) -> Result<Vec<Check>, Fault> {
        let bounds = self.plan_bounds(proposal.year, &proposal.institution).await?;
        Ok(checks(proposal, &self.proposal_ground(proposal.year), &bounds))
    }

    /// What proposals of a year are judged by.
    pub(super) fn proposal_ground(&self, year: i32) -> Ground {
        Ground::of(self.edition(), year)
    }

    /// Nothing is proposed for a year whose plan candidates were admitted under.
    pub(super) async fn still_open_for(&self, year: i32) -> Result<(), ServiceError> {
        if self.storage.rounds(year).await?.is_empty() {
            return Ok(());
        }
        Err(ServiceError::conflict(Message::new("conflict-plan-in-use").with("year", year)))
    }

    /// Writes the next entry of a proposal, and how it stands after it.
    pub(super) async fn write_proposal(
        &self,
        kind: &str,
        noted: Noted,
        version_seen: i64,
        mut changes: Vec<Change>,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let (version, now) = (version_seen + 1, self.clock.now());
        let noted = Noted { at: now, ..noted };
        let body = serde_json::to_value(&noted).map_err(|error| Fault::new("write a proposal", error))?;
        let entry = NewEntry {
            stream: stream(noted.proposal.year, &noted.proposal.institution),
            version,
            kind: kind.to_owned(),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body,
        };
        let on_file =
            ProposalOnFile { proposal: noted.proposal, version, saved_at: now, saved_by: actor.to_owned() };
        changes.push(Change::Proposal(Box::new(on_file)));
        self.storage.append(Batch { entries: vec![entry], changes }, now).await?;
        Ok(version)
    }
}

/// Refuses what was seen at another version than it stands at.
pub(super) fn as_seen(found: &ProposalOnFile, version_seen: i64) -> Result<(), ServiceError> {
    if found.version == version_seen {
        return Ok(());
    }
    Err(ServiceError::conflict(Message::new("conflict-proposal-changed")))
}

/// One thing that is wrong.
pub(super) fn wrong(message: Message) -> ServiceError {
    ServiceError::BadInput(vec![message])
}

/// The rows that last year's lines begin with.
fn rows(lines: &[PlanLine]) -> Result<Vec<ProposalRow>, Fault> {
    let row = |(row, line): (u32, &PlanLine)| {
        let places = u32::try_from(line.places).map_err(|error| Fault::new("read a plan line", error))?;
        let partner = line.partner.clone();
        Ok(ProposalRow {
            row,
            was: Some(Was { programme: line.programme.clone(), partner: partner.clone(), places }),
            track: line.track,
            category: line.category.clone(),
            special: line.special.clone(),
            major: line.major.clone(),
            specialisation: line.specialisation.clone(),
            partner,
            places,
            dropped: None,
            because: None,
            against: None,
        })
    };
    (1..).zip(lines).map(row).collect()
}
