//! A course: when it is taught, what kind it is, how much of it there is, and what must come before.

use guantong_model::{Message, Stage, words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// The longest code of a course, in characters.
pub const LONGEST_CODE: usize = 20;
/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 40;
/// The most hours of one course.
const MOST_HOURS: u16 = 2_000;
/// The most half credits of one course.
const MOST_HALVES: u16 = 120;
/// The most prerequisites of one course.
const MOST_PREREQUISITES: usize = 10;

words! {
    /// What a course is (3.2.2).
    CourseKind {
        /// 公共基础课.
        General = "general",
        /// 专业课.
        Vocational = "vocational",
        /// 实践课: work placements, training weeks, the final project.
        Practice = "practice",
    }
}

/// Credits, counted in halves: 7 is 3.5 credits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct HalfCredits(pub u16);

impl HalfCredits {
    /// Credits as they are written: `4`, `3.5`, `3.0`. Nothing where it is none, or not in halves.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, half) = match text.split_once('.') {
            None => (text, 0),
            Some((whole, "0" | "00")) => (whole, 0),
            Some((whole, "5" | "50")) => (whole, 1),
            Some(_) => return None,
        };
        let digits = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
        let whole: u16 = digits.then(|| whole.parse().ok()).flatten()?;
        whole.checked_mul(2)?.checked_add(half).map(HalfCredits)
    }
}

impl fmt::Display for HalfCredits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let half = if self.0 % 2 == 1 { ".5" } else { "" };
        write!(f, "{}{half}", self.0 / 2)
    }
}

/// A course of a plan. Which institution teaches it follows from its stage and the programme's track.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// Its code, once in a plan.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The stage it is taught in.
    pub stage: Stage,
    /// The semester it is taught in, counted over the seven years from 1.
    pub semester: u8,
    /// What it is.
    pub kind: CourseKind,
    /// Its hours.
    pub hours: u16,
    /// How many of them are practice.
    pub practice: u16,
    /// Its credits.
    pub credits: HalfCredits,
    /// Whether it is a core course of the major.
    pub core: bool,
    /// The codes of the courses that must come before it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub prerequisites: BTreeSet<String>,
}

/// What cannot be taken of a course as it was given, each with the field it stands in; nothing where it is well made.
#[must_use]
pub fn fits(course: &Course) -> Vec<(&'static str, Message)> {
    let mut wrong = Vec::new();
    let named = |id: &str| Message::new(id).with("code", course.code.as_str());
    let length = course.code.chars().count();
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_' || c == '.';
    let whole_dots = course.code.chars().all(|c| c == '.');
    if length == 0 || length > LONGEST_CODE || !course.code.chars().all(plain) || whole_dots {
        wrong.push(("code", named("training-code-wrong").with("most", number(LONGEST_CODE))));
    }
    let length = course.title.chars().count();
    if length == 0 || length > LONGEST_TITLE {
        let message = named("training-title-wrong").with("length", number(length));
        wrong.push(("title", message.with("most", number(LONGEST_TITLE))));
    }
    if course.hours == 0 || course.hours > MOST_HOURS {
        let message = named("training-hours-wrong").with("given", i64::from(course.hours));
        wrong.push(("hours", message.with("most", i64::from(MOST_HOURS))));
    }
    if course.practice > course.hours {
        let message = named("training-practice-over").with("given", i64::from(course.practice));
        wrong.push(("practice", message.with("most", i64::from(course.hours))));
    }
    if course.credits.0 == 0 || course.credits.0 > MOST_HALVES {
        let message = named("training-credits-wrong").with("given", course.credits.to_string());
        wrong.push(("credits", message.with("most", HalfCredits(MOST_HALVES).to_string())));
    }
    if course.prerequisites.len() > MOST_PREREQUISITES {
        let message = named("training-prerequisites-many").with("given", number(course.prerequisites.len()));
        wrong.push(("prerequisites", message.with("most", number(MOST_PREREQUISITES))));
    }
    if course.prerequisites.contains(&course.code) {
        wrong.push(("prerequisites", named("training-prerequisite-itself")));
    }
    wrong
}

pub(crate) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
