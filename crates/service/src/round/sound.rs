//! What is signed and what is published is what the round gives: it is run again first, from what is on file, and held
//! against every row that was written of it. A row changed past every use case is found here, before somebody puts his
//! name under it.

use super::prepare::{Given, RestsOn};
use super::run::{programmes, results, summary};
use super::stream;
use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::rows::RoundRun;
use guantong_admission::seal;
use guantong_model::Message;

impl Office {
    /// Holds a run that is not published against a run of now.
    ///
    /// # Errors
    /// A conflict where candidates, plan or rules are other than they were, or where what is written of it is not what
    /// it gives; a fault where the database fails.
    pub(super) async fn run_sound(&self, run: &RoundRun) -> Result<(), ServiceError> {
        let changed = |what: &str| Err(ServiceError::conflict(Message::new(what)));
        let secret = seal::parse_hex(&run.secret).ok_or_else(|| Fault::new("replay a round", "no secret"))?;
        let rests_on = Some(RestsOn::of(run));
        let given = Given { rests_on, ..Given::default() };
        let prepared = match self.prepare_given(run.year, run.round, &secret, given).await {
            Ok(prepared) => prepared,
            Err(ServiceError::Fault(fault)) => return Err(fault.into()),
            // It ran once and does not any more.
            Err(_) => return changed("conflict-round-inputs-changed"),
        };
        let again = summary(&prepared, run.year, run.round, &run.secret, run.ran_at);
        if again.inputs_digest != run.inputs_digest || again.rules_digest != run.rules_digest {
            return changed("conflict-round-inputs-changed");
        }
        let told = RoundRun {
            state: run.state,
            signatures: run.signatures.clone(),
            published_at: run.published_at,
            version: run.version,
            facts: run.facts,
            corrected_by: run.corrected_by,
            ..again
        };
        let entries = self.whole.stream(&stream(run.year, run.round)).await?;
        let proved = entries.iter().rev().find(|entry| entry.kind == "round-proved");
        let recorded = |name: &str| proved.and_then(|entry| entry.body.get(name)?.as_str());
        let entered = recorded("results_digest") == Some(run.results_digest.as_str())
            && recorded("inputs_digest") == Some(run.inputs_digest.as_str());
        if told != *run
            || !entered
            || self.whole.results(run.year, run.round).await? != results(&prepared)
            || self.whole.round_programmes(run.year, run.round).await? != programmes(&prepared)
        {
            return changed("conflict-round-results-changed");
        }
        Ok(())
    }
}
