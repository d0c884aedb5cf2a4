//! Rules of progression assessments, in and out.

use super::rows::{Read, json};
use super::write::{Tx, Write, database, json as written};
use super::{DbRow, Pool};
use guantong_service::rows::RulesOnFile;
use sqlx::Row;

/// Every version on file, by issuer, year and version.
pub(super) async fn all(pool: &Pool) -> Read<Vec<RulesOnFile>> {
    let sql = "SELECT rules, source_name, source_digest, filed_at, filed_by FROM progression_rules \
               ORDER BY issuer, year, version";
    sqlx::query(sql).fetch_all(pool).await?.iter().map(on_file).collect()
}

fn on_file(row: &DbRow) -> Read<RulesOnFile> {
    Ok(RulesOnFile {
        rules: json(row, "rules")?,
        source_name: row.try_get("source_name")?,
        source_digest: row.try_get("source_digest")?,
        filed_at: row.try_get("filed_at")?,
        filed_by: row.try_get("filed_by")?,
    })
}

/// Puts a version on file. One that is there is never replaced: decisions rest on it.
pub(super) async fn save(tx: &mut Tx<'_>, on_file: &RulesOnFile) -> Write<()> {
    let RulesOnFile { rules, source_name, source_digest, filed_at, filed_by } = on_file;
    sqlx::query(
        "INSERT INTO progression_rules (issuer, year, version, stage, title, effective_on, rules, source_name, \
         source_digest, filed_at, filed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(rules.issuer.as_str())
    .bind(rules.year)
    .bind(i64::from(rules.version))
    .bind(rules.after.as_str())
    .bind(&rules.title)
    .bind(rules.from.to_string())
    .bind(written(rules)?)
    .bind(source_name)
    .bind(source_digest)
    .bind(filed_at)
    .bind(filed_by)
    .execute(&mut **tx)
    .await
    .map_err(database("put rules of a progression on file"))?;
    Ok(())
}
