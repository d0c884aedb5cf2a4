//! Selections of excellent cases and decisions on support as they stand.

use super::Pool;
use super::rows::{self, Read};
use super::scope;
use super::write::{Tx, Write, database, json};
use guantong_service::access::Scope;
use guantong_service::cases::Selection;
use guantong_service::support::{Support, SupportId};
use sqlx::QueryBuilder;

/// The selection of a year. Who may know of one that is not published is asked where it is read.
pub(super) async fn selection(pool: &Pool, year: i32) -> Read<Option<Selection>> {
    let mut query = QueryBuilder::new("SELECT selection FROM case_selection WHERE year = ");
    rows::told(pool, query.push_bind(year), "selection").await
}

/// Selections, by year.
pub(super) async fn selections(pool: &Pool) -> Read<Vec<Selection>> {
    let mut query = QueryBuilder::new("SELECT selection FROM case_selection ORDER BY year");
    rows::all_told(pool, &mut query, "selection").await
}

/// Adds a selection, or sets one that is there as it stands now.
pub(super) async fn save_selection(tx: &mut Tx<'_>, selection: &Selection) -> Write<()> {
    sqlx::query(
        "INSERT INTO case_selection (year, state, version, selection) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (year) DO UPDATE SET state = $2, version = $3, selection = $4",
    )
    .bind(selection.year)
    .bind(selection.state.as_str())
    .bind(selection.version)
    .bind(json(selection)?)
    .execute(&mut **tx)
    .await
    .map_err(database("save a selection"))?;
    Ok(())
}

/// One decision on support.
pub(super) async fn one(pool: &Pool, scope: Option<&Scope>, id: SupportId) -> Read<Option<Support>> {
    let mut query = QueryBuilder::new("SELECT support FROM support WHERE year = ");
    query.push_bind(id.year).push(" AND number = ").push_bind(id.number);
    scope::push_sides(&mut query, scope.map(|scope| &scope.supports));
    rows::told(pool, &mut query, "support").await
}

/// Decisions on support for a year, or for all, by year and number.
pub(super) async fn all(pool: &Pool, scope: Option<&Scope>, year: Option<i32>) -> Read<Vec<Support>> {
    let mut query = QueryBuilder::new("SELECT support FROM support WHERE 1 = 1");
    if let Some(year) = year {
        query.push(" AND year = ").push_bind(year);
    }
    scope::push_sides(&mut query, scope.map(|scope| &scope.supports));
    query.push(" ORDER BY year, number");
    rows::all_told(pool, &mut query, "support").await
}

/// Adds a decision on support, or sets one that is there as it stands now.
pub(super) async fn save(tx: &mut Tx<'_>, support: &Support) -> Write<()> {
    sqlx::query(
        "INSERT INTO support (year, number, front, partner, state, version, support) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (year, number) DO UPDATE SET state = $5, version = $6, support = $7",
    )
    .bind(support.id.year)
    .bind(support.id.number)
    .bind(&support.front)
    .bind(&support.partner)
    .bind(support.state.as_str())
    .bind(support.version)
    .bind(json(support)?)
    .execute(&mut **tx)
    .await
    .map_err(database("save a decision on support"))?;
    Ok(())
}
