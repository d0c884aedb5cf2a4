//! Together or not at all; one winner; a chain that holds.

use super::{
    Office,
    rows::{candidate, person, student},
};
use guantong_service::journal::{NewEntry, Verifier};
use guantong_service::ports::{AppendError, Batch, Change, Storage};
use guantong_service::rows::PlanDraft;
use jiff::civil::date;
use serde_json::json;

fn entry(stream: &str, version: i64) -> NewEntry {
    NewEntry {
        stream: stream.to_owned(),
        version,
        kind: "tried".to_owned(),
        effective_on: date(2023, 9, 1),
        actor: "test".to_owned(),
        body: json!({"score": "520.5", "名": "值", "list": [1, 2]}),
    }
}

fn batch(entries: Vec<NewEntry>, changes: Vec<Change>) -> Batch {
    Batch { entries, changes }
}

fn conflict_id(result: Result<Vec<guantong_service::journal::Entry>, AppendError>) -> String {
    match result {
        Err(AppendError::Conflict(conflict)) => conflict.message.id,
        other => panic!("expected a conflict, got {other:?}"),
    }
}

#[tokio::test]
async fn the_chain_goes_on_over_batches_and_verifies() {
    let office = Office::new().await;
    let first = office
        .store
        .append(batch(vec![entry("student/a", 1), entry("student/b", 1)], vec![]), 50)
        .await
        .unwrap();
    assert_eq!(first.iter().map(|e| e.seq).collect::<Vec<_>>(), [1, 2]);
    // A clock set back does not go back in the journal.
    let second = office.store.append(batch(vec![entry("student/a", 2)], vec![]), 40).await.unwrap();
    assert_eq!(second[0].recorded_at, 50);

    let entries = office.store.entries(0, 100).await.unwrap();
    let mut verifier = Verifier::default();
    entries.iter().for_each(|entry| verifier.check(entry).unwrap());
    let (seq, hash) = verifier.head();
    assert_eq!(office.store.head().await.unwrap(), (seq, hash.to_string()));
    assert_eq!(office.store.stream("student/a").await.unwrap().len(), 2);
    assert_eq!(office.store.entries(2, 100).await.unwrap(), second);
}

#[tokio::test]
async fn a_stale_version_is_a_conflict_and_nothing_of_its_batch_stays() {
    let office = Office::new().await;
    office.store.append(batch(vec![entry("student/a", 1)], vec![]), 1).await.unwrap();
    let lost = batch(
        vec![entry("student/b", 1), entry("student/a", 1)],
        vec![Change::Student(student(1, "甲", "jia", "j"))],
    );
    assert_eq!(conflict_id(office.store.append(lost, 2).await), "conflict-stale-version");
    assert_eq!(office.store.head().await.unwrap().0, 1);
    assert!(office.store.stream("student/b").await.unwrap().is_empty());
    assert!(office.store.student(&"2023-00001".into()).await.unwrap().is_none());
}

#[tokio::test]
async fn a_candidate_or_a_record_twice_is_a_conflict() {
    let office = Office::new().await;
    office.write(vec![Change::Person(person(1, "甲", "jia", "j")), Change::Candidate(candidate(1))]).await;
    let again = office.store.append(batch(vec![], vec![Change::Candidate(candidate(1))]), 2).await;
    assert_eq!(conflict_id(again), "conflict-candidate-twice");
    assert_eq!(office.store.candidates(2023).await.unwrap(), [candidate(1)]);

    office.write(vec![Change::Student(student(1, "甲", "jia", "j"))]).await;
    let mut second = student(1, "甲", "jia", "j");
    second.id = "2023-00099".into();
    let again = office.store.append(batch(vec![], vec![Change::Student(second)]), 3).await;
    assert_eq!(conflict_id(again), "conflict-student-twice");
}

#[tokio::test]
async fn of_two_who_save_a_draft_one_wins() {
    let office = Office::new().await;
    let draft = |version| PlanDraft {
        year: 2023,
        source_name: "附件.xlsx".to_owned(),
        source_digest: "d".to_owned(),
        answers: format!("# {version}"),
        version,
        saved_at: version,
    };
    office.write(vec![Change::PlanDraft(draft(1))]).await;
    office.write(vec![Change::PlanDraft(draft(2))]).await;
    let late = office.store.append(batch(vec![], vec![Change::PlanDraft(draft(2))]), 9).await;
    assert_eq!(conflict_id(late), "conflict-draft-changed");
    assert_eq!(office.store.plan_draft(2023).await.unwrap(), Some(draft(2)));
}

#[tokio::test]
async fn fifty_writers_of_one_version_leave_one() {
    let office = Office::new().await;
    let writers = (0..50).map(|_| {
        let store = office.store.clone();
        tokio::spawn(async move { store.append(batch(vec![entry("student/a", 1)], vec![]), 1).await })
    });
    let mut won = 0;
    for writer in writers.collect::<Vec<_>>() {
        match writer.await.unwrap() {
            Ok(_) => won += 1,
            lost => assert_eq!(conflict_id(lost), "conflict-stale-version"),
        }
    }
    assert_eq!(won, 1);
    assert_eq!(office.store.head().await.unwrap().0, 1);
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_reopening() {
    let office = Office::new().await;
    office.store.append(batch(vec![entry("student/a", 1)], vec![]), 1).await.unwrap();
    let office = office.reopened().await;
    assert_eq!(office.store.head().await.unwrap().0, 1);
}
