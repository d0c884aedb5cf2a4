//! Proving training programmes: each is what its steps come to, and nothing is in force that one side alone made.

use super::fold::{fold, step_of};
use super::row::{Done, TrainingOnFile};
use super::stream;
use crate::Office;
use crate::error::Fault;
use crate::journal::Entry;
use guantong_model::ProgrammeId;

impl Office {
    /// What does not hold of a training programme; nothing where all does.
    pub(crate) async fn broken_training(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
    ) -> Result<Option<String>, Fault> {
        let entries = self.whole.stream(&stream(programme, cohort)).await?;
        let told = fold(&entries, self.edition())?;
        let row = self.whole.training(programme, cohort).await?;
        if told != row {
            let version = |found: Option<&TrainingOnFile>| found.map_or(0, |found| found.version);
            return Ok(Some(format!("version {} ≠ {}", version(row.as_ref()), version(told.as_ref()))));
        }
        one_sided(&entries)
    }
}

/// Where a version came into force that both sides did not declare, or that whoever drafted it agreed to (3.2.1.b).
fn one_sided(entries: &[Entry]) -> Result<Option<String>, Fault> {
    let (mut hands, mut declared) = (Vec::new(), false);
    for entry in entries {
        match step_of(entry)?.done {
            Done::Begun { .. } => (hands, declared) = (vec![entry.actor.clone()], false),
            Done::Edited { .. } | Done::Reasoned { .. } => hands.push(entry.actor.clone()),
            Done::Sent { declared: by_drafter } => {
                hands.push(entry.actor.clone());
                declared = by_drafter;
            }
            Done::Returned { .. } | Done::GivenUp => declared = false,
            Done::Agreed { declared: by_partner } => {
                if !declared || !by_partner {
                    return Ok(Some(format!("step {}: not declared by both", entry.version)));
                }
                if hands.contains(&entry.actor) {
                    return Ok(Some(format!("step {}: agreed to by who drafted it", entry.version)));
                }
            }
        }
    }
    Ok(None)
}
