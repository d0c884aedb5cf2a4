//! How an entry year goes through its seven years: what was reached, who left where, by programme.
//!
//! Everything here is counted from the rows of students; no record is folded. A milestone says what has happened,
//! not what is on time: who repeats or is on leave simply has not reached the next one yet (2.a, 3.4).

mod milestone;
mod view;

pub use milestone::Milestone;
pub use view::{Cohort, CohortYear, Stay, Step, Survival};

use crate::Office;
use crate::error::Fault;
use guantong_model::{ProgrammeId, Stage, StageWork, Standing};
use std::collections::BTreeMap;

/// Students of one entry year and programme who stand alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CohortGroup {
    /// 入学年份.
    pub entry_year: i32,
    /// The programme now.
    pub programme: ProgrammeId,
    /// 学段.
    pub stage: Stage,
    /// 学籍状态.
    pub standing: Standing,
    /// How the studies of the stage stand.
    pub work: StageWork,
    /// Whether they were ever registered.
    pub registered: bool,
    /// How many.
    pub students: i64,
}

impl Office {
    /// One entry year through its seven years; nothing where it has no student.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn cohort(&self, entry_year: i32) -> Result<Option<Cohort>, Fault> {
        let groups = self.storage.cohort_groups(Some(entry_year)).await?;
        if groups.is_empty() {
            return Ok(None);
        }
        let mut lines = self.programmes(entry_year).await?;
        // Who changed programme may sit in one that his own year's plan does not have.
        for line in self.reference().await?.newest.iter() {
            lines.entry(line.programme.clone()).or_insert_with(|| line.clone());
        }
        let cohort = Cohort::of(entry_year, &groups, &lines);
        Ok(Some(if self.figures_are_exact() { cohort } else { cohort.rounded() }))
    }

    /// The entry years that have students, newest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn entry_years(&self) -> Result<Vec<i32>, Fault> {
        self.storage.entry_years().await
    }

    /// Every entry year that has students, newest first, with its figures.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn cohorts(&self) -> Result<Vec<CohortYear>, Fault> {
        let mut years: BTreeMap<i32, Vec<CohortGroup>> = BTreeMap::new();
        for group in self.storage.cohort_groups(None).await? {
            years.entry(group.entry_year).or_default().push(group);
        }
        let exact = self.figures_are_exact();
        let year = |(year, groups): (&i32, &Vec<CohortGroup>)| {
            let of = CohortYear::of(*year, groups);
            if exact { of } else { of.rounded() }
        };
        Ok(years.iter().rev().map(year).collect())
    }
}
