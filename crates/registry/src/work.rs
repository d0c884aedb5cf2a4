//! Work and study in turn (3.2.4, 入学即入职，工学交替): the periods of a class, and what a student may be asked to do in them.

use guantong_model::{Date, words};
use serde::{Deserialize, Serialize};

words! {
    /// What a period of a class is for.
    Turn {
        /// 在校教学.
        Teaching = "teaching",
        /// 认识实习: seeing how work is done.
        Visit = "visit",
        /// 岗位实习: working at a post.
        Post = "post",
    }
}

impl Turn {
    /// Whether it is spent in an enterprise.
    #[must_use]
    pub fn is_work(self) -> bool {
        self != Turn::Teaching
    }
}

/// A period of a class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Its number within the class, from 1; never given twice.
    pub number: u32,
    /// What it is for.
    pub turn: Turn,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub until: Date,
}

/// The limits on the work of students.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Hours of a working day at most.
    pub hours_a_day: u32,
    /// The academic year of the programme, from 1, from which students work at a post.
    pub post_from_year: u32,
    /// The age in years from which a student works at a post.
    pub post_from_age: i16,
}

impl Block {
    /// Whether a day of it is also one of another.
    #[must_use]
    pub fn overlaps(&self, other: &Block) -> bool {
        self.from <= other.until && other.from <= self.until
    }

    /// Its days from Monday to Friday; those of public holidays are counted too.
    #[must_use]
    pub fn working_days(&self) -> u32 {
        let days = (self.until - self.from).get_days() + 1;
        let Ok(days) = u32::try_from(days) else { return 0 };
        let first = u32::from(self.from.weekday().to_monday_zero_offset().unsigned_abs());
        let rest = (0..days % 7).filter(|day| (first + day) % 7 < 5).count();
        days / 7 * 5 + u32::try_from(rest).unwrap_or(0)
    }

    /// So many hours of work fit into it at most.
    #[must_use]
    pub fn most_hours(&self, limits: &Limits) -> u32 {
        self.working_days() * limits.hours_a_day
    }
}

impl Limits {
    /// Whether somebody born on a day is old enough on another to work at a post.
    #[must_use]
    pub fn is_old_enough(&self, born: Date, on: Date) -> bool {
        let year = born.year().saturating_add(self.post_from_age);
        // Who was born on 29 February comes of age on 1 March.
        let birthday = Date::new(year, born.month(), born.day()).or_else(|_| Date::new(year, 3, 1));
        birthday.is_ok_and(|birthday| birthday <= on)
    }
}

/// The first of some periods that a new one would overlap.
#[must_use]
pub fn clash<'a>(blocks: &'a [Block], new: &Block) -> Option<&'a Block> {
    blocks.iter().filter(|block| block.number != new.number).find(|block| block.overlaps(new))
}

/// Periods of work that follow one another without teaching between them: by number, the later of the two.
#[must_use]
pub fn not_in_turn(blocks: &[Block]) -> Vec<u32> {
    let mut sorted: Vec<&Block> = blocks.iter().collect();
    sorted.sort_by_key(|block| block.from);
    let pairs = sorted.windows(2).filter_map(|pair| match pair {
        [one, next] if one.turn.is_work() && next.turn.is_work() => Some(next.number),
        _ => None,
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const LIMITS: Limits = Limits { hours_a_day: 8, post_from_year: 2, post_from_age: 16 };

    fn block(number: u32, turn: Turn, from: Date, until: Date) -> Block {
        Block { number, turn, from, until }
    }

    #[test]
    fn one_day_in_common_is_a_clash_and_the_day_after_is_none() {
        let taught = [block(1, Turn::Teaching, date(2024, 9, 2), date(2024, 10, 31))];
        let at = |from| block(2, Turn::Post, from, date(2024, 11, 29));
        assert_eq!(clash(&taught, &at(date(2024, 10, 31))).map(|found| found.number), Some(1));
        assert_eq!(clash(&taught, &at(date(2024, 11, 1))), None);
        // A period is not in its own way.
        assert_eq!(clash(&taught, &taught[0]), None);
    }

    #[test]
    fn hours_are_those_of_working_days() {
        // A Monday to the Friday of the week after.
        let two_weeks = block(1, Turn::Post, date(2024, 9, 2), date(2024, 9, 13));
        assert_eq!((two_weeks.working_days(), two_weeks.most_hours(&LIMITS)), (10, 80));
        let weekend = block(1, Turn::Visit, date(2024, 9, 7), date(2024, 9, 8));
        assert_eq!(weekend.most_hours(&LIMITS), 0);
    }

    #[test]
    fn sixteen_is_reached_on_the_birthday() {
        let born = date(2008, 3, 9);
        assert!(!LIMITS.is_old_enough(born, date(2024, 3, 8)));
        assert!(LIMITS.is_old_enough(born, date(2024, 3, 9)));
        let leap = Limits { post_from_age: 17, ..LIMITS };
        assert!(!leap.is_old_enough(date(2008, 2, 29), date(2025, 2, 28)));
        assert!(leap.is_old_enough(date(2008, 2, 29), date(2025, 3, 1)));
    }

    #[test]
    fn work_after_work_is_not_in_turn() {
        let all = [
            block(3, Turn::Post, date(2025, 3, 3), date(2025, 4, 30)),
            block(1, Turn::Teaching, date(2024, 9, 2), date(2025, 1, 10)),
            block(2, Turn::Visit, date(2025, 2, 17), date(2025, 2, 28)),
        ];
        assert_eq!(not_in_turn(&all), [3]);
        assert_eq!(not_in_turn(&all[..2]), [0; 0]);
    }

    proptest! {
        #[test]
        fn working_days_are_those_that_are_counted_one_by_one(start in 0_i32..2000, days in 1_i32..400) {
            let from = date(2023, 9, 1).saturating_add(jiff::Span::new().days(start));
            let until = from.saturating_add(jiff::Span::new().days(days - 1));
            let one_by_one = from
                .series(jiff::Span::new().days(1))
                .take_while(|day| *day <= until)
                .filter(|day| day.weekday().to_monday_zero_offset() < 5)
                .count();
            let counted = block(1, Turn::Post, from, until).working_days();
            prop_assert_eq!(usize::try_from(counted).unwrap(), one_by_one);
        }
    }
}
