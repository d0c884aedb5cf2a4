//! What must hold of rounds: every version that was published, run again, gives what the journal recorded; the rows are
//! those of the last. And of trials.

use super::{Check, Verified};
use crate::Office;
use crate::error::ServiceError;
use crate::journal::{Entry, digest};
use crate::rows::{Round, RoundRun};
use crate::trial::{Trial, stream, trial_in};

impl Office {
    /// Every round is run again from its candidates, its plan and its secret; each version from the candidates of then.
    pub(super) async fn verify_rounds(&self, verified: &mut Verified) -> Result<(), ServiceError> {
        for year in self.whole.years().await? {
            for run in self.whole.rounds(year).await? {
                let object = crate::round::stream(year, run.round);
                let entries = self.whole.stream(&object).await?;
                let versions = self.whole.round_versions(year, run.round).await?;
                let there: Vec<i64> = versions.iter().map(|version| version.version).collect();
                if there != (1..run.version).collect::<Vec<_>>() {
                    verified.note(Check::Round, &object, Some(format!("versions {there:?}")));
                    continue;
                }
                for version in versions.iter().chain([&run]) {
                    let last = version.version == run.version;
                    let found = self.differs(version, &entries, last).await?;
                    verified.note(Check::Round, &object, found);
                }
            }
        }
        Ok(())
    }

    /// What of a version is other than it was recorded.
    async fn differs(
        &self,
        run: &RoundRun,
        entries: &[Entry],
        last: bool,
    ) -> Result<Option<String>, ServiceError> {
        let recorded = recorded(run, entries);
        if recorded != Some(run.results_digest.as_str()) {
            return Ok(Some(format!("{} ≠ {}", run.results_digest, recorded.unwrap_or("-"))));
        }
        match self.replayed(run).await {
            Ok(_) if !last => Ok(None),
            Ok(results) => {
                let rows = self.whole.results(run.year, run.round).await?;
                Ok((results != rows).then(|| format!("results {}", rows.len())))
            }
            Err(ServiceError::Fault(fault)) => Ok(Some(fault.to_string())),
            Err(error) => Err(error),
        }
    }

    /// The lines of every trial against its entry; and that there is none without one.
    pub(super) async fn verify_trials(
        &self,
        entries: &[Entry],
        verified: &mut Verified,
    ) -> Result<(), ServiceError> {
        let told: Vec<Trial> = entries.iter().map(trial_in).collect::<Result<_, _>>()?;
        for (entry, told) in entries.iter().zip(&told) {
            let found = match self.whole.trial(told.year, told.round, told.number).await? {
                None => Some("-".to_owned()),
                Some(found) if found.trial != *told => Some(format!("trial {}", told.number)),
                Some(found) => {
                    let digest = digest(found.results.as_bytes()).to_string();
                    (digest != told.results_digest).then_some(digest)
                }
            };
            verified.note(Check::Trial, &entry.stream, found);
        }
        for year in self.whole.years().await? {
            for round in Round::ALL {
                for one in self.whole.trials(year, round).await? {
                    if !told.contains(&one) {
                        let found = Some(format!("trial {}", one.number));
                        verified.note(Check::Trial, &stream(year, round), found);
                    }
                }
            }
        }
        Ok(())
    }
}

/// The digest of a version, as the entry that published it or proved it has it.
fn recorded<'a>(run: &RoundRun, entries: &'a [Entry]) -> Option<&'a str> {
    let is = |entry: &&Entry| match run.version {
        1 => entry.kind == "round-proved",
        version => {
            let of = entry.body.get("version").and_then(serde_json::Value::as_i64);
            entry.kind == "round-corrected" && of == Some(version)
        }
    };
    entries.iter().rev().find(is)?.body.get("results_digest")?.as_str()
}
