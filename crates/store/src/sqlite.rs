//! SQLite: the embedded default. WAL, synchronous FULL, one writer, BEGIN IMMEDIATE.

#[path = "sql/mod.rs"]
mod sql;

pub(crate) use sql::{Filling, Snapshot};

use crate::error::OpenError;
use crate::shelf::Shelf;
use crate::turns::Turns;
use guantong_service::access::Scope;
use guantong_service::error::Trouble;
use guantong_service::once::Sending;
use sqlx::Connection;
use sqlx::error::DatabaseError;
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

type Db = sqlx::Sqlite;
type DbRow = SqliteRow;
type Pool = sqlx::SqlitePool;
type Arguments = SqliteArguments;
type Store = Sqlite;

/// The oldest SQLite that may hold a record: before it, a WAL reset could corrupt the file (fixed in 3.51.3).
pub(crate) const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// The page cache of the one that writes, in KiB where negative, as SQLite has it.
const WRITER_CACHE: &str = "-49152";

/// An office's database in one SQLite file.
#[derive(Clone, Debug)]
pub struct Sqlite {
    reader: Pool,
    /// Where lists are read.
    lists: Pool,
    writer: Pool,
    /// What may be found, and in whose name is written; everything, and the machine's, where there is none.
    scope: Option<Arc<Scope>>,
    /// Under which key is written, where something was sent under one.
    sending: Option<Arc<Sending>>,
    /// Where files of requests are put; in their rows, where there is none.
    shelf: Option<Arc<dyn Shelf>>,
    turns: Turns,
}

impl Sqlite {
    /// Makes a database at a path, or opens the one that is there, and brings its schema up to date.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn create(path: &Path) -> Result<Self, OpenError> {
        Self::connect(path, true).await
    }

    /// Opens the database at a path and brings its schema up to date.
    ///
    /// # Errors
    /// [`OpenError`]; `Missing` where there is none.
    pub async fn open(path: &Path) -> Result<Self, OpenError> {
        if !path.exists() {
            return Err(OpenError::Missing(path.display().to_string()));
        }
        Self::connect(path, false).await
    }

    /// Removes the file of a database, and what SQLite keeps beside it.
    ///
    /// # Errors
    /// [`OpenError`]; a file that is not there is no error.
    pub fn erase(path: &Path) -> Result<(), OpenError> {
        for ending in ["", "-wal", "-shm"] {
            let mut file = path.as_os_str().to_owned();
            file.push(ending);
            match std::fs::remove_file(&file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(OpenError::Database(error.into()));
                }
                _ => {}
            }
        }
        Ok(())
    }

    async fn connect(path: &Path, create: bool) -> Result<Self, OpenError> {
        if create && !path.exists() {
            private(path).map_err(|error| OpenError::Database(error.into()))?;
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(create)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(30));
        // A batch touches a leaf of every index for each student: with the usual 2 MiB it would read them again and again.
        let writing = options.clone().pragma("cache_size", WRITER_CACHE);
        let writer = pool(1).connect_with(writing).await?;
        match Self::over(&writer, options.read_only(true)).await {
            Ok(store) => Ok(store),
            Err(error) => {
                // Who opens it again finds nobody still closing it.
                writer.close().await;
                Err(error)
            }
        }
    }

    /// The store over a connection that writes, once its schema is up to date.
    async fn over(writer: &Pool, reading: SqliteConnectOptions) -> Result<Self, OpenError> {
        let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(writer).await?;
        if !recent_enough(&version) {
            return Err(OpenError::TooOld { found: version });
        }
        sqlx::migrate!("./migrations/sqlite").run(writer).await?;
        let reader = pool(4).connect_with(reading).await?;
        let turns = Turns::new(1);
        let writer = writer.clone();
        Ok(Sqlite { lists: reader.clone(), reader, writer, scope: None, sending: None, shelf: None, turns })
    }

    /// Returns when the disk did not say that it has what was written, and nothing is written any more.
    pub async fn broken(&self) {
        self.turns.ended().await;
    }

    /// Closes both pools, so that the write-ahead log is folded into the file.
    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

/// Connections that are used again, so many at most. When the disk fails, SQLite gives a transaction up by itself; the
/// connection would go on counting it as open and begin no other: it is thrown away.
fn pool(most: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new().max_connections(most).after_release(|connection, _| {
        Box::pin(async move {
            // What was to be rolled back is, once this is answered.
            connection.ping().await?;
            Ok(!connection.is_in_transaction())
        })
    })
}

/// Begins a transaction that writes: there is one at a time.
async fn begin(pool: &Pool) -> Result<sqlx::Transaction<'static, Db>, sqlx::Error> {
    pool.begin_with("BEGIN IMMEDIATE").await
}

/// Begins a transaction that reads what is there now, whatever is written meanwhile.
async fn begin_snapshot(pool: &Pool) -> Result<sqlx::Transaction<'static, Db>, sqlx::Error> {
    pool.begin_with("BEGIN DEFERRED").await
}

/// The newest version of the schema that this program knows.
pub(crate) fn known_schema() -> i64 {
    sqlx::migrate!("./migrations/sqlite").iter().map(|one| one.version).max().unwrap_or(0)
}

/// What is known of an error, by the numbers that SQLite gives its errors.
fn trouble(error: &sqlx::Error) -> Trouble {
    let code = error.as_database_error().and_then(DatabaseError::code);
    match code.as_deref() {
        // SQLITE_FULL; SQLITE_IOERR_SHMSIZE, where the memory beside the log cannot grow.
        Some("13" | "4874") => Trouble::Full,
        // SQLITE_IOERR_FSYNC and SQLITE_IOERR_DIR_FSYNC.
        Some("1034" | "1290") => Trouble::Unsure,
        _ => Trouble::Unknown,
    }
}

/// Which key was taken, as `table.key`.
fn taken(error: &dyn DatabaseError) -> String {
    error.message().to_owned()
}

/// An empty file that only its owner may read, for SQLite to fill: what lies beside it later is as private.
fn private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

pub(crate) fn recent_enough(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    (next(), next(), next()) >= OLDEST_SQLITE
}

#[cfg(test)]
mod tests {
    use super::recent_enough;

    #[test]
    fn an_old_sqlite_is_refused() {
        for (version, good) in [
            ("3.51.3", true),
            ("3.51.2", false),
            ("3.52.0", true),
            ("4.0.0", true),
            ("3.9.99", false),
            ("", false),
        ] {
            assert_eq!(recent_enough(version), good, "{version}");
        }
    }
}
