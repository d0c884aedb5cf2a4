//! Who is between two classes, and how large classes are: by programme, from the students' rows.

use super::rows::{self, Read};
use super::scope;
use super::{Db, DbRow, Pool};
use guantong_model::ProgrammeId;
use guantong_service::access::Scope;
use guantong_service::continuity::ClassSize;
use guantong_service::rows::Student;
use sqlx::{QueryBuilder, Row};

/// Adds the programmes to a query as a list in brackets.
fn push_programmes(query: &mut QueryBuilder<Db>, programmes: &[ProgrammeId]) {
    query.push(" programme IN (");
    let mut list = query.separated(", ");
    for id in programmes {
        list.push_bind(id.as_str().to_owned());
    }
    query.push(")");
}

/// Students of these programmes on leave, or who failed, by reading of the name.
pub(super) async fn between_classes(
    pool: &Pool,
    scope: Option<&Scope>,
    programmes: &[ProgrammeId],
) -> Read<Vec<Student>> {
    let mut query = QueryBuilder::new("SELECT * FROM student WHERE");
    push_programmes(&mut query, programmes);
    scope::push_students(&mut query, "student", scope::students(scope));
    query.push(
        " AND (standing = 'on-leave' OR standing = 'studying' AND (work = 'failed' OR NOT assessed)) \
         ORDER BY pinyin, id",
    );
    query.build().fetch_all(pool).await?.iter().map(rows::student).collect()
}

/// Students of these programmes who study and hold the qualification, by class and stage.
pub(super) async fn class_sizes(
    pool: &Pool,
    scope: Option<&Scope>,
    programmes: &[ProgrammeId],
) -> Read<Vec<ClassSize>> {
    let mut query =
        QueryBuilder::new("SELECT programme, cohort, stage, COUNT(*) AS students FROM student WHERE");
    push_programmes(&mut query, programmes);
    scope::push_students(&mut query, "student", scope::figures(scope));
    query.push(" AND standing = 'studying' AND qualification = 'held' GROUP BY programme, cohort, stage");
    let size = |row: &DbRow| {
        Ok(ClassSize {
            programme: rows::text(row, "programme")?,
            cohort: row.try_get("cohort")?,
            stage: rows::word(row, "stage")?,
            students: row.try_get("students")?,
        })
    };
    query.build().fetch_all(pool).await?.iter().map(size).collect()
}
