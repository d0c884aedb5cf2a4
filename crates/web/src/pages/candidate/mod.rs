//! `/rounds/{year}/{round}/candidates`: who took part in a published round, and why each has what he has.
//!
//! Before publication there is no such page: an unpublished round and an unknown candidate look the same.

mod choice;
mod explained;
mod list;
mod one;
mod otherwise;
mod own_proof;
mod ties;
mod told;

pub(crate) use explained::Explained;
pub(crate) use list::reason_id;

use crate::frame::Page;
use crate::parts::Chip;
use crate::routes::Routes;
use guantong_service::access::Action;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/rounds/{year}/{round}/candidates", Action::CandidateList, list::list)
        .get("/rounds/{year}/{round}/candidates/{no}", Action::CandidateRead, one::one)
        .get("/rounds/{year}/{round}/candidates/{no}/proof.json", Action::CandidateRead, own_proof::json)
}

/// What a round did with a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Admitted,
    NotAdmitted,
    Ineligible,
}

impl Outcome {
    const ALL: [Outcome; 3] = [Outcome::Admitted, Outcome::NotAdmitted, Outcome::Ineligible];

    /// The word used in addresses and rows.
    fn as_str(self) -> &'static str {
        match self {
            Outcome::Admitted => "admitted",
            Outcome::NotAdmitted => "not-admitted",
            Outcome::Ineligible => "ineligible",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Outcome::ALL.into_iter().find(|outcome| outcome.as_str() == text)
    }

    fn words(self) -> &'static str {
        match self {
            Outcome::Admitted => "candidate-admitted",
            Outcome::NotAdmitted => "candidate-not-admitted",
            Outcome::Ineligible => "candidate-ineligible",
        }
    }

    fn chip(self, page: &Page) -> Chip {
        let shape = match self {
            Outcome::Admitted => "ok",
            Outcome::NotAdmitted => "end",
            Outcome::Ineligible => "no",
        };
        Chip::new(shape, page.t(self.words()))
    }
}
