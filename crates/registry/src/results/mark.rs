//! A mark as it is entered and kept.

use guantong_model::{Score, words};
use serde::{Deserialize, Serialize};

words! {
    /// A mark in words.
    Grade {
        /// 优秀.
        Excellent = "excellent",
        /// 良好.
        Good = "good",
        /// 中等.
        Fair = "fair",
        /// 及格, 合格.
        Pass = "pass",
        /// 不及格, 不合格.
        Fail = "fail",
    }
}

words! {
    /// Which time a course is examined.
    Attempt {
        /// 正考.
        First = "first",
        /// 补考.
        Resit = "resit",
        /// 重修.
        Retaken = "retaken",
    }
}

impl Attempt {
    /// The attempt after this one; nothing after the last.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        match self {
            Attempt::First => Some(Attempt::Resit),
            Attempt::Resit => Some(Attempt::Retaken),
            Attempt::Retaken => None,
        }
    }
}

/// What came of a course for one student.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Points.
    Score(Score),
    /// In words.
    Grade(Grade),
    /// 缺考.
    Absent,
    /// 免修: taken as done, for a course that was recognised in its place.
    Exempt,
}

/// In which way a course is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The most points.
    pub full: Score,
    /// From how many points on it is passed.
    pub pass: Score,
}

/// Why a text is no mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkError {
    /// Neither points nor one of the words.
    Unknown,
    /// More points than there are.
    TooHigh,
    /// Finer than a tenth of a point.
    TooFine,
}

/// A tenth of a point.
const TENTH: i64 = 100_000;

impl Mark {
    /// Reads points with at most one decimal; words are matched before, where they are known.
    ///
    /// # Errors
    /// [`MarkError`].
    pub fn points(text: &str, scale: Scale) -> Result<Mark, MarkError> {
        let score = Score::parse(text).map_err(|_| MarkError::Unknown)?;
        if score > scale.full {
            return Err(MarkError::TooHigh);
        }
        if score.millionths() % TENTH != 0 {
            return Err(MarkError::TooFine);
        }
        Ok(Mark::Score(score))
    }

    /// Whether the course is passed with it.
    #[must_use]
    pub fn passes(self, scale: Scale) -> bool {
        match self {
            Mark::Score(score) => score >= scale.pass,
            Mark::Grade(grade) => grade != Grade::Fail,
            Mark::Absent => false,
            Mark::Exempt => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCALE: Scale = Scale { full: Score::points(100), pass: Score::points(60) };

    #[test]
    fn points_are_read_within_the_scale() {
        let read = |text: &str| Mark::points(text, SCALE);
        for (text, passes) in [("60", true), ("59.9", false), ("100", true), ("0", false), ("88.50", true)] {
            assert_eq!(read(text).unwrap().passes(SCALE), passes, "{text}");
        }
        for (text, why) in [
            ("100.1", MarkError::TooHigh),
            ("59.95", MarkError::TooFine),
            ("-1", MarkError::Unknown),
            ("", MarkError::Unknown),
            ("九十", MarkError::Unknown),
        ] {
            assert_eq!(read(text), Err(why), "{text}");
        }
    }

    #[test]
    fn words_pass_but_for_the_last_and_absence() {
        let passing = |mark: Mark| mark.passes(SCALE);
        assert!(Grade::ALL.iter().all(|grade| passing(Mark::Grade(*grade)) == (*grade != Grade::Fail)));
        assert!(passing(Mark::Exempt) && !passing(Mark::Absent));
    }
}
