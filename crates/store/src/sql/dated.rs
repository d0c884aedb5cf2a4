//! Facts that hold from a day on, in and out; and who is registered where.

use super::rows::{self, Read};
use super::scope;
use super::write::{Tx, Write, database, json as written};
use super::{DbRow, Pool};
use guantong_service::access::Scope;
use guantong_service::programme::FactOnFile;
use guantong_service::rows::Student;
use sqlx::{QueryBuilder, Row};

/// Every fact, in the order in which they were entered.
pub(super) async fn all(pool: &Pool) -> Read<Vec<FactOnFile>> {
    let sql = "SELECT stream, version, fact, document, reason, recorded_at, recorded_by FROM dated_fact \
               ORDER BY recorded_at, stream, version";
    sqlx::query(sql).fetch_all(pool).await?.iter().map(on_file).collect()
}

fn on_file(row: &DbRow) -> Read<FactOnFile> {
    Ok(FactOnFile {
        stream: row.try_get("stream")?,
        version: row.try_get("version")?,
        fact: rows::json(row, "fact")?,
        document: row.try_get("document")?,
        reason: row.try_get("reason")?,
        recorded_at: row.try_get("recorded_at")?,
        recorded_by: row.try_get("recorded_by")?,
    })
}

/// Adds a fact. One that is there is never replaced: decisions rest on it.
pub(super) async fn save(tx: &mut Tx<'_>, on_file: &FactOnFile) -> Write<()> {
    let FactOnFile { stream, version, fact, document, reason, recorded_at, recorded_by } = on_file;
    sqlx::query(
        "INSERT INTO dated_fact (stream, version, effective_on, fact, document, reason, recorded_at, recorded_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(stream)
    .bind(version)
    .bind(fact.from().to_string())
    .bind(written(fact)?)
    .bind(document)
    .bind(reason)
    .bind(recorded_at)
    .bind(recorded_by)
    .execute(&mut **tx)
    .await
    .map_err(database("enter a dated fact"))?;
    Ok(())
}

/// Students whose record has not ended and whose registration is open at an institution, by reading of the name.
pub(super) async fn registered_at(
    pool: &Pool,
    scope: Option<&Scope>,
    institution: &str,
) -> Read<Vec<Student>> {
    let mut query = QueryBuilder::new("SELECT * FROM student WHERE registered_at = ");
    query.push_bind(institution.to_owned()).push(" AND standing IN ('studying', 'on-leave')");
    scope::push_students(&mut query, "student", scope::students(scope));
    query.push(" ORDER BY pinyin, id");
    query.build().fetch_all(pool).await?.iter().map(rows::student).collect()
}
