//! A selection as it stands.

use guantong_merit::{Bounds, Measure, Scores, Told, Weights, scores};
use guantong_model::{Date, words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which two institutions, in the selection of which year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseId {
    /// The year of the selection.
    pub year: i32,
    /// The front institution.
    pub front: String,
    /// The partner; the same where a university runs all stages alone.
    pub partner: String,
}

words! {
    /// How far a selection is.
    SelectionState {
        /// Chosen by one person: another has to confirm.
        Chosen = "chosen",
        /// Sent back by that other one, to be chosen again.
        Returned = "returned",
        /// Confirmed and published.
        Published = "published",
    }
}

/// A figure as it was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// Part and whole.
    #[serde(flatten)]
    pub told: Told,
    /// How many records are behind it.
    pub records: i64,
    /// SM3 over those records with what each adds.
    pub digest: String,
}

/// Two institutions with their figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The front institution.
    pub front: String,
    /// The partner.
    pub partner: String,
    /// What was told, by measure; nothing of one of which nothing is on record.
    pub figures: BTreeMap<Measure, Frozen>,
}

impl Candidate {
    /// The scores of the five criteria.
    #[must_use]
    pub fn scores(&self, bounds: &BTreeMap<Measure, Bounds>) -> Scores {
        scores(&self.figures.iter().map(|(measure, frozen)| (*measure, frozen.told)).collect(), bounds)
    }

    /// Whether a university runs all stages alone.
    #[must_use]
    pub fn alone(&self) -> bool {
        self.front == self.partner
    }
}

/// The figures of all who are considered, with what they are judged by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// The day they are of.
    pub on: Date,
    /// Over how many last years what is looked at by years was looked at.
    pub years: i32,
    /// By how many points an order was tried.
    pub step: u32,
    /// Between which figures each measure is scored.
    pub bounds: BTreeMap<Measure, Bounds>,
    /// Who is considered, by name.
    pub candidates: Vec<Candidate>,
}

/// What was said of one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The front institution.
    pub front: String,
    /// The partner.
    pub partner: String,
    /// Its rank then.
    pub rank: usize,
    /// Whether it was chosen; passed over otherwise.
    pub chosen: bool,
    /// Why.
    pub because: String,
}

/// The selection of a year as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// The year.
    pub year: i32,
    /// How far it is.
    pub state: SelectionState,
    /// How many entries its stream has; a change names the one it saw.
    pub version: i64,
    /// The figures as they stood at the choice.
    pub figures: Figures,
    /// The weights of the choice.
    pub weights: Weights,
    /// Who was chosen, and who was passed over above one that was, by rank.
    pub choices: Vec<Choice>,
    /// SM3 over weights, figures and choices.
    pub digest: String,
    /// Who chose.
    pub chosen_by: String,
    /// When.
    pub chosen_on: Date,
    /// Why it was sent back last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<String>,
    /// Who confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<String>,
    /// The day it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<Date>,
}

impl Selection {
    /// Whether it is published.
    #[must_use]
    pub fn published(&self) -> bool {
        self.state == SelectionState::Published
    }

    /// What was said of two institutions.
    #[must_use]
    pub fn choice(&self, front: &str, partner: &str) -> Option<&Choice> {
        self.choices.iter().find(|one| one.front == front && one.partner == partner)
    }
}
