//! A proposal and its rows.

use crate::plan::programme_id;
use guantong_model::{ProgrammeId, ProgrammeKey, Track};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

guantong_model::words! {
    /// How far a proposal is.
    ProposalState {
        /// 填报中: the institution edits it.
        Begun = "begun",
        /// 已报送: the commission has it.
        Sent = "sent",
        /// 已退回: with a reason, to be mended and sent again.
        Returned = "returned",
    }
}

/// What a row was in last year's plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Was {
    /// The programme.
    pub programme: ProgrammeId,
    /// Its partner.
    pub partner: String,
    /// Its places.
    pub places: u32,
}

/// A row of a proposal: a programme of last year's plan, or a new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalRow {
    /// Its number within the proposal, from 1; a number is never used again.
    pub row: u32,
    /// What it was last year; nothing of a new row.
    pub was: Option<Was>,
    /// 项目类别.
    pub track: Track,
    /// 项目类型 as the annex words it.
    pub category: String,
    /// 专项, if any.
    pub special: Option<String>,
    /// 招生专业 without its direction.
    pub major: String,
    /// 专业方向, if any.
    pub specialisation: Option<String>,
    /// 合作本科高校.
    pub partner: String,
    /// 招生计划.
    pub places: u32,
    /// Why it is dropped, where it is (停招).
    pub dropped: Option<String>,
    /// Why it is new, or has another partner.
    pub because: Option<String>,
    /// Why it has more places than was decided (4.3.2.b), where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<String>,
}

impl ProposalRow {
    /// Whether it is to be in the plan.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.dropped.is_none()
    }

    /// Whether last year's plan had it with another partner.
    #[must_use]
    pub fn has_another_partner(&self) -> bool {
        self.was.as_ref().is_some_and(|was| was.partner != self.partner)
    }

    /// What tells its programme from others.
    #[must_use]
    pub fn key(&self, institution: &str) -> ProgrammeKey {
        ProgrammeKey {
            institution: institution.to_owned(),
            special: self.special.clone(),
            major: self.major.clone(),
            specialisation: self.specialisation.clone(),
            partner: self.partner.clone(),
        }
    }

    /// The id its programme has, or would have.
    #[must_use]
    pub fn programme(&self, institution: &str) -> ProgrammeId {
        programme_id(&self.key(institution))
    }

    /// The major with its direction in brackets, as the annex prints it.
    #[must_use]
    pub fn major_printed(&self) -> String {
        match &self.specialisation {
            Some(direction) => format!("{}({direction})", self.major),
            None => self.major.clone(),
        }
    }

    /// The same row as it was last year; nothing of a new one.
    #[must_use]
    pub fn last_year(&self) -> Option<Self> {
        let was = self.was.clone()?;
        let (partner, places) = (was.partner.clone(), was.places);
        Some(ProposalRow { partner, places, dropped: None, because: None, against: None, ..self.clone() })
    }
}

/// What an institution proposes for a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The year of the plan.
    pub year: i32,
    /// The institution.
    pub institution: String,
    /// How far it is.
    pub state: ProposalState,
    /// Its rows, those of last year's plan in its order, then what is new.
    pub rows: Vec<ProposalRow>,
    /// The universities that have confirmed the rows they are in as those stand.
    pub confirmed: BTreeSet<String>,
}

impl Proposal {
    /// A row by its number.
    #[must_use]
    pub fn row(&self, row: u32) -> Option<&ProposalRow> {
        self.rows.iter().find(|known| known.row == row)
    }

    /// The rows that are to be in the plan.
    pub fn standing(&self) -> impl Iterator<Item = &ProposalRow> {
        self.rows.iter().filter(|row| row.stands())
    }

    /// Every university concerned: of rows as they are to be, and as they were last year.
    #[must_use]
    pub fn universities(&self) -> BTreeSet<&str> {
        let was = self.rows.iter().filter_map(|row| row.was.as_ref().map(|was| was.partner.as_str()));
        self.rows.iter().map(|row| row.partner.as_str()).chain(was).collect()
    }

    /// The places it asks for.
    #[must_use]
    pub fn places(&self) -> u32 {
        self.standing().map(|row| row.places).fold(0, u32::saturating_add)
    }

    /// The rows of last year's plan it began with, as they were.
    #[must_use]
    pub fn last_year(&self) -> Vec<ProposalRow> {
        self.rows.iter().filter_map(ProposalRow::last_year).collect()
    }
}
