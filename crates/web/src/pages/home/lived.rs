//! What has been lived so far: students on the rolls, and one entry year's seven years.

use crate::frame::Page;
use crate::parts::{Flow, FlowTable, Funnel};
use guantong_service::Fault;
use guantong_service::cohort::{Cohort, CohortYear, Milestone};

/// Width of the flow beside the bars, in the pixels of its drawing.
const WIDTH: i64 = 580;

/// The rolls, and an entry year where one has lived.
pub(super) struct Lived {
    /// 在册: studying or on leave, of every entry year.
    pub(super) current: i64,
    pub(super) on_leave: i64,
    /// Entry years of which somebody has completed a stage, newest first.
    pub(super) years: Vec<i32>,
    pub(super) shown: Option<Shown>,
}

/// The entry year that is shown.
pub(super) struct Shown {
    pub(super) cohort: Cohort,
    pub(super) funnel: Funnel,
    pub(super) flow: Option<Flow>,
    pub(super) table: FlowTable,
}

impl Shown {
    pub(super) fn admitted(&self) -> i64 {
        self.cohort.at(Milestone::Admitted)
    }
}

impl Lived {
    /// The entry year asked for; else the newest that has graduates; else the one that has come furthest.
    pub(super) async fn of(page: &Page, asked: Option<i32>) -> Result<Self, Fault> {
        let all = page.office().cohorts().await?;
        let lived: Vec<&CohortYear> =
            all.iter().filter(|year| year.at(Milestone::SecondaryComplete) > 0).collect();
        let furthest = |milestone: &Milestone| lived.iter().find(|year| year.at(*milestone) > 0);
        let year = lived
            .iter()
            .find(|year| Some(year.entry_year) == asked)
            .or_else(|| Milestone::ALL.iter().rev().find_map(furthest))
            .map(|year| year.entry_year);
        let cohort = match year {
            Some(year) => page.office().cohort(year).await?,
            None => None,
        };
        let shown = cohort.map(|cohort| Shown {
            funnel: Funnel::of(page, &cohort),
            flow: Flow::of(page, &cohort, WIDTH),
            table: FlowTable::of(page, &cohort),
            cohort,
        });
        Ok(Lived {
            current: all.iter().map(|year| year.studying + year.on_leave).sum(),
            on_leave: all.iter().map(|year| year.on_leave).sum(),
            years: lived.iter().map(|year| year.entry_year).collect(),
            shown,
        })
    }
}
