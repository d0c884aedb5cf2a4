//! An office's database of either kind, opened by where it is.

use crate::tables::{StateDigest, TABLES, Table, Value};
use crate::{OpenError, Postgres, Sqlite, postgres, sqlite};
use guantong_service::ports::Storage;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

/// Where an office's database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A file of SQLite.
    File(PathBuf),
    /// A database of PostgreSQL.
    Server {
        /// Its address, `postgres://…`.
        address: String,
        /// The address of a replica to read lists from.
        replica: Option<String>,
    },
}

impl fmt::Display for Place {
    /// The file, or the server and the database on it; never a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::File(path) => write!(f, "{}", path.display()),
            Place::Server { address, .. } => f.write_str(&Postgres::place(address)),
        }
    }
}

/// An open database.
#[derive(Clone, Debug)]
pub enum Database {
    /// SQLite.
    Sqlite(Sqlite),
    /// PostgreSQL.
    Postgres(Postgres),
}

/// Why a database was not moved.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// The one to move to holds something already.
    #[error("the database to move to is not empty")]
    NotEmpty,
    /// What arrived is not what was sent.
    #[error("the digest was {from} and is {to}")]
    Differs {
        /// Before.
        from: String,
        /// After.
        to: String,
    },
    /// A database refused.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl Database {
    /// Whether there is an office at a place.
    ///
    /// # Errors
    /// [`OpenError`] where a server cannot be reached.
    pub async fn exists(place: &Place) -> Result<bool, OpenError> {
        match place {
            Place::File(path) => Ok(path.exists()),
            Place::Server { address, .. } => Postgres::exists(address).await,
        }
    }

    /// Opens an office's database and brings its schema up to date; makes one where there is none.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn create(place: &Place) -> Result<Self, OpenError> {
        Ok(match place {
            Place::File(path) => Database::Sqlite(Sqlite::create(path).await?),
            Place::Server { address, replica } => {
                Database::Postgres(Postgres::create(address, replica.as_deref()).await?)
            }
        })
    }

    /// Opens an office's database and brings its schema up to date.
    ///
    /// # Errors
    /// [`OpenError`]; `Missing` where there is none.
    pub async fn open(place: &Place) -> Result<Self, OpenError> {
        Ok(match place {
            Place::File(path) => Database::Sqlite(Sqlite::open(path).await?),
            Place::Server { address, replica } => {
                Database::Postgres(Postgres::open(address, replica.as_deref()).await?)
            }
        })
    }

    /// Throws away the office at a place and all that is in it.
    ///
    /// # Errors
    /// [`OpenError`]; a file that is not there is no error.
    pub async fn erase(place: &Place) -> Result<(), OpenError> {
        match place {
            Place::File(path) => Sqlite::erase(path),
            Place::Server { address, .. } => Postgres::erase(address).await,
        }
    }

    /// The ports over it.
    #[must_use]
    pub fn storage(&self) -> Arc<dyn Storage> {
        match self {
            Database::Sqlite(store) => Arc::new(store.clone()),
            Database::Postgres(store) => Arc::new(store.clone()),
        }
    }

    /// Closes all connections.
    pub async fn close(&self) {
        match self {
            Database::Sqlite(store) => store.close().await,
            Database::Postgres(store) => store.close().await,
        }
    }

    /// The digest of all it holds at one moment.
    ///
    /// # Errors
    /// What the database says.
    pub async fn digest(&self) -> Result<StateDigest, sqlx::Error> {
        self.snapshot().await?.digest().await
    }

    /// Copies all it holds at one moment into an empty database, and proves that it arrived; returns the digest.
    ///
    /// # Errors
    /// [`MoveError`]; nothing was written where something was there, or where a database refused.
    pub async fn copy_to(&self, to: &Database) -> Result<StateDigest, MoveError> {
        let mut from = self.snapshot().await?;
        let mut filling = to.filling().await?;
        for table in TABLES {
            // A grant that stands in for another is put after all that it may stand in for.
            let mut later = Vec::new();
            let mut last: Option<Vec<Value>> = None;
            loop {
                let rows = from.rows(table, last.as_deref()).await?;
                let Some(end) = rows.last() else { break };
                last = Some(end.clone());
                let (now, then) = rows.into_iter().partition(|row| !stands_in(table, row));
                later.extend::<Vec<_>>(then);
                filling.put(table, now).await?;
            }
            for row in later {
                filling.put(table, vec![row]).await?;
            }
        }
        filling.done().await?;
        let (before, after) = (from.digest().await?, to.digest().await?);
        if before != after {
            return Err(MoveError::Differs { from: before.to_string(), to: after.to_string() });
        }
        Ok(after)
    }

    async fn snapshot(&self) -> Result<Snapshot, sqlx::Error> {
        Ok(match self {
            Database::Sqlite(store) => Snapshot::Sqlite(store.snapshot().await?),
            Database::Postgres(store) => Snapshot::Postgres(store.snapshot().await?),
        })
    }

    async fn filling(&self) -> Result<Filling, MoveError> {
        let filling = match self {
            Database::Sqlite(store) => store.filling().await?.map(Filling::Sqlite),
            Database::Postgres(store) => store.filling().await?.map(Filling::Postgres),
        };
        filling.ok_or(MoveError::NotEmpty)
    }
}

fn stands_in(table: &Table, row: &[Value]) -> bool {
    table.name == "role_grant"
        && table
            .columns
            .iter()
            .zip(row)
            .any(|((name, _), value)| *name == "stands_in" && *value != Value::Text(None))
}

enum Snapshot {
    Sqlite(sqlite::Snapshot),
    Postgres(postgres::Snapshot),
}

impl Snapshot {
    async fn rows(&mut self, table: &Table, after: Option<&[Value]>) -> Result<Vec<Vec<Value>>, sqlx::Error> {
        match self {
            Snapshot::Sqlite(snapshot) => snapshot.rows(table, after).await,
            Snapshot::Postgres(snapshot) => snapshot.rows(table, after).await,
        }
    }

    async fn digest(&mut self) -> Result<StateDigest, sqlx::Error> {
        let mut tables = Vec::with_capacity(TABLES.len());
        for table in TABLES {
            tables.push(match self {
                Snapshot::Sqlite(snapshot) => snapshot.digest(table).await?,
                Snapshot::Postgres(snapshot) => snapshot.digest(table).await?,
            });
        }
        Ok(StateDigest::of(tables))
    }
}

enum Filling {
    Sqlite(sqlite::Filling),
    Postgres(postgres::Filling),
}

impl Filling {
    async fn put(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<(), sqlx::Error> {
        match self {
            Filling::Sqlite(filling) => filling.put(table, rows).await,
            Filling::Postgres(filling) => filling.put(table, rows).await,
        }
    }

    async fn done(self) -> Result<(), sqlx::Error> {
        match self {
            Filling::Sqlite(filling) => filling.done().await,
            Filling::Postgres(filling) => filling.done().await,
        }
    }
}
