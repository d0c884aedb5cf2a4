//! An office's database on a disk that fails or loses its power.

use guantong_faults::{Act, Dice, Disk, Failing, How};
use guantong_service::error::Trouble;
use guantong_service::journal::{NewEntry, Verifier};
use guantong_service::ports::{AppendError, Batch, Change, Storage};
use guantong_service::rows::Document;
use guantong_store::{Database, Sqlite};
use jiff::civil::date;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

const FILE: &str = "office.sqlite";

/// A folder that goes with its test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("guantong-faults-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn file(&self) -> PathBuf {
        self.0.join(FILE)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The `n`th batch: entries of one stream, and a file of so many bytes, which is named for the batch.
fn batch(n: u64, entries: u64, bytes: u64) -> Batch {
    let entry = |version: u64| NewEntry {
        stream: format!("batch/{n}"),
        version: i64::try_from(version).unwrap(),
        kind: "tried".to_owned(),
        effective_on: date(2023, 9, 1),
        actor: "test".to_owned(),
        body: serde_json::json!({"batch": n, "名": "值"}),
    };
    let byte = u8::try_from(n % 251).unwrap();
    let document = Document {
        digest: format!("file-{n}"),
        name: "附件.xlsx".to_owned(),
        bytes: vec![byte; usize::try_from(bytes).unwrap()],
    };
    Batch { entries: (1..=entries).map(entry).collect(), changes: vec![Change::Document(document)] }
}

/// What is there of each batch from the first on, to the first that is not there: its entries. Nothing is there half, and
/// nothing after that.
async fn whole_batches(store: &Sqlite) -> Vec<u64> {
    let mut verifier = Verifier::default();
    let mut found = Vec::new();
    for entry in store.entries(0, i64::MAX).await.unwrap() {
        verifier.check(&entry).unwrap();
        let n: u64 = entry.stream.strip_prefix("batch/").unwrap().parse().unwrap();
        found.resize(usize::try_from(n).unwrap(), 0);
        *found.last_mut().unwrap() += 1;
    }
    for n in 1..=u64::try_from(found.len()).unwrap() + 1 {
        let document = store.document(&format!("file-{n}")).await.unwrap();
        let there = found.get(usize::try_from(n).unwrap() - 1).is_some_and(|entries| *entries > 0);
        assert_eq!(document.is_some(), there, "file {n} of {}", found.len());
    }
    found
}

fn trouble(error: &AppendError) -> Trouble {
    match error {
        AppendError::Fault(fault) => fault.trouble,
        AppendError::Conflict(conflict) => panic!("{conflict:?}"),
    }
}

/// How often a test does what it does: as the variable says, which the long loops set, or as usual.
fn times(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).ok().and_then(|times| times.parse().ok()).unwrap_or(usual)
}

#[tokio::test]
async fn a_full_disk_is_told_and_what_follows_is_written_when_there_is_room() {
    let folder = Folder::new();
    let disk = Disk::below(&folder.0).unwrap();
    let store = Sqlite::create(&folder.file()).await.unwrap();
    store.append(batch(1, 1, 10), 1).await.unwrap();
    disk.fail(Failing::from(Act::Write, 1, How::Full));
    for _ in 0..3 {
        let full = store.append(batch(2, 1, 10), 2).await.unwrap_err();
        assert_eq!(trouble(&full), Trouble::Full, "{full:?}");
        assert_eq!(whole_batches(&store).await, [1], "what is there can be read");
        let health = Database::Sqlite(store.clone()).health(3).await.unwrap_err();
        assert!(health.to_string().contains("full"), "{health}");
    }
    disk.heal();
    store.append(batch(2, 3, 10), 2).await.unwrap();
    assert_eq!(whole_batches(&store).await, [1, 3]);
}

/// A device that fails is not yet one that lost something: the next write is tried.
#[tokio::test]
async fn a_write_that_fails_is_a_fault_and_the_next_is_written() {
    let folder = Folder::new();
    let disk = Disk::below(&folder.0).unwrap();
    let store = Sqlite::create(&folder.file()).await.unwrap();
    disk.fail(Failing::once(Act::Write, 2, How::Broken));
    let fault = store.append(batch(1, 1, 10), 1).await.unwrap_err();
    assert_eq!(trouble(&fault), Trouble::Unknown, "{fault:?}");
    store.append(batch(1, 2, 10), 1).await.unwrap();
    assert_eq!(whole_batches(&store).await, [2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_sync_that_fails_nothing_more_is_written_and_nothing_acknowledged_is_lost() {
    for seed in 0..20 {
        let (folder, later) = (Folder::new(), Folder::new());
        let disk = Disk::below(&folder.0).unwrap();
        disk.follow(seed);
        let store = Sqlite::create(&folder.file()).await.unwrap();
        for n in 1..=3 {
            store.append(batch(n, n, 5_000), 1).await.unwrap();
        }
        disk.fail(Failing::once(Act::Sync, 1, How::Broken).on("-wal"));
        let broken = {
            let store = store.clone();
            tokio::spawn(async move { store.broken().await })
        };
        // Those who wait while it fails are told, like those who come later.
        let waiting = (0..20).map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.append(batch(4, 2, 5_000), 1).await })
        });
        let mut told = Vec::new();
        for waiting in waiting.collect::<Vec<_>>() {
            told.push(trouble(&waiting.await.unwrap().unwrap_err()));
        }
        let count = |of| told.iter().filter(|trouble| **trouble == of).count();
        assert_eq!((count(Trouble::Unsure), count(Trouble::Stopped)), (1, 19), "{told:?}");
        assert!(Database::Sqlite(store.clone()).health(3).await.is_err());
        assert_eq!(whole_batches(&store).await, [1, 2, 3], "what is there can be read");
        broken.await.unwrap();
        let acts = disk.counts().of(Act::Write);
        store.append(batch(4, 2, 5_000), 1).await.unwrap_err();
        assert_eq!(disk.counts().of(Act::Write), acts, "not even tried");

        // Started again after the machine lost its power.
        disk.after_power_loss(seed, &later.0).unwrap();
        let again = Sqlite::open(&later.file()).await.unwrap();
        let there = whole_batches(&again).await;
        assert!(there == [1, 2, 3] || there == [1, 2, 3, 2], "{there:?}");
        let next = u64::try_from(there.len()).unwrap() + 1;
        again.append(batch(next, 1, 10), 2).await.unwrap();
    }
}

/// One life of an office up to a loss of power, and what is there after it.
struct Loss {
    acknowledged: usize,
    there: usize,
    /// Whether the power went before the office was made.
    early: bool,
}

/// Writes batch after batch until the power goes at an act; what was acknowledged, and what is there afterwards.
async fn lose_power(seed: u64, at: u64, normal: bool) -> Loss {
    let (folder, later) = (Folder::new(), Folder::new());
    let disk = Disk::below(&folder.0).unwrap();
    disk.follow(seed);
    if normal {
        disk.hear_normal_for_full();
    }
    disk.lose_power_at(at);
    let mut dice = Dice::new(seed);
    let mut acknowledged = Vec::new();
    let made = Sqlite::create(&folder.file()).await;
    if let Ok(store) = &made {
        while !disk.is_dark() {
            let n = u64::try_from(acknowledged.len()).unwrap() + 1;
            // A log of four megabytes is folded into the file: that happens every few batches.
            let (entries, bytes) = (1 + dice.below(5), dice.below(800_000));
            match store.append(batch(n, entries, bytes), 1).await {
                Ok(_) => acknowledged.push(entries),
                Err(error) => assert!(disk.is_dark(), "{error:?}"),
            }
        }
        store.close().await;
    }
    disk.after_power_loss(seed, &later.0).unwrap();
    let again = Sqlite::create(&later.file()).await.unwrap();
    let there = whole_batches(&again).await;
    // One more may be there: it was written, and the power went before it was said.
    let most = acknowledged.len() + 1;
    assert!(there.len() <= most, "seed {seed}, act {at}: {} of {most}", there.len());
    if !normal {
        let first = there.get(..acknowledged.len());
        assert_eq!(first, Some(&acknowledged[..]), "seed {seed}, act {at}: acknowledged and lost");
    }
    let next = u64::try_from(there.len()).unwrap() + 1;
    again.append(batch(next, 1, 10), 2).await.unwrap();
    again.close().await;
    Loss { acknowledged: acknowledged.len(), there: there.len(), early: made.is_err() }
}

/// `POWER_LOSSES` sets another number of them, as the long loops do, and `GUANTONG_LONG_SEED` other ones.
#[tokio::test]
async fn a_loss_of_power_anywhere_loses_nothing_acknowledged_and_leaves_nothing_half() {
    let losses = times("POWER_LOSSES", 60);
    let mut dice = Dice::new(times("GUANTONG_LONG_SEED", 1));
    let (mut acknowledged, mut more, mut early) = (0, 0, 0);
    for n in 1..=losses {
        // One in five while the schema is made.
        let at = 1 + if n % 5 == 0 { dice.below(1_500) } else { dice.below(9_000) };
        let loss = lose_power(dice.roll(), at, false).await;
        acknowledged += loss.acknowledged;
        more += loss.there - loss.acknowledged;
        early += u64::from(loss.early);
    }
    println!(
        "{losses} losses of power: {acknowledged} acknowledged, 0 lost, {more} more there, {early} while made"
    );
    assert!(acknowledged > 0 && early > 0 && early < losses);
}

/// The control: a disk on which nothing could be lost would show nothing above.
#[tokio::test]
async fn without_a_sync_at_every_commit_a_loss_of_power_loses_what_was_acknowledged() {
    let mut dice = Dice::new(2);
    let mut lost = 0;
    for _ in 0..10 {
        let loss = lose_power(dice.roll(), 6_000 + dice.below(3_000), true).await;
        lost += loss.acknowledged.saturating_sub(loss.there);
    }
    assert!(lost > 0, "the simulation loses nothing");
}

/// The disk is under its folder and nowhere else.
#[tokio::test]
async fn offices_elsewhere_are_on_the_real_disk() {
    let (here, elsewhere) = (Folder::new(), Folder::new());
    let disk = Disk::below(&here.0).unwrap();
    let before = disk.counts();
    disk.fail(Failing::from(Act::Open, 1, How::Broken));
    let store = Sqlite::create(&elsewhere.file()).await.unwrap();
    store.append(batch(1, 1, 10), 1).await.unwrap();
    assert_eq!(disk.counts(), before);
    assert!(Sqlite::create(Path::new(&here.file())).await.is_err());
}
