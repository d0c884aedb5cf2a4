//! A report as it stands.

use guantong_cooperation::Holder;
use guantong_model::{Date, words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// Which report it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReportId {
    /// The calendar year.
    pub year: i32,
    /// The institution that leads.
    pub front: String,
    /// The university; the same where it runs all stages alone.
    pub partner: String,
}

impl fmt::Display for ReportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.year, self.front, self.partner)
    }
}

impl ReportId {
    /// The two sides.
    #[must_use]
    pub fn holder(&self) -> Holder {
        Holder::of_both(&self.front, &self.partner)
    }

    /// Whether a university reports alone.
    #[must_use]
    pub fn alone(&self) -> bool {
        self.front == self.partner
    }
}

words! {
    /// A section of text: what experts look at (4.3.1.b), and what comes next.
    Section {
        /// 培养目标与规格.
        Goals = "goals",
        /// 职业定位.
        Occupations = "occupations",
        /// 课程设置.
        Curriculum = "curriculum",
        /// 教学管理运行.
        Management = "management",
        /// 人才培养质量.
        Quality = "quality",
        /// 合作机制运行.
        Cooperation = "cooperation",
        /// 问题与下一年打算.
        Next = "next",
    }
}

words! {
    /// How far a report is.
    ReportState {
        /// Its text is being written.
        Drafting = "drafting",
        /// The university has to sign.
        Sent = "sent",
        /// Both have signed: it can be submitted.
        Signed = "signed",
        /// The commission has it.
        Submitted = "submitted",
        /// The commission has accepted it.
        Accepted = "accepted",
    }
}

/// A figure as it was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenFigure {
    /// The indicator.
    pub indicator: String,
    /// The year it is of: a calendar, entry or academic year, as the indicator has it.
    pub year: i32,
    /// The part; of a count all there is.
    pub part: i64,
    /// The whole.
    pub whole: i64,
    /// How many records are behind it.
    pub records: i64,
    /// SM3 over those records with what each adds.
    pub digest: String,
}

/// The figures of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// The day they are of.
    pub on: Date,
    /// Of which year each indicator is told, and of the one before it; the report's own where nothing is said.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub years: BTreeMap<String, i32>,
    /// The figures of the year and of the year before.
    pub figures: Vec<FrozenFigure>,
}

/// A report as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnualReport {
    /// Which.
    pub id: ReportId,
    /// How far it is.
    pub state: ReportState,
    /// How many entries its stream has; a change names the one it saw.
    pub version: i64,
    /// Its text.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sections: BTreeMap<Section, String>,
    /// Its figures, once it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frozen: Option<Frozen>,
    /// Who sent it to the university.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_by: Option<String>,
    /// Who signed for the university.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_by: Option<String>,
    /// Why it was sent back last, and by whom: the university or the commission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<(String, String)>,
    /// The day it was submitted last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_on: Option<Date>,
    /// What the commission said when it accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The day it was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_on: Option<Date>,
}

impl Frozen {
    /// The year an indicator is told of in a report on a year, and the one before it.
    #[must_use]
    pub fn years_of(&self, indicator: &str, year: i32) -> [i32; 2] {
        let told = self.years.get(indicator).copied().unwrap_or(year);
        [told, told - 1]
    }
}

impl AnnualReport {
    /// One that nobody has begun.
    #[must_use]
    pub fn begun(id: ReportId) -> Self {
        AnnualReport {
            id,
            state: ReportState::Drafting,
            version: 0,
            sections: BTreeMap::new(),
            frozen: None,
            sent_by: None,
            signed_by: None,
            returned: None,
            submitted_on: None,
            comment: None,
            accepted_on: None,
        }
    }
}
