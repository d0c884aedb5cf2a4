//! A round as it is run: from the plan, the candidates and the rule set alone.
//!
//! The same preparation serves the run and every later explanation, so an explanation is a replay: where its
//! digest is not the one that was sealed, something was changed, and that is a fault.

use super::field;
use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::rows::{Candidate, PlanLine, Round, RoundRun};
use guantong_admission::round::{self as admission, RoundError};
use guantong_admission::seal::{self, Hash};
use guantong_admission::year::{RoundId, RuleSet};
use guantong_admission::{Candidates, Problems, Programmes, Rules};
use guantong_model::{CandidateNo, Message, ProgrammeId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex};

/// A round that was run, with what is needed to answer about any candidate.
#[derive(Debug)]
pub struct Prepared {
    /// The round.
    pub round: admission::Round,
    /// Programmes by index.
    pub lines: Vec<PlanLine>,
    /// Candidates by number.
    pub(crate) index: BTreeMap<CandidateNo, u32>,
    /// The leaves of the results and where each candidate's stands.
    pub(crate) leaves: (Vec<Hash>, Vec<u32>),
    /// The version of the rules it was run by, and of what stood in for households.
    pub(crate) rests_on: (i64, i64),
}

/// Rounds prepared before, by the digest of their results.
pub(crate) type Cache = Arc<Mutex<HashMap<String, Arc<Prepared>>>>;

impl Prepared {
    /// The root over all results.
    #[must_use]
    pub fn results_digest(&self) -> String {
        seal::hex(&seal::root(&self.leaves.0))
    }
}

impl Office {
    /// Prepares and runs a round by the rules in force; nothing is written.
    pub(crate) async fn prepare_round(
        &self,
        year: i32,
        round: Round,
        secret: &Hash,
    ) -> Result<Prepared, ServiceError> {
        self.prepare_round_by(year, round, secret, None).await
    }

    /// The same by a version of the rules, with what stood in for households at a version; nothing named is the last.
    async fn prepare_round_by(
        &self,
        year: i32,
        round: Round,
        secret: &Hash,
        rests_on: Option<(i64, i64)>,
    ) -> Result<Prepared, ServiceError> {
        let Field { rules, lines, programmes, candidates, earlier, people, rests_on, .. } =
            self.round_field(year, round, rests_on).await?;
        let run = admission::run(rules, programmes, candidates, &earlier.numbers);
        let run = run.map_err(|error| refused(&error, &people))?;
        let leaves = run.leaves(secret);
        let index = (0_u32..).zip(&people).map(|(index, candidate)| (candidate.no.clone(), index)).collect();
        Ok(Prepared { round: run, lines, index, leaves, rests_on })
    }

    /// Rules, plan and candidates of a round, as they would be run.
    pub(super) async fn round_field(
        &self,
        year: i32,
        round: Round,
        rests_on: Option<(i64, i64)>,
    ) -> Result<Field, ServiceError> {
        let lines = self.storage.plan_lines(year).await?;
        if lines.is_empty() {
            return Err(ServiceError::conflict(Message::new("conflict-no-plan").with("year", year)));
        }
        let in_force = self.rules_at(year, rests_on.map(|(rules, _)| rules)).await?;
        let set = in_force.set;
        let rules = set.rules(round_id(round)).ok_or_else(|| {
            ServiceError::conflict(Message::new("conflict-no-such-round").with("year", year))
        })?;
        let (evidence, evidence_version) = self.evidence_at(year, rests_on.map(|(_, seen)| seen)).await?;
        let earlier = self.earlier(year, round, &set).await?;
        let people = self.whole.candidates(year).await?;
        let groups = self.groups(&set, &people).await?;
        let programmes = field::plan(&set, &lines, &earlier, &groups)?;
        let candidates = field::field(&set, &people, round, &programmes, &groups, &evidence)?;
        let rules = Rules { weights: field::weights(&set, &programmes), ..rules };
        let rests_on = (in_force.version, evidence_version);
        Ok(Field { rules, set, lines, programmes, candidates, earlier, people, rests_on })
    }

    /// The round behind a run that was recorded, by replay.
    pub(crate) async fn prepared(&self, run: &RoundRun) -> Result<Arc<Prepared>, ServiceError> {
        let cached = self.rounds.lock().ok().and_then(|cache| cache.get(&run.results_digest).cloned());
        if let Some(prepared) = cached {
            return Ok(prepared);
        }
        let secret = seal::parse_hex(&run.secret).ok_or_else(|| Fault::new("replay a round", "no secret"))?;
        let rests_on = Some((run.rules_version, run.evidence_version));
        let prepared = Arc::new(self.prepare_round_by(run.year, run.round, &secret, rests_on).await?);
        if prepared.results_digest() != run.results_digest {
            return Err(
                Fault::new("replay a round", "the replay gives another result than was recorded").into()
            );
        }
        if let Ok(mut cache) = self.rounds.lock() {
            cache.insert(run.results_digest.clone(), prepared.clone());
        }
        Ok(prepared)
    }

    /// The rule set of the edition.
    ///
    /// # Errors
    /// A fault where the edition has none or it cannot be read.
    pub fn rule_set(&self) -> Result<RuleSet, Fault> {
        const FILE: &str = "admission.toml";
        let text = self
            .edition()
            .file(FILE)
            .ok_or_else(|| Fault::new("read the rule set", "the edition has none"))?;
        let first =
            |problems: Problems| problems.listed.first().map_or_else(String::new, |p| format!("{p:?}"));
        RuleSet::from_toml(FILE, text).map_err(|problems| Fault::new("read the rule set", first(problems)))
    }

    /// Whom the rounds before admitted, and to what.
    async fn earlier(&self, year: i32, round: Round, set: &RuleSet) -> Result<Earlier, ServiceError> {
        let mut earlier = Earlier::default();
        let runs = self.storage.rounds(year).await?;
        let held = |before: &Round| set.round(round_id(*before)).is_some();
        for before in Round::ALL.into_iter().take_while(|before| *before != round).filter(held) {
            if !runs.iter().any(|run| run.round == before && run.published_at.is_some()) {
                return Err(ServiceError::conflict(Message::new("conflict-earlier-round-open")));
            }
            for result in self.whole.results(year, before).await? {
                if let Some(programme) = result.programme {
                    *earlier.admitted.entry(programme.clone()).or_default() += 1;
                    earlier.numbers.insert(result.no.0.clone());
                    earlier.seats.push((result.no, programme));
                }
            }
        }
        Ok(earlier)
    }
}

/// Everything a round is run from.
pub(super) struct Field {
    pub(super) rules: Rules,
    pub(super) set: RuleSet,
    lines: Vec<PlanLine>,
    programmes: Programmes,
    pub(super) candidates: Candidates,
    pub(super) earlier: Earlier,
    pub(super) people: Vec<Candidate>,
    /// The version of the rules, and of what stood in for households.
    pub(super) rests_on: (i64, i64),
}

/// Whom earlier rounds of the year admitted, and to what.
#[derive(Default)]
pub(super) struct Earlier {
    pub(super) numbers: BTreeSet<String>,
    pub(super) admitted: BTreeMap<ProgrammeId, i64>,
    pub(super) seats: Vec<(CandidateNo, ProgrammeId)>,
}

/// A round as the rules name it.
pub(crate) fn round_id(round: Round) -> RoundId {
    match round {
        Round::Early => RoundId::Early,
        Round::Unified => RoundId::Unified,
    }
}

/// A round that has no result, as a person can mend it.
fn refused(error: &RoundError, people: &[Candidate]) -> ServiceError {
    let no = |index: u32| people.get(index as usize).map_or_else(String::new, |c| c.no.to_string());
    match error {
        RoundError::TooManyPreferences { candidate, count, most } => ServiceError::BadInput(vec![
            Message::new("candidates-too-many-preferences")
                .with("candidate", no(*candidate))
                .with("count", *count)
                .with("most", *most),
        ]),
        RoundError::Stop(stop) => ServiceError::BadInput(vec![
            Message::new("candidates-round-stopped").with("cause", stop.to_string()),
        ]),
    }
}
