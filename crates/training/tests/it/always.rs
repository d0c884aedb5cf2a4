//! What holds of every plan.

use super::{course, law, plan_of};
use guantong_training::{Course, Edit, FindingKind, differences, findings};
use proptest::prelude::*;

/// Courses whose prerequisites all stand in earlier semesters.
fn in_order() -> impl Strategy<Value = Vec<Course>> {
    prop::collection::vec((1_u8..=14, prop::collection::vec(any::<prop::sample::Index>(), 0..4)), 1..30)
        .prop_map(|given| {
            let mut courses: Vec<Course> = Vec::new();
            for (number, (semester, before)) in given.iter().enumerate() {
                let earlier: Vec<String> = courses
                    .iter()
                    .filter(|course| course.semester < *semester)
                    .map(|course| course.code.clone())
                    .collect();
                let before: Vec<&str> = before
                    .iter()
                    .filter(|_| !earlier.is_empty())
                    .map(|index| earlier[index.index(earlier.len())].as_str())
                    .collect();
                courses.push(course(&format!("C{number:02}"), &format!("课程{number}"), *semester, &before));
            }
            courses
        })
}

fn about_order(kind: FindingKind) -> bool {
    matches!(
        kind,
        FindingKind::PrerequisiteLate
            | FindingKind::PrerequisiteAcross
            | FindingKind::PrerequisiteUnknown
            | FindingKind::Circle
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// An order that respects all prerequisites has nothing found of it; one prerequisite turned around always has.
    #[test]
    fn what_is_in_order_is_never_found(courses in in_order()) {
        let plan = plan_of(courses);
        prop_assert!(!findings(&plan, &law()).iter().any(|finding| about_order(finding.kind)));
        let turned = plan.courses.iter().find_map(|course| {
            Some((course.code.clone(), course.prerequisites.first()?.clone()))
        });
        if let Some((after, before)) = turned {
            let mut plan = plan;
            let course = plan.courses.iter_mut().find(|course| course.code == before).unwrap();
            course.prerequisites.insert(after);
            prop_assert!(findings(&plan, &law()).iter().any(|finding| finding.kind == FindingKind::Circle));
        }
    }

    /// An edit that is taken and told again from the journal gives the same; nothing differs from itself.
    #[test]
    fn an_edit_told_again_gives_the_same(courses in in_order(), more in in_order()) {
        let plan = plan_of(Vec::new()).edited(&Edit::Courses(courses), &law()).unwrap();
        let edit = Edit::Courses(more);
        let edited = plan.edited(&edit, &law()).unwrap();
        prop_assert_eq!(&plan.applied(&edit), &edited);
        prop_assert_eq!(differences(&edited, &edited).len(), 0);
        let back = differences(&edited, &plan).len();
        prop_assert_eq!(differences(&plan, &edited).len(), back, "as many one way as the other");
    }
}
