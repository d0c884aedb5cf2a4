//! Makes a correction: candidates, results, cut-offs and digests in one transaction; what was published before stays on
//! file as a version.

use super::derive::Derivation;
use super::follows::RoundChange;
use super::{Correction, CorrectionState, Made, MadeRound};
use crate::Office;
use crate::candidates;
use crate::error::{Fault, ServiceError};
use crate::journal::{NewEntry, digest};
use crate::ports::{Batch, Change};
use crate::round::{Prepared, programmes, results, stream, summary};
use crate::rows::{RoundRun, RoundState, Signature};
use guantong_admission::seal;

impl Office {
    /// Everything that is written when a correction is made; `seen` is what it rests on.
    pub(super) async fn made(
        &self,
        mut correction: Correction,
        version: i64,
        derivation: Derivation,
        seen: Vec<Change>,
        actor: &str,
    ) -> Result<Batch, ServiceError> {
        let Derivation { derived, rounds, corrected } = derivation;
        let (year, now) = (correction.year, self.clock.now());
        let (mut entries, mut changes) = (Vec::new(), seen);
        changes.extend(self.records_seen(&derived.rounds));
        changes.extend(corrected.iter().cloned().map(Change::CandidateCorrected));
        let lines: Vec<String> = corrected.iter().map(candidates::line).collect();
        let of = candidates::stream(year);
        entries.push(NewEntry {
            version: self.next_version(&of).await?,
            stream: of,
            kind: "candidates-corrected".to_owned(),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body: serde_json::json!({
                "year": year,
                "correction": correction.number,
                "count": corrected.len(),
                "digest": digest(lines.join("\n").as_bytes()).to_string(),
            }),
        });
        let mut made = Vec::new();
        for ((before, prepared), change) in rounds.into_iter().zip(&derived.rounds) {
            if !change.again {
                continue;
            }
            let mut secret = [0; 32];
            self.random.fill(&mut secret);
            let prepared = prepared.sealed_by(&secret);
            let run = next_run(&correction, derived.order, &before, &prepared, &seal::hex(&secret), now);
            entries.push(self.corrected_entry(&run, &before, change, &correction, actor).await?);
            made.push(MadeRound {
                round: run.round,
                version: run.version,
                stays: change.stays.clone(),
                results_digest: run.results_digest.clone(),
            });
            changes.extend([
                Change::RoundVersion(before),
                Change::RoundResults {
                    year,
                    round: run.round,
                    results: results(&prepared),
                    programmes: programmes(&prepared),
                },
                Change::Round(run),
            ]);
        }
        if let Some(round) = derived.reopened {
            let run = self.run_of(year, round).await?;
            let of = stream(year, round);
            entries.push(NewEntry {
                version: self.next_version(&of).await?,
                stream: of.clone(),
                kind: "round-reopened".to_owned(),
                effective_on: self.clock.today(),
                actor: actor.to_owned(),
                body: serde_json::json!({"correction": correction.number}),
            });
            let run = RoundRun { state: RoundState::Proved, signatures: Vec::new(), ..run };
            changes.extend([Change::HandsFreed { object: of, parts: "" }, Change::Round(run)]);
        }
        correction.state = CorrectionState::Made;
        correction.made =
            Some(Made { order: derived.order, reading: derived.reading, at: now, rounds: made });
        let (entry, change) = self.correction_entry("correction-made", correction, version, actor)?;
        entries.push(entry);
        changes.push(change);
        Ok(Batch { entries, changes })
    }

    /// That the records it names stand as they were seen.
    fn records_seen(&self, rounds: &[RoundChange]) -> Vec<Change> {
        let records = rounds.iter().flat_map(|round| &round.people).filter_map(|one| one.record.as_ref());
        let seen = |record: &super::RecordSeen| Change::AsSeen {
            stream: crate::student::stream(&record.id),
            version: record.version,
        };
        records.map(seen).collect()
    }

    /// The entry of a round that is published again.
    async fn corrected_entry(
        &self,
        run: &RoundRun,
        before: &RoundRun,
        change: &RoundChange,
        correction: &Correction,
        actor: &str,
    ) -> Result<NewEntry, Fault> {
        let of = stream(run.year, run.round);
        let last = self.whole.stream(&of).await?.last().map_or(0, |entry| entry.version);
        Ok(NewEntry {
            version: last + 1,
            stream: of,
            kind: "round-corrected".to_owned(),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body: serde_json::json!({
                "correction": correction.number,
                "version": run.version,
                "before": {"version": before.version, "results_digest": before.results_digest},
                "inputs_digest": run.inputs_digest,
                "rules_digest": run.rules_digest,
                "results_digest": run.results_digest,
                "candidates": run.candidates,
                "eligible": run.eligible,
                "places": run.places,
                "admitted": run.admitted,
                "proof": run.proof,
                "stays": change.stays,
            }),
        })
    }
}

/// The run that is published after one.
fn next_run(
    correction: &Correction,
    order: i64,
    before: &RoundRun,
    prepared: &Prepared,
    secret: &str,
    now: i64,
) -> RoundRun {
    let signature = |one: &super::Signed| Signature { actor: one.actor.clone(), signed_at: one.signed_at };
    RoundRun {
        state: RoundState::Published,
        signatures: correction.signatures.iter().map(signature).collect(),
        published_at: Some(now),
        version: before.version + 1,
        facts: order,
        corrected_by: Some(correction.number),
        ..summary(prepared, before.year, before.round, secret, now)
    }
}
