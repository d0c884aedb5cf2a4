//! Editions, provisions, citations, decisions, and the rules of each chapter as pure functions.
//!
//! Knows: what the notice, the rule books and the interpretations say, and on which day.
//! Must never know: a person, a clock, storage, where a fact came from.

pub mod decision;
pub mod edition;
pub mod programme_rules;
pub mod result_rules;

pub use decision::{Citation, ClauseId, Decision, Outcome};
pub use edition::Edition;
