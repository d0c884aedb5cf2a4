//! The desk of a year: every proposal with how far it is, and the totals of what is proposed beside last year's.

use super::{ProposalOnFile, Stranded};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::rows::PlanLine;
use guantong_programme::proposal::{Compared, Figure, ProposalState, Sides, compared, confirmation_needed};
use std::collections::BTreeSet;

/// An institution in the list of a year's proposals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The institution.
    pub institution: String,
    /// How far it is; nothing where it has not begun.
    pub state: Option<ProposalState>,
    /// Its version.
    pub version: i64,
    /// When it was last changed, in microseconds since 1970 UTC.
    pub saved_at: i64,
    /// Last year's plan.
    pub before: Figure,
    /// What is proposed.
    pub after: Figure,
    /// Rows of last year that are dropped, that have another partner, and rows that are new.
    pub changes: (usize, usize, usize),
    /// Rows that a check does not hold for.
    pub failing: usize,
    /// Universities whose confirmation is still needed.
    pub unconfirmed: Vec<String>,
}

/// The proposals of a year, as far as who asks is concerned.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The year.
    pub year: i32,
    /// Whether last year has a plan to begin from.
    pub has_last: bool,
    /// The institutions, those of last year's plan in its order, then others.
    pub places: Vec<Place>,
    /// Totals by track, as its word.
    pub tracks: Vec<Compared>,
    /// Totals by category.
    pub categories: Vec<Compared>,
    /// The total of all.
    pub total: Compared,
    /// Whether a plan of the year was set.
    pub is_set: bool,
    /// Whether candidates were admitted under it.
    pub closed: bool,
    /// Whom all of it together would strand, as far as who asks may know.
    pub stranded: Option<Stranded>,
}

impl Desk {
    /// How many have sent.
    #[must_use]
    pub fn sent(&self) -> usize {
        self.places.iter().filter(|place| place.state == Some(ProposalState::Sent)).count()
    }
}

impl Office {
    /// The proposals of a year: the commission's of the whole city, an institution's its own and those it is a partner in.
    ///
    /// # Errors
    /// Forbidden to whom proposals are none of his business.
    pub async fn proposals(&self, year: i32) -> Result<Desk, ServiceError> {
        if !self.may_ever(Action::ProposalRead) {
            self.allow_here(Action::ProposalRead)?;
        }
        let found = self.storage.proposals(year).await?;
        let before = self.whole.plan_lines(year - 1).await?;
        let names = self.concerned(&before, &found);
        let sides = Sides::of(self.edition());
        let mut places = Vec::new();
        for institution in &names {
            let on_file = found.iter().find(|found| found.proposal.institution == *institution);
            let lines = before.iter().filter(|line| line.institution == *institution);
            let figure = |(places, programmes): (i64, i64)| Figure { places, programmes };
            let sum = |(places, programmes), line: i64| (places + line, programmes + 1);
            let before = figure(lines.map(|line| line.places).fold((0, 0), sum));
            let Some(on_file) = on_file else {
                places.push(Place {
                    institution: institution.clone(),
                    state: None,
                    version: 0,
                    saved_at: 0,
                    before,
                    after: Figure::default(),
                    changes: (0, 0, 0),
                    failing: 0,
                    unconfirmed: Vec::new(),
                });
                continue;
            };
            let proposal = &on_file.proposal;
            let standing = || proposal.standing();
            let needed = confirmation_needed(proposal, sides);
            places.push(Place {
                institution: institution.clone(),
                state: Some(proposal.state),
                version: on_file.version,
                saved_at: on_file.saved_at,
                before,
                after: figure(standing().map(|row| i64::from(row.places)).fold((0, 0), sum)),
                changes: (
                    proposal.rows.iter().filter(|row| row.was.is_some() && !row.stands()).count(),
                    standing().filter(|row| row.has_another_partner()).count(),
                    standing().filter(|row| row.was.is_none()).count(),
                ),
                failing: self.proposal_checks(proposal).await?.iter().map(|check| check.failing.len()).sum(),
                unconfirmed: needed.into_iter().map(str::to_owned).collect(),
            });
        }
        let seen: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        let last = || before.iter().filter(|line| seen.contains(line.institution.as_str()));
        let rows = || found.iter().flat_map(|found| found.proposal.standing());
        let by_track = compared(
            last().map(|line| (line.track.as_str().to_owned(), line.places)),
            rows().map(|row| (row.track.as_str().to_owned(), i64::from(row.places))),
        );
        let by_category = compared(
            last().map(|line| (line.category.clone(), line.places)),
            rows().map(|row| (row.category.clone(), i64::from(row.places))),
        );
        let total = compared(
            last().map(|line| (String::new(), line.places)),
            rows().map(|row| (String::new(), i64::from(row.places))),
        );
        let empty = || Compared { name: String::new(), before: Figure::default(), after: Figure::default() };
        Ok(Desk {
            year,
            has_last: !before.is_empty(),
            total: total.into_iter().next().unwrap_or_else(empty),
            tracks: by_track,
            categories: by_category,
            is_set: self.storage.plan(year).await?.is_some(),
            closed: !self.storage.rounds(year).await?.is_empty(),
            stranded: self.stranded(year, &found, self.clock.today()).await?,
            places,
        })
    }

    /// The institutions whose proposals concern who asks: of last year's plan in its order, then others.
    fn concerned(&self, before: &[PlanLine], found: &[ProposalOnFile]) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let mut add = |name: &str| {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        };
        let reaches = |line: &&PlanLine| {
            let concerned = [line.institution.as_str(), line.partner.as_str()];
            self.viewer().is_none_or(|viewer| {
                viewer.may(self.access(), Action::ProposalRead, &viewer.to_institutions(concerned))
            })
        };
        before.iter().filter(reaches).for_each(|line| add(&line.institution));
        found.iter().for_each(|found| add(&found.proposal.institution));
        let own = self.viewer().and_then(|viewer| viewer.institution());
        let proposes = |name: &&str| {
            self.edition().institution(name).is_some_and(|known| known.front && known.name == **name)
        };
        own.filter(proposes).into_iter().for_each(add);
        names
    }
}
