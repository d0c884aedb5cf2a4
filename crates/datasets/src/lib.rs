//! Data sets for research (4.1.d): rows about students without an identity, generalised until each looks like enough others.
//!
//! Every column is declared once ([`DataSet::columns`]): by which of them somebody might be recognised, in what steps such a
//! column is made coarser, and what each step costs. The coarsening that costs least and leaves few rows out is taken for all
//! rows alike ([`anonymised`]); [`smallest_group`] counts again, by other code, before anything is given away.
//!
//! Knows: columns and their steps, groups of rows.
//! Must never know: storage, a page, a file format, who asks, a name or number of anybody.

mod anonymise;
mod check;
mod column;
mod row;

pub use anonymise::{Limits, Measured, Released, anonymised};
pub use check::smallest_group;
pub use column::{Column, DataSet, Role, Step};
pub use row::{ALL, Fact, Row};
