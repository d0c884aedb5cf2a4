//! What is refused of an edit, and what differs after one that was taken.
// case: 3.2.2

use super::{course, law, plan_of, whole};
use guantong_model::Stage;
use guantong_training::{
    Change, Course, CourseKind, Difference, Edit, Field, HalfCredits, MOST_COURSES, TrainingPlan, Words,
    differences,
};

fn refused(plan: &TrainingPlan, edit: &Edit) -> Vec<(&'static str, String)> {
    let wrong = plan.edited(edit, &law()).expect_err("it should be refused");
    wrong.into_iter().map(|(field, message)| (field, message.id)).collect()
}

#[test]
fn what_cannot_be_taken_is_told_with_its_field() {
    let plan = plan_of(vec![course("A", "甲", 1, &[])]);
    let add = |change: fn(&mut Course)| {
        let mut new = course("B", "乙", 2, &[]);
        change(&mut new);
        Edit::Add(new)
    };
    for (change, field, id) in [
        ((|c| c.code = "A".to_owned()) as fn(&mut Course), "code", "training-code-taken"),
        (|c| c.code.clear(), "code", "training-code-wrong"),
        (|c| c.code = "课1".to_owned(), "code", "training-code-wrong"),
        (|c| c.code = "..".to_owned(), "code", "training-code-wrong"),
        (|c| c.code = "a/b".to_owned(), "code", "training-code-wrong"),
        (|c| c.title = "长".repeat(41), "title", "training-title-wrong"),
        (|c| c.semester = 15, "semester", "training-semester-wrong"),
        (|c| c.semester = 0, "semester", "training-semester-wrong"),
        (|c| c.stage = Stage::College, "stage", "training-semester-of-another"),
        (|c| c.practice = 65, "practice", "training-practice-over"),
        (|c| c.credits = HalfCredits(0), "credits", "training-credits-wrong"),
        (|c| c.prerequisites.extend(["B".to_owned()]), "prerequisites", "training-prerequisite-itself"),
        (
            |c| c.prerequisites.extend((0..11).map(|n| format!("X{n}"))),
            "prerequisites",
            "training-prerequisites-many",
        ),
    ] {
        assert_eq!(refused(&plan, &add(change)), [(field, id.to_owned())]);
    }
    let hours = add(|c| (c.hours, c.practice) = (0, 0));
    assert_eq!(refused(&plan, &hours)[0].1, "training-hours-wrong");
    let gone = Edit::Remove { code: "Z".to_owned() };
    assert_eq!(refused(&plan, &gone), [("code", "training-code-gone".to_owned())]);
    let long = Edit::Words(Words { goals: "字".repeat(2_001), ..Words::default() });
    assert_eq!(refused(&plan, &long), [("goals", "training-goals-long".to_owned())]);
    let many = (0..=MOST_COURSES).map(|n| course(&format!("C{n}"), "课", 1, &[])).collect();
    assert_eq!(refused(&plan, &Edit::Courses(many)), [("code", "training-courses-many".to_owned())]);
    let twice = Edit::Courses(vec![course("A", "甲", 1, &[]), course("A", "乙", 2, &[])]);
    assert_eq!(refused(&plan, &twice), [("code", "training-code-taken".to_owned())]);
}

#[test]
fn a_new_code_is_known_to_what_builds_on_it() {
    let plan = plan_of(vec![course("A", "甲", 1, &[]), course("B", "乙", 2, &["A"])]);
    let renamed = Edit::Change { code: "A".to_owned(), course: course("Z", "甲", 1, &[]) };
    let renamed = plan.edited(&renamed, &law()).unwrap();
    assert!(renamed.course("B").unwrap().prerequisites.contains("Z"));
    let without = plan.edited(&Edit::Remove { code: "A".to_owned() }, &law()).unwrap();
    assert!(without.course("B").unwrap().prerequisites.is_empty());
}

#[test]
fn versions_differ_field_by_field() {
    let before = whole();
    assert_eq!(differences(&before, &before), []);
    let mut after = before.clone();
    after.words.goals = "新的目标".to_owned();
    after.courses.retain(|course| course.code != "G01");
    after.courses.push(course("N", "新课", 14, &[]));
    let changed = after.courses.iter_mut().find(|course| course.code == "V02").unwrap();
    (changed.hours, changed.kind, changed.core) = (200, CourseKind::Practice, false);
    changed.prerequisites.insert("V01".to_owned());
    let found = differences(&before, &after);
    assert!(
        matches!(&found[0], Difference::Words(changes) if changes.len() == 1 && changes[0].field == Field::Goals)
    );
    assert!(matches!(&found[1], Difference::Dropped(course) if course.code == "G01"));
    assert!(matches!(&found[2], Difference::Added(course) if course.code == "N"));
    let Difference::Changed(_, changes) = &found[3] else { panic!("{found:?}") };
    let fields: Vec<Field> = changes.iter().map(|change| change.field).collect();
    assert_eq!(fields, [Field::Kind, Field::Hours, Field::Core, Field::Prerequisites]);
    let hours = Change { field: Field::Hours, before: 180_i64.into(), after: 200_i64.into() };
    assert!(changes.contains(&hours) && found.len() == 4);
}

#[test]
fn credits_are_in_halves() {
    for (text, halves) in
        [("4", Some(8)), ("3.5", Some(7)), ("0.5", Some(1)), ("4.0", Some(8)), ("4.50", Some(9))]
    {
        assert_eq!(HalfCredits::parse(text).map(|credits| credits.0), halves, "{text}");
    }
    for text in ["", "3.2", "-1", "+1", "3.", ".5", "1e2", "99999", "三"] {
        assert_eq!(HalfCredits::parse(text), None, "{text}");
    }
    assert_eq!((HalfCredits(7).to_string(), HalfCredits(8).to_string()), ("3.5".to_owned(), "4".to_owned()));
}
