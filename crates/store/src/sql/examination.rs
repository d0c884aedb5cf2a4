//! Examinations of progressions: the row as it stands, and the institutions that have a part in it.

use super::rows::{self, Read};
use super::write::{Tx, Write, database, json};
use super::{Db, Pool};
use guantong_model::{Stage, StudentId};
use guantong_service::access::{Holding, Scope};
use guantong_service::examination::Examination;
use guantong_service::rows::Student;
use sqlx::QueryBuilder;

/// Adds ` AND …` for the examinations an institution has a part in.
fn push_concerned(query: &mut QueryBuilder<Db>, scope: Option<&Scope>) {
    match scope.map(|scope| &scope.examinations) {
        None | Some(Holding::All) => {}
        Some(Holding::Of(institution)) => {
            query.push(" AND id IN (SELECT examination FROM examination_party WHERE institution = ");
            query.push_bind(institution.clone()).push(")");
        }
        Some(Holding::None) => {
            query.push(" AND 1 = 0");
        }
    }
}

/// One examination.
pub(super) async fn one(pool: &Pool, scope: Option<&Scope>, id: &str) -> Read<Option<Examination>> {
    let mut query = QueryBuilder::new("SELECT examination FROM examination WHERE id = ");
    query.push_bind(id.to_owned());
    push_concerned(&mut query, scope);
    rows::told(pool, &mut query, "examination").await
}

/// Examinations, those that are not over first, then the newest.
pub(super) async fn all(pool: &Pool, scope: Option<&Scope>, limit: i64) -> Read<Vec<Examination>> {
    let mut query = QueryBuilder::new("SELECT examination FROM examination WHERE 1 = 1");
    push_concerned(&mut query, scope);
    query.push(" ORDER BY CASE state WHEN 'filed' THEN 1 WHEN 'cancelled' THEN 1 ELSE 0 END, id DESC LIMIT ");
    query.push_bind(limit);
    rows::all_told(pool, &mut query, "examination").await
}

/// Those in which a student has a result and whose lists were made public, the newest first.
pub(super) async fn told(pool: &Pool, student: &StudentId) -> Read<Vec<Examination>> {
    // The results of a session are told in its text by record.
    let sql = "SELECT examination FROM examination WHERE state IN ('publicised', 'filed') AND examination LIKE $1 \
               ORDER BY id DESC";
    let found = sqlx::query(sql).bind(format!("%\"{student}\":{{\"presence\"%")).fetch_all(pool).await?;
    let found: Vec<Examination> =
        found.iter().map(|row| rows::json(row, "examination")).collect::<Read<_>>()?;
    Ok(found.into_iter().filter(|found| found.results.contains_key(student)).collect())
}

/// How many were drawn up for a year.
pub(super) async fn count(pool: &Pool, year: i32) -> Read<i64> {
    sqlx::query_scalar("SELECT COUNT(*) FROM examination WHERE year = $1").bind(year).fetch_one(pool).await
}

/// Students in a stage, of a class or an earlier one, who study at an institution or, after college, go to it.
pub(super) async fn pool_of(
    pool: &Pool,
    after: Stage,
    institution: &str,
    last_class: i32,
) -> Read<Vec<Student>> {
    let sql = match after {
        Stage::Secondary => {
            "SELECT * FROM student WHERE stage = $1 AND cohort <= $2 AND studies_at = $3 ORDER BY id"
        }
        Stage::College | Stage::Bachelor => {
            "SELECT * FROM student WHERE stage = $1 AND cohort <= $2 AND partner = $3 ORDER BY id"
        }
    };
    let query = sqlx::query(sql).bind(after.as_str()).bind(last_class).bind(institution);
    query.fetch_all(pool).await?.iter().map(rows::student).collect()
}

/// Adds an examination, or sets one that is there as it stands now.
pub(super) async fn save(tx: &mut Tx<'_>, found: &Examination) -> Write<()> {
    let failed = database("save an examination");
    sqlx::query(
        "INSERT INTO examination (id, year, state, version, examination) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (id) DO UPDATE SET state = $3, version = $4, examination = $5",
    )
    .bind(&found.id)
    .bind(i32::from(found.on.year()))
    .bind(found.state.as_str())
    .bind(found.version)
    .bind(json(found)?)
    .execute(&mut **tx)
    .await
    .map_err(&failed)?;
    sqlx::query("DELETE FROM examination_party WHERE examination = $1")
        .bind(&found.id)
        .execute(&mut **tx)
        .await
        .map_err(&failed)?;
    for institution in found.all_parties() {
        sqlx::query("INSERT INTO examination_party (examination, institution) VALUES ($1, $2)")
            .bind(&found.id)
            .bind(institution)
            .execute(&mut **tx)
            .await
            .map_err(&failed)?;
    }
    Ok(())
}
