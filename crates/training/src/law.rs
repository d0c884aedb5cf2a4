//! What an edition says of training programmes: semesters of each stage, limits, floors of shares, our readings.

use guantong_model::{Date, Stage, Track};
use guantong_policy::Edition;
use std::collections::BTreeMap;

/// A semester of the seven years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Semester {
    /// Its number over the seven years, from 1.
    pub number: u8,
    /// The stage it is in.
    pub stage: Stage,
    /// The year of the seven, from 1.
    pub year: u8,
    /// Whether it is the first of its year.
    pub first: bool,
}

/// A figure that a stage must not go below or above.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bound {
    /// At least this, where there is a floor.
    pub floor: Option<i64>,
    /// At most this, where there is a ceiling.
    pub ceiling: Option<i64>,
}

/// What training programmes of a class are held against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Law {
    /// The semesters in order.
    pub semesters: Vec<Semester>,
    /// Hours by stage.
    pub hours: BTreeMap<Stage, Bound>,
    /// Credits by stage, in whole credits.
    pub credits: BTreeMap<Stage, Bound>,
    /// The least share of practice by stage, in percent of its hours.
    pub practice: BTreeMap<Stage, i64>,
    /// The least share of vocational courses by stage.
    pub vocational: BTreeMap<Stage, i64>,
    /// The least share of general courses by stage.
    pub general: BTreeMap<Stage, i64>,
    /// How many hours are one credit, except of practice courses: from and to.
    pub hours_per_credit: Bound,
    /// From how much likeness, in percent, two titles are put up for judgement.
    pub likeness: i64,
    /// Whether only titles of different stages are compared (`training-similar-titles`).
    pub across_stages_only: bool,
    /// Whether a prerequisite may be taught in the same semester (`training-same-semester`).
    pub same_semester: bool,
    /// Whether every stage must name core courses, or only the whole (`training-core-courses`).
    pub core_in_each: bool,
}

/// Both readings of `training-college-hours` know the floor of hours of two years of college by another name.
const COLLEGE_WHOLE: &str = "training.hours.floor.college.three-years";

impl Law {
    /// What an edition says for a class.
    #[must_use]
    pub fn of(edition: &Edition, track: Track, cohort: i32) -> Self {
        // Classes from before the notice are held against what it says first.
        let begins = edition.head().map_or(Date::MIN, |head| head.issued_on);
        let on = first_day(cohort).max(begins);
        let number = |name: &str| edition.number(name, on);
        let by_stage = |name: &str| -> BTreeMap<Stage, i64> {
            Stage::ALL
                .iter()
                .filter_map(|stage| Some((*stage, number(&format!("{name}.{stage}"))?)))
                .collect()
        };
        // 口径 training-limits: what documents give, or also what is reckoned from weeks and credits.
        let reckoned = edition.switch("training-limits") == Some("reckoned-too");
        let bounds = |of: &str| -> BTreeMap<Stage, Bound> {
            let limit = |stage: &Stage, end: &str| {
                let found = match (edition.switch("training-college-hours"), of, end, stage) {
                    (Some("whole"), "hours", "floor", Stage::College) => number(COLLEGE_WHOLE),
                    (Some("none"), "hours", "floor", Stage::College) => return None,
                    _ => number(&format!("training.{of}.{end}.{stage}")),
                };
                let second =
                    || reckoned.then(|| number(&format!("training.reckoned.{of}.{end}.{stage}"))).flatten();
                found.or_else(second)
            };
            let bound = |stage: &Stage| {
                (*stage, Bound { floor: limit(stage, "floor"), ceiling: limit(stage, "ceiling") })
            };
            Stage::ALL.iter().map(bound).collect()
        };
        // 口径 share-floors: figures, or the declaration of both sides alone.
        let floors = edition.switch("share-floors") == Some("guideline");
        let shares = |name: &str| if floors { by_stage(name) } else { BTreeMap::new() };
        Law {
            semesters: semesters(edition, track, on),
            hours: bounds("hours"),
            credits: bounds("credits"),
            practice: shares("share.practice.floor"),
            vocational: shares("share.vocational.floor"),
            general: shares("share.general.floor"),
            hours_per_credit: Bound {
                floor: number("training.hours-per-credit.from"),
                ceiling: number("training.hours-per-credit.to"),
            },
            likeness: number("training.likeness").unwrap_or(100),
            across_stages_only: edition.switch("training-similar-titles") == Some("across-stages"),
            same_semester: edition.switch("training-same-semester") == Some("allowed"),
            core_in_each: edition.switch("training-core-courses") == Some("each-stage"),
        }
    }

    /// A semester by its number.
    #[must_use]
    pub fn semester(&self, number: u8) -> Option<Semester> {
        self.semesters.iter().copied().find(|semester| semester.number == number)
    }
}

/// The day a class begins, on which what holds for it is read.
fn first_day(cohort: i32) -> Date {
    let year = i16::try_from(cohort).unwrap_or(i16::MAX);
    Date::new(year, 9, 1).unwrap_or(Date::MAX)
}

/// The semesters of the seven years: two a year.
fn semesters(edition: &Edition, track: Track, on: Date) -> Vec<Semester> {
    let years = edition.numbers(&format!("stage.years.{track}"), on).unwrap_or_default();
    let mut found = Vec::new();
    let mut year = 0_u8;
    for (stage, years) in Stage::ALL.iter().zip(years) {
        for _ in 0..years {
            year = year.saturating_add(1);
            for first in [true, false] {
                let number = u8::try_from(found.len() + 1).unwrap_or(u8::MAX);
                found.push(Semester { number, stage: *stage, year, first });
            }
        }
    }
    found
}
