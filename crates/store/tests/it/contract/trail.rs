//! The trail in the database: chained, in the transaction of what it tells of, and found out where it was altered.

use super::scope::nothing;
use super::{
    Office, Store,
    rows::{person, student},
};
use guantong_service::access::{Reach, Scope, Tie};
use guantong_service::account::{AccountStorage, TrailFilter};
use guantong_service::journal::NewEntry;
use guantong_service::ports::{AppendError, Batch, Change, Storage};
use guantong_service::rows::PlanDraft;
use guantong_service::trail::{Note, TrailVerifier};
use jiff::civil::date;
use sqlx::Executor;
use std::sync::Arc;

pub fn note(object: &str) -> Note {
    Note::of(&nothing().hand, object, "done")
}

async fn broken(store: &Store) -> Option<i64> {
    let mut verifier = TrailVerifier::default();
    let entries = store.trail_after(0, 1_000).await.unwrap();
    entries.iter().find_map(|entry| verifier.check(entry).err())
}

async fn five() -> Office {
    let office = Office::new().await;
    for n in 1..=3 {
        office.store.keep(Vec::new(), vec![note(&format!("account/A-{n}"))], n).await.unwrap();
    }
    office.store.keep(Vec::new(), vec![note("account/A-4"), note("account/A-5")], 2).await.unwrap();
    office
}

#[tokio::test]
async fn the_chain_goes_on_over_transactions_and_never_back_in_time() {
    let office = five().await;
    let entries = office.store.trail_after(0, 100).await.unwrap();
    assert_eq!(entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(entries.iter().map(|entry| entry.at).collect::<Vec<_>>(), [1, 2, 3, 3, 3]);
    assert_eq!(entries[1].note, note("account/A-2"));
    assert_eq!(broken(&office.store).await, None);
    assert_eq!(office.store.trail_after(3, 1).await.unwrap(), [entries[3].clone()]);
    let newest = office.store.trail(&TrailFilter::default(), 2).await.unwrap();
    assert_eq!(newest, [entries[4].clone(), entries[3].clone()]);
}

#[tokio::test]
async fn what_was_altered_in_the_table_is_found_at_its_first_entry() {
    for (sql, first) in [
        ("UPDATE trail SET account = 'A-9' WHERE seq = 3", 3),
        ("UPDATE trail SET role = 'audit' WHERE seq = 1", 1),
        ("UPDATE trail SET organisation = '' WHERE seq = 2", 2),
        ("UPDATE trail SET action = 'student.list' WHERE seq = 2", 2),
        ("UPDATE trail SET object = 'student/2023-00001' WHERE seq = 4", 4),
        ("UPDATE trail SET result = 'refused' WHERE seq = 5", 5),
        ("UPDATE trail SET purpose = 'x' WHERE seq = 5", 5),
        ("UPDATE trail SET address = '' WHERE seq = 1", 1),
        ("UPDATE trail SET at = at - 1 WHERE seq = 2", 2),
        ("UPDATE trail SET hash = (SELECT hash FROM trail WHERE seq = 1) WHERE seq = 2", 2),
        ("DELETE FROM trail WHERE seq = 2", 2),
        ("DELETE FROM trail WHERE seq = 1", 1),
        ("UPDATE trail SET seq = -seq WHERE seq IN (2, 3); UPDATE trail SET seq = 5 + seq WHERE seq < 0", 2),
        ("DELETE FROM trail WHERE seq = 2; UPDATE trail SET seq = seq - 1 WHERE seq > 2", 2),
    ] {
        let office = five().await;
        office.raw().await.execute(sql).await.unwrap();
        assert_eq!(broken(&office.store).await, Some(first), "{sql}");
    }
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

#[tokio::test]
async fn what_somebody_writes_is_noted_with_it_or_neither_is_written() {
    let office = Office::new().await;
    let somebody = office.store.scoped(Arc::new(nothing()));
    let both = vec![entry("student/a", 1), entry("student/b", 1), entry("student/a", 2)];
    somebody.append(Batch { entries: both, changes: Vec::new() }, 7).await.unwrap();
    let noted = office.store.trail_after(0, 100).await.unwrap();
    assert_eq!(
        noted.iter().map(|e| e.note.clone()).collect::<Vec<_>>(),
        [note("student/a"), note("student/b")]
    );
    assert_eq!(noted[0].at, 7);

    let stale = Batch { entries: vec![entry("student/c", 1), entry("student/a", 2)], changes: Vec::new() };
    let lost = somebody.append(stale, 8).await;
    assert!(matches!(lost, Err(AppendError::Conflict(_))), "{lost:?}");
    assert_eq!(office.store.trail_after(0, 100).await.unwrap(), noted);

    office
        .store
        .append(Batch { entries: vec![entry("student/c", 1)], changes: Vec::new() }, 9)
        .await
        .unwrap();
    assert_eq!(office.store.trail_after(0, 100).await.unwrap(), noted, "the machine leaves no note");
    assert_eq!(broken(&office.store).await, None);
}

#[tokio::test]
async fn what_has_no_entry_in_the_journal_is_noted_all_the_same() {
    let office = Office::new().await;
    let somebody = office.store.scoped(Arc::new(nothing()));
    let draft = PlanDraft {
        year: 2023,
        source_name: "f".to_owned(),
        source_digest: "d".to_owned(),
        answers: String::new(),
        version: 1,
        saved_at: 1,
    };
    for change in [Change::PlanDraft(draft), Change::PlanDraftDone { year: 2023, version: 1 }] {
        somebody.append(Batch { entries: Vec::new(), changes: vec![change] }, 1).await.unwrap();
    }
    let noted = office.store.trail_after(0, 100).await.unwrap();
    assert_eq!(noted.iter().map(|e| e.note.object.as_str()).collect::<Vec<_>>(), ["plan/2023", "plan/2023"]);
}

#[tokio::test]
async fn a_person_is_seen_only_with_a_note_of_who_saw() {
    let office = Office::new().await;
    let changes = vec![
        Change::Person(person(1, "沈知行", "shenzhixing", "szx")),
        Change::Student(student(1, "沈知行", "shenzhixing", "szx")),
        Change::Person(person(2, "单明", "shanming", "sm")),
    ];
    office.store.append(Batch { entries: Vec::new(), changes }, 1).await.unwrap();
    let students = Reach::Ties(vec![Tie::Registered("甲校".to_owned())]);
    let somebody = office.store.scoped(Arc::new(Scope { students, ..nothing() }));
    assert!(somebody.person_seen(&"P-2".into(), "student/2", 5).await.unwrap().is_none());
    assert!(office.store.person_seen(&"P-1".into(), "student/1", 5).await.unwrap().is_some());
    assert!(office.store.trail_after(0, 10).await.unwrap().is_empty(), "out of reach; and the machine");
    let found = somebody.person_seen(&"P-1".into(), "student/2023-00001", 6).await.unwrap().unwrap();
    assert_eq!(found.name, "沈知行");
    let noted = office.store.trail_after(0, 10).await.unwrap();
    let seen = Note { result: "seen".to_owned(), ..note("student/2023-00001") };
    assert_eq!((noted.len(), &noted[0].note, noted[0].at), (1, &seen, 6));

    // Where the note cannot be written, nobody is shown.
    office.raw().await.execute("UPDATE trail SET hash = 'no digest'").await.unwrap();
    assert!(somebody.person_seen(&"P-1".into(), "student/2023-00001", 7).await.is_err());
    assert_eq!(office.store.trail_after(0, 10).await.unwrap().len(), 1);
}
