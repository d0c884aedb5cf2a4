//! The files of an office, in their rows or on a shelf: proved, swept, and carried from one shelf to another.

use crate::Database;
use crate::shelf::{Shelf, ShelfError};
use crate::tables::{Table, Value};
use std::sync::Arc;

/// How long an object may be on a shelf without a row, in microseconds: a day. Nothing that is still being written is as
/// old.
pub const ORPHAN_AFTER: i64 = 24 * 3_600_000_000;

/// A table with papers under their digests.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PaperTable {
    /// Its name.
    pub(crate) name: &'static str,
    /// The column that says what a paper belongs to.
    pub(crate) of: &'static str,
    /// The condition under which a row is a file, and may stand on a shelf.
    pub(crate) is_file: &'static str,
    /// Whether a row says by its kind whether it is a file; otherwise all are.
    kind_tells: bool,
}

/// Every table with papers.
pub(crate) const PAPERS: [PaperTable; 2] = [
    PaperTable { name: "request_paper", of: "request", is_file: "kind = 'file'", kind_tells: true },
    PaperTable { name: "cooperation_paper", of: "record", is_file: "1 = 1", kind_tells: false },
];

/// What a file of a request is called among papers.
pub(crate) const FILE: &str = "file";

/// What was found of the papers of an office.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Papers {
    /// How many were read.
    pub examined: i64,
    /// Those that are not what their digests say, and those that are not there.
    pub findings: Vec<PaperFinding>,
}

/// A paper that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperFinding {
    /// The request or the record of cooperation it belongs to.
    pub object: String,
    /// What was found, in the words of the data.
    pub found: String,
}

/// What came of carrying files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Files that were carried.
    pub moved: u64,
    /// Files that were there already.
    pub there: u64,
}

impl Database {
    /// The same database with files on a shelf; without one, they stand in their rows.
    #[must_use]
    pub fn with_shelf(self, shelf: Option<Arc<dyn Shelf>>) -> Self {
        match self {
            Database::Sqlite(store) => Database::Sqlite(store.with_shelf(shelf)),
            Database::Postgres(store) => Database::Postgres(store.with_shelf(shelf)),
        }
    }

    /// The shelf that files are put on; nothing where they stand in their rows.
    #[must_use]
    pub fn shelf(&self) -> Option<&Arc<dyn Shelf>> {
        match self {
            Database::Sqlite(store) => store.shelf(),
            Database::Postgres(store) => store.shelf(),
        }
    }

    /// Whether the shelf can be reached; files in their rows are as near as the database.
    ///
    /// # Errors
    /// What the shelf says.
    pub async fn reach_shelf(&self) -> Result<(), ShelfError> {
        match self.shelf() {
            Some(shelf) => shelf.reach().await,
            None => Ok(()),
        }
    }

    /// Reads every paper of every request and record of cooperation, wherever it is, and says which are not what their digests say.
    ///
    /// # Errors
    /// What the database says; a shelf that cannot be asked is a finding.
    pub async fn papers_proved(&self) -> Result<Papers, sqlx::Error> {
        match self {
            Database::Sqlite(store) => store.papers_proved().await,
            Database::Postgres(store) => store.papers_proved().await,
        }
    }

    /// The objects on the shelf that no row knows and that were put there before a moment, in microseconds since 1970 UTC:
    /// what a server that died between putting a file and writing its row leaves.
    ///
    /// # Errors
    /// What the database or the shelf says.
    pub async fn left_on_shelf(&self, before: i64) -> Result<Vec<String>, sqlx::Error> {
        match self {
            Database::Sqlite(store) => store.left_on_shelf(before).await,
            Database::Postgres(store) => store.left_on_shelf(before).await,
        }
    }

    /// Takes away what [`Database::left_on_shelf`] finds; how many objects that were.
    ///
    /// # Errors
    /// What the database or the shelf says.
    pub async fn sweep_shelf(&self, before: i64) -> Result<usize, sqlx::Error> {
        let left = self.left_on_shelf(before).await?;
        if let Some(shelf) = self.shelf() {
            for name in &left {
                let removed = shelf.remove(name).await;
                removed.map_err(|error| sqlx::Error::Io(std::io::Error::other(error)))?;
            }
        }
        Ok(left.len())
    }

    /// Carries every file to another shelf, or into its row where there is none. What is there already is left, so that a
    /// move that was broken off goes on; the shelf they came from stays as it is.
    ///
    /// # Errors
    /// What the database or a shelf says, or a file that is not what its digest says.
    pub async fn move_files(&self, to: Option<&Arc<dyn Shelf>>) -> Result<Moved, sqlx::Error> {
        match self {
            Database::Sqlite(store) => store.move_files(to).await,
            Database::Postgres(store) => store.move_files(to).await,
        }
    }
}

/// The files among rows of a table: the digest of each, and what stands sealed in its row.
pub(crate) fn files_of<'a>(
    table: &Table,
    rows: &'a mut [Vec<Value>],
) -> impl Iterator<Item = (&'a str, &'a mut String)> {
    let papers = PAPERS.iter().find(|papers| papers.name == table.name);
    let kind_tells = papers.is_some_and(|papers| papers.kind_tells);
    let at = |column: &str| table.columns.iter().position(|(name, _)| *name == column);
    let places = papers.and(at("digest").zip(at("kind")).zip(at("sealed")));
    rows.iter_mut().filter_map(move |row| {
        let ((digest, kind), sealed) = places?;
        let (mut name, mut file, mut text) = (None, !kind_tells, None);
        for (n, value) in row.iter_mut().enumerate() {
            let Value::Text(Some(value)) = value else { continue };
            match n {
                n if n == digest => name = Some(value.as_str()),
                n if n == kind && kind_tells => file = value == FILE,
                n if n == sealed => text = Some(value),
                _ => {}
            }
        }
        name.zip(text).filter(|_| file)
    })
}
