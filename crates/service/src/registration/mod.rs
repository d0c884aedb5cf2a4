//! 学籍 by institution: who is registered where, from when to when, and the lists that institutions file.
//!
//! A registration is what one institution holds for one stage (3.3.1, 3.3.2). Its rows are made from the record alone.

mod file;
mod period;
mod term;
mod year;

pub use file::{Filing, FilingList, list_digest};
pub use guantong_model::academic_year;
pub use period::{Came, RegistrationPeriod, Went, periods};
pub use term::Term;
pub use year::{Due, InstitutionYear, RegistrationYear};

use guantong_model::Stage;

/// Registrations open on a day at one institution, of one stage and class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenCount {
    /// The institution that holds them.
    pub institution: String,
    /// The stage.
    pub stage: Stage,
    /// The class.
    pub cohort: i32,
    /// How many.
    pub students: i64,
}

/// What changed at one institution in a span of days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// First registrations of a life (报到注册).
    pub new: i64,
    /// Came from another institution: by progression or transfer.
    pub moved_in: i64,
    /// Went on to another institution.
    pub moved_out: i64,
    /// Ended with the record.
    pub ended: i64,
}

/// The stream of an institution's filings of a term.
#[must_use]
pub fn stream(year: i32, term: Term, institution: &str) -> String {
    format!("registrations/{year}/{term}/{institution}")
}

/// The kind of an entry that files a list.
pub const FILED: &str = "registrations-filed";
