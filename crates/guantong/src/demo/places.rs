//! Supplementary places of the demonstration: one year, the programme that the early round left the fewest of gets some more.

use super::{names, worded};
use crate::real::SetClock;
use anyhow::Result;
use guantong_model::Date;
use guantong_service::Office;
use guantong_service::round::TypedPlaces;
use guantong_service::rows::Round;

/// The year.
pub(super) const YEAR: i32 = 2022;
/// How many.
pub(super) const PLACES: &str = "5";
/// What they rest on.
const DOCUMENT: &str = "演示：关于追加招生计划的通知（虚构）";
const REASON: &str = "提前招生后余额最少，学校师资和校舍有余";

/// Adds them between the two rounds of the year; a year to which some were added is left as it is.
pub(super) async fn make(office: &Office, clock: &SetClock, year: i32, unified: Date) -> Result<()> {
    if year != YEAR || !worded(office.added_places(year).await)?.is_empty() {
        return Ok(());
    }
    let Some(early) = office.round(year, Round::Early).await? else { return Ok(()) };
    let fewest = early.programmes.iter().min_by_key(|(_, found)| found.places - found.admitted);
    let Some((line, _)) = fewest else { return Ok(()) };
    let typed = TypedPlaces {
        programme: line.programme.to_string(),
        places: PLACES.to_owned(),
        document: DOCUMENT.to_owned(),
        reason: REASON.to_owned(),
    };
    clock.set(unified.yesterday()?.at(10, 0, 0, 0));
    let number = worded(office.propose_places(year, Round::Unified, &typed, names::PLANNER).await)?;
    clock.set(unified.yesterday()?.at(15, 0, 0, 0));
    worded(office.decide_places(year, number, None, names::CONFIRMER).await)?;
    Ok(())
}
