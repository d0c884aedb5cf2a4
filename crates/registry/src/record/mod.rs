//! The record: what its entries add up to, and how a reader may ask it.
//!
//! Kept as dated periods (registrations, places of study, leaves) beside the state of today.

pub(crate) mod fold;

use crate::certificate::Certificate;
use crate::event::{Admitted, TransferKind};
use crate::{Entry, LeaveKind, Placement, Terms};
use guantong_model::{Date, ProgrammeId, Qualification, RuleBook, Stage, StageWork, Standing, words};
use std::collections::BTreeSet;

words! {
    /// The one chance to change major or school (3.3.5.a).
    Transfer {
        /// Not used.
        Unused = "unused",
        /// An application is under way.
        Pending = "pending",
        /// Used.
        Used = "used",
    }
}

/// The result of the progression assessment of the present stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// Whether the conditions were met.
    pub passed: bool,
    /// The rules used.
    pub document: String,
    /// When.
    pub on: Date,
}

/// An application for a transfer that is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// The programme applied for.
    pub to: ProgrammeId,
    /// What it would change.
    pub kind: TransferKind,
    /// When it was made; its window counts as of this day.
    pub on: Date,
    /// Whether the sending school has agreed.
    pub sending: bool,
    /// Whether the receiving school has agreed.
    pub receiving: bool,
}

/// A leave that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leave {
    /// The day it began.
    pub from: Date,
    /// The day until which it was granted.
    pub until: Date,
    /// Why.
    pub kind: LeaveKind,
}

/// A time spent at an institution in a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The institution.
    pub institution: String,
    /// The stage.
    pub stage: Stage,
    /// The programme.
    pub programme: ProgrammeId,
    /// The first day.
    pub from: Date,
    /// The day it ended; open where absent.
    pub to: Option<Date>,
}

/// What the entries in force add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) standing: Standing,
    pub(crate) placement: Placement,
    pub(crate) cohort: i32,
    pub(crate) stage: Stage,
    pub(crate) work: StageWork,
    pub(crate) assessment: Option<Assessment>,
    pub(crate) qualification: Qualification,
    pub(crate) application: Option<Application>,
    pub(crate) transfers: u32,
    pub(crate) repeats: u32,
    /// Repeats since the present stage was entered: the limit counts by progression.
    pub(crate) repeats_in_progression: u32,
    pub(crate) certificates: Vec<Certificate>,
    pub(crate) leave: Option<Leave>,
    /// Leaves that have ended, with the stage they fell into: from, to.
    pub(crate) leaves: Vec<(Stage, Date, Date)>,
    pub(crate) stage_began_on: Option<Date>,
    pub(crate) registrations: Vec<Period>,
    pub(crate) studies: Vec<Period>,
    /// Ended by the student's own will on completing a stage (3.3.4).
    pub(crate) exited: bool,
    pub(crate) ended_on: Option<Date>,
}

/// 学籍档案: one student's life in the programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub(crate) admitted: Admitted,
    pub(crate) state: State,
    pub(crate) history: Vec<Entry>,
    /// Numbers of certificates that are void.
    pub(crate) retired: BTreeSet<String>,
    pub(crate) last_on: Date,
}

impl Record {
    /// What was known on admission.
    #[must_use]
    pub fn admitted(&self) -> &Admitted {
        &self.admitted
    }

    /// 学籍状态.
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.state.standing
    }

    /// The programme the student is in, as it was when he joined it.
    #[must_use]
    pub fn placement(&self) -> &Placement {
        &self.state.placement
    }

    /// 入学年份; never changes.
    #[must_use]
    pub fn entry_year(&self) -> i32 {
        self.admitted.entry_year
    }

    /// 年级: the entry year of the class the student sits in now.
    #[must_use]
    pub fn cohort(&self) -> i32 {
        self.state.cohort
    }

    /// 学段.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.state.stage
    }

    /// How the studies of the stage stand.
    #[must_use]
    pub fn stage_work(&self) -> StageWork {
        self.state.work
    }

    /// Whether the stage is complete with passing results.
    #[must_use]
    pub fn stage_complete(&self) -> bool {
        self.state.work == StageWork::Complete
    }

    /// The result of this progression, where the assessment was taken.
    #[must_use]
    pub fn assessment(&self) -> Option<&Assessment> {
        self.state.assessment.as_ref()
    }

    /// Where the student studies; of an ended record, where he last did.
    #[must_use]
    pub fn studies_at(&self) -> &str {
        self.state.placement.studies_at(self.state.stage)
    }

    /// The institution that holds the registration; nothing before registration, the last one after the end.
    #[must_use]
    pub fn registered_at(&self) -> Option<&str> {
        self.state.registrations.last().map(|period| period.institution.as_str())
    }

    /// The rule book that follows the stage (3.3.3.a).
    #[must_use]
    pub fn rule_book(&self) -> RuleBook {
        rule_book(self.state.stage)
    }

    /// 贯通培养资格.
    #[must_use]
    pub fn qualification(&self) -> Qualification {
        self.state.qualification
    }

    /// The one chance of a transfer.
    #[must_use]
    pub fn transfer(&self) -> Transfer {
        if self.state.application.is_some() {
            Transfer::Pending
        } else if self.state.transfers > 0 {
            Transfer::Used
        } else {
            Transfer::Unused
        }
    }

    /// How many transfers were carried out; the notice gives one (3.3.5.a).
    #[must_use]
    pub fn transfers(&self) -> u32 {
        self.state.transfers
    }

    /// The application under way.
    #[must_use]
    pub fn application(&self) -> Option<&Application> {
        self.state.application.as_ref()
    }

    /// How many times the student repeated, in all.
    #[must_use]
    pub fn repeats(&self) -> u32 {
        self.state.repeats
    }

    /// The certificates in force, in the order they were issued.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        &self.state.certificates
    }

    /// Numbers of certificates that are void; they are never used again.
    #[must_use]
    pub fn voided_numbers(&self) -> &BTreeSet<String> {
        &self.retired
    }

    /// The leave under way.
    #[must_use]
    pub fn leave(&self) -> Option<&Leave> {
        self.state.leave.as_ref()
    }

    /// Leaves that have ended: from, to.
    pub fn past_leaves(&self) -> impl Iterator<Item = (Date, Date)> {
        self.state.leaves.iter().map(|(_, from, to)| (*from, *to))
    }

    /// Registrations (学籍), in order; at most the last is open.
    #[must_use]
    pub fn registrations(&self) -> &[Period] {
        &self.state.registrations
    }

    /// Places of study, in order; at most the last is open.
    #[must_use]
    pub fn studies(&self) -> &[Period] {
        &self.state.studies
    }

    /// The day the record ended.
    #[must_use]
    pub fn ended_on(&self) -> Option<Date> {
        self.state.ended_on
    }

    /// The year within the stage on a day.
    #[must_use]
    pub fn year_of_stage(&self, terms: &Terms, on: Date) -> i32 {
        terms.year_of_stage(self.state.placement.track, self.state.stage, self.state.cohort, on)
    }

    /// Every entry, refused and referred ones included, in order.
    #[must_use]
    pub fn history(&self) -> &[Entry] {
        &self.history
    }

    /// The entries in force, in order: accepted, and not reversed by a correction that is itself in force.
    pub fn in_force(&self) -> impl Iterator<Item = &Entry> {
        let stands = fold::in_force(&self.history);
        self.history.iter().zip(stands).filter(|(_, stands)| *stands).map(|(entry, _)| entry)
    }

    /// The day of the last accepted entry, or of admission.
    #[must_use]
    pub fn last_on(&self) -> Date {
        self.last_on
    }
}

impl State {
    /// Whether a certificate of a kind was issued for a stage.
    pub(crate) fn issued(&self, kind: guantong_model::CertificateKind, stage: Stage) -> bool {
        self.certificates.iter().any(|c| c.kind == kind && c.stage == stage)
    }

    /// Whether an assessment was taken and failed.
    pub(crate) fn assessment_failed(&self) -> bool {
        self.assessment.as_ref().is_some_and(|assessment| !assessment.passed)
    }

    /// Whether an assessment was taken and passed.
    pub(crate) fn assessment_passed(&self) -> bool {
        self.assessment.as_ref().is_some_and(|assessment| assessment.passed)
    }

    /// Whether the progression failed: at the assessment, or before it in the studies.
    pub(crate) fn failed(&self) -> bool {
        self.work == StageWork::Failed || self.assessment_failed()
    }
}

/// 「中职阶段执行中等职业学校学生学籍管理办法，在高职阶段和本科阶段执行高等学校学生学籍管理办法」 (3.3.3.a)
pub(crate) fn rule_book(stage: Stage) -> RuleBook {
    match stage {
        Stage::Secondary => RuleBook::Secondary,
        Stage::College | Stage::Bachelor => RuleBook::Higher,
    }
}
