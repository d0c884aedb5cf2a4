//! Appeals: in time or too late, upheld or not, to the committee and to the authority after it.

use super::{City, OTHER, SCHOOL, at, city, colleague, commission, leave, teacher};
use crate::accounts::kind;
use crate::office::no;
use guantong_model::Standing;
use guantong_registry::Command;
use guantong_requests::{Act, Desk, Kind, State, Verdict};
use guantong_service::access::Role;
use guantong_service::request::RequestRow;
use jiff::civil::date;

/// A leave that the school refused on 12 March 2024.
async fn refused(city: &City, n: usize) -> RequestRow {
    city.on(date(2024, 3, 11));
    let row = city.open(&city.guardian(n), city.wanted(n, leave(date(2024, 9, 1)))).await;
    city.on(date(2024, 3, 12));
    city.says(&teacher(SCHOOL), &row, Verdict::Refuse).await
}

fn about(city: &City, n: usize, kind: Kind, row: &RequestRow) -> guantong_service::request::NewRequest {
    city.appeal(n, kind, &format!("request/{}", row.id), row.version)
}

/// An appeal against it, decided by the committee.
async fn appealed(city: &City, n: usize, row: &RequestRow, verdict: Verdict) -> RequestRow {
    let appeal = city.open(&city.student(n), about(city, n, Kind::Appeal, row)).await;
    city.says(&colleague(SCHOOL), &appeal, verdict).await
}

// case: 3.3.3.a
#[tokio::test]
async fn ten_days_from_when_it_was_served_and_six_months_where_nobody_was_told() {
    let city = city().await;
    let untold = refused(&city, 1).await;
    let told = refused(&city, 0).await;
    city.on(date(2024, 3, 13));
    let guardian = city.guardian(0);
    let told = city.asks(&guardian).serve_decision(&told.id, told.version, "", "x").await.unwrap();
    let shown = city.looks(&guardian).request(&told.id).await.unwrap();
    assert_eq!(shown.appeal, Some((Kind::Appeal, date(2024, 3, 23))));
    assert!(shown.acts.contains(&Act::Appeal));
    assert!(!city.looks(&teacher(SCHOOL)).request_acts(&told).unwrap().contains(&Act::Appeal));
    for (n, row, last, too_late) in
        [(0, &told, date(2024, 3, 23), date(2024, 3, 24)), (1, &untold, date(2024, 9, 12), date(2024, 9, 13))]
    {
        city.on(too_late);
        let late = city.try_open(&city.student(n), about(&city, n, Kind::Appeal, row)).await;
        assert_eq!(no(late), ["request-appeal-too-late"], "{too_late}");
        city.on(last);
        let appeal = city.open(&city.student(n), about(&city, n, Kind::Appeal, row)).await;
        let stop = appeal.stop().unwrap();
        assert_eq!((stop.desk, stop.holder.as_str()), (Desk::Committee, SCHOOL));
    }
}

// case: 3.3.3.a, 3.4.4.a
#[tokio::test]
async fn an_appeal_upheld_sends_the_request_back_to_its_desk_and_it_is_decided_anew() {
    let city = city().await;
    let row = refused(&city, 0).await;
    let served = city.asks(&teacher(SCHOOL)).serve_decision(&row.id, row.version, "handed", "x").await;
    let row = served.unwrap();
    let appeal = city.open(&city.student(0), about(&city, 0, Kind::Appeal, &row)).await;
    assert_eq!(appeal.due_on, Some(date(2024, 3, 27)), "fifteen days");
    for (viewer, expected) in
        [(teacher(OTHER), "not-found"), (city.student(0), "forbidden"), (commission(), "forbidden")]
    {
        assert_eq!(kind(&city.say(&viewer, &appeal, Verdict::Agree).await), expected, "{}", viewer.name);
    }
    let head = city.head().await;
    let appeal = city.says(&colleague(SCHOOL), &appeal, Verdict::Agree).await;
    let told: Vec<_> = city.entries_after(head).await;
    let stream = |id: &str| format!("request/{id}");
    let (decided, reopened) = ("request-decided".to_owned(), "request-reopened".to_owned());
    assert_eq!(told, [(stream(&appeal.id), decided), (stream(&row.id), reopened)]);
    let row = city.row(&row.id).await;
    assert_eq!((row.request.state, row.request.served_on), (State::AtDesk, None));
    assert_eq!(row.stop().unwrap().desk, Desk::School);
    city.says(&teacher(SCHOOL), &row, Verdict::Agree).await;
    assert_eq!(city.record_of(0).await.standing(), Standing::OnLeave);
}

#[tokio::test]
async fn what_was_asked_for_anew_meanwhile_is_not_reopened_beside_it() {
    let city = city().await;
    let row = refused(&city, 0).await;
    let appeal = city.open(&city.student(0), about(&city, 0, Kind::Appeal, &row)).await;
    city.open(&city.guardian(0), city.wanted(0, leave(date(2024, 8, 1)))).await;
    city.says(&colleague(SCHOOL), &appeal, Verdict::Agree).await;
    assert_eq!(city.row(&row.id).await.request.state, State::Refused);
}

// case: 3.3.3.a
#[tokio::test]
async fn the_authority_hears_what_the_committee_refused_and_nothing_else() {
    let city = city().await;
    let row = refused(&city, 0).await;
    let student = city.student(0);
    let direct = city.try_open(&student, about(&city, 0, Kind::AppealAuthority, &row)).await;
    assert_eq!(no(direct), ["request-appeal-about-missing"]);
    let entry = format!("student/{}", city.ids[0]);
    let direct = city.try_open(&student, city.appeal(0, Kind::AppealAuthority, &entry, 2)).await;
    assert_eq!(no(direct), ["request-appeal-about-missing"]);
    let appeal = appealed(&city, 0, &row, Verdict::Refuse).await;
    let again = city.try_open(&student, about(&city, 0, Kind::Appeal, &row)).await;
    assert_eq!(no(again), ["request-appeal-again"]);
    let circle = city.try_open(&student, about(&city, 0, Kind::Appeal, &appeal)).await;
    assert_eq!(no(circle), ["request-appeal-about-missing"]);

    let last = city.open(&student, about(&city, 0, Kind::AppealAuthority, &appeal)).await;
    let stop = last.stop().unwrap();
    assert_eq!((stop.desk, stop.holder.as_str()), (Desk::Authority, "commission"));
    // 30 working days over the holiday of 4 and 5 April, for which Sunday the 7th is worked.
    assert_eq!(last.due_on, Some(date(2024, 4, 24)));
    assert_eq!(kind(&city.say(&teacher(SCHOOL), &last, Verdict::Agree).await), "forbidden");
    city.says(&commission(), &last, Verdict::Agree).await;
    assert_eq!(city.row(&row.id).await.request.state, State::AtDesk, "sent back through both appeals");

    let row = refused(&city, 1).await;
    let appeal = appealed(&city, 1, &row, Verdict::Refuse).await;
    let last = city.open(&city.student(1), about(&city, 1, Kind::AppealAuthority, &appeal)).await;
    let last = city.says(&commission(), &last, Verdict::Refuse).await;
    let more = city.try_open(&city.student(1), about(&city, 1, Kind::Appeal, &last)).await;
    assert_eq!(no(more), ["request-appeal-last"]);
    assert_eq!(city.row(&row.id).await.request.state, State::Refused);
}

#[tokio::test]
async fn an_appeal_is_about_a_decision_against_this_student_by_an_institution() {
    let city = city().await;
    let row = city.open(&city.student(0), city.wanted(0, leave(date(2024, 9, 1)))).await;
    let student = city.student(0);
    let waiting = city.try_open(&student, about(&city, 0, Kind::Appeal, &row)).await;
    assert_eq!(no(waiting), ["request-not-adverse"]);
    let row = city.says(&city.guardian(0), &row, Verdict::Refuse).await;
    let at_home = city.try_open(&student, about(&city, 0, Kind::Appeal, &row)).await;
    assert_eq!(no(at_home), ["request-appeal-not-here"]);
    assert!(!city.looks(&student).request_acts(&row).unwrap().contains(&Act::Appeal));
    let other = refused(&city, 1).await;
    for new in [
        about(&city, 0, Kind::Appeal, &other),
        city.appeal(0, Kind::Appeal, "request/2024-Q9999", 1),
        city.appeal(0, Kind::Appeal, &format!("student/{}", city.ids[0]), 2),
        city.appeal(0, Kind::Appeal, &format!("student/{}", city.ids[1]), 2),
    ] {
        assert_eq!(no(city.try_open(&student, new).await), ["request-appeal-about-missing"]);
    }
    let school = teacher(SCHOOL);
    assert_eq!(kind(&city.try_open(&school, about(&city, 1, Kind::Appeal, &other)).await), "forbidden");
}

// case: 3.3.3.a
#[tokio::test]
async fn an_expulsion_and_an_entry_of_the_record_are_appealed_against_and_a_refused_proposal_is_not() {
    let city = city().await;
    let expel = || Command::Expel { article: "30".to_owned(), decision: String::new() };
    let row = city.open(&teacher(SCHOOL), city.wanted(0, expel())).await;
    let row = city.says(&city.student(0), &row, Verdict::Agree).await;
    let no_more = city.says(&colleague(SCHOOL), &row, Verdict::Refuse).await;
    let kept = city.try_open(&city.student(0), about(&city, 0, Kind::Appeal, &no_more)).await;
    assert_eq!(no(kept), ["request-not-adverse"], "it was decided for him");

    let row = city.open(&teacher(SCHOOL), city.wanted(0, expel())).await;
    let row = city.says(&city.student(0), &row, Verdict::Agree).await;
    let row = city.says(&colleague(SCHOOL), &row, Verdict::Agree).await;
    let row = city.says(&teacher(SCHOOL), &row, Verdict::Agree).await;
    let appeal = city.open(&city.student(0), about(&city, 0, Kind::Appeal, &row)).await;
    let third = at(Role::School, SCHOOL, "A3");
    city.says(&third, &appeal, Verdict::Agree).await;
    assert_eq!(
        city.row(&row.id).await.request.state,
        State::Agreed,
        "the record is put right by a correction"
    );

    let withdraw = Command::Withdraw { article: "18".to_owned(), certificate: None };
    city.command_on(1, date(2024, 3, 11), withdraw).await;
    let stream = format!("student/{}", city.ids[1]);
    let appeal = city.open(&city.guardian(1), city.appeal(1, Kind::Appeal, &stream, 3)).await;
    assert_eq!(appeal.stop().unwrap().holder, SCHOOL);
    let appeal = city.says(&colleague(SCHOOL), &appeal, Verdict::Refuse).await;
    assert_eq!(appeal.request.state, State::Refused);
    let again = city.try_open(&city.guardian(1), city.appeal(1, Kind::Appeal, &stream, 3)).await;
    assert_eq!(no(again), ["request-appeal-again"]);
}

#[tokio::test]
async fn a_committee_takes_more_time_once_and_says_why() {
    let city = city().await;
    let row = refused(&city, 0).await;
    let appeal = city.open(&city.student(0), about(&city, 0, Kind::Appeal, &row)).await;
    let committee = city.asks(&colleague(SCHOOL));
    let without = committee.extend_request(&appeal.id, appeal.version, " ", "x").await;
    assert_eq!(no(without), ["request-extension-reason-missing"]);
    for (viewer, expected) in [(city.student(0), "forbidden"), (teacher(OTHER), "not-found")] {
        let tried = city.asks(&viewer).extend_request(&appeal.id, appeal.version, "理由", "x").await;
        assert_eq!(kind(&tried), expected, "{}", viewer.name);
    }
    let appeal = committee.extend_request(&appeal.id, appeal.version, "情况复杂", "x").await.unwrap();
    assert_eq!(appeal.due_on, Some(date(2024, 4, 11)));
    let again = committee.extend_request(&appeal.id, appeal.version, "情况复杂", "x").await;
    assert_eq!(no(again), ["request-extended-already"]);
    let other = city.open(&city.guardian(1), city.wanted(1, leave(date(2024, 9, 1)))).await;
    let none = committee.extend_request(&other.id, other.version, "情况复杂", "x").await;
    assert_eq!(no(none), ["request-no-extension"]);
}
