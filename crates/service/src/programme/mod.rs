//! What holds of a programme or an institution from a day on: a partner replaced for a class that has begun, a new name.
//!
//! Each is entered in the journal with document and reason, in a stream of the programme or the institution, and never
//! taken out again: a later one replaces it from its own day on.

mod enter;
mod show;

pub use enter::{Entering, Preview};
pub use show::{InstitutionView, ProgrammeView, YearOfProgramme};

use guantong_model::{Date, ProgrammeId};
use guantong_registry::{Dated, PartnerReplaced, Renamed};
use serde::{Deserialize, Serialize};

/// A fact that holds from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum DatedFact {
    /// A class has another partner.
    PartnerReplaced(PartnerReplaced),
    /// An institution has another name.
    Renamed(Renamed),
}

impl DatedFact {
    /// The first day.
    #[must_use]
    pub fn from(&self) -> Date {
        match self {
            DatedFact::PartnerReplaced(fact) => fact.from,
            DatedFact::Renamed(fact) => fact.from,
        }
    }

    /// The stream it is entered in.
    #[must_use]
    pub fn stream(&self) -> String {
        match self {
            DatedFact::PartnerReplaced(fact) => stream(&fact.programme),
            DatedFact::Renamed(fact) => institution_stream(&fact.institution),
        }
    }

    /// The kind of its entry.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            DatedFact::PartnerReplaced(_) => "partner-replaced",
            DatedFact::Renamed(_) => "institution-renamed",
        }
    }
}

/// A fact as it was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactOnFile {
    /// The stream in the journal.
    pub stream: String,
    /// Its place in it, from 1.
    pub version: i64,
    /// The fact.
    pub fact: DatedFact,
    /// The document it rests on.
    pub document: String,
    /// Why.
    pub reason: String,
    /// When it was entered, in microseconds since 1970 UTC.
    pub recorded_at: i64,
    /// Who entered it.
    pub recorded_by: String,
}

/// The stream of a programme's facts.
#[must_use]
pub fn stream(programme: &ProgrammeId) -> String {
    format!("programme/{programme}")
}

/// The stream of an institution's facts.
#[must_use]
pub fn institution_stream(name: &str) -> String {
    format!("institution/{name}")
}

/// The facts as decisions take them.
pub(crate) fn dated(on_file: Vec<FactOnFile>) -> Dated {
    let mut dated = Dated::default();
    for on_file in on_file {
        match on_file.fact {
            DatedFact::PartnerReplaced(fact) => dated.partners.push(fact),
            DatedFact::Renamed(fact) => dated.names.push(fact),
        }
    }
    dated
}
