//! Offices in PostgreSQL, each in a database of its own on the server that `cargo xtask test` starts.

#[path = "contract/mod.rs"]
mod contract;
#[path = "../../../../xtask/src/test/postgres.rs"]
mod server;

use guantong_service::error::Trouble;
use guantong_service::journal::{NewEntry, Verifier};
use guantong_service::ports::{AppendError, Batch, Change, Storage};
use guantong_store::{Database, OpenError, Postgres};
use jiff::civil::date;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};

type Store = Postgres;

const KIND: &str = "postgres";

/// A database that stays on the server until the server goes.
pub struct Office {
    pub store: Postgres,
    address: String,
}

/// The address of an empty database.
async fn empty() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let server = std::env::var("GUANTONG_TEST_POSTGRES")
        .expect("no PostgreSQL to try: run `cargo xtask test`, or name one in GUANTONG_TEST_POSTGRES");
    let name = format!("store_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let mut maintenance = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
    for sql in [format!("DROP DATABASE IF EXISTS {name}"), format!("CREATE DATABASE {name}")] {
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut maintenance).await.unwrap();
    }
    format!("{server}/{name}")
}

impl Office {
    pub async fn new() -> Self {
        let address = empty().await;
        let store = Postgres::create(&address, None).await.unwrap();
        Office { store, address }
    }

    pub async fn write(&self, changes: Vec<Change>) {
        self.store.append(Batch { entries: vec![], changes }, 1).await.unwrap();
    }

    /// Closed, and opened again.
    pub async fn reopened(mut self) -> Self {
        self.store.close().await;
        self.store = Postgres::open(&self.address, None).await.unwrap();
        self
    }

    /// Another server over the same database.
    pub async fn another(&self) -> Postgres {
        Postgres::open(&self.address, None).await.unwrap()
    }

    pub fn database(&self) -> Database {
        Database::Postgres(self.store.clone())
    }

    /// Every column there is, as `table.column`.
    pub async fn columns(&self) -> Vec<String> {
        let sql = "SELECT table_name || '.' || column_name FROM information_schema.columns \
                   WHERE table_schema = 'public'";
        sqlx::query_scalar(sql).fetch_all(&mut self.raw().await).await.unwrap()
    }

    /// A connection past everything the program holds.
    pub async fn raw(&self) -> PgConnection {
        PgConnection::connect(&self.address).await.unwrap()
    }
}

#[tokio::test]
async fn no_office_is_opened_where_there_is_none() {
    let address = empty().await;
    assert!(!Postgres::exists(&address).await.unwrap());
    let nothing = Postgres::open(&address, None).await;
    assert!(matches!(nothing, Err(OpenError::Missing(_))), "{nothing:?}");
}

/// Two servers of one office started at the same moment: one makes the schema, both go on.
#[tokio::test(flavor = "multi_thread")]
async fn servers_started_at_once_migrate_once_and_see_each_others_writes() {
    let address = empty().await;
    let (one, two) = tokio::join!(Postgres::create(&address, None), Postgres::create(&address, None));
    let (one, two) = (one.unwrap(), two.unwrap());
    let person = Change::Person(contract::rows::person(1, "沈知行", "shenzhixing", "szx"));
    one.append(Batch { entries: vec![], changes: vec![person] }, 1).await.unwrap();
    assert_eq!(two.person(&"P-1".into()).await.unwrap().unwrap().name, "沈知行");
}

fn entry(stream: &str, version: i64) -> Batch {
    let entry = NewEntry {
        stream: stream.to_owned(),
        version,
        kind: "tried".to_owned(),
        effective_on: date(2023, 9, 1),
        actor: "test".to_owned(),
        body: serde_json::json!({"version": version}),
    };
    Batch { entries: vec![entry], changes: Vec::new() }
}

/// Writes one entry after another, each until it is acknowledged or found to stand there; how many of either there are,
/// and how often nothing was said.
async fn write_on(store: Postgres, stream: String, acked: Arc<AtomicU64>, stop: Arc<AtomicBool>) -> [i64; 3] {
    let [mut acknowledged, mut found, mut faults] = [0, 0, 0];
    let mut unanswered = false;
    while !stop.load(Ordering::Relaxed) {
        let version = acknowledged + found + 1;
        match store.append(entry(&stream, version), version).await {
            Ok(_) => {
                acknowledged += 1;
                acked.fetch_add(1, Ordering::Relaxed);
                unanswered = false;
            }
            // The one before was committed, though nobody heard of it any more: it was not told as not written.
            Err(AppendError::Conflict(_)) => {
                assert!(unanswered, "{stream}: {version} is there and was told as not written");
                found += 1;
                unanswered = false;
            }
            Err(AppendError::Fault(fault)) => {
                faults += 1;
                unanswered |= fault.trouble == Trouble::Unanswered;
            }
        }
    }
    [acknowledged, found, faults]
}

/// `KILLS` sets another number of kills, as the long loops do.
#[tokio::test(flavor = "multi_thread")]
async fn killed_under_load_it_loses_nothing_doubles_nothing_and_we_go_on() {
    let kills: u64 = std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(20);
    let mut server = tokio::task::block_in_place(server::Server::start).unwrap();
    let mut maintenance = PgConnection::connect(&format!("{}/postgres", server.address())).await.unwrap();
    sqlx::raw_sql("CREATE DATABASE office").execute(&mut maintenance).await.unwrap();
    drop(maintenance);
    let store = Postgres::create(&format!("{}/office", server.address()), None).await.unwrap();
    let (acked, stop) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let writers: Vec<_> = (1..=3)
        .map(|n| {
            let (store, acked, stop) = (store.clone(), acked.clone(), stop.clone());
            tokio::spawn(write_on(store, format!("student/{n}"), acked, stop))
        })
        .collect();
    for kill in 1..=kills {
        while acked.load(Ordering::Relaxed) < kill * 20 {
            tokio::task::yield_now().await;
        }
        tokio::task::block_in_place(|| {
            server.kill();
            server.go_on().unwrap();
        });
    }
    stop.store(true, Ordering::Relaxed);
    let mut written = 0;
    let (mut said, mut unsaid) = (0, 0);
    for (n, writer) in (1..=3).zip(writers) {
        let [acknowledged, found, faults] = writer.await.unwrap();
        let entries = store.stream(&format!("student/{n}")).await.unwrap();
        // The last one may have been committed without being acknowledged.
        let there = i64::try_from(entries.len()).unwrap();
        let known = acknowledged + found;
        assert!(there == known || there == known + 1, "{there} of {known}");
        assert!(entries.iter().zip(1_i64..).all(|(entry, version)| entry.version == version));
        written += there;
        said += acknowledged;
        unsaid += faults;
    }
    assert!(unsaid > 0, "a server that is killed under load leaves somebody without an answer");
    let mut verifier = Verifier::default();
    let entries = store.entries(0, 1_000_000).await.unwrap();
    entries.iter().for_each(|entry| verifier.check(entry).unwrap());
    assert_eq!(i64::try_from(entries.len()).unwrap(), written);
    println!("killed {kills} times: {said} acknowledged, 0 lost, 0 doubled, {unsaid} without an answer");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_cancelled_writes_leave_no_transaction_open() {
    let office = Office::new().await;
    for n in 1..=1_000 {
        let write = office.store.append(entry(&format!("student/{n}"), 1), 1);
        // Polled a few times and dropped, at another point of it each time.
        let mut write = std::pin::pin!(write);
        for _ in 0..n % 12 {
            let polled =
                std::future::poll_fn(|context| std::task::Poll::Ready(write.as_mut().poll(context))).await;
            if polled.is_ready() {
                break;
            }
            tokio::task::yield_now().await;
        }
    }
    // Whoever writes next gets its turn: nobody holds the lock any more.
    office.store.append(entry("student/last", 1), 1).await.unwrap();
    let sql = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'";
    let open: i64 = sqlx::query_scalar(sql).fetch_one(&mut office.raw().await).await.unwrap();
    assert_eq!(open, 0);
    let mut verifier = Verifier::default();
    let entries = office.store.entries(0, 10_000).await.unwrap();
    entries.iter().for_each(|entry| verifier.check(entry).unwrap());
}
