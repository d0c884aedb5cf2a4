//! Enrolment plans (annex.a, annex.b, 3.1.3.a): a table kept as it came, reconciled with a person's answers, set.
//!
//! What is stored of a plan is its file and the answers; its lines follow from them, today and in ten years.

mod draft;
mod export;
mod import;
mod set;

pub use draft::SET;
pub(crate) use import::stored_answers as read_stored_answers;
pub use import::{read_answers, reconcile_table};
pub(crate) use set::{Along, line};

/// The stream of a year's plan in the journal.
#[must_use]
pub fn stream(year: i32) -> String {
    format!("plan/{year}")
}
