//! The seven years of those who entered: how far they came, how those ended who came no further, and who is under way.

use crate::facts::{Facts, Happening, Life};
use guantong_model::{ProgrammeId, Stage, Standing, StudentId, words};
use std::collections::BTreeMap;

/// Whose lives are looked at; of everything that is not named, all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Of {
    /// 入学年份.
    pub entry_year: Option<i32>,
    /// The front institution of the programme the student is in now.
    pub institution: Option<String>,
    /// Its partner university.
    pub university: Option<String>,
    /// The programme itself.
    pub programme: Option<ProgrammeId>,
}

impl Of {
    /// Whether a life is among them.
    #[must_use]
    pub fn holds(&self, life: &Life) -> bool {
        let seat = &life.now;
        self.entry_year.is_none_or(|year| life.entry_year == year)
            && self.institution.as_ref().is_none_or(|institution| seat.institution == *institution)
            && self.university.as_ref().is_none_or(|university| seat.university == *university)
            && self.programme.as_ref().is_none_or(|programme| seat.programme == *programme)
    }
}

words! {
    /// How far somebody came (2.a). Who came to one came by every earlier one.
    Reached {
        /// A record was opened by admission.
        Admitted = "admitted",
        /// 报到注册: began the secondary stage.
        Registered = "registered",
        /// 升入高职.
        College = "college",
        /// 升入本科.
        Bachelor = "bachelor",
        /// 本科毕业.
        Graduated = "graduated",
    }
}

impl Reached {
    /// How far a life came.
    #[must_use]
    pub fn of(life: &Life) -> Self {
        match (life.arrived, life.college, life.bachelor) {
            (_, _, Some(_)) if life.graduated => Reached::Graduated,
            (_, _, Some(_)) => Reached::Bachelor,
            (_, Some(_), None) => Reached::College,
            (Some(_), None, None) => Reached::Registered,
            (None, None, None) => Reached::Admitted,
        }
    }
}

/// From one step to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// How many came to the step.
    pub reached: i64,
    /// Of them those who came no further and are on record, or are still awaited.
    pub going: i64,
    /// Those who came no further and whose record ended, by how it ended.
    pub ended: BTreeMap<Standing, i64>,
    /// Those who repeated a year of the stage, each once, whatever came later (留级).
    pub repeated: i64,
    /// Those who began a leave in the stage, each once, whatever came later (休学).
    pub on_leave: i64,
}

/// The steps with what lies between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SevenYears {
    /// One for each step, in its order.
    pub stretches: Vec<Stretch>,
}

/// Why somebody is counted beside a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Came no further, and is on record or still awaited.
    Going,
    /// Came no further, and the record ended so.
    Ended(Standing),
    /// Repeated a year of the stage.
    Repeated,
    /// Began a leave in the stage.
    OnLeave,
}

/// Where a life is counted beside the steps, by how far it came: each once.
fn beside(facts: &Facts, life: &Life) -> Vec<(Reached, Beside)> {
    let furthest = Reached::of(life);
    let end = match furthest {
        // Whoever was never registered has no registration that could end.
        Reached::Admitted => {
            facts.days(&life.student, Happening::NotEnrolled).next().map(|_| Standing::NotEnrolled)
        }
        _ => life.end.filter(|_| life.ended.is_some()),
    };
    let mut found = Vec::new();
    if furthest != Reached::Graduated {
        found.push((furthest, end.map_or(Beside::Going, Beside::Ended)));
    }
    for (what, why) in [(Happening::Repeated, Beside::Repeated), (Happening::LeaveStarted, Beside::OnLeave)] {
        let mut stages: Vec<_> = facts.days(&life.student, what).map(|on| life.stage_on(on)).collect();
        stages.dedup();
        found.extend(stages.into_iter().map(|stage| match stage {
            Stage::Secondary => (Reached::Registered, why),
            Stage::College => (Reached::College, why),
            Stage::Bachelor => (Reached::Bachelor, why),
        }));
    }
    found
}

impl SevenYears {
    /// The seven years of some.
    #[must_use]
    pub fn of(facts: &Facts, of: &Of) -> Self {
        let mut stretches = vec![Stretch::default(); Reached::ALL.len()];
        for life in facts.lives.iter().filter(|life| of.holds(life)) {
            let furthest = Reached::of(life);
            let counted = beside(facts, life);
            for (step, stretch) in Reached::ALL.iter().zip(&mut stretches) {
                stretch.reached += i64::from(*step <= furthest);
                for (_, why) in counted.iter().filter(|(at, _)| at == step) {
                    match why {
                        Beside::Going => stretch.going += 1,
                        Beside::Ended(end) => *stretch.ended.entry(*end).or_default() += 1,
                        Beside::Repeated => stretch.repeated += 1,
                        Beside::OnLeave => stretch.on_leave += 1,
                    }
                }
            }
        }
        SevenYears { stretches }
    }

    /// Those who are counted beside a step.
    #[must_use]
    pub fn who<'f>(facts: &'f Facts, of: &Of, step: Reached, why: Beside) -> Vec<&'f StudentId> {
        let lives = facts.lives.iter().filter(|life| of.holds(life));
        lives.filter(|life| beside(facts, life).contains(&(step, why))).map(|life| &life.student).collect()
    }

    /// What lies after a step.
    #[must_use]
    pub fn at(&self, step: Reached) -> Stretch {
        let found = Reached::ALL.iter().zip(&self.stretches).find(|(known, _)| **known == step);
        found.map(|(_, stretch)| stretch.clone()).unwrap_or_default()
    }

    /// The same with every count changed alike, as to the nearest five; how many were admitted is published.
    #[must_use]
    pub fn with_counts(mut self, change: impl Fn(i64) -> i64) -> Self {
        for (step, stretch) in Reached::ALL.iter().zip(&mut self.stretches) {
            if *step != Reached::Admitted {
                stretch.reached = change(stretch.reached);
            }
            stretch.going = change(stretch.going);
            stretch.repeated = change(stretch.repeated);
            stretch.on_leave = change(stretch.on_leave);
            stretch.ended.values_mut().for_each(|count| *count = change(*count));
        }
        self
    }
}
