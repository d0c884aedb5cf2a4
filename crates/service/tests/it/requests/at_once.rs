//! Many at once on one request, on both databases, each with two offices over it; and what holds of all requests in the
//! end: the office is proved, their rows are what the journal makes of them, and both databases have the same.

use super::{
    City, OTHER, SCHOOL, at, city, city_served, colleague, commission, done, leave, office_over, teacher,
    word,
};
use guantong_registry::Command;
use guantong_requests::{Kind, State, Verdict};
use guantong_service::access::{Action, Role};
use guantong_service::ports::{Batch, Change};
use guantong_service::request::{Answer, Opening};
use guantong_service::verify::PROJECTIONS;
use guantong_service::{Office, ServiceError};
use guantong_store::{Database, Place};
use jiff::civil::date;
use std::collections::BTreeSet;
use std::future::Future;
use std::sync::Arc;
use tokio::sync::Barrier;

/// The same asked so many times at the same moment, of each of two servers in turn.
async fn at_once<T: Send + 'static, F: Future<Output = T> + Send + 'static>(
    city: &City,
    times: usize,
    ask: impl Fn(usize, Office) -> F,
) -> Vec<T> {
    let second = Database::open(&city.place).await.unwrap();
    let offices = [city.office.clone(), office_over(&second, &city.clock)];
    let start = Arc::new(Barrier::new(times));
    let asked: Vec<_> = (0..times)
        .map(|n| {
            let (start, asking) = (Arc::clone(&start), ask(n, offices[n % 2].clone()));
            tokio::spawn(async move {
                start.wait().await;
                asking.await
            })
        })
        .collect();
    let mut answers = Vec::with_capacity(times);
    for asked in asked {
        answers.push(asked.await.unwrap());
    }
    second.close().await;
    answers
}

fn conflict(error: &ServiceError) -> &str {
    match error {
        ServiceError::Conflict(conflict) => &conflict.message.id,
        other => panic!("expected a conflict, got {other:?}"),
    }
}

async fn one_of_many_decides(city: City) {
    let row = city.open(&city.guardian(0), city.wanted(0, leave(date(2024, 9, 1)))).await;
    let head = city.head().await;
    let answers = at_once(&city, 20, |n, office| {
        let (id, viewer) = (row.id.clone(), at(Role::School, SCHOOL, &format!("A-{n}")));
        async move {
            let office = office.seen_by(Arc::new(viewer), Action::RequestDecide);
            // Half of them would refuse it.
            let verdict = if n % 4 < 2 { Verdict::Agree } else { Verdict::Refuse };
            office.decide_request(&id, 1, &word(verdict), "x").await.map(|answer| (verdict, answer))
        }
    })
    .await;
    let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!((won.len(), lost.len()), (1, 19), "{won:?}");
    for error in lost.into_iter().map(Result::unwrap_err) {
        assert!(
            ["conflict-stale-version", "conflict-request-changed"].contains(&conflict(&error)),
            "{error:?}"
        );
    }
    let (verdict, answer) = won.into_iter().next().unwrap().unwrap();
    let Answer::Done(done) = answer else { panic!("{answer:?}") };
    let agreed = verdict == Verdict::Agree;
    assert_eq!(city.row(&row.id).await, *done);
    assert_eq!(city.head().await, head + 1 + i64::from(agreed), "nothing is half done");
    assert_eq!(city.record_of(0).await.leave().is_some(), agreed);
    let reasons = city.storage().papers(&row.id).await.unwrap().len();
    assert_eq!(reasons, 2, "the statement, and the reason of the one who won");
    assert_eq!(city.verify().await.unwrap().findings, []);
    city.database.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_decide_at_once_one_wins_on_sqlite() {
    one_of_many_decides(city().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_decide_at_once_one_wins_on_postgres() {
    one_of_many_decides(city_served("decide").await).await;
}

async fn many_open(city: City) {
    let head = city.head().await;
    let answers = at_once(&city, 12, |n, office| {
        let viewer = if n / 2 % 2 == 0 { city.student(n / 4) } else { city.guardian(n / 4) };
        let new = city.wanted(n / 4, leave(date(2024, 9, 1)));
        async move { office.seen_by(Arc::new(viewer), Action::RequestMake).open_request(new, "x").await }
    })
    .await;
    let mut opened = BTreeSet::new();
    for answer in answers {
        match answer {
            Ok(Opening::Opened(row)) => assert!(opened.insert((row.request.opened.student.clone(), row.id))),
            Ok(other) => panic!("{other:?}"),
            Err(error) => assert_eq!(conflict(&error), "conflict-request-under-way"),
        }
    }
    let students: BTreeSet<_> = opened.iter().map(|(student, _)| student.clone()).collect();
    let numbers: BTreeSet<_> = opened.iter().map(|(_, id)| id.as_str()).collect();
    assert_eq!((opened.len(), students.len()), (3, 3), "one each, and everybody had his");
    assert_eq!(numbers.into_iter().collect::<Vec<_>>(), ["2024-Q0001", "2024-Q0002", "2024-Q0003"]);
    assert_eq!(city.head().await, head + 3);
    city.database.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_ask_for_the_same_at_once_one_has_it_and_others_are_not_in_its_way_on_sqlite() {
    many_open(city().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_ask_for_the_same_at_once_one_has_it_and_others_are_not_in_its_way_on_postgres() {
    many_open(city_served("open").await).await;
}

/// Some of everything: what is opened, decided, returned, completed, commented, extended, served, reopened, taken back.
async fn live(city: &City) {
    let (school, second) = (teacher(SCHOOL), colleague(SCHOOL));
    let transfer = Command::ApplyTransfer { to: city.to(OTHER).await };
    let mut row = city.open(&city.student(0), city.wanted(0, transfer)).await;
    for hand in [city.guardian(0), school.clone(), teacher(OTHER), commission()] {
        row = city.says(&hand, &row, Verdict::Agree).await;
    }
    let row = city.open(&city.guardian(1), city.wanted(1, leave(date(2024, 9, 1)))).await;
    let row = city.says(&school, &row, Verdict::Return).await;
    let family = city.asks(&city.guardian(1));
    let again = Some(leave(date(2024, 10, 1)));
    let row = city.completes(&city.guardian(1), &row, again).await;
    let row = family.comment_on_request(&row.id, row.version, "请办理", &[], "家长").await.unwrap();
    let row = city.says(&school, &row, Verdict::Refuse).await;
    let row = family.serve_decision(&row.id, row.version, "", "家长").await.unwrap();
    let about = city.appeal(1, Kind::Appeal, &format!("request/{}", row.id), row.version);
    let appeal = city.open(&city.student(1), about).await;
    let extended = city.asks(&second).extend_request(&appeal.id, appeal.version, "情况复杂", "委员").await;
    city.says(&second, &extended.unwrap(), Verdict::Agree).await;
    let row = city.row(&row.id).await;
    assert_eq!(row.request.state, State::AtDesk);
    city.says(&school, &row, Verdict::Agree).await;
    let expel = Command::Expel { article: "30".to_owned(), decision: String::new() };
    let row = city.open(&school, city.wanted(2, expel)).await;
    let row = city.says(&city.student(2), &row, Verdict::Agree).await;
    let row = city.says(&second, &row, Verdict::Agree).await;
    done(city.say(&school, &row, Verdict::Agree).await);
    let row = city.open(&city.student(3), city.wanted(3, leave(date(2024, 9, 1)))).await;
    city.asks(&city.student(3)).take_request_back(&row.id, row.version, "学生").await.unwrap();
    city.open(&city.guardian(4), city.wanted(4, leave(date(2024, 9, 1)))).await;
}

#[tokio::test]
async fn requests_are_what_the_journal_makes_of_them_and_a_row_that_is_not_is_found() {
    let city = city().await;
    live(&city).await;
    assert_eq!(city.verify().await.unwrap().findings, []);
    let place = Place::File(city.folder.join("again.sqlite"));
    let again = Database::create(&place).await.unwrap();
    city.rebuild_into(&*again.storage()).await.unwrap();
    assert_eq!(city.database.differences(&again, PROJECTIONS, 9).await.unwrap(), []);

    let mut row = city.row("2024-Q0001").await;
    row.request.state = State::Refused;
    let changes = vec![Change::Request(Box::new(row))];
    city.storage().append(Batch { entries: vec![], changes }, 1).await.unwrap();
    let found = city.database.differences(&again, PROJECTIONS, 9).await.unwrap();
    assert_eq!(found.iter().map(|one| one.table).collect::<Vec<_>>(), ["request"]);
}

#[tokio::test]
async fn the_same_requests_leave_the_same_on_both_databases() {
    let (file, served) = (city().await, city_served("same").await);
    let mut digests = Vec::new();
    for city in [&file, &served] {
        live(city).await;
        assert_eq!(city.verify().await.unwrap().findings, []);
        digests.push(city.database.digest().await.unwrap());
        city.database.close().await;
    }
    let (one, two) = (&digests[0], &digests[1]);
    for (one, two) in one.tables.iter().zip(&two.tables) {
        assert_eq!(one, two);
    }
    assert_eq!(one, two);
}
