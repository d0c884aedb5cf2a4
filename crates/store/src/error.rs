//! Why a database could not be opened.

use crate::sqlite::OLDEST_SQLITE;

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The linked SQLite is too old to be trusted with a record.
    #[error("SQLite {found} is older than {}.{}.{}, which mends a corruption of WAL files", OLDEST_SQLITE.0, OLDEST_SQLITE.1, OLDEST_SQLITE.2)]
    TooOld {
        /// The version found.
        found: String,
    },
    /// There is no office, and none was to be made.
    #[error("no office at {0}")]
    Missing(String),
    /// The database does not keep text in UTF-8.
    #[error("the database keeps text as {0}, not as UTF8")]
    Encoding(String),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error(transparent)]
    Migration(#[from] sqlx::migrate::MigrateError),
}
