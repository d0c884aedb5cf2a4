//! An office's database of either kind, opened by where it is.

use crate::tables::{StateDigest, TABLES, Table, Value, named};
use crate::{OpenError, Postgres, Sqlite, postgres, sqlite};
use guantong_service::ports::Storage;
use std::cmp::Ordering;
use std::collections::VecDeque;
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

/// How a database is that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// The version its schema has.
    pub schema: i64,
    /// The version this program knows.
    pub known: i64,
    /// Entries of the journal that the replica has not yet.
    pub behind: i64,
}

/// Rows that should not be as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OddRows {
    /// People who have one identity number between them.
    pub shared_identities: Vec<String>,
    /// The last numbers of series of certificates that have a gap.
    pub certificate_gaps: Vec<String>,
    /// Files by their digests that no entry, draft or workbook names.
    pub orphan_files: Vec<String>,
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

    /// Returns when a disk did not say that it has what was written: nothing is written any more, and whoever runs the
    /// program should stop it. A server of PostgreSQL looks after its own disk.
    pub async fn broken(&self) {
        match self {
            Database::Sqlite(store) => store.broken().await,
            Database::Postgres(_) => std::future::pending().await,
        }
    }

    /// Closes all connections.
    pub async fn close(&self) {
        match self {
            Database::Sqlite(store) => store.close().await,
            Database::Postgres(store) => store.close().await,
        }
    }

    /// Writes a row and reads how the database is.
    ///
    /// # Errors
    /// What the database says, as where nothing can be written.
    pub async fn health(&self, at: i64) -> Result<Health, sqlx::Error> {
        match self {
            Database::Sqlite(store) => store.health(at).await,
            Database::Postgres(store) => store.health(at).await,
        }
    }

    /// Rows that should not be as they are, though each by itself may. Numbers of certificates are looked at in the
    /// series that begin with `ours`: those that others gave out may begin anywhere.
    ///
    /// # Errors
    /// What the database says.
    pub async fn odd_rows(&self, ours: &str) -> Result<OddRows, sqlx::Error> {
        match self {
            Database::Sqlite(store) => store.odd_rows(ours).await,
            Database::Postgres(store) => store.odd_rows(ours).await,
        }
    }

    /// How many sessions are open that were seen since a moment, in microseconds since 1970 UTC.
    ///
    /// # Errors
    /// What the database says.
    pub async fn open_sessions(&self, since: i64) -> Result<i64, sqlx::Error> {
        match self {
            Database::Sqlite(store) => store.open_sessions(since).await,
            Database::Postgres(store) => store.open_sessions(since).await,
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
        let filling = match to {
            Database::Sqlite(store) => store.filling().await?.map(Filling::Sqlite),
            Database::Postgres(store) => store.filling().await?.map(Filling::Postgres),
        };
        let filling = filling.ok_or(MoveError::NotEmpty)?;
        filling.fill(&mut from, TABLES.iter()).await?;
        let (before, after) = (from.digest().await?, to.digest().await?);
        if before != after {
            return Err(MoveError::Differs { from: before.to_string(), to: after.to_string() });
        }
        Ok(after)
    }

    /// Where some tables of two databases differ, each row by its key and no more than `most` of them.
    ///
    /// # Errors
    /// What a database says.
    pub async fn differences(
        &self,
        other: &Database,
        tables: &[&str],
        most: usize,
    ) -> Result<Vec<Difference>, sqlx::Error> {
        let (mut ours, mut theirs) = (self.snapshot().await?, other.snapshot().await?);
        let mut found = Vec::new();
        for table in named(tables) {
            let (mut here, mut there) = (Rows::of(table), Rows::of(table));
            let (mut one, mut two) = (here.next(&mut ours).await?, there.next(&mut theirs).await?);
            while found.len() < most && (one.is_some() || two.is_some()) {
                let order = match (&one, &two) {
                    (Some(one), Some(two)) => one.iter().take(table.keys).cmp(two.iter().take(table.keys)),
                    (Some(_), None) => Ordering::Less,
                    _ => Ordering::Greater,
                };
                if one != two {
                    let row = if order == Ordering::Greater { &two } else { &one };
                    found.extend(row.as_ref().map(|row| Difference::of(table, row, order)));
                }
                if order != Ordering::Greater {
                    one = here.next(&mut ours).await?;
                }
                if order != Ordering::Less {
                    two = there.next(&mut theirs).await?;
                }
            }
        }
        Ok(found)
    }

    /// Puts the rows that another database has in place of one's own, in some tables, all of it or nothing.
    ///
    /// # Errors
    /// What a database says.
    pub async fn replace_from(&self, other: &Database, tables: &[&str]) -> Result<(), sqlx::Error> {
        let tables = named(tables);
        let mut from = other.snapshot().await?;
        let filling = match self {
            Database::Sqlite(store) => Filling::Sqlite(store.filling_over(&tables).await?),
            Database::Postgres(store) => Filling::Postgres(store.filling_over(&tables).await?),
        };
        filling.fill(&mut from, tables.into_iter()).await
    }

    async fn snapshot(&self) -> Result<Snapshot, sqlx::Error> {
        Ok(match self {
            Database::Sqlite(store) => Snapshot::Sqlite(store.snapshot().await?),
            Database::Postgres(store) => Snapshot::Postgres(store.snapshot().await?),
        })
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

/// A row that two databases do not have alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The table.
    pub table: &'static str,
    /// The row's key.
    pub key: String,
    /// Which database has it: `Less` the first alone, `Greater` the second alone, `Equal` both, with other values.
    pub has: Ordering,
}

impl Difference {
    fn of(table: &Table, row: &[Value], has: Ordering) -> Self {
        let word = |value: &Value| match value {
            Value::Text(text) => text.clone().unwrap_or_default(),
            Value::Long(number) => number.unwrap_or_default().to_string(),
            Value::Year(number) => number.unwrap_or_default().to_string(),
            Value::Flag(flag) => flag.unwrap_or_default().to_string(),
            Value::Bytes(_) => String::new(),
        };
        let key: Vec<String> = row.iter().take(table.keys).map(word).collect();
        Difference { table: table.name, key: key.join(" "), has }
    }
}

/// The rows of a table one after another.
struct Rows {
    table: &'static Table,
    read: VecDeque<Vec<Value>>,
    last: Option<Vec<Value>>,
}

impl Rows {
    fn of(table: &'static Table) -> Self {
        Rows { table, read: VecDeque::new(), last: None }
    }

    async fn next(&mut self, from: &mut Snapshot) -> Result<Option<Vec<Value>>, sqlx::Error> {
        if self.read.is_empty() {
            self.read = from.rows(self.table, self.last.as_deref()).await?.into();
            self.last = self.read.back().cloned().or(self.last.take());
        }
        Ok(self.read.pop_front())
    }
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
    /// Takes over all rows of some tables, and commits.
    async fn fill(
        mut self,
        from: &mut Snapshot,
        tables: impl Iterator<Item = &'static Table>,
    ) -> Result<(), sqlx::Error> {
        for table in tables {
            // A grant that stands in for another is put after all that it may stand in for.
            let mut later = Vec::new();
            let mut last: Option<Vec<Value>> = None;
            loop {
                let rows = from.rows(table, last.as_deref()).await?;
                let Some(end) = rows.last() else { break };
                last = Some(end.clone());
                let (then, now) = rows.into_iter().partition(|row| stands_in(table, row));
                later.extend::<Vec<_>>(then);
                self.put(table, now).await?;
            }
            for row in later {
                self.put(table, vec![row]).await?;
            }
        }
        self.done().await
    }

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
