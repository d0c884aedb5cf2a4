//! The candidates of a district's lower secondary schools.

use super::{Db, Pool, rows, scope};
use guantong_service::access::Scope;
use guantong_service::district::{DistrictCandidate, DistrictCount, DistrictResult};
use guantong_service::rows::Round;
use sqlx::{QueryBuilder, Row};
use std::collections::BTreeMap;

type Read<T> = Result<T, sqlx::Error>;

pub(super) async fn candidates(
    pool: &Pool,
    scope: Option<&Scope>,
    year: i32,
    district: &str,
) -> Read<Vec<DistrictCandidate>> {
    let mut query = QueryBuilder::<Db>::new(
        "SELECT candidate.*, person.junior_school AS school FROM candidate \
         JOIN person ON person.id = candidate.person WHERE candidate.year = ",
    );
    query.push_bind(year).push(" AND candidate.district = ").push_bind(district.to_owned());
    scope::push_candidates(&mut query, "candidate", scope::candidates(scope));
    query.push(" ORDER BY candidate.no");
    let found = query.build().fetch_all(pool).await?;
    let read =
        |row| Ok(DistrictCandidate { candidate: rows::candidate(row)?, school: row.try_get("school")? });
    found.iter().map(read).collect()
}

pub(super) async fn results(
    pool: &Pool,
    scope: Option<&Scope>,
    year: i32,
    district: &str,
) -> Read<Vec<DistrictResult>> {
    let mut query = QueryBuilder::<Db>::new(
        "SELECT r.* FROM candidate c \
         JOIN round_result r ON r.year = c.year AND r.no = c.no WHERE c.year = ",
    );
    query.push_bind(year).push(" AND c.district = ").push_bind(district.to_owned());
    scope::push_candidates(&mut query, "c", scope::candidates(scope));
    query.push(" ORDER BY r.no");
    let found = query.build().fetch_all(pool).await?;
    found
        .iter()
        .map(|row| {
            let result = rows::result(row)?;
            Ok(DistrictResult {
                no: result.no,
                round: rows::word(row, "round")?,
                outcome: result.outcome,
                programme: result.programme,
                reason: result.reason,
            })
        })
        .collect()
}

/// How many candidates of a year each district has.
pub(super) async fn counts(pool: &Pool, year: i32) -> Read<Vec<DistrictCount>> {
    let sql = "SELECT district, COUNT(*) AS candidates, \
               CAST(SUM(CASE WHEN early <> '[]' OR unified <> '[]' THEN 1 ELSE 0 END) AS BIGINT) AS applied \
               FROM candidate WHERE year = $1 GROUP BY district ORDER BY district";
    let mut counts = BTreeMap::new();
    for row in sqlx::query(sql).bind(year).fetch_all(pool).await? {
        let district: String = row.try_get("district")?;
        let count = DistrictCount {
            district: district.clone(),
            candidates: row.try_get("candidates")?,
            applied: row.try_get("applied")?,
            admitted: BTreeMap::new(),
        };
        counts.insert(district, count);
    }
    let sql = "SELECT c.district, r.round, COUNT(*) AS admitted FROM round_result r \
               JOIN candidate c ON c.year = r.year AND c.no = r.no \
               WHERE r.year = $1 AND r.outcome = 'admitted' GROUP BY c.district, r.round";
    for row in sqlx::query(sql).bind(year).fetch_all(pool).await? {
        let (district, round): (String, Round) = (row.try_get("district")?, rows::word(&row, "round")?);
        if let Some(count) = counts.get_mut(&district) {
            count.admitted.insert(round, row.try_get("admitted")?);
        }
    }
    Ok(counts.into_values().collect())
}

/// The years that have candidates, the newest first.
pub(super) async fn years(pool: &Pool) -> Read<Vec<i32>> {
    let sql = "SELECT DISTINCT year FROM candidate ORDER BY year DESC";
    sqlx::query(sql).fetch_all(pool).await?.iter().map(|row| row.try_get("year")).collect()
}
