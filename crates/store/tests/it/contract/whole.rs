//! The whole of a database: every table is named, its digest is the same elsewhere, and what differs is found.

use super::Office;
use super::accounts::two;
use super::rows::{candidate, person, student};
use guantong_service::journal::NewEntry;
use guantong_service::ports::{Batch, Change, Storage};
use guantong_store::{Database, MoveError, OddRows, Place};
use jiff::civil::date;
use sqlx::Executor;
use std::cmp::Ordering;

/// Accounts, a role lent, people, candidates, students, and an entry of the journal.
async fn filled() -> Office {
    let office = two().await;
    let changes = (1..=3).flat_map(|n| {
        let (name, pinyin) = ("沈知行", format!("shenzhixing{n}"));
        [
            Change::Person(person(n, name, &pinyin, "szx")),
            Change::Candidate(candidate(n)),
            Change::Student(student(n, name, &pinyin, "szx")),
        ]
    });
    let entry = NewEntry {
        stream: "student/2023-00001".to_owned(),
        version: 1,
        kind: "tried".to_owned(),
        effective_on: date(2023, 9, 1),
        actor: "test".to_owned(),
        body: serde_json::json!({"字": "值"}),
    };
    office.store.append(Batch { entries: vec![entry], changes: changes.collect() }, 7).await.unwrap();
    office
}

/// An empty SQLite file, gone with its folder.
struct File {
    database: Database,
    folder: std::path::PathBuf,
}

impl File {
    async fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("guantong-whole-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let database = Database::create(&Place::File(folder.join("copy.sqlite"))).await.unwrap();
        File { database, folder }
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[tokio::test]
async fn a_copy_has_the_same_digest_and_is_made_only_where_nothing_is() {
    let office = filled().await;
    let ours = office.database();
    let copy = File::new(super::KIND).await;
    let moved = ours.copy_to(&copy.database).await.unwrap();
    assert_eq!(moved, ours.digest().await.unwrap());
    assert_eq!(moved, copy.database.digest().await.unwrap());
    let rows = |table: &str| moved.tables.iter().find(|one| one.table == table).unwrap().rows;
    assert_eq!((rows("student"), rows("event"), rows("account"), rows("batch")), (3, 1, 2, 0));
    let again = ours.copy_to(&copy.database).await;
    assert!(matches!(again, Err(MoveError::NotEmpty)), "{again:?}");
    assert_eq!(ours.differences(&copy.database, &["student", "event"], 9).await.unwrap(), []);

    // Back again, into an empty one of this kind.
    let back = Office::new().await;
    let returned = copy.database.copy_to(&back.database()).await.unwrap();
    assert_eq!(returned, moved);
}

#[tokio::test]
async fn any_change_of_any_part_changes_the_digest_of_its_part() {
    let office = filled().await;
    let before = office.database().digest().await.unwrap();
    for (sql, of_record) in [
        ("UPDATE person SET name = '单明' WHERE id = 'P-1'", true),
        ("UPDATE student SET registered_at = NULL WHERE id = '2023-00001'", true),
        ("UPDATE candidate SET total = total + 1 WHERE no = '23110800001'", true),
        ("UPDATE event SET body = '{}'", true),
        ("UPDATE account SET name = '某' WHERE id = 'A-1'", false),
        ("DELETE FROM recovery_code", false),
    ] {
        let mut raw = office.raw().await;
        raw.execute(sql).await.unwrap();
        let after = office.database().digest().await.unwrap();
        let (record, access) = (before.record != after.record, before.access != after.access);
        assert!(record || !of_record, "{sql}");
        assert!(access || of_record, "{sql}");
        assert_ne!(before.to_string(), after.to_string());
    }
}

#[tokio::test]
async fn rows_that_differ_are_named_and_put_right() {
    let office = filled().await;
    let copy = File::new(&format!("differs-{}", super::KIND)).await;
    let ours = office.database();
    ours.copy_to(&copy.database).await.unwrap();
    let mut raw = office.raw().await;
    raw.execute("UPDATE student SET stage = 'bachelor' WHERE id = '2023-00002'").await.unwrap();
    raw.execute("DELETE FROM student WHERE id = '2023-00003'").await.unwrap();
    raw.execute("UPDATE student SET id = '2023-00000' WHERE id = '2023-00001'").await.unwrap();
    drop(raw);
    let found = ours.differences(&copy.database, &["student", "certificate"], 9).await.unwrap();
    let found: Vec<_> = found.iter().map(|one| (one.table, one.key.as_str(), one.has)).collect();
    let expected = [
        ("student", "2023-00000", Ordering::Less),
        ("student", "2023-00001", Ordering::Greater),
        ("student", "2023-00002", Ordering::Equal),
        ("student", "2023-00003", Ordering::Greater),
    ];
    assert_eq!(found, expected);
    assert_eq!(ours.differences(&copy.database, &["student"], 1).await.unwrap().len(), 1);
    ours.replace_from(&copy.database, &["student"]).await.unwrap();
    assert_eq!(ours.digest().await.unwrap(), copy.database.digest().await.unwrap());
}

#[tokio::test]
async fn a_database_says_how_it_is_and_which_rows_are_odd() {
    let office = filled().await;
    let health = office.database().health(7).await.unwrap();
    assert!(health.schema > 0 && health.schema == health.known && health.behind == 0, "{health:?}");
    assert_eq!(office.database().odd_rows("GT").await.unwrap(), OddRows::default());
    let mut raw = office.raw().await;
    for sql in [
        "UPDATE person SET identity_index = 'same' WHERE id IN ('P-1', 'P-3')",
        "INSERT INTO certificate_series (series, last) VALUES ('GT2026R', 'GT2026R000003'), ('X', 'X000009')",
        "INSERT INTO certificate (number, student, voided) VALUES ('GT2026R000001', 'a', %no%), \
         ('GT2026R000003', 'b', %no%)",
        "INSERT INTO document (digest, name, bytes) VALUES ('d-named', 'a', %blob%), ('d-held', 'a', %blob%), \
         ('d-drafted', 'a', %blob%), ('d-left', 'a', %blob%)",
        "INSERT INTO event (seq, stream, version, kind, effective_on, recorded_at, actor, body, hash) VALUES \
         (2, 'batch/a', 1, 'a', '2026-01-01', 7, 'a', '{\"digest\":\"d-named\"}', 'a')",
        "INSERT INTO take_over_draft (digest, name, saved_at, saved_by) VALUES ('d-held', 'a', 7, 'a')",
        "INSERT INTO plan_draft (year, source_name, source_digest, answers, version, saved_at) VALUES \
         (2026, 'a', 'd-drafted', '', 1, 7)",
    ] {
        let no = if super::KIND == "sqlite" { "0" } else { "FALSE" };
        let blob = if super::KIND == "sqlite" { "x''" } else { "''" };
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql.replace("%no%", no).replace("%blob%", blob)))
            .execute(&mut raw)
            .await
            .unwrap();
    }
    let odd = office.database().odd_rows("GT").await.unwrap();
    assert_eq!(odd.shared_identities, ["P-1 P-3"]);
    assert_eq!(odd.certificate_gaps, ["GT2026R000003"]);
    assert_eq!(odd.orphan_files, ["d-left"]);
}

/// A column that is not named would be left behind by every move and backup.
#[tokio::test]
async fn every_column_of_every_table_is_named() {
    let office = Office::new().await;
    let mut told = Vec::new();
    for (table, columns) in guantong_store::columns() {
        told.extend(columns.into_iter().map(|column| format!("{table}.{column}")));
    }
    told.sort();
    let mut there = office.columns().await;
    let left = |column: &str| column.starts_with("_sqlx") || column.starts_with("probe.");
    there.retain(|column| !left(column) && column != "role_grant.family");
    there.sort();
    assert_eq!(told, there);
}
