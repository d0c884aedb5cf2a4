//! A sheet of results as it stands.

use guantong_model::{Date, ProgrammeId, Stage, StudentId, words};
use guantong_registry::results::{Attempt, Mark};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

words! {
    /// How far a sheet of results is.
    SheetState {
        /// Marks are being entered.
        Entering = "entering",
        /// Every mark is there; the other side has to confirm.
        Submitted = "submitted",
        /// Confirmed: the marks stand.
        Confirmed = "confirmed",
    }
}

words! {
    /// What a sheet is about.
    SubjectKind {
        /// A course of the training plan.
        Course = "course",
        /// 综合素质评价 of an academic year.
        Quality = "quality",
        /// 职业能力评价 of an academic year.
        Ability = "ability",
    }
}

/// Which sheet it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SheetId {
    /// The programme.
    pub programme: ProgrammeId,
    /// The class by its entry year.
    pub cohort: i32,
    /// The code of the course, or of the assessment.
    pub course: String,
    /// Which time it is examined.
    pub attempt: Attempt,
}

impl fmt::Display for SheetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}/{}", self.programme, self.cohort, self.course, self.attempt)
    }
}

/// What is examined, as it stood when the sheet was drawn up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// What it is about.
    pub kind: SubjectKind,
    /// The title of the course; empty of an assessment, whose year says which it is.
    pub title: String,
    /// The stage.
    pub stage: Stage,
    /// The semester within the seven years, from 1; of an assessment the second of its year.
    pub semester: u32,
    /// Credits, in halves.
    pub half_credits: u32,
    /// Hours.
    pub hours: u32,
    /// Whether it is a core course.
    pub core: bool,
}

impl Subject {
    /// The academic year within the seven, from 1.
    #[must_use]
    pub fn year(&self) -> u32 {
        self.semester.div_ceil(2)
    }
}

/// A mark that is to be another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Whose.
    pub student: StudentId,
    /// What it was.
    pub was: Mark,
    /// What it is to be.
    pub mark: Mark,
    /// Why.
    pub because: String,
    /// Who asked for it.
    pub asked_by: String,
    /// The day.
    pub asked_on: Date,
    /// Who agreed; nothing while it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed_by: Option<String>,
}

/// A sheet of results as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultSheet {
    /// Which.
    pub id: SheetId,
    /// What is examined.
    pub subject: Subject,
    /// The front institution of the programme.
    pub front: String,
    /// Its partner.
    pub partner: String,
    /// Who enters (2.2.f).
    pub enters: String,
    /// Who confirms (2.2.f).
    pub confirms: String,
    /// How far it is.
    pub state: SheetState,
    /// How many entries its stream has; a change names the one it saw.
    pub version: i64,
    /// Marks by record.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub marks: BTreeMap<StudentId, Mark>,
    /// Who submitted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_by: Option<String>,
    /// Why it was sent back last, while marks are entered again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<String>,
    /// Who confirmed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<String>,
    /// The day it was confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_on: Option<Date>,
    /// The correction that waits for a second person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
    /// Corrections that were made, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// How many corrections were asked for, made or not.
    #[serde(default)]
    pub asked: u32,
}
