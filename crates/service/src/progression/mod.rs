//! Rules of progression assessments (3.4.2.a, 3.4.2.b, 4.2.2.c): a file that says what an institution or the commission
//! decided, checked, put on file for good. Records are assessed by the version in force on the day.
//!
//! Nothing on file is changed or taken out: decisions rest on it. A newer version replaces from its own day on.

mod file;
mod list;
mod read;

pub use file::RulesFiled;

use guantong_registry::RulesIssuer;

/// The stream of an issuer's rules of a year in the journal.
#[must_use]
pub fn stream(issuer: &RulesIssuer, year: i32) -> String {
    format!("progression-rules/{}/{year}", issuer.as_str())
}

/// The kind of the entry that puts rules on file.
pub const FILED: &str = "progression-rules-filed";
