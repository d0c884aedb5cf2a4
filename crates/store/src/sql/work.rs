//! Work and study in turn: classes and sheets of hours as they stand, and who studies.

use super::rows::{self, Read};
use super::scope;
use super::write::{Tx, Write, database, json};
use super::{Db, Pool};
use guantong_model::{Date, ProgrammeId, StudentId};
use guantong_service::access::{Scope, WorkReach};
use guantong_service::work::{HoursId, HoursSheet, WorkClass};
use sqlx::{QueryBuilder, Row};

/// Adds ` AND …` for the classes that who asks has to do with.
fn push_classes(query: &mut QueryBuilder<Db>, scope: Option<&Scope>) {
    match scope.map(|scope| &scope.work) {
        None | Some(WorkReach::All) => {}
        Some(WorkReach::Institution(name)) => {
            query.push(" AND ").push_bind(name.clone()).push(" IN (front, partner)");
        }
        Some(WorkReach::Enterprise(_) | WorkReach::None) => {
            query.push(" AND 1 = 0");
        }
    }
}

/// Adds ` AND …` for the sheets of hours that who asks has a part in: an enterprise once they were sent to it.
fn push_hours(query: &mut QueryBuilder<Db>, scope: Option<&Scope>) {
    match scope.map(|scope| &scope.work) {
        None | Some(WorkReach::All) => {}
        Some(WorkReach::Institution(name)) => {
            query.push(" AND ").push_bind(name.clone()).push(" IN (front, partner, institution)");
        }
        Some(WorkReach::Enterprise(name)) => {
            query.push(" AND state <> 'entering' AND enterprise = ").push_bind(name.clone());
        }
        Some(WorkReach::None) => {
            query.push(" AND 1 = 0");
        }
    }
}

/// The work of one class.
pub(super) async fn class(
    pool: &Pool,
    scope: Option<&Scope>,
    programme: &ProgrammeId,
    cohort: i32,
) -> Read<Option<WorkClass>> {
    let mut query = QueryBuilder::new("SELECT class FROM work_class WHERE programme = ");
    query.push_bind(programme.0.clone()).push(" AND cohort = ").push_bind(cohort);
    push_classes(&mut query, scope);
    rows::told(pool, &mut query, "class").await
}

/// The work of classes, of a programme or of all.
pub(super) async fn classes(
    pool: &Pool,
    scope: Option<&Scope>,
    programme: Option<&ProgrammeId>,
) -> Read<Vec<WorkClass>> {
    let mut query = QueryBuilder::new("SELECT class FROM work_class WHERE 1 = 1");
    if let Some(programme) = programme {
        query.push(" AND programme = ").push_bind(programme.0.clone());
    }
    push_classes(&mut query, scope);
    query.push(" ORDER BY programme, cohort");
    rows::all_told(pool, &mut query, "class").await
}

/// One sheet of hours.
pub(super) async fn sheet(pool: &Pool, scope: Option<&Scope>, id: &HoursId) -> Read<Option<HoursSheet>> {
    let mut query = QueryBuilder::new("SELECT sheet FROM work_hours WHERE programme = ");
    query.push_bind(id.programme.0.clone()).push(" AND cohort = ").push_bind(id.cohort);
    query.push(" AND block = ").push_bind(i64::from(id.block));
    query.push(" AND institution = ").push_bind(id.institution.clone());
    query.push(" AND agreement = ").push_bind(id.agreement);
    push_hours(&mut query, scope);
    rows::told(pool, &mut query, "sheet").await
}

/// Sheets of hours, of a programme or of all, by class and period.
pub(super) async fn sheets(
    pool: &Pool,
    scope: Option<&Scope>,
    programme: Option<&ProgrammeId>,
) -> Read<Vec<HoursSheet>> {
    let mut query = QueryBuilder::new("SELECT sheet FROM work_hours WHERE 1 = 1");
    if let Some(programme) = programme {
        query.push(" AND programme = ").push_bind(programme.0.clone());
    }
    push_hours(&mut query, scope);
    query.push(" ORDER BY programme, cohort, block, institution, agreement");
    rows::all_told(pool, &mut query, "sheet").await
}

/// Everybody who studies, with his class.
pub(super) async fn studying(pool: &Pool, scope: Option<&Scope>) -> Read<Vec<(ProgrammeId, i32, StudentId)>> {
    let mut query =
        QueryBuilder::new("SELECT programme, cohort, id FROM student WHERE standing = 'studying'");
    scope::push_students(&mut query, "student", scope::students(scope));
    query.push(" ORDER BY programme, cohort, id");
    let one = |row: &super::DbRow| {
        let programme = ProgrammeId(row.try_get("programme")?);
        Ok((programme, row.try_get("cohort")?, StudentId(row.try_get("id")?)))
    };
    query.build().fetch_all(pool).await?.iter().map(one).collect()
}

/// The days on which the students of a class were born.
pub(super) async fn births(
    pool: &Pool,
    programme: &ProgrammeId,
    cohort: i32,
) -> Read<Vec<(StudentId, Date)>> {
    let sql = "SELECT student.id, person.birth_on FROM student JOIN person ON person.id = student.person \
               WHERE student.programme = $1 AND student.cohort = $2 ORDER BY student.id";
    let query = sqlx::query(sql).bind(&programme.0).bind(cohort);
    let one = |row: &super::DbRow| Ok((StudentId(row.try_get("id")?), rows::date(row, "birth_on")?));
    query.fetch_all(pool).await?.iter().map(one).collect()
}

/// Adds the work of a class, or sets one that is there as it stands now.
pub(super) async fn save_class(tx: &mut Tx<'_>, class: &WorkClass) -> Write<()> {
    sqlx::query(
        "INSERT INTO work_class (programme, cohort, front, partner, version, class) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (programme, cohort) DO UPDATE SET front = $3, partner = $4, version = $5, class = $6",
    )
    .bind(&class.programme.0)
    .bind(class.cohort)
    .bind(&class.front)
    .bind(&class.partner)
    .bind(class.version)
    .bind(json(class)?)
    .execute(&mut **tx)
    .await
    .map_err(database("save the work of a class"))?;
    Ok(())
}

/// Adds a sheet of hours, or sets one that is there as it stands now.
pub(super) async fn save_hours(tx: &mut Tx<'_>, sheet: &HoursSheet) -> Write<()> {
    sqlx::query(
        "INSERT INTO work_hours (programme, cohort, block, institution, agreement, enterprise, front, partner, state, \
         version, sheet) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
         ON CONFLICT (programme, cohort, block, institution, agreement) DO UPDATE SET enterprise = $6, front = $7, \
         partner = $8, state = $9, version = $10, sheet = $11",
    )
    .bind(&sheet.id.programme.0)
    .bind(sheet.id.cohort)
    .bind(i64::from(sheet.id.block))
    .bind(&sheet.id.institution)
    .bind(sheet.id.agreement)
    .bind(&sheet.enterprise)
    .bind(&sheet.front)
    .bind(&sheet.partner)
    .bind(sheet.state.as_str())
    .bind(sheet.version)
    .bind(json(sheet)?)
    .execute(&mut **tx)
    .await
    .map_err(database("save hours of work"))?;
    Ok(())
}
