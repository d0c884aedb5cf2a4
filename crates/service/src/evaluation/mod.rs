//! 监测评估 (4.3.1.b, 4.3.1.d): rounds by calendar year over two sides that work together, read by two experts who know
//! nothing of each other's marks, by a third where they lie too far apart; answered by the sides, its result set by two hands.
//!
//! Four kinds of stream: a round, a subject of it, an expert's sheet on a subject, an expert's declared ties. A sheet is a
//! stream of its own so that nothing of a subject, not even how many entries it has, tells one reader of another's work.
//! How far a subject is, is not kept: it follows from its steps and its sheets. Which sheets who asks may see is decided in
//! one place, `seen.rs`.

mod act;
mod assign;
mod evidence;
mod expert;
mod fold;
mod open;
mod row;
mod score;
mod seen;
mod show;
mod tell;
mod verify;

pub use assign::Proposal;
pub use evidence::{Evidence, TrainingBeside};
pub use expert::ExpertView;
pub use open::Opening;
pub use row::{
    Answered, Delivered, EvaluationRound, EvaluationSheet, EvaluationSubject, Expert, Far, Outcome, Reader,
    Recused, RoundState, Seat, SubjectId,
};
pub use score::Typed;
pub use seen::{Opinion, ReaderSeen};
pub use show::{EvaluationView, Listed, ResultOf, RoundView};

pub(crate) use fold::{At, at};

/// What the streams of rounds begin with.
pub(crate) const ROUNDS: &str = "evaluation-round/";
/// What the streams of subjects begin with.
pub(crate) const SUBJECTS: &str = "evaluation/";
/// What the streams of sheets begin with.
pub(crate) const SHEETS: &str = "evaluation-sheet/";
/// What the streams of experts begin with.
pub(crate) const EXPERTS: &str = "evaluation-expert/";

/// The most characters of an opinion on a dimension, and of the note of a tie.
const OPINION: usize = 1_000;
/// The most characters of an answer, of an opinion on the whole, of a result.
const LONGEST: usize = 4_000;

/// The stream of a round.
#[must_use]
pub fn round_stream(year: i32) -> String {
    format!("{ROUNDS}{year}")
}

/// The stream of a subject.
#[must_use]
pub fn subject_stream(id: &SubjectId) -> String {
    format!("{SUBJECTS}{id}")
}

/// The stream of an expert's sheet on a subject.
#[must_use]
pub fn sheet_stream(id: &SubjectId, expert: &str) -> String {
    format!("{SHEETS}{id}/{expert}")
}

/// The stream of an expert's ties.
#[must_use]
pub fn expert_stream(expert: &str) -> String {
    format!("{EXPERTS}{expert}")
}
