//! Every finding by a plan that has it and one that does not.
// case: 3.2.1, 3.2.1.b, 3.2.2

use super::{course, found, ids, law, law_with, plan_of, whole};
use guantong_model::{Fact, Stage, Track};
use guantong_policy::edition::builtin;
use guantong_training::{
    Counts, CourseKind, FindingKind, HalfCredits, Law, Severity, TrainingPlan, findings,
};

/// The ids that a change of the whole plan brings about.
fn after(change: impl FnOnce(&mut TrainingPlan)) -> Vec<String> {
    let mut plan = whole();
    change(&mut plan);
    found(&plan)
}

#[test]
fn nothing_is_found_of_a_plan_that_is_as_it_should_be() {
    assert_eq!(found(&whole()), Vec::<String>::new());
    assert!(Counts::of(&findings(&whole(), &law())).may_pass());
}

#[test]
fn what_it_is_for_must_be_said() {
    for (change, id) in [
        ((|plan: &mut TrainingPlan| plan.words.goals.clear()) as fn(&mut TrainingPlan), "training-no-goals"),
        (|plan| plan.words.specification = " ".to_owned(), "training-no-specification"),
        (|plan| plan.words.occupations.clear(), "training-no-occupations"),
        (|plan| plan.courses.retain(|course| course.stage != Stage::Bachelor), "training-no-courses"),
    ] {
        assert_eq!(after(change), [id]);
    }
}

/// A course of the university in semester 11 builds on one that the college teaches only in the same stage, later, or not.
#[test]
fn a_prerequisite_broken_across_two_institutions_is_found() {
    let of = |before: u8, after: u8| {
        let plan =
            plan_of(vec![course("A", "电工基础", before, &[]), course("B", "自动控制", after, &["A"])]);
        let found = findings(&plan, &law()).into_iter().find(|finding| {
            matches!(finding.kind, FindingKind::PrerequisiteAcross | FindingKind::PrerequisiteLate)
        });
        found.map(|finding| (finding.kind, finding.severity, finding.message))
    };
    assert_eq!(of(10, 11), None, "in order");
    let (kind, severity, message) = of(12, 8).unwrap();
    assert_eq!((kind, severity), (FindingKind::PrerequisiteAcross, Severity::Stops));
    let facts = &message.facts;
    assert_eq!(facts["stage"], Fact::Word("stage.college".to_owned()));
    assert_eq!(facts["prerequisite-stage"], Fact::Word("stage.bachelor".to_owned()));
    assert_eq!((&facts["semester"], &facts["prerequisite-semester"]), (&Fact::Number(8), &Fact::Number(12)));
    // The college teaches both stages before.
    assert_eq!(of(8, 3).unwrap().0, FindingKind::PrerequisiteLate);
    assert_eq!(of(4, 4).unwrap().0, FindingKind::PrerequisiteLate, "not in an earlier semester");
    // In the secondary–bachelor track the university teaches along from the college stage on; alone it is one institution.
    let mut plan = plan_of(vec![course("A", "电工基础", 8, &[]), course("B", "自动控制", 3, &["A"])]);
    for (track, kind) in [
        (Track::SecondaryBachelor, FindingKind::PrerequisiteAcross),
        (Track::UniversityOnly, FindingKind::PrerequisiteLate),
    ] {
        plan.track = track;
        assert!(findings(&plan, &law()).iter().any(|finding| finding.kind == kind), "{track}");
    }
}

#[test]
fn the_same_semester_is_as_the_interpretation_has_it() {
    let plan = plan_of(vec![course("A", "电工基础", 4, &[]), course("B", "自动控制", 4, &["A"])]);
    let late = |law: &Law| ids(&findings(&plan, law)).contains(&"training-prerequisite-late");
    assert!(late(&law()));
    assert!(!late(&law_with("training-same-semester", "allowed")));
}

#[test]
fn a_circle_is_told_once_and_what_leads_to_it_is_not_in_it() {
    let circle = [
        course("A", "甲课", 1, &["C"]),
        course("B", "乙课", 2, &["A"]),
        course("C", "丙课", 3, &["B"]),
        course("D", "丁课", 4, &["C"]),
        course("E", "戊课", 5, &["X"]),
    ];
    let found = findings(&plan_of(circle.to_vec()), &law());
    let circles: Vec<_> = found.iter().filter(|finding| finding.kind == FindingKind::Circle).collect();
    assert_eq!(circles.len(), 1);
    assert_eq!(circles[0].courses, ["A", "B", "C"]);
    assert!(!ids(&found).contains(&"training-prerequisite-late"), "the circle says it");
    let unknown = found.iter().find(|finding| finding.kind == FindingKind::PrerequisiteUnknown).unwrap();
    assert_eq!(unknown.courses, ["E"]);
}

#[test]
fn hours_credits_and_shares_lie_within_their_limits() {
    let first = |plan: &mut TrainingPlan, code: &str, change: fn(&mut guantong_training::Course)| {
        change(plan.courses.iter_mut().find(|course| course.code == code).unwrap());
    };
    // 3240 hours of secondary school: one course less is still enough, two are not.
    assert_eq!(after(|plan| plan.courses.retain(|course| course.code != "P01")), Vec::<String>::new());
    let two = after(|plan| plan.courses.retain(|course| course.code != "P01" && course.code != "P02"));
    assert_eq!(two, ["training-hours-under", "training-credits-under"]);
    assert_eq!(
        after(|plan| first(plan, "P01", |course| (course.hours, course.practice) = (600, 600))),
        ["training-hours-over", "training-general-under"]
    );
    assert_eq!(
        after(|plan| first(plan, "P01", |course| course.credits = HalfCredits(120))),
        ["training-credits-over"]
    );
    // Half of all hours is enough; an hour less is not.
    let practice = |less: u16| {
        after(|plan| {
            for course in plan.courses.iter_mut().filter(|course| course.stage == Stage::College) {
                // 1944 hours: 1440 of them practice, 468 less is half.
                if course.code == "P07" || course.code == "P08" {
                    course.practice = 0;
                }
                if course.code == "P09" {
                    course.practice -= 108 + less;
                }
            }
        })
    };
    assert_eq!(practice(0), Vec::<String>::new());
    assert_eq!(practice(1), ["training-practice-under"]);
    let general = after(|plan| first(plan, "G07", |course| course.kind = CourseKind::Vocational));
    assert_eq!(general, ["training-general-under"]);
    let vocational = after(|plan| {
        for course in plan.courses.iter_mut().filter(|course| course.stage == Stage::Bachelor) {
            course.kind =
                if course.code.starts_with('P') { CourseKind::Practice } else { CourseKind::General };
        }
    });
    assert_eq!(vocational, ["training-vocational-under"]);
}

#[test]
fn without_figures_the_declaration_alone_counts() {
    let mut plan = whole();
    plan.courses.iter_mut().for_each(|course| course.practice = 0);
    let under = |law: &Law| {
        findings(&plan, law).iter().filter(|found| found.kind == FindingKind::PracticeShare).count()
    };
    assert_eq!(under(&law()), 3, "in every stage");
    assert_eq!(under(&law_with("share-floors", "declaration-only")), 0);
}

#[test]
fn limits_that_no_document_gives_are_as_the_interpretation_has_them() {
    let law = law();
    assert_eq!(law.hours[&Stage::Secondary].ceiling, Some(3600));
    assert_eq!(law.hours[&Stage::College].floor, Some(1666));
    let documents = law_with("training-limits", "documents-only");
    assert_eq!(documents.hours[&Stage::Secondary].ceiling, None);
    assert_eq!(documents.hours[&Stage::Secondary].floor, Some(3000), "a document gives it");
    assert_eq!(documents.hours[&Stage::Bachelor].floor, None);
    assert_eq!(law_with("training-college-hours", "whole").hours[&Stage::College].floor, Some(2500));
    assert_eq!(law_with("training-college-hours", "none").hours[&Stage::College].floor, None);
}

#[test]
fn core_courses_are_named_in_each_stage_or_somewhere() {
    let mut plan = whole();
    for course in plan.courses.iter_mut().filter(|course| course.stage != Stage::College) {
        course.core = false;
    }
    assert_eq!(found(&plan), ["training-no-core-in-stage", "training-no-core-in-stage"]);
    let anywhere = law_with("training-core-courses", "whole-plan");
    assert!(findings(&plan, &anywhere).is_empty());
    plan.courses.iter_mut().for_each(|course| course.core = false);
    assert_eq!(ids(&findings(&plan, &anywhere)), ["training-no-core"]);
}

#[test]
fn unusual_hours_of_a_credit_are_only_told() {
    let mut plan = whole();
    let course = plan.courses.iter_mut().find(|course| course.code == "V01").unwrap();
    course.credits = HalfCredits(24);
    let found = findings(&plan, &law());
    assert_eq!(ids(&found), ["training-hours-per-credit"]);
    assert_eq!(found[0].severity, Severity::Note);
    assert!(Counts::of(&found).may_pass());
}

#[test]
fn seven_years_have_fourteen_semesters() {
    let law = Law::of(builtin().unwrap(), Track::SecondaryBachelor, 2025);
    let stages: Vec<usize> = Stage::ALL
        .iter()
        .map(|stage| law.semesters.iter().filter(|semester| semester.stage == *stage).count())
        .collect();
    assert_eq!(stages, [6, 4, 4]);
    assert_eq!(law.semester(14).map(|last| (last.year, last.first)), Some((7, false)));
    assert_eq!(law.semester(15), None);
}
