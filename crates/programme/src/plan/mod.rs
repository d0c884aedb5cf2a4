//! 招生计划 (annex.a, annex.b, 3.1.3.a): from a published table to a plan that can be set.
//!
//! [`read()`] takes a sheet as it is and says of every value where it comes from. [`reconcile()`] compares all sums,
//! lists as [`Finding`]s what it had to read into the table and what it cannot know, and takes the answers of a
//! person. Only a [`Reconciliation`] with nothing open gives a [`Plan`]. [`table()`] and [`list()`] give it back.
//!
//! Not here: who may confirm what, and that a set plan needs a second person (the service's matter).

mod answers;
mod diff;
mod draft;
mod finding;
mod ground;
mod id;
mod names;
mod problem;
mod read;
mod reconcile;
mod settled;
mod sums;
mod table;
mod words;

pub use answers::{Answer, AnswerValue, Answers, answers_template};
pub use diff::{Change, Changed, PlanDiff, diff};
pub use draft::{Block, CategoryBlock, Column, Draft, DraftRow, Form, Origin, Printed, Remark, Traced};
pub use finding::{About, Finding, FindingKind, Part, Severity, State, Wants, Working};
pub use ground::{Directory, Ground, Listing, MajorCode, Readings};
pub use id::{Collision, programme_id};
pub use problem::Problem;
pub use read::{read, read_sheet};
pub use reconcile::{Gate, PlanRow, Reconciliation, reconcile};
pub use settled::{CategoryTotal, Decided, InstitutionTotal, Plan, PlannedProgramme, Unsettled};
pub use sums::{SumCheck, SumScope};
pub use table::{CSV_HEADINGS, list, table, title};
pub use words::category;
