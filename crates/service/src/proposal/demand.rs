//! What last year tells of the demand for a programme: who applied, who was admitted with which score, who came.
//!
//! A cut-off is told as a share of its own year's full marks: scores of different years are never compared.

use crate::Office;
use crate::error::Fault;
use crate::rows::{Candidate, Round};
use guantong_model::{ProgrammeId, Score};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What last year tells of one programme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastYear {
    /// Places of its plan.
    pub places: i64,
    /// Candidates who named it first in the early round.
    pub first: i64,
    /// Candidates who named it anywhere in either round.
    pub any: i64,
    /// Admitted in the published rounds.
    pub admitted: i64,
    /// 录取成绩.
    pub cutoff: Option<Score>,
    /// Registered.
    pub registered: i64,
}

/// What a year tells of the demand for its programmes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// The year.
    pub year: i32,
    /// Whether any round of it is published: before that nothing of applications is told.
    pub published: bool,
    /// 满分 of the year, where the edition has it.
    pub full: Option<Score>,
    /// By programme.
    pub by: BTreeMap<ProgrammeId, LastYear>,
}

impl Demand {
    /// A cut-off in tenths of a percent of the year's full marks; nothing where either is not known.
    #[must_use]
    pub fn share(&self, cutoff: Option<Score>) -> Option<i64> {
        let full = self.full?.millionths();
        (full > 0).then(|| cutoff.map(|cutoff| cutoff.millionths() * 1_000 / full))?
    }
}

/// Applications by programme, first and any.
pub(crate) type Applications = BTreeMap<ProgrammeId, (i64, i64)>;

impl Office {
    /// What a year tells of the demand for its programmes.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn demand(&self, year: i32) -> Result<Demand, Fault> {
        let runs = self.whole.rounds(year).await?;
        let published: Vec<Round> =
            runs.iter().filter(|run| run.published_at.is_some()).map(|run| run.round).collect();
        let mut by: BTreeMap<ProgrammeId, LastYear> = BTreeMap::new();
        for line in self.whole.plan_lines(year).await? {
            let last = LastYear { places: line.places, ..LastYear::default() };
            by.insert(line.programme, last);
        }
        for round in &published {
            for came in self.whole.round_programmes(year, *round).await? {
                let Some(last) = by.get_mut(&came.programme) else { continue };
                last.admitted += came.admitted;
                last.cutoff = [last.cutoff, came.cutoff].into_iter().flatten().min();
            }
        }
        if !published.is_empty() {
            let applications = self.applications(year).await?;
            let counts = self.whole.counts(year, None).await?;
            for (programme, last) in &mut by {
                (last.first, last.any) = applications.get(programme).copied().unwrap_or_default();
                last.registered = counts.get(programme).map_or(0, |counts| counts.registered);
            }
        }
        Ok(Demand { year, published: !published.is_empty(), full: self.full_marks(year), by })
    }

    /// How many candidates of a year named each programme first in the early round, and how many anywhere.
    async fn applications(&self, year: i32) -> Result<Arc<Applications>, Fault> {
        let mark = format!("{year} {}", self.whole.reference_mark().await?);
        if let Some(kept) = self.demand.under(&mark) {
            return Ok(kept);
        }
        let counted = Arc::new(count(&self.whole.candidates(year).await?));
        self.demand.keep(mark, &counted);
        Ok(counted)
    }
}

fn count(candidates: &[Candidate]) -> Applications {
    let mut counted = Applications::new();
    for candidate in candidates {
        if let Some(first) = candidate.early.first() {
            counted.entry(first.clone()).or_default().0 += 1;
        }
        let named: BTreeSet<&ProgrammeId> = candidate.early.iter().chain(&candidate.unified).collect();
        for programme in named {
            counted.entry(programme.clone()).or_default().1 += 1;
        }
    }
    counted
}
