//! Two people sign the digest of a round; with the second it is sealed.

use super::{added_stream, evidence_stream, stream};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::journal::NewEntry;
use crate::ports::{Batch, Change};
use crate::rows::{Round, RoundRun, RoundState, Signature};
use guantong_model::Message;

/// How many people must sign.
pub(crate) const SIGNATURES: usize = 2;

impl Office {
    /// Signs a round that was proved. The same person cannot sign twice, nor sign what he ran.
    ///
    /// # Errors
    /// Not found where it was not run; a conflict where it is sealed, not proved, signed by the same person,
    /// candidates were entered, rules set, evidence confirmed or places added after it was run, or it does not give again what is
    /// written of it.
    pub async fn sign_round(&self, year: i32, round: Round, actor: &str) -> Result<RoundRun, ServiceError> {
        self.allow_here(Action::RoundPrepare)?;
        // Before the run is read: whoever signs meanwhile is first, and his signature is not lost.
        let steps = self.storage.stream(&stream(year, round)).await?;
        let version = steps.last().map_or(0, |entry| entry.version) + 1;
        let mut run = self.run_of(year, round).await?;
        if run.state != RoundState::Proved {
            return Err(ServiceError::conflict(Message::new("conflict-round-over")));
        }
        if run.proof.iter().any(|check| check.violations > 0) {
            return Err(ServiceError::conflict(Message::new("conflict-round-not-proved")));
        }
        if run.signatures.iter().any(|signature| signature.actor == actor) {
            return Err(ServiceError::conflict(Message::new("conflict-signed-already")));
        }
        let proved =
            steps.iter().rev().find(|entry| entry.kind == "round-proved").map_or(0, |entry| entry.seq);
        // Nor does anybody enter candidates, set rules, confirm evidence or add places until this is written.
        let mut seen = Vec::new();
        for (object, stale) in [
            (crate::candidates::stream(year), "conflict-round-stale"),
            (crate::year_rules::stream(year), "conflict-round-stale-rules"),
            (evidence_stream(year), "conflict-round-stale-evidence"),
            (added_stream(year), "conflict-round-stale-places"),
        ] {
            let entered = self.whole.stream(&object).await?;
            if entered.last().is_some_and(|entry| entry.seq > proved) {
                return Err(ServiceError::conflict(Message::new(stale)));
            }
            let version = entered.last().map_or(0, |entry| entry.version);
            seen.push(Change::AsSeen { stream: object, version });
        }
        self.run_sound(&run).await?;
        let now = self.clock.now();
        run.signatures.push(Signature { actor: actor.to_owned(), signed_at: now });
        if run.signatures.len() >= SIGNATURES {
            run.state = RoundState::Sealed;
        }
        let body = serde_json::json!({"results_digest": run.results_digest, "state": run.state});
        let hand = self.hand_on(&stream(year, round), &format!("signature {}", run.signatures.len()));
        let changes = hand.into_iter().chain(seen).collect();
        self.append_round(run, version, "round-signed", body, actor, changes).await
    }

    /// The run of a round.
    pub(crate) async fn run_of(&self, year: i32, round: Round) -> Result<RoundRun, ServiceError> {
        let runs = self.storage.rounds(year).await?;
        runs.into_iter().find(|run| run.round == round).ok_or(ServiceError::NotFound)
    }

    /// Writes a step of a round with its entry, of the version that the round had when it was read.
    pub(crate) async fn append_round(
        &self,
        run: RoundRun,
        version: i64,
        kind: &str,
        body: serde_json::Value,
        actor: &str,
        changes: Vec<Change>,
    ) -> Result<RoundRun, ServiceError> {
        let stream = stream(run.year, run.round);
        let entry = NewEntry {
            version,
            stream,
            kind: kind.to_owned(),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body,
        };
        let changes = changes.into_iter().chain([Change::Round(run.clone())]).collect();
        self.storage.append(Batch { entries: vec![entry], changes }, self.clock.now()).await?;
        Ok(run)
    }

    /// The version the next entry of a stream will have.
    pub(crate) async fn next_version(&self, stream: &str) -> Result<i64, ServiceError> {
        Ok(self.storage.stream(stream).await?.last().map_or(1, |entry| entry.version + 1))
    }
}
