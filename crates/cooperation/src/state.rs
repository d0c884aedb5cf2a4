//! How a duty stands, and what that rests on.

use crate::duty::Duty;
use crate::holder::Holder;
use crate::kind::Kind;
use crate::period::{Period, later};
use guantong_model::{Date, ProgrammeId};
use std::collections::BTreeSet;

guantong_model::words! {
    /// How a duty stands.
    DutyState {
        /// Not met, and the day is over.
        Late = "late",
        /// Not met, and the day is to come.
        Due = "due",
        /// Not met, with a reason on file where the clause allows one.
        Excused = "excused",
        /// Met.
        Met = "met",
    }
}

/// A record that a state rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// Whose.
    pub holder: Holder,
    /// The kind.
    pub kind: Kind,
    /// Its number.
    pub number: i64,
}

/// A duty of somebody, with how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Which.
    pub duty: Duty,
    /// Whose mechanism it belongs to: an institution by itself, or two together.
    pub holder: Holder,
    /// Who owes it.
    pub by: BTreeSet<String>,
    /// When.
    pub period: Period,
    /// For which programme, where it is of one.
    pub programme: Option<ProgrammeId>,
    /// The result that calls for it, where one does.
    pub result: Option<i64>,
    /// The last day to meet it.
    pub due: Date,
    /// How it stands.
    pub state: DutyState,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Parts that are still lacking (4.2.3): drafting, delivery, evaluation.
    pub lacking: Vec<&'static str>,
}

impl Owed {
    /// Whether it is not met and nothing excuses it.
    #[must_use]
    pub fn open(&self) -> bool {
        matches!(self.state, DutyState::Late | DutyState::Due)
    }

    /// Whether it is late, or due within some days.
    #[must_use]
    pub fn presses(&self, today: Date, days: i64) -> bool {
        self.state == DutyState::Late || (self.state == DutyState::Due && self.due <= later(today, days))
    }
}
