//! Offices in PostgreSQL, each in a database of its own on the server that `cargo xtask test` starts.

#[path = "contract/mod.rs"]
mod contract;

use guantong_service::ports::{Batch, Change, Storage};
use guantong_store::{Database, OpenError, Postgres};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};
use std::sync::atomic::{AtomicU32, Ordering};

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
