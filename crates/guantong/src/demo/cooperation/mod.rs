//! What institutions of the demonstration have on record of their cooperation: what each duty asks for, but for the gaps
//! that are planted here, so that there is something to be found.
//!
//! Time goes on and so do they: what fell due since is entered when the clock is moved.

mod answer;
mod gaps;
mod others;
mod papers;

pub(super) use gaps::GAPS;
#[cfg(test)]
pub(super) use gaps::Gap;

use super::worded;
use answer::Answer;
use anyhow::Result;
use gaps::Instead;
use guantong_cooperation::{Duty, DutyState, Holder, Kind, Pairing, Period};
use guantong_model::Date;
use guantong_service::Office;
use guantong_service::cooperation::{DutyView, Entering, RecordFilter};
use std::collections::BTreeMap;

/// In whose name it was recorded.
const ACTOR: &str = "院校 合作办公室";

/// Enters what is owed and not met, but for the gaps; what rests on other records comes in a later round.
pub(super) async fn make(office: &Office) -> Result<()> {
    let first = worded(office.cooperation_records(&RecordFilter::default()).await)?.is_empty();
    // What stands in place of something is entered in the first round alone.
    for round in 0..3 {
        if !answer(office, first && round == 0).await? {
            break;
        }
    }
    if first {
        others::make(office).await?;
        papers::make(office).await?;
    }
    Ok(())
}

/// Whether a duty is met now: what is late, what must always be there, and of the running semester what half of the
/// institutions have done already.
fn is_answered(view: &DutyView, place: usize, today: Date) -> bool {
    let begun = |days: Date| days <= today;
    match (view.owed.state, view.owed.period) {
        (DutyState::Late, _) => true,
        (DutyState::Due, Period::Standing) => {
            view.owed.duty != Duty::FollowUp && view.owed.duty != Duty::TaskDivision
        }
        (DutyState::Due, Period::Semester(semester)) => {
            place.is_multiple_of(2) && begun(semester.begins(2).saturating_add(jiff::Span::new().days(20)))
        }
        _ => false,
    }
}

async fn answer(office: &Office, first: bool) -> Result<bool> {
    let today = office.clock().today();
    let duties = worded(office.duties(None).await)?;
    let mut by: BTreeMap<Holder, Vec<Entering>> = BTreeMap::new();
    let mut agreed: Vec<String> = Vec::new();
    let places: Vec<Holder> = {
        let mut all: Vec<Holder> = duties.iter().map(|view| view.owed.holder.clone()).collect();
        all.sort();
        all.dedup();
        all
    };
    for view in &duties {
        let place = places.iter().position(|holder| *holder == view.owed.holder).unwrap_or_default();
        let planted = GAPS.iter().find(|gap| gap.is(view)).map(|gap| gap.instead);
        // What there is in place of something is entered once.
        let kept = planted.is_some_and(|instead| instead == Instead::Nothing || !first);
        if kept || !is_answered(view, place, today) {
            continue;
        }
        let filter = RecordFilter {
            holder: Some(view.owed.holder.clone()),
            kinds: vec![Kind::QualityIndicator],
            of: None,
        };
        let indicators: Vec<i64> = match view.owed.duty {
            Duty::IndicatorResults => {
                let found = worded(office.cooperation_records(&filter).await)?;
                found.into_iter().filter(|one| one.record.counts()).map(|one| one.record.number).collect()
            }
            _ => Vec::new(),
        };
        let found = Answer { view, instead: planted, today, place, indicators: &indicators }.records();
        let holder = match view.owed.duty {
            Duty::EnterpriseAgreement => {
                // One agreement of an institution serves all its partnerships.
                let front = view.owed.holder.front().to_owned();
                if agreed.contains(&front) {
                    continue;
                }
                agreed.push(front.clone());
                Holder::Institution(front)
            }
            _ => view.owed.holder.clone(),
        };
        by.entry(holder).or_default().extend(found);
    }
    let mut wrote = false;
    for (holder, mut entering) in by {
        if !first {
            let there = worded(
                office
                    .cooperation_records(&RecordFilter {
                        holder: Some(holder.clone()),
                        ..RecordFilter::default()
                    })
                    .await,
            )?;
            // What was entered as it stands and does not meet its duty is not entered again.
            entering.retain(|one| {
                !there.iter().any(|old| old.record.kind == one.kind && old.record.fields == one.typed)
            });
        }
        if entering.is_empty() {
            continue;
        }
        worded(office.enter_records(&holder, &entering, ACTOR).await)?;
        confirm(office, &holder).await?;
        wrote = true;
    }
    Ok(wrote)
}

/// The university confirms what the school entered, but for what is planted.
async fn confirm(office: &Office, holder: &Holder) -> Result<()> {
    let Some(partner) = holder.partner() else { return Ok(()) };
    let kinds = vec![Kind::TaskDivision];
    let filter = RecordFilter { holder: Some(holder.clone()), kinds, of: None };
    let pairing = worded(office.pairing(holder).await)?;
    for found in worded(office.cooperation_records(&filter).await)? {
        let record = &found.record;
        let waits = record.state == guantong_cooperation::RecordState::Waiting;
        let major = major_of(&pairing, record.text("programme"));
        let planted = GAPS.iter().any(|gap| {
            gap.instead == Instead::Unconfirmed
                && gap.front == holder.front()
                && gap.partner == partner
                && Some(gap.of) == major
        });
        if waits && !planted {
            let which = (record.kind, partner);
            worded(office.confirm_record(holder, record.number, which, found.version, ACTOR).await)?;
        }
    }
    Ok(())
}

fn major_of<'p>(pairing: &'p Pairing, programme: &str) -> Option<&'p str> {
    let found = pairing.programmes.iter().find(|offered| offered.programme.as_str() == programme)?;
    Some(&found.major)
}
