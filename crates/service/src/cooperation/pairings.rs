//! Who works together: from the plans and from whoever still studies. A line that was dropped keeps its pairing as long
//! as it has students.

use crate::Office;
use crate::error::Fault;
use guantong_cooperation::{Class, Holder, Offered, Pairing};
use guantong_model::{ProgrammeId, Standing, academic_year};
use std::collections::BTreeMap;

/// Who there is in a class.
#[derive(Clone, Copy, Default)]
struct Counted {
    /// Whether anybody's record goes on.
    goes_on: bool,
    /// Whether anybody was ever registered, or is still awaited.
    was_there: bool,
    /// Whether anybody graduated.
    graduated: bool,
}

impl Office {
    /// Everybody who works together or did, by front institution and partner, whoever asks.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn pairings(&self) -> Result<Vec<Pairing>, Fault> {
        let (today, reference) = (self.clock.today(), self.reference().await?);
        let now = academic_year(today);
        let mut classes: BTreeMap<(ProgrammeId, i32), Counted> = BTreeMap::new();
        let mut years = std::collections::BTreeSet::new();
        for group in self.whole.cohort_groups(None).await? {
            years.insert(group.entry_year);
            let counted = classes.entry((group.programme, group.entry_year)).or_default();
            counted.goes_on |= !group.standing.ended();
            counted.was_there |= group.registered || !group.standing.ended();
            counted.graduated |= group.standing == Standing::Graduated;
        }
        // Places of a plan under which nobody was admitted yet are a class that is to come.
        for (year, lines) in reference.plans.iter().filter(|(year, _)| **year >= now && !years.contains(year))
        {
            for line in lines {
                let to_come = Counted { was_there: true, goes_on: true, graduated: false };
                classes.insert((line.programme.clone(), *year), to_come);
            }
        }
        let mut found: BTreeMap<(String, String), BTreeMap<ProgrammeId, Offered>> = BTreeMap::new();
        for ((programme, entry), counted) in classes.into_iter().filter(|(_, counted)| counted.was_there) {
            let Some(known) = reference.world.programme(&programme) else { continue };
            let lines = reference.plans.get(&entry).into_iter().flatten().chain(reference.newest.iter());
            let line = lines.into_iter().find(|line| line.programme == programme);
            let (front, partner) = match line {
                Some(line) => (&line.institution, &line.partner),
                None => (&known.placement.school, &known.placement.partner),
            };
            let replaced = reference.world.dated().partner(&programme, entry, today);
            let partner = replaced.unwrap_or(partner).to_owned();
            let major = line.map_or_else(|| known.placement.major.clone(), |line| line.major_printed());
            let track = line.map_or(known.placement.track, |line| line.track);
            // The last of the years of its stages (2.a).
            let years: i64 = self.stage_lengths(track, today).iter().sum();
            let last = entry + i32::try_from(years).unwrap_or(0) - 1;
            let until = match counted {
                Counted { goes_on: true, .. } => now.max(last),
                Counted { graduated: true, .. } => last,
                _ => (now - 1).min(last),
            };
            let offered = found.entry((front.clone(), partner)).or_default();
            let offered = offered.entry(programme.clone()).or_insert_with(|| Offered {
                programme,
                major,
                track,
                classes: Vec::new(),
            });
            offered.classes.push(Class { entry, until });
        }
        let pairing = |((front, partner), programmes): ((String, String), BTreeMap<ProgrammeId, Offered>)| {
            Pairing { front, partner, programmes: programmes.into_values().collect() }
        };
        Ok(found.into_iter().map(pairing).collect())
    }

    /// Whether there is such a holder: an institution that the edition or a pairing names, or a pairing.
    pub(super) fn is_holder(&self, holder: &Holder, pairings: &[Pairing]) -> bool {
        match holder {
            Holder::Institution(name) => {
                self.edition().institution(name).is_some_and(|known| known.name == *name)
                    || pairings.iter().any(|one| one.front == *name || one.partner == *name)
            }
            Holder::Partnership { front, partner } => {
                pairings.iter().any(|one| one.front == *front && one.partner == *partner)
            }
        }
    }
}
