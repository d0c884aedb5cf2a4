//! Who hears an appeal, and what one that is upheld leads to: a correction with a second person, a new decision.

use super::{City, OTHER, SCHOOL, at, city, colleague, commission, leave, teacher};
use crate::office::no;
use guantong_model::Standing;
use guantong_registry::Command;
use guantong_requests::{About, Act, Asker, Desk, Event, Kind, State, Verdict};
use guantong_service::access::{Role, Viewer};
use guantong_service::request::RequestRow;
use jiff::civil::date;

fn third() -> Viewer {
    at(Role::School, SCHOOL, "A3")
}

/// An appeal of a student against a request that was decided.
async fn appeal(city: &City, n: usize, row: &RequestRow) -> RequestRow {
    let about = city.appeal(n, Kind::Appeal, &format!("request/{}", row.id), row.version);
    city.open(&city.student(n), about).await
}

/// The request that a word led to.
async fn led_to(city: &City, viewer: &Viewer, row: &RequestRow) -> Option<RequestRow> {
    let log = city.log(viewer, row).await;
    let Event::Decided { leads_to, .. } = &log.last().unwrap().event else { panic!("{log:?}") };
    match leads_to {
        Some(id) => Some(city.row(id).await),
        None => None,
    }
}

fn withdraw() -> Command {
    Command::Withdraw { article: "18".to_owned(), certificate: None }
}

// case: 3.3.3.a
#[tokio::test]
async fn who_refused_does_not_hear_the_appeal_and_is_told_so() {
    let city = city().await;
    let row = city.open(&city.guardian(0), city.wanted(0, leave(date(2024, 9, 1)))).await;
    let row = city.says(&teacher(SCHOOL), &row, Verdict::Refuse).await;
    let appeal = appeal(&city, 0, &row).await;
    assert_eq!(appeal.request.opened.decided_by, [teacher(SCHOOL).account]);
    let head = city.head().await;
    for verdict in [Verdict::Agree, Verdict::Refuse] {
        assert_eq!(no(city.say(&teacher(SCHOOL), &appeal, verdict).await), ["conflict-decided-it"]);
    }
    assert_eq!(city.head().await, head);
    let seen = city.looks(&teacher(SCHOOL)).request(&appeal.id).await.unwrap();
    assert!(seen.barred && !seen.acts.contains(&Act::Decide) && !seen.acts.contains(&Act::Extend));
    let seen = city.looks(&colleague(SCHOOL)).request(&appeal.id).await.unwrap();
    assert!(!seen.barred && seen.acts.contains(&Act::Decide));
    assert!(!city.looks(&teacher(SCHOOL)).request(&row.id).await.unwrap().barred);
    city.says(&colleague(SCHOOL), &appeal, Verdict::Agree).await;
    // Sent back, it is decided anew by whoever sits at the desk.
    let row = city.row(&row.id).await;
    city.says(&teacher(SCHOOL), &row, Verdict::Agree).await;
}

// case: 3.3.3.a
#[tokio::test]
async fn an_expulsion_that_is_appealed_against_leads_to_a_correction_by_two_others() {
    let city = city().await;
    let expel = Command::Expel { article: "30".to_owned(), decision: String::new() };
    let row = city.open(&teacher(SCHOOL), city.wanted(0, expel)).await;
    let row = city.says(&city.student(0), &row, Verdict::Agree).await;
    let row = city.says(&colleague(SCHOOL), &row, Verdict::Agree).await;
    let row = city.says(&teacher(SCHOOL), &row, Verdict::Agree).await;
    assert_eq!(city.record_of(0).await.standing(), Standing::Expelled);
    let appeal = appeal(&city, 0, &row).await;
    for decided in [teacher(SCHOOL), colleague(SCHOOL)] {
        assert_eq!(no(city.say(&decided, &appeal, Verdict::Agree).await), ["conflict-decided-it"]);
    }
    let head = city.head().await;
    let appeal = city.says(&third(), &appeal, Verdict::Agree).await;
    let kinds: Vec<String> = city.entries_after(head).await.into_iter().map(|(_, kind)| kind).collect();
    assert_eq!(kinds, ["request-decided", "request-opened"], "both or neither");
    let correct = led_to(&city, &third(), &appeal).await.unwrap();
    let opened = &correct.request.opened;
    let about = About { stream: format!("request/{}", appeal.id), version: 1 };
    assert_eq!((opened.kind, opened.by, opened.about.as_ref()), (Kind::Correct, Asker::School, Some(&about)));
    assert_eq!(
        opened.command,
        Some(Command::Correct { of: 3, reason: appeal.id.clone(), approver: String::new() })
    );
    let stop = correct.stop().unwrap();
    assert_eq!((stop.desk, stop.holder.as_str()), (Desk::Second, SCHOOL));
    // Who upheld the appeal proposed it: another reviews it.
    assert_eq!(no(city.say(&third(), &correct, Verdict::Agree).await), ["conflict-same-hand"]);
    city.says(&teacher(SCHOOL), &correct, Verdict::Agree).await;
    assert_eq!(city.record_of(0).await.standing(), Standing::Studying);
    assert_eq!(city.verify().await.unwrap().findings, []);
}

// case: 3.3.3.a
#[tokio::test]
async fn an_entry_of_the_record_is_corrected_whoever_upholds_the_appeal() {
    let city = city().await;
    for n in [0, 1] {
        city.command_on(n, date(2024, 3, 11), withdraw()).await;
    }
    let entry = |n: usize| format!("student/{}", city.ids[n]);
    let appeal = city.open(&city.guardian(0), city.appeal(0, Kind::Appeal, &entry(0), 3)).await;
    let appeal = city.says(&teacher(SCHOOL), &appeal, Verdict::Agree).await;
    let correct = led_to(&city, &teacher(SCHOOL), &appeal).await.unwrap();
    city.says(&colleague(SCHOOL), &correct, Verdict::Agree).await;
    assert_eq!(city.record_of(0).await.standing(), Standing::Studying);

    // The committee refuses, the commission upholds: the school has the correction before it.
    let appeal = city.open(&city.guardian(1), city.appeal(1, Kind::Appeal, &entry(1), 3)).await;
    let appeal = city.says(&teacher(SCHOOL), &appeal, Verdict::Refuse).await;
    assert!(led_to(&city, &teacher(SCHOOL), &appeal).await.is_none());
    let about = city.appeal(1, Kind::AppealAuthority, &format!("request/{}", appeal.id), appeal.version);
    let last = city.open(&city.guardian(1), about).await;
    let last = city.says(&commission(), &last, Verdict::Agree).await;
    let correct = led_to(&city, &commission(), &last).await.unwrap();
    assert_eq!(correct.stop().unwrap().holder, SCHOOL);
    city.says(&teacher(SCHOOL), &correct, Verdict::Agree).await;
    assert_eq!(city.record_of(1).await.standing(), Standing::Studying);
}

// case: 3.3.5.b
#[tokio::test]
async fn a_transfer_that_was_refused_wrongly_is_taken_up_where_it_was_refused() {
    let city = city().await;
    let to = city.to(OTHER).await;
    let row = city.open(&city.guardian(0), city.wanted(0, Command::ApplyTransfer { to })).await;
    let row = city.says(&teacher(SCHOOL), &row, Verdict::Refuse).await;
    assert!(city.record_of(0).await.application().is_none());
    let appeal = appeal(&city, 0, &row).await;
    let appeal = city.says(&colleague(SCHOOL), &appeal, Verdict::Agree).await;
    assert_eq!(city.row(&row.id).await.request.state, State::Refused, "the refusal is on the record");
    let correct = led_to(&city, &colleague(SCHOOL), &appeal).await.unwrap();
    let head = city.head().await;
    city.says(&third(), &correct, Verdict::Agree).await;
    let kinds: Vec<String> = city.entries_after(head).await.into_iter().map(|(_, kind)| kind).collect();
    assert_eq!(kinds, ["correct", "request-decided", "request-reopened"]);
    assert!(city.record_of(0).await.application().is_some());
    let mut row = city.row(&row.id).await;
    assert_eq!(row.stop().unwrap().desk, Desk::Sending);
    for hand in [teacher(SCHOOL), teacher(OTHER), commission()] {
        row = city.says(&hand, &row, Verdict::Agree).await;
    }
    assert_eq!(city.record_of(0).await.registered_at(), Some(OTHER));
    assert_eq!(city.verify().await.unwrap().findings, []);
}

// case: 3.3.3.a, 3.4.4.a
#[tokio::test]
async fn what_the_rules_refused_then_is_asked_for_anew_if_they_would_let_it_now() {
    let city = city().await;
    let keep = |n: usize, on, command| {
        let city = &city;
        async move {
            let version = i64::try_from(city.record_of(n).await.history().len() + 1).unwrap();
            city.office.command_kept(&city.ids[n], version, on, command, "test").await.unwrap();
            format!("student/{}", city.ids[n])
        }
    };
    // On 11 March two years and a day are too long, on the 12th they are two years.
    let entry = keep(0, date(2024, 3, 11), leave(date(2026, 3, 12))).await;
    city.on(date(2024, 3, 12));
    let appeal = city.open(&city.student(0), city.appeal(0, Kind::Appeal, &entry, 3)).await;
    let appeal = city.says(&teacher(SCHOOL), &appeal, Verdict::Agree).await;
    let anew = led_to(&city, &teacher(SCHOOL), &appeal).await.unwrap();
    let opened = &anew.request.opened;
    assert_eq!((opened.kind, opened.by, opened.account.as_str()), (Kind::Leave, Asker::Student, "A-s0"));
    assert_eq!(anew.stop().unwrap().desk, Desk::Guardian);
    let row = city.says(&city.guardian(0), &anew, Verdict::Agree).await;
    city.says(&teacher(SCHOOL), &row, Verdict::Agree).await;
    assert_eq!(city.record_of(0).await.standing(), Standing::OnLeave);

    // What they refuse still is opened by nobody.
    let entry = keep(1, date(2024, 3, 12), leave(date(2027, 3, 12))).await;
    let appeal = city.open(&city.student(1), city.appeal(1, Kind::Appeal, &entry, 3)).await;
    let appeal = city.says(&teacher(SCHOOL), &appeal, Verdict::Agree).await;
    assert!(led_to(&city, &teacher(SCHOOL), &appeal).await.is_none());
}
