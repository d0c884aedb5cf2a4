//! The terms of a round: what is marked, on which scale, with which weights.

use guantong_model::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// What experts look at (4.3.1.b), in the order of the notice.
    Dimension {
        /// 培养目标与规格.
        Goals = "goals",
        /// 职业定位.
        Positioning = "positioning",
        /// 课程设置.
        Curriculum = "curriculum",
        /// 教学管理运行.
        Teaching = "teaching",
        /// 人才培养质量.
        Quality = "quality",
        /// 合作机制运行.
        Cooperation = "cooperation",
    }
}

words! {
    /// What a result comes to, the best first.
    Grade {
        /// 优秀.
        Excellent = "excellent",
        /// 良好.
        Good = "good",
        /// 合格.
        Fair = "fair",
        /// 不合格.
        Poor = "poor",
    }
}

/// The marks of one reader.
pub type Marks = BTreeMap<Dimension, i64>;

/// A dimension as a round has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewed {
    /// Which.
    pub dimension: Dimension,
    /// What it weighs, against the sum of all.
    pub weight: i64,
    /// The indicators beside it, by their words.
    pub indicators: Vec<String>,
}

/// The terms of a round, fixed when it is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The dimensions, in the order of the notice.
    pub dimensions: Vec<Viewed>,
    /// The lowest mark.
    pub lowest: i64,
    /// The highest mark.
    pub highest: i64,
    /// Marks of one dimension may differ by so much; beyond it a third reads.
    pub apart_dimension: i64,
    /// Totals may differ by so many points of 100; beyond it a third reads.
    pub apart_total: i64,
    /// A former employer is a tie for so many years.
    pub tie_years: i64,
    /// Points of 100 from which a grade is proposed: excellent, good, fair.
    pub grade_floors: Vec<i64>,
}

/// A point of 100 has so many parts.
pub(crate) const HUNDREDTHS: i64 = 100;

impl Terms {
    /// Whether a round can be held by them: every dimension once, weights that are not all nothing, a scale, floors that go
    /// down.
    #[must_use]
    pub fn hold(&self) -> bool {
        let named: Vec<Dimension> = self.dimensions.iter().map(|viewed| viewed.dimension).collect();
        named == Dimension::ALL
            && self.dimensions.iter().all(|viewed| (0..=1_000).contains(&viewed.weight))
            && self.weights() > 0
            && (0..self.highest).contains(&self.lowest)
            && self.highest <= 100
            && (0..=self.highest).contains(&self.apart_dimension)
            && (0..=100).contains(&self.apart_total)
            && (0..=50).contains(&self.tie_years)
            && self.grade_floors.len() + 1 == Grade::ALL.len()
            && self.grade_floors.windows(2).all(|pair| pair.first() > pair.last())
    }

    /// The sum of the weights.
    #[must_use]
    pub fn weights(&self) -> i64 {
        self.dimensions.iter().map(|viewed| viewed.weight).sum()
    }

    /// Whether every dimension has a mark on the scale.
    #[must_use]
    pub fn complete(&self, marks: &Marks) -> bool {
        let on_scale = |mark: &i64| (self.lowest..=self.highest).contains(mark);
        self.dimensions.iter().all(|viewed| marks.get(&viewed.dimension).is_some_and(on_scale))
    }

    /// The weighted sum of marks.
    pub(crate) fn weighed(&self, marks: &Marks) -> i64 {
        let of = |viewed: &Viewed| viewed.weight * marks.get(&viewed.dimension).copied().unwrap_or(0);
        self.dimensions.iter().map(of).sum()
    }

    /// Weighted sums of so many sheets as hundredths of a point of 100, a half rounded up.
    pub(crate) fn points(&self, weighed: i64, sheets: i64) -> i64 {
        let whole = (self.weights() * self.highest * sheets).max(1);
        (weighed * 100 * HUNDREDTHS * 2 + whole) / (2 * whole)
    }

    /// The total of a sheet, in hundredths of a point of 100.
    #[must_use]
    pub fn total(&self, marks: &Marks) -> i64 {
        self.points(self.weighed(marks), 1)
    }

    /// The grade that a total proposes.
    #[must_use]
    pub fn grade(&self, total: i64) -> Grade {
        let reached = |floor: &i64| total >= floor * HUNDREDTHS;
        let found = Grade::ALL.iter().zip(&self.grade_floors).find(|(_, floor)| reached(floor));
        found.map_or(Grade::Poor, |(grade, _)| *grade)
    }
}
