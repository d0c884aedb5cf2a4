//! A year's rule set: the examination authority's, as data with its source (3.1.3.b, 4.1.c).
//!
//! 「具体招生录取办法按照北京教育考试院有关文件执行」: nothing of a year stands in code; each value names the
//! clause, the source or the interpretation it comes from, and how certain it is. Scores of different years are
//! never compared. Not modelled: how the priority group and the bonuses are established, which is the authority's.

pub mod fields;
pub mod lines;
mod read;
mod reading;

use crate::decimal::Decimal;
use crate::problem::Problems;
use crate::rules::{Equal, Method, Rules};
use guantong_model::Score;
use guantong_policy::ClauseId;
use serde::Serialize;

pub use fields::{FieldProblem, Fields, Ground};
pub use lines::{ProgrammeWeights, QuotaPlaces, WEIGHTED};

/// How certain a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Found nowhere; assumed.
    Low,
    /// Second-hand, or of a neighbouring year.
    Medium,
    /// Found in a source of the year.
    High,
    /// Printed in the notice.
    Certain,
}

impl Certainty {
    /// Every value with its word, the surest first.
    pub const ALL: [(Certainty, &'static str); 4] = [
        (Certainty::Certain, "certain"),
        (Certainty::High, "high"),
        (Certainty::Medium, "medium"),
        (Certainty::Low, "low"),
    ];
}

/// A value and what it rests on: at least one of clause, source and interpretation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// The clause of the notice.
    pub clause: Option<ClauseId>,
    /// Where it was found.
    pub source: Option<String>,
    /// The same in English.
    pub source_en: Option<String>,
    /// The interpretation that chose it, by id.
    pub interpretation: Option<String>,
    /// How certain it is.
    pub certainty: Certainty,
}

/// 分数线口径: which sum the floor measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FloorBasis {
    /// 考试总分, without bonus.
    ExaminationTotal,
    /// 录取总分, with the bonus that counts.
    TotalWithBonus,
}

impl FloorBasis {
    /// Every value with its word.
    pub const ALL: [(FloorBasis, &'static str); 2] = [
        (FloorBasis::ExaminationTotal, "examination-total"),
        (FloorBasis::TotalWithBonus, "total-with-bonus"),
    ];
}

/// 志愿形式: what one preference of a round is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// One programme each.
    Programme,
    /// A school with several of its majors; its majors are preferences one after the other.
    School,
}

impl Shape {
    /// Every value with its word.
    pub const ALL: [(Shape, &'static str); 2] = [(Shape::Programme, "programme"), (Shape::School, "school")];
}

/// 录取批次, in the order they are run (3.1.2.b).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundId {
    /// 提前招生.
    Early,
    /// 统一招生.
    Unified,
}

impl RoundId {
    /// Every value with its word.
    pub const ALL: [(RoundId, &'static str); 2] = [(RoundId::Early, "early"), (RoundId::Unified, "unified")];

    /// The word used in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            RoundId::Early => "early",
            RoundId::Unified => "unified",
        }
    }
}

/// One round of the year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct YearRound {
    /// Which.
    pub id: RoundId,
    /// The most preferences a list may have.
    pub preferences_max: Sourced<u32>,
    /// What one preference is.
    pub shape: Sourced<Shape>,
}

/// 加分: points a candidate may be entitled to, and how many entitlements count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bonus {
    /// The points there are, largest first.
    pub points: Vec<Decimal>,
    /// How many entitlements of a candidate count: the largest.
    pub counted_max: u32,
}

/// What quotas a year has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuotaKind {
    /// By sex.
    Sex,
    /// 住宿、走读.
    Boarding,
    /// By district.
    District,
    /// 加试.
    AdditionalTest,
}

impl QuotaKind {
    /// Every value with its word.
    pub const ALL: [(QuotaKind, &'static str); 4] = [
        (QuotaKind::Sex, "sex"),
        (QuotaKind::Boarding, "boarding"),
        (QuotaKind::District, "district"),
        (QuotaKind::AdditionalTest, "additional-test"),
    ];
}

/// The rule set of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSet {
    /// The examination year.
    pub year: u32,
    /// Full marks of the year's total.
    pub full_marks: Sourced<Decimal>,
    /// 最低录取分数线 (3.1.2.a).
    pub score_floor: Sourced<Decimal>,
    /// Which sum the floor measures.
    pub floor_basis: Sourced<FloorBasis>,
    /// Whether an evidenced exception stands in for the formal household (3.1.1).
    pub household_evidence_counts: Sourced<bool>,
    /// Bonuses.
    pub bonus: Sourced<Bonus>,
    /// The rounds, in order.
    pub rounds: Vec<YearRound>,
    /// 同分顺序: what tells equals apart, first first; the draw is not among them but `equal`'s matter.
    pub order: Sourced<Vec<String>>,
    /// What happens to candidates equal in all of these. It has no default: a year chooses.
    pub equal: Sourced<Equal>,
    /// How places are given out.
    pub method: Sourced<Method>,
    /// What quotas the year has.
    pub quotas: Sourced<Vec<QuotaKind>>,
    /// At most so many of a group in a programme; a file of an edition names none.
    pub quota_places: Vec<QuotaPlaces>,
    /// What programmes rank by in deferred acceptance where it is not the total.
    pub weights: Vec<ProgrammeWeights>,
    /// What the weights rest on; nothing where there are none.
    pub weights_from: Option<Sourced<()>>,
}

/// In [`RuleSet::order`]: the group that goes first without a bonus (现役军人等子女).
pub const PRIORITY_GROUP: &str = "priority-group";

impl RuleSet {
    /// Reads a rule set; `file` is its name in what is wrong with it.
    ///
    /// # Errors
    /// Everything wrong with the file, each with line, key and value; also an `equal` not chosen.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, Problems> {
        read::rule_set(file, text)
    }

    /// A round of the year.
    #[must_use]
    pub fn round(&self, id: RoundId) -> Option<&YearRound> {
        self.rounds.iter().find(|round| round.id == id)
    }

    /// The rules a round is run by; nothing where the year has no such round.
    #[must_use]
    pub fn rules(&self, id: RoundId) -> Option<Rules> {
        let round = self.round(id)?;
        Some(Rules {
            score_floor: Some(self.score_floor.value),
            preferences_max: Some(round.preferences_max.value),
            equal: self.equal.value,
            method: self.method.value,
            household_evidence_counts: self.household_evidence_counts.value,
            weights: Vec::new(),
        })
    }

    /// The bonus that counts of those a candidate is entitled to: the largest, as many as count; an entitlement
    /// that is not in the year's table counts nothing.
    #[must_use]
    pub fn bonus_counted(&self, entitled: &[Score]) -> Score {
        let known = |points: &&Score| self.bonus.value.points.contains(&Decimal::from(**points));
        let mut counted: Vec<i64> = entitled.iter().filter(known).map(|points| points.millionths()).collect();
        counted.sort_unstable_by(|a, b| b.cmp(a));
        counted.truncate(usize::try_from(self.bonus.value.counted_max).unwrap_or(usize::MAX));
        Score::from_millionths(counted.iter().sum())
    }

    /// What the floor measures of a candidate, given his examination total and the bonus that counts.
    #[must_use]
    pub fn measured_by_floor(&self, examination_total: Score, bonus: Score) -> Score {
        match self.floor_basis.value {
            FloorBasis::ExaminationTotal => examination_total,
            FloorBasis::TotalWithBonus => with_bonus(examination_total, bonus),
        }
    }

    /// 录取总分: what a candidate is ranked by.
    #[must_use]
    pub fn ranked_by(&self, examination_total: Score, bonus: Score) -> Score {
        with_bonus(examination_total, bonus)
    }

    /// The keys of a candidate in the year's order of equal scores: his mark in each subject named, and of the
    /// priority group 1 where he is in it and takes no bonus, else 0.
    #[must_use]
    pub fn keys(&self, in_priority_group: bool, bonus: Score, mark: impl Fn(&str) -> Score) -> Vec<Score> {
        let first = in_priority_group && bonus == Score::default();
        let key = |term: &String| match term.as_str() {
            PRIORITY_GROUP => Score::points(first.into()),
            subject => mark(subject),
        };
        self.order.value.iter().map(key).collect()
    }
}

fn with_bonus(examination_total: Score, bonus: Score) -> Score {
    Score::from_millionths(examination_total.millionths().saturating_add(bonus.millionths()))
}
