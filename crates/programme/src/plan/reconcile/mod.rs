//! A draft against itself, the year's institutions, and a person's answers.

mod gates;
mod readings;
mod rules;
mod totals;
mod values;
mod work;

use super::draft::{Draft, Form, Traced};
use super::finding::{Finding, Severity};
use super::ground::{Ground, MajorCode};
use super::settled::{Plan, PlannedProgramme, Unsettled};
use super::sums::SumCheck;
use super::{Answers, Problem};
use guantong_model::sheet::At;
use guantong_model::{Message, ProgrammeKey, Track};
use serde::{Deserialize, Serialize};

pub use gates::Gate;

/// Compares, lists, and takes the answers.
///
/// # Errors
/// Answers that are about another year or about findings this table does not have: none of them is taken then.
/// An answer that does not fit its finding is no error: the finding says so ([`Finding::refusal`]).
pub fn reconcile(draft: &Draft, answers: &Answers, ground: &Ground) -> Result<Reconciliation, Vec<Problem>> {
    if let Some(year) = answers.year.filter(|year| *year != ground.year) {
        let message = Message::new("plan-answers-year").with("answers", year).with("year", ground.year);
        return Err(vec![Problem::new("IMP-0306", message)]);
    }
    let mut work = work::Work::new(draft, answers, ground);
    work.table();
    work.values();
    work.readings();
    work.rules();
    work.sums();
    work.finish()
}

/// A line of the plan with what was read into it and answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRow {
    /// The row of the sheet, from 1.
    pub row: u32,
    /// 项目类型.
    pub category: Traced<String>,
    /// The track, where category and institutions say it.
    pub track: Option<Track>,
    /// 招生院校.
    pub institution: Traced<String>,
    /// 专项.
    pub special: Option<String>,
    /// 招生专业 with its direction as printed.
    pub major_printed: String,
    /// 招生专业.
    pub major: String,
    /// 专业方向.
    pub specialisation: Option<String>,
    /// 合作本科高校.
    pub partner: Traced<String>,
    /// 招生计划.
    pub places: Traced<u32>,
    /// The cell of its places.
    pub places_at: At,
    /// Which block of the draft it belongs to.
    pub block: usize,
    /// The catalogue's code and class of the major, as far as known.
    pub code: MajorCode,
    /// Whether change of major is barred (3.3.5.d), and on what that rests; nothing while it is not decided.
    pub bar: Option<Bar>,
}

/// Whether the students of a programme are barred from changing their major.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// Barred or not.
    pub barred: bool,
    /// The state rule or the agreement, or why there is none.
    pub because: String,
}

impl PlanRow {
    /// The key of its programme, once all of it is known.
    #[must_use]
    pub fn key(&self) -> Option<ProgrammeKey> {
        Some(ProgrammeKey {
            institution: self.institution.value.clone()?,
            special: self.special.clone(),
            major: self.major.clone(),
            specialisation: self.specialisation.clone(),
            partner: self.partner.value.clone()?,
        })
    }
}

/// The result: every line, every finding, every sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciliation {
    /// The year of the plan.
    pub year: i32,
    /// Which form the table has.
    pub form: Form,
    /// Its title.
    pub title: Option<String>,
    /// The last filled row of the sheet.
    pub last_row: u32,
    /// The lines, in order.
    pub rows: Vec<PlanRow>,
    /// What was found, by kind and row.
    pub findings: Vec<Finding>,
    /// Every sum, those that agree included.
    pub sums: Vec<SumCheck>,
}

impl Reconciliation {
    /// Whether the plan can be set: nothing stands in its way and all sums agree.
    #[must_use]
    pub fn settled(&self) -> bool {
        self.open().next().is_none() && self.sums.iter().all(|sum| sum.unknown == 0 && sum.agrees())
    }

    /// The findings that stand in the way.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.in_the_way())
    }

    /// The findings that no answer can mend: the table has to be mended.
    pub fn blocking(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity == Severity::Blocks)
    }

    /// A finding by its id.
    #[must_use]
    pub fn finding(&self, id: &str) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.id == id)
    }

    /// The programmes as far as they are known, for a preview beside the plan in force; lines that lack something
    /// are left out.
    #[must_use]
    pub fn preview(&self) -> Vec<PlannedProgramme> {
        super::settled::programmes(self)
    }

    /// The plan.
    ///
    /// # Errors
    /// [`Unsettled`] with what still stands in the way.
    pub fn plan(&self) -> Result<Plan, Unsettled> {
        Plan::of(self)
    }
}
