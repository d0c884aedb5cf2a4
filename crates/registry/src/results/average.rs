//! What the marks of a stage come to.

use super::{Grade, Mark, Scale};
use guantong_model::{Score, words};
use std::collections::BTreeMap;

words! {
    /// What the courses of a stage are weighed by (interpretation `result-average`).
    Weighing {
        /// By credits.
        Credits = "credits",
        /// By hours.
        Hours = "hours",
        /// Each alike.
        Courses = "courses",
    }
}

/// A course with the marks that were given, attempt by attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Credits, in halves.
    pub half_credits: u32,
    /// Hours.
    pub hours: u32,
    /// The marks, in the order of the attempts.
    pub marks: Vec<Mark>,
}

/// What courses come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Summary {
    /// Courses with a mark.
    pub courses: u32,
    /// Of them passed.
    pub passed: u32,
    /// Credits got, in halves.
    pub half_credits: u32,
    /// The weighed average to a tenth of a point, half a tenth upward; nothing where no course has points.
    pub average: Option<Score>,
}

/// Points that marks in words stand for, in the order of [`Grade::ALL`] (parameter `result.words-as-points`).
pub type WordsAsPoints = BTreeMap<Grade, Score>;

/// Points that a mark stands for in an average; nothing of what has none.
fn stands_for(mark: Mark, words: &WordsAsPoints) -> Option<Score> {
    match mark {
        Mark::Score(score) => Some(score),
        Mark::Absent => Some(Score::points(0)),
        Mark::Exempt => None,
        Mark::Grade(grade) => words.get(&grade).copied(),
    }
}

/// The mark that counts: the last, which passes or is the newest try; of a resit no more than the pass mark where that is
/// the reading.
fn counting(course: &Counted, scale: Scale, capped: bool) -> Option<Mark> {
    let (nth, mark) = course.marks.iter().enumerate().next_back()?;
    match mark {
        Mark::Score(score) if capped && nth > 0 => Some(Mark::Score((*score).min(scale.pass))),
        mark => Some(*mark),
    }
}

/// What courses come to: credits for what is passed, and the average by the readings of the edition. Marks in words that
/// stand for no points are left out of it (interpretation `result-words`).
#[must_use]
pub fn summary(
    courses: &[Counted],
    scale: Scale,
    weighing: Weighing,
    words: &WordsAsPoints,
    resits_capped: bool,
) -> Summary {
    let mut summary = Summary::default();
    let (mut sum, mut weights) = (0_i128, 0_i128);
    for course in courses {
        let Some(mark) = counting(course, scale, resits_capped) else { continue };
        summary.courses += 1;
        if mark.passes(scale) {
            summary.passed += 1;
            summary.half_credits += course.half_credits;
        }
        let weight = i128::from(match weighing {
            Weighing::Credits => course.half_credits,
            Weighing::Hours => course.hours,
            Weighing::Courses => 1,
        });
        if let Some(score) = stands_for(mark, words) {
            sum += i128::from(score.millionths()) * weight;
            weights += weight;
        }
    }
    if weights > 0 {
        let tenths = (sum * 2 + weights * 100_000) / (weights * 200_000);
        summary.average = i64::try_from(tenths * 100_000).ok().map(Score::from_millionths);
    }
    summary
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCALE: Scale = Scale { full: Score::points(100), pass: Score::points(60) };

    fn course(half_credits: u32, hours: u32, marks: &[Mark]) -> Counted {
        Counted { half_credits, hours, marks: marks.to_vec() }
    }

    fn words() -> WordsAsPoints {
        Grade::ALL.iter().copied().zip([95, 85, 75, 65, 50].map(Score::points)).collect()
    }

    fn points(points: i32) -> Mark {
        Mark::Score(Score::points(points))
    }

    #[test]
    fn an_average_is_weighed_as_the_edition_reads_it() {
        let courses = [course(8, 72, &[points(90)]), course(4, 72, &[points(75)]), course(4, 36, &[])];
        for (weighing, expected) in
            [(Weighing::Credits, "85"), (Weighing::Hours, "82.5"), (Weighing::Courses, "82.5")]
        {
            let found = summary(&courses, SCALE, weighing, &words(), false);
            assert_eq!(found.average.unwrap().to_string(), expected, "{weighing}");
            assert_eq!((found.courses, found.passed, found.half_credits), (2, 2, 12));
        }
    }

    #[test]
    fn a_resit_counts_in_place_of_what_failed() {
        let failed_once = [course(4, 36, &[points(40), points(80)])];
        let of = |capped| summary(&failed_once, SCALE, Weighing::Credits, &words(), capped);
        assert_eq!(of(false).average, Some(Score::points(80)));
        assert_eq!(of(true).average, Some(Score::points(60)));
        assert_eq!(of(true).half_credits, 4);
    }

    #[test]
    fn words_count_or_do_not_and_absence_is_nothing() {
        let courses = [
            course(4, 36, &[Mark::Grade(Grade::Good)]),
            course(4, 36, &[Mark::Absent]),
            course(4, 36, &[Mark::Exempt]),
        ];
        let counted = summary(&courses, SCALE, Weighing::Credits, &words(), false);
        assert_eq!((counted.average, counted.passed), (Some(Score::from_millionths(42_500_000)), 2));
        let left_out = summary(&courses, SCALE, Weighing::Credits, &WordsAsPoints::new(), false);
        assert_eq!(left_out.average, Some(Score::points(0)));
        assert_eq!(summary(&[], SCALE, Weighing::Credits, &words(), true), Summary::default());
    }

    #[test]
    fn half_a_tenth_goes_up() {
        let courses =
            [course(2, 1, &[points(80)]), course(2, 1, &[Mark::Score(Score::from_millionths(80_100_000))])];
        let found = summary(&courses, SCALE, Weighing::Credits, &words(), false);
        assert_eq!(found.average.unwrap().to_string(), "80.1");
    }
}
