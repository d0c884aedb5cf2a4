//! A round as it is run: from the plan, the candidates and the rule set alone.
//!
//! The same preparation serves the run and every later explanation, so an explanation is a replay: where its
//! digest is not the one that was sealed, something was changed, and that is a fault.

use super::field;
use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::rows::{Candidate, PlanLine, Round, RoundResult, RoundRun};
use guantong_admission::round::{self as admission, RoundError};
use guantong_admission::seal::{self, Hash};
use guantong_admission::year::{FloorBasis, RoundId, RuleSet};
use guantong_admission::{Allocation, Candidates, Problems, Programmes, Rules};
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
    /// How far what it was run by had come.
    pub(crate) rests_on: RestsOn,
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
    /// The rules of the round, but for weights and quotas.
    pub(crate) rules: Option<Rules>,
    /// Which sum the floor measures.
    pub(crate) floor_basis: Option<FloorBasis>,
    /// How far what it rests on had come; nothing is as it stands now.
    pub(crate) rests_on: Option<RestsOn>,
}

/// How far what a run rests on had come: versions of streams, 0 where nothing was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RestsOn {
    /// The year's rules; 0 is the edition's file.
    pub(crate) rules: i64,
    /// What stood in for households.
    pub(crate) evidence: i64,
    /// Places that were added to the plan.
    pub(crate) places: i64,
}

impl RestsOn {
    /// As a run that was recorded has it.
    pub(crate) fn of(run: &RoundRun) -> Self {
        RestsOn { rules: run.rules_version, evidence: run.evidence_version, places: run.places_version }
    }
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
    /// Prepares and runs a round by the rules in force; nothing is written.
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
        let Field { rules, lines, programmes, candidates, earlier, people, rests_on, .. } =
            self.round_field(year, round, given).await?;
        let run = admission::run(rules, programmes, candidates, &earlier.numbers);
        let run = run.map_err(|error| refused(&error, &people))?;
        let leaves = run.leaves(secret);
        let index = (0_u32..).zip(&people).map(|(index, candidate)| (candidate.no.clone(), index)).collect();
        Ok(Prepared { round: run, lines, index, leaves, rests_on, told: None })
    }

    /// Rules, plan and candidates of a round, as they would be run.
    pub(super) async fn round_field(
        &self,
        year: i32,
        round: Round,
        given: Given,
    ) -> Result<Field, ServiceError> {
        let then = given.rests_on;
        let (added, places) = self.round_lines(year, round, then.map(|then| then.places)).await?;
        let lines = given.lines.unwrap_or(added);
        if lines.is_empty() {
            return Err(ServiceError::conflict(Message::new("conflict-no-plan").with("year", year)));
        }
        let in_force = self.rules_at(year, then.map(|then| then.rules)).await?;
        let mut set = in_force.set;
        if let Some(basis) = given.floor_basis {
            set.floor_basis.value = basis;
        }
        if self.edition().switch("several-quotas") == Some("first") {
            field::first_kind_only(&mut set);
        }
        let rules = match given.rules {
            Some(rules) => rules,
            None => rules_in(&set, round)?,
        };
        let (counts, evidence) = self.evidence_at(year, then.map(|then| then.evidence)).await?;
        let earlier = match given.earlier {
            Some(earlier) => earlier,
            None => self.earlier(year, round, &set).await?,
        };
        let people = match given.people {
            Some(people) => people,
            None => self.whole.candidates(year).await?,
        };
        let groups = self.groups(&set, &people).await?;
        let programmes = field::plan(&set, &lines, &earlier, &groups)?;
        let candidates = field::field(&set, &people, round, &programmes, &groups, &counts)?;
        let rules = Rules { weights: field::weights(&set, &programmes), ..rules };
        let rests_on = RestsOn { rules: in_force.version, evidence, places };
        Ok(Field { rules, set, lines, programmes, candidates, earlier, people, rests_on })
    }

    /// The rules that a round would be run by now, but for weights and quotas: what a trial changes.
    ///
    /// # Errors
    /// A conflict where the year has no such round; a fault where the rules cannot be read.
    pub async fn rules_for(&self, year: i32, round: Round) -> Result<Rules, ServiceError> {
        rules_in(&self.rules_in_force(year).await?.set, round)
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
            earlier.add(self.whole.results(year, before).await?);
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
    /// How far what it rests on had come.
    pub(super) rests_on: RestsOn,
}

/// Whom earlier rounds of the year admitted, and to what.
#[derive(Clone, Debug, Default)]
pub(crate) struct Earlier {
    /// Their numbers.
    pub(crate) numbers: BTreeSet<String>,
    /// How many by programme.
    pub(crate) admitted: BTreeMap<ProgrammeId, i64>,
    /// Who sits where.
    pub(crate) seats: Vec<(CandidateNo, ProgrammeId)>,
}

impl Earlier {
    /// Adds whom a round admitted.
    pub(crate) fn add(&mut self, results: Vec<RoundResult>) {
        for result in results {
            if let Some(programme) = result.programme {
                *self.admitted.entry(programme.clone()).or_default() += 1;
                self.numbers.insert(result.no.0.clone());
                self.seats.push((result.no, programme));
            }
        }
    }
}

/// The rules of a round of a year's set.
pub(crate) fn rules_in(set: &RuleSet, round: Round) -> Result<Rules, ServiceError> {
    let none =
        || ServiceError::conflict(Message::new("conflict-no-such-round").with("year", i64::from(set.year)));
    set.rules(round_id(round)).ok_or_else(none)
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
