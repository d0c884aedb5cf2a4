//! 公布后更正 (3.1.3.b): after publication a candidate's facts prove wrong. The rounds of the year are derived again from
//! the corrected facts, everything that follows is listed, and only two people who saw the same list make it so.
//!
//! A correction is a stream of its own, `correction/{year}/{number}`; every entry holds it as it stood then. With the
//! second signature new versions of the rounds concerned are published; the versions before stay on file.

mod derive;
mod facts;
mod follows;
mod make;
mod propose;
mod show;
mod sign;
mod take_back;

pub use facts::{FactName, Facts};
pub use follows::{Change, Derived, Fate, ProgrammeChange, RecordSeen, RoundChange, Todo, What};
pub use propose::{DOCUMENT_LONGEST, PEOPLE_MOST, Proposed, REASON_LONGEST};
pub(crate) use show::own_proof;
pub use show::{CorrectionView, ToldBefore, Why};
pub use take_back::Decision;

use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::journal::{Entry, NewEntry};
use crate::ports;
use crate::rows::Round;
use guantong_admission::correct::Reading;
use guantong_model::{CandidateNo, Message, words};
use serde::{Deserialize, Serialize};

/// The part of a correction that whoever proposed it, or decided on a place in it, has; signing is for others.
pub(crate) const PROPOSAL: &str = "proposal";

/// The stream of a correction.
#[must_use]
pub fn stream(year: i32, number: i64) -> String {
    format!("correction/{year}/{number}")
}

words! {
    /// How far a correction is.
    CorrectionState {
        /// Proposed: it can be looked at, signed, given up.
        Proposed = "proposed",
        /// Made: the rounds were published again.
        Made = "made",
        /// Given up; nothing was changed.
        GivenUp = "given-up",
    }
}

/// A candidate whose facts are corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// The candidate.
    pub no: CandidateNo,
    /// What is on file.
    pub before: Facts,
    /// What is right.
    pub after: Facts,
}

/// A place that was told and is taken back by a decision of the commission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBack {
    /// The round it was told in.
    pub round: Round,
    /// The candidate.
    pub no: CandidateNo,
    /// The number of the decision.
    pub document: String,
}

/// A signature under the digest of what was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Who.
    pub actor: String,
    /// What was seen.
    pub digest: String,
    /// When, in microseconds since 1970 UTC.
    pub signed_at: i64,
}

/// What a correction came to when it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Its place among the corrections of the year that were made, from 1.
    pub order: i64,
    /// What it did to places that were told.
    pub reading: Reading,
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
    /// The rounds that were published again.
    pub rounds: Vec<MadeRound>,
}

/// A round that was published again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeRound {
    /// The round.
    pub round: Round,
    /// The version that was published.
    pub version: i64,
    /// Whose places stayed as they were told.
    pub stays: Vec<CandidateNo>,
    /// The digest of its results.
    pub results_digest: String,
}

/// A correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The examination year.
    pub year: i32,
    /// The round it was found in.
    pub round: Round,
    /// Its number in the year, from 1.
    pub number: i64,
    /// How far it is.
    pub state: CorrectionState,
    /// Whose facts are corrected, by number.
    pub people: Vec<Corrected>,
    /// Why.
    pub because: String,
    /// The number of the document it rests on.
    pub document: String,
    /// Places that are taken back by decision.
    pub taken_back: Vec<TakenBack>,
    /// Who proposed it.
    pub proposed_by: String,
    /// When, in microseconds since 1970 UTC.
    pub proposed_at: i64,
    /// Who signed.
    pub signatures: Vec<Signed>,
    /// What it came to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<Made>,
}

impl Correction {
    /// Its place among the corrections that were made; 0 where it was not.
    #[must_use]
    pub fn order(&self) -> i64 {
        self.made.as_ref().map_or(0, |made| made.order)
    }

    /// Whose places in a round stayed as they were told.
    #[must_use]
    pub fn stays(&self, round: Round) -> &[CandidateNo] {
        let rounds = self.made.iter().flat_map(|made| &made.rounds);
        rounds.into_iter().find(|one| one.round == round).map_or(&[], |one| one.stays.as_slice())
    }

    /// The candidate's corrected facts; nothing where he is not among them.
    #[must_use]
    pub fn of(&self, no: &CandidateNo) -> Option<&Corrected> {
        self.people.iter().find(|one| one.no == *no)
    }
}

/// A correction as it stands, with its version: how many entries its stream has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionOnFile {
    /// The correction.
    pub correction: Correction,
    /// Its version, from 1.
    pub version: i64,
}

/// What an entry of a correction's stream left it as.
pub(crate) fn on_file(entry: &Entry) -> Result<CorrectionOnFile, Fault> {
    let correction =
        serde_json::from_value(entry.body.clone()).map_err(|error| Fault::new("read a correction", error))?;
    Ok(CorrectionOnFile { correction, version: entry.version })
}

impl Office {
    /// The corrections of a year that were made, in that order.
    pub(crate) async fn applied(&self, year: i32) -> Result<Vec<Correction>, Fault> {
        let found = self.whole.corrections(year).await?.into_iter().map(|one| one.correction);
        let mut made: Vec<Correction> = found.filter(|one| one.made.is_some()).collect();
        made.sort_by_key(Correction::order);
        Ok(made)
    }

    /// A correction of a round; not found where there is none.
    pub(super) async fn correction_of(
        &self,
        year: i32,
        round: Round,
        number: i64,
    ) -> Result<CorrectionOnFile, ServiceError> {
        let found = self.whole.corrections(year).await?.into_iter();
        let mut found = found.filter(|one| one.correction.round == round && one.correction.number == number);
        found.next().ok_or(ServiceError::NotFound)
    }

    /// The next entry of a correction, with its projection.
    pub(super) fn correction_entry(
        &self,
        kind: &str,
        correction: Correction,
        version_seen: i64,
        actor: &str,
    ) -> Result<(NewEntry, ports::Change), Fault> {
        let version = version_seen + 1;
        let entry = NewEntry {
            stream: stream(correction.year, correction.number),
            version,
            kind: kind.to_owned(),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body: serde_json::to_value(&correction)
                .map_err(|error| Fault::new("write a correction", error))?,
        };
        let on_file = CorrectionOnFile { correction, version };
        Ok((entry, ports::Change::Correction(Box::new(on_file))))
    }
}

/// Refuses what is not open any more, or was seen at another version.
fn open_as_seen(found: &CorrectionOnFile, version_seen: i64) -> Result<(), ServiceError> {
    if found.correction.state != CorrectionState::Proposed {
        return Err(ServiceError::conflict(Message::new("conflict-correction-over")));
    }
    if found.version != version_seen {
        return Err(ServiceError::conflict(Message::new("conflict-correction-changed")));
    }
    Ok(())
}
