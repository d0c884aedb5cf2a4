//! Versions of a round's results: what was published first, and after each correction. Every one is run again from the
//! candidates as they were then, so that an earlier published digest can still be proved.

use super::prepare::{Earlier, Given, RestsOn};
use super::run::results;
use super::{Prepared, with_stays};
use crate::Office;
use crate::correction::Correction;
use crate::error::{Fault, ServiceError};
use crate::rows::{Candidate, Round, RoundResult, RoundRun};
use guantong_admission::seal;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

impl Office {
    /// The round behind a run that was recorded, by replay.
    ///
    /// # Errors
    /// A fault where the replay does not give what was recorded.
    pub(crate) fn prepared<'a>(
        &'a self,
        run: &'a RoundRun,
    ) -> Pin<Box<dyn Future<Output = Result<Arc<Prepared>, ServiceError>> + Send + 'a>> {
        Box::pin(async move {
            let cached = self.rounds.lock().ok().and_then(|cache| cache.get(&run.results_digest).cloned());
            if let Some(prepared) = cached {
                return Ok(prepared);
            }
            let prepared = Arc::new(self.replay(run).await?);
            if let Ok(mut cache) = self.rounds.lock() {
                cache.insert(run.results_digest.clone(), prepared.clone());
            }
            Ok(prepared)
        })
    }

    /// Runs a recorded run again, whatever was prepared before.
    ///
    /// # Errors
    /// A fault where it does not give what was recorded.
    pub(crate) async fn replay(&self, run: &RoundRun) -> Result<Prepared, ServiceError> {
        let secret = seal::parse_hex(&run.secret).ok_or_else(|| Fault::new("replay a round", "no secret"))?;
        let corrections = self.applied(run.year).await?;
        let rests_on = Some(RestsOn::of(run));
        let mut given = Given { rests_on, ..Given::default() };
        if corrections.iter().any(|one| one.order() > run.facts) {
            given.people = Some(before(self.whole.candidates(run.year).await?, &corrections, run.facts));
        }
        if run.round == Round::Unified && !corrections.is_empty() {
            given.earlier = Some(self.earlier_at(run.year, run.facts).await?);
        }
        let mut prepared = self.prepare_given(run.year, run.round, &secret, given).await?;
        if run.version > 1 {
            let made = corrections.iter().find(|one| Some(one.number) == run.corrected_by);
            let made = made.ok_or_else(|| Fault::new("replay a round", "its correction is missing"))?;
            let versions = self.whole.round_versions(run.year, run.round).await?;
            let previous = versions.iter().find(|one| one.version == run.version - 1);
            let previous = previous.ok_or_else(|| Fault::new("replay a round", "a version is missing"))?;
            let previous = self.prepared(previous).await?;
            prepared = with_stays(prepared, &previous, made.stays(run.round)).sealed_by(&secret);
        }
        if prepared.results_digest() != run.results_digest {
            let found = "the replay gives another result than was recorded";
            return Err(Fault::new("replay a round", found).into());
        }
        Ok(prepared)
    }

    /// Whom the early round admitted, as it stood after so many corrections.
    async fn earlier_at(&self, year: i32, facts: i64) -> Result<Earlier, ServiceError> {
        let mut versions = self.whole.round_versions(year, Round::Early).await?;
        versions.extend(self.whole.rounds(year).await?.into_iter().find(|run| run.round == Round::Early));
        let mut earlier = Earlier::default();
        if let Some(then) = versions.iter().rev().find(|run| run.facts <= facts) {
            earlier.add(results(&*self.prepared(then).await?));
        }
        Ok(earlier)
    }

    /// What a version gave a candidate, with its place among the leaves; nothing where he is not in it.
    pub(crate) fn given_by(prepared: &Prepared, no: &guantong_model::CandidateNo) -> Option<RoundResult> {
        let index = prepared.index.get(no)?;
        Some(super::run::result_of(prepared, no, *index))
    }
}

/// Candidates as they were after so many corrections: what was corrected later is put back, the last first.
fn before(mut people: Vec<Candidate>, corrections: &[Correction], facts: i64) -> Vec<Candidate> {
    for correction in corrections.iter().rev().filter(|one| one.order() > facts) {
        for one in &correction.people {
            let found = people.binary_search_by(|candidate| candidate.no.cmp(&one.no));
            if let Some(candidate) = found.ok().and_then(|at| people.get_mut(at)) {
                one.before.put_on(candidate);
            }
        }
    }
    people
}
