//! Enrolment plans: what institutions propose, the annex as it is published, what has to be asked about it, and the plan
//! that comes of it.
//!
//! Knows: the plan table, its sums, its repairs, programmes by their key.
//! Must never know: a file, a clock, storage, a student, a page.

pub mod plan;
pub mod proposal;
