//! 课程体系有序衔接: no course before its prerequisite, least of all across two institutions (3.2.1).

use super::{Finding, FindingKind, stage_word, stops};
use crate::course::Course;
use crate::law::Law;
use crate::plan::{TrainingPlan, teaches};
use guantong_model::{Fact, Message};
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong with the order of courses.
pub(super) fn order(plan: &TrainingPlan, law: &Law) -> Vec<Finding> {
    let by_code: BTreeMap<&str, &Course> =
        plan.courses.iter().map(|course| (course.code.as_str(), course)).collect();
    let circles = circles(plan, &by_code);
    let in_circle = |one: &str, other: &str| {
        circles.iter().any(|circle| circle.contains(&one) && circle.contains(&other))
    };
    let mut found: Vec<Finding> = Vec::new();
    for course in &plan.courses {
        for code in &course.prerequisites {
            let Some(before) = by_code.get(code.as_str()) else {
                let message = named(Message::new("training-prerequisite-unknown"), course);
                let finding = stops(
                    FindingKind::PrerequisiteUnknown,
                    "3.2.1",
                    message.with("prerequisite", code.as_str()),
                );
                found.push(Finding {
                    courses: vec![course.code.clone()],
                    stage: Some(course.stage),
                    ..finding
                });
                continue;
            };
            let in_order = before.semester < course.semester
                || (law.same_semester && before.semester == course.semester);
            // Of a circle it is said once that it is one.
            if !in_order && !in_circle(&course.code, code) {
                found.push(late(plan, course, before));
            }
        }
    }
    found.extend(circles.iter().map(|circle| {
        let titles = circle.iter().filter_map(|code| by_code.get(code));
        let titles: Vec<Fact> = titles.map(|course| course.title.as_str().into()).collect();
        let finding =
            stops(FindingKind::Circle, "3.2.1", Message::new("training-circle").with("courses", titles));
        Finding { courses: circle.iter().map(|code| (*code).to_owned()).collect(), ..finding }
    }));
    found
}

/// A course that comes before its prerequisite.
fn late(plan: &TrainingPlan, course: &Course, before: &Course) -> Finding {
    let across = teaches(plan.track, course.stage) != teaches(plan.track, before.stage);
    let (kind, id) = if across {
        (FindingKind::PrerequisiteAcross, "training-prerequisite-across")
    } else {
        (FindingKind::PrerequisiteLate, "training-prerequisite-late")
    };
    let message = named(Message::new(id), course)
        .with("semester", i64::from(course.semester))
        .with("stage", stage_word(course.stage))
        .with("prerequisite", before.title.as_str())
        .with("prerequisite-semester", i64::from(before.semester))
        .with("prerequisite-stage", stage_word(before.stage));
    let reading = (course.semester == before.semester).then_some("training-same-semester");
    let courses = vec![course.code.clone(), before.code.clone()];
    Finding { courses, reading, stage: Some(course.stage), ..stops(kind, "3.2.1", message) }
}

fn named(message: Message, course: &Course) -> Message {
    message.with("code", course.code.as_str()).with("title", course.title.as_str())
}

/// The groups of courses that are, by however many steps, each other's prerequisites; codes in order.
fn circles<'p>(plan: &'p TrainingPlan, by_code: &BTreeMap<&'p str, &'p Course>) -> Vec<BTreeSet<&'p str>> {
    // What must come before nothing that is left, or has nothing left before it, is in no circle.
    let mut left: BTreeSet<&str> = by_code.keys().copied().collect();
    loop {
        let free: Vec<&str> = left
            .iter()
            .copied()
            .filter(|code| {
                let before = by_code.get(code).into_iter().flat_map(|course| &course.prerequisites);
                let needs = before.filter(|before| left.contains(before.as_str())).count();
                let needed = left.iter().filter_map(|other| by_code.get(other));
                let needed = needed.filter(|other| other.prerequisites.contains(*code)).count();
                needs == 0 || needed == 0
            })
            .collect();
        if free.is_empty() {
            break;
        }
        for code in free {
            left.remove(code);
        }
    }
    let mut groups: Vec<BTreeSet<&str>> = Vec::new();
    for course in plan.courses.iter().filter(|course| left.contains(course.code.as_str())) {
        let code = course.code.as_str();
        if groups.iter().any(|group| group.contains(code)) {
            continue;
        }
        let forward = reached(code, &left, by_code);
        // Whoever is reached from here and reaches back.
        let group: BTreeSet<&str> =
            forward.iter().copied().filter(|other| reached(other, &left, by_code).contains(code)).collect();
        if !group.is_empty() {
            groups.push(group);
        }
    }
    groups
}

/// What must come before a course, by however many steps, among those that are left.
fn reached<'p>(
    code: &str,
    left: &BTreeSet<&'p str>,
    by_code: &BTreeMap<&'p str, &'p Course>,
) -> BTreeSet<&'p str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&str> = vec![code];
    while let Some(next) = open.pop() {
        for before in by_code.get(next).into_iter().flat_map(|course| &course.prerequisites) {
            if let Some(before) = left.get(before.as_str())
                && found.insert(*before)
            {
                open.push(before);
            }
        }
    }
    found
}
