//! What if the edition were another (3.1.2.a, 3.1.3.a, 3.4.3): next year's draft over cohorts that were. Published rounds
//! are run again from the facts on file, records are decided again in their order, and a plan without some of its rows is
//! held against who studies. Nothing is written, and nothing of it is kept.
//!
//! Not known, and so not told: what candidates would have applied for, and how anybody would have studied.

mod draft;
mod plan;
mod record;
mod round;

pub use draft::{DRAFT, DRAFT_BYTES, Draft, NoDraft};
pub use plan::Planned;
pub use record::{RecordRow, Records};
pub use round::{AdmissionRow, Came, Turn, clause_of};

use crate::Office;
use crate::access::{Action, rounded};
use crate::error::ServiceError;
use guantong_model::{Message, ProgrammeId};
use guantong_policy::Edition;
use guantong_policy::edition::change::Changes;
use guantong_registry::{Readings, Terms};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// 最低录取分数线, by its name in the edition.
pub const FLOOR: &str = "score.floor";

/// Readings that rounds are run by, beside those of records.
pub const OF_ROUNDS: [&str; 4] = ["floor-basis", "household-evidence", "equal-scores", "several-quotas"];

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhatIf {
    /// Values and readings that are otherwise.
    pub changes: Changes,
    /// Programmes that next year's plan no longer has.
    pub dropped: BTreeSet<ProgrammeId>,
    /// Programmes that next year's plan has with another partner.
    pub partners: BTreeMap<ProgrammeId, String>,
    /// The entry years it is held against.
    pub years: BTreeSet<i32>,
}

impl WhatIf {
    /// Whether nothing is otherwise.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.changes.is_none() && self.dropped.is_empty() && self.partners.is_empty()
    }
}

/// What would be otherwise.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The edition as it would be.
    pub edition: Edition,
    /// Candidates who would have had another result, by year and number.
    pub admissions: Vec<AdmissionRow>,
    /// How many candidates were listed in the rounds that were run again.
    pub candidates: usize,
    /// Records with a decision that would have been another.
    pub records: Records,
    /// Whom the plan would strand; nothing where it is as it was, or where who asks may not know.
    pub plan: Option<Planned>,
    /// Whether who asks may know who they are.
    pub named: bool,
}

/// A line of a summary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Candidates.
    pub candidates: i64,
    /// Of those, who would have no place any more.
    pub without: i64,
    /// Records with another decision.
    pub records: i64,
    /// Students between two classes with another prospect.
    pub ahead: i64,
}

/// By what is summed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The clause that decides, as it would be.
    Clause,
    /// The institution of the place or of the record; of who had no place, of the one he would have.
    Institution,
    /// 年级: the entry year.
    Year,
}

impl Answer {
    /// The sums by something, in its order; rounded where small figures are not told.
    #[must_use]
    pub fn sums(&self, by: By, exact: bool) -> BTreeMap<String, Sum> {
        let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
        for row in &self.admissions {
            let key = match by {
                By::Clause => clause_of(&row.deciding().reason).to_owned(),
                By::Institution => row.institution.clone(),
                By::Year => row.year.to_string(),
            };
            let sum = sums.entry(key).or_default();
            sum.candidates += 1;
            sum.without += i64::from(row.turn == Turn::Loses);
        }
        for row in &self.records.rows {
            let key = match by {
                By::Clause => row.clause(),
                By::Institution => row.student.institution.clone(),
                By::Year => row.student.entry_year.to_string(),
            };
            let sum = sums.entry(key).or_default();
            match row.replayed.otherwise {
                Some(_) => sum.records += 1,
                None => sum.ahead += 1,
            }
        }
        if !exact {
            for sum in sums.values_mut() {
                let Sum { candidates, without, records, ahead } = *sum;
                *sum = Sum {
                    candidates: rounded(candidates),
                    without: rounded(without),
                    records: rounded(records),
                    ahead: rounded(ahead),
                };
            }
        }
        sums
    }

    /// Candidates of whom something became, by what.
    #[must_use]
    pub fn turned(&self, turn: Turn) -> usize {
        self.admissions.iter().filter(|row| row.turn == turn).count()
    }
}

impl Office {
    /// The parameters that a what-if may change: those that decisions on records and rounds rest on.
    #[must_use]
    pub fn what_if_parameters() -> Vec<String> {
        let others = Terms::parameters().into_iter().filter(|name| name != FLOOR);
        std::iter::once(FLOOR.to_owned()).chain(others).collect()
    }

    /// The readings that a what-if may switch.
    pub fn what_if_readings() -> impl Iterator<Item = &'static str> {
        OF_ROUNDS.into_iter().chain(Readings::ALL.iter().map(|(id, _)| *id))
    }

    /// The years whose cohorts a what-if can be held against: a plan was set, newest first.
    ///
    /// # Errors
    /// Where the database fails; forbidden to whom editions are not to try.
    pub async fn what_if_years(&self) -> Result<Vec<i32>, ServiceError> {
        self.allow_here(Action::EditionWhatIf)?;
        let today = i32::from(self.today().year());
        let reference = self.reference().await?;
        Ok(reference.plans.keys().rev().copied().filter(|year| *year <= today).collect())
    }

    /// What would be otherwise. Nothing is written.
    ///
    /// # Errors
    /// Forbidden to whom editions are not to try; bad input where a change cannot be, or a round cannot be run with it.
    pub async fn what_if(&self, asked: &WhatIf) -> Result<Answer, ServiceError> {
        self.allow_here(Action::EditionWhatIf)?;
        let edition = self.edition().changed(&asked.changes).map_err(ServiceError::BadInput)?;
        self.plan_can_be(asked).await?;
        let law = guantong_registry::Law::from_edition(&edition)
            .map_err(|error| bad("what-if-no-law", "given", &error.to_string()))?;
        let mut office = self.entire();
        office.edition = Arc::new(edition.clone());
        office.law = Arc::new(OnceLock::from(Arc::new(law)));
        office.rounds = crate::round::Cache::default();

        let named = self.may_ever(Action::StudentList) && self.may_ever(Action::CandidateList);
        let mut admissions = Vec::new();
        let (mut candidates, mut scores) = (0, BTreeMap::new());
        for year in &asked.years {
            let run = self.admitted_again(&office, asked, *year).await?;
            candidates += run.candidates;
            admissions.extend(run.rows);
            scores.insert(*year, run.scores);
        }
        let moved: BTreeSet<_> = admissions.iter().map(|row| (row.year, row.no.clone())).collect();
        let records = self.decided_again(&office, asked, &scores, &moved).await?;
        self.name_admissions(&mut admissions, &records, named).await?;
        let plan = self.planned_without(&office, asked).await?;
        Ok(Answer { edition, admissions, candidates, records, plan, named })
    }
}

fn bad(id: &str, name: &str, given: &str) -> ServiceError {
    ServiceError::BadInput(vec![Message::new(id).with(name, given)])
}
