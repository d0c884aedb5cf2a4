//! What a proposal is checked for as it is edited, each with its clause (2.*, 3.1.3.a, annex.a).

use super::bound::{Bound, bounded};
use super::row::{Proposal, ProposalRow};
use crate::plan::{Directory, Ground};
use guantong_model::{InstitutionKind, Message};
use guantong_policy::programme_rules::{Line, Side, may_run};
use guantong_policy::{ClauseId, Outcome};
use std::collections::BTreeMap;

guantong_model::words! {
    /// What is looked at.
    CheckKind {
        /// Every row has places.
        Places = "places",
        /// Every major is in the catalogue of its track, or has a reason.
        Major = "major",
        /// Every partner is a university of the edition.
        Partner = "partner",
        /// The institution may run it in this track with this partner.
        Track = "track",
        /// No programme stands twice.
        Twice = "twice",
        /// What was decided about its lines is kept to, or a reason is given.
        Decisions = "decisions",
    }
}

/// A row that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failing {
    /// The row.
    pub row: u32,
    /// What is wrong with it, or asked of it.
    pub message: Message,
}

/// One check over all rows that stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Which.
    pub kind: CheckKind,
    /// The clauses it rests on.
    pub clauses: Vec<ClauseId>,
    /// How many rows it looked at.
    pub of: usize,
    /// Those that do not hold.
    pub failing: Vec<Failing>,
    /// What is told of others and in nobody's way.
    pub told: Vec<Failing>,
}

impl Check {
    /// Whether it holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.failing.is_empty()
    }
}

/// Who confirms what, as the interpretation `proposal-partner` has chosen: the notice says who drafts and who sets, and
/// nothing of the partner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sides {
    /// A partner only sees what is proposed.
    None,
    /// A partner confirms rows that are new to it, or that it loses.
    #[default]
    Changed,
    /// A partner confirms every row it is in.
    All,
}

impl Sides {
    /// The reading an edition has chosen.
    #[must_use]
    pub fn of(edition: &guantong_policy::Edition) -> Self {
        match edition.switch("proposal-partner") {
            Some("none") => Sides::None,
            Some("all") => Sides::All,
            _ => Sides::Changed,
        }
    }
}

/// The universities whose confirmation a proposal still needs, in the order of their names. An institution that is its
/// own partner has confirmed by sending.
#[must_use]
pub fn confirmation_needed(proposal: &Proposal, sides: Sides) -> Vec<&str> {
    let asked = |row: &&ProposalRow| match sides {
        Sides::None => false,
        Sides::Changed => row.was.is_none() || row.has_another_partner(),
        Sides::All => true,
    };
    let mut names: Vec<&str> = proposal.standing().filter(asked).map(|row| row.partner.as_str()).collect();
    names.retain(|name| *name != proposal.institution && !proposal.confirmed.contains(*name));
    names.sort_unstable();
    names.dedup();
    names
}

/// Everything a proposal is checked for, by what an edition says for its year and what was decided about its lines.
#[must_use]
pub fn checks(proposal: &Proposal, ground: &Ground, bounds: &[Bound]) -> Vec<Check> {
    let rows: Vec<&ProposalRow> = proposal.standing().collect();
    CheckKind::ALL
        .iter()
        // Where nothing was decided there is nothing to be kept to.
        .filter(|kind| **kind != CheckKind::Decisions || !bounds.is_empty())
        .map(|kind| {
            if *kind == CheckKind::Decisions {
                return bounded(proposal, bounds);
            }
            let found = |row: &&ProposalRow| {
                let message = match kind {
                    CheckKind::Places => places(row),
                    CheckKind::Major => major(row, ground),
                    CheckKind::Partner => partner(row, &ground.directory),
                    CheckKind::Track => track(proposal, row, &ground.directory),
                    CheckKind::Twice => twice(proposal, row),
                    CheckKind::Decisions => None,
                };
                message.map(|message| Failing { row: row.row, message })
            };
            let failing = rows.iter().filter_map(found).collect();
            let clauses = match kind {
                CheckKind::Places => &["3.1.3.a"][..],
                CheckKind::Major | CheckKind::Twice => &["annex.a"],
                CheckKind::Partner => &["2.1.a", "2.2.a"],
                CheckKind::Track => &["2.1.a", "2.1.d", "2.2.a"],
                CheckKind::Decisions => &["4.3.2.b"],
            };
            let clauses = clauses.iter().map(|id| ClauseId::from(*id)).collect();
            Check { kind: *kind, clauses, of: rows.len(), failing, told: Vec::new() }
        })
        .collect()
}

fn places(row: &ProposalRow) -> Option<Message> {
    (row.places == 0).then(|| Message::new("proposal-check-places-none").with("major", row.major_printed()))
}

/// A major of last year's plan goes on; another has to be in the catalogue of its track, or say why it is not: schools
/// may file majors outside it.
fn major(row: &ProposalRow, ground: &Ground) -> Option<Message> {
    let known = row.was.is_some() || row.because.is_some() || ground.major(row.track, &row.major).is_some();
    (!known).then(|| Message::new("proposal-check-major-unknown").with("major", row.major.as_str()))
}

fn partner(row: &ProposalRow, directory: &Directory) -> Option<Message> {
    let university =
        directory.get(&row.partner).is_some_and(|listing| listing.kind == InstitutionKind::University);
    (!university).then(|| {
        Message::new("proposal-check-partner-unknown")
            .with("major", row.major_printed())
            .with("partner", row.partner.as_str())
    })
}

/// 2.1.a, 2.1.d, 2.2.a. Whether the year's prospectus has a university run all stages alone is confirmed when the table
/// is reconciled: the prospectus comes after the plan.
fn track(proposal: &Proposal, row: &ProposalRow, directory: &Directory) -> Option<Message> {
    let front = directory.get(&proposal.institution);
    let (Some(front), Some(partner)) = (front, directory.get(&row.partner)) else {
        let message = Message::new("proposal-check-institution-unknown");
        return front.is_none().then(|| message.with("institution", proposal.institution.as_str()));
    };
    let decision = may_run(&Line {
        track: row.track,
        front: Side { name: &proposal.institution, kind: front.kind },
        partner: Side { name: &row.partner, kind: partner.kind },
        designated: front.designated,
        reason: row.because.as_deref(),
        in_prospectus: true,
    });
    (decision.outcome != Outcome::Accepted).then(|| decision.message())
}

fn twice(proposal: &Proposal, row: &ProposalRow) -> Option<Message> {
    let mut seen: BTreeMap<_, u32> = BTreeMap::new();
    for other in proposal.standing() {
        *seen.entry(other.key(&proposal.institution)).or_default() += 1;
    }
    let times = seen.get(&row.key(&proposal.institution)).copied().unwrap_or(0);
    (times > 1).then(|| {
        Message::new("proposal-check-twice-found")
            .with("major", row.major_printed())
            .with("partner", row.partner.as_str())
    })
}
