//! 人才培养方案 (3.2.1, 3.2.1.b, 3.2.2): the courses of one class over its seven years, what they are held against, and how
//! two versions differ.
//!
//! Knows: a plan of courses, its order, its sums, titles that read alike.
//! Must never know: a person, storage, a file, a clock, a page.

mod check;
mod course;
mod difference;
mod edit;
mod law;
mod plan;
mod similar;
mod words;

pub use check::{Counts, Finding, FindingKind, Severity, findings};
pub use course::{Course, CourseKind, HalfCredits, LONGEST_CODE, LONGEST_TITLE, fits};
pub use difference::{Change, Difference, Field, differences};
pub use edit::{Edit, LONGEST_TEXT, MOST_COURSES};
pub use law::{Bound, Law, Semester};
pub use plan::{Judgement, Share, StageSum, Teaches, TrainingPlan, Verdict, Words, pair, teaches};
pub use similar::{Plain, plain};
