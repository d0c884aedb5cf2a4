//! What is told of a student who was in the programme before the office began.

use crate::{Admission, LeaveKind};
use guantong_model::{CertificateKind, Date, Message, ProgrammeId, Score, Stage, Standing};

/// One student's past, as a school tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The programme of admission.
    pub programme: ProgrammeId,
    /// 入学年份.
    pub entry_year: i32,
    /// 中考成绩.
    pub score: Score,
    /// How: ordinary or special.
    pub admission: Admission,
    /// Whether a state rule or a prior agreement bars a change of major (3.3.5.d).
    pub barred_from_major_change: bool,
    /// What happened, in the order of a life: what stands later must not be dated earlier, leaves and transfers
    /// aside, which find their place by their dates.
    pub facts: Vec<ToldFact>,
    /// Certificates, in any order.
    pub certificates: Vec<ToldCertificate>,
    /// How the student stands today, to hold the rest against.
    pub now: ToldNow,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldFact {
    /// When it took effect.
    pub on: Date,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Arrived and was registered in the secondary stage.
    Registered {
        /// Where, if it is told: else where the rules register.
        registered_at: Option<String>,
    },
    /// Completed a stage's studies.
    Completed(Stage),
    /// Ended a stage without passing results.
    Failed(Stage),
    /// Took the assessment after a stage.
    Assessed {
        /// The stage it leads on from.
        stage: Stage,
        /// Whether the conditions were met.
        passed: bool,
        /// The rules used, as named.
        document: String,
    },
    /// Entered a stage.
    Progressed {
        /// The stage entered.
        stage: Stage,
        /// Where it was registered, if it is told: else where the rules register.
        registered_at: Option<String>,
    },
    /// Repeated a stage with a later class.
    Repeated {
        /// The stage.
        stage: Stage,
        /// The class joined; the next where it is not told.
        cohort: Option<i32>,
        /// The programme joined, where it is told.
        to: Option<ProgrammeId>,
    },
    /// Went on leave.
    Leave {
        /// The last day.
        until: Date,
        /// Why.
        kind: LeaveKind,
    },
    /// Came back.
    Resumed {
        /// The class joined, where it is told.
        cohort: Option<i32>,
        /// The programme joined, where it is told.
        to: Option<ProgrammeId>,
    },
    /// Changed major or school.
    Transferred {
        /// The programme changed to.
        to: ProgrammeId,
    },
    /// Left the programme.
    Ended {
        /// How.
        standing: Standing,
        /// The article, as given; empty where none is told.
        article: String,
        /// The written decision, as given; empty where none is told.
        decision: String,
    },
}

impl What {
    /// Whether its place among the others is fixed by the order of a life, not by its date alone.
    pub(super) fn in_order(&self) -> bool {
        !matches!(self, What::Leave { .. } | What::Resumed { .. } | What::Transferred { .. })
    }

    /// The word of what happened, as of a command.
    pub(super) fn word(&self) -> &'static str {
        match self {
            What::Registered { .. } => "command.register",
            What::Completed(_) => "command.complete-stage",
            What::Failed(_) => "command.fail-stage",
            What::Assessed { .. } => "command.assess",
            What::Progressed { .. } => "command.progress",
            What::Repeated { .. } => "command.repeat",
            What::Leave { .. } => "command.leave",
            What::Resumed { .. } => "command.resume",
            What::Transferred { .. } => "command.apply-transfer",
            What::Ended { .. } => "past.ending",
        }
    }
}

/// A certificate that was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldCertificate {
    /// What it certifies.
    pub kind: CertificateKind,
    /// Its number; it stays as told.
    pub number: String,
    /// Who issued it, where it is told: else who issues it by the rules.
    pub issuer: Option<String>,
    /// When.
    pub issued_on: Date,
}

/// How the student stands today, as far as it is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToldNow {
    /// The programme.
    pub programme: Option<ProgrammeId>,
    /// 年级.
    pub cohort: Option<i32>,
    /// 学段.
    pub stage: Option<Stage>,
    /// 学籍状态.
    pub standing: Option<Standing>,
}

/// What a contradiction is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The programme of admission.
    Programme,
    /// A fact, by its place in [`Told::facts`].
    Fact(usize),
    /// A programme named by a fact, by the fact's place.
    Target(usize),
    /// The class a fact joins, by the fact's place.
    Cohort(usize),
    /// A certificate, by its place in [`Told::certificates`].
    Certificate(usize),
    /// The programme of today.
    NowProgramme,
    /// The class of today.
    NowCohort,
    /// The stage of today.
    NowStage,
    /// The standing of today.
    NowStanding,
}

/// What cannot be true of one life: the line is not taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Where it shows.
    pub about: About,
    /// The sentence: value, limit, way out.
    pub message: Message,
}
