//! The picture of the whole (一): the seven years as a flow, who is still on record, decisions by clause, duties as they
//! stand, and what is needed in the years to come. Everything is counted from the facts of indicators, within what who asks
//! may count; for those who may not know figures to the last student every count is rounded before anything is made of it.

mod clauses;
mod project;

pub use clauses::{Case, Cases, ClauseYear, Ending, Family, GOING, LAPSED};
pub use project::AHEAD;

use crate::Office;
use crate::access::{Action, Role, rounded};
use crate::error::ServiceError;
use crate::indicator::Gathered;
use guantong_cooperation::DutyState;
use guantong_indicators::{Curve, Of, SevenYears};
use guantong_model::{Date, words};
use std::collections::BTreeMap;

words! {
    /// By what curves are shown.
    Group {
        /// By 入学年份.
        Cohort = "cohort",
        /// By front institution.
        Institution = "institution",
        /// By programme.
        Programme = "programme",
    }
}

words! {
    /// What is shown as a picture.
    Picture {
        /// 招生计划完成情况 (4.3.2.a).
        Plan = "plan",
        /// The seven years as a flow (2.a).
        Flow = "flow",
        /// Who is still on record after so many semesters.
        Survival = "survival",
        /// 录取成绩 over the years (3.1.2.a).
        CutOffs = "cut-offs",
        /// Transfers, repeats and leaves by clause.
        Decisions = "decisions",
        /// The duties of 四（二）.
        Obligations = "obligations",
        /// Where those admitted come from, by district.
        Districts = "districts",
        /// What is needed in the years to come.
        Projection = "projection",
    }
}

impl Office {
    /// Whether who asks may see a picture.
    #[must_use]
    pub fn sees_picture(&self, picture: Picture) -> bool {
        let needed = match picture {
            Picture::Obligations => Action::CooperationRead,
            _ => Action::FiguresRead,
        };
        self.may_ever(Action::FiguresRead) && self.may_ever(needed)
    }

    /// The pictures that who asks begins with, by what he comes for.
    #[must_use]
    pub fn first_pictures(&self) -> Vec<Picture> {
        use Picture::{CutOffs, Decisions, Districts, Flow, Obligations, Plan, Projection, Survival};
        let all: &[Picture] = match self.viewer().map(|viewer| viewer.role) {
            None | Some(Role::Commission) => &[Plan, Flow, Survival, Obligations, Districts, Projection],
            Some(Role::School | Role::University) => &[Plan, Flow, Survival, Obligations, Projection],
            Some(Role::District) => &[Districts, Plan, CutOffs],
            Some(Role::Examination) => &[Plan, CutOffs, Districts],
            Some(Role::Academy) => &[Plan, Flow, Survival, Decisions, Districts],
            Some(_) => &[Plan, CutOffs, Districts],
        };
        all.iter().copied().filter(|picture| self.sees_picture(*picture)).collect()
    }

    /// The seven years of some.
    #[must_use]
    pub fn seven_years(&self, gathered: &Gathered, of: &Of) -> SevenYears {
        let made = SevenYears::of(&gathered.facts, of);
        if self.figures_are_exact() { made } else { made.with_counts(rounded) }
    }

    /// The curve of some, of all of them together.
    #[must_use]
    pub fn survival(&self, gathered: &Gathered, of: &Of) -> Curve {
        let lives = gathered.facts.lives.iter().filter(|life| of.holds(life));
        let curve = Curve::of(lives, gathered.on);
        if self.figures_are_exact() { curve } else { curve.with_counts(rounded) }
    }

    /// The curves of some, group by group.
    #[must_use]
    pub fn survival_by(&self, gathered: &Gathered, of: &Of, by: Group) -> BTreeMap<String, Curve> {
        let mut groups: BTreeMap<String, Vec<_>> = BTreeMap::new();
        let arrived = |life: &&guantong_indicators::Life| life.arrived.is_some();
        for life in gathered.facts.lives.iter().filter(|life| of.holds(life)).filter(arrived) {
            let group = match by {
                Group::Cohort => life.entry_year.to_string(),
                Group::Institution => life.now.institution.clone(),
                Group::Programme => life.now.programme.to_string(),
            };
            groups.entry(group).or_default().push(life);
        }
        let exact = self.figures_are_exact();
        let curve = |lives: Vec<_>| {
            let curve = Curve::of(lives.into_iter(), gathered.on);
            if exact { curve } else { curve.with_counts(rounded) }
        };
        groups.into_iter().map(|(group, lives)| (group, curve(lives))).collect()
    }

    /// How the duties of an academic year stand, by front institution.
    ///
    /// # Errors
    /// Forbidden to whom cooperation is none of his business.
    pub async fn duty_states(
        &self,
        year: i32,
        on: Date,
    ) -> Result<BTreeMap<String, BTreeMap<DutyState, i64>>, ServiceError> {
        let mut found: BTreeMap<String, BTreeMap<DutyState, i64>> = BTreeMap::new();
        for view in self.duties_of_year(year, on.min(self.clock.today())).await? {
            let states = found.entry(view.owed.holder.front().to_owned()).or_default();
            *states.entry(view.owed.state).or_default() += 1;
        }
        Ok(found)
    }
}
