//! PostgreSQL: one database for several servers. One writer at a time across all of them, by a lock of the transaction,
//! so that the journal's numbers have no gaps and its chain one end.

#[path = "sql/mod.rs"]
mod sql;

pub(crate) use sql::{Filling, Snapshot};

use crate::error::OpenError;
use crate::shelf::Shelf;
use crate::tables::TABLES;
use crate::turns::Turns;
use guantong_service::access::Scope;
use guantong_service::error::Trouble;
use guantong_service::once::Sending;
use sqlx::AssertSqlSafe;
use sqlx::Connection;
use sqlx::error::DatabaseError;
use sqlx::postgres::{PgArguments, PgConnectOptions, PgConnection, PgPoolOptions, PgRow};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

type Db = sqlx::Postgres;
type DbRow = PgRow;
type Pool = sqlx::PgPool;
type Arguments = PgArguments;
type Store = Postgres;

/// The lock that whoever writes holds until the transaction ends. A number of our own: locks are of one database.
const WRITER: i64 = 0x6775_616e_746f_6e67;

/// How long a connection is waited for before it is said that the database cannot be reached.
const PATIENCE: Duration = Duration::from_secs(10);

/// An office's database in PostgreSQL.
#[derive(Clone, Debug)]
pub struct Postgres {
    reader: Pool,
    /// Where lists are read: a replica, where there is one.
    lists: Pool,
    writer: Pool,
    /// What may be found, and in whose name is written; everything, and the machine's, where there is none.
    scope: Option<Arc<Scope>>,
    /// Under which key is written, where something was sent under one.
    sending: Option<Arc<Sending>>,
    /// Where files of requests are put; in their rows, where there is none.
    shelf: Option<Arc<dyn Shelf>>,
    /// The server itself lets one write after another, and stops when its disk fails.
    turns: Turns,
}

impl Postgres {
    /// Brings the schema of a database up to date, making it where there is none; lists are read from a replica, where
    /// one is named. Several may do so at once: one brings up to date, the others wait.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn create(address: &str, replica: Option<&str>) -> Result<Self, OpenError> {
        Self::connect(address, replica, true).await
    }

    /// The same, where there is an office already.
    ///
    /// # Errors
    /// [`OpenError`]; `Missing` where there is none.
    pub async fn open(address: &str, replica: Option<&str>) -> Result<Self, OpenError> {
        Self::connect(address, replica, false).await
    }

    /// Whether there is an office in a database.
    ///
    /// # Errors
    /// [`OpenError`] where it cannot be reached.
    pub async fn exists(address: &str) -> Result<bool, OpenError> {
        let pool = pool(options(address)?, 1).await?;
        let there = office_in(&pool).await;
        pool.close().await;
        there
    }

    /// Drops every table of an office.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn erase(address: &str) -> Result<(), OpenError> {
        let pool = pool(options(address)?, 1).await?;
        let mut tx = begin(&pool).await?;
        let names = TABLES.iter().map(|table| table.name).chain(["probe", "_sqlx_migrations"]);
        let sql = format!("DROP TABLE IF EXISTS {} CASCADE", names.collect::<Vec<_>>().join(", "));
        sqlx::query(AssertSqlSafe(sql)).execute(&mut *tx).await?;
        sqlx::query("DROP FUNCTION IF EXISTS grant_as_lent()").execute(&mut *tx).await?;
        tx.commit().await?;
        pool.close().await;
        Ok(())
    }

    /// Where a database is, without the password.
    #[must_use]
    pub fn place(address: &str) -> String {
        options(address).map_or_else(|_| "postgres://…".to_owned(), |options| place(&options))
    }

    async fn connect(address: &str, replica: Option<&str>, create: bool) -> Result<Self, OpenError> {
        let options = options(address)?;
        let writer = pool(options.clone(), 2).await?;
        let encoding: String = sqlx::query_scalar("SHOW server_encoding").fetch_one(&writer).await?;
        if encoding != "UTF8" {
            return Err(OpenError::Encoding(encoding));
        }
        if !create && !office_in(&writer).await? {
            return Err(OpenError::Missing(place(&options)));
        }
        sqlx::migrate!("./migrations/postgres").run(&writer).await?;
        let reader = pool(options, 8).await?;
        let lists = match replica {
            Some(replica) => pool(self::options(replica)?, 8).await?,
            None => reader.clone(),
        };
        let turns = Turns::new(Semaphore::MAX_PERMITS);
        Ok(Postgres { reader, lists, writer, scope: None, sending: None, shelf: None, turns })
    }

    /// Closes all connections.
    pub async fn close(&self) {
        self.reader.close().await;
        self.lists.close().await;
        self.writer.close().await;
    }
}

/// What every connection asks for: a commit is on disk when it is said to be, and nobody waits for ever.
fn options(address: &str) -> Result<PgConnectOptions, OpenError> {
    let options: PgConnectOptions = address.parse()?;
    Ok(options.application_name("guantong").options([
        ("synchronous_commit", "on"),
        ("lock_timeout", "30s"),
        ("idle_in_transaction_session_timeout", "60s"),
    ]))
}

async fn pool(options: PgConnectOptions, most: u32) -> Result<Pool, OpenError> {
    // Tried once by itself: a pool would try for long and then say only that it waited.
    PgConnection::connect_with(&options).await?.close().await?;
    Ok(PgPoolOptions::new().max_connections(most).acquire_timeout(PATIENCE).connect_with(options).await?)
}

async fn office_in(pool: &Pool) -> Result<bool, OpenError> {
    Ok(sqlx::query_scalar("SELECT to_regclass('event') IS NOT NULL").fetch_one(pool).await?)
}

/// Where a database is, without the password.
fn place(options: &PgConnectOptions) -> String {
    let database = options.get_database().unwrap_or_default();
    format!("postgres://{}:{}/{database}", options.get_host(), options.get_port())
}

/// Begins a transaction that writes: there is one at a time, whichever server it is of.
async fn begin(pool: &Pool) -> Result<sqlx::Transaction<'static, Db>, sqlx::Error> {
    let mut tx = pool.begin().await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(WRITER).execute(&mut *tx).await?;
    Ok(tx)
}

/// Begins a transaction that reads what is there now, whatever is written meanwhile.
async fn begin_snapshot(pool: &Pool) -> Result<sqlx::Transaction<'static, Db>, sqlx::Error> {
    pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await
}

/// The newest version of the schema that this program knows.
pub(crate) fn known_schema() -> i64 {
    sqlx::migrate!("./migrations/postgres").iter().map(|one| one.version).max().unwrap_or(0)
}

/// What is known of an error, by its number in the standard.
fn trouble(error: &sqlx::Error) -> Trouble {
    match error.as_database_error().and_then(DatabaseError::code).as_deref() {
        Some("53100") => Trouble::Full,
        _ => Trouble::Unknown,
    }
}

/// Which key was taken, as `table.key`.
fn taken(error: &dyn DatabaseError) -> String {
    let table = error.table().unwrap_or_default();
    let constraint = error.constraint().unwrap_or_default();
    let key = constraint.strip_prefix(table).map_or(constraint, |key| key.trim_start_matches('_'));
    format!("{table}.{key}")
}
