//! 招生计划申报 (3.1.3.a): what an institution proposes for a year, row by row beside last year, as it is edited, sent in,
//! adjusted with reasons and held against the rules, until the rows of all institutions are one table.
//!
//! Not here: who may do which of it, where it is kept, and what the students of a dropped row lose.

mod bound;
mod check;
mod difference;
mod edit;
mod row;
mod table;
mod totals;

pub use bound::{Bound, bounded};
pub use check::{Check, CheckKind, Failing, Sides, checks, confirmation_needed};
pub use difference::{RowChange, RowDifference, differences};
pub use edit::{Edit, LONGEST, PLACES_MAX};
pub use row::{Proposal, ProposalRow, ProposalState, Was};
pub use table::{line_order, plan_of};
pub use totals::{Compared, Figure, compared};
