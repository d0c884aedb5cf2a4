//! The published rounds of a year, run again with other values; what became of each candidate, before and after.

use super::{FLOOR, Records, WhatIf};
use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::round::{Earlier, Given, RestsOn, results, rules_in};
use crate::rows::{Candidate, PlanLine, Round, RoundResult};
use guantong_admission::Rules;
use guantong_admission::rules::Equal;
use guantong_admission::year::FloorBasis;
use guantong_model::{CandidateNo, Message, PersonId, ProgrammeId, Score, StudentId, words};
use guantong_policy::edition::Value;
use guantong_policy::edition::change::Instead;
use std::collections::BTreeMap;

words! {
    /// What became of a candidate.
    Turn {
        /// A place is gone.
        Loses = "loses",
        /// A place is had that was not.
        Gains = "gains",
        /// Another programme.
        Moves = "moves",
        /// No longer eligible; there was no place before either.
        Barred = "barred",
        /// Eligible now, without a place.
        Eligible = "eligible",
    }
}

/// What came of a candidate in the rounds of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Came {
    /// The round that decided.
    pub round: Round,
    /// `admitted`, `not-admitted` or `ineligible`.
    pub outcome: String,
    /// The programme, of the admitted.
    pub programme: Option<ProgrammeId>,
    /// A dotted code.
    pub reason: String,
}

/// A candidate who would have had another result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdmissionRow {
    /// The year.
    pub year: i32,
    /// The candidate.
    pub no: CandidateNo,
    /// The person.
    pub person: PersonId,
    /// The name, for those who may know it.
    pub name: String,
    /// 录取总分.
    pub total: Score,
    /// What it is.
    pub turn: Turn,
    /// What was published.
    pub before: Came,
    /// What would have been.
    pub after: Came,
    /// The institution of the place that was, or would be; empty where there is none.
    pub institution: String,
    /// The record that rests on the place, with how many decisions it has.
    pub record: Option<(StudentId, i64)>,
}

impl AdmissionRow {
    /// Of the two results the one that a clause decides: that without a place, else the later.
    #[must_use]
    pub fn deciding(&self) -> &Came {
        match self.turn {
            Turn::Gains | Turn::Eligible => &self.before,
            Turn::Loses | Turn::Moves | Turn::Barred => &self.after,
        }
    }
}

/// The clause behind a reason.
#[must_use]
pub fn clause_of(reason: &str) -> &'static str {
    match reason {
        "qualification.none" | "household.none" => "3.1.1",
        "floor.below" => "3.1.2.a",
        "admitted.earlier" => "3.1.2.b",
        _ => "3.1.3.b",
    }
}

/// The rounds of a year, run again.
pub(super) struct Again {
    pub(super) rows: Vec<AdmissionRow>,
    pub(super) candidates: usize,
    /// 录取成绩 of each programme, as it would be.
    pub(super) scores: BTreeMap<ProgrammeId, Option<Score>>,
}

impl Office {
    /// Runs the published rounds of a year again; `other` is the office under the other edition.
    pub(super) async fn admitted_again(
        &self,
        other: &Office,
        asked: &WhatIf,
        year: i32,
    ) -> Result<Again, ServiceError> {
        let mut again = Again { rows: Vec::new(), candidates: 0, scores: BTreeMap::new() };
        let runs = self.whole.rounds(year).await?;
        let published = || runs.iter().filter(|run| run.published_at.is_some());
        let lines = self.whole.plan_lines(year).await?;
        let drops = lines.iter().any(|line| asked.dropped.contains(&line.programme));
        if published().next().is_none() || !(drops || touches_rounds(asked)) {
            return Ok(again);
        }
        let people = self.whole.candidates(year).await?;
        let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
        let mut earlier = Earlier::default();
        for run in published() {
            let was = self.prepared(run).await?;
            let set = self.rules_at(year, Some(run.rules_version)).await?.set;
            let full = set.full_marks.value;
            let rules = changed_rules(rules_in(&set, run.round)?, asked)?;
            if let Some(floor) = rules.score_floor.filter(|floor| *floor > full) {
                return Err(ServiceError::BadInput(vec![
                    Message::new("what-if-floor-over")
                        .with("floor", floor.to_string())
                        .with("full", full.to_string())
                        .with("year", year),
                ]));
            }
            // A programme without places is on nobody's way; who named it goes on to the next.
            let without = |line: &PlanLine| PlanLine {
                places: if asked.dropped.contains(&line.programme) { 0 } else { line.places },
                ..line.clone()
            };
            let given = Given {
                lines: Some(was.lines.iter().map(without).collect()),
                people: Some(people.clone()),
                earlier: Some(earlier.clone()),
                rules: Some(rules),
                floor_basis: chosen_basis(asked),
                rests_on: Some(RestsOn::of(run)),
            };
            let now = other.prepare_given(year, run.round, &[0; 32], given).await?;
            note(&mut before, run.round, was.derived());
            let came = results(&now);
            for filled in crate::round::programmes(&now) {
                let score = again.scores.entry(filled.programme).or_insert(None);
                *score = match (*score, filled.cutoff) {
                    (Some(one), Some(other)) => Some(one.min(other)),
                    (one, other) => one.or(other),
                };
            }
            note(&mut after, run.round, came.clone());
            earlier.add(came);
        }
        again.candidates = people.len();
        let places: BTreeMap<&ProgrammeId, &PlanLine> = lines.iter().map(|l| (&l.programme, l)).collect();
        again.rows =
            people.iter().filter_map(|one| row(year, one, &mut before, &mut after, &places)).collect();
        Ok(again)
    }

    /// Adds who the candidates are, and the records that rest on their places.
    pub(super) async fn name_admissions(
        &self,
        rows: &mut [AdmissionRow],
        records: &Records,
        named: bool,
    ) -> Result<(), Fault> {
        if named {
            let ids: Vec<PersonId> = rows.iter().map(|row| row.person.clone()).collect();
            let mut names: BTreeMap<PersonId, String> = BTreeMap::new();
            for person in self.whole.people(&ids).await? {
                names.insert(person.id, person.name);
            }
            for row in rows.iter_mut() {
                row.name = names.get(&row.person).cloned().unwrap_or_default();
            }
        }
        for row in rows {
            row.record = records.by_candidate.get(&(row.year, row.no.clone())).cloned();
        }
        Ok(())
    }
}

/// Whether something is changed that rounds are run by.
fn touches_rounds(asked: &WhatIf) -> bool {
    let readings = super::OF_ROUNDS.iter().any(|id| asked.changes.choices.contains_key(*id));
    readings || asked.changes.parameters.contains_key(FLOOR)
}

/// The rules of a round with what is changed of them.
fn changed_rules(mut rules: Rules, asked: &WhatIf) -> Result<Rules, ServiceError> {
    let floor = match asked.changes.parameters.get(FLOOR) {
        Some(Instead::Value(Value::Number(points))) => Some(score(*points)),
        Some(Instead::By(more)) => rules.score_floor.and_then(|floor| {
            let floor = Score::parse(&floor.to_string()).ok()?;
            Some(Score::from_millionths(floor.millionths().saturating_add(score(*more).millionths())))
        }),
        _ => None,
    };
    if let Some(floor) = floor.filter(|floor| floor.millionths() < 0) {
        return Err(super::bad("what-if-floor-under", "floor", &floor.to_string()));
    }
    rules.score_floor = floor.map(Into::into).or(rules.score_floor);
    let choice = |id: &str| asked.changes.choices.get(id).map(String::as_str);
    rules.equal = choice("equal-scores").and_then(Equal::parse).unwrap_or(rules.equal);
    if let Some(counts) = choice("household-evidence") {
        rules.household_evidence_counts = counts == "yes";
    }
    Ok(rules)
}

fn score(points: i64) -> Score {
    Score::from_millionths(points.saturating_mul(1_000_000))
}

fn chosen_basis(asked: &WhatIf) -> Option<FloorBasis> {
    let choice = asked.changes.choices.get("floor-basis")?;
    FloorBasis::ALL.into_iter().find(|(_, word)| *word == choice.as_str()).map(|(basis, _)| basis)
}

/// Notes what a round gave: a place stands, whatever later rounds say of its holder.
fn note(came: &mut BTreeMap<CandidateNo, Came>, round: Round, results: Vec<RoundResult>) {
    for RoundResult { no, outcome, programme, reason, .. } in results {
        let placed = came.get(&no).is_some_and(|came| came.programme.is_some());
        if !placed {
            came.insert(no, Came { round, outcome, programme, reason });
        }
    }
}

fn row(
    year: i32,
    one: &Candidate,
    before: &mut BTreeMap<CandidateNo, Came>,
    after: &mut BTreeMap<CandidateNo, Came>,
    places: &BTreeMap<&ProgrammeId, &PlanLine>,
) -> Option<AdmissionRow> {
    let (before, after) = (before.remove(&one.no)?, after.remove(&one.no)?);
    let turn = match (&before.programme, &after.programme) {
        (Some(was), Some(now)) if was == now => return None,
        (Some(_), Some(_)) => Turn::Moves,
        (Some(_), None) => Turn::Loses,
        (None, Some(_)) => Turn::Gains,
        (None, None) if before.outcome == after.outcome => return None,
        (None, None) if after.outcome == "ineligible" => Turn::Barred,
        (None, None) => Turn::Eligible,
    };
    let of = before.programme.as_ref().or(after.programme.as_ref()).and_then(|id| places.get(id));
    Some(AdmissionRow {
        year,
        no: one.no.clone(),
        person: one.person.clone(),
        name: String::new(),
        total: one.total,
        turn,
        institution: of.map(|line| line.institution.clone()).unwrap_or_default(),
        before,
        after,
        record: None,
    })
}
