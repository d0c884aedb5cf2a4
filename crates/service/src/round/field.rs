//! Who takes part in a round, and in which programmes: candidates, places and quotas as the year's rules have them.

use super::prepare::Earlier;
use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::rows::{Candidate, Person, PlanLine, Round};
use guantong_admission::decimal::{Column, Decimal};
use guantong_admission::rules::Weights;
use guantong_admission::year::{FloorBasis, QuotaKind, QuotaPlaces, RuleSet, WEIGHTED};
use guantong_admission::{Candidates, Programmes, candidates, programmes};
use guantong_model::{CandidateNo, Message, PersonId, ProgrammeId, Score};
use std::collections::{BTreeMap, BTreeSet};

/// The kinds of quotas by which candidates stand in groups, in the order of their groups.
const BY_GROUP: [QuotaKind; 3] = [QuotaKind::Sex, QuotaKind::Boarding, QuotaKind::District];

/// The groups of everybody, a list a candidate.
pub(super) struct Groups(BTreeMap<CandidateNo, Vec<String>>);

impl Groups {
    fn of(&self, no: &CandidateNo) -> &[String] {
        self.0.get(no).map_or(&[], Vec::as_slice)
    }
}

impl Office {
    /// The groups that candidates stand in, of the kinds that the rules have quotas of.
    pub(super) async fn groups(&self, set: &RuleSet, people: &[Candidate]) -> Result<Groups, Fault> {
        let kinds: Vec<QuotaKind> =
            BY_GROUP.into_iter().filter(|kind| set.quota_places.iter().any(|q| q.kind == *kind)).collect();
        if kinds.is_empty() {
            return Ok(Groups(BTreeMap::new()));
        }
        let ids: Vec<PersonId> = people.iter().map(|candidate| candidate.person.clone()).collect();
        let known = self.whole.people(&ids).await?;
        let known: BTreeMap<&PersonId, &Person> = known.iter().map(|person| (&person.id, person)).collect();
        let group = |candidate: &Candidate, kind: QuotaKind| -> String {
            let person = known.get(&candidate.person);
            let group = match kind {
                QuotaKind::Sex => person.map(|person| if person.sex == 1 { "male" } else { "female" }),
                QuotaKind::Boarding => candidate.boards.map(|boards| if boards { "boarding" } else { "day" }),
                QuotaKind::District => person.map(|person| person.district.as_str()),
                QuotaKind::AdditionalTest => None,
            };
            group.unwrap_or_default().to_owned()
        };
        let of_all = people.iter().map(|candidate| {
            (candidate.no.clone(), kinds.iter().map(|kind| group(candidate, *kind)).collect())
        });
        Ok(Groups(of_all.collect()))
    }
}

/// Leaves each programme the quotas of the first kind it lists, under that choice of interpretation `several-quotas`.
pub(super) fn first_kind_only(set: &mut RuleSet) {
    let mut first: BTreeMap<String, QuotaKind> = BTreeMap::new();
    let counted = |quota: &QuotaPlaces| BY_GROUP.contains(&quota.kind);
    for quota in set.quota_places.iter().filter(|quota| counted(quota)) {
        first.entry(quota.programme.clone()).or_insert(quota.kind);
    }
    set.quota_places.retain(|quota| !counted(quota) || first.get(&quota.programme) == Some(&quota.kind));
}

/// Programmes that demand an additional test, each with its number.
fn tests(set: &RuleSet) -> BTreeMap<&str, u8> {
    let demanding: BTreeSet<&str> = set
        .quota_places
        .iter()
        .filter(|quota| quota.kind == QuotaKind::AdditionalTest)
        .map(|quota| quota.programme.as_str())
        .collect();
    demanding.into_iter().zip(0..).collect()
}

/// The plan of a round: places and quotas that earlier rounds left.
pub(super) fn plan(
    set: &RuleSet,
    lines: &[PlanLine],
    earlier: &Earlier,
    groups: &Groups,
) -> Result<Programmes, ServiceError> {
    // A quota of a programme that the plan no longer has would hold for nobody, and nobody would see it.
    let gone = |code: &str| !lines.iter().any(|line| line.programme.as_str() == code);
    let named = set.quota_places.iter().map(|quota| quota.programme.as_str());
    let mut named = named.chain(set.weights.iter().map(|weights| weights.programme.as_str()));
    if let Some(code) = named.find(|code| gone(code)) {
        let message = Message::new("rules-programme-gone").with("value", code).with("year", set.year);
        return Err(ServiceError::BadInput(vec![message]));
    }
    let mut taken: BTreeMap<(&ProgrammeId, &str), u32> = BTreeMap::new();
    for (no, programme) in &earlier.seats {
        for group in groups.of(no) {
            *taken.entry((programme, group.as_str())).or_default() += 1;
        }
    }
    let tests = tests(set);
    let row = |line: &PlanLine| {
        let before = earlier.admitted.get(&line.programme).copied().unwrap_or(0);
        let left = u32::try_from((line.places - before).max(0)).unwrap_or(u32::MAX);
        let quotas = set.quota_places.iter().filter(|quota| {
            quota.kind != QuotaKind::AdditionalTest && quota.programme == line.programme.as_str()
        });
        let quotas = quotas.map(|quota| {
            let before = taken.get(&(&line.programme, quota.group.as_str())).copied().unwrap_or(0);
            (quota.group.clone(), quota.places.saturating_sub(before))
        });
        programmes::Programme {
            additional_test: tests.get(line.programme.as_str()).copied(),
            quotas: quotas.collect(),
            ..programmes::Programme::new(line.programme.as_str(), left)
        }
    };
    let rows: Vec<_> = lines.iter().map(row).collect();
    Ok(Programmes::from_rows(&rows).map_err(|error| Fault::new("take the plan", error))?)
}

/// The candidates of a round.
pub(super) fn field(
    set: &RuleSet,
    people: &[Candidate],
    round: Round,
    programmes: &Programmes,
    groups: &Groups,
    evidence: &BTreeSet<CandidateNo>,
) -> Result<Candidates, Fault> {
    let tests = tests(set);
    let row = |candidate: &Candidate| {
        let code = |id: &ProgrammeId| programmes.find(id.as_str().as_bytes()).unwrap_or(candidates::UNKNOWN);
        let passed = candidate.tests_passed.iter().filter_map(|id| tests.get(id.as_str()).copied());
        let mut own = groups.of(&candidate.no).iter().cloned();
        let household = match candidate.household {
            true => candidates::Household::Formal,
            false if evidence.contains(&candidate.no) => candidates::Household::Evidenced,
            false => candidates::Household::Absent,
        };
        candidates::Candidate {
            id: candidate.no.0.clone(),
            total: candidate.total,
            floor_total: floor_total(set, candidate),
            keys: set.keys(candidate.priority, candidate.bonus, |subject| mark(candidate, subject)),
            draw: Some(candidate.draw),
            qualified: candidate.qualified,
            household,
            tests_passed: passed.collect(),
            group: own.next(),
            more_groups: own.collect(),
            preferences: candidate.preferences(round).iter().map(code).collect(),
        }
    };
    let rows: Vec<_> = people.iter().map(row).collect();
    let mut field =
        Candidates::from_rows(&rows, programmes).map_err(|error| Fault::new("take the candidates", error))?;
    if !set.weights.is_empty() {
        field.subjects = WEIGHTED
            .map(|subject| {
                let marks = people.iter().map(|candidate| mark(candidate, subject));
                (subject.to_owned(), Column::of_scores(marks))
            })
            .to_vec();
    }
    Ok(field)
}

/// What the floor measures, where it is not the total: the examination total, without the bonus that counts.
pub(super) fn floor_total(set: &RuleSet, candidate: &Candidate) -> Option<Score> {
    let examination =
        || Score::from_millionths(candidate.total.millionths().saturating_sub(candidate.bonus.millionths()));
    match set.floor_basis.value {
        FloorBasis::TotalWithBonus => None,
        FloorBasis::ExaminationTotal => Some(set.measured_by_floor(examination(), candidate.bonus)),
    }
}

/// A mark of a candidate by the name the rules have for it; nothing is 0.
fn mark(candidate: &Candidate, subject: &str) -> Score {
    match subject {
        "total" => candidate.total,
        "chinese" => candidate.chinese,
        "mathematics" => candidate.mathematics,
        "foreign-language" => candidate.foreign_language,
        _ => Score::default(),
    }
}

/// How programmes rank where it is not by total.
pub(super) fn weights(set: &RuleSet, programmes: &Programmes) -> Vec<Weights> {
    let of_programme = |one: &guantong_admission::year::ProgrammeWeights| {
        let weights = (0_u32..).zip(one.weights);
        let subjects = weights.filter(|(_, weight)| *weight > Decimal::default()).collect();
        Some(Weights { programme: programmes.find(one.programme.as_bytes())?, subjects })
    };
    set.weights.iter().filter_map(of_programme).collect()
}
