//! Sheets of results: the row as it stands, the classes that have students, and who sits in one.

use super::rows::{self, Read};
use super::scope;
use super::write::{Tx, Write, database, json};
use super::{Db, Pool};
use guantong_model::ProgrammeId;
use guantong_service::access::{Holding, Scope};
use guantong_service::results::{ResultSheet, SheetId, SheetState};
use guantong_service::rows::Student;
use sqlx::{QueryBuilder, Row};

/// Adds ` AND …` for the sheets an institution has a part in.
fn push_concerned(query: &mut QueryBuilder<Db>, scope: Option<&Scope>) {
    match scope.map(|scope| &scope.results) {
        None | Some(Holding::All) => {}
        Some(Holding::Of(institution)) => {
            query.push(" AND ").push_bind(institution.clone()).push(" IN (enters, confirms, front, partner)");
        }
        Some(Holding::None) => {
            query.push(" AND 1 = 0");
        }
    }
}

/// One sheet.
pub(super) async fn one(pool: &Pool, scope: Option<&Scope>, id: &SheetId) -> Read<Option<ResultSheet>> {
    let mut query = QueryBuilder::new("SELECT sheet FROM result_sheet WHERE programme = ");
    query.push_bind(id.programme.0.clone()).push(" AND cohort = ").push_bind(id.cohort);
    query.push(" AND course = ").push_bind(id.course.clone());
    query.push(" AND attempt = ").push_bind(id.attempt.as_str());
    push_concerned(&mut query, scope);
    rows::told(pool, &mut query, "sheet").await
}

/// Sheets, of a programme and a class or of all, by class, course and attempt.
pub(super) async fn all(
    pool: &Pool,
    scope: Option<&Scope>,
    programme: Option<&ProgrammeId>,
    cohort: Option<i32>,
) -> Read<Vec<ResultSheet>> {
    let mut query = QueryBuilder::new("SELECT sheet FROM result_sheet WHERE 1 = 1");
    if let Some(programme) = programme {
        query.push(" AND programme = ").push_bind(programme.0.clone());
    }
    if let Some(cohort) = cohort {
        query.push(" AND cohort = ").push_bind(cohort);
    }
    push_concerned(&mut query, scope);
    query.push(" ORDER BY programme, cohort, course, CASE attempt WHEN 'first' THEN 1 WHEN 'resit' THEN 2 ELSE 3 END");
    rows::all_told(pool, &mut query, "sheet").await
}

/// Sheets that are not confirmed, or have a correction that waits, and that an institution enters or confirms.
pub(super) async fn open(pool: &Pool, scope: Option<&Scope>, institution: &str) -> Read<Vec<ResultSheet>> {
    let mut query = QueryBuilder::new("SELECT sheet FROM result_sheet WHERE (state <> ");
    query.push_bind(SheetState::Confirmed.as_str());
    query.push(" OR sheet LIKE '%\"correction\":{%') AND ");
    query.push_bind(institution.to_owned()).push(" IN (enters, confirms)");
    push_concerned(&mut query, scope);
    query.push(" ORDER BY programme, cohort, course, attempt");
    rows::all_told(pool, &mut query, "sheet").await
}

/// Classes that have students on their way, with how many of them are within reach.
pub(super) async fn classes(pool: &Pool, scope: Option<&Scope>) -> Read<Vec<(ProgrammeId, i32, i64)>> {
    let mut query = QueryBuilder::new(
        "SELECT programme, cohort, COUNT(*) AS students FROM student WHERE standing IN ('studying', 'on-leave')",
    );
    scope::push_students(&mut query, "student", scope::students(scope));
    query.push(" GROUP BY programme, cohort ORDER BY cohort DESC, programme");
    let class = |row: &super::DbRow| {
        Ok((ProgrammeId(row.try_get("programme")?), row.try_get("cohort")?, row.try_get("students")?))
    };
    query.build().fetch_all(pool).await?.iter().map(class).collect()
}

/// Everybody in a class who ever arrived, by record.
pub(super) async fn members(pool: &Pool, programme: &ProgrammeId, cohort: i32) -> Read<Vec<Student>> {
    let sql = "SELECT * FROM student WHERE programme = $1 AND cohort = $2 AND registered_at IS NOT NULL ORDER BY id";
    let query = sqlx::query(sql).bind(&programme.0).bind(cohort);
    query.fetch_all(pool).await?.iter().map(rows::student).collect()
}

/// Adds a sheet, or sets one that is there as it stands now.
pub(super) async fn save(tx: &mut Tx<'_>, sheet: &ResultSheet) -> Write<()> {
    sqlx::query(
        "INSERT INTO result_sheet (programme, cohort, course, attempt, state, version, enters, confirms, front, \
         partner, sheet) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
         ON CONFLICT (programme, cohort, course, attempt) DO UPDATE SET state = $5, version = $6, enters = $7, \
         confirms = $8, front = $9, partner = $10, sheet = $11",
    )
    .bind(&sheet.id.programme.0)
    .bind(sheet.id.cohort)
    .bind(&sheet.id.course)
    .bind(sheet.id.attempt.as_str())
    .bind(sheet.state.as_str())
    .bind(sheet.version)
    .bind(&sheet.enters)
    .bind(&sheet.confirms)
    .bind(&sheet.front)
    .bind(&sheet.partner)
    .bind(json(sheet)?)
    .execute(&mut **tx)
    .await
    .map_err(database("save results"))?;
    Ok(())
}
