//! Runs a round: eligibility, ranking, allocation, proof; what came of it is written, to be signed.

use super::{Prepared, added_stream, evidence_stream, stream};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::NewEntry;
use crate::ports::{Batch, Change};
use crate::rows::{ProofCheck, Round, RoundProgramme, RoundResult, RoundRun, RoundState};
use guantong_admission::allocate::{Allocation, Filled};
use guantong_admission::eligibility::{Outcome, Reason};
use guantong_admission::explain::{Difference, Why};
use guantong_admission::seal;
use guantong_model::{CandidateNo, Message, ProgrammeId, Score};
use std::collections::BTreeMap;
use std::sync::Arc;

impl Office {
    /// Runs a round of a year and writes its results, in place of an earlier run that nobody signed.
    ///
    /// # Errors
    /// A conflict where there is no plan, the round before is not published, or this one is signed already; bad
    /// input where a list is too long or equal candidates need a meeting; a fault where the proof does not hold.
    pub async fn run_round(&self, year: i32, round: Round, actor: &str) -> Result<RoundRun, ServiceError> {
        self.allow_here(Action::RoundPrepare)?;
        // Before anything is read that the run rests on: whoever signs, enters candidates or sets a plan while it runs
        // is first.
        let version = self.next_version(&stream(year, round)).await?;
        let rests_on = self.rests_on(year).await?;
        let before = self.storage.rounds(year).await?.into_iter().find(|run| run.round == round);
        if before.as_ref().is_some_and(|run| !run.signatures.is_empty()) {
            return Err(ServiceError::conflict(Message::new("conflict-round-over")));
        }
        let mut secret = [0; 32];
        self.random.fill(&mut secret);
        let prepared = Arc::new(self.prepare_round(year, round, &secret).await?);
        if !prepared.round.proof.holds() {
            return Err(Fault::new("prove a round", "a property does not hold").into());
        }
        let facts = wide(self.applied(year).await?.len());
        let run =
            RoundRun { facts, ..summary(&prepared, year, round, &seal::hex(&secret), self.clock.now()) };
        let entry = NewEntry {
            stream: stream(year, round),
            version,
            kind: "round-proved".to_owned(),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body: serde_json::json!({
                "year": year,
                "round": round,
                "inputs_digest": run.inputs_digest,
                "rules_digest": run.rules_digest,
                "rules_version": run.rules_version,
                "evidence_version": run.evidence_version,
                "places_version": run.places_version,
                "results_digest": run.results_digest,
                "candidates": run.candidates,
                "eligible": run.eligible,
                "places": run.places,
                "admitted": run.admitted,
                "proof": run.proof,
            }),
        };
        let results = results(&prepared);
        let object = stream(year, round);
        let mut changes = vec![Change::HandsFreed { object: object.clone(), parts: "" }];
        changes.extend(self.hand_on(&object, "run"));
        changes.extend(rests_on);
        changes.extend([
            Change::Round(run.clone()),
            Change::ClauseUses(if before.is_some() { BTreeMap::new() } else { clause_uses(&prepared) }),
            Change::RoundResults { year, round, results, programmes: programmes(&prepared) },
        ]);
        self.storage.append(Batch { entries: vec![entry], changes }, self.clock.now()).await?;
        if let Ok(mut cache) = self.rounds.lock() {
            cache.insert(run.results_digest.clone(), prepared);
        }
        Ok(run)
    }

    /// What a run rests on, as it stands now.
    async fn rests_on(&self, year: i32) -> Result<Vec<Change>, ServiceError> {
        let mut changes = Vec::new();
        let rules = crate::year_rules::stream(year);
        for stream in [
            crate::candidates::stream(year),
            crate::plan::stream(year),
            rules,
            evidence_stream(year),
            added_stream(year),
        ] {
            changes.push(self.as_seen(stream).await?);
        }
        Ok(changes)
    }

    /// That a stream stands as it does now, for what is written of it.
    pub(crate) async fn as_seen(&self, stream: String) -> Result<Change, ServiceError> {
        let version = self.next_version(&stream).await? - 1;
        Ok(Change::AsSeen { stream, version })
    }
}

/// A run in figures and digests.
pub(crate) fn summary(prepared: &Prepared, year: i32, round: Round, secret: &str, now: i64) -> RoundRun {
    let run = &prepared.round;
    let reasons = || prepared.allocation().reason.iter();
    let count =
        |outcome: fn(Outcome) -> bool| wide(reasons().filter(|reason| outcome(reason.outcome())).count());
    let (ties, ties_by_draw) = ties(prepared);
    let check = |check: &guantong_admission::proof::Check| ProofCheck {
        property: check.property.as_str().to_owned(),
        checked: check.examined,
        violations: check.violations,
    };
    RoundRun {
        year,
        round,
        state: RoundState::Proved,
        candidates: i64::from(run.candidates.count()),
        eligible: count(|outcome| outcome != Outcome::Ineligible),
        places: run.programmes.all_places().iter().map(|places| i64::from(*places)).sum(),
        admitted: count(|outcome| outcome == Outcome::Admitted),
        ties,
        ties_by_draw,
        inputs_digest: seal::hex(&run.inputs_digest()),
        rules_digest: seal::hex(&seal::inputs(&[&seal::canonical_rules(
            &run.programmes,
            &run.candidates,
            &run.rules,
        )])),
        results_digest: prepared.results_digest(),
        rules_version: prepared.rests_on.rules,
        evidence_version: prepared.rests_on.evidence,
        places_version: prepared.rests_on.places,
        secret: secret.to_owned(),
        proof: run.proof.checks.iter().map(check).collect(),
        ran_at: now,
        signatures: Vec::new(),
        published_at: None,
        version: 1,
        facts: 0,
        corrected_by: None,
    }
}

fn wide(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// How often a candidate stood at a boundary with the last admitted's total, and how often only the draw decided.
fn ties(prepared: &Prepared) -> (i64, i64) {
    let explainer = prepared.round.explainer();
    let (mut ties, mut by_draw) = (0, 0);
    for candidate in 0..prepared.round.candidates.count() {
        for preference in explainer.explain(candidate).preferences {
            if let Why::Full { difference, .. } = preference.why {
                match difference {
                    Difference::Score { .. } | Difference::Nothing => {}
                    Difference::Draw { .. } => (ties, by_draw) = (ties + 1, by_draw + 1),
                    Difference::Key { .. } | Difference::Position { .. } => ties += 1,
                }
            }
        }
    }
    (ties, by_draw)
}

impl Office {
    /// What every candidate's result is when a recorded round is run again.
    ///
    /// # Errors
    /// A fault where the round, run again, does not give what was recorded.
    pub(crate) async fn replayed(&self, run: &RoundRun) -> Result<Vec<RoundResult>, ServiceError> {
        Ok(results(&*self.prepared(run).await?))
    }
}

/// What every candidate was told, by number.
pub(crate) fn results(prepared: &Prepared) -> Vec<RoundResult> {
    prepared.index.iter().map(|(no, index)| result_of(prepared, no, *index)).collect()
}

/// What a candidate, by number and index, was told.
pub(super) fn result_of(prepared: &Prepared, no: &CandidateNo, index: u32) -> RoundResult {
    result_by(prepared, prepared.allocation(), no, index)
}

impl Prepared {
    /// What the round itself gives everybody, by number, without the places that a correction let stay.
    pub(crate) fn derived(&self) -> Vec<RoundResult> {
        let own = &self.round.allocation;
        self.index.iter().map(|(no, index)| result_by(self, own, no, *index)).collect()
    }
}

fn result_by(prepared: &Prepared, told: &Allocation, no: &CandidateNo, index: u32) -> RoundResult {
    let derived = &prepared.round.allocation;
    let (reason, admitted) = (told.reason(index), told.admitted(index));
    let programme = admitted.and_then(|(programme, _)| prepared.lines.get(programme as usize));
    // Who only kept his place may not be ranked at all.
    let ranked = derived.reason(index).outcome() != Outcome::Ineligible;
    RoundResult {
        no: no.clone(),
        outcome: reason.outcome().as_str().to_owned(),
        programme: programme.map(|line| line.programme.clone()),
        preference: admitted.map(|(_, position)| i64::from(position)),
        reason: reason.as_str().to_owned(),
        rank: ranked.then(|| i64::from(derived.ranking().rank(index)) + 1),
    }
}

/// What every programme came to, in the order of the plan.
pub(crate) fn programmes(prepared: &Prepared) -> Vec<RoundProgramme> {
    let programme = |(line, filled): (&crate::rows::PlanLine, &Filled)| RoundProgramme {
        programme: ProgrammeId::clone(&line.programme),
        places: i64::from(filled.places),
        admitted: i64::from(filled.admitted),
        cutoff: filled.last.and_then(|last| Score::parse(&last.score.to_string()).ok()),
        last_preference: filled.last.map(|last| i64::from(last.position)),
    };
    prepared.lines.iter().zip(&prepared.allocation().filled).map(programme).collect()
}

/// Eligibility is a decision about everybody, allocation about all who are ranked: each rests on its clauses.
fn clause_uses(prepared: &Prepared) -> BTreeMap<String, i64> {
    let mut uses = BTreeMap::new();
    for reason in &prepared.round.allocation.reason {
        let clauses: &[&str] = match reason {
            Reason::Unqualified | Reason::NoHousehold => &["3.1.1"],
            Reason::BelowFloor => &["3.1.2.a"],
            Reason::AdmittedEarlier => &["3.1.2.b"],
            Reason::Admitted | Reason::NoPreferences | Reason::NoTest | Reason::Full => {
                &["3.1.1", "3.1.2.a", "3.1.2.b", "3.1.3.b"]
            }
        };
        clauses.iter().for_each(|clause| *uses.entry((*clause).to_owned()).or_default() += 1);
    }
    uses
}
