//! A look at a database before it is opened: opening brings its schema up to date, and somebody may only want to know.

use crate::sqlite::recent_enough;
use crate::{Database, OpenError, Place, postgres, sqlite};
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Row};
use std::sync::atomic::{AtomicU64, Ordering};

/// How often a database failed in what it was asked, in this process.
static ERRORS: AtomicU64 = AtomicU64::new(0);

/// Counts that a database failed.
pub(crate) fn failed() {
    ERRORS.fetch_add(1, Ordering::Relaxed);
}

/// How often a database failed in what it was asked, since the program began.
#[must_use]
pub fn database_errors() -> u64 {
    ERRORS.load(Ordering::Relaxed)
}

/// Which version a schema has, and which this program knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versions {
    /// The version the schema has; 0 where nothing was made yet.
    pub schema: i64,
    /// The version this program knows.
    pub known: i64,
}

const SQL: &str = "SELECT COALESCE(MAX(version), 0) AS version FROM _sqlx_migrations WHERE success";

impl Database {
    /// The versions of an office's schema, which is left as it is; nothing where there is no office.
    ///
    /// # Errors
    /// [`OpenError`] where the database cannot be reached or read.
    pub async fn peek(place: &Place) -> Result<Option<Versions>, OpenError> {
        if !Self::exists(place).await? {
            return Ok(None);
        }
        let (schema, known) = match place {
            Place::File(path) => {
                let options = SqliteConnectOptions::new().filename(path).read_only(true);
                let mut one = options.connect().await?;
                let schema = sqlx::query(SQL).fetch_one(&mut one).await?.try_get("version")?;
                one.close().await?;
                (schema, sqlite::known_schema())
            }
            Place::Server { address, .. } => {
                let mut one = address.parse::<PgConnectOptions>()?.connect().await?;
                let schema = sqlx::query(SQL).fetch_one(&mut one).await?.try_get("version")?;
                one.close().await?;
                (schema, postgres::known_schema())
            }
        };
        Ok(Some(Versions { schema, known }))
    }
}

/// The version of the SQLite that is built in.
///
/// # Errors
/// What SQLite says.
pub async fn sqlite_version() -> Result<String, sqlx::Error> {
    let mut one = SqliteConnectOptions::new().in_memory(true).connect().await?;
    let version = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&mut one).await?;
    one.close().await?;
    Ok(version)
}

/// Whether a version of SQLite may hold a record.
///
/// # Errors
/// [`OpenError::TooOld`].
pub fn sqlite_may_hold(version: &str) -> Result<(), OpenError> {
    if recent_enough(version) { Ok(()) } else { Err(OpenError::TooOld { found: version.to_owned() }) }
}
