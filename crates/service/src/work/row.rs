//! A class and a sheet of hours as they stand.

use guantong_model::{Date, ProgrammeId, Stage, StudentId, words};
use guantong_registry::work::Block;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A post: the record of an institution that has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PostId {
    /// The institution.
    pub institution: String,
    /// The number of the record `enterprise-post`.
    pub number: i64,
}

impl fmt::Display for PostId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.number, self.institution)
    }
}

impl PostId {
    /// A post as a form has it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (number, institution) = text.split_once(' ')?;
        Some(PostId { institution: institution.to_owned(), number: number.parse().ok()? })
    }
}

/// A student at a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// Who.
    pub student: StudentId,
    /// Where.
    pub post: PostId,
    /// The first day.
    pub from: Date,
    /// The last day; nothing while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Placement {
    /// Whether it holds on a day of a time.
    #[must_use]
    pub fn meets(&self, from: Date, until: Date) -> bool {
        self.from <= until && self.until.is_none_or(|last| from <= last)
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, on: Date) -> bool {
        self.meets(on, on)
    }
}

/// The work of a class as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkClass {
    /// The programme.
    pub programme: ProgrammeId,
    /// The entry year.
    pub cohort: i32,
    /// The front institution of the programme.
    pub front: String,
    /// Its partner.
    pub partner: String,
    /// How many entries its stream has.
    pub version: i64,
    /// Its periods, in order of their numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
    /// The number the next period gets.
    pub next_block: u32,
    /// Who was and is at which post, in order of being placed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub placements: Vec<Placement>,
}

impl WorkClass {
    /// The post of a student on a day.
    #[must_use]
    pub fn placed(&self, student: &StudentId, on: Date) -> Option<&Placement> {
        self.placements.iter().rev().find(|one| one.student == *student && one.holds_on(on))
    }

    /// A period by its number.
    #[must_use]
    pub fn block(&self, number: u32) -> Option<&Block> {
        self.blocks.iter().find(|block| block.number == number)
    }
}

words! {
    /// How far a sheet of hours is.
    HoursState {
        /// Hours are being entered.
        Entering = "entering",
        /// The enterprise has to confirm.
        Sent = "sent",
        /// Confirmed by the enterprise.
        Confirmed = "confirmed",
    }
}

/// Which sheet of hours it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct HoursId {
    /// The programme.
    pub programme: ProgrammeId,
    /// The class by its entry year.
    pub cohort: i32,
    /// The period of the class.
    pub block: u32,
    /// The institution that has the agreement.
    pub institution: String,
    /// The number of the record `enterprise-agreement`.
    pub agreement: i64,
}

impl fmt::Display for HoursId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let HoursId { programme, cohort, block, institution, agreement } = self;
        write!(f, "{programme}/{cohort}/{block}/{institution}/{agreement}")
    }
}

/// The hours of a period at an enterprise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursSheet {
    /// Which.
    pub id: HoursId,
    /// The enterprise by its name.
    pub enterprise: String,
    /// The period as it stood when the sheet was begun.
    pub block: Block,
    /// The stage its days fall into.
    pub stage: Stage,
    /// The front institution of the programme.
    pub front: String,
    /// Its partner.
    pub partner: String,
    /// How far it is.
    pub state: HoursState,
    /// How many entries its stream has; a change names the one it saw.
    pub version: i64,
    /// Hours by record.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hours: BTreeMap<StudentId, u32>,
    /// Who sent it to the enterprise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_by: Option<String>,
    /// Why it was sent back last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<String>,
    /// Who confirmed it for the enterprise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<String>,
    /// The day it was confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_on: Option<Date>,
}
