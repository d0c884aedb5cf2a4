//! Files of requests and of records of cooperation on every kind of shelf, and in the database: given in, read back, moved, proved and swept alike.

use super::Office;
use crate::shelves::{Down, Kind, Stopping, shelf, shelves};
use guantong_service::cooperation::{PaperOnFile, holder_of};
use guantong_service::error::{Fault, Trouble};
use guantong_service::journal::digest;
use guantong_service::ports::{AppendError, Batch, Change, Storage};
use guantong_service::request::PaperRow;
use guantong_store::{Database, Papers, Place, Shelf};
use serde_json::json;
use sqlx::Executor;
use std::sync::Arc;

const REQUEST: &str = "2024-Q0001";

fn paper(words: &str, kind: &str) -> PaperRow {
    let sealed = format!("sealed {words}");
    PaperRow {
        digest: digest(sealed.as_bytes()).to_string(),
        request: REQUEST.to_owned(),
        kind: serde_json::from_value(json!(kind)).unwrap(),
        name: "sealed name".to_owned(),
        media: "pdf".to_owned(),
        size: 7,
        sealed,
        at: 1,
    }
}

fn written(papers: &[PaperRow]) -> Batch {
    Batch {
        entries: vec![],
        changes: papers.iter().cloned().map(|one| Change::Paper(Box::new(one))).collect(),
    }
}

/// A request with a text and two files, its files on a shelf.
async fn office(on: Option<&Arc<dyn Shelf>>) -> (Office, [PaperRow; 3]) {
    let mut office = Office::new().await;
    office.store = office.store.clone().with_shelf(on.cloned());
    let papers = [paper("text", "statement"), paper("one", "file"), paper("two", "file")];
    office.write(vec![super::requests::first()]).await;
    office.store.append(written(&papers), 1).await.unwrap();
    (office, papers)
}

async fn read(store: &dyn Storage, paper: &PaperRow) -> Result<Option<PaperRow>, Fault> {
    store.paper(REQUEST, &paper.digest).await
}

async fn found(office: &Office) -> Vec<String> {
    let Papers { examined, findings } = office.database().papers_proved().await.unwrap();
    assert_eq!(examined, 3);
    findings.into_iter().map(|one| format!("{} {}", one.object, one.found)).collect()
}

/// An office in a file of its own, gone with its folder.
struct File {
    database: Database,
    folder: std::path::PathBuf,
}

impl File {
    async fn new(name: &str) -> Self {
        let name = format!("guantong-shelves-{}-{name}-{}", super::KIND, std::process::id());
        let folder = std::env::temp_dir().join(name);
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
async fn a_file_is_read_back_from_where_it_was_put_and_its_row_holds_it_only_where_there_is_no_shelf() {
    for kind in shelves() {
        let on = kind.shelf.as_ref();
        let (office, papers) = office(on).await;
        for paper in &papers {
            assert_eq!(read(&office.store, paper).await.unwrap().as_ref(), Some(paper), "{}", kind.name);
        }
        let sql = "SELECT sealed FROM request_paper ORDER BY sealed";
        let rows: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut office.raw().await).await.unwrap();
        let expected =
            if on.is_some() { ["", "", "sealed text"] } else { ["sealed one", "sealed text", "sealed two"] };
        assert_eq!(rows, expected, "{}", kind.name);
        let mut names = vec![papers[1].digest.clone(), papers[2].digest.clone()];
        names.sort();
        if let Some(shelf) = on {
            let there: Vec<String> = shelf.list().await.unwrap().into_iter().map(|one| one.name).collect();
            assert_eq!(there, names, "{}: a text stays in its row", kind.name);
        }
        assert_eq!(found(&office).await, [""; 0], "{}", kind.name);
        assert_eq!(office.database().left_on_shelf(i64::MAX).await.unwrap(), [""; 0], "{}", kind.name);
    }
}

#[tokio::test]
async fn wherever_files_are_the_digest_is_the_same_and_a_backup_holds_them() {
    let mut digests = Vec::new();
    // Restored onto a shelf of the next kind, that has nothing yet, it works at once.
    for (kind, other) in shelves().into_iter().zip(shelves().into_iter().cycle().skip(1)) {
        let (office, papers) = office(kind.shelf.as_ref()).await;
        let backup = File::new(kind.name).await;
        let copied = office.database().copy_to(&backup.database).await.unwrap();
        assert_eq!(copied, office.database().digest().await.unwrap());
        for paper in &papers {
            let held = read(&*backup.database.storage(), paper).await.unwrap();
            assert_eq!(held.as_ref(), Some(paper), "{}", kind.name);
        }
        let back = Office::new().await;
        let into = back.database().with_shelf(other.shelf.clone());
        assert_eq!(backup.database.copy_to(&into).await.unwrap(), copied);
        let again = read(&*into.storage(), &papers[1]).await.unwrap();
        assert_eq!(again.as_ref(), Some(&papers[1]), "{} to {}", kind.name, other.name);
        assert_eq!(into.papers_proved().await.unwrap(), Papers { examined: 3, findings: vec![] });
        digests.push(copied);
    }
    assert!(digests.windows(2).all(|two| two[0] == two[1]), "{digests:?}");
}

#[tokio::test]
async fn what_died_between_the_file_and_its_row_leaves_an_object_that_is_told_and_swept() {
    for Kind { name, shelf } in shelves() {
        let Some(shelf) = shelf else { continue };
        let (office, papers) = office(Some(&shelf)).await;
        // It dies when the file is put and nothing is written yet.
        let lost = paper("lost", "file");
        let (stopping, stopped) = Stopping::on(&shelf);
        let dying = office.store.clone().with_shelf(Some(stopping));
        tokio::select! {
            done = dying.append(written(std::slice::from_ref(&lost)), 1) => panic!("{name}: {done:?}"),
            () = stopped.notified() => {}
        }
        assert_eq!(read(&office.store, &lost).await.unwrap(), None, "{name}");
        assert_eq!(found(&office).await, [""; 0], "{name}: it is no harm");

        let database = office.database();
        let put_at = shelf.list().await.unwrap().iter().map(|one| one.put_at).max().unwrap();
        assert_eq!(database.left_on_shelf(put_at - 10_000_000).await.unwrap(), [""; 0], "{name}: too young");
        assert_eq!(database.left_on_shelf(i64::MAX).await.unwrap(), [lost.digest.as_str()], "{name}");
        assert_eq!(database.sweep_shelf(put_at - 10_000_000).await.unwrap(), 0, "{name}");
        assert_eq!(database.sweep_shelf(i64::MAX).await.unwrap(), 1, "{name}");
        assert_eq!(database.left_on_shelf(i64::MAX).await.unwrap(), [""; 0], "{name}");
        for paper in &papers {
            assert_eq!(read(&office.store, paper).await.unwrap().as_ref(), Some(paper), "{name}");
        }
    }
}

#[tokio::test]
async fn a_file_that_is_gone_or_altered_is_told_and_never_given_out_nor_copied() {
    for Kind { name, shelf } in shelves() {
        let Some(shelf) = shelf else { continue };
        let (office, papers) = office(Some(&shelf)).await;
        let one = &papers[1];
        for altered in [true, false] {
            if altered {
                shelf.put(&one.digest, b"sealed otherwise").await.unwrap();
            } else {
                shelf.remove(&one.digest).await.unwrap();
            }
            let told = if altered { "altered on" } else { "not on" };
            let fault = read(&office.store, one).await.unwrap_err();
            assert!(fault.cause.contains(told) && fault.trouble == Trouble::Unknown, "{name}: {fault:?}");
            let found = found(&office).await;
            assert!(
                found.len() == 1 && found[0].starts_with(REQUEST) && found[0].contains(told),
                "{found:?}"
            );
            let copy = File::new(&format!("{name}-{altered}")).await;
            assert!(office.database().copy_to(&copy.database).await.is_err(), "{name}");
            assert!(office.database().digest().await.is_err(), "{name}");
            assert_eq!(read(&office.store, &papers[2]).await.unwrap().as_ref(), Some(&papers[2]), "{name}");
        }
        shelf.put(&one.digest, one.sealed.as_bytes()).await.unwrap();
        assert_eq!(found(&office).await, [""; 0], "{name}");
    }
    let (office, papers) = office(None).await;
    office
        .raw()
        .await
        .execute("UPDATE request_paper SET sealed = 'x' WHERE kind = 'statement'")
        .await
        .unwrap();
    assert_eq!(found(&office).await, [format!("{REQUEST} {}: altered on its row", papers[0].digest)]);
}

#[tokio::test]
async fn where_the_shelf_is_down_files_are_refused_with_nothing_written_and_all_else_goes_on() {
    let on = shelf("down");
    let (office, papers) = office(Some(&on)).await;
    let down = office.store.clone().with_shelf(Some(Arc::new(Down)));
    let before = office.database().digest().await.unwrap();
    let mut batch = written(&[paper("three", "file")]);
    batch.changes.insert(0, super::requests::moved());
    let refused = down.append(batch, 1).await.unwrap_err();
    let AppendError::Fault(fault) = refused else { panic!("{refused:?}") };
    assert_eq!(fault.trouble, Trouble::Shelf, "{fault:?}");
    assert_eq!(office.database().digest().await.unwrap(), before);
    assert_eq!(read(&down, &papers[1]).await.unwrap_err().trouble, Trouble::Shelf);
    assert_eq!(read(&down, &papers[0]).await.unwrap().as_ref(), Some(&papers[0]), "a text needs no shelf");
    down.append(written(&[paper("more", "statement")]), 1).await.unwrap();

    let proved = office.database().with_shelf(Some(Arc::new(Down))).papers_proved().await.unwrap();
    assert_eq!(proved.findings.len(), 1, "told once: {proved:?}");
    assert!(office.database().with_shelf(Some(Arc::new(Down))).reach_shelf().await.is_err());
    // A row that says that its file is on a shelf, and no shelf is named.
    let none = read(&office.store.clone().with_shelf(None), &papers[1]).await.unwrap_err();
    assert!(none.cause.contains("none is named"), "{none:?}");
}

#[tokio::test]
async fn files_are_carried_from_every_shelf_to_every_other_and_a_broken_off_move_goes_on() {
    let kinds = shelves();
    // From the database to every shelf, between them, and back: the last is the first.
    let mut way: Vec<&Kind> = kinds.iter().collect();
    way.extend(kinds.iter().rev());
    let (office, papers) = office(None).await;
    let mut database = office.database();
    let before = database.digest().await.unwrap();
    for two in way.windows(2) {
        let told = format!("{} to {}", two[0].name, two[1].name);
        let to = two[1].shelf.as_ref();
        let left = u64::from(two[0].name == two[1].name) * 2;
        if let Some(shelf) = to.filter(|_| left == 0) {
            for name in shelf.list().await.unwrap() {
                shelf.remove(&name.name).await.unwrap();
            }
            // Broken off after the first.
            let (stopping, stopped) = Stopping::on(shelf);
            tokio::select! {
                done = database.move_files(Some(&stopping)) => panic!("{told}: {done:?}"),
                () = stopped.notified() => {}
            }
            assert_eq!(database.digest().await.unwrap(), before, "{told}: nothing is lost on the way");
        }
        let moved = database.move_files(to).await.unwrap();
        assert_eq!(moved.moved + moved.there, 2, "{told}");
        assert!(moved.there >= left, "{told}: {moved:?}");
        database = database.with_shelf(to.cloned());
        assert_eq!(database.move_files(to).await.unwrap().there, 2, "{told}");
        assert_eq!(database.digest().await.unwrap(), before, "{told}");
        for paper in &papers {
            let found = read(&*database.storage(), paper).await.unwrap();
            assert_eq!(found.as_ref(), Some(paper), "{told}");
        }
    }
}

fn of_record(words: &str) -> PaperOnFile {
    let sealed = format!("sealed {words}");
    PaperOnFile {
        holder: holder_of("甲校", "乙大学"),
        kind: serde_json::from_value(json!("liaison-unit")).unwrap(),
        number: 1,
        digest: digest(sealed.as_bytes()).to_string(),
        name: "协议.pdf".to_owned(),
        media: "pdf".to_owned(),
        size: 7,
        sealed,
        by: "甲校".to_owned(),
        at: 1,
        taken_back_at: None,
    }
}

fn given(paper: &PaperOnFile) -> Batch {
    Batch { entries: vec![], changes: vec![Change::CooperationPaper(Box::new(paper.clone()))] }
}

#[tokio::test]
async fn files_of_records_of_cooperation_stand_on_the_shelf_beside_those_of_requests() {
    let kinds = shelves();
    let beside = kinds.iter().cycle().skip(1).map(|other| other.shelf.clone());
    for (Kind { name, shelf }, other) in kinds.iter().zip(beside) {
        let (office, _) = office(shelf.as_ref()).await;
        let paper = of_record("three");
        office.store.append(given(&paper), 1).await.unwrap();
        let read = |store: Arc<dyn Storage>| {
            let (record, digest) = (paper.record(), paper.digest.clone());
            async move { store.cooperation_paper(&record, &digest).await }
        };
        assert_eq!(read(office.database().storage()).await.unwrap().as_ref(), Some(&paper), "{name}");
        let sql = "SELECT sealed FROM cooperation_paper";
        let row: String = sqlx::query_scalar(sql).fetch_one(&mut office.raw().await).await.unwrap();
        assert_eq!(row, if shelf.is_some() { "" } else { "sealed three" }, "{name}");
        let database = office.database();
        assert_eq!(
            database.papers_proved().await.unwrap(),
            Papers { examined: 4, findings: vec![] },
            "{name}"
        );
        assert_eq!(database.left_on_shelf(i64::MAX).await.unwrap(), [""; 0], "{name}");

        // A backup is whole, and a move takes it along.
        let backup = File::new(&format!("records-{name}")).await;
        assert_eq!(database.copy_to(&backup.database).await.unwrap(), database.digest().await.unwrap());
        assert_eq!(read(backup.database.storage()).await.unwrap().as_ref(), Some(&paper), "{name}");
        let moved = database.move_files(other.as_ref()).await.unwrap();
        assert_eq!(moved.moved + moved.there, 3, "{name}");
        let there = database.with_shelf(other.clone());
        assert_eq!(read(there.storage()).await.unwrap().as_ref(), Some(&paper), "{name}");
        assert_eq!(there.papers_proved().await.unwrap().findings, [], "{name}");

        // Lost before its row was written, it is told and swept; altered, it is told with its record.
        let Some(shelf) = other else { continue };
        let (stopping, stopped) = Stopping::on(&shelf);
        let dying = office.store.clone().with_shelf(Some(stopping));
        let lost = of_record("lost");
        tokio::select! {
            done = dying.append(given(&lost), 1) => panic!("{name}: {done:?}"),
            () = stopped.notified() => {}
        }
        let left = there.left_on_shelf(i64::MAX).await.unwrap();
        assert!(left.contains(&lost.digest) && !left.contains(&paper.digest), "{name}: {left:?}");
        assert!(there.sweep_shelf(i64::MAX).await.unwrap() > 0, "{name}");
        assert_eq!(read(there.storage()).await.unwrap().as_ref(), Some(&paper), "{name}: not swept");
        shelf.put(&paper.digest, b"sealed otherwise").await.unwrap();
        let found = there.papers_proved().await.unwrap().findings;
        assert_eq!(found.len(), 1, "{name}");
        assert!(found[0].object == paper.record() && found[0].found.contains("altered on"), "{found:?}");
        assert!(read(there.storage()).await.is_err(), "{name}");
        let down = office.store.clone().with_shelf(Some(Arc::new(Down)));
        let refused = down.append(given(&of_record("four")), 1).await.unwrap_err();
        assert!(matches!(refused, AppendError::Fault(fault) if fault.trouble == Trouble::Shelf), "{name}");
    }
}
