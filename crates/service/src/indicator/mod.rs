//! Indicators (四（三）): facts as of a day, the figures made of them, and the records behind each.
//!
//! What took effect by the day counts, by the entries in force today; nothing is kept. Who may see which students are
//! counted, and small figures are rounded for those who may not know them, as everywhere.

mod behind;
mod gather;
mod happened;

pub use behind::{Asked, Behind, LineBehind, Listed, Which};
pub use gather::Gathered;

use crate::Office;
use crate::access::{Action, rounded};
use crate::error::Fault;
use guantong_indicators::{Indicator, Split, Table};
use guantong_model::{Date, Destination, ProgrammeId, Standing, StudentId, academic_year};

/// So many years stand beside each other.
pub const YEARS: i32 = 5;

/// A record as far as indicators count it, as the database gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifeRow {
    /// The record.
    pub student: StudentId,
    /// 入学年份.
    pub entry_year: i32,
    /// The programme whose place admission filled.
    pub place: ProgrammeId,
    /// The programme now.
    pub programme: ProgrammeId,
    /// Its front institution.
    pub institution: String,
    /// Its partner university.
    pub partner: String,
    /// 学籍状态 now.
    pub standing: Standing,
    /// The district of the lower secondary school, by its code.
    pub district: String,
    /// The first day of the first registration.
    pub arrived: Option<Date>,
    /// The first day of a registration of the college stage.
    pub college: Option<Date>,
    /// The first day of a registration of the bachelor stage, and who held it.
    pub bachelor: Option<(Date, String)>,
    /// The day the last registration ended with the record.
    pub ended: Option<Date>,
    /// 毕业去向, where it was reported.
    pub destination: Option<Destination>,
}

impl Office {
    /// Whether who asks may see an indicator's figures at all.
    #[must_use]
    pub fn reads_indicator(&self, indicator: Indicator) -> bool {
        let declared = indicator.declared();
        self.may_ever(Action::FiguresRead) && (!declared.of_duties || self.may_ever(Action::CooperationRead))
    }

    /// The years that figures can be asked of on a day, the newest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn indicator_years(&self, on: Date) -> Result<Vec<i32>, Fault> {
        let (first, last) = (self.reference().await?.plans.keys().next().copied(), i32::from(on.year()));
        let last = last.max(academic_year(on));
        Ok((first.unwrap_or(last).min(last)..=last).rev().collect())
    }

    /// The figures of an indicator in some years, by what they are split; rounded for those who may not know them.
    #[must_use]
    pub fn indicator_table(
        &self,
        gathered: &Gathered,
        indicator: Indicator,
        years: &[i32],
        split: Option<Split>,
    ) -> Table {
        let (declared, table) = (indicator.declared(), Table::of(indicator, &gathered.facts, years, split));
        if declared.of_people && !self.figures_are_exact() {
            return table.with_counts(declared.of_places, rounded);
        }
        table
    }
}
