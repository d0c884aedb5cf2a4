//! What institutions of the demonstration propose for the year after the notice: all have sent what they had, one with fewer
//! places; the secondary school that has accounts has not begun, so that whoever tries the pages can.

use super::{plans, worded};
use anyhow::Result;
use guantong_model::Track;
use guantong_programme::proposal::Edit;
use guantong_service::Office;

/// In whose name it is proposed.
const ACTOR: &str = "院校 招生办公室";
/// How many places less the one institution asks for.
const FEWER: u32 = 5;

/// Makes them where there are none yet.
pub(super) async fn make(office: &Office) -> Result<()> {
    let year = plans::NOTICE + 1;
    if !office.storage().proposals(year).await?.is_empty() {
        return Ok(());
    }
    let lines = office.storage().plan_lines(plans::NOTICE).await?;
    let own = lines.iter().find(|line| line.track == Track::SecondaryBachelor).map(|line| &line.institution);
    let mut schools: Vec<&String> = Vec::new();
    for line in &lines {
        if Some(&line.institution) != own && !schools.contains(&&line.institution) {
            schools.push(&line.institution);
        }
    }
    for (place, school) in schools.iter().enumerate() {
        let mut version = worded(office.begin_proposal(year, school, ACTOR).await)?;
        let first = office.storage().proposal(year, school).await?;
        let first = first.and_then(|found| found.proposal.rows.first().cloned());
        if let Some(row) = first.filter(|row| place == 0 && row.places > FEWER) {
            let fewer = Edit::Places { row: row.row, places: row.places - FEWER };
            version = worded(office.edit_proposal(year, school, vec![fewer], None, version, ACTOR).await)?;
        }
        worded(office.send_proposal(year, school, version, ACTOR).await)?;
    }
    Ok(())
}
