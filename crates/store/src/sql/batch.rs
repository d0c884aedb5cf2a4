//! Batches of students: the row as it stands, and the lines that are kept of what was decided.

use super::rows::{self, Read};
use super::scope;
use super::write::{ROWS, Tx, Write, database, json};
use super::{Db, Pool};
use guantong_model::ProgrammeId;
use guantong_service::access::{Holding, Scope};
use guantong_service::batch::{BatchLine, BatchRow, ClassFilter};
use guantong_service::rows::Student;
use sqlx::QueryBuilder;

pub(super) async fn class(pool: &Pool, scope: Option<&Scope>, class: &ClassFilter) -> Read<Vec<Student>> {
    let mut query = QueryBuilder::new("SELECT * FROM student WHERE cohort = ");
    query.push_bind(class.cohort).push(" AND stage = ").push_bind(class.stage.as_str());
    query.push(if class.admitted {
        " AND standing = 'admitted'"
    } else {
        " AND standing IN ('studying', 'on-leave')"
    });
    query.push(" AND studies_at = ").push_bind(&class.institution);
    if let Some(programme) = class.programme.as_ref().map(ProgrammeId::as_str) {
        query.push(" AND programme = ").push_bind(programme.to_owned());
    }
    scope::push_students(&mut query, "student", scope::students(scope));
    query.push(" ORDER BY id");
    query.build().fetch_all(pool).await?.iter().map(rows::student).collect()
}

/// Batches of one's institution, and those it takes part in.
fn push_batches(query: &mut QueryBuilder<Db>, scope: Option<&Scope>) {
    match scope.map_or(&Holding::All, |scope| &scope.batches) {
        Holding::All => {}
        Holding::None => {
            query.push(" AND 1 = 0");
        }
        Holding::Of(institution) => {
            query.push(" AND (institution = ").push_bind(institution.clone());
            query.push(" OR id IN (SELECT batch FROM batch_party WHERE institution = ");
            query.push_bind(institution.clone()).push("))");
        }
    }
}

pub(super) async fn one(pool: &Pool, scope: Option<&Scope>, id: &str) -> Read<Option<BatchRow>> {
    let mut query = QueryBuilder::new("SELECT batch FROM batch WHERE id = ");
    query.push_bind(id.to_owned());
    push_batches(&mut query, scope);
    rows::told(pool, &mut query, "batch").await
}

pub(super) async fn all(pool: &Pool, scope: Option<&Scope>, limit: i64) -> Read<Vec<BatchRow>> {
    let mut query = QueryBuilder::new("SELECT batch FROM batch WHERE 1 = 1");
    push_batches(&mut query, scope);
    query.push(" ORDER BY CASE state WHEN 'open' THEN 0 ELSE 1 END, id DESC LIMIT ").push_bind(limit);
    rows::all_told(pool, &mut query, "batch").await
}

pub(super) async fn count(pool: &Pool, year: i32) -> Read<i64> {
    sqlx::query_scalar("SELECT COUNT(*) FROM batch WHERE id LIKE $1")
        .bind(format!("{year}-B%"))
        .fetch_one(pool)
        .await
}

pub(super) async fn lines(
    pool: &Pool,
    scope: Option<&Scope>,
    batch: &str,
    moved: bool,
    after: i64,
    limit: i64,
) -> Read<Vec<BatchLine>> {
    let mut query = QueryBuilder::new("SELECT line FROM batch_line WHERE batch = ");
    query.push_bind(batch.to_owned()).push(" AND outcome = ").push_bind(outcome(moved));
    query.push(" AND batch IN (SELECT id FROM batch WHERE 1 = 1");
    push_batches(&mut query, scope);
    query.push(")");
    scope::push_students_of(&mut query, "batch_line.student", scope::students(scope));
    query.push(" ORDER BY position LIMIT ").push_bind(limit).push(" OFFSET ").push_bind(after);
    let found = query.build().fetch_all(pool).await?;
    found.iter().map(|row| rows::json(row, "line")).collect()
}

fn outcome(moved: bool) -> &'static str {
    if moved { "moved" } else { "held" }
}

pub(super) async fn save(tx: &mut Tx<'_>, row: &BatchRow) -> Write<()> {
    sqlx::query(
        "INSERT INTO batch (id, state, institution, cohort, kind, version, batch) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (id) DO UPDATE SET state = $2, version = $6, batch = $7",
    )
    .bind(&row.id)
    .bind(row.state.as_str())
    .bind(&row.institution)
    .bind(row.cohort)
    .bind(row.kind.as_str())
    .bind(row.version)
    .bind(json(row)?)
    .execute(&mut **tx)
    .await
    .map_err(database("save a batch"))?;
    for institution in &row.parties {
        sqlx::query("INSERT INTO batch_party (batch, institution) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(&row.id)
            .bind(institution)
            .execute(&mut **tx)
            .await
            .map_err(database("note a party of a batch"))?;
    }
    Ok(())
}

pub(super) async fn save_lines(tx: &mut Tx<'_>, batch: &str, lines: &[BatchLine]) -> Write<()> {
    let numbered: Vec<(i64, String, &BatchLine)> = (1_i64..)
        .zip(lines)
        .map(|(position, line)| Ok((position, json(line)?, line)))
        .collect::<Write<_>>()?;
    for rows in numbered.chunks(ROWS) {
        let mut query =
            QueryBuilder::new("INSERT INTO batch_line (batch, position, student, outcome, line) ");
        query.push_values(rows, |mut row, (position, text, line)| {
            row.push_bind(batch)
                .push_bind(*position)
                .push_bind(line.student.as_str())
                .push_bind(outcome(line.moved))
                .push_bind(text);
        });
        query.build().execute(&mut **tx).await.map_err(database("keep a batch's lines"))?;
    }
    Ok(())
}
