//! A transfer over its desks: who may speak at each, what the record learns of it, and every way it ends.

use super::{
    City, OTHER, OTHER_PARTNER, PARTNER, SCHOOL, THIRD, at, city, commission, done, leave, office_by, teacher,
};
use crate::accounts::kind;
use crate::office::reading;
use guantong_model::Score;
use guantong_policy::Outcome;
use guantong_registry::{Command, Part};
use guantong_requests::{Asker, Desk, Kind, State, Verdict};
use guantong_service::access::{Role, Viewer};
use guantong_service::request::{Answer, Opening, RequestRow};
use jiff::civil::date;

async fn asked(city: &City, viewer: &Viewer, n: usize) -> RequestRow {
    let to = city.to(OTHER).await;
    city.open(viewer, city.wanted(n, Command::ApplyTransfer { to })).await
}

/// Everybody there is, in the order of the tables below.
fn everybody(city: &City) -> [Viewer; 9] {
    [
        city.student(0),
        city.guardian(0),
        city.guardian(1),
        teacher(SCHOOL),
        teacher(OTHER),
        teacher(THIRD),
        at(Role::University, PARTNER, "A-p"),
        at(Role::University, OTHER_PARTNER, "A-q"),
        commission(),
    ]
}

fn streams(city: &City, row: &RequestRow, kinds: &[&str]) -> Vec<(String, String)> {
    let stream = |kind: &&str| match kind.starts_with("request-") {
        true => format!("request/{}", row.id),
        false => format!("student/{}", city.ids[0]),
    };
    kinds.iter().map(|kind| (stream(kind), (*kind).to_owned())).collect()
}

// case: 3.3.5.b, 3.3.5.a, 3.3.5.c
#[tokio::test]
async fn a_transfer_goes_from_the_student_to_its_effect_by_the_right_hands_alone() {
    let city = city().await;
    let people = everybody(&city);
    let mut row = asked(&city, &people[0], 0).await;
    assert_eq!((row.id.as_str(), row.version, row.request.opened.minor), ("2024-Q0001", 1, true));
    assert_eq!(row.request.opened.outlook.as_ref().unwrap().code, "transfer.applied");
    // f forbidden, n not found; the one who sits there speaks last.
    for (desk, who, expected, told) in [
        (Desk::Guardian, 1, "f-nfnnfnf", "apply-transfer"),
        (Desk::Sending, 3, "ffn-fnfnf", "consent"),
        (Desk::Receiving, 4, "ffnf-nfnf", "consent"),
        (Desk::Authority, 8, "ffnffnfn-", "audit"),
    ] {
        assert_eq!(row.stop().unwrap().desk, desk);
        let head = city.head().await;
        for (viewer, expected) in people.iter().zip(expected.chars()).filter(|(_, letter)| *letter != '-') {
            let expected = if expected == 'f' { "forbidden" } else { "not-found" };
            let answered = city.say(viewer, &row, Verdict::Agree).await;
            assert_eq!(kind(&answered), expected, "{desk}: {}", viewer.name);
        }
        assert_eq!(city.head().await, head, "{desk}: nobody else wrote");
        let before = city.record_of(0).await;
        assert_eq!((before.transfers(), before.registered_at()), (0, Some(SCHOOL)), "{desk}");
        row = city.says(&people[who], &row, Verdict::Agree).await;
        assert_eq!(
            city.entries_after(head).await,
            streams(&city, &row, &[told, "request-decided"]),
            "{desk}"
        );
    }
    assert_eq!((row.request.state, row.due_on), (State::Agreed, None));
    let record = city.record_of(0).await;
    assert_eq!((record.transfers(), record.registered_at()), (1, Some(OTHER)));
    assert!(record.application().is_none());

    // Who took part looks back after the student has moved on; who has nothing more to do with him does not.
    for (viewer, sees) in people.iter().zip("yynyynnyy".chars()) {
        let seen = city.looks(viewer).request(&row.id).await;
        assert_eq!(kind(&seen), if sees == 'y' { "ok" } else { "not-found" }, "{}", viewer.name);
        let listed = city.looks(viewer).requests_of(&city.ids[0]).await.unwrap();
        assert_eq!(listed.len(), usize::from(sees == 'y'), "{}", viewer.name);
    }
    let sending = city.looks(&teacher(SCHOOL)).request(&row.id).await.unwrap();
    assert!(sending.student.is_none(), "the student himself is out of its reach");
    let to = city.to(THIRD).await;
    let again = city.wanted(0, Command::ApplyTransfer { to });
    let refused = city.try_open(&people[0], again).await.unwrap();
    let Opening::Refused(decision) = refused else { panic!("{refused:?}") };
    assert_eq!(decision.code, "transfer.used");
    assert!(decision.cites(&"3.3.5.a".into()));
    assert_eq!(city.verify().await.unwrap().findings, []);
}

// case: 3.3.5.b
#[tokio::test]
async fn a_guardian_who_asks_is_not_asked_again_and_the_application_is_on_the_record_at_once() {
    let city = city().await;
    let head = city.head().await;
    let row = asked(&city, &city.guardian(0), 0).await;
    assert_eq!((row.stop().unwrap().desk, row.request.opened.by), (Desk::Sending, Asker::Guardian));
    assert_eq!(city.entries_after(head).await, streams(&city, &row, &["apply-transfer", "request-opened"]));
    assert_eq!(city.record_of(0).await.application().unwrap().to, city.to(OTHER).await);
}

// case: 3.3.5.a, 3.3.5.b
#[tokio::test]
async fn a_no_or_a_taking_back_at_any_desk_ends_it_and_the_chance_is_not_used() {
    let city = city().await;
    let student = city.student(0);
    let hands = [city.guardian(0), teacher(SCHOOL), teacher(OTHER), commission()];
    let effects = ["", "consent", "consent", "audit"];
    for (at, (hand, effect)) in hands.iter().zip(effects).enumerate() {
        for takes_back in [false, true] {
            let mut row = asked(&city, &student, 0).await;
            for before in &hands[..at] {
                row = city.says(before, &row, Verdict::Agree).await;
            }
            let head = city.head().await;
            let mut told = Vec::new();
            if takes_back {
                for (viewer, expected) in [(hands[1].clone(), "forbidden"), (city.guardian(1), "not-found")] {
                    let back = city.asks(&viewer).take_request_back(&row.id, row.version, "x").await;
                    assert_eq!(kind(&back), expected, "{at}: {}", viewer.name);
                }
                row = city.asks(&student).take_request_back(&row.id, row.version, "x").await.unwrap();
                told.extend((at > 0).then_some("cancel-transfer"));
                told.push("request-taken-back");
                assert_eq!(row.request.state, State::TakenBack, "{at}");
            } else {
                row = city.says(hand, &row, Verdict::Refuse).await;
                told.extend((at > 0).then_some(effect));
                told.push("request-decided");
                assert_eq!(row.request.state, State::Refused, "{at}");
            }
            assert_eq!(city.entries_after(head).await, streams(&city, &row, &told), "{at} {takes_back}");
            let record = city.record_of(0).await;
            assert_eq!((record.transfers(), record.application()), (0, None), "{at} {takes_back}");
            assert_eq!((row.stop(), row.due_on), (None, None));
        }
    }
    assert_eq!(city.storage().student(&city.ids[0]).await.unwrap().unwrap().applied_to, None);
}

#[tokio::test]
async fn a_guardian_may_take_back_what_the_student_asked_for() {
    let city = city().await;
    let row = asked(&city, &city.student(0), 0).await;
    let back = city.asks(&city.guardian(0)).take_request_back(&row.id, 1, "x").await.unwrap();
    assert_eq!(back.request.state, State::TakenBack);
}

#[tokio::test]
async fn a_school_says_no_also_where_the_record_let_the_application_go() {
    let city = city().await;
    let row = asked(&city, &city.guardian(0), 0).await;
    city.command_on(0, date(2024, 3, 11), leave(date(2024, 9, 1))).await;
    assert!(city.record_of(0).await.application().is_none(), "a leave ends the application");
    let head = city.head().await;
    let agreed = city.say(&teacher(SCHOOL), &row, Verdict::Agree).await.unwrap();
    let Answer::NotAccepted(decision) = agreed else { panic!("{agreed:?}") };
    assert!(decision.cites(&"3.3.5.b".into()) || decision.cites(&"3.4.4.a".into()), "{decision:?}");
    assert_eq!(city.head().await, head, "nothing is half done");
    let row = done(city.say(&teacher(SCHOOL), &row, Verdict::Refuse).await);
    assert_eq!(row.request.state, State::Refused);
    assert_eq!(city.entries_after(head).await, streams(&city, &row, &["request-decided"]));
}

#[tokio::test]
async fn another_school_asked_for_on_completion_sits_at_the_desk_that_receives() {
    let city = city().await;
    let student = city.student(0);
    let row = asked(&city, &student, 0).await;
    let row = city.says(&city.guardian(0), &row, Verdict::Return).await;
    let to = city.to(THIRD).await;
    let other = Command::ApplyTransfer { to: to.clone() };
    let row = city.completes(&student, &row, Some(other)).await;
    let row = city.says(&city.guardian(0), &row, Verdict::Agree).await;
    assert_eq!(city.record_of(0).await.application().unwrap().to, to);
    let row = city.says(&teacher(SCHOOL), &row, Verdict::Agree).await;
    assert_eq!(kind(&city.say(&teacher(OTHER), &row, Verdict::Agree).await), "not-found");
    let row = city.says(&teacher(THIRD), &row, Verdict::Agree).await;
    city.says(&commission(), &row, Verdict::Agree).await;
    assert_eq!(city.record_of(0).await.registered_at(), Some(THIRD));

    // Once the application is on the record, a completion leaves what was applied for as it is.
    let row = asked(&city, &city.guardian(1), 1).await;
    let row = city.says(&teacher(SCHOOL), &row, Verdict::Return).await;
    let other = Command::ApplyTransfer { to };
    let row = city.completes(&city.guardian(1), &row, Some(other)).await;
    let command = row.request.opened.command.clone();
    assert_eq!(command, Some(Command::ApplyTransfer { to: city.to(OTHER).await }));
    assert_eq!(row.request.opened.stops[1].holder, OTHER);
    assert_eq!(row.request.opened.kind, Kind::Transfer);
}

const SCHOOL_RULES: &str = include_str!("../../../../../demo/progression-rules/changping-2026-2.toml");
const CITY_RULES: &str = include_str!("../../../../../demo/progression-rules/commission-2028.toml");

// case: 3.3.5.e
#[tokio::test]
async fn a_transfer_that_the_rules_refer_is_told_with_who_decides_it_and_sent_round_to_nobody() {
    let mut city = city().await;
    // A guardian consents whatever the age, as he does of a minor.
    let guardians_always =
        reading("interpretations/requests.toml", "chosen = \"minor\"", "chosen = \"always\"");
    city.office = office_by(&city.database, &city.clock, guardians_always);
    city.file_progression_rules("school.toml", SCHOOL_RULES, "test").await.unwrap();
    city.file_progression_rules("commission.toml", CITY_RULES, "test").await.unwrap();
    let passed = |document: &str, marks: &[(Part, i32)]| Command::Assess {
        passed: true,
        document: document.to_owned(),
        general: None,
        skill: None,
        marks: marks.iter().map(|(part, mark)| (*part, Score::points(*mark))).collect(),
    };
    let school = [(Part::General, 74), (Part::Skill, 86)];
    let papers =
        [(Part::FirstPaper, 80), (Part::SecondPaper, 75), (Part::Coursework, 82), (Part::Ability, 6)];
    for (year, document, marks) in [
        (2026, "北京市昌平职业学校转段升学办法（2026年）", &school[..]),
        (2028, "演示〔2028〕1号", &papers[..]),
    ] {
        city.command_on(0, date(year, 6, 20), Command::CompleteStage).await;
        city.command_on(0, date(year, 7, 5), passed(document, marks)).await;
        city.command_on(0, date(year, 9, 1), Command::Progress).await;
    }
    city.on(date(2028, 9, 11));
    let head = city.head().await;
    let to = city.to(OTHER).await;
    for viewer in [city.student(0), city.guardian(0)] {
        let new = city.wanted(0, Command::ApplyTransfer { to: to.clone() });
        let told = city.try_open(&viewer, new).await.unwrap();
        let Opening::Refused(decision) = told else { panic!("{told:?}") };
        assert_eq!(
            (decision.outcome, decision.code.as_str()),
            (Outcome::Referred, "transfer.bachelor_stage")
        );
        assert_eq!(decision.referred_to.as_deref(), Some("decider.receiving-university"));
    }
    assert_eq!(city.head().await, head);
}
