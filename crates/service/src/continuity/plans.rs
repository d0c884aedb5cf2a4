//! Two plans against each other, programme by programme.

use crate::rows::PlanLine;
use guantong_model::{ProgrammeId, words};

words! {
    /// What became of a programme between two plans.
    Fate {
        /// 停招: the later plan has neither it nor the same major of the school with another partner.
        Dropped = "dropped",
        /// 更换合作高校: the later plan has it with another partner.
        PartnerChanged = "partner-changed",
        /// 新增.
        New = "new",
        /// It goes on.
        Unchanged = "unchanged",
    }
}

/// A programme in two plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanChange {
    /// What became of it.
    pub fate: Fate,
    /// As the plan that has it first has it: the earlier one, for a new programme the later.
    first: PlanLine,
    /// As the later plan has it, where both do.
    pub after: Option<PlanLine>,
}

impl PlanChange {
    /// The programme as the earlier plan has it, a new one as the later does.
    #[must_use]
    pub fn line(&self) -> &PlanLine {
        &self.first
    }

    /// The programme, where classes no longer enter it.
    #[must_use]
    pub fn gone(&self) -> Option<(&ProgrammeId, &PlanLine)> {
        let gone = matches!(self.fate, Fate::Dropped | Fate::PartnerChanged);
        gone.then_some((&self.first.programme, &self.first))
    }
}

/// Compares the lines of two plans, institutions under one name each: those of the earlier in its order, then what is new in the order of the later.
#[must_use]
pub fn compare(before: &[PlanLine], after: &[PlanLine]) -> Vec<PlanChange> {
    let stays = |line: &&PlanLine| before.iter().any(|earlier| earlier.programme == line.programme);
    let mut arrived: Vec<&PlanLine> = after.iter().filter(|line| !stays(line)).collect();
    let mut changes = Vec::new();
    for line in before {
        let same = after.iter().find(|later| later.programme == line.programme).cloned();
        let (fate, found) = match same {
            Some(later) => (Fate::Unchanged, Some(later)),
            None => match nearest(line, &arrived) {
                Some(at) => {
                    let later = arrived.remove(at).clone();
                    // The same under another id: an institution has another name since.
                    let same = later.partner == line.partner;
                    (if same { Fate::Unchanged } else { Fate::PartnerChanged }, Some(later))
                }
                None => (Fate::Dropped, None),
            },
        };
        changes.push(PlanChange { fate, first: line.clone(), after: found });
    }
    let new = |line: &PlanLine| PlanChange { fate: Fate::New, first: line.clone(), after: None };
    changes.extend(arrived.into_iter().map(new));
    changes
}

/// The same major of the same school in the same track: with the same partner before another.
fn nearest(line: &PlanLine, arrived: &[&PlanLine]) -> Option<usize> {
    let partner = arrived.iter().position(|later| same_major(line, later) && later.partner == line.partner);
    partner.or_else(|| arrived.iter().position(|later| same_major(line, later)))
}

fn same_major(one: &PlanLine, other: &PlanLine) -> bool {
    let key = |line: &PlanLine| {
        (
            line.track,
            line.institution.clone(),
            line.special.clone(),
            line.major.clone(),
            line.specialisation.clone(),
        )
    };
    key(one) == key(other)
}
