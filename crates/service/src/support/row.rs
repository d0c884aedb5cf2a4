//! What is proposed and decided, as it stands.

use crate::cases::Frozen;
use guantong_cooperation::{Duty, Holder};
use guantong_merit::Measure;
use guantong_model::{Date, ProgrammeId, words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// Which: the year of the plan it is for, and its number in that year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SupportId {
    /// The year.
    pub year: i32,
    /// The number, from 1.
    pub number: i64,
}

impl fmt::Display for SupportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.year, self.number)
    }
}

impl SupportId {
    /// As an address has it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, number) = text.split_once('-')?;
        Some(SupportId { year: year.parse().ok()?, number: number.parse().ok()? })
    }
}

words! {
    /// Which way.
    Direction {
        /// 优先支持.
        Support = "support",
        /// 减少支持.
        Reduction = "reduction",
    }
}

words! {
    /// In what: the areas of the provision.
    Area {
        /// 招生计划.
        Enrolment = "enrolment",
        /// 专业建设.
        Majors = "majors",
        /// 项目资助.
        Funding = "funding",
        /// 评优评奖.
        Honours = "honours",
    }
}

words! {
    /// What a piece of evidence is. What is added here needs a name in words, and an address where it is shown.
    EvidenceKind {
        /// An annual report that was handed in (4.3.1.a): its year.
        AnnualReport = "annual-report",
        /// An excellent case that was published (4.3.2.a): its year.
        ExcellentCase = "excellent-case",
        /// The result of an evaluation by experts (4.3.1.d): its year.
        Evaluation = "evaluation",
        /// A document: its name and number.
        Document = "document",
    }
}

words! {
    /// How far it is.
    SupportState {
        /// Proposed: where support is to be reduced the two are heard, then another person decides.
        Proposed = "proposed",
        /// Decided as it was proposed.
        Agreed = "agreed",
        /// Not decided as it was proposed.
        Rejected = "rejected",
    }
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// Which: a year, or a name.
    pub reference: String,
}

/// A duty that was not met in time on the day of the proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unmet {
    /// Which.
    pub duty: Duty,
    /// Whose.
    pub holder: Holder,
    /// Since when it is due.
    pub due: Date,
}

/// What an institution says to a reduction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// What it says.
    pub text: String,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub on: Date,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// Why.
    pub because: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub on: Date,
}

/// What is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    /// Which.
    pub id: SupportId,
    /// How many entries its stream has; a change names the one it saw.
    pub version: i64,
    /// How far it is.
    pub state: SupportState,
    /// The front institution.
    pub front: String,
    /// The partner.
    pub partner: String,
    /// The programme, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<ProgrammeId>,
    /// Which way.
    pub direction: Direction,
    /// In what.
    pub area: Area,
    /// What is to be done.
    pub says: String,
    /// How many places the plan has at most, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
    /// Why.
    pub because: String,
    /// The day the figures are of.
    pub figures_on: Date,
    /// The figures of the two.
    pub figures: BTreeMap<Measure, Frozen>,
    /// Duties that were not met in time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmet: Vec<Unmet>,
    /// What else it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// SM3 over all of the above.
    pub digest: String,
    /// Who proposed it.
    pub proposed_by: String,
    /// When.
    pub proposed_on: Date,
    /// The last day to state a view; nothing where nobody has to be heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement_due: Option<Date>,
    /// What the two say, by institution.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub statements: BTreeMap<String, Statement>,
    /// The decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Decided>,
    /// Who received it, and when.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub received: BTreeMap<String, Date>,
}

impl Support {
    /// The two sides, each once.
    #[must_use]
    pub fn sides(&self) -> Vec<&str> {
        let mut sides = vec![self.front.as_str()];
        if self.partner != self.front {
            sides.push(&self.partner);
        }
        sides
    }

    /// Whether somebody has to be heard who was not, and the day is not over.
    #[must_use]
    pub fn hears_until(&self, today: Date) -> Option<Date> {
        let due = self.statement_due.filter(|due| today <= *due)?;
        let silent = self.sides().into_iter().any(|side| !self.statements.contains_key(side));
        silent.then_some(due)
    }
}
