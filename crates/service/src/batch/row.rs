//! A batch as it stands, and what was decided of each student.

use guantong_model::{Date, ProgrammeId, Stage, StudentId, words};
use guantong_policy::Decision;
use guantong_registry::Command;
use serde::{Deserialize, Serialize};

words! {
    /// What is done for a class.
    BatchKind {
        /// 报到注册: who arrived is registered, who did not is not enrolled.
        Register = "register",
        /// 学段结业: the stage is completed, or ended without passing results.
        Complete = "complete-stage",
        /// 转段考核: results from a sheet.
        Assess = "assess",
        /// 转段升学.
        Progress = "progress",
        /// 本科毕业: the last stage is completed.
        Graduate = "graduate",
    }
}

words! {
    /// How far a batch is.
    BatchState {
        /// Open: it can be looked at, filled, signed, cancelled.
        Open = "open",
        /// Carried out.
        Closed = "closed",
        /// Given up; nothing was done.
        Cancelled = "cancelled",
    }
}

/// A sheet that was given in for a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetOnFile {
    /// The file's name.
    pub name: String,
    /// The digest under which it is kept.
    pub digest: String,
}

/// An institution's signature under the digest of a preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartySignature {
    /// The institution that signs.
    pub institution: String,
    /// Who signed for it.
    pub actor: String,
    /// The digest that was seen.
    pub digest: String,
    /// When, in microseconds since 1970 UTC.
    pub signed_at: i64,
}

/// What came of a batch that was carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// The digest it was carried out under.
    pub digest: String,
    /// Students moved.
    pub moved: i64,
    /// Students held, each by name in the lines.
    pub held: i64,
    /// When, in microseconds since 1970 UTC.
    pub closed_at: i64,
    /// Who carried it out.
    pub closed_by: String,
}

/// A batch as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchRow {
    /// Its number, such as `2026-B0001`.
    pub id: String,
    /// What is done.
    pub kind: BatchKind,
    /// The institution where the class studies.
    pub institution: String,
    /// Only students of this partner, where a progression hands over to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<String>,
    /// Who takes part besides the institution: the partners that a progression hands over to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<String>,
    /// The class's entry year.
    pub cohort: i32,
    /// The stage.
    pub stage: Stage,
    /// Only this programme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<ProgrammeId>,
    /// The day it takes effect.
    pub on: Date,
    /// The sheet with results, where one was given in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<SheetOnFile>,
    /// How far it is.
    pub state: BatchState,
    /// How many entries its stream has; a change names the one it saw.
    pub version: i64,
    /// When it was opened, in microseconds since 1970 UTC.
    pub opened_at: i64,
    /// Who opened it.
    pub opened_by: String,
    /// Signatures so far, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<PartySignature>,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Closed>,
}

/// What was decided of a student in a batch that was carried out; kept for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchLine {
    /// The student.
    pub student: StudentId,
    /// The version of the record that was decided on.
    pub version: i64,
    /// Whether the command was carried out.
    pub moved: bool,
    /// The row of the sheet that names the student.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// What was asked of the record, where anything was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<Command>,
    /// What was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// Why nothing was asked, as a word such as `deferred`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<super::Why>,
}
