//! Admission: eligibility, ranking, allocation, cut-offs, and the proof of a run (三（一）, 3.1.*).
//!
//! Knows: candidates, plans and the rules of a year's rounds; files in and out of the command `allocate`.
//! Must never know: what follows admission, a database, a clock, words in any language.
//!
//! Invariants: no score is ever a binary floating-point number; a run either gives a whole result whose
//! properties [`proof`] has checked from the data alone, or none.

pub mod allocate;
pub mod candidates;
pub mod correct;
pub mod decimal;
pub mod eligibility;
pub mod explain;
pub mod files;
mod groups;
pub mod measure;
pub mod outlook;
pub mod problem;
pub mod programmes;
pub mod proof;
pub mod rank;
pub mod round;
pub mod rules;
pub mod seal;
mod strict_toml;
pub mod year;

pub use allocate::{Allocation, Filled, NONE, Stop};
pub use candidates::{Candidate, Candidates, Household, UNKNOWN};
pub use decimal::{Column, Decimal};
pub use eligibility::{Outcome, Reason};
pub use explain::{Explainer, Explanation, Why};
pub use files::{AllocateError, Options, Progress, Step, Summary, allocate_files};
pub use problem::{Problem, Problems};
pub use programmes::{Programme, Programmes};
pub use proof::{Check, Proof, Property};
pub use round::{Round, RoundError};
pub use rules::{Equal, Method, Rules};
pub use year::RuleSet;
