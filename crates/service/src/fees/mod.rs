//! 学费和资助 (3.3.3.b): what institutions announce, by stage and academic year, and what a student owes and may receive,
//! term by term. Nothing is paid here.
//!
//! Standards are announced in a stream of the institution, `fees/{institution}`; each can be taken back with why, and a
//! later one replaces it from its academic year on.

mod announce;
mod statement;

pub use announce::NewStandard;
pub use statement::{Aid, Owed, Statement, TermOwed};

use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::journal::Entry;
use guantong_model::{ProgrammeId, Stage};
use serde::{Deserialize, Serialize};

/// A standard as an institution announced it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeStandard {
    /// The institution.
    pub institution: String,
    /// Its number within the institution, from 1.
    pub number: i64,
    /// The stage.
    pub stage: Stage,
    /// The programme it is for; nothing where it is for every one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<ProgrammeId>,
    /// The academic year it holds from, by the year in which it begins.
    pub from: i32,
    /// 每学年学费, in yuan.
    pub yuan: i64,
    /// The document that approves it.
    pub document: String,
    /// When it was announced, in microseconds since 1970 UTC.
    pub announced_at: i64,
    /// By whom.
    pub announced_by: String,
}

/// What an entry of the stream holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Done {
    /// Announced.
    Announced(FeeStandard),
    /// Taken back, with why.
    TakenBack { number: i64, because: String },
}

pub(crate) const STREAM: &str = "fees/";

/// The stream of an institution's standards.
#[must_use]
pub fn stream(institution: &str) -> String {
    format!("{STREAM}{institution}")
}

/// The standards that the entries of a stream come to, by number.
pub(crate) fn fold(entries: &[Entry]) -> Result<Vec<FeeStandard>, Fault> {
    let mut standards: Vec<FeeStandard> = Vec::new();
    for entry in entries {
        let done: Done = serde_json::from_value(entry.body.clone())
            .map_err(|error| Fault::new("read a standard of fees", error))?;
        match done {
            Done::Announced(standard) => standards.push(standard),
            Done::TakenBack { number, .. } => standards.retain(|standard| standard.number != number),
        }
    }
    Ok(standards)
}

/// The standard that holds for a programme in a stage and academic year: one of its own goes before one for all, a later
/// before an earlier.
pub(crate) fn in_force<'s>(
    standards: &'s [FeeStandard],
    institution: &str,
    stage: Stage,
    programme: &ProgrammeId,
    year: i32,
) -> Option<&'s FeeStandard> {
    let holds = |standard: &&FeeStandard| {
        standard.institution == institution
            && standard.stage == stage
            && standard.from <= year
            && standard.programme.as_ref().is_none_or(|own| own == programme)
    };
    let later = |standard: &&FeeStandard| (standard.programme.is_some(), standard.from, standard.number);
    standards.iter().filter(holds).max_by_key(later)
}

impl Office {
    /// The standards that institutions announced, or one of them, the newest academic year first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn fee_standards(&self, institution: Option<&str>) -> Result<Vec<FeeStandard>, Fault> {
        self.storage.fee_standards(institution).await
    }

    /// How many entries an institution's standards have: what announcing another must have seen.
    ///
    /// # Errors
    /// Not found where there is no such institution; where the database fails.
    pub async fn fees_version(&self, institution: &str) -> Result<i64, ServiceError> {
        if self.edition().institution(institution).is_none() {
            return Err(ServiceError::NotFound);
        }
        Ok(self.storage.stream(&stream(institution)).await?.last().map_or(0, |entry| entry.version))
    }
}
