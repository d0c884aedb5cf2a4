//! Files of candidates: kept, checked on lease, judged, entered or put away. Whoever writes is alone, so that a file is
//! leased by one server at a time.

use super::rows::Read;
use super::write::{ROWS, Tx, Write, database};
use super::{Db, DbRow, Pool, Store, fault};
use async_trait::async_trait;
use guantong_model::{CandidateNo, Message};
use guantong_service::candidates::import::{
    ImportChange, ImportRow, ImportState, ImportStorage, object as named,
};
use guantong_service::error::{Conflict, Fault};
use guantong_service::ports::AppendError;
use sqlx::{QueryBuilder, Row};

/// What a file is called in the trail.
pub(super) fn object(change: &ImportChange) -> Option<String> {
    match change {
        ImportChange::Kept { row, .. } | ImportChange::Found { row, .. } => Some(named(&row.id)),
        ImportChange::Judged { id, .. } | ImportChange::Dropped { id } | ImportChange::Done { id, .. } => {
            Some(named(id))
        }
        ImportChange::Replaced { .. } => None,
    }
}

#[async_trait]
impl ImportStorage for Store {
    async fn imports(&self, limit: i64) -> Result<Vec<ImportRow>, Fault> {
        list(&self.reader, limit).await.map_err(fault("list files of candidates"))
    }
    async fn import(&self, id: &str) -> Result<Option<ImportRow>, Fault> {
        one(&self.reader, id).await.map_err(fault("read a file of candidates"))
    }
    async fn import_file(&self, id: &str) -> Result<Option<String>, Fault> {
        let sql = "SELECT file FROM candidate_import_file WHERE id = $1";
        let found = sqlx::query_scalar(sql).bind(id).fetch_optional(&self.reader).await;
        found.map_err(fault("read a file of candidates"))
    }
    async fn import_result(&self, id: &str) -> Result<Option<String>, Fault> {
        let sql = "SELECT result FROM candidate_import_file WHERE id = $1";
        let found = sqlx::query_scalar::<Db, Option<String>>(sql).bind(id).fetch_optional(&self.reader).await;
        Ok(found.map_err(fault("read what was found in a file"))?.flatten())
    }
    async fn lease_import(&self, at: i64, until: i64) -> Result<Option<ImportRow>, AppendError> {
        // Nothing is written where nothing waits: servers ask every few seconds.
        if first(&self.reader, at).await.map_err(fault("look for files to be checked"))?.is_none() {
            return Ok(None);
        }
        self.turns.take(lease(&self.writer, at, until)).await
    }
    async fn import_progress(&self, row: &ImportRow, until: i64) -> Result<bool, AppendError> {
        let sql = "UPDATE candidate_import SET total = $3, done = $4, leased_until = $5 \
                   WHERE id = $1 AND leased_until = $2";
        let query = sqlx::query(sql).bind(row.id.clone()).bind(row.lease);
        let query = query.bind(row.total).bind(row.done).bind(until);
        self.turns
            .take(async {
                let done = query.execute(&self.writer).await.map_err(database("note how far a check is"))?;
                Ok(done.rows_affected() > 0)
            })
            .await
    }
    async fn settle_import(&self, row: &ImportRow, result: &str) -> Result<bool, AppendError> {
        self.turns.take(settle(&self.writer, row, result)).await
    }
}

async fn list(pool: &Pool, limit: i64) -> Read<Vec<ImportRow>> {
    let sql = "SELECT * FROM candidate_import ORDER BY saved_at DESC, id LIMIT $1";
    sqlx::query(sql).bind(limit).fetch_all(pool).await?.iter().map(row).collect()
}

async fn one(pool: &Pool, id: &str) -> Read<Option<ImportRow>> {
    let found =
        sqlx::query("SELECT * FROM candidate_import WHERE id = $1").bind(id).fetch_optional(pool).await?;
    found.as_ref().map(row).transpose()
}

/// The oldest that waits, or that was being checked by whoever does not hold it any more.
const FIRST: &str = "SELECT * FROM candidate_import WHERE state = 'waiting' \
     OR (state = 'checking' AND leased_until < $1) ORDER BY saved_at, id LIMIT 1";

async fn first(pool: &Pool, at: i64) -> Read<Option<DbRow>> {
    sqlx::query(FIRST).bind(at).fetch_optional(pool).await
}

async fn lease(pool: &Pool, at: i64, until: i64) -> Write<Option<ImportRow>> {
    let failed = database("lease a file of candidates");
    let mut tx = super::begin(pool).await.map_err(&failed)?;
    let found = sqlx::query(FIRST).bind(at).fetch_optional(&mut *tx).await.map_err(&failed)?;
    let Some(found) = found else { return Ok(None) };
    let found = row(&found).map_err(&failed)?;
    let leased =
        ImportRow { state: ImportState::Checking, begun_at: Some(at), done: 0, lease: Some(until), ..found };
    let sql =
        "UPDATE candidate_import SET state = $2, begun_at = $3, done = 0, leased_until = $4 WHERE id = $1";
    sqlx::query(sql)
        .bind(&leased.id)
        .bind(leased.state.as_str())
        .bind(leased.begun_at)
        .bind(leased.lease)
        .execute(&mut *tx)
        .await
        .map_err(&failed)?;
    tx.commit().await.map_err(&failed)?;
    Ok(Some(leased))
}

async fn settle(pool: &Pool, row: &ImportRow, result: &str) -> Write<bool> {
    let failed = database("end a check");
    let mut tx = super::begin(pool).await.map_err(&failed)?;
    let sql = "UPDATE candidate_import SET state = $3, total = $4, done = $5, leased_until = NULL \
               WHERE id = $1 AND leased_until = $2";
    let ended = sqlx::query(sql)
        .bind(&row.id)
        .bind(row.lease)
        .bind(row.state.as_str())
        .bind(row.total)
        .bind(row.done)
        .execute(&mut *tx)
        .await
        .map_err(&failed)?;
    if ended.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query("UPDATE candidate_import_file SET result = $2 WHERE id = $1")
        .bind(&row.id)
        .bind(result)
        .execute(&mut *tx)
        .await
        .map_err(&failed)?;
    tx.commit().await.map_err(&failed)?;
    Ok(true)
}

fn row(row: &DbRow) -> Read<ImportRow> {
    let state: String = row.try_get("state")?;
    let state = ImportState::parse(&state).ok_or_else(|| sqlx::Error::Decode(state.into()))?;
    Ok(ImportRow {
        id: row.try_get("id")?,
        year: row.try_get("year")?,
        digest: row.try_get("digest")?,
        name: row.try_get("name")?,
        state,
        saved_at: row.try_get("saved_at")?,
        saved_by: row.try_get("saved_by")?,
        begun_at: row.try_get("begun_at")?,
        total: row.try_get("total")?,
        done: row.try_get("done")?,
        lease: row.try_get("leased_until")?,
        judgements: row.try_get("judgements")?,
        version: row.try_get("version")?,
        entered: row.try_get("entered")?,
        ended_at: row.try_get("ended_at")?,
        ended_by: row.try_get("ended_by")?,
    })
}

/// Writes what goes with a batch.
pub(super) async fn apply(tx: &mut Tx<'_>, change: ImportChange) -> Write<()> {
    match change {
        ImportChange::Kept { row, file } => keep(tx, &row, &file).await,
        ImportChange::Found { row, result } => found(tx, &row, &result).await,
        ImportChange::Judged { id, version, judgements } => {
            let sql = "UPDATE candidate_import SET judgements = $3, version = version + 1 \
                       WHERE id = $1 AND version = $2 AND state = 'checked'";
            let judged = sqlx::query(sql).bind(id).bind(version).bind(judgements).execute(&mut **tx).await;
            stale_unless(judged.map_err(database("judge conflicts of a file"))?.rows_affected(), STALE)
        }
        ImportChange::Dropped { id } => drop_file(tx, &id).await,
        ImportChange::Done { id, entered, at, by } => {
            let sql = "UPDATE candidate_import SET state = 'done', entered = $2, ended_at = $3, ended_by = $4 \
                       WHERE id = $1 AND state = 'checked'";
            let done = sqlx::query(sql).bind(id).bind(entered).bind(at).bind(by).execute(&mut **tx).await;
            stale_unless(
                done.map_err(database("note a file whose candidates are entered"))?.rows_affected(),
                DONE,
            )
        }
        ImportChange::Replaced { year, numbers } => replace(tx, year, &numbers).await,
    }
}

const STALE: &str = "conflict-candidates-stale";
const DONE: &str = "conflict-candidates-done";

fn stale_unless(written: u64, id: &str) -> Write<()> {
    if written > 0 { Ok(()) } else { Err(AppendError::Conflict(Conflict { message: Message::new(id) })) }
}

async fn keep(tx: &mut Tx<'_>, row: &ImportRow, file: &str) -> Write<()> {
    let failed = database("keep a file of candidates");
    sqlx::query(
        "INSERT INTO candidate_import (id, year, digest, name, state, saved_at, saved_by, total, done, judgements, \
         version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(&row.id)
    .bind(row.year)
    .bind(&row.digest)
    .bind(&row.name)
    .bind(row.state.as_str())
    .bind(row.saved_at)
    .bind(&row.saved_by)
    .bind(row.total)
    .bind(row.done)
    .bind(&row.judgements)
    .bind(row.version)
    .execute(&mut **tx)
    .await
    .map_err(&failed)?;
    let sql = "INSERT INTO candidate_import_file (id, file) VALUES ($1, $2)";
    sqlx::query(sql).bind(&row.id).bind(file).execute(&mut **tx).await.map_err(&failed)?;
    Ok(())
}

async fn found(tx: &mut Tx<'_>, row: &ImportRow, result: &str) -> Write<()> {
    let failed = database("keep what was found in a file");
    let sql = "UPDATE candidate_import SET state = $3, total = $4, done = $5, judgements = $6, leased_until = NULL, \
               version = version + 1 WHERE id = $1 AND version = $2 AND state <> 'done'";
    let written = sqlx::query(sql)
        .bind(&row.id)
        .bind(row.version)
        .bind(row.state.as_str())
        .bind(row.total)
        .bind(row.done)
        .bind(&row.judgements)
        .execute(&mut **tx)
        .await
        .map_err(&failed)?;
    stale_unless(written.rows_affected(), STALE)?;
    let sql = "UPDATE candidate_import_file SET result = $2 WHERE id = $1";
    sqlx::query(sql).bind(&row.id).bind(result).execute(&mut **tx).await.map_err(&failed)?;
    Ok(())
}

async fn drop_file(tx: &mut Tx<'_>, id: &str) -> Write<()> {
    let failed = database("put a file of candidates away");
    let sql = "DELETE FROM candidate_import WHERE id = $1 AND state <> 'done'";
    let dropped = sqlx::query(sql).bind(id).execute(&mut **tx).await.map_err(&failed)?;
    stale_unless(dropped.rows_affected(), DONE)?;
    let sql = "DELETE FROM candidate_import_file WHERE id = $1";
    sqlx::query(sql).bind(id).execute(&mut **tx).await.map_err(&failed)?;
    Ok(())
}

/// Takes candidates off the file, and the people who are nobody's then.
async fn replace(tx: &mut Tx<'_>, year: i32, numbers: &[CandidateNo]) -> Write<()> {
    let failed = database("replace candidates");
    for some in numbers.chunks(ROWS) {
        let mut query =
            QueryBuilder::<Db>::new("DELETE FROM person WHERE id IN (SELECT person FROM candidate WHERE ");
        push_numbers(&mut query, year, some);
        query.push(
            ") AND NOT EXISTS (SELECT 1 FROM student WHERE student.person = person.id) AND NOT EXISTS \
             (SELECT 1 FROM candidate WHERE candidate.person = person.id AND candidate.year <> ",
        );
        query.push_bind(year).push(")");
        query.build().execute(&mut **tx).await.map_err(&failed)?;
        let mut query = QueryBuilder::<Db>::new("DELETE FROM candidate WHERE ");
        push_numbers(&mut query, year, some);
        query.build().execute(&mut **tx).await.map_err(&failed)?;
    }
    Ok(())
}

fn push_numbers(query: &mut QueryBuilder<Db>, year: i32, numbers: &[CandidateNo]) {
    query.push("year = ").push_bind(year).push(" AND no IN (");
    let mut list = query.separated(", ");
    for no in numbers {
        list.push_bind(no.0.clone());
    }
    query.push(")");
}
