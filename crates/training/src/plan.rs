//! A training programme: what it is for, its courses, and what was judged of titles that read alike.

use crate::course::{Course, CourseKind, HalfCredits};
use guantong_model::{Stage, Track, words};
use serde::{Deserialize, Serialize};

/// What a training programme is for, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// 培养目标.
    pub goals: String,
    /// 培养规格: knowledge, ability and conduct expected.
    pub specification: String,
    /// 职业面向: occupations and posts.
    pub occupations: String,
}

words! {
    /// What was judged of two courses whose titles read alike.
    Verdict {
        /// They are two courses.
        Different = "different",
        /// The same content in a higher grade, on purpose.
        Builds = "builds",
    }
}

words! {
    /// Who teaches in a stage, as its track has it.
    Teaches {
        /// The front institution (2.b).
        Front = "front",
        /// Both, the university being responsible: 「强化本科高校的主体责任」 (2.2.b).
        Both = "both",
        /// The partner university.
        Partner = "partner",
    }
}

/// Who teaches in a stage of a track. A university that runs all stages alone is its own front institution (2.1.d).
#[must_use]
pub fn teaches(track: Track, stage: Stage) -> Teaches {
    match (track, stage) {
        (Track::UniversityOnly, _) | (_, Stage::Secondary) | (Track::CollegeBachelor, Stage::College) => {
            Teaches::Front
        }
        (Track::SecondaryBachelor, Stage::College) => Teaches::Both,
        (Track::SecondaryBachelor | Track::CollegeBachelor, Stage::Bachelor) => Teaches::Partner,
    }
}

/// What a person judged of two courses whose titles read alike. It holds as long as both titles stand as they did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The codes, in order.
    pub courses: (String, String),
    /// Their titles when it was judged.
    pub titles: (String, String),
    /// What was judged.
    pub verdict: Verdict,
    /// Why.
    pub because: String,
    /// By whom.
    pub by: String,
}

/// Two codes in order: the same pair, whichever is named first.
#[must_use]
pub fn pair(one: &str, other: &str) -> (String, String) {
    let (first, second) = if one <= other { (one, other) } else { (other, one) };
    (first.to_owned(), second.to_owned())
}

/// A training programme of one class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrainingPlan {
    /// The track, from which follows who teaches in which stage.
    pub track: Track,
    /// What it is for.
    pub words: Words,
    /// Its courses, by semester and code.
    pub courses: Vec<Course>,
    /// What was judged of titles that read alike.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub judgements: Vec<Judgement>,
}

/// A part of a stage's hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// The hours.
    pub hours: u32,
    /// Of how many.
    pub of: u32,
}

impl Share {
    /// Whether it is at least so many percent.
    #[must_use]
    pub fn reaches(self, percent: i64) -> bool {
        i64::from(self.hours) * 100 >= percent * i64::from(self.of)
    }

    /// Tenths of a percent, cut and not rounded, so that a share below a floor never reads as the floor.
    #[must_use]
    pub fn tenths(self) -> u32 {
        (self.hours * 1_000).checked_div(self.of).unwrap_or(0)
    }
}

/// What the courses of a stage come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageSum {
    /// The stage.
    pub stage: Stage,
    /// How many courses.
    pub courses: usize,
    /// How many of them are core courses.
    pub core: usize,
    /// Their hours.
    pub hours: u32,
    /// Their credits.
    pub credits: HalfCredits,
    /// Hours of general courses.
    pub general: u32,
    /// Hours of vocational and practice courses.
    pub vocational: u32,
    /// Hours of practice, within courses of every kind.
    pub practice: u32,
}

impl StageSum {
    /// A part of the stage's hours.
    #[must_use]
    pub fn share(&self, hours: u32) -> Share {
        Share { hours, of: self.hours }
    }
}

impl TrainingPlan {
    /// A programme in which nothing stands yet.
    #[must_use]
    pub fn empty(track: Track) -> Self {
        TrainingPlan { track, words: Words::default(), courses: Vec::new(), judgements: Vec::new() }
    }

    /// A course by its code.
    #[must_use]
    pub fn course(&self, code: &str) -> Option<&Course> {
        self.courses.iter().find(|course| course.code == code)
    }

    /// The courses of a stage, by semester and code.
    pub fn of_stage(&self, stage: Stage) -> impl Iterator<Item = &Course> {
        self.courses.iter().filter(move |course| course.stage == stage)
    }

    /// What the courses of a stage come to.
    #[must_use]
    pub fn sum(&self, stage: Stage) -> StageSum {
        let mut sum = StageSum {
            stage,
            courses: 0,
            core: 0,
            hours: 0,
            credits: HalfCredits::default(),
            general: 0,
            vocational: 0,
            practice: 0,
        };
        for course in self.of_stage(stage) {
            let hours = u32::from(course.hours);
            sum.courses += 1;
            sum.core += usize::from(course.core);
            sum.hours += hours;
            sum.credits = HalfCredits(sum.credits.0.saturating_add(course.credits.0));
            sum.practice += u32::from(course.practice);
            match course.kind {
                CourseKind::General => sum.general += hours,
                CourseKind::Vocational | CourseKind::Practice => sum.vocational += hours,
            }
        }
        sum
    }

    /// What was judged of two courses, as long as their titles stand as they did.
    #[must_use]
    pub fn judged(&self, one: &Course, other: &Course) -> Option<&Judgement> {
        let codes = pair(&one.code, &other.code);
        let (first, second) = if one.code <= other.code { (one, other) } else { (other, one) };
        self.judgements.iter().find(|judgement| {
            judgement.courses == codes
                && judgement.titles.0 == first.title
                && judgement.titles.1 == second.title
        })
    }

    /// Puts the courses in their order and lets go of judgements on what is no longer there.
    pub(crate) fn settled(mut self) -> Self {
        self.courses.sort_by(|one, other| (one.semester, &one.code).cmp(&(other.semester, &other.code)));
        let judgements = std::mem::take(&mut self.judgements);
        self.judgements = judgements
            .into_iter()
            .filter(|judgement| {
                let title = |code: &str| self.course(code).map(|course| course.title.as_str());
                title(&judgement.courses.0) == Some(judgement.titles.0.as_str())
                    && title(&judgement.courses.1) == Some(judgement.titles.1.as_str())
            })
            .collect();
        self
    }
}
