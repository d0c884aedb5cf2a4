//! The proof of a run: its stated properties, checked from the data alone.
//!
//! Nothing here uses the code that ranks, judges eligibility or gives out places: candidates are compared
//! column by column, the floor as a decimal, and the result is taken as it lies. A run that fails is not
//! sealable (3.1.2.a, 3.1.2.b, 3.1.3.b).

use crate::allocate::{Allocation, NONE};
use crate::candidates::{Candidates, Household};
use crate::decimal::{Column, Decimal};
use crate::programmes::Programmes;
use crate::rules::{Equal, Rules};
use guantong_model::Message;
use serde::Serialize;
use std::cmp::Ordering;
use std::collections::HashMap;

/// How many violations a check lists.
pub const LISTED_MAX: usize = 100;

/// The five properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Property {
    /// No programme over its places or a quota, but for equals lawfully let in at the boundary.
    WithinPlaces,
    /// Nobody below the floor.
    AboveFloor,
    /// Nobody ineligible, and nobody where he did not ask to be.
    Eligible,
    /// Nobody prefers a programme that admitted someone ranked behind him, or an equal before an equal.
    NobodyPassedOver,
    /// Unused places only where nobody eligible wanted them.
    NothingWasted,
}

impl Property {
    /// Every property, in the order of the checks.
    pub const ALL: [Property; 5] = [
        Property::WithinPlaces,
        Property::AboveFloor,
        Property::Eligible,
        Property::NobodyPassedOver,
        Property::NothingWasted,
    ];

    /// The word used in files and message ids.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Property::WithinPlaces => "within-places",
            Property::AboveFloor => "above-floor",
            Property::Eligible => "eligible",
            Property::NobodyPassedOver => "nobody-passed-over",
            Property::NothingWasted => "nothing-wasted",
        }
    }
}

/// Where a property does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// The candidate concerned.
    pub candidate: Option<u32>,
    /// The programme concerned.
    pub programme: Option<u32>,
    /// The candidate admitted before him.
    pub other: Option<u32>,
}

/// One property, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Which.
    pub property: Property,
    /// How many programmes, candidates or preferences were looked at.
    pub examined: u64,
    /// How many violations there are.
    pub violations: u64,
    /// The first of them.
    pub listed: Vec<Violation>,
}

impl Check {
    fn new(property: Property) -> Self {
        Check { property, examined: 0, violations: 0, listed: Vec::new() }
    }

    fn violated(&mut self, candidate: Option<u32>, programme: Option<u32>, other: Option<u32>) {
        self.violations += 1;
        if self.listed.len() < LISTED_MAX {
            self.listed.push(Violation { candidate, programme, other });
        }
    }

    /// The sentence of this check: held, or by how many violated.
    #[must_use]
    pub fn message(&self) -> Message {
        let fact = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        Message::new(&format!("admission-proof-{}", self.property.as_str()))
            .with("examined", fact(self.examined))
            .with("violations", fact(self.violations))
    }
}

/// All five checks of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// The checks, in the order of [`Property::ALL`].
    pub checks: Vec<Check>,
}

impl Proof {
    /// Whether every property holds; a run without proof is not sealable.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.checks.len() == Property::ALL.len() && self.checks.iter().all(|check| check.violations == 0)
    }
}

/// Checks a result against the data it was made from; `admitted_earlier` as in the run itself.
#[must_use]
pub fn prove(
    rules: &Rules,
    programmes: &Programmes,
    candidates: &Candidates,
    admitted_earlier: &[bool],
    allocation: &Allocation,
) -> Proof {
    let court = Court::new(rules, programmes, candidates, admitted_earlier, allocation);
    let [mut places, mut floor, mut eligible, mut passed, mut wasted] = Property::ALL.map(Check::new);
    court.places(&mut places);
    for candidate in 0..candidates.count() {
        court.admitted(candidate, &mut floor, &mut eligible);
        court.wishes(candidate, &mut passed, &mut wasted);
    }
    Proof { checks: vec![places, floor, eligible, passed, wasted] }
}

/// What a programme, or one group of its quotas, took in.
#[derive(Clone, Copy, Default)]
struct Taken {
    count: u32,
    worst: Option<u32>,
    better_than_worst: u32,
}

struct Court<'a> {
    rules: &'a Rules,
    programmes: &'a Programmes,
    candidates: &'a Candidates,
    admitted_earlier: &'a [bool],
    allocation: &'a Allocation,
    /// Scores by weights, one column a formula, and the formula of each programme that goes by one.
    weighted: (Vec<Column>, HashMap<u32, usize>),
    /// By programme: in all, then by group.
    taken: Vec<Taken>,
}

impl<'a> Court<'a> {
    fn new(
        rules: &'a Rules,
        programmes: &'a Programmes,
        candidates: &'a Candidates,
        admitted_earlier: &'a [bool],
        allocation: &'a Allocation,
    ) -> Self {
        let weighted = weighted(rules, candidates);
        let taken = vec![Taken::default(); programmes.all_places().len() * (programmes.groups().len() + 1)];
        let mut court =
            Court { rules, programmes, candidates, admitted_earlier, allocation, weighted, taken };
        court.count();
        court
    }

    fn count(&mut self) {
        for candidate in 0..self.candidates.count() {
            for index in self.shares(candidate) {
                let Some(programme) = self.seat(candidate) else { break };
                let Some(mut taken) = self.taken.get(index).copied() else { continue };
                taken.count += 1;
                let worst = taken.worst.unwrap_or(candidate);
                if self.compare(programme, candidate, worst) != Ordering::Less {
                    taken.worst = Some(candidate);
                }
                self.taken.get_mut(index).into_iter().for_each(|entry| *entry = taken);
            }
        }
        for candidate in 0..self.candidates.count() {
            for index in self.shares(candidate) {
                let Some(programme) = self.seat(candidate) else { break };
                let Some(taken) = self.taken.get(index).copied() else { continue };
                let ahead = taken
                    .worst
                    .is_some_and(|worst| self.compare(programme, candidate, worst) == Ordering::Less);
                self.taken
                    .get_mut(index)
                    .into_iter()
                    .for_each(|entry| entry.better_than_worst += u32::from(ahead));
            }
        }
    }

    /// Where the programme of a candidate, and his group in it, are counted.
    fn shares(&self, candidate: u32) -> impl Iterator<Item = usize> + use<> {
        let whole = self.seat(candidate).map(|programme| self.share(programme, 0));
        let groups: Vec<u16> = self.candidates.groups(candidate).collect();
        whole.into_iter().chain(
            whole.into_iter().flat_map(move |whole| {
                groups.clone().into_iter().map(move |group| whole + usize::from(group))
            }),
        )
    }

    fn share(&self, programme: u32, group: u16) -> usize {
        programme as usize * (self.programmes.groups().len() + 1) + usize::from(group)
    }

    fn taken(&self, programme: u32, group: u16) -> Taken {
        self.taken.get(self.share(programme, group)).copied().unwrap_or_default()
    }

    /// The programme a candidate is given, if the plan has it.
    fn seat(&self, candidate: u32) -> Option<u32> {
        let programme = self.allocation.programme.get(candidate as usize).copied();
        programme.filter(|programme| *programme < self.programmes.count())
    }

    /// Better candidates are less. What each is compared by: the programme's score, keys, then what the rules
    /// put between equals.
    fn compare(&self, programme: u32, a: u32, b: u32) -> Ordering {
        let candidates = self.candidates;
        let (columns, of) = &self.weighted;
        let formula = if of.is_empty() { None } else { of.get(&programme) };
        let score = formula.and_then(|formula| columns.get(*formula)).unwrap_or(&candidates.total);
        let mut order = score.at(b).cmp(&score.at(a));
        for key in &candidates.keys {
            order = order.then_with(|| key.at(b).cmp(&key.at(a)));
        }
        match (self.rules.equal, &candidates.draw) {
            (Equal::Draw, Some(draw)) => order.then_with(|| draw.at(a).cmp(&draw.at(b))),
            (Equal::PositionThenAll, _) => {
                order.then_with(|| self.named_at(a, programme).cmp(&self.named_at(b, programme)))
            }
            _ => order,
        }
    }

    fn named_at(&self, candidate: u32, programme: u32) -> Option<usize> {
        self.candidates.lists.of(candidate).iter().position(|entry| *entry == programme)
    }

    fn above_floor(&self, candidate: u32) -> bool {
        let measured = self.candidates.floor_total.as_ref().unwrap_or(&self.candidates.total);
        self.rules.score_floor.is_none_or(|floor| measured.decimal(candidate) >= floor)
    }

    fn may_take_part(&self, candidate: u32) -> bool {
        let standing = self.candidates.standing(candidate);
        let household = match standing.household() {
            Household::Formal => true,
            Household::Evidenced => self.rules.household_evidence_counts,
            Household::Absent => false,
        };
        let earlier = self.admitted_earlier.get(candidate as usize).copied().unwrap_or(false);
        standing.qualified() && household && !earlier
    }

    fn has_test(&self, candidate: u32, programme: u32) -> bool {
        self.programmes.additional_test(programme).is_none_or(|test| self.candidates.passed(candidate, test))
    }

    fn places(&self, check: &mut Check) {
        let equals_go_over = matches!(self.rules.equal, Equal::AdmitAll | Equal::PositionThenAll);
        let fits = |taken: Taken, most: u32| {
            taken.count <= most || (equals_go_over && taken.better_than_worst < most)
        };
        for programme in 0..self.programmes.count() {
            check.examined += 1;
            let whole = self.taken(programme, 0);
            if !fits(whole, self.programmes.places(programme)) {
                check.violated(whole.worst, Some(programme), None);
            }
            for group in 1..=u16::try_from(self.programmes.groups().len()).unwrap_or(u16::MAX) {
                let taken = self.taken(programme, group);
                if self.programmes.quota(programme, group).is_some_and(|most| !fits(taken, most)) {
                    check.violated(taken.worst, Some(programme), None);
                }
            }
        }
    }

    fn admitted(&self, candidate: u32, floor: &mut Check, eligible: &mut Check) {
        let Some(given) = self.allocation.programme.get(candidate as usize).filter(|given| **given != NONE)
        else {
            return;
        };
        floor.examined += 1;
        eligible.examined += 1;
        if !self.above_floor(candidate) {
            floor.violated(Some(candidate), Some(*given), None);
        }
        let position = self.allocation.position.get(candidate as usize).copied().unwrap_or(0) as usize;
        let asked = self.named_at(candidate, *given).is_some_and(|entry| entry + 1 == position);
        let in_plan = *given < self.programmes.count();
        if !(asked && in_plan && self.may_take_part(candidate) && self.has_test(candidate, *given)) {
            eligible.violated(Some(candidate), Some(*given), None);
        }
    }

    /// Looks at every programme a candidate would rather have had.
    fn wishes(&self, candidate: u32, passed: &mut Check, wasted: &mut Check) {
        if !self.may_take_part(candidate) || !self.above_floor(candidate) {
            return;
        }
        let seat = self.seat(candidate);
        let group = self.candidates.group(candidate);
        for programme in self.candidates.lists.of(candidate) {
            if seat == Some(*programme) {
                return;
            }
            if *programme >= self.programmes.count() || !self.has_test(candidate, *programme) {
                continue;
            }
            passed.examined += 1;
            wasted.examined += 1;
            if self.candidates.has_several_groups() {
                self.wish_among_several(candidate, *programme, passed, wasted);
                continue;
            }
            let (whole, own) = (self.taken(*programme, 0), self.taken(*programme, group));
            let not_behind = |worst: &u32| self.compare(*programme, candidate, *worst) != Ordering::Greater;
            let quota = self.programmes.quota(*programme, group);
            let quota_has_room = quota.is_none_or(|most| own.count < most);
            let of_group = own.worst.filter(|_| quota.is_some_and(|most| most > 0)).filter(not_behind);
            let of_all = whole.worst.filter(|_| quota_has_room).filter(not_behind);
            if let Some(other) = of_group.or(of_all) {
                passed.violated(Some(candidate), Some(*programme), Some(other));
            }
            if quota_has_room && whole.count < self.programmes.places(*programme) {
                wasted.violated(Some(candidate), Some(*programme), None);
            }
        }
    }
}

impl Court<'_> {
    /// With quotas of several kinds: what keeps a candidate out is that the places, or a quota of one of his groups, are
    /// all taken by those before him.
    fn wish_among_several(&self, candidate: u32, programme: u32, passed: &mut Check, wasted: &mut Check) {
        let quotas = self.candidates.groups(candidate).filter_map(|group| {
            Some((self.taken(programme, group), self.programmes.quota(programme, group)?))
        });
        let whole = (self.taken(programme, 0), self.programmes.places(programme));
        let (mut full, mut lawful, mut other) = (false, false, None);
        let bounds = std::iter::once(whole).chain(quotas);
        for (taken, _) in bounds.filter(|(taken, most)| taken.count >= *most) {
            full = true;
            let before = taken
                .worst
                .is_none_or(|worst| self.compare(programme, candidate, worst) == Ordering::Greater);
            lawful |= before;
            other = other.or(taken.worst.filter(|_| !before));
        }
        match (full, lawful) {
            (false, _) => wasted.violated(Some(candidate), Some(programme), None),
            (true, false) => passed.violated(Some(candidate), Some(programme), other),
            (true, true) => {}
        }
    }
}

/// The scores of programmes that rank by weights; no subject at all counts nothing.
fn weighted(rules: &Rules, candidates: &Candidates) -> (Vec<Column>, HashMap<u32, usize>) {
    let mut columns = Vec::new();
    let mut of = HashMap::new();
    let mut formulas: Vec<&[(u32, Decimal)]> = Vec::new();
    for weights in &rules.weights {
        let formula = formulas.iter().position(|formula| *formula == weights.subjects.as_slice());
        of.insert(weights.programme, formula.unwrap_or(formulas.len()));
        if formula.is_some() {
            continue;
        }
        let part = |(subject, weight): &(u32, Decimal)| {
            candidates.subjects.get(*subject as usize).map(|(_, column)| (column, *weight))
        };
        let parts: Vec<(&Column, Decimal)> = weights.subjects.iter().filter_map(part).collect();
        columns.push(Column::weighted(&parts).unwrap_or_default());
        formulas.push(&weights.subjects);
    }
    (columns, of)
}
