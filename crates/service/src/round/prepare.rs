//! A round as it is run: from the plan, the candidates and the rule set alone.
//!
//! The same preparation serves the run and every later explanation, so an explanation is a replay: where its
//! digest is not the one that was sealed, something was changed, and that is a fault.

use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::rows::{Candidate, PlanLine, Round, RoundResult};
use guantong_admission::round::{self as admission, RoundError};
use guantong_admission::seal::{self, Hash};
use guantong_admission::year::{RoundId, RuleSet};
use guantong_admission::{Allocation, Candidates, Problems, Programmes, Rules, candidates, programmes};
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
    /// What was told, where a correction let places stay that the round itself does not give; see
    /// [`guantong_admission::correct`].
    pub(crate) told: Option<Allocation>,
}

/// What a round is prepared from in place of what is on file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given {
    /// The plan.
    pub(crate) lines: Option<Vec<PlanLine>>,
    /// The candidates, by number.
    pub(crate) people: Option<Vec<Candidate>>,
    /// Whom the rounds before admitted.
    pub(crate) earlier: Option<Earlier>,
    /// The rules.
    pub(crate) rules: Option<Rules>,
}

/// Rounds prepared before, by the digest of their results.
pub(crate) type Cache = Arc<Mutex<HashMap<String, Arc<Prepared>>>>;

impl Prepared {
    /// The result as it was told: the round's own, with the places that a correction let stay.
    #[must_use]
    pub fn allocation(&self) -> &Allocation {
        self.told.as_ref().unwrap_or(&self.round.allocation)
    }

    /// The line of a candidate by index, as it is sealed.
    pub(crate) fn line(&self, index: u32) -> String {
        let (programmes, candidates) = (&self.round.programmes, &self.round.candidates);
        let mut line = Vec::new();
        seal::write_line(&mut line, programmes, candidates, self.allocation(), index);
        String::from_utf8_lossy(&line).into_owned()
    }

    /// The same result under another secret.
    pub(crate) fn sealed_by(mut self, secret: &Hash) -> Self {
        let (programmes, candidates) = (&self.round.programmes, &self.round.candidates);
        self.leaves = seal::leaves(secret, programmes, candidates, self.allocation());
        self
    }

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
        self.prepare_given(year, round, secret, Given::default()).await
    }

    /// The same from other facts or rules than those on file.
    pub(crate) async fn prepare_given(
        &self,
        year: i32,
        round: Round,
        secret: &Hash,
        given: Given,
    ) -> Result<Prepared, ServiceError> {
        let lines = match given.lines {
            Some(lines) => lines,
            None => self.storage.plan_lines(year).await?,
        };
        if lines.is_empty() {
            return Err(ServiceError::conflict(Message::new("conflict-no-plan").with("year", year)));
        }
        let earlier = match given.earlier {
            Some(earlier) => earlier,
            None => self.earlier(year, round).await?,
        };
        let left = |line: &PlanLine| {
            let taken = earlier.admitted.get(&line.programme).copied().unwrap_or(0);
            u32::try_from((line.places - taken).max(0)).unwrap_or(u32::MAX)
        };
        let rows: Vec<_> = lines
            .iter()
            .map(|line| programmes::Programme::new(line.programme.as_str(), left(line)))
            .collect();
        let programmes = Programmes::from_rows(&rows).map_err(|error| Fault::new("take the plan", error))?;
        let people = match given.people {
            Some(people) => people,
            None => self.whole.candidates(year).await?,
        };
        let rows: Vec<_> = people.iter().map(|candidate| entrant(candidate, round, &programmes)).collect();
        let candidates = Candidates::from_rows(&rows, &programmes)
            .map_err(|error| Fault::new("take the candidates", error))?;
        let rules = match given.rules {
            Some(rules) => rules,
            None => self.rules(year, round)?,
        };
        let run = admission::run(rules, programmes, candidates, &earlier.numbers);
        let run = run.map_err(|error| refused(&error, &people))?;
        let leaves = run.leaves(secret);
        let index = (0_u32..).zip(&people).map(|(index, candidate)| (candidate.no.clone(), index)).collect();
        Ok(Prepared { round: run, lines, index, leaves, told: None })
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
    pub(crate) fn rules(&self, year: i32, round: Round) -> Result<Rules, Fault> {
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
            earlier.add(self.whole.results(year, before).await?);
        }
        Ok(earlier)
    }
}

/// Whom the rounds before admitted, and to what.
#[derive(Clone, Debug, Default)]
pub(crate) struct Earlier {
    /// Their numbers.
    pub(crate) numbers: BTreeSet<String>,
    /// How many by programme.
    pub(crate) admitted: BTreeMap<ProgrammeId, i64>,
}

impl Earlier {
    /// Adds whom a round admitted.
    pub(crate) fn add(&mut self, results: Vec<RoundResult>) {
        for result in results {
            if let Some(programme) = result.programme {
                *self.admitted.entry(programme).or_default() += 1;
                self.numbers.insert(result.no.0);
            }
        }
    }
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
