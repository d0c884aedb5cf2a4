//! A key has one effect, whoever comes with it how often and from which server.

use super::{Office, rows::student};
use guantong_service::journal::{Entry, NewEntry, Verifier};
use guantong_service::once::{Sending, Sent, SentAnswer};
use guantong_service::ports::{AppendError, Batch, Change, Storage};
use jiff::civil::date;
use std::sync::Arc;

fn sending(account: &str, key: &str, arrival: &str) -> Arc<Sending> {
    let [account, key, arrival] = [account, key, arrival].map(str::to_owned);
    Arc::new(Sending { account, key, fingerprint: "f".to_owned(), arrival })
}

fn entry(stream: &str, version: i64) -> NewEntry {
    NewEntry {
        stream: stream.to_owned(),
        version,
        kind: "tried".to_owned(),
        effective_on: date(2023, 9, 1),
        actor: "test".to_owned(),
        body: serde_json::json!({}),
    }
}

fn one(stream: &str, version: i64) -> Batch {
    Batch { entries: vec![entry(stream, version)], changes: Vec::new() }
}

fn conflict(result: Result<Vec<Entry>, AppendError>) -> String {
    match result {
        Err(AppendError::Conflict(conflict)) => conflict.message.id,
        other => panic!("expected a conflict, got {other:?}"),
    }
}

#[tokio::test]
async fn another_arrival_under_the_key_writes_nothing() {
    let office = Office::new().await;
    let first = office.store.once(sending("A-1", "k", "first"));
    first.append(one("student/a", 1), 10).await.unwrap();
    // One request may write several times.
    first.append(one("student/a", 2), 20).await.unwrap();
    let again = office.store.once(sending("A-1", "k", "again"));
    let lost = Batch {
        entries: vec![entry("student/b", 1)],
        changes: vec![Change::Student(student(1, "甲", "jia", "j"))],
    };
    assert_eq!(conflict(again.append(lost, 30).await), "conflict-sent-before");
    assert_eq!(office.store.head().await.unwrap().0, 2);
    assert!(office.store.student(&"2023-00001".into()).await.unwrap().is_none());
    // Another's key is another key, and what has no key is held by none.
    office.store.once(sending("A-2", "k", "again")).append(one("student/b", 1), 40).await.unwrap();
    office.store.append(one("student/b", 2), 50).await.unwrap();
    assert_eq!(office.store.head().await.unwrap().0, 4);
}

#[tokio::test]
async fn a_key_whose_batch_was_a_conflict_is_free_again() {
    let office = Office::new().await;
    office.store.append(one("student/a", 1), 1).await.unwrap();
    let refused = office.store.once(sending("A-1", "k", "first")).append(one("student/a", 1), 2).await;
    assert_eq!(conflict(refused), "conflict-stale-version");
    assert_eq!(office.store.sent("A-1", "k").await.unwrap(), None);
    office.store.once(sending("A-1", "k", "again")).append(one("student/a", 2), 3).await.unwrap();
}

#[tokio::test]
async fn what_was_answered_is_known_until_it_is_forgotten() {
    let office = Office::new().await;
    let first = sending("A-1", "k", "first");
    office.store.once(first.clone()).append(one("student/a", 1), 10).await.unwrap();
    let mut known = Sent { fingerprint: "f".to_owned(), arrival: "first".to_owned(), at: 10, answer: None };
    assert_eq!(office.store.sent("A-1", "k").await.unwrap().as_ref(), Some(&known));
    let answer = SentAnswer { status: 303, location: Some("/students/a".to_owned()) };
    // Of another arrival nothing is noted: it had no effect.
    office.store.answered(&sending("A-1", "k", "again"), &answer, 10).await.unwrap();
    assert_eq!(office.store.sent("A-1", "k").await.unwrap().as_ref(), Some(&known));
    office.store.answered(&first, &answer, 10).await.unwrap();
    known.answer = Some(answer.clone());
    assert_eq!(office.another().await.sent("A-1", "k").await.unwrap(), Some(known));

    let later = sending("A-1", "later", "first");
    office.store.once(later.clone()).append(one("student/a", 2), 20).await.unwrap();
    office.store.answered(&later, &answer, 11).await.unwrap();
    assert_eq!(office.store.sent("A-1", "k").await.unwrap(), None, "long ago");
    assert!(office.store.sent("A-1", "later").await.unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_at_once_over_two_servers_have_one_effect() {
    let office = Office::new().await;
    let other = office.another().await;
    let tries: Vec<_> = (0..100)
        .map(|n| {
            let store = if n % 2 == 0 { &office.store } else { &other };
            let store = store.once(sending("A-1", "k", &n.to_string()));
            // Each on a stream of its own, so that nothing but the key stands in the way.
            tokio::spawn(async move { store.append(one(&format!("student/{n}"), 1), 1).await })
        })
        .collect();
    let mut written = 0;
    for tried in tries {
        match tried.await.unwrap() {
            Ok(_) => written += 1,
            refused => assert_eq!(conflict(refused), "conflict-sent-before"),
        }
    }
    assert_eq!((written, office.store.head().await.unwrap().0), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_write_one_chain_in_turns() {
    let office = Office::new().await;
    let other = office.another().await;
    let writers: Vec<_> = (0..8)
        .map(|n| {
            let store = if n % 2 == 0 { office.store.clone() } else { other.clone() };
            tokio::spawn(async move {
                for version in 1..=25 {
                    store.append(one(&format!("student/{n}"), version), version).await.unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let entries = other.entries(0, 1_000).await.unwrap();
    assert_eq!(entries.len(), 200);
    let mut verifier = Verifier::default();
    entries.iter().for_each(|entry| verifier.check(entry).unwrap());
}

#[tokio::test]
async fn what_rests_on_a_stream_that_moved_on_is_a_conflict() {
    let office = Office::new().await;
    let seen = |version| Change::AsSeen { stream: "candidates/2023".to_owned(), version };
    let round =
        |version, seen| Batch { entries: vec![entry("round/2023/early", version)], changes: vec![seen] };
    office.store.append(round(1, seen(0)), 1).await.unwrap();
    office.store.append(one("candidates/2023", 1), 2).await.unwrap();
    assert_eq!(conflict(office.store.append(round(2, seen(0)), 3).await), "conflict-stale-version");
    assert_eq!(conflict(office.store.append(round(2, seen(2)), 3).await), "conflict-stale-version");
    office.store.append(round(2, seen(1)), 4).await.unwrap();
    assert_eq!(office.store.head().await.unwrap().0, 3);
}
