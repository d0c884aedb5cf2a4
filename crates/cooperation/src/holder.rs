//! Whose a record is: an institution's, or that of two which work together.

use serde::{Deserialize, Serialize};

/// Whose a record is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holder {
    /// An institution's, by its name as the plan has it.
    Institution(String),
    /// A front institution's with its partner university (合作院校双方); the same twice where a university runs all
    /// stages alone.
    Partnership {
        /// The front institution.
        front: String,
        /// The partner university.
        partner: String,
    },
}

impl Holder {
    /// The holder of a front institution and a partner.
    #[must_use]
    pub fn of_both(front: &str, partner: &str) -> Self {
        Holder::Partnership { front: front.to_owned(), partner: partner.to_owned() }
    }

    /// The holder as an address has it: a dash in place of a partner means the institution by itself.
    #[must_use]
    pub fn parse(front: &str, partner: &str) -> Self {
        match partner {
            ALONE => Holder::Institution(front.to_owned()),
            partner => Holder::of_both(front, partner),
        }
    }

    /// The institution, or the front one of two.
    #[must_use]
    pub fn front(&self) -> &str {
        match self {
            Holder::Institution(name) | Holder::Partnership { front: name, .. } => name,
        }
    }

    /// The partner university; nothing of an institution by itself.
    #[must_use]
    pub fn partner(&self) -> Option<&str> {
        match self {
            Holder::Institution(_) => None,
            Holder::Partnership { partner, .. } => Some(partner),
        }
    }

    /// What stands in an address in the partner's place.
    #[must_use]
    pub fn partner_or_dash(&self) -> &str {
        self.partner().unwrap_or(ALONE)
    }

    /// Everybody it is of.
    pub fn sides(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.front()).chain(self.partner())
    }

    /// Whether an institution is one of those it is of.
    #[must_use]
    pub fn is_of(&self, institution: &str) -> bool {
        self.sides().any(|side| side == institution)
    }

    /// The stream of its records in the journal.
    #[must_use]
    pub fn stream(&self) -> String {
        match self {
            Holder::Institution(name) => format!("cooperation/institution/{name}"),
            Holder::Partnership { front, partner } => format!("cooperation/partnership/{front}/{partner}"),
        }
    }
}

/// Stands in an address where there is no partner.
const ALONE: &str = "-";
