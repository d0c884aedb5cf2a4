//! Reports on years as they stand.

use super::Pool;
use super::rows::{self, Read};
use super::scope;
use super::write::{Tx, Write, database, json};
use guantong_service::access::Scope;
use guantong_service::report::{AnnualReport, ReportId};
use sqlx::QueryBuilder;

/// One report.
pub(super) async fn one(pool: &Pool, scope: Option<&Scope>, id: &ReportId) -> Read<Option<AnnualReport>> {
    let mut query = QueryBuilder::new("SELECT report FROM annual_report WHERE year = ");
    query.push_bind(id.year).push(" AND front = ").push_bind(id.front.clone());
    query.push(" AND partner = ").push_bind(id.partner.clone());
    scope::push_sides(&mut query, scope.map(|scope| &scope.reports));
    rows::told(pool, &mut query, "report").await
}

/// Reports on a year, or on all, by year and sides.
pub(super) async fn all(pool: &Pool, scope: Option<&Scope>, year: Option<i32>) -> Read<Vec<AnnualReport>> {
    let mut query = QueryBuilder::new("SELECT report FROM annual_report WHERE 1 = 1");
    if let Some(year) = year {
        query.push(" AND year = ").push_bind(year);
    }
    scope::push_sides(&mut query, scope.map(|scope| &scope.reports));
    query.push(" ORDER BY year, front, partner");
    rows::all_told(pool, &mut query, "report").await
}

/// Adds a report, or sets one that is there as it stands now.
pub(super) async fn save(tx: &mut Tx<'_>, report: &AnnualReport) -> Write<()> {
    sqlx::query(
        "INSERT INTO annual_report (year, front, partner, state, version, report) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (year, front, partner) DO UPDATE SET state = $4, version = $5, report = $6",
    )
    .bind(report.id.year)
    .bind(&report.id.front)
    .bind(&report.id.partner)
    .bind(report.state.as_str())
    .bind(report.version)
    .bind(json(report)?)
    .execute(&mut **tx)
    .await
    .map_err(database("save a report"))?;
    Ok(())
}
