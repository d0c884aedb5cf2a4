//! Rounds of admission: prepared from the plan and the candidates, run and proved, signed by two, published at
//! one moment, explained candidate by candidate (3.1.*).

mod explain;
mod prepare;
mod publish;
mod run;
mod sign;

pub(crate) use prepare::Cache;
pub use prepare::Prepared;

use crate::rows::Round;

/// The stream of a round in the journal.
#[must_use]
pub fn stream(year: i32, round: Round) -> String {
    format!("round/{year}/{}", round.as_str())
}
