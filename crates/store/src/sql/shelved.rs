//! Files on a shelf: put there before the row is written, read back where a row is read. A row whose file is
//! on a shelf has an empty `sealed`, which no sealed text is.

use super::{Pool, Store};
use crate::files::{FILE, Moved, PAPERS, PaperFinding, PaperTable, Papers, files_of};
use crate::shelf::{ReadError, Shelf, read};
use crate::tables::{Table, Value};
use guantong_service::error::Fault;
use guantong_service::journal::digest;
use guantong_service::ports::{Batch, Change};
use sqlx::Row;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Papers read at once: each may be some mebibytes.
pub(super) const AT_ONCE: usize = 20;

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
            let (digest, sealed) = match change {
                Change::Paper(paper) if paper.kind.as_str() == FILE => (&paper.digest, &mut paper.sealed),
                Change::CooperationPaper(paper) => (&paper.digest, &mut paper.sealed),
                _ => continue,
            };
            shelf.put(digest, sealed.as_bytes()).await?;
            sealed.clear();
        }
        Ok(())
    }

    /// Reads a file from the shelf where its row has none.
    pub(super) async fn make_whole(&self, digest: &str, sealed: &mut String) -> Result<(), Fault> {
        if sealed.is_empty() {
            *sealed = read(self.shelf.as_ref(), digest).await?;
        }
        Ok(())
    }

    /// Reads every paper, and says which are not what their digests say. Where the shelf cannot be asked, that is said
    /// once.
    pub(crate) async fn papers_proved(&self) -> Result<Papers, sqlx::Error> {
        let mut papers = Papers::default();
        for table in &PAPERS {
            if !self.prove_papers(table, &mut papers).await? {
                break;
            }
        }
        Ok(papers)
    }

    /// Reads the papers of a table; whether the shelf could be asked.
    async fn prove_papers(&self, table: &PaperTable, papers: &mut Papers) -> Result<bool, sqlx::Error> {
        let mut after = (String::new(), String::new());
        loop {
            let rows = stored(&self.reader, table, &after).await?;
            let Some((object, name, _)) = rows.last() else { return Ok(true) };
            after = (object.clone(), name.clone());
            for (object, name, sealed) in rows {
                papers.examined += 1;
                let found = if sealed.is_empty() {
                    read(self.shelf.as_ref(), &name).await.err()
                } else {
                    let altered = digest(sealed.as_bytes()).to_string() != name;
                    altered.then(|| ReadError::Altered(name.clone(), "its row".to_owned()))
                };
                let Some(found) = found else { continue };
                let unasked = matches!(found, ReadError::Shelf(_));
                papers.findings.push(PaperFinding { object, found: found.to_string() });
                if unasked {
                    return Ok(false);
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
        let mut moved = Moved::default();
        for table in &PAPERS {
            let PaperTable { name, of, is_file, .. } = table;
            let sql = format!(
                "SELECT {of} AS object, digest, CASE WHEN sealed = '' THEN 1 ELSE 0 END AS shelved FROM {name} \
                 WHERE {is_file} ORDER BY {of}, digest"
            );
            for row in sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(&self.reader).await? {
                let paper: (String, String) = (row.try_get("object")?, row.try_get("digest")?);
                let shelved = row.try_get::<i32, _>("shelved")? == 1;
                match to {
                    Some(_) if shelved && there.contains(&paper.1) => moved.there += 1,
                    None if !shelved => moved.there += 1,
                    to => {
                        self.move_file(table, &paper, shelved, to).await?;
                        moved.moved += 1;
                    }
                }
            }
        }
        Ok(moved)
    }

    async fn move_file(
        &self,
        PaperTable { name: table, of, .. }: &PaperTable,
        (object, name): &(String, String),
        shelved: bool,
        to: Option<&Arc<dyn Shelf>>,
    ) -> Result<(), sqlx::Error> {
        let sealed: String = if shelved {
            read(self.shelf.as_ref(), name).await?
        } else {
            let sql = format!("SELECT sealed FROM {table} WHERE {of} = $1 AND digest = $2");
            let query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql));
            query.bind(object).bind(name).fetch_one(&self.reader).await?
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
            let sql = format!("UPDATE {table} SET sealed = $3 WHERE {of} = $1 AND digest = $2");
            let query = sqlx::query(sqlx::AssertSqlSafe(sql));
            let done = query.bind(object).bind(name).bind(stays).execute(&mut *tx).await;
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

/// Papers as they are stored, after one: what each belongs to, its digest, and what is sealed in the row.
async fn stored(
    pool: &Pool,
    PaperTable { name, of, .. }: &PaperTable,
    after: &(String, String),
) -> Result<Vec<(String, String, String)>, sqlx::Error> {
    let sql = format!(
        "SELECT {of}, digest, sealed FROM {name} WHERE ({of}, digest) > ($1, $2) \
         ORDER BY {of}, digest LIMIT {AT_ONCE}"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
    query.bind(&after.0).bind(&after.1).fetch_all(pool).await
}

/// The digests of all files whose rows say that they are on a shelf.
async fn on_shelf(pool: &Pool) -> Result<BTreeSet<String>, sqlx::Error> {
    let mut all = BTreeSet::new();
    for PaperTable { name, .. } in &PAPERS {
        let sql = format!("SELECT digest FROM {name} WHERE sealed = ''");
        let names: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_all(pool).await?;
        all.extend(names);
    }
    Ok(all)
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
