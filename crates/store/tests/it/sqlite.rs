//! Offices in SQLite.

#[path = "contract/mod.rs"]
mod contract;

use guantong_service::ports::{Batch, Change, Storage};
use guantong_store::{Database, OpenError, Sqlite};
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

type Store = Sqlite;

const KIND: &str = "sqlite";

/// A database that goes with its folder when dropped.
pub struct Office {
    pub store: Sqlite,
    folder: PathBuf,
}

impl Office {
    pub async fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("guantong-store-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let store = Sqlite::create(&folder.join("office.sqlite")).await.unwrap();
        Office { store, folder }
    }

    pub async fn write(&self, changes: Vec<Change>) {
        self.store.append(Batch { entries: vec![], changes }, 1).await.unwrap();
    }

    /// Closed, and opened again.
    pub async fn reopened(mut self) -> Self {
        self.store.close().await;
        self.store = Sqlite::open(&self.folder.join("office.sqlite")).await.unwrap();
        self
    }

    /// Another server over the same database.
    pub async fn another(&self) -> Sqlite {
        Sqlite::open(&self.folder.join("office.sqlite")).await.unwrap()
    }

    pub fn database(&self) -> Database {
        Database::Sqlite(self.store.clone())
    }

    /// Every column there is, as `table.column`.
    pub async fn columns(&self) -> Vec<String> {
        let sql = "SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_xinfo(m.name) c \
                   WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'";
        sqlx::query_scalar(sql).fetch_all(&mut self.raw().await).await.unwrap()
    }

    /// A connection past everything the program holds.
    pub async fn raw(&self) -> SqliteConnection {
        let options = SqliteConnectOptions::new().filename(self.folder.join("office.sqlite"));
        options.connect().await.unwrap()
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[tokio::test]
async fn no_office_is_opened_where_there_is_none() {
    let office = Office::new().await;
    let nothing = Sqlite::open(&office.folder.join("nothing.sqlite")).await;
    assert!(matches!(nothing, Err(OpenError::Missing(_))), "{nothing:?}");
}
