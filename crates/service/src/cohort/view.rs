//! The figures of an entry year, ready to be shown.

use super::{CohortGroup, Milestone};
use crate::rows::PlanLine;
use guantong_model::{ProgrammeId, Standing, words};
use std::cmp::Ordering;
use std::collections::BTreeMap;

words! {
    /// Where those are who reached a step and not the next.
    Stay {
        /// 毕业退出: graduated from an earlier stage than the bachelor's (3.3.4, 3.4.3).
        Exited = "exited",
        /// Ended in any other way, before arrival too.
        Left = "left",
        /// 在读, whether on time or in a later class.
        Studying = "studying",
        /// 休学.
        OnLeave = "on-leave",
        /// 已录取未报到.
        Awaited = "awaited",
    }
}

impl Stay {
    /// The standings that make it up.
    #[must_use]
    pub fn standings(self) -> &'static [Standing] {
        match self {
            Stay::Exited => &[Standing::Graduated],
            Stay::Left => &[
                Standing::Completed,
                Standing::Incomplete,
                Standing::Withdrawn,
                Standing::Expelled,
                Standing::Cancelled,
                Standing::Deceased,
                Standing::NotEnrolled,
            ],
            Stay::Studying => &[Standing::Studying],
            Stay::OnLeave => &[Standing::OnLeave],
            Stay::Awaited => &[Standing::Admitted],
        }
    }
}

/// A step of the seven years: how many reached it, and where those are who went no further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The step.
    pub milestone: Milestone,
    /// How many reached it.
    pub reached: i64,
    /// How many of them did not reach the next one, by where they are, in the order of [`Stay::ALL`].
    pub stays: Vec<(Stay, i64)>,
}

impl Step {
    /// How many stay here for a reason.
    #[must_use]
    pub fn staying(&self, stay: Stay) -> i64 {
        self.stays.iter().find(|(kind, _)| *kind == stay).map_or(0, |(_, students)| *students)
    }
}

/// One programme of an entry year, from admission to the bachelor's certificate.
#[derive(Clone, Debug)]
pub struct Survival {
    /// The programme its students are in now.
    pub programme: ProgrammeId,
    /// Its plan line; nothing where no plan has it.
    pub line: Option<PlanLine>,
    /// How many reached each step, in the order of [`Milestone::ALL`].
    pub reached: Vec<i64>,
}

impl Survival {
    /// How many reached a step.
    #[must_use]
    pub fn at(&self, milestone: Milestone) -> i64 {
        let reached = Milestone::ALL.iter().zip(&self.reached);
        reached.filter(|(step, _)| **step == milestone).map(|(_, students)| *students).sum()
    }
}

/// An entry year in its seven years.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// 入学年份.
    pub entry_year: i32,
    /// Every step, in order.
    pub steps: Vec<Step>,
    /// By programme, the one that lost the greatest share first.
    pub programmes: Vec<Survival>,
}

impl Cohort {
    pub(super) fn of(
        entry_year: i32,
        groups: &[CohortGroup],
        lines: &BTreeMap<ProgrammeId, PlanLine>,
    ) -> Self {
        let mut of_programme: BTreeMap<&ProgrammeId, Vec<&CohortGroup>> = BTreeMap::new();
        for group in groups {
            of_programme.entry(&group.programme).or_default().push(group);
        }
        let mut programmes: Vec<Survival> = of_programme
            .into_iter()
            .map(|(programme, groups)| Survival {
                programme: programme.clone(),
                line: lines.get(programme).cloned(),
                reached: reached(groups.iter().copied()),
            })
            .collect();
        programmes.sort_by(worst_first);
        Cohort { entry_year, steps: steps(groups), programmes }
    }

    /// How many reached a step.
    #[must_use]
    pub fn at(&self, milestone: Milestone) -> i64 {
        self.steps.iter().filter(|step| step.milestone == milestone).map(|step| step.reached).sum()
    }

    /// The last step that anybody has reached.
    #[must_use]
    pub fn furthest(&self) -> Milestone {
        let last = self.steps.iter().rev().find(|step| step.reached > 0);
        last.map_or(Milestone::Admitted, |step| step.milestone)
    }
}

/// An entry year in a list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CohortYear {
    /// 入学年份.
    pub entry_year: i32,
    /// How many reached each step, in the order of [`Milestone::ALL`].
    pub reached: Vec<i64>,
    /// 在读.
    pub studying: i64,
    /// 休学.
    pub on_leave: i64,
}

impl CohortYear {
    pub(super) fn of(entry_year: i32, groups: &[CohortGroup]) -> Self {
        let standing = |standing| count(groups.iter().filter(|group| group.standing == standing));
        CohortYear {
            entry_year,
            reached: reached(groups.iter()),
            studying: standing(Standing::Studying),
            on_leave: standing(Standing::OnLeave),
        }
    }

    /// How many reached a step.
    #[must_use]
    pub fn at(&self, milestone: Milestone) -> i64 {
        let reached = Milestone::ALL.iter().zip(&self.reached);
        reached.filter(|(step, _)| **step == milestone).map(|(_, students)| *students).sum()
    }
}

fn count<'a>(groups: impl Iterator<Item = &'a CohortGroup>) -> i64 {
    groups.map(|group| group.students).sum()
}

fn reached<'a>(groups: impl Iterator<Item = &'a CohortGroup> + Clone) -> Vec<i64> {
    let at = |milestone: &Milestone| count(groups.clone().filter(|group| milestone.reached_by(group)));
    Milestone::ALL.iter().map(at).collect()
}

fn steps(groups: &[CohortGroup]) -> Vec<Step> {
    let step = |milestone: &Milestone| {
        let here: Vec<&CohortGroup> = groups
            .iter()
            .filter(|group| milestone.reached_by(group))
            .filter(|group| milestone.next().is_none_or(|next| !next.reached_by(group)))
            .collect();
        let stays = match milestone.next() {
            Some(_) => Stay::ALL
                .iter()
                .map(|stay| {
                    let alike = here.iter().copied();
                    (*stay, count(alike.filter(|group| stay.standings().contains(&group.standing))))
                })
                .collect(),
            None => Vec::new(),
        };
        Step {
            milestone: *milestone,
            reached: count(groups.iter().filter(|group| milestone.reached_by(group))),
            stays,
        }
    };
    Milestone::ALL.iter().map(step).collect()
}

/// By the share that reached the last step, then the step before, and so on; the smaller share first.
fn worst_first(a: &Survival, b: &Survival) -> Ordering {
    let admitted = |survival: &Survival| i128::from(survival.at(Milestone::Admitted));
    let shares = a.reached.iter().zip(&b.reached).rev();
    // a / A against b / B, without division.
    let compared =
        shares.map(|(at, bt)| (i128::from(*at) * admitted(b)).cmp(&(i128::from(*bt) * admitted(a))));
    compared.fold(Ordering::Equal, Ordering::then).then_with(|| a.programme.cmp(&b.programme))
}
