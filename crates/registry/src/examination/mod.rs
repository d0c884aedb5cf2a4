//! 转段考试 as it is held: who may sit, who organises, what results come to, and the list by total and pass standard
//! (三（四）1、2, 四（一）).
//!
//! 「在完成上一阶段学业后，经考核达到转段升学条件者，可升入下一阶段学习」 (3.4.1); 「北京教育考试院要研究制定……转段考试办法，认真组织
//! 实施」 (4.1.e). A result becomes an assessment of the record only by its own rules: what is told here is the command.
//!
//! Not here: how a session is kept, who signs, and how results are come by.

mod list;
mod sit;

pub use list::{Placed, Verdict, outcome, ranked};
pub use sit::{last_class, may_sit};

use crate::rules::assessment::complete;
use crate::terms::reading::ExaminationOrganiser;
use crate::{Marks, ProgressionRules, Readings};
use guantong_model::{Stage, words};
use guantong_policy::Decision;
use serde::{Deserialize, Serialize};

words! {
    /// Whether a student who may sit was there.
    Presence {
        /// 到考.
        Sat = "sat",
        /// 缺考.
        Absent = "absent",
        /// 缓考: sits in a later session.
        Deferred = "deferred",
    }
}

/// What a student brought home from a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitting {
    /// Whether the student was there.
    pub presence: Presence,
    /// The marks by part; none of who was not there.
    #[serde(default, skip_serializing_if = "Marks::is_empty")]
    pub marks: Marks,
}

impl Sitting {
    /// Whether the marks are those the rules ask for: one for every weighted part, none over its full marks; none at
    /// all of who was not there.
    ///
    /// # Errors
    /// The refusal that the record would give.
    pub fn fits(&self, rules: &ProgressionRules) -> Result<(), Box<Decision>> {
        match self.presence {
            Presence::Sat => complete(rules, &self.marks),
            Presence::Absent | Presence::Deferred => Ok(()),
        }
    }
}

/// Who organises an examination.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Organiser {
    /// 北京教育考试院.
    Authority,
    /// An institution, for its own students.
    Institution(String),
}

impl Organiser {
    /// The organiser as streams and tables have it: an institution's name, or `authority`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Organiser::Authority => "authority",
            Organiser::Institution(name) => name,
        }
    }

    /// Who organises the examination after a stage, of a school's students or of a university's future ones.
    ///
    /// 「从中职到高职的转段升学工作按照各院校制定的相关规定执行」 (3.4.2.a) names the institutions, 「转段考试办法，认真组织实施」
    /// (4.1.e) the authority: interpretation `examination-organiser`.
    #[must_use]
    pub fn after(stage: Stage, institution: &str, readings: &Readings) -> Self {
        match (readings.examination_organiser, stage) {
            (ExaminationOrganiser::ByStage, Stage::Secondary) => {
                Organiser::Institution(institution.to_owned())
            }
            (ExaminationOrganiser::ByStage, Stage::College | Stage::Bachelor)
            | (ExaminationOrganiser::Authority, _) => Organiser::Authority,
        }
    }
}
