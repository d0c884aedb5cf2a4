//! What differs between two versions, field by field (3.2.2).

use crate::course::Course;
use crate::plan::TrainingPlan;
use guantong_model::{Fact, words};

words! {
    /// A field that can differ.
    Field {
        /// 培养目标.
        Goals = "goals",
        /// 培养规格.
        Specification = "specification",
        /// 职业面向.
        Occupations = "occupations",
        /// 课程名称.
        Title = "title",
        /// 开课学期.
        Semester = "semester",
        /// 课程类别.
        Kind = "kind",
        /// 学时.
        Hours = "hours",
        /// 实践学时.
        Practice = "practice",
        /// 学分.
        Credits = "credits",
        /// 核心课程.
        Core = "core",
        /// 先修课程.
        Prerequisites = "prerequisites",
    }
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which.
    pub field: Field,
    /// What it was.
    pub before: Fact,
    /// What it is.
    pub after: Fact,
}

/// Something that differs between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// What it is for is said otherwise.
    Words(Vec<Change>),
    /// A course is new.
    Added(Course),
    /// A course is no longer there.
    Dropped(Course),
    /// A course is there and otherwise; as it is now.
    Changed(Course, Vec<Change>),
}

/// What differs from one version to another: the words first, then courses in the order of their codes.
#[must_use]
pub fn differences(before: &TrainingPlan, after: &TrainingPlan) -> Vec<Difference> {
    let mut found = Vec::new();
    let text = |field, before: &str, after: &str| {
        (before != after).then(|| Change { field, before: before.into(), after: after.into() })
    };
    let words: Vec<Change> = [
        text(Field::Goals, &before.words.goals, &after.words.goals),
        text(Field::Specification, &before.words.specification, &after.words.specification),
        text(Field::Occupations, &before.words.occupations, &after.words.occupations),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !words.is_empty() {
        found.push(Difference::Words(words));
    }
    let mut codes: Vec<&str> =
        before.courses.iter().chain(&after.courses).map(|course| course.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    for code in codes {
        match (before.course(code), after.course(code)) {
            (None, Some(course)) => found.push(Difference::Added(course.clone())),
            (Some(course), None) => found.push(Difference::Dropped(course.clone())),
            (Some(was), Some(is)) if was != is => {
                found.push(Difference::Changed(is.clone(), changes(was, is)));
            }
            _ => {}
        }
    }
    found
}

/// A reading of a field.
type Read = fn(&Course) -> Fact;

/// What differs of a course.
fn changes(was: &Course, is: &Course) -> Vec<Change> {
    let fields: [(Field, Read); 8] = [
        (Field::Title, |course| course.title.as_str().into()),
        (Field::Semester, |course| Fact::Number(i64::from(course.semester))),
        (Field::Kind, |course| Fact::Word(format!("course-kind.{}", course.kind))),
        (Field::Hours, |course| Fact::Number(i64::from(course.hours))),
        (Field::Practice, |course| Fact::Number(i64::from(course.practice))),
        (Field::Credits, |course| course.credits.to_string().into()),
        (Field::Core, |course| Fact::Word(format!("course-core.{}", course.core))),
        (Field::Prerequisites, |course| {
            Fact::List(course.prerequisites.iter().map(|code| code.as_str().into()).collect())
        }),
    ];
    let differs = |(field, read): (Field, Read)| {
        let (before, after) = (read(was), read(is));
        (before != after).then_some(Change { field, before, after })
    };
    fields.into_iter().filter_map(differs).collect()
}
