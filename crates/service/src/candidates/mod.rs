//! Candidates of an examination year: who applies, with scores and preferences.

mod enter;
pub mod import;

pub(crate) use enter::line;

/// The stream of a year's candidates in the journal.
#[must_use]
pub fn stream(year: i32) -> String {
    format!("candidates/{year}")
}
