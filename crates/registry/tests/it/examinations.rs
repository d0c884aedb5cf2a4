//! 转段考试: who may sit out of the record, each refusal with its clause; and every reading on examinations tried.

use crate::codes::inspect;
use crate::readings::answers;
use crate::support::Desk;
use crate::walk::city;
use guantong_model::{Date, Score, Stage, StudentId};
use guantong_policy::{Decision, Outcome};
use guantong_registry::{
    Command, Component, Marks, Organiser, Part, Presence, ProgressionRules, Record, RulesIssuer, Sitting,
    Verdict, last_class, may_sit, outcome, ranked,
};
use jiff::civil::date;
use std::collections::BTreeMap;

fn sits(desk: &Desk, record: &Record, after: Stage, on: Date) -> Decision {
    let decision = desk.with(record, |grounds| may_sit(record, grounds, after, on));
    inspect(&decision);
    decision
}

fn code(desk: &Desk, record: &Record, on: Date) -> String {
    sits(desk, record, Stage::Secondary, on).code
}

fn assess(passed: bool) -> Command {
    crate::progression_rules::assess(passed, "rules", &[])
}

fn registered(desk: &Desk) -> Record {
    let mut record = desk.admitted("acc", 2023, 600);
    desk.accept(&mut record, date(2023, 9, 1), Command::Register);
    record
}

const SPRING: Date = date(2026, 5, 20);

// case: 3.4.1, 4.1.e, 2.a
// case: 3.4.1 refused
// case: 3.3.4.c, 3.4.4.a, 3.4.4.c refused
#[test]
fn who_may_sit_is_told_with_the_clause() {
    let desk = city();
    let admitted = desk.admitted("acc", 2023, 600);
    assert_eq!(code(&desk, &admitted, SPRING), "standing.not_registered");
    let record = registered(&desk);
    let may = sits(&desk, &record, Stage::Secondary, SPRING);
    assert!(may.outcome == Outcome::Accepted && may.cites(&"3.4.1".into()) && may.cites(&"4.1.e".into()));
    let early = sits(&desk, &record, Stage::Secondary, date(2025, 5, 20));
    assert_eq!(early.code, "examination.not_last_year");
    assert!(early.cites(&"3.4.1".into()) && early.cites(&"2.a".into()));
    let other = sits(&desk, &record, Stage::College, SPRING);
    assert!(other.code == "examination.other_stage" && other.cites(&"3.4.1".into()));

    let mut away = record.clone();
    desk.accept(&mut away, date(2025, 9, 1), Command::Leave { until: date(2026, 8, 1), kind: None });
    let on_leave = sits(&desk, &away, Stage::Secondary, SPRING);
    assert!(on_leave.code == "standing.on_leave" && on_leave.cites(&"3.3.3.a".into()));

    let mut complete = record.clone();
    desk.accept(&mut complete, date(2026, 5, 1), Command::CompleteStage);
    assert_eq!(code(&desk, &complete, SPRING), "examination.may_sit");
    let mut taken = complete.clone();
    desk.accept(&mut taken, date(2026, 5, 2), assess(false));
    let again = sits(&desk, &taken, Stage::Secondary, SPRING);
    assert!(again.code == "assessment.already_taken" && again.cites(&"3.4.1".into()));
    let mut gone = complete;
    desk.accept(&mut gone, date(2026, 5, 2), Command::Exit);
    let exited = sits(&desk, &gone, Stage::Secondary, SPRING);
    assert!(exited.code == "record.exited" && exited.cites(&"3.3.4.c".into()));
    let mut failed = record;
    desk.accept(&mut failed, date(2026, 5, 1), Command::FailStage);
    let failed = sits(&desk, &failed, Stage::Secondary, SPRING);
    assert!(failed.code == "examination.stage_failed" && failed.cites(&"3.4.3.a".into()));
}

/// The codes that only this file gives.
pub(crate) fn codes() -> Vec<String> {
    let desk = city();
    let record = registered(&desk);
    let mut failed = record.clone();
    desk.accept(&mut failed, date(2026, 5, 1), Command::FailStage);
    vec![
        code(&desk, &record, SPRING),
        code(&desk, &record, date(2025, 5, 20)),
        code(&desk, &failed, SPRING),
        sits(&desk, &record, Stage::College, SPRING).code,
    ]
}

#[test]
fn the_last_class_is_the_one_whose_last_year_it_is() {
    let desk = city();
    let of = |stage, on: Date| last_class(desk.law.on(on), stage, on);
    assert_eq!(of(Stage::Secondary, SPRING), 2023);
    assert_eq!(of(Stage::Secondary, date(2026, 9, 1)), 2024);
    assert_eq!(of(Stage::College, date(2028, 4, 1)), 2023);
}

fn rules() -> ProgressionRules {
    let part = |part, weight| Component {
        part,
        name: None,
        weight,
        full_marks: 100,
        pass_mark: Some(Score::points(50)),
    };
    ProgressionRules {
        title: "rules".to_owned(),
        number: None,
        version: 1,
        issuer: RulesIssuer::Institution("CM".to_owned()),
        year: 2026,
        after: Stage::Secondary,
        from: date(2026, 1, 1),
        components: vec![part(Part::General, 40), part(Part::Skill, 60)],
        full_marks: 100,
        pass_mark: Score::points(60),
    }
}

fn class() -> BTreeMap<StudentId, Sitting> {
    let marks =
        |points| Marks::from([(Part::General, Score::points(points)), (Part::Skill, Score::points(points))]);
    let sat = |points| Sitting { presence: Presence::Sat, marks: marks(points) };
    let absent = Sitting { presence: Presence::Absent, marks: Marks::new() };
    BTreeMap::from([
        (StudentId::from("a"), sat(90)),
        (StudentId::from("b"), sat(80)),
        (StudentId::from("c"), absent),
    ])
}

#[test]
fn every_reading_on_examinations_is_tried() {
    let readings = |desk: &Desk| desk.law.on(SPRING).readings;
    let organisers = |desk: &Desk| {
        [Stage::Secondary, Stage::College].map(|stage| {
            matches!(Organiser::after(stage, "CM", &readings(desk)), Organiser::Institution(name) if name == "CM")
        })
    };
    answers(
        "examination-organiser",
        organisers,
        &[("by-stage", [true, false]), ("authority", [false, false])],
    );
    let sits = |desk: &Desk| code(desk, &registered(desk), SPRING);
    let expected = [
        ("last-year", "examination.may_sit".to_owned()),
        ("stage-complete", "assessment.stage_not_complete".to_owned()),
    ];
    answers("examination-sits", sits, &expected);
    let absent = |desk: &Desk| {
        let list = ranked(&rules(), &class(), None, &readings(desk));
        let told = outcome(&rules(), &list[2], &readings(desk));
        told.map(|command| matches!(command, Command::Assess { passed: false, .. }))
    };
    answers("examination-absent", absent, &[("failed", Some(true)), ("not-told", None)]);
    let second = |desk: &Desk| ranked(&rules(), &class(), Some(1), &readings(desk))[1].verdict;
    let expected = [("none", Verdict::Passed), ("as-the-document-says", Verdict::BeyondPlaces)];
    answers("examination-places", second, &expected);
    let public = |desk: &Desk| readings(desk).examination_publicity.as_str();
    answers("examination-publicity", public, &[("passed-only", "passed-only"), ("all", "all")]);
}
