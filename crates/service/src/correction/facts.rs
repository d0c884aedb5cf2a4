//! The facts of a candidate that a round rests on and a correction may change.

use crate::rows::{Candidate, Round};
use guantong_model::{ProgrammeId, Score, words};
use serde::{Deserialize, Serialize};

words! {
    /// The name of a fact.
    FactName {
        /// 录取总分.
        Total = "total",
        /// 照顾加分 that counts, part of the total.
        Bonus = "bonus",
        /// 语文.
        Chinese = "chinese",
        /// 数学.
        Mathematics = "mathematics",
        /// 外语.
        ForeignLanguage = "foreign-language",
        /// 同分优先.
        Priority = "priority",
        /// 随机号.
        Draw = "draw",
        /// 升学资格 (3.1.1).
        Qualified = "qualified",
        /// 本市正式户籍 (3.1.1).
        Household = "household",
        /// Preferences of the early round as they were given in.
        Early = "early",
        /// Preferences of the unified round as they were given in.
        Unified = "unified",
    }
}

/// What is on file of a candidate, or is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// 录取总分.
    pub total: Score,
    /// 照顾加分 that counts, part of the total.
    pub bonus: Score,
    /// 语文.
    pub chinese: Score,
    /// 数学.
    pub mathematics: Score,
    /// 外语.
    pub foreign_language: Score,
    /// 同分优先.
    pub priority: bool,
    /// 随机号.
    pub draw: i64,
    /// 升学资格.
    pub qualified: bool,
    /// 本市正式户籍.
    pub household: bool,
    /// Preferences of the early round, best first.
    pub early: Vec<ProgrammeId>,
    /// Preferences of the unified round, best first.
    pub unified: Vec<ProgrammeId>,
}

impl Facts {
    /// What is on file of a candidate.
    #[must_use]
    pub fn of(candidate: &Candidate) -> Self {
        Facts {
            total: candidate.total,
            bonus: candidate.bonus,
            chinese: candidate.chinese,
            mathematics: candidate.mathematics,
            foreign_language: candidate.foreign_language,
            priority: candidate.priority,
            draw: candidate.draw,
            qualified: candidate.qualified,
            household: candidate.household,
            early: candidate.early.clone(),
            unified: candidate.unified.clone(),
        }
    }

    /// Puts these facts on a candidate.
    pub fn put_on(&self, candidate: &mut Candidate) {
        candidate.total = self.total;
        candidate.bonus = self.bonus;
        candidate.chinese = self.chinese;
        candidate.mathematics = self.mathematics;
        candidate.foreign_language = self.foreign_language;
        candidate.priority = self.priority;
        candidate.draw = self.draw;
        candidate.qualified = self.qualified;
        candidate.household = self.household;
        candidate.early.clone_from(&self.early);
        candidate.unified.clone_from(&self.unified);
    }

    /// The preferences of a round.
    #[must_use]
    pub fn preferences(&self, round: Round) -> &[ProgrammeId] {
        match round {
            Round::Early => &self.early,
            Round::Unified => &self.unified,
        }
    }

    /// The names of the facts that differ, in their order.
    #[must_use]
    pub fn differences(&self, other: &Facts) -> Vec<FactName> {
        let differs = |name: &FactName| match name {
            FactName::Total => self.total != other.total,
            FactName::Bonus => self.bonus != other.bonus,
            FactName::Chinese => self.chinese != other.chinese,
            FactName::Mathematics => self.mathematics != other.mathematics,
            FactName::ForeignLanguage => self.foreign_language != other.foreign_language,
            FactName::Priority => self.priority != other.priority,
            FactName::Draw => self.draw != other.draw,
            FactName::Qualified => self.qualified != other.qualified,
            FactName::Household => self.household != other.household,
            FactName::Early => self.early != other.early,
            FactName::Unified => self.unified != other.unified,
        };
        FactName::ALL.iter().copied().filter(differs).collect()
    }
}
