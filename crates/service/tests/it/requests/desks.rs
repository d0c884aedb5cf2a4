//! What may be done at a desk besides deciding, by when, and what each desk has before it.

use super::{City, OTHER, SCHOOL, THIRD, at, city, colleague, commission, leave, teacher};
use crate::accounts::kind;
use crate::office::no;
use guantong_model::{Date, StudentId};
use guantong_registry::Command;
use guantong_requests::{Event, Kind, State, Verdict};
use guantong_service::access::{Role, Viewer};
use guantong_service::request::{Answer, RequestRow, Todo, TodoLine};
use jiff::civil::date;

const UNTIL: Date = date(2024, 9, 1);

/// A leave at the school's desk.
async fn at_school(city: &City, n: usize) -> RequestRow {
    city.open(&city.guardian(n), city.wanted(n, leave(UNTIL))).await
}

#[tokio::test]
async fn what_is_returned_waits_for_who_asked_and_comes_back_to_the_desk_with_new_days() {
    let city = city().await;
    let row = at_school(&city, 0).await;
    assert_eq!(row.due_on, Some(date(2024, 3, 25)));
    let row = city.says(&teacher(SCHOOL), &row, Verdict::Return).await;
    assert_eq!((row.request.state, row.due_on), (State::Returned, None));
    assert_eq!(no(city.say(&teacher(SCHOOL), &row, Verdict::Agree).await), ["request-not-at-desk"]);
    let guardian = city.guardian(0);
    let returned = city.looks(&guardian).todo(None, 10, 0).await.unwrap().returned;
    assert_eq!(returned.iter().map(|line| &line.row.id).collect::<Vec<_>>(), [&row.id]);

    city.on(date(2024, 3, 13));
    let again = leave(date(2024, 12, 1));
    for (viewer, expected) in
        [(teacher(SCHOOL), "forbidden"), (commission(), "forbidden"), (city.guardian(1), "not-found")]
    {
        let asks = city.asks(&viewer);
        let tried = asks.complete_request(&row.id, row.version, Some(again.clone()), "补", &[], "x").await;
        assert_eq!(kind(&tried), expected, "{}", viewer.name);
    }
    let asks = city.asks(&guardian);
    let empty = asks.complete_request(&row.id, row.version, Some(again.clone()), " ", &[], "x").await;
    assert_eq!(no(empty), ["request-statement-missing"]);
    let head = city.head().await;
    let longer = Some(leave(date(2026, 3, 14)));
    let told = asks.complete_request(&row.id, row.version, longer, "补", &[], "x").await.unwrap();
    let Answer::NotAccepted(decision) = told else { panic!("{told:?}") };
    assert_eq!(
        (decision.code.as_str(), city.head().await),
        ("leave.too_long", head),
        "the rules are asked at once"
    );
    let row = city.completes(&guardian, &row, Some(again)).await;
    assert_eq!((row.request.state, row.due_on), (State::AtDesk, Some(date(2024, 3, 27))));
    let twice = asks.complete_request(&row.id, row.version, None, "补", &[], "x").await;
    assert_eq!(no(twice), ["request-not-returned"]);
    city.says(&teacher(SCHOOL), &row, Verdict::Agree).await;
    assert_eq!(city.record_of(0).await.leave().unwrap().until, date(2024, 12, 1));
}

#[tokio::test]
async fn what_changed_since_it_was_seen_is_a_conflict_and_what_is_over_stays_so() {
    let city = city().await;
    let seen = at_school(&city, 0).await;
    let guardian = city.asks(&city.guardian(0));
    let row = guardian.comment_on_request(&seen.id, 1, "请尽快办理", &[], "x").await.unwrap();
    let head = city.head().await;
    assert_eq!(no(city.say(&teacher(SCHOOL), &seen, Verdict::Agree).await), ["conflict-request-changed"]);
    assert_eq!(no(guardian.take_request_back(&seen.id, 1, "x").await), ["conflict-request-changed"]);
    assert_eq!(city.head().await, head);
    let row = city.says(&teacher(SCHOOL), &row, Verdict::Agree).await;
    let (id, version) = (row.id.as_str(), row.version);
    assert_eq!(no(guardian.take_request_back(id, version, "x").await), ["request-ended"]);
    assert_eq!(no(guardian.comment_on_request(id, version, "谢谢", &[], "x").await), ["request-ended"]);
    assert_eq!(no(city.say(&teacher(SCHOOL), &row, Verdict::Refuse).await), ["request-not-at-desk"]);
}

#[tokio::test]
async fn a_word_is_written_by_who_has_part_in_it_and_by_no_other() {
    let city = city().await;
    let row = at_school(&city, 0).await;
    let reader = Viewer { reads_only: true, ..teacher(SCHOOL) };
    for (viewer, expected) in [
        (commission(), "forbidden"),
        (reader.clone(), "forbidden"),
        (teacher(OTHER), "not-found"),
        (city.student(1), "not-found"),
    ] {
        let tried = city.asks(&viewer).comment_on_request(&row.id, 1, "留言", &[], "x").await;
        assert_eq!(kind(&tried), expected, "{}", viewer.name);
    }
    assert_eq!(kind(&city.say(&reader, &row, Verdict::Agree).await), "forbidden");
    let empty = city.asks(&city.student(0)).comment_on_request(&row.id, 1, "", &[], "x").await;
    assert_eq!(no(empty), ["request-comment-missing"]);
    let mut version = 1;
    for viewer in [city.student(0), city.guardian(0), colleague(SCHOOL)] {
        let asks = city.asks(&viewer);
        let row = asks.comment_on_request(&row.id, version, "留言", &[], &viewer.name).await.unwrap();
        version = row.version;
        let log = city.log(&viewer, &row).await;
        let last = log.last().unwrap();
        assert_eq!(last.actor, viewer.name);
        assert!(matches!(&last.event, Event::Commented { papers } if papers.len() == 1));
    }
}

#[tokio::test]
async fn a_decision_is_served_once_by_the_family_that_read_it_or_by_the_institution_in_its_way() {
    let city = city().await;
    let mut decided = Vec::new();
    for n in 0..2 {
        let row = at_school(&city, n).await;
        let early = city.asks(&teacher(SCHOOL)).serve_decision(&row.id, 1, "post", "x").await;
        assert_eq!(no(early), ["request-not-decided"]);
        decided.push(city.says(&teacher(SCHOOL), &row, Verdict::Refuse).await);
    }
    city.on(date(2024, 3, 14));
    let (school, family) = (city.asks(&teacher(SCHOOL)), city.asks(&city.student(1)));
    let (id, version) = (decided[0].id.as_str(), decided[0].version);
    for how in ["", "read", "told"] {
        assert_eq!(no(school.serve_decision(id, version, how, "x").await), ["request-served-how"]);
    }
    let other = city.asks(&commission()).serve_decision(id, version, "post", "x").await;
    assert_eq!(kind(&other), "forbidden");
    let posted = school.serve_decision(id, version, "post", "x").await.unwrap();
    let read = family.serve_decision(&decided[1].id, decided[1].version, "post", "x").await.unwrap();
    for (row, expected) in [(&posted, "post"), (&read, "read")] {
        let log = city.log(&teacher(SCHOOL), row).await;
        let Event::Served { how } = &log.last().unwrap().event else { panic!() };
        assert_eq!((how.as_str(), row.request.served_on), (expected, Some(date(2024, 3, 14))));
    }
    assert_eq!(no(school.serve_decision(id, posted.version, "post", "x").await), ["request-served-already"]);
}

// case: 3.3.5.b
#[tokio::test]
async fn a_desk_has_ten_working_days_from_the_day_it_came_to_it() {
    let city = city().await;
    city.on(date(2024, 4, 26));
    let row = city.open(&city.student(0), city.wanted(0, leave(UNTIL))).await;
    assert_eq!(row.due_on, None, "no time is set for a guardian");
    city.on(date(2024, 4, 30));
    let row = city.says(&city.guardian(0), &row, Verdict::Agree).await;
    // 1 to 5 May are off, Saturday 11 May is worked.
    assert_eq!(row.due_on, Some(date(2024, 5, 16)));
}

#[tokio::test]
async fn one_of_a_kind_is_under_way_at_a_time_whoever_asks() {
    let city = city().await;
    let row = at_school(&city, 0).await;
    let head = city.head().await;
    for viewer in [city.guardian(0), city.student(0)] {
        let second = city.try_open(&viewer, city.wanted(0, leave(UNTIL))).await;
        assert_eq!(no(second), ["conflict-request-under-way"], "{}", viewer.name);
        let ahead = city.asks(&viewer).request_prospect(&city.ids[0], Kind::Leave).await.unwrap();
        assert_eq!(ahead.under_way, Some(row.id.clone()));
    }
    assert_eq!(city.head().await, head);
    let returned = city.says(&teacher(SCHOOL), &row, Verdict::Return).await;
    let second = city.try_open(&city.student(0), city.wanted(0, leave(UNTIL))).await;
    assert_eq!(no(second), ["conflict-request-under-way"], "what was returned is under way");
    city.asks(&city.guardian(0)).take_request_back(&row.id, returned.version, "x").await.unwrap();
    let withdraw = Command::Withdraw { article: "18".to_owned(), certificate: None };
    city.open(&city.student(0), city.wanted(0, withdraw)).await;
    city.open(&city.student(0), city.wanted(0, leave(UNTIL))).await;

    // A proposal of one institution stands in the way of another's too.
    let expel = || Command::Expel { article: "30".to_owned(), decision: String::new() };
    city.open(&teacher(SCHOOL), city.wanted(1, expel())).await;
    let second = city.try_open(&colleague(SCHOOL), city.wanted(1, expel())).await;
    assert_eq!(no(second), ["conflict-request-under-way"]);
}

fn ids(lines: &[TodoLine]) -> Vec<&str> {
    lines.iter().map(|line| line.row.id.as_str()).collect()
}

async fn todo(city: &City, viewer: &Viewer) -> Todo {
    let todo = city.looks(viewer).todo(None, 10, 0).await.unwrap();
    assert_eq!(city.looks(viewer).todo_count().await.unwrap(), todo.total, "{}", viewer.name);
    todo
}

#[tokio::test]
async fn each_desk_has_before_it_what_waits_there_and_who_asked_sees_what_became_of_it() {
    let city = city().await;
    let to = city.to(OTHER).await;
    let apply = || Command::ApplyTransfer { to: to.clone() };
    let late = at_school(&city, 0).await; // Q0001, due on 25 March
    city.on(date(2024, 3, 18));
    let transfer = city.open(&city.guardian(1), city.wanted(1, apply())).await; // Q0002, due on 1 April
    let leave_of_2 = at_school(&city, 2).await; // Q0003, due on 1 April
    let minors = city.open(&city.student(3), city.wanted(3, apply())).await; // Q0004, at the guardian
    let elsewhere = city.open(&city.guardian(4), city.wanted(4, leave(UNTIL))).await; // Q0005, at the other school
    city.on(date(2024, 3, 26));

    let school = todo(&city, &teacher(SCHOOL)).await;
    assert_eq!(ids(&school.waiting), [&late.id, &transfer.id, &leave_of_2.id], "the most urgent first");
    assert_eq!((school.total, school.overdue), (3, 1));
    assert_eq!(school.kinds.into_iter().collect::<Vec<_>>(), [(Kind::Transfer, 1), (Kind::Leave, 2)]);
    let overdue: Vec<bool> = school.waiting.iter().map(|line| line.overdue).collect();
    assert_eq!(overdue, [true, false, false]);
    let names: Vec<StudentId> =
        school.waiting.iter().map(|line| line.student.as_ref().unwrap().id.clone()).collect();
    assert_eq!(names, city.ids[..3]);
    assert!(school.asked.is_empty() && school.returned.is_empty());
    let looks = city.looks(&teacher(SCHOOL));
    let leaves = looks.todo(Some(Kind::Leave), 10, 0).await.unwrap();
    assert_eq!((ids(&leaves.waiting), leaves.total), (vec![late.id.as_str(), &leave_of_2.id], 3));
    let page = looks.todo(None, 1, 1).await.unwrap();
    assert_eq!(ids(&page.waiting), [&transfer.id]);

    assert_eq!(ids(&todo(&city, &teacher(OTHER)).await.waiting), [&elsewhere.id]);
    assert_eq!(ids(&todo(&city, &city.guardian(3)).await.waiting), [&minors.id]);
    let student = todo(&city, &city.student(3)).await;
    assert_eq!((ids(&student.asked), student.total), (vec![minors.id.as_str()], 0));
    assert_eq!(ids(&todo(&city, &city.guardian(1)).await.asked), [&transfer.id]);
    for nobody in [commission(), teacher(THIRD), city.guardian(0), at(Role::University, THIRD, "A-u")] {
        let todo = todo(&city, &nobody).await;
        assert_eq!((todo.waiting.len(), todo.total, todo.overdue), (0, 0, 0), "{}", nobody.name);
    }
    let public = city.looks(&Viewer::public());
    assert_eq!(kind(&public.todo(None, 10, 0).await), "forbidden");
    assert_eq!(public.todo_count().await.unwrap(), 0);

    let row = city.says(&teacher(SCHOOL), &transfer, Verdict::Agree).await;
    assert_eq!(ids(&todo(&city, &teacher(OTHER)).await.waiting), [&elsewhere.id, &row.id]);
    city.says(&teacher(OTHER), &row, Verdict::Agree).await;
    assert_eq!(ids(&todo(&city, &commission()).await.waiting), [&transfer.id]);
    let back = city.says(&teacher(SCHOOL), &late, Verdict::Return).await;
    let guardian = todo(&city, &city.guardian(0)).await;
    assert_eq!(
        (ids(&guardian.returned), ids(&guardian.asked)),
        (vec![back.id.as_str()], vec![back.id.as_str()])
    );
    let school = todo(&city, &teacher(SCHOOL)).await;
    assert_eq!((school.total, school.overdue), (1, 0));
}

#[tokio::test]
async fn several_are_decided_with_one_word_each_by_itself() {
    let city = city().await;
    let mut rows = vec![at_school(&city, 0).await, at_school(&city, 1).await];
    rows.push(city.open(&city.guardian(4), city.wanted(4, leave(UNTIL))).await);
    let office = city
        .office
        .seen_by(std::sync::Arc::new(teacher(SCHOOL)), guantong_service::access::Action::RequestDecide);
    let chosen = [(rows[0].id.clone(), 1), (rows[1].id.clone(), 9), (rows[2].id.clone(), 1)];
    let answers = office.decide_requests(&chosen, &super::word(Verdict::Agree), "x").await;
    let told: Vec<&str> = answers.iter().map(|(_, answer)| kind(answer)).collect();
    assert_eq!(told, ["ok", "no", "not-found"]);
    let states = [State::Agreed, State::AtDesk, State::AtDesk];
    for (row, state) in rows.iter().zip(states) {
        assert_eq!(city.row(&row.id).await.request.state, state, "{}", row.id);
    }
}
