//! A round as it is run: from the plan, the candidates and the rule set alone.
//!
//! The same preparation serves the run and every later explanation, so an explanation is a replay: where its
//! digest is not the one that was sealed, something was changed, and that is a fault.

use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::rows::{Candidate, PlanLine, Round, RoundRun};
use guantong_admission::round::{self as admission, RoundError};
use guantong_admission::seal::{self, Hash};
use guantong_admission::year::{RoundId, RuleSet};
use guantong_admission::{Candidates, Problems, Programmes, Rules, candidates, programmes};
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
    /// Prepares and runs a round; nothing is written.
    pub(crate) async fn prepare_round(
        &self,
        year: i32,
        round: Round,
        secret: &Hash,
    ) -> Result<Prepared, ServiceError> {
        let lines = self.storage.plan_lines(year).await?;
        if lines.is_empty() {
            return Err(ServiceError::conflict(Message::new("conflict-no-plan").with("year", year)));
        }
        let earlier = self.earlier(year, round).await?;
        let left = |line: &PlanLine| {
            let taken = earlier.admitted.get(&line.programme).copied().unwrap_or(0);
            u32::try_from((line.places - taken).max(0)).unwrap_or(u32::MAX)
        };
        let rows: Vec<_> = lines
            .iter()
            .map(|line| programmes::Programme::new(line.programme.as_str(), left(line)))
            .collect();
        let programmes = Programmes::from_rows(&rows).map_err(|error| Fault::new("take the plan", error))?;
        let people = self.whole.candidates(year).await?;
        let rows: Vec<_> = people.iter().map(|candidate| entrant(candidate, round, &programmes)).collect();
        let candidates = Candidates::from_rows(&rows, &programmes)
            .map_err(|error| Fault::new("take the candidates", error))?;
        let rules = self.rules(year, round)?;
        let run = admission::run(rules, programmes, candidates, &earlier.numbers);
        let run = run.map_err(|error| refused(&error, &people))?;
        let leaves = run.leaves(secret);
        let index = (0_u32..).zip(&people).map(|(index, candidate)| (candidate.no.clone(), index)).collect();
        Ok(Prepared { round: run, lines, index, leaves })
    }

    /// The round behind a run that was recorded, by replay.
    pub(crate) async fn prepared(&self, run: &RoundRun) -> Result<Arc<Prepared>, ServiceError> {
        let cached = self.rounds.lock().ok().and_then(|cache| cache.get(&run.results_digest).cloned());
        if let Some(prepared) = cached {
            return Ok(prepared);
        }
        let secret = seal::parse_hex(&run.secret).ok_or_else(|| Fault::new("replay a round", "no secret"))?;
        let prepared = Arc::new(self.prepare_round(run.year, run.round, &secret).await?);
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

    /// The rules of a round of the year. Where the rule set on file is another year's, the floor is the year's own, as the
    /// edition dates it (3.1.2.a).
    fn rules(&self, year: i32, round: Round) -> Result<Rules, Fault> {
        let id = match round {
            Round::Early => RoundId::Early,
            Round::Unified => RoundId::Unified,
        };
        let set = self.rule_set()?;
        let rules = set.rules(id).ok_or_else(|| Fault::new("read the rule set", "it has no such round"))?;
        let dated = self.score_floor(year).filter(|_| i64::from(set.year) != i64::from(year));
        Ok(Rules { score_floor: dated.map(Into::into).or(rules.score_floor), ..rules })
    }

    /// Whom the rounds before admitted, and to what.
    async fn earlier(&self, year: i32, round: Round) -> Result<Earlier, ServiceError> {
        let mut earlier = Earlier::default();
        let runs = self.storage.rounds(year).await?;
        for before in Round::ALL.into_iter().take_while(|before| *before != round) {
            if !runs.iter().any(|run| run.round == before && run.published_at.is_some()) {
                return Err(ServiceError::conflict(Message::new("conflict-earlier-round-open")));
            }
            for result in self.whole.results(year, before).await? {
                if let Some(programme) = result.programme {
                    *earlier.admitted.entry(programme).or_default() += 1;
                    earlier.numbers.insert(result.no.0);
                }
            }
        }
        Ok(earlier)
    }
}

#[derive(Default)]
struct Earlier {
    numbers: BTreeSet<String>,
    admitted: BTreeMap<ProgrammeId, i64>,
}

/// A candidate as a round takes one: the order of equal scores is priority, Chinese, mathematics, foreign
/// language, then the draw (3.1.3.b).
fn entrant(candidate: &Candidate, round: Round, programmes: &Programmes) -> candidates::Candidate {
    let code = |id: &ProgrammeId| programmes.find(id.as_str().as_bytes()).unwrap_or(candidates::UNKNOWN);
    candidates::Candidate {
        id: candidate.no.0.clone(),
        total: candidate.total,
        floor_total: None,
        keys: vec![
            guantong_model::Score::points(i32::from(candidate.priority)),
            candidate.chinese,
            candidate.mathematics,
            candidate.foreign_language,
        ],
        draw: Some(candidate.draw),
        qualified: candidate.qualified,
        household: if candidate.household {
            candidates::Household::Formal
        } else {
            candidates::Household::Absent
        },
        tests_passed: Vec::new(),
        group: None,
        preferences: candidate.preferences(round).iter().map(code).collect(),
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
