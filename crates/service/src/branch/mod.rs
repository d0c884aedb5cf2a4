//! Who was touched by which clause: decisions on students by the clauses they rest on and by their codes.
//!
//! A row is made from an entry of the journal alone, so the rows can be made again from it and are the same. Refusals
//! and referrals that were kept count like acceptances. A decision that was corrected later was taken all the same.

use crate::Office;
use crate::error::Fault;
use crate::journal::Entry;
use crate::student::stream;
use guantong_model::{Date, StudentId};
use guantong_policy::{Citation, Decision, Outcome};
use std::collections::BTreeMap;

/// A decision on a student, once for each clause it rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClauseDecision {
    /// The clause.
    pub clause: String,
    /// The decision's code, such as `transfer.score_equal`.
    pub code: String,
    /// The record.
    pub student: StudentId,
    /// The entry's version in it.
    pub version: i64,
    /// What was answered.
    pub outcome: Outcome,
    /// The day it took effect.
    pub on: Date,
}

/// A branch of a clause: decisions with one code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// The clause.
    pub clause: String,
    /// The code.
    pub code: String,
    /// What was answered.
    pub outcome: Outcome,
    /// How many decisions.
    pub decisions: i64,
    /// One of the records: the first by id; empty for those to whom figures are rounded.
    pub example: StudentId,
}

/// A student touched by a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// The decision.
    pub decision: ClauseDecision,
    /// The student's name.
    pub name: String,
}

/// Which decisions of a clause a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TouchedFilter {
    /// Only with this code.
    pub code: Option<String>,
    /// Only with this outcome.
    pub outcome: Option<Outcome>,
    /// Only after this place: code, record, version.
    pub after: Option<(String, StudentId, i64)>,
}

/// The rows of a decision.
#[must_use]
pub fn clause_decisions(
    student: &StudentId,
    version: i64,
    on: Date,
    decision: &Decision,
) -> Vec<ClauseDecision> {
    let mut clauses: Vec<&str> = decision
        .citations
        .iter()
        .filter_map(|citation| match citation {
            Citation::Clause(id) => Some(id.as_str()),
            Citation::Article { .. } | Citation::Interpretation(_) => None,
        })
        .collect();
    clauses.sort_unstable();
    clauses.dedup();
    let row = |clause: &str| ClauseDecision {
        clause: clause.to_owned(),
        code: decision.code.clone(),
        student: student.clone(),
        version,
        outcome: decision.outcome,
        on,
    };
    clauses.into_iter().map(row).collect()
}

/// The decision an entry of a record's stream keeps.
fn decision_of(kind: &str, body: &serde_json::Value) -> Result<Decision, Fault> {
    let unreadable = |error: serde_json::Error| Fault::new("read a decision", error);
    let decision = body.get("decision").cloned().ok_or_else(|| Fault::new("read a decision", kind))?;
    serde_json::from_value(decision).map_err(unreadable)
}

/// The rows of an entry of the journal; none where it is not about a student.
///
/// # Errors
/// Where the entry cannot be read.
pub fn rebuilt(entry: &Entry) -> Result<Vec<ClauseDecision>, Fault> {
    let Some(id) = entry.stream.strip_prefix("student/") else { return Ok(Vec::new()) };
    let decision = decision_of(&entry.kind, &entry.body)?;
    Ok(clause_decisions(&StudentId::from(id), entry.version, entry.effective_on, &decision))
}

impl Office {
    /// Every branch that happened, by clause and code: of one clause, or of all.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn branches(&self, clause: Option<&str>) -> Result<Vec<Branch>, Fault> {
        let branches = self.storage.branches(clause).await?;
        Ok(if self.figures_are_exact() {
            branches
        } else {
            branches.into_iter().map(Branch::rounded).collect()
        })
    }

    /// The students a clause touched, by code and record.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn touched(
        &self,
        clause: &str,
        filter: &TouchedFilter,
        limit: i64,
    ) -> Result<Vec<Touched>, Fault> {
        self.storage.touched(clause, filter, limit).await
    }

    /// An example of each branch: the decision its first record has with that code.
    ///
    /// # Errors
    /// Where the database fails or an entry cannot be read.
    pub async fn examples(&self, branches: &[Branch]) -> Result<BTreeMap<String, Decision>, Fault> {
        let mut examples: BTreeMap<String, Decision> = BTreeMap::new();
        let mut wanted: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        let mut seen: Vec<&str> = Vec::new();
        for branch in branches {
            if !seen.contains(&branch.code.as_str()) {
                seen.push(&branch.code);
                wanted.entry(stream(&branch.example)).or_default().push(&branch.code);
            }
        }
        let streams: Vec<String> = wanted.keys().cloned().collect();
        for entry in self.storage.stream_entries(&streams).await? {
            let body: serde_json::Value =
                serde_json::from_str(&entry.body).map_err(|error| Fault::new("read a decision", error))?;
            let decision = decision_of(&entry.kind, &body)?;
            if wanted.get(&entry.stream).is_some_and(|codes| codes.contains(&decision.code.as_str())) {
                examples.entry(decision.code.clone()).or_insert(decision);
            }
        }
        Ok(examples)
    }
}
