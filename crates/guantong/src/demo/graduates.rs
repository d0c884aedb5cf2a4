//! Where the graduates of the demonstration went: reported each August; in the year of the notice a few are left.

use super::dice::Dice;
use super::{City, plans, worded};
use anyhow::Result;
use guantong_model::{Destination, Stage, StudentId};
use guantong_service::Office;
use std::collections::BTreeMap;

/// Who reports.
const CLERK: &str = "就业指导中心";

/// What becomes of who graduates early, by weight.
const EARLY: &[(Destination, u32)] = &[
    (Destination::Contract, 34),
    (Destination::Agreement, 18),
    (Destination::OtherEmployment, 8),
    (Destination::FurtherStudy, 16),
    (Destination::Military, 8),
    (Destination::SelfEmployed, 4),
    (Destination::Freelance, 4),
    (Destination::Seeking, 6),
    (Destination::NotSeeking, 2),
];
/// What becomes of who graduates after seven years.
const WHOLE: &[(Destination, u32)] = &[
    (Destination::Agreement, 40),
    (Destination::Contract, 26),
    (Destination::FurtherStudy, 14),
    (Destination::Abroad, 4),
    (Destination::NationalProgramme, 2),
    (Destination::LocalProgramme, 2),
    (Destination::Military, 2),
    (Destination::SelfEmployed, 3),
    (Destination::Seeking, 4),
    (Destination::Preparing, 3),
];

/// Reports the graduates of a year.
pub(super) async fn report(office: &Office, city: &City, year: i32) -> Result<()> {
    let mut dice = Dice::new(city.seed_of(year).wrapping_add(41));
    for listed in worded(office.graduates().await)?.into_iter().filter(|one| one.id.year == year) {
        let view = worded(office.graduates_of(&listed.id).await)?;
        if view.version > 0 {
            continue;
        }
        let mut told: BTreeMap<StudentId, Destination> = BTreeMap::new();
        for one in &view.graduates {
            let by_weight = if one.stage == Stage::Bachelor { WHOLE } else { EARLY };
            let destination = dice.weighted(by_weight).copied();
            let left = year == plans::NOTICE && dice.once_in(3);
            if let Some(destination) = destination.filter(|_| !left) {
                told.insert(one.student.clone(), destination);
            }
        }
        worded(office.report_destinations(&listed.id, 0, &told, CLERK).await)?;
    }
    Ok(())
}
