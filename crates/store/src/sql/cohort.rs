//! Entry years in groups of students who stand alike, and what it takes to have reached a step.

use super::rows::{self, Read};
use super::scope;
use super::{DbRow, Pool};
use guantong_model::{ProgrammeId, Standing};
use guantong_service::access::Scope;
use guantong_service::cohort::{CohortGroup, Milestone};
use sqlx::{QueryBuilder, Row};

/// The condition of a step, over the columns of `student`: the same as [`Milestone::reached_by`].
pub(super) fn reached(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Admitted => "(1 = 1)",
        Milestone::Registered => "(registered_at IS NOT NULL)",
        Milestone::SecondaryComplete => "(stage <> 'secondary' OR work = 'complete')",
        Milestone::College => "(stage <> 'secondary')",
        Milestone::CollegeComplete => "(stage = 'bachelor' OR (stage = 'college' AND work = 'complete'))",
        Milestone::Bachelor => "(stage = 'bachelor')",
        Milestone::Graduated => "(stage = 'bachelor' AND standing = 'graduated')",
    }
}

pub(super) async fn groups(
    pool: &Pool,
    scope: Option<&Scope>,
    entry_year: Option<i32>,
) -> Read<Vec<CohortGroup>> {
    // Grouped as the index has them, so that nothing is sorted; where they are registered is put together below.
    let mut query = QueryBuilder::new(
        "SELECT entry_year, programme, stage, standing, work, registered_at IS NOT NULL AS registered, \
         COUNT(*) AS students FROM student WHERE 1 = 1",
    );
    if let Some(year) = entry_year {
        query.push(" AND entry_year = ").push_bind(year);
    }
    scope::push_students(&mut query, "student", scope::figures(scope));
    query.push(
        " GROUP BY entry_year, programme, stage, standing, work, registered_at \
         ORDER BY entry_year, programme, stage, standing, work, registered_at",
    );
    let mut groups: Vec<CohortGroup> = Vec::new();
    for row in query.build().fetch_all(pool).await? {
        let found = group(&row)?;
        // Those with a registration come together, before or after those without.
        match groups.last_mut().filter(|last| alike(last, &found)) {
            Some(last) => last.students += found.students,
            None => groups.push(found),
        }
    }
    Ok(groups)
}

fn alike(one: &CohortGroup, other: &CohortGroup) -> bool {
    let CohortGroup { entry_year, programme, stage, standing, work, registered, students: _ } = one;
    (entry_year, programme, stage, standing, work, registered)
        == (
            &other.entry_year,
            &other.programme,
            &other.stage,
            &other.standing,
            &other.work,
            &other.registered,
        )
}

pub(super) async fn entry_years(pool: &Pool, scope: Option<&Scope>) -> Read<Vec<i32>> {
    let mut query = QueryBuilder::new("SELECT DISTINCT entry_year FROM student WHERE 1 = 1");
    scope::push_students(&mut query, "student", scope::figures(scope));
    query.push(" ORDER BY entry_year DESC");
    query.build_query_scalar().fetch_all(pool).await
}

pub(super) async fn class_standings(
    pool: &Pool,
    scope: Option<&Scope>,
    programme: &ProgrammeId,
) -> Read<Vec<(i32, Standing, i64)>> {
    let mut query =
        QueryBuilder::new("SELECT cohort, standing, COUNT(*) AS students FROM student WHERE programme = ");
    query.push_bind(programme.as_str().to_owned());
    scope::push_students(&mut query, "student", scope::figures(scope));
    query.push(" GROUP BY cohort, standing");
    let rows = query.build().fetch_all(pool).await?;
    let count =
        |row: &DbRow| Ok((row.try_get("cohort")?, rows::word(row, "standing")?, row.try_get("students")?));
    rows.iter().map(count).collect()
}

fn group(row: &DbRow) -> Read<CohortGroup> {
    Ok(CohortGroup {
        entry_year: row.try_get("entry_year")?,
        programme: rows::text(row, "programme")?,
        stage: rows::word(row, "stage")?,
        standing: rows::word(row, "standing")?,
        work: rows::word(row, "work")?,
        registered: row.try_get("registered")?,
        students: row.try_get("students")?,
    })
}
