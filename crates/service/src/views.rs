//! What pages show, put together from rows and the edition. A view decides nothing.

use crate::correction::ToldBefore;
use crate::rows::{
    Candidate, Counts, Person, PlanDraft, PlanHead, PlanLine, Round, RoundProgramme, RoundResult, RoundRun,
    Student,
};
use crate::student::Moment;
use guantong_admission::explain::Explanation;
use guantong_model::{Date, Destination, StudentId};
use guantong_policy::result_rules::Division;
use guantong_policy::{Citation, Decision};
use guantong_programme::plan::{Answers, PlanDiff, Reconciliation};
use guantong_registry::{Options, Record, Terms};
use serde::Serialize;
use std::sync::Arc;

/// The work of a year at a glance.
#[derive(Clone, Debug)]
pub struct Home {
    /// The year.
    pub year: i32,
    /// When it was put together, in microseconds since 1970 UTC.
    pub as_of: i64,
    /// Places planned.
    pub places: i64,
    /// Places by category as the table prints it, in its order.
    pub places_by_category: Vec<(String, i64)>,
    /// How many programmes.
    pub programmes: i64,
    /// All of the year: admitted, registered, not arrived, awaited.
    pub counts: Counts,
    /// By institution, in the order of the plan.
    pub institutions: Vec<InstitutionFigures>,
    /// The rounds that were run, in their order.
    pub rounds: Vec<RoundRun>,
}

/// Plan and completion of one institution.
#[derive(Clone, Debug)]
pub struct InstitutionFigures {
    /// 项目类型 as the table prints it.
    pub category: String,
    /// The name.
    pub institution: String,
    /// The short name, from the edition; the name where there is none.
    pub short_name: String,
    /// Programmes.
    pub programmes: i64,
    /// Places.
    pub places: i64,
    /// Admitted in the rounds published, registered, not arrived, awaited.
    pub counts: Counts,
}

/// The plan of a year.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Where it came from and when it was set.
    pub head: PlanHead,
    /// Its lines.
    pub lines: Vec<PlanLine>,
}

/// A table being reconciled.
#[derive(Clone, Debug)]
pub struct PlanDraftView {
    /// The draft.
    pub draft: PlanDraft,
    /// Its lines, findings and sums.
    pub reconciliation: Reconciliation,
    /// The answers given so far.
    pub answers: Answers,
    /// What it would change against the plan in force.
    pub changes: PlanDiff,
    /// Whether a round of the year was run: then the plan in force cannot be replaced.
    pub in_use: bool,
}

/// A plan that was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanSet {
    /// The version in force.
    pub version: i64,
    /// How many programmes changed; 0 where nothing was written.
    pub changes: usize,
    /// How many programmes it has.
    pub programmes: usize,
    /// How many places.
    pub places: u32,
}

/// A round of a year.
#[derive(Clone, Debug)]
pub struct RoundView {
    /// The run.
    pub run: RoundRun,
    /// Each programme with its plan line, in the order of the plan.
    pub programmes: Vec<(PlanLine, RoundProgramme)>,
    /// The versions that were published before it, the first first.
    pub before: Vec<RoundRun>,
}

/// A candidate of a published round.
#[derive(Clone, Debug)]
pub struct CandidateView {
    /// The evidence that stood in for the household when the round was run.
    pub evidence: Option<crate::round::EvidenceOnFile>,
    /// The run.
    pub run: RoundRun,
    /// Scores, keys and preferences.
    pub candidate: Candidate,
    /// The person.
    pub person: Person,
    /// What came of it.
    pub result: RoundResult,
    /// Why: preference by preference, from a replay of the round.
    pub explanation: Explanation,
    /// The programmes the explanation names by index.
    pub lines: Vec<PlanLine>,
    /// With which the candidate can check the published digest.
    pub proof: Option<OwnProof>,
    /// What was told in every version of the results; nothing where there is but one.
    pub told: Vec<ToldBefore>,
    /// The record opened afterwards, if any.
    pub student: Option<StudentId>,
}

/// A candidate's own line under the published digest: nobody else's data is needed to check it.
#[derive(Clone, Debug, Serialize)]
pub struct OwnProof {
    /// The line as in the results file.
    pub line: String,
    /// The salt of this candidate, in hexadecimal.
    pub salt: String,
    /// The place of the leaf, from 0.
    pub leaf: usize,
    /// How many leaves there are.
    pub leaves: usize,
    /// The digests beside the way up, from the bottom, in hexadecimal.
    pub beside: Vec<String>,
    /// The published digest.
    pub root: String,
}

/// A page of the student list.
#[derive(Clone, Debug)]
pub struct StudentList {
    /// The students, with the plan line of each one's programme.
    pub rows: Vec<(Student, Option<PlanLine>)>,
    /// How many the filter finds, no further than the cap.
    pub found: i64,
    /// Whether counting stopped at the cap.
    pub more_than_found: bool,
    /// Whether there are students before this page.
    pub has_previous: bool,
    /// Whether there are students after this page.
    pub has_next: bool,
}

/// A student's record.
#[derive(Clone, Debug)]
pub struct StudentView {
    /// 毕业去向, and the day it was reported.
    pub destination: Option<(Destination, Date)>,
    /// Identity number and telephone with their middle hidden, as far as they are known.
    pub contacts: (Option<String>, Option<String>),
    /// The projection.
    pub student: Student,
    /// The person.
    pub person: Person,
    /// The programme's plan line in the year of entry.
    pub line: Option<PlanLine>,
    /// The programmes of every plan, the newest plan first.
    pub lines: Arc<[PlanLine]>,
    /// The record, folded from the journal.
    pub record: Record,
    /// The terms in force on the day shown.
    pub terms: Terms,
    /// Every decision, newest first.
    pub decisions: Vec<DecisionView>,
    /// Who enters and who confirms results in the stage (2.2.f).
    pub results: Division,
    /// What that rests on.
    pub results_rest_on: Citation,
    /// What may be done on that day, and what may not, each with its clause.
    pub options: Options,
    /// The day shown.
    pub as_of: Date,
    /// Whether this is the record as it stands now: only then can something be done with it.
    pub current: bool,
    /// What was asked for.
    pub moment: Moment,
}

/// A decision as it was taken on a record.
#[derive(Clone, Debug)]
pub struct DecisionView {
    /// The entry's place in the journal: its reference number.
    pub seq: i64,
    /// The entry's version in the record, from 1.
    pub version: i64,
    /// The command, such as `register`.
    pub command: String,
    /// The day it takes effect.
    pub effective_on: Date,
    /// When it was recorded, in microseconds since 1970 UTC.
    pub recorded_at: i64,
    /// Who.
    pub actor: String,
    /// Whether it tells of the time before the office began.
    pub taken_over: bool,
    /// Outcome, clauses and facts.
    pub decision: Decision,
}

/// What became of a record after a version of it.
#[derive(Clone, Debug)]
pub struct Since {
    /// The projection at that version.
    pub before: Student,
    /// The projection now.
    pub now: Student,
    /// What was decided meanwhile, oldest first.
    pub decisions: Vec<DecisionView>,
}

/// A year and round named together, as addresses do.
pub type YearRound = (i32, Round);
