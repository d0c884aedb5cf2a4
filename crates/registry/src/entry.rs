//! One entry of a record's history: what was asked, what was answered, what happened.

use crate::{Command, Event};
use guantong_model::Date;
use guantong_policy::{Decision, Outcome};
use serde::{Deserialize, Serialize};

/// A command with its decision and events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number within the record, growing; in a case file the number of the step, from 1.
    pub number: u32,
    /// The day it takes effect.
    pub on: Date,
    /// What was asked.
    pub command: Command,
    /// What was answered.
    pub decision: Decision,
    /// What happened; nothing unless accepted.
    pub events: Vec<Event>,
}

impl Entry {
    /// Whether the command was accepted.
    #[must_use]
    pub fn accepted(&self) -> bool {
        self.decision.outcome == Outcome::Accepted
    }

    /// The number of the entry this one reverses, where it was accepted and reverses one.
    #[must_use]
    pub fn reverses(&self) -> Option<u32> {
        match &self.command {
            Command::Correct { of, .. } if self.accepted() => Some(*of),
            _ => None,
        }
    }
}
