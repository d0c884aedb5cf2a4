//! Results by course, and the yearly assessments of comprehensive quality and vocational ability (3.2.3): what a mark is,
//! whether it passes, what the marks of a stage come to.
//!
//! Knows: marks, attempts, averages by the readings of the edition. Leaves out: courses and their order (training plans),
//! who sits in a class, who enters what (2.2.f stands with the use cases).

mod average;
mod mark;

pub use average::{Counted, Summary, Weighing, WordsAsPoints, summary};
pub use mark::{Attempt, Grade, Mark, MarkError, Scale};
