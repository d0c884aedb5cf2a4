//! Every interpretation switched: what the other choices change. The choices in force are tried by the case files.

use crate::support::{Desk, programme};
use guantong_model::{CertificateKind, Date, Qualification, Score};
use guantong_policy::Outcome;
use guantong_registry::{Command, Law, LeaveKind, LeavingCertificate, Readings, Record, Side, Terms};
use jiff::civil::date;

fn city() -> Desk {
    let mut desk = Desk::new(vec![
        programme("acc", "college-bachelor", "CM", "WZ", "5303-acc", &[2023, 2024]),
        programme("acc-2", "college-bachelor", "CM", "LH", "5303-acc", &[2023]),
        programme("fin", "college-bachelor", "CM", "WZ", "5303-fin", &[2023, 2024]),
        programme("tour", "college-bachelor", "CM", "WZ", "5401-tour", &[2023, 2025]),
        programme("craft", "college-bachelor", "CM", "WZ", "craft", &[2023]),
        programme("jj", "college-bachelor", "JJ", "XX", "5303-acc", &[2023]),
        programme("auto", "secondary-bachelor", "CP", "LH", "7002-auto", &[2023]),
        programme("auto-2", "secondary-bachelor", "HG", "LH", "7002-auto", &[2023, 2024, 2025]),
    ]);
    desk.world = {
        let mut programmes = desk.world.programmes().to_vec();
        programmes[3].similar.push("fin".into());
        programmes[2].cohorts.insert(2024, Some(Score::points(700)));
        guantong_registry::World::new(programmes)
    };
    desk
}

fn switched(id: &str, choice: &str) -> Desk {
    let mut desk = city();
    let terms = desk.law.on(date(2023, 9, 1)).clone();
    let readings =
        terms.readings.switched(id, choice).unwrap_or_else(|| panic!("{id}: {choice} is not built"));
    desk.law = Law::unchanging(Terms { readings, ..terms });
    desk
}

fn assess(passed: bool) -> Command {
    crate::progression_rules::assess(passed, "rules", &[])
}

fn apply(to: &str) -> Command {
    Command::ApplyTransfer { to: to.into() }
}

fn registered(desk: &Desk, programme: &str) -> Record {
    let mut record = desk.admitted(programme, 2023, 600);
    desk.accept(&mut record, date(2023, 9, 1), Command::Register);
    record
}

fn in_college(desk: &Desk, programme: &str) -> Record {
    let mut record = registered(desk, programme);
    desk.accept(&mut record, date(2026, 7, 1), Command::CompleteStage);
    desk.accept(&mut record, date(2026, 7, 2), assess(true));
    desk.accept(&mut record, date(2026, 9, 1), Command::Progress);
    record
}

fn in_bachelor(desk: &Desk, programme: &str) -> Record {
    let mut record = in_college(desk, programme);
    desk.accept(&mut record, date(2028, 7, 1), Command::CompleteStage);
    desk.accept(&mut record, date(2028, 7, 2), assess(true));
    desk.accept(&mut record, date(2028, 9, 1), Command::Progress);
    record
}

/// A question put to the office under each choice of an interpretation, and the answers.
pub(crate) fn answers<T: std::fmt::Debug + PartialEq>(
    id: &str,
    ask: impl Fn(&Desk) -> T,
    expected: &[(&str, T)],
) {
    let built = Readings::ALL.iter().find(|(known, _)| *known == id).map(|(_, choices)| *choices);
    let tried: Vec<&str> = expected.iter().map(|(choice, _)| *choice).collect();
    assert_eq!(built, Some(tried.as_slice()), "{id}: every choice is tried");
    for (choice, answer) in expected {
        assert_eq!(&ask(&switched(id, choice)), answer, "{id} = {choice}");
    }
}

fn code(desk: &Desk, record: &Record, on: Date, command: &Command) -> String {
    desk.decide(record, on, command).decision.code
}

#[test]
fn semester_dates() {
    let ask = |desk: &Desk| code(desk, &registered(desk, "acc"), date(2024, 2, 10), &apply("jj"));
    answers(
        "semester-dates",
        ask,
        &[("february", "transfer.applied".to_owned()), ("march", "transfer.window_not_yet".to_owned())],
    );
}

#[test]
fn windows() {
    let at = |programme: &'static str, on: Date| {
        move |desk: &Desk| {
            let record = if on.year() > 2026 { in_college(desk, "acc") } else { registered(desk, "acc") };
            code(desk, &record, on, &apply(programme))
        }
    };
    let expected = |rule_book: &str| {
        [
            ("rule-book", rule_book.to_owned()),
            ("whole-stage", "transfer.applied".to_owned()),
            ("never", "transfer.window_never".to_owned()),
        ]
    };
    let (past, not_yet) = (expected("transfer.window_past"), expected("transfer.window_not_yet"));
    answers("transfer-window-school", at("jj", date(2026, 3, 1)), &past);
    answers("transfer-window-school", at("jj", date(2023, 10, 1)), &not_yet);
    answers("transfer-window-major", at("tour", date(2026, 3, 1)), &past);
    answers("transfer-window-major", at("fin", date(2026, 3, 1)), &past);
    answers("transfer-window-major", at("acc-2", date(2026, 3, 1)), &past);
    answers("transfer-window-college", at("fin", date(2027, 10, 1)), &past);
}

#[test]
fn window_at_audit() {
    let ask = |desk: &Desk| {
        let mut record = registered(desk, "acc");
        desk.accept(&mut record, date(2025, 1, 31), apply("fin"));
        desk.accept(&mut record, date(2025, 2, 1), Command::Consent { by: Side::Sending, agree: true });
        desk.accept(&mut record, date(2025, 2, 1), Command::Consent { by: Side::Receiving, agree: true });
        code(desk, &record, date(2025, 2, 1), &Command::Audit { agree: true })
    };
    let expected =
        [("as-applied", "audit.agreed".to_owned()), ("as-audited", "transfer.window_past".to_owned())];
    answers("transfer-window-at-audit", ask, &expected);
}

#[test]
fn partners_and_classes() {
    let ask = |desk: &Desk| code(desk, &registered(desk, "acc"), date(2025, 3, 1), &apply("acc-2"));
    let expected =
        [("within-class", "transfer.window_past".to_owned()), ("whole-stage", "transfer.applied".to_owned())];
    answers("partner-change", ask, &expected);
    let ask = |desk: &Desk| code(desk, &registered(desk, "acc"), date(2024, 3, 1), &apply("craft"));
    let expected = [("another", "transfer.window_past".to_owned()), ("same", "transfer.applied".to_owned())];
    answers("broad-class-unknown", ask, &expected);
}

#[test]
fn higher_levels() {
    let ask = |desk: &Desk| code(desk, &in_bachelor(desk, "acc"), date(2029, 3, 1), &apply("fin"));
    let expected = [
        ("refer", "transfer.bachelor_stage".to_owned()),
        ("refuse", "transfer.bachelor_stage_closed".to_owned()),
    ];
    answers("transfer-bachelor", ask, &expected);
    let ask = |desk: &Desk| code(desk, &in_college(desk, "acc"), date(2027, 3, 1), &apply("auto"));
    let expected = [
        ("refer", "transfer.higher_level".to_owned()),
        ("refuse", "transfer.higher_level_closed".to_owned()),
    ];
    answers("transfer-higher-level", ask, &expected);
}

#[test]
fn within_the_city() {
    let ask = |desk: &Desk| code(desk, &in_college(desk, "acc"), date(2027, 3, 1), &apply("jj"));
    let expected = [
        ("open", "transfer.applied".to_owned()),
        ("refer", "transfer.same_city".to_owned()),
        ("refuse", "transfer.same_city_closed".to_owned()),
    ];
    answers("transfer-same-city", ask, &expected);
    for choice in ["open", "refer", "refuse"] {
        let desk = switched("transfer-same-city", choice);
        let college = in_college(&desk, "acc");
        assert_eq!(code(&desk, &college, date(2027, 3, 1), &apply("fin")), "transfer.applied", "same school");
        let pupil = registered(&desk, "acc");
        assert_eq!(code(&desk, &pupil, date(2024, 3, 1), &apply("jj")), "transfer.applied", "first stage");
        assert_eq!(code(&desk, &college, date(2027, 3, 1), &apply("auto")), "transfer.higher_level");
        // An application from before the switch is held against it when the authority decides.
        let mut pending = college.clone();
        let open = city();
        open.accept(&mut pending, date(2027, 3, 1), apply("jj"));
        for by in [Side::Sending, Side::Receiving] {
            open.accept(&mut pending, date(2027, 3, 2), Command::Consent { by, agree: true });
        }
        let audit = desk.decide(&pending, date(2027, 3, 3), &Command::Audit { agree: true }).decision;
        let interpretation = guantong_policy::Citation::Interpretation("transfer-same-city".to_owned());
        assert_eq!(audit.outcome == Outcome::Accepted, choice == "open", "{audit:?}");
        assert_eq!(audit.citations.contains(&interpretation), choice != "open", "{audit:?}");
    }
}

#[test]
fn score_of_which_year() {
    let ask = |desk: &Desk| {
        let mut record = registered(desk, "acc");
        desk.accept(&mut record, date(2023, 10, 1), Command::Leave { until: date(2024, 9, 1), kind: None });
        desk.accept(&mut record, date(2024, 9, 1), Command::Resume { fit: true, to: None });
        code(desk, &record, date(2024, 10, 1), &apply("fin"))
    };
    let expected =
        [("entry-year", "transfer.applied".to_owned()), ("cohort", "transfer.score_lower".to_owned())];
    answers("transfer-score-year", ask, &expected);
}

#[test]
fn consent_of_one_school() {
    let ask = |desk: &Desk| {
        let mut record = registered(desk, "acc");
        desk.accept(&mut record, date(2023, 10, 1), apply("fin"));
        desk.accept(&mut record, date(2023, 10, 2), Command::Consent { by: Side::Sending, agree: true });
        code(desk, &record, date(2023, 10, 3), &Command::Audit { agree: true })
    };
    let expected = [("two", "audit.consent_missing".to_owned()), ("one", "audit.agreed".to_owned())];
    answers("consent-one-school", ask, &expected);
}

#[test]
fn repeats() {
    let ask = |desk: &Desk| {
        let mut record = registered(desk, "acc");
        desk.accept(&mut record, date(2026, 7, 1), Command::FailStage);
        desk.accept(&mut record, date(2026, 9, 1), Command::Repeat { eligible: true, to: None });
        desk.accept(&mut record, date(2027, 7, 1), Command::CompleteStage);
        desk.accept(&mut record, date(2027, 7, 2), assess(true));
        desk.accept(&mut record, date(2027, 9, 1), Command::Progress);
        desk.accept(&mut record, date(2029, 7, 1), Command::FailStage);
        code(desk, &record, date(2029, 7, 2), &Command::Repeat { eligible: true, to: None })
    };
    let expected =
        [("progression", "repeat.no_class".to_owned()), ("programme", "repeat.already_used".to_owned())];
    answers("repeat-limit-scope", ask, &expected);
    let ask = |desk: &Desk| {
        let mut record = in_bachelor(desk, "auto-2");
        desk.accept(&mut record, date(2030, 7, 1), Command::FailStage);
        code(desk, &record, date(2030, 7, 2), &Command::Repeat { eligible: true, to: None })
    };
    let expected = [("refer", "repeat.bachelor".to_owned()), ("as-before", "repeated".to_owned())];
    answers("repeat-bachelor", ask, &expected);
}

#[test]
fn schools_and_similarities() {
    // CP stops in 2024; its partner LH goes on with HG.
    let ask = |desk: &Desk| {
        let mut record = in_college(desk, "auto");
        desk.accept(&mut record, date(2028, 7, 1), Command::FailStage);
        code(desk, &record, date(2028, 7, 2), &Command::Repeat { eligible: true, to: None })
    };
    let expected =
        [("place-of-study", "repeat.no_class".to_owned()), ("registration", "repeated".to_owned())];
    answers("same-school", ask, &expected);
    // Only `tour` has the similarity to `fin` on file.
    let ask = |desk: &Desk| {
        let mut record = desk.admitted("fin", 2024, 600);
        desk.accept(&mut record, date(2024, 9, 1), Command::Register);
        desk.accept(&mut record, date(2027, 7, 1), Command::FailStage);
        code(desk, &record, date(2027, 7, 2), &Command::Repeat { eligible: true, to: None })
    };
    let expected = [("either-side", "repeated".to_owned()), ("own-side", "repeat.no_class".to_owned())];
    answers("similarity-on-file", ask, &expected);
}

#[test]
fn returning() {
    // From October 2023 to December 2024: two years rounded up, one academic year later.
    let ask = |desk: &Desk| {
        let mut record = registered(desk, "auto-2");
        desk.accept(&mut record, date(2023, 10, 1), Command::Leave { until: date(2025, 1, 1), kind: None });
        desk.accept(&mut record, date(2024, 12, 1), Command::Resume { fit: true, to: None });
        record.cohort()
    };
    answers("resume-years", ask, &[("rounded-up", 2025), ("academic-years", 2024)]);
    let ask = |desk: &Desk| {
        let mut record = registered(desk, "acc");
        desk.accept(&mut record, date(2026, 7, 1), Command::CompleteStage);
        desk.accept(&mut record, date(2026, 7, 2), assess(true));
        desk.accept(&mut record, date(2026, 7, 3), Command::Leave { until: date(2027, 1, 1), kind: None });
        desk.accept(&mut record, date(2026, 12, 1), Command::Resume { fit: true, to: None });
        code(desk, &record, date(2026, 12, 2), &Command::Progress)
    };
    let expected = [("again", "progress.not_assessed".to_owned()), ("kept", "progressed".to_owned())];
    answers("assessment-after-leave", ask, &expected);
    // In 2025 CM runs nothing like accounting.
    let ask = |desk: &Desk| {
        let mut record = registered(desk, "acc");
        desk.accept(&mut record, date(2024, 3, 1), Command::Leave { until: date(2026, 1, 1), kind: None });
        let outcome = desk.enter(&mut record, date(2025, 9, 1), Command::Resume { fit: true, to: None });
        (outcome, record.qualification())
    };
    let expected = [
        ("refer", (Outcome::Referred, Qualification::Held)),
        ("end-qualification", (Outcome::Accepted, Qualification::Ended)),
    ];
    answers("resume-none-similar", ask, &expected);
}

#[test]
fn leaves() {
    let ask = |desk: &Desk| {
        let mut record = registered(desk, "acc");
        desk.accept(&mut record, date(2023, 10, 1), Command::Leave { until: date(2024, 9, 1), kind: None });
        desk.accept(&mut record, date(2024, 9, 1), Command::Resume { fit: true, to: None });
        code(desk, &record, date(2024, 10, 1), &Command::Leave { until: date(2026, 10, 1), kind: None })
    };
    let expected = [("each-leave", "leave.started".to_owned()), ("whole-stage", "leave.too_long".to_owned())];
    answers("leave-limit-secondary", ask, &expected);
    let ask = |desk: &Desk| {
        let leave = Command::Leave { until: date(2030, 10, 1), kind: None };
        code(desk, &in_college(desk, "acc"), date(2027, 3, 1), &leave)
    };
    let expected =
        [("no-limit", "leave.started".to_owned()), ("refer", "leave.limit_not_on_file".to_owned())];
    answers("leave-limit-higher", ask, &expected);
    let ask = |desk: &Desk| {
        let leave = Command::Leave { until: date(2027, 3, 1), kind: Some(LeaveKind::Military) };
        code(desk, &registered(desk, "acc"), date(2024, 3, 1), &leave)
    };
    let expected = [("aside", "leave.started".to_owned()), ("counted", "leave.too_long".to_owned())];
    answers("leave-military", ask, &expected);
}

#[test]
fn a_limit_on_file_binds_in_the_higher_stages() {
    let mut desk = city();
    desk.world.leave_years_on_file.insert("CM".to_owned(), 1);
    let record = in_college(&desk, "acc");
    for (until, said) in [(date(2028, 3, 1), "leave.started"), (date(2028, 3, 2), "leave.too_long")] {
        let leave = Command::Leave { until, kind: None };
        assert_eq!(code(&desk, &record, date(2027, 3, 1), &leave), said);
    }
}

#[test]
fn certificates() {
    let ask = |desk: &Desk| {
        let mut record = in_college(desk, "acc");
        desk.accept(&mut record, date(2026, 10, 1), Command::Leave { until: date(2027, 10, 1), kind: None });
        desk.accept(&mut record, date(2027, 4, 1), Command::Resume { fit: true, to: None });
        let certificate = Some(LeavingCertificate::IncompleteStudy);
        code(desk, &record, date(2027, 9, 1), &Command::Withdraw { article: "30".to_owned(), certificate })
    };
    let expected = [
        ("leave-aside", "withdraw.incomplete_study_year".to_owned()),
        ("leave-counts", "withdrawn".to_owned()),
    ];
    answers("incomplete-study-year", ask, &expected);
    let ask = |desk: &Desk| {
        let mut record = registered(desk, "acc");
        desk.accept(&mut record, date(2026, 7, 1), Command::CompleteStage);
        record.certificates().iter().map(|c| c.kind).collect::<Vec<_>>()
    };
    let expected = [("on-leaving", vec![]), ("always", vec![CertificateKind::Secondary])];
    answers("certificate-college-bachelor-secondary", ask, &expected);
}

/// This file, with those of progressions and dated facts, tries every interpretation that is built.
#[test]
fn none_is_left_out() {
    let source = concat!(
        include_str!("readings.rs"),
        include_str!("progression_rules.rs"),
        include_str!("dated.rs"),
        include_str!("examinations.rs")
    );
    for (id, _) in Readings::ALL {
        assert!(source.contains(&format!("\"{id}\"")), "{id} is not tried");
    }
}
