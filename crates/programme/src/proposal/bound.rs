//! What was decided about the lines of a plan before it is proposed (4.3.2.b): shown beside them, and held against them.

use super::check::{Check, CheckKind, Failing};
use super::row::{Proposal, ProposalRow};
use guantong_model::{Message, ProgrammeId};
use guantong_policy::ClauseId;

/// A decision on an institution's lines with a partner, or on one programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The decision by its id.
    pub decision: String,
    /// The partner.
    pub partner: String,
    /// The programme; nothing where it is about all with that partner.
    pub programme: Option<ProgrammeId>,
    /// Whether support is reduced; it is given priority otherwise.
    pub reduces: bool,
    /// What it says.
    pub says: String,
    /// How many places at most, all lines together, where it says so.
    pub at_most: Option<u32>,
}

impl Bound {
    /// Whether it concerns a row, as it is or as last year's plan had it.
    #[must_use]
    pub fn concerns(&self, institution: &str, row: &ProposalRow) -> bool {
        let was = row.was.as_ref();
        match &self.programme {
            Some(programme) => {
                row.programme(institution) == *programme || was.is_some_and(|was| was.programme == *programme)
            }
            None => row.partner == self.partner || was.is_some_and(|was| was.partner == self.partner),
        }
    }
}

/// Whether a proposal goes with what was decided: more places than a decision names do not hold unless a reason is given;
/// other departures are told and in nobody's way.
#[must_use]
pub fn bounded(proposal: &Proposal, bounds: &[Bound]) -> Check {
    let (mut failing, mut told, mut of) = (Vec::new(), Vec::new(), 0);
    for bound in bounds {
        let rows: Vec<&ProposalRow> =
            proposal.rows.iter().filter(|row| bound.concerns(&proposal.institution, row)).collect();
        of += rows.len();
        let places: u32 = rows.iter().filter(|row| row.stands()).map(|row| row.places).sum();
        for row in rows {
            let note = |id: &str| Failing {
                row: row.row,
                message: Message::new(id)
                    .with("major", row.major_printed())
                    .with("decision", bound.decision.as_str())
                    .with("says", bound.says.as_str())
                    .with("places", i64::from(places))
                    .with("most", i64::from(bound.at_most.unwrap_or_default())),
            };
            let before = row.was.as_ref().map_or(0, |was| was.places);
            match bound.at_most {
                Some(most) if row.stands() && places > most => match row.against {
                    None => failing.push(note("proposal-check-decisions-over")),
                    Some(_) => told.push(note("proposal-check-decisions-answered")),
                },
                Some(_) => {}
                None if bound.reduces && row.stands() && row.places > before => {
                    told.push(note("proposal-check-decisions-grows"));
                }
                None if !bound.reduces && (!row.stands() || row.places < before) => {
                    told.push(note("proposal-check-decisions-shrinks"));
                }
                None => {}
            }
        }
    }
    let clauses = vec![ClauseId::from("4.3.2.b")];
    Check { kind: CheckKind::Decisions, clauses, of, failing, told }
}
