//! An office proved: what holds is said to hold, and every damage is found by the check that it is of. And the same
//! commands leave the same state on both databases.

use crate::database::served;
use crate::office::{ANNEX, ANSWERS, YEAR, applicant, over, programme, publish};
use guantong_model::{Stage, Standing, StudentId};
use guantong_policy::Outcome;
use guantong_registry::Command;
use guantong_service::Office;
use guantong_service::batch::{BatchKind, NewBatch};
use guantong_service::journal::NewEntry;
use guantong_service::ports::{Batch, Change};
use guantong_service::rows::Round;
use guantong_service::verify::{Check, PROJECTIONS};
use guantong_store::{Database, Place, StateDigest};
use jiff::civil::date;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

const SCHOOL: &str = "北京市昌平职业学校";
const RULES: &str = include_str!("../../../../demo/progression-rules/changping-2026-2.toml");

/// A database in a folder that goes with it.
struct File {
    database: Database,
    folder: PathBuf,
}

impl File {
    async fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("guantong-verify-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let database = Database::create(&Place::File(folder.join("office.sqlite"))).await.unwrap();
        File { database, folder }
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Years of a small city: a plan, both rounds, a class registered in a batch, completed, one who leaves with his
/// certificate, one who withdraws, one who asks for a transfer, refusals that are kept.
async fn live(office: &Office) -> Vec<StudentId> {
    office.import_plan(YEAR, "annex-2023.xlsx", ANNEX, ANSWERS, "test").await.unwrap();
    let school = programme(office, SCHOOL, "航空服务").await;
    let college = programme(office, "北京财贸职业学院", "金融科技应用").await;
    let early = (1..=4).map(|n| applicant(n, 510, &[&school]));
    let late = (5..=6).map(|n| applicant(n, 530, &[&college, &school]));
    office.enter_candidates(YEAR, early.chain(late).collect(), "test").await.unwrap();
    publish(office, Round::Early).await;
    publish(office, Round::Unified).await;
    office.file_progression_rules("rules.toml", RULES, "test").await.unwrap();
    let ids = office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
    assert_eq!(ids.len(), 6);

    let new = |kind, on| NewBatch {
        kind,
        institution: SCHOOL.to_owned(),
        partner: None,
        cohort: YEAR,
        stage: Stage::Secondary,
        programme: None,
        on,
    };
    for (kind, on) in [(BatchKind::Register, date(2023, 9, 1)), (BatchKind::Complete, date(2026, 6, 20))] {
        let batch = office.open_batch(new(kind, on), "school").await.unwrap();
        let preview = office.preview_batch(&batch).await.unwrap();
        office.sign_batch(&batch.id, batch.version, SCHOOL, &preview.digest, "school").await.unwrap();
    }
    let on = date(2026, 6, 25);
    for id in ids.iter() {
        let version = office.student(id).await.unwrap().unwrap().student.version;
        let kept = office.command_kept(id, version, on, Command::Progress, "test").await.unwrap();
        assert_eq!(kept.outcome, Outcome::Refused, "nobody was assessed");
    }
    let version = office.student(&ids[0]).await.unwrap().unwrap().student.version;
    office.command(&ids[0], version, on, Command::Exit, "test").await.unwrap();
    ids
}

/// The digest of the office's record after its life.
async fn lived(database: &Database) -> StateDigest {
    let office = over(database.storage());
    live(&office).await;
    let verified = office.verify().await.unwrap();
    assert_eq!(verified.findings, []);
    assert!(verified.examined[&Check::Floor] == 6 && verified.examined[&Check::Round] == 2);
    database.digest().await.unwrap()
}

#[tokio::test]
async fn postgres_and_sqlite_hold_the_same_after_the_same_commands() {
    let file = File::new().await;
    let place = served("verify");
    let served = Database::create(&place).await.unwrap();
    let (one, two) = (lived(&file.database).await, lived(&served).await);
    for (one, two) in one.tables.iter().zip(&two.tables) {
        assert_eq!(one, two);
    }
    assert_eq!(one, two);
}

/// The version of a record's next entry.
async fn next(office: &Office, id: &StudentId) -> i64 {
    office.storage().stream(&format!("student/{id}")).await.unwrap().last().unwrap().version + 1
}

#[tokio::test]
async fn every_damage_is_found_by_its_check() {
    let file = File::new().await;
    let office = over(file.database.storage());
    let ids = live(&office).await;
    let storage = office.storage();
    let entry = |stream: &str, version: i64, kind: &str, body: serde_json::Value| NewEntry {
        stream: stream.to_owned(),
        version,
        kind: kind.to_owned(),
        effective_on: date(2026, 9, 1),
        actor: "test".to_owned(),
        body,
    };
    let person = storage.people(&["P-1".into()]).await.unwrap().remove(0);
    let mut renamed = person.clone();
    renamed.name = "另一人".to_owned();
    let head = storage.plan(YEAR).await.unwrap().unwrap();
    let lines = storage.plan_lines(YEAR).await.unwrap();
    let mut more = lines.clone();
    more[0].places += 1;
    let run = storage.rounds(YEAR).await.unwrap().remove(0);
    let results = storage.results(YEAR, Round::Early).await.unwrap();
    let programmes = storage.round_programmes(YEAR, Round::Early).await.unwrap();
    let mut lost = results.clone();
    lost[0].outcome = "not-admitted".to_owned();
    let put = |results| Change::RoundResults {
        year: YEAR,
        round: Round::Early,
        results,
        programmes: programmes.clone(),
    };
    let mut redigested = run.clone();
    redigested.results_digest = "0".repeat(64);

    // Rows that are changed past every use case, and what puts them right again.
    for (check, damage, mend) in [
        (Check::Person, Change::Person(renamed), Change::Person(person)),
        (Check::Plan, Change::Plan(head.clone(), more), Change::Plan(head, lines)),
        (Check::Round, put(lost), put(results)),
        (Check::Round, Change::Round(redigested), Change::Round(run)),
    ] {
        for (change, broken) in [(damage, true), (mend, false)] {
            storage.append(Batch { entries: vec![], changes: vec![change] }, 1).await.unwrap();
            let found = office.verify().await.unwrap().findings;
            assert_eq!(found.iter().any(|finding| finding.check == check), broken, "{check:?}: {found:?}");
            assert!(found.iter().all(|finding| finding.check == check), "{found:?}");
        }
    }

    // Entries that no rule would have let in: the chain holds, the record does not.
    let stream = format!("student/{}", ids[5]);
    let mut opening = storage.stream(&stream).await.unwrap().remove(0).body;
    opening["admitted"]["score"] = "489".into();
    opening["candidate"] = "23110800099".into();
    let low = entry("student/2023-00007", 1, "student-admitted", opening);
    let told = |number: i64, events: serde_json::Value| {
        serde_json::json!({
            "number": number, "on": "2026-09-01", "command": {"do": "register"}, "events": events,
            "decision": {"outcome": "accepted", "code": "registered", "citations": [], "facts": {}},
        })
    };
    let registered = |institution: &str| serde_json::json!([{"event": "registered", "studies_at": institution, "registered_at": institution}]);
    let skipped = serde_json::json!([{
        "event": "progressed", "stage": "bachelor", "studies_at": "甲", "registered_at": "甲",
    }]);
    let (one, two) = (next(&office, &ids[1]).await, next(&office, &ids[4]).await);
    let entries = vec![
        low,
        entry(&format!("student/{}", ids[4]), two, "register", told(two, registered("别处"))),
        entry(&format!("student/{}", ids[1]), one, "progress", told(one, skipped)),
        entry("plan/2023", 9, "plan-noted", serde_json::json!({"source": {"digest": "0"}})),
    ];
    for entry in entries {
        storage.append(Batch { entries: vec![entry], changes: vec![] }, 1).await.unwrap();
    }
    let found = office.verify().await.unwrap().findings;
    let found: std::collections::BTreeSet<(Check, String)> =
        found.into_iter().map(|finding| (finding.check, finding.object)).collect();
    for (check, object) in [
        (Check::Floor, "student/2023-00007".to_owned()),
        (Check::Registration, format!("student/{}", ids[4])),
        (Check::Stage, format!("student/{}", ids[1])),
        (Check::Document, "0".to_owned()),
        (Check::Journal, "plan/2023".to_owned()),
    ] {
        assert!(found.contains(&(check, object.clone())), "{check:?} {object}: {found:?}");
    }
}

#[tokio::test]
async fn projections_are_what_the_journal_makes_of_them() {
    let file = File::new().await;
    let office = over(file.database.storage());
    let ids = live(&office).await;
    let again = File::new().await;
    office.rebuild_into(&*again.database.storage()).await.unwrap();
    assert_eq!(file.database.differences(&again.database, PROJECTIONS, 9).await.unwrap(), []);

    let mut student = office.storage().student(&ids[2]).await.unwrap().unwrap();
    student.standing = Standing::Graduated;
    let changes = vec![Change::Student(student), Change::Registrations(ids[3].clone(), Vec::new())];
    office.storage().append(Batch { entries: vec![], changes }, 1).await.unwrap();
    let found = file.database.differences(&again.database, PROJECTIONS, 9).await.unwrap();
    let tables: Vec<&str> = found.iter().map(|one| one.table).collect();
    assert_eq!(tables, ["student", "registration"]);
    file.database.replace_from(&again.database, PROJECTIONS).await.unwrap();
    assert_eq!(file.database.differences(&again.database, PROJECTIONS, 9).await.unwrap(), []);
    let student = office.storage().student(&ids[2]).await.unwrap().unwrap();
    assert_eq!(student.standing, Standing::Studying);
}
