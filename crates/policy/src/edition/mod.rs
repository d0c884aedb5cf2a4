//! The law as data: provisions with their words, dated parameters, interpretations, rule books, lists.

use crate::ClauseId;
use guantong_model::Date;

/// One edition of the notice, loaded and checked.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Its id, such as `beijing-2023`.
    pub id: String,
}

impl Edition {
    /// The whole number a parameter has on a day, if it has one.
    #[must_use]
    pub fn number(&self, _parameter: &str, _on: Date) -> Option<i64> {
        None
    }
    /// The clause a parameter is tied to.
    #[must_use]
    pub fn clause_of(&self, _parameter: &str) -> Option<&ClauseId> {
        None
    }
    /// The choice in force of an interpretation.
    #[must_use]
    pub fn switch(&self, _interpretation: &str) -> Option<&str> {
        None
    }
}
