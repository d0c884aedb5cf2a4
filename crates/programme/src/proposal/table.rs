//! The rows of all proposals as one table in the annex's shape, to be reconciled and set like any other.

use super::row::Proposal;
use crate::plan::{Plan, PlannedProgramme};

/// The proposals in the order of a table: by category as last year's plan had them, then by institution. `known` is the
/// order of categories and institutions of last year.
#[must_use]
pub fn line_order<'a>(proposals: &'a [Proposal], known: &[(String, String)]) -> Vec<(&'a Proposal, String)> {
    let mut blocks: Vec<(&Proposal, String)> = Vec::new();
    for proposal in proposals {
        for row in proposal.standing() {
            let is = |(other, category): &(&Proposal, String)| {
                other.institution == proposal.institution && *category == row.category
            };
            if !blocks.iter().any(is) {
                blocks.push((proposal, row.category.clone()));
            }
        }
    }
    let mut categories: Vec<&str> = Vec::new();
    let given = known.iter().map(|(category, _)| category.as_str());
    for category in given.chain(blocks.iter().map(|(_, category)| category.as_str())) {
        if !categories.contains(&category) {
            categories.push(category);
        }
    }
    let last = usize::MAX;
    let place = |proposal: &Proposal, category: &str| {
        let of_category = categories.iter().position(|known| *known == category).unwrap_or(last);
        let of_institution = known.iter().position(|(_, name)| *name == proposal.institution).unwrap_or(last);
        (of_category, of_institution, proposal.institution.clone())
    };
    let mut keyed: Vec<_> = blocks
        .iter()
        .map(|(proposal, category)| (place(proposal, category), *proposal, category.clone()))
        .collect();
    keyed.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    keyed.into_iter().map(|(_, proposal, category)| (proposal, category)).collect()
}

/// What is proposed, as a plan that nobody has judged yet: good for writing its table and for nothing else.
#[must_use]
pub fn plan_of(year: i32, proposals: &[Proposal], known: &[(String, String)]) -> Plan {
    let mut programmes: Vec<PlannedProgramme> = Vec::new();
    for (proposal, category) in line_order(proposals, known) {
        let mut rows: Vec<_> = proposal.standing().filter(|row| row.category == category).collect();
        // Rows of one special project stand together, as the annex merges their cells.
        rows.sort_by_key(|row| row.special.is_some());
        for row in rows {
            let key = row.key(&proposal.institution);
            programmes.push(PlannedProgramme {
                id: row.programme(&proposal.institution),
                key,
                track: row.track,
                category: row.category.clone(),
                major_printed: row.major_printed(),
                places: row.places,
                barred: false,
                bar_because: None,
                order: u32::try_from(programmes.len()).unwrap_or(u32::MAX).saturating_add(1),
                major_code: None,
                major_class: None,
            });
        }
    }
    let places = programmes.iter().map(|programme| programme.places).sum();
    Plan { year, programmes, categories: Vec::new(), places, decided: Vec::new() }
}
