//! An examination as it stands.

use crate::batch::SheetOnFile;
use guantong_model::{Date, Stage, StudentId, words};
use guantong_policy::Decision;
use guantong_registry::{Organiser, ProgressionRules, Sitting};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

words! {
    /// How far an examination is.
    ExaminationState {
        /// Drawn up; who may sit is not settled.
        Open = "open",
        /// The list of who may sit is settled.
        Listed = "listed",
        /// Results are in.
        Entered = "entered",
        /// Two people signed the list of results.
        Signed = "signed",
        /// The list is, or was, made public.
        Publicised = "publicised",
        /// Filed with the commission: the records may be told.
        Filed = "filed",
        /// Given up; nothing was done.
        Cancelled = "cancelled",
    }
}

/// Who may sit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitter {
    /// The record.
    pub student: StudentId,
    /// The version of the record that was looked at.
    pub version: i64,
    /// Where the student studies.
    pub studies_at: String,
}

/// Who may not sit, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Barred {
    /// The record.
    pub student: StudentId,
    /// The refusal.
    pub decision: Decision,
}

/// A result that is to be another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Whose.
    pub student: StudentId,
    /// What it is to be.
    pub sitting: Sitting,
    /// What it was.
    pub was: Sitting,
    /// Why.
    pub because: String,
    /// Who asked for it.
    pub asked_by: String,
    /// When, in microseconds since 1970 UTC.
    pub asked_at: i64,
    /// Who made it so; nothing while it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_by: Option<String>,
}

/// A signature under the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Who.
    pub actor: String,
    /// The digest of the list.
    pub digest: String,
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
}

/// The days on which the list is public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publicity {
    /// The first.
    pub from: Date,
    /// The last.
    pub until: Date,
}

/// What was answered to an objection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Whether it was right; the result is corrected then.
    pub upheld: bool,
    /// Why.
    pub because: String,
    /// Who answered.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// An objection that came in while the list was public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Its number, from 1.
    pub number: u32,
    /// Whose result it is about.
    pub student: StudentId,
    /// The day it came in.
    pub received_on: Date,
    /// What is objected to.
    pub what: String,
    /// Who noted it.
    pub noted_by: String,
    /// What was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
}

/// The receipt of the filing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Its number.
    pub number: String,
    /// The digest of the list that is filed.
    pub digest: String,
    /// The day.
    pub on: Date,
    /// Who filed.
    pub by: String,
}

/// An examination as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examination {
    /// Its number, such as `2026-K0001`.
    pub id: String,
    /// The stage it leads on from.
    pub after: Stage,
    /// After the secondary stage the institution where the students study; after college the university they go to.
    pub institution: String,
    /// Who organises it.
    pub organiser: Organiser,
    /// The day.
    pub on: Date,
    /// Where.
    pub place: String,
    /// The document it is held by: the authority's or the institution's notice of the examination (4.1.c).
    pub document: String,
    /// The rules of the progression its results are held against (3.4.2.a, 3.4.2.b).
    pub rules: ProgressionRules,
    /// How many may go on, where the document says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<usize>,
    /// How far it is.
    pub state: ExaminationState,
    /// How many entries its stream has; a change names the one it saw.
    pub version: i64,
    /// When it was drawn up, in microseconds since 1970 UTC.
    pub opened_at: i64,
    /// By whom.
    pub opened_by: String,
    /// Institutions besides its own that have students in it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub parties: BTreeSet<String>,
    /// The digest of the list of who may sit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list_digest: Option<String>,
    /// Who may sit, by record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sitters: Vec<Sitter>,
    /// Who may not, by record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub barred: Vec<Barred>,
    /// The sheet with results that was given in last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<SheetOnFile>,
    /// What everybody brought home.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub results: BTreeMap<StudentId, Sitting>,
    /// Who entered the results.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered_by: Option<String>,
    /// The correction that waits for a second person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
    /// Corrections that were made, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// How many corrections were asked for, made or not.
    #[serde(default)]
    pub asked: u32,
    /// Signatures under the list as it stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<Signature>,
    /// When the list is public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publicity: Option<Publicity>,
    /// Objections, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objections: Vec<Objection>,
    /// The receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Receipt>,
    /// Whose record was told.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub recorded: BTreeSet<StudentId>,
}

impl Examination {
    /// Every institution that has a part in it: its own, those of its students, the one that organises it.
    #[must_use]
    pub fn all_parties(&self) -> BTreeSet<&str> {
        let mut all: BTreeSet<&str> = self.parties.iter().map(String::as_str).collect();
        all.insert(&self.institution);
        if let Organiser::Institution(name) = &self.organiser {
            all.insert(name);
        }
        all
    }

    /// Whether an objection waits for its answer.
    #[must_use]
    pub fn has_open_objection(&self) -> bool {
        self.objections.iter().any(|objection| objection.answer.is_none())
    }

    /// Whether it can be given up: nothing of it is known to anybody yet.
    #[must_use]
    pub fn can_be_cancelled(&self) -> bool {
        matches!(self.state, ExaminationState::Open | ExaminationState::Listed)
    }

    /// Whether a result can be corrected: results are in, and the records were not told.
    #[must_use]
    pub fn can_be_corrected(&self) -> bool {
        use ExaminationState::{Entered, Publicised, Signed};
        matches!(self.state, Entered | Signed | Publicised)
    }
}
