//! Files of requests on a shelf: put there before the row is written, read back where a row is read. A row whose file is
//! on a shelf has an empty `sealed`, which no sealed text is.

use super::{Pool, Store};
use crate::files::{Moved, PaperFinding, Papers, files_of};
use crate::shelf::{ReadError, Shelf, read};
use crate::tables::{Table, Value};
use guantong_service::error::Fault;
use guantong_service::journal::digest;
use guantong_service::ports::{Batch, Change};
use guantong_service::request::PaperRow;
use sqlx::Row;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a file of a request is called among papers.
const FILE: &str = "file";

/// Papers read at once: each may be some mebibytes.
pub(super) const PAPERS: usize = 20;

impl Store {
    /// The same database with files on a shelf; without one, they stand in their rows.
    #[must_use]
    pub fn with_shelf(self, shelf: Option<Arc<dyn Shelf>>) -> Self {
        Store { shelf, ..self }
    }

    /// The shelf, where there is one.
    pub(crate) fn shelf(&self) -> Option<&Arc<dyn Shelf>> {
        self.shelf.as_ref()
    }

    /// Puts the files of a batch on the shelf. What is not written then leaves an object without a row, which is no harm.
    pub(super) async fn shelve(&self, batch: &mut Batch) -> Result<(), Fault> {
        let Some(shelf) = &self.shelf else { return Ok(()) };
        for change in &mut batch.changes {
            if let Change::Paper(paper) = change
                && paper.kind.as_str() == FILE
            {
                shelf.put(&paper.digest, paper.sealed.as_bytes()).await?;
                paper.sealed.clear();
            }
        }
        Ok(())
    }

    /// A paper with its file, wherever that is.
    pub(super) async fn whole(&self, mut paper: PaperRow) -> Result<PaperRow, Fault> {
        if paper.sealed.is_empty() {
            paper.sealed = read(self.shelf.as_ref(), &paper.digest).await?;
        }
        Ok(paper)
    }

    /// Reads every paper, and says which are not what their digests say. Where the shelf cannot be asked, that is said
    /// once.
    pub(crate) async fn papers_proved(&self) -> Result<Papers, sqlx::Error> {
        let (mut papers, mut after) = (Papers::default(), (String::new(), String::new()));
        loop {
            let rows = stored(&self.reader, &after).await?;
            let Some((request, name, _)) = rows.last() else { return Ok(papers) };
            after = (request.clone(), name.clone());
            for (request, name, sealed) in rows {
                papers.examined += 1;
                let found = if sealed.is_empty() {
                    read(self.shelf.as_ref(), &name).await.err()
                } else {
                    let altered = digest(sealed.as_bytes()).to_string() != name;
                    altered.then(|| ReadError::Altered(name.clone(), "its row".to_owned()))
                };
                let Some(found) = found else { continue };
                let unasked = matches!(found, ReadError::Shelf(_));
                papers.findings.push(PaperFinding { request, found: found.to_string() });
                if unasked {
                    return Ok(papers);
                }
            }
        }
    }

    /// The objects on the shelf that were put there before a moment and that no row knows.
    pub(crate) async fn left_on_shelf(&self, before: i64) -> Result<Vec<String>, sqlx::Error> {
        let Some(shelf) = &self.shelf else { return Ok(Vec::new()) };
        // The shelf first: what is put there and written meanwhile is known to its row.
        let there = shelf.list().await.map_err(ReadError::from)?;
        let known = on_shelf(&self.reader).await?;
        let old = there.into_iter().filter(|one| one.put_at < before);
        Ok(old.map(|one| one.name).filter(|name| !known.contains(name)).collect())
    }

    /// Carries every file to another shelf, or into its row. What is there already is left; broken off, it goes on where
    /// it was.
    pub(crate) async fn move_files(&self, to: Option<&Arc<dyn Shelf>>) -> Result<Moved, sqlx::Error> {
        let there: BTreeSet<String> = match to {
            Some(to) => to.list().await.map_err(ReadError::from)?.into_iter().map(|one| one.name).collect(),
            None => BTreeSet::new(),
        };
        let sql = "SELECT request, digest, CASE WHEN sealed = '' THEN 1 ELSE 0 END AS shelved FROM request_paper \
                   WHERE kind = 'file' ORDER BY request, digest";
        let mut moved = Moved::default();
        for row in sqlx::query(sql).fetch_all(&self.reader).await? {
            let paper: (String, String) = (row.try_get("request")?, row.try_get("digest")?);
            let shelved = row.try_get::<i32, _>("shelved")? == 1;
            match to {
                Some(_) if shelved && there.contains(&paper.1) => moved.there += 1,
                None if !shelved => moved.there += 1,
                to => {
                    self.move_file(&paper, shelved, to).await?;
                    moved.moved += 1;
                }
            }
        }
        Ok(moved)
    }

    async fn move_file(
        &self,
        (request, name): &(String, String),
        shelved: bool,
        to: Option<&Arc<dyn Shelf>>,
    ) -> Result<(), sqlx::Error> {
        let sealed: String = if shelved {
            read(self.shelf.as_ref(), name).await?
        } else {
            let sql = "SELECT sealed FROM request_paper WHERE request = $1 AND digest = $2";
            sqlx::query_scalar(sql).bind(request).bind(name).fetch_one(&self.reader).await?
        };
        let stays = match to {
            Some(to) => {
                to.put(name, sealed.as_bytes()).await.map_err(ReadError::from)?;
                ""
            }
            None => &sealed,
        };
        let written = async {
            let mut tx = super::begin(&self.writer).await.map_err(super::fault("move a file"))?;
            let sql = "UPDATE request_paper SET sealed = $3 WHERE request = $1 AND digest = $2";
            let done = sqlx::query(sql).bind(request).bind(name).bind(stays).execute(&mut *tx).await;
            done.map_err(super::fault("move a file"))?;
            tx.commit().await.map_err(super::fault("move a file"))
        };
        // From shelf to shelf the row says the same as before.
        if shelved && to.is_some() {
            return Ok(());
        }
        self.turns.take(written).await.map_err(|fault: Fault| sqlx::Error::Io(std::io::Error::other(fault)))
    }
}

/// Papers as they are stored, after one: request, digest, and what is sealed in the row.
async fn stored(pool: &Pool, after: &(String, String)) -> Result<Vec<(String, String, String)>, sqlx::Error> {
    let sql = format!(
        "SELECT request, digest, sealed FROM request_paper WHERE (request, digest) > ($1, $2) \
         ORDER BY request, digest LIMIT {PAPERS}"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
    query.bind(&after.0).bind(&after.1).fetch_all(pool).await
}

/// The digests of all files whose rows say that they are on a shelf.
async fn on_shelf(pool: &Pool) -> Result<BTreeSet<String>, sqlx::Error> {
    let names: Vec<String> =
        sqlx::query_scalar("SELECT digest FROM request_paper WHERE sealed = ''").fetch_all(pool).await?;
    Ok(names.into_iter().collect())
}

/// Puts the files of rows that are moved here on the shelf, where there is one.
pub(super) async fn put_all(
    shelf: Option<&Arc<dyn Shelf>>,
    table: &Table,
    rows: &mut [Vec<Value>],
) -> Result<(), sqlx::Error> {
    let Some(shelf) = shelf else { return Ok(()) };
    for (name, sealed) in files_of(table, rows) {
        shelf.put(name, sealed.as_bytes()).await.map_err(ReadError::from)?;
        sealed.clear();
    }
    Ok(())
}

/// Reads the files of rows back from the shelf where they are on it: a row that is moved or digested is whole.
pub(super) async fn read_all(
    shelf: Option<&Arc<dyn Shelf>>,
    table: &Table,
    rows: &mut [Vec<Value>],
) -> Result<(), sqlx::Error> {
    for (name, sealed) in files_of(table, rows) {
        if sealed.is_empty() {
            *sealed = read(shelf, name).await?;
        }
    }
    Ok(())
}
