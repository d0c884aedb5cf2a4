//! What a training programme is held against: that it says what it is for, that the stages join, that nothing is taught
//! twice unnoticed, that hours, credits and shares lie within the edition's limits (3.2.1, 3.2.1.b, 3.2.2).
//!
//! Not modelled: whether a course is good, and whether a teacher is there for it.

mod order;
mod sums;
mod titles;

use crate::course::number;
use crate::law::Law;
use crate::plan::TrainingPlan;
use guantong_model::{Fact, Message, Stage, words};

words! {
    /// What a finding is about.
    FindingKind {
        /// Goals, specification or occupations are not said.
        Unsaid = "unsaid",
        /// A stage has no course.
        NoCourses = "no-courses",
        /// A prerequisite is no course of the plan.
        PrerequisiteUnknown = "prerequisite-unknown",
        /// A course comes before its prerequisite, within one institution.
        PrerequisiteLate = "prerequisite-late",
        /// A course comes before its prerequisite, and another institution teaches that.
        PrerequisiteAcross = "prerequisite-across",
        /// Courses that are each other's prerequisites.
        Circle = "circle",
        /// Two titles read alike, and nobody has judged them.
        Alike = "alike",
        /// Hours of a stage out of their limits.
        Hours = "hours",
        /// Credits of a stage out of their limits.
        Credits = "credits",
        /// Hours of a credit unlike what is usual.
        HoursPerCredit = "hours-per-credit",
        /// Practice below its floor.
        PracticeShare = "practice-share",
        /// Vocational courses below their floor.
        VocationalShare = "vocational-share",
        /// General courses below their floor.
        GeneralShare = "general-share",
        /// No core course is named.
        NoCore = "no-core",
    }
}

words! {
    /// How much a finding weighs. In the order of what is dealt with first.
    Severity {
        /// It cannot be sent or agreed to.
        Stops = "stops",
        /// A person must judge it before it is sent.
        Judge = "judge",
        /// It is told, and stands in no way.
        Note = "note",
    }
}

/// Something that is not as it should be, or should be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub kind: FindingKind,
    /// How much it weighs.
    pub severity: Severity,
    /// The provision it rests on.
    pub clause: &'static str,
    /// The interpretation besides, where there is one.
    pub reading: Option<&'static str>,
    /// The stage it is in, where it is in one.
    pub stage: Option<Stage>,
    /// The codes of the courses it is about.
    pub courses: Vec<String>,
    /// What it says.
    pub message: Message,
}

/// How many findings there are of each weight.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub struct Counts {
    /// That stop it.
    pub stops: u32,
    /// That a person must judge.
    pub judge: u32,
    /// That are only told.
    pub notes: u32,
}

impl Counts {
    /// Counts findings.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Self {
        let mut counts = Counts::default();
        for finding in findings {
            match finding.severity {
                Severity::Stops => counts.stops += 1,
                Severity::Judge => counts.judge += 1,
                Severity::Note => counts.notes += 1,
            }
        }
        counts
    }

    /// Whether it may be sent and agreed to.
    #[must_use]
    pub fn may_pass(self) -> bool {
        self.stops == 0 && self.judge == 0
    }
}

/// Everything found, the heaviest first, each weight in the order of the checks.
#[must_use]
pub fn findings(plan: &TrainingPlan, law: &Law) -> Vec<Finding> {
    let mut found = unsaid(plan);
    found.extend(order::order(plan, law));
    found.extend(titles::alike_titles(plan, law));
    found.extend(sums::sums(plan, law));
    found.sort_by_key(|finding| finding.severity);
    found
}

/// What the programme is for must be said, and every stage must have courses.
fn unsaid(plan: &TrainingPlan) -> Vec<Finding> {
    let words = &plan.words;
    let said = [
        ("training-no-goals", &words.goals),
        ("training-no-specification", &words.specification),
        ("training-no-occupations", &words.occupations),
    ];
    let missing = said.into_iter().filter(|(_, text)| text.trim().is_empty());
    let mut found: Vec<Finding> =
        missing.map(|(id, _)| stops(FindingKind::Unsaid, "3.2.1", Message::new(id))).collect();
    for stage in Stage::ALL {
        if plan.of_stage(*stage).next().is_none() {
            let message = Message::new("training-no-courses").with("stage", stage_word(*stage));
            let finding = stops(FindingKind::NoCourses, "3.2.1", message);
            found.push(Finding { stage: Some(*stage), ..finding });
        }
    }
    found
}

fn stops(kind: FindingKind, clause: &'static str, message: Message) -> Finding {
    let severity = Severity::Stops;
    Finding { kind, severity, clause, reading: None, stage: None, courses: Vec::new(), message }
}

fn stage_word(stage: Stage) -> Fact {
    Fact::Word(format!("stage.{stage}"))
}

fn count(count: usize) -> Fact {
    Fact::Number(number(count))
}
