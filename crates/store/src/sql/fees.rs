//! Standards of fees that institutions announced, in and out.

use super::Pool;
use super::rows::{self, Read};
use super::write::{Tx, Write, database, json};
use guantong_service::fees::FeeStandard;
use sqlx::QueryBuilder;

/// Standards, of an institution or of all, the newest academic year first.
pub(super) async fn all(pool: &Pool, institution: Option<&str>) -> Read<Vec<FeeStandard>> {
    let mut query = QueryBuilder::new("SELECT standard FROM fee_standard WHERE 1 = 1");
    if let Some(institution) = institution {
        query.push(" AND institution = ").push_bind(institution.to_owned());
    }
    query.push(" ORDER BY institution, from_year DESC, number DESC");
    rows::all_told(pool, &mut query, "standard").await
}

/// Adds a standard.
pub(super) async fn save(tx: &mut Tx<'_>, standard: &FeeStandard) -> Write<()> {
    sqlx::query(
        "INSERT INTO fee_standard (institution, number, stage, from_year, standard) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(&standard.institution)
    .bind(standard.number)
    .bind(standard.stage.as_str())
    .bind(standard.from)
    .bind(json(standard)?)
    .execute(&mut **tx)
    .await
    .map_err(database("announce a standard of fees"))?;
    Ok(())
}

/// Takes a standard out of the list; the journal keeps it.
pub(super) async fn remove(tx: &mut Tx<'_>, institution: &str, number: i64) -> Write<()> {
    sqlx::query("DELETE FROM fee_standard WHERE institution = $1 AND number = $2")
        .bind(institution)
        .bind(number)
        .execute(&mut **tx)
        .await
        .map_err(database("take a standard of fees back"))?;
    Ok(())
}
