//! Editing a proposal: one row at a time, each change with what it needs to be said with.

use super::row::{Proposal, ProposalRow};
use guantong_model::{Message, Track};
use serde::{Deserialize, Serialize};

/// The most places a row may have.
pub const PLACES_MAX: u32 = 1_000;
/// The longest a reason, a major or a direction may be, in characters.
pub const LONGEST: usize = 200;

/// A change of a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "kebab-case")]
pub enum Edit {
    /// Other places.
    Places {
        /// The row.
        row: u32,
        /// How many.
        places: u32,
    },
    /// 停招: not in this year's plan, with a reason.
    Drop {
        /// The row.
        row: u32,
    },
    /// Taken up again.
    Keep {
        /// The row.
        row: u32,
    },
    /// Another partner, with a reason where last year's plan had the row.
    Partner {
        /// The row.
        row: u32,
        /// The university.
        partner: String,
    },
    /// A new row.
    Add {
        /// 项目类别.
        track: Track,
        /// 项目类型 as the annex words it.
        category: String,
        /// 招生专业.
        major: String,
        /// 专业方向, if any.
        specialisation: Option<String>,
        /// 合作本科高校.
        partner: String,
        /// 招生计划.
        places: u32,
    },
    /// A new row taken out again.
    Remove {
        /// The row.
        row: u32,
    },
    /// More places than was decided (4.3.2.b), with a reason.
    Against {
        /// The row.
        row: u32,
    },
}

impl Edit {
    /// The row it changes; nothing where it makes one.
    #[must_use]
    pub fn row(&self) -> Option<u32> {
        match self {
            Edit::Places { row, .. }
            | Edit::Drop { row }
            | Edit::Keep { row }
            | Edit::Partner { row, .. }
            | Edit::Remove { row }
            | Edit::Against { row } => Some(*row),
            Edit::Add { .. } => None,
        }
    }
}

impl Proposal {
    /// The proposal after a change; confirmations of universities in the row do not outlive it.
    ///
    /// # Errors
    /// What is wrong with the change: no such row, no reason where one is needed, a text that is empty or too long.
    pub fn edited(&self, edit: &Edit, because: Option<&str>) -> Result<Self, Message> {
        let because = because.map(str::trim).filter(|because| !because.is_empty()).map(str::to_owned);
        if let Some(text) = &because {
            fits("proposal-reason-long", text)?;
        }
        let mut next = self.clone();
        let of = |next: &Proposal, row: u32| {
            next.rows
                .iter()
                .position(|known| known.row == row)
                .ok_or_else(|| Message::new("proposal-no-row").with("row", i64::from(row)))
        };
        match edit {
            Edit::Places { row, places } => {
                fits_places(*places)?;
                let at = of(&next, *row)?;
                next.change(at, |row| row.places = *places);
            }
            Edit::Drop { row } => {
                let at = of(&next, *row)?;
                let because = because.ok_or_else(|| Message::new("proposal-drop-no-reason"))?;
                next.change(at, |row| row.dropped = Some(because));
            }
            Edit::Keep { row } => {
                let at = of(&next, *row)?;
                next.change(at, |row| row.dropped = None);
            }
            Edit::Partner { row, partner } => {
                let at = of(&next, *row)?;
                named("proposal-no-partner", partner)?;
                let back = self.row(*row).and_then(|row| row.was.as_ref());
                let back = back.is_some_and(|was| was.partner == *partner);
                if because.is_none() && !back {
                    return Err(Message::new("proposal-partner-no-reason"));
                }
                next.change(at, |row| {
                    row.partner.clone_from(partner);
                    row.because = because.filter(|_| !back);
                });
            }
            Edit::Add { track, category, major, specialisation, partner, places } => {
                named("proposal-no-major", major)?;
                named("proposal-no-partner", partner)?;
                if let Some(direction) = specialisation {
                    fits("proposal-direction-long", direction)?;
                }
                fits_places(*places)?;
                let row = next.rows.iter().map(|row| row.row).max().unwrap_or(0) + 1;
                next.rows.push(ProposalRow {
                    row,
                    was: None,
                    track: *track,
                    category: category.clone(),
                    special: None,
                    major: major.trim().to_owned(),
                    specialisation: specialisation.clone(),
                    partner: partner.clone(),
                    places: *places,
                    dropped: None,
                    because,
                    against: None,
                });
                next.confirmed.remove(partner);
            }
            Edit::Remove { row } => {
                let at = of(&next, *row)?;
                if next.rows.get(at).is_some_and(|row| row.was.is_some()) {
                    return Err(Message::new("proposal-not-new").with("row", i64::from(*row)));
                }
                next.change(at, |_| {});
                next.rows.remove(at);
            }
            Edit::Against { row } => {
                let at = of(&next, *row)?;
                let because = because.ok_or_else(|| Message::new("proposal-against-no-reason"))?;
                next.change(at, |row| row.against = Some(because));
            }
        }
        Ok(next)
    }

    /// Changes a row; what universities confirmed of it before no longer counts.
    fn change(&mut self, at: usize, change: impl FnOnce(&mut ProposalRow)) {
        let Some(row) = self.rows.get_mut(at) else { return };
        let before = row.clone();
        change(row);
        let after = row.clone();
        for university in [&before.partner, &after.partner] {
            self.confirmed.remove(university);
        }
    }
}

fn fits_places(places: u32) -> Result<(), Message> {
    if places == 0 || places > PLACES_MAX {
        return Err(Message::new("proposal-places-wrong")
            .with("given", i64::from(places))
            .with("most", i64::from(PLACES_MAX)));
    }
    Ok(())
}

fn named(empty: &str, text: &str) -> Result<(), Message> {
    if text.trim().is_empty() {
        return Err(Message::new(empty));
    }
    fits("proposal-name-long", text)
}

fn fits(long: &str, text: &str) -> Result<(), Message> {
    let count = text.chars().count();
    if count > LONGEST {
        return Err(Message::new(long).with("count", count).with("most", LONGEST));
    }
    Ok(())
}
