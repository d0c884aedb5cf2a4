//! Every other kind of request to its effect, or to the clause that says no.

use super::{City, OTHER, PARTNER, SCHOOL, at, city, colleague, commission, done, leave, teacher, word};
use crate::accounts::kind;
use crate::office::{YEAR, no};
use guantong_model::Standing;
use guantong_registry::{Command, SettleOutcome};
use guantong_requests::{Act, Desk, State, Verdict};
use guantong_service::access::{Role, Viewer};
use guantong_service::ports::{AppendError, Batch, Change};
use guantong_service::request::{Opening, RequestRow, Word};
use guantong_service::rows::PlanHead;
use jiff::civil::date;

fn desks(row: &RequestRow) -> Vec<Desk> {
    row.request.opened.stops.iter().map(|stop| stop.desk).collect()
}

/// The same plan again for the next year.
async fn next_class(city: &City) {
    let head = city.storage().plan(YEAR).await.unwrap().unwrap();
    let lines = city.storage().plan_lines(YEAR).await.unwrap();
    let changes = vec![Change::Plan(PlanHead { year: YEAR + 1, ..head }, lines)];
    city.storage().append(Batch { entries: vec![], changes }, 1).await.unwrap();
}

/// Asked for by somebody and agreed to by the school.
async fn agreed(city: &City, viewer: &Viewer, n: usize, command: Command) -> Vec<Desk> {
    let row = city.open(viewer, city.wanted(n, command)).await;
    let passed = desks(&row);
    let row = if passed[0] == Desk::Guardian {
        city.says(&city.guardian(n), &row, Verdict::Agree).await
    } else {
        row
    };
    let row = city.says(&teacher(SCHOOL), &row, Verdict::Agree).await;
    assert_eq!(row.request.state, State::Agreed);
    passed
}

// case: 3.4.4.a, 3.4.4.b
#[tokio::test]
async fn a_leave_and_a_return_from_it() {
    let city = city().await;
    next_class(&city).await;
    let until = date(2024, 8, 31);
    let passed = agreed(&city, &city.student(0), 0, leave(until)).await;
    assert_eq!(passed, [Desk::Guardian, Desk::School], "a minor needs his guardian");
    let record = city.record_of(0).await;
    assert_eq!((record.standing(), record.leave().unwrap().until), (Standing::OnLeave, until));
    city.on(date(2024, 8, 26));
    let resume = Command::Resume { fit: true, to: None };
    assert_eq!(agreed(&city, &city.student(0), 0, resume).await, [Desk::School]);
    let record = city.record_of(0).await;
    assert_eq!((record.standing(), record.cohort()), (Standing::Studying, 2024));
}

// case: 3.4.3.a, 3.3.4.a, 3.3.3.a
#[tokio::test]
async fn an_adult_repeats_leaves_with_his_diploma_or_withdraws_without_a_guardian() {
    let city = city().await;
    next_class(&city).await;
    let june = date(2026, 6, 20);
    city.command_on(0, june, Command::FailStage).await;
    city.command_on(1, june, Command::CompleteStage).await;
    city.on(date(2026, 6, 22));
    let repeat = Command::Repeat { eligible: true, to: None };
    assert_eq!(agreed(&city, &city.student(0), 0, repeat).await, [Desk::School]);
    assert_eq!((city.record_of(0).await.cohort(), city.record_of(0).await.repeats()), (2024, 1));
    assert_eq!(agreed(&city, &city.student(1), 1, Command::Exit).await, [Desk::School]);
    assert_eq!(city.record_of(1).await.standing(), Standing::Graduated);
    let withdraw = Command::Withdraw { article: "18".to_owned(), certificate: None };
    assert_eq!(agreed(&city, &city.guardian(2), 2, withdraw).await, [Desk::School]);
    assert_eq!(city.record_of(2).await.standing(), Standing::Withdrawn);
}

// case: 3.4.3.a, 3.4.4.a, 3.3.5.c
#[tokio::test]
async fn what_the_rules_refuse_is_told_with_its_clause_and_nothing_is_opened() {
    let city = city().await;
    let head = city.head().await;
    let lower = Command::ApplyTransfer { to: city.to(SCHOOL).await };
    for (n, command, code, clause) in [
        (0, Command::Repeat { eligible: true, to: None }, "repeat.not_failed", "3.4.3.a"),
        (0, leave(date(2026, 3, 12)), "leave.too_long", "3.4.4.a"),
        (4, lower, "transfer.score_lower", "3.3.5.c"),
    ] {
        let opening = city.try_open(&city.student(n), city.wanted(n, command)).await.unwrap();
        let Opening::Refused(decision) = opening else { panic!("{opening:?}") };
        assert_eq!(decision.code, code);
        assert!(decision.cites(&clause.into()), "{code}");
        assert_eq!(city.looks(&city.student(n)).requests_of(&city.ids[n]).await.unwrap(), []);
    }
    assert_eq!(city.head().await, head);
}

#[tokio::test]
async fn nobody_asks_for_what_is_not_his_to_ask_for() {
    let city = city().await;
    let head = city.head().await;
    let expel = Command::Expel { article: "30".to_owned(), decision: String::new() };
    let for_leave = leave(date(2024, 9, 1));
    for (viewer, command, expected) in [
        (teacher(SCHOOL), for_leave.clone(), "forbidden"),
        (city.student(0), expel.clone(), "forbidden"),
        (commission(), for_leave.clone(), "forbidden"),
        (commission(), expel.clone(), "forbidden"),
        (at(Role::University, PARTNER, "A-p"), expel.clone(), "forbidden"),
        (city.guardian(1), for_leave, "not-found"),
        (teacher(OTHER), expel.clone(), "not-found"),
        (Viewer { reads_only: true, ..teacher(SCHOOL) }, expel, "forbidden"),
    ] {
        let tried = city.try_open(&viewer, city.wanted(0, command)).await;
        assert_eq!(kind(&tried), expected, "{}", viewer.name);
    }
    assert_eq!(city.head().await, head);
}

// case: 3.4.3.d
#[tokio::test]
async fn a_settling_needs_another_hand_also_after_it_was_returned() {
    let city = city().await;
    city.command_on(3, date(2024, 3, 11), Command::FailStage).await;
    let settle = Command::Settle { outcome: SettleOutcome::Completed, article: "25".to_owned() };
    let first = teacher(SCHOOL);
    let row = city.open(&first, city.wanted(3, settle)).await;
    assert_eq!(desks(&row), [Desk::Second]);
    assert_eq!(no(city.say(&first, &row, Verdict::Agree).await), ["conflict-same-hand"]);
    assert!(!city.looks(&first).request_acts(&row).unwrap().contains(&Act::Decide));
    for (viewer, expected) in [
        (colleague(OTHER), "not-found"),
        (city.student(3), "forbidden"),
        (at(Role::University, PARTNER, "A-p"), "forbidden"),
        (commission(), "forbidden"),
    ] {
        assert_eq!(kind(&city.say(&viewer, &row, Verdict::Agree).await), expected, "{}", viewer.name);
    }
    let second = colleague(SCHOOL);
    assert!(city.looks(&second).request_acts(&row).unwrap().contains(&Act::Decide));
    // The hand stands in the database too: the same account cannot lay the other one.
    let hand = Change::Hand {
        object: format!("request/{}", row.id),
        part: "second".to_owned(),
        account: first.account.clone(),
    };
    let laid = city.storage().append(Batch { entries: vec![], changes: vec![hand] }, 1).await;
    let Err(AppendError::Conflict(conflict)) = laid else { panic!("{laid:?}") };
    assert_eq!(conflict.message.id, "conflict-same-hand");

    let row = city.says(&second, &row, Verdict::Return).await;
    let row = city.completes(&first, &row, None).await;
    let row = city.says(&second, &row, Verdict::Agree).await;
    assert_eq!(row.request.state, State::Agreed);
    assert_eq!(city.record_of(3).await.standing(), Standing::Completed);
}

#[tokio::test]
async fn a_correction_is_approved_by_the_second_person() {
    let city = city().await;
    let correct = Command::Correct { of: 2, reason: "误录".to_owned(), approver: String::new() };
    let row = city.open(&teacher(SCHOOL), city.wanted(2, correct)).await;
    let second = colleague(SCHOOL);
    let head = city.head().await;
    let row = city.says(&second, &row, Verdict::Agree).await;
    let told: Vec<String> = city.entries_after(head).await.into_iter().map(|(_, kind)| kind).collect();
    assert_eq!(told, ["correct", "request-decided"]);
    let record = city.record_of(2).await;
    let Command::Correct { approver, .. } = &record.history().last().unwrap().command else { panic!() };
    assert_eq!((approver, record.standing()), (&second.account, Standing::Admitted));
    assert_eq!(row.request.state, State::Agreed);
}

// case: 3.3.3.a
#[tokio::test]
async fn an_expulsion_is_heard_reviewed_and_decided_by_the_meeting_with_its_number() {
    let city = city().await;
    let expel = Command::Expel { article: "30".to_owned(), decision: String::new() };
    let first = teacher(SCHOOL);
    let row = city.open(&first, city.wanted(0, expel)).await;
    assert_eq!(desks(&row), [Desk::Student, Desk::Second, Desk::Meeting]);
    assert_eq!(row.due_on, Some(date(2024, 3, 18)), "five working days to be heard");
    for verdict in [Verdict::Refuse, Verdict::Return] {
        assert_eq!(no(city.say(&city.student(0), &row, verdict).await), ["request-heard-only"]);
    }
    let row = city.says(&city.guardian(0), &row, Verdict::Agree).await;
    assert_eq!(no(city.say(&first, &row, Verdict::Agree).await), ["conflict-same-hand"]);
    let row = city.says(&colleague(SCHOOL), &row, Verdict::Agree).await;
    let unnumbered = Word { number: " ".to_owned(), ..word(Verdict::Agree) };
    let without = city.say_word(&first, &row, &unnumbered).await;
    assert_eq!(no(without), ["request-number-missing"]);
    let unfounded = Word { reason: String::new(), ..word(Verdict::Refuse) };
    assert_eq!(no(city.say_word(&first, &row, &unfounded).await), ["request-reason-missing"]);
    assert_eq!(city.record_of(0).await.standing(), Standing::Studying);
    let row = city.says(&first, &row, Verdict::Agree).await;
    let record = city.record_of(0).await;
    let Command::Expel { decision, .. } = &record.history().last().unwrap().command else { panic!() };
    assert_eq!((decision.as_str(), record.standing()), ("校〔2024〕7号", Standing::Expelled));
    assert_eq!(row.request.state, State::Agreed);
}

// case: 3.3.3.a
#[tokio::test]
async fn who_does_not_speak_in_his_days_is_noted_and_it_goes_on() {
    let city = city().await;
    let unlawful = Command::CancelRegistration { article: "37".to_owned(), decision: String::new() };
    let first = teacher(SCHOOL);
    let row = city.open(&first, city.wanted(0, unlawful)).await;
    city.on(date(2024, 3, 18));
    assert_eq!(kind(&city.say(&first, &row, Verdict::Agree).await), "forbidden", "his last day");
    assert!(!city.looks(&first).request_acts(&row).unwrap().contains(&Act::Decide));
    city.on(date(2024, 3, 19));
    assert!(city.looks(&first).request_acts(&row).unwrap().contains(&Act::Decide));
    let silent = Word { reason: String::new(), ..word(Verdict::Agree) };
    assert_eq!(no(city.say_word(&first, &row, &silent).await), ["request-reason-missing"]);
    let partner = at(Role::University, PARTNER, "A-p");
    assert_eq!(kind(&city.say(&partner, &row, Verdict::Agree).await), "forbidden");
    let row = done(city.say(&first, &row, Verdict::Agree).await);
    assert_eq!(row.stop().unwrap().desk, Desk::Second);
    let row = city.says(&colleague(SCHOOL), &row, Verdict::Agree).await;
    city.says(&first, &row, Verdict::Agree).await;
    assert_eq!(city.record_of(0).await.standing(), Standing::Cancelled);
}
