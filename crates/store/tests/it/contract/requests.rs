//! Requests: found by every filter and in their order, within reach only; kept with their parties and papers.

use super::{Office, rows::student, scope::nothing};
use guantong_service::access::{Holding, Reach, Scope, Tie};
use guantong_service::ports::{Change, Storage};
use guantong_service::request::{PaperRow, RequestFilter, RequestRow};
use jiff::civil::date;
use serde::de::DeserializeOwned;
use serde_json::json;
use std::sync::Arc;

const FRONT: &str = "甲校";
const OTHER: &str = "乙校";

/// A word of the vocabulary of requests.
fn word<T: DeserializeOwned>(word: &str) -> T {
    serde_json::from_value(json!(word)).unwrap()
}

/// A request at the desk of this place; due on a day of March 2024, where it waits.
fn row(n: u32, kind: &str, of: u32, stops: &[(&str, &str)], at: usize, state: &str, due: i8) -> RequestRow {
    let stops: Vec<_> = stops.iter().map(|(desk, holder)| json!({"desk": desk, "holder": holder})).collect();
    let request = json!({
        "opened": {
            "kind": kind, "student": format!("2023-{of:05}"), "by": "student", "account": format!("A-{of}"),
            "minor": false, "stops": stops, "papers": [],
        },
        "opened_on": "2024-03-11", "state": state, "at": at, "since": "2024-03-11", "extended": false,
        "applied": false, "served_on": null, "ended_on": null, "log": [],
    });
    RequestRow {
        id: format!("2024-Q{n:04}"),
        request: serde_json::from_value(request).unwrap(),
        due_on: (due > 0).then(|| date(2024, 3, due)),
        version: 1,
    }
}

fn six() -> [RequestRow; 6] {
    let transfer = [("sending", OTHER), ("receiving", FRONT), ("authority", "commission")];
    [
        row(1, "leave", 1, &[("school", FRONT)], 0, "at-desk", 25),
        row(2, "transfer", 2, &transfer, 1, "at-desk", 20),
        row(3, "expel", 1, &[("student", "family"), ("second", FRONT)], 0, "at-desk", 18),
        row(4, "leave", 2, &[("school", OTHER)], 0, "agreed", 0),
        row(5, "leave", 2, &[("school", OTHER)], 0, "returned", 0),
        row(6, "transfer", 2, &transfer, 2, "at-desk", 20),
    ]
}

fn paper(digest: &str, kind: &str, at: i64) -> PaperRow {
    PaperRow {
        digest: digest.to_owned(),
        request: "2024-Q0001".to_owned(),
        kind: word(kind),
        name: "sealed name".to_owned(),
        media: "pdf".to_owned(),
        size: 7,
        sealed: format!("sealed {digest}"),
        at,
    }
}

/// The first of them as a change.
pub fn first() -> Change {
    Change::Request(Box::new(row(1, "leave", 1, &[("school", FRONT)], 0, "at-desk", 25)))
}

/// The same, gone on.
pub fn moved() -> Change {
    let on = row(1, "leave", 1, &[("school", FRONT)], 0, "agreed", 0);
    Change::Request(Box::new(RequestRow { version: 2, ..on }))
}

async fn office() -> Office {
    let office = Office::new().await;
    let mut other = student(2, "某人", "mouren", "mr");
    (other.institution, other.studies_at) = (OTHER.to_owned(), OTHER.to_owned());
    other.registered_at = Some(OTHER.to_owned());
    let mut changes: Vec<Change> = six().map(|row| Change::Request(Box::new(row))).into();
    changes.extend([student(1, "某人", "mouren", "mr"), other].map(Change::Student));
    changes
        .extend([paper("b", "file", 2), paper("a", "statement", 1)].map(|one| Change::Paper(Box::new(one))));
    office.write(changes).await;
    office
}

async fn found(store: &dyn Storage, filter: &RequestFilter) -> Vec<u32> {
    let rows = store.requests(filter, 50, 0).await.unwrap();
    assert_eq!(store.request_total(filter).await.unwrap(), i64::try_from(rows.len()).unwrap(), "{filter:?}");
    rows.iter().map(|row| row.id.split_at(6).1.parse().unwrap()).collect()
}

#[tokio::test]
async fn each_filter_finds_its_requests_the_most_urgent_first_and_of_what_waits_for_nobody_the_newest() {
    let office = office().await;
    let none = RequestFilter::default();
    let some = |text: &str| Some(text.to_owned());
    for (filter, expected) in [
        (none.clone(), vec![3, 2, 6, 1, 5, 4]),
        (RequestFilter { holder: some(FRONT), ..none.clone() }, vec![2, 1]),
        (RequestFilter { holder: some("family"), desks: vec![word("student")], ..none.clone() }, vec![3]),
        (RequestFilter { desks: vec![word("guardian"), word("second")], ..none.clone() }, vec![]),
        (RequestFilter { desks: vec![word("school"), word("authority")], ..none.clone() }, vec![6, 1]),
        (RequestFilter { student: Some("2023-00002".into()), ..none.clone() }, vec![2, 6, 5, 4]),
        (RequestFilter { kind: Some(word("leave")), ..none.clone() }, vec![1, 5, 4]),
        (RequestFilter { states: vec![word("returned"), word("agreed")], ..none.clone() }, vec![5, 4]),
        (RequestFilter { account: some("A-1"), ..none.clone() }, vec![3, 1]),
        (RequestFilter { due_by: Some(date(2024, 3, 20)), ..none.clone() }, vec![3, 2, 6]),
        (RequestFilter { kind: Some(word("transfer")), holder: some("commission"), ..none.clone() }, vec![6]),
        (RequestFilter { holder: some("' OR 1 = 1 --"), ..none.clone() }, vec![]),
    ] {
        assert_eq!(found(&office.store, &filter).await, expected, "{filter:?}");
    }
    let page = office.store.requests(&none, 2, 1).await.unwrap();
    assert_eq!(page.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["2024-Q0002", "2024-Q0006"]);
    assert_eq!(office.store.request_count(2024).await.unwrap(), 6);
    assert_eq!(office.store.request_count(2023).await.unwrap(), 0);
}

#[tokio::test]
async fn within_reach_are_requests_on_records_within_reach_and_those_one_took_part_in() {
    let office = office().await;
    let of = |name: &str| Holding::Of(name.to_owned());
    let ties = |ties: &[Tie]| Reach::Ties(ties.to_vec());
    let registered = ties(&[Tie::Registered(FRONT.to_owned())]);
    for (students, requests, expected) in [
        (Reach::All, Holding::None, vec![3, 2, 6, 1, 5, 4]),
        (ties(&[]), Holding::All, vec![3, 2, 6, 1, 5, 4]),
        (ties(&[]), Holding::None, vec![]),
        (registered.clone(), Holding::None, vec![3, 1]),
        (registered, of(FRONT), vec![3, 2, 6, 1]),
        // Whose desk it has not reached yet has no part in it.
        (ties(&[]), of(FRONT), vec![2, 6, 1]),
        (ties(&[]), of(OTHER), vec![2, 6, 5, 4]),
        (ties(&[Tie::Own(vec!["2023-00002".into()])]), Holding::None, vec![2, 6, 5, 4]),
        (ties(&[]), of("family"), vec![]),
        (ties(&[]), of("' OR 1 = 1 --"), vec![]),
    ] {
        let told = format!("{students:?} {requests:?}");
        let store = office.store.scoped(Arc::new(Scope { students, requests, ..nothing() }));
        assert_eq!(found(&*store, &RequestFilter::default()).await, expected, "{told}");
        for n in 1..=6 {
            let one = store.request(&format!("2024-Q{n:04}")).await.unwrap();
            assert_eq!(one.is_some(), expected.contains(&n), "{n}: {told}");
        }
        let there = expected.contains(&1);
        assert_eq!(store.papers("2024-Q0001").await.unwrap().len(), if there { 2 } else { 0 }, "{told}");
        assert_eq!(store.paper("2024-Q0001", "a").await.unwrap().is_some(), there, "{told}");
        assert_eq!(store.request_count(2024).await.unwrap(), 6, "numbers are the whole city's: {told}");
    }
}

#[tokio::test]
async fn a_request_is_kept_as_it_stands_and_its_papers_as_they_were_given_in() {
    let office = office().await;
    for row in six() {
        assert_eq!(office.store.request(&row.id).await.unwrap(), Some(row));
    }
    let mut on = row(1, "leave", 1, &[("school", FRONT), ("authority", "commission")], 1, "at-desk", 0);
    on.version = 2;
    office.write(vec![Change::Request(Box::new(on.clone()))]).await;
    assert_eq!(office.store.request(&on.id).await.unwrap(), Some(on));
    let waiting = RequestFilter { holder: Some(FRONT.to_owned()), ..Default::default() };
    assert_eq!(found(&office.store, &waiting).await, [2]);

    let listed = office.store.papers("2024-Q0001").await.unwrap();
    let bare = PaperRow { sealed: String::new(), ..paper("b", "file", 2) };
    assert_eq!(listed, [paper("a", "statement", 1), bare], "a list carries no files");
    assert_eq!(office.store.paper("2024-Q0001", "b").await.unwrap(), Some(paper("b", "file", 2)));
    assert_eq!(office.store.paper("2024-Q0002", "b").await.unwrap(), None);
}
