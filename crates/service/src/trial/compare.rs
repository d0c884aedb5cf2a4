//! Two trials held against each other, or a trial against the round as it was published.

use super::{Trial, TrialOnFile};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::rows::{PlanLine, Round, RoundProgramme};
use guantong_model::{CandidateNo, ProgrammeId};
use std::collections::BTreeMap;

/// What a trial is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Another trial of the round, by its number.
    Trial(i64),
    /// The round as it was published first.
    Published,
}

/// A candidate whose outcome differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The candidate.
    pub no: CandidateNo,
    /// The one side: outcome, the programme of the admitted, a dotted reason.
    pub one: Came,
    /// The other.
    pub other: Came,
}

/// What came of a candidate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Came {
    /// `admitted`, `not-admitted` or `ineligible`; empty where he is not in it.
    pub outcome: String,
    /// The programme, of the admitted.
    pub programme: Option<ProgrammeId>,
    /// Which preference.
    pub preference: Option<i64>,
    /// A dotted code.
    pub reason: String,
}

/// Two runs of one round.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What it is held against.
    pub with: Side,
    /// How many candidates there are in either.
    pub candidates: usize,
    /// Those whose outcome or programme differs, by number.
    pub differences: Vec<Difference>,
    /// The programmes that differ: the one side, the other.
    pub programmes: Vec<(PlanLine, RoundProgramme, RoundProgramme)>,
}

impl Office {
    /// The trials of a round, newest first, and whether one may still be run.
    ///
    /// # Errors
    /// Forbidden to everybody but the examination authority.
    pub async fn trials(&self, year: i32, round: Round) -> Result<(Vec<Trial>, bool), ServiceError> {
        self.allow_here(Action::TrialRead)?;
        let mut found = self.whole.trials(year, round).await?;
        found.reverse();
        Ok((found, !self.trials_over(year, round).await?))
    }

    /// One trial.
    ///
    /// # Errors
    /// Not found where there is none.
    pub async fn trial(&self, year: i32, round: Round, number: i64) -> Result<TrialOnFile, ServiceError> {
        self.allow_here(Action::TrialRead)?;
        self.whole.trial(year, round, number).await?.ok_or(ServiceError::NotFound)
    }

    /// A trial held against another, or against the round once it is published.
    ///
    /// # Errors
    /// Not found where either is not there: a round that is not published is not.
    pub async fn compare_trial(
        &self,
        year: i32,
        round: Round,
        number: i64,
        with: Side,
    ) -> Result<Comparison, ServiceError> {
        let one = self.trial(year, round, number).await?;
        let (other, programmes) = match with {
            Side::Trial(number) => {
                let other = self.trial(year, round, number).await?;
                (came_in(&other.results), other.trial.programmes)
            }
            Side::Published => self.as_published(year, round).await?,
        };
        let one_came = came_in(&one.results);
        let lines = self.whole.plan_lines(year).await?;
        Ok(Comparison {
            with,
            candidates: one_came.len().max(other.len()),
            differences: differences(&one_came, &other),
            programmes: differing(lines, one.trial.programmes, programmes),
        })
    }

    /// What was published of a round first, before any correction: what a trial was to foretell.
    async fn as_published(
        &self,
        year: i32,
        round: Round,
    ) -> Result<(BTreeMap<CandidateNo, Came>, Vec<RoundProgramme>), ServiceError> {
        let mut versions = self.whole.round_versions(year, round).await?;
        versions.extend(self.whole.rounds(year).await?.into_iter().filter(|run| run.round == round));
        let first = versions.into_iter().next().filter(|run| run.published_at.is_some());
        let prepared = self.prepared(&first.ok_or(ServiceError::NotFound)?).await?;
        let lines: Vec<String> = prepared.index.values().map(|index| prepared.line(*index)).collect();
        Ok((came_in(&lines.join("\n")), crate::round::programmes(&prepared)))
    }
}

/// What lines of results say, by candidate: `candidate,outcome,programme,preference,reason`.
fn came_in(results: &str) -> BTreeMap<CandidateNo, Came> {
    let read = |line: &str| {
        let mut fields = line.split(',').map(str::to_owned);
        let mut next = || fields.next().unwrap_or_default();
        let (no, outcome, programme, preference, reason) = (next(), next(), next(), next(), next());
        let programme = Some(programme).filter(|id| !id.is_empty()).map(ProgrammeId);
        (CandidateNo(no), Came { outcome, programme, preference: preference.parse().ok(), reason })
    };
    results.lines().map(read).collect()
}

fn differences(one: &BTreeMap<CandidateNo, Came>, other: &BTreeMap<CandidateNo, Came>) -> Vec<Difference> {
    let mut numbers: Vec<&CandidateNo> = one.keys().chain(other.keys()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let of = |side: &BTreeMap<CandidateNo, Came>, no: &CandidateNo| side.get(no).cloned().unwrap_or_default();
    let differs = |no: &CandidateNo| {
        let (one, other) = (of(one, no), of(other, no));
        let alike = one.outcome == other.outcome && one.programme == other.programme;
        (!alike).then(|| Difference { no: no.clone(), one, other })
    };
    numbers.into_iter().filter_map(differs).collect()
}

fn differing(
    lines: Vec<PlanLine>,
    one: Vec<RoundProgramme>,
    other: Vec<RoundProgramme>,
) -> Vec<(PlanLine, RoundProgramme, RoundProgramme)> {
    let by = |side: Vec<RoundProgramme>| -> BTreeMap<ProgrammeId, RoundProgramme> {
        side.into_iter().map(|programme| (programme.programme.clone(), programme)).collect()
    };
    let (mut one, mut other) = (by(one), by(other));
    let pair = |line: PlanLine| {
        let (one, other) = (one.remove(&line.programme)?, other.remove(&line.programme)?);
        (one != other).then_some((line, one, other))
    };
    lines.into_iter().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_they_are_sealed() {
        let one = came_in("1,admitted,p,2,admitted\n2,not-admitted,,,preferences.full");
        let other = came_in("1,admitted,p,3,admitted\n3,ineligible,,,floor.below");
        let found = differences(&one, &other);
        let numbers: Vec<&str> = found.iter().map(|one| one.no.as_str()).collect();
        assert_eq!(numbers, ["2", "3"], "another preference of the same programme is the same outcome");
        assert_eq!((found[0].other.clone(), found[1].one.clone()), (Came::default(), Came::default()));
        assert_eq!(one[&CandidateNo("1".to_owned())].preference, Some(2));
    }
}
