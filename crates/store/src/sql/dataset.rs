//! What data sets need of students: nothing by which anybody is called is read.

use super::Pool;
use super::rows::{self, Read};
use super::scope;
use guantong_service::access::Scope;
use guantong_service::dataset::DataRow;
use sqlx::{QueryBuilder, Row};

/// Every student who may be counted, by record.
pub(super) async fn rows(pool: &Pool, scope: Option<&Scope>) -> Read<Vec<DataRow>> {
    let mut query = QueryBuilder::new(
        "SELECT s.id, p.sex, s.district, s.score, s.round, s.preference, s.standing, s.qualification \
         FROM student s JOIN person p ON p.id = s.person WHERE 1 = 1",
    );
    scope::push_students(&mut query, "s", scope::figures(scope));
    query.push(" ORDER BY s.id");
    let row = |row: &super::DbRow| {
        Ok(DataRow {
            student: rows::text(row, "id")?,
            sex: row.try_get("sex")?,
            district: row.try_get("district")?,
            score: rows::score(row, "score")?,
            round: row.try_get("round")?,
            preference: row.try_get("preference")?,
            standing: rows::word(row, "standing")?,
            qualification: rows::word(row, "qualification")?,
        })
    };
    query.build().fetch_all(pool).await?.iter().map(row).collect()
}
