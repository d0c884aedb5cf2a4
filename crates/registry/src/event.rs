//! What happened: facts, as the journal keeps them. Every event is part of an entry, which says when.

use crate::certificate::{Certificate, Renumbered};
use crate::{Admission, CommandName, LeaveKind, Placement, Side, Similarity};
use guantong_model::{Date, ProgrammeId, Score, Stage, Standing, words};
use serde::{Deserialize, Serialize};

words! {
    /// What a transfer changes.
    TransferKind {
        /// 转专业: the school stays the same.
        Major = "major",
        /// 转学: the school changes.
        School = "school",
    }
}

/// A record was opened for an admitted candidate: what stays true for its whole life.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admitted {
    /// The day of admission.
    pub on: Date,
    /// The programme admitted to.
    pub placement: Placement,
    /// 入学年份.
    pub entry_year: i32,
    /// 中考成绩.
    pub score: Score,
    /// How: ordinary or special.
    pub admission: Admission,
    /// Whether a state rule or a prior agreement bars a change of major (3.3.5.d).
    pub barred_from_major_change: bool,
    /// The round of admission, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<String>,
    /// Which preference it was, from 1, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preference: Option<u32>,
}

/// One thing that happened to a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// Arrived and was registered in the secondary stage.
    Registered {
        /// Where the student studies.
        studies_at: String,
        /// The institution that holds the registration.
        registered_at: String,
    },
    /// The stage's studies were completed with passing results.
    StageCompleted {
        /// The stage.
        stage: Stage,
    },
    /// The stage ended without passing results.
    StageFailed {
        /// The stage.
        stage: Stage,
    },
    /// The progression assessment was taken.
    Assessed {
        /// The stage it leads on from.
        stage: Stage,
        /// Whether the conditions were met.
        passed: bool,
        /// The rules used.
        document: String,
        /// The part 文化素质.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        general: Option<Score>,
        /// The part 职业技能.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        skill: Option<Score>,
    },
    /// Passed to the next stage.
    Progressed {
        /// The stage entered.
        stage: Stage,
        /// Where the student studies.
        studies_at: String,
        /// The institution that holds the registration.
        registered_at: String,
    },
    /// Joined a later class to repeat the stage.
    Repeated {
        /// The class joined.
        cohort: i32,
        /// The programme joined.
        placement: Placement,
        /// Why it counts as the same or similar.
        similarity: Similarity,
    },
    /// The class has another partner than the record remembered.
    PartnerReplaced {
        /// The programme as it is for the class from now on.
        placement: Placement,
        /// Whether a registration open at the former partner moves with it; else it stays until the next stage.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        moves: bool,
    },
    /// Went on leave.
    LeaveStarted {
        /// The last day.
        until: Date,
        /// Why.
        kind: LeaveKind,
    },
    /// Came back from leave.
    Resumed {
        /// The class joined.
        cohort: i32,
        /// The programme joined, or kept.
        placement: Placement,
        /// Why it counts as the same or similar; absent where none was joined.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        similarity: Option<Similarity>,
        /// Whether an assessment passed before the leave still counts.
        assessment_kept: bool,
    },
    /// The through-train qualification ended while the student goes on.
    QualificationEnded,
    /// Applied for a transfer.
    TransferApplied {
        /// The programme applied for.
        to: ProgrammeId,
        /// What it would change.
        kind: TransferKind,
    },
    /// A school of the transfer agreed.
    TransferConsented {
        /// Which.
        by: Side,
    },
    /// The application ended without effect; the chance is not used.
    TransferEnded {
        /// By which command.
        by: CommandName,
    },
    /// The transfer took effect.
    Transferred {
        /// The programme changed to.
        placement: Placement,
        /// What it changed.
        kind: TransferKind,
        /// Where the student studies.
        studies_at: String,
        /// The institution that holds the registration.
        registered_at: String,
    },
    /// A certificate was issued.
    CertificateIssued(Certificate),
    /// The record ended.
    Ended {
        /// How.
        standing: Standing,
        /// By which command.
        by: CommandName,
        /// The article given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        article: Option<String>,
        /// The written decision given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<String>,
    },
    /// An earlier entry was reversed.
    Corrected {
        /// Its number.
        of: u32,
        /// Why.
        reason: String,
        /// The second person who agreed.
        approver: String,
        /// Numbers of certificates that are void from now on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        voided: Vec<String>,
        /// Certificates that are in force again, under new numbers.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        renumbered: Vec<Renumbered>,
    },
}
