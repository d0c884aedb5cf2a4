//! Records of cooperation, in and out: found by whoever they are of, and by the city.

use super::rows::Read;
use super::write::{Tx, Write, database, json};
use super::{DbRow, Pool};
use guantong_service::access::{Holding, Scope};
use guantong_service::cooperation::{RecordFilter, RecordOnFile};
use sqlx::{QueryBuilder, Row};

/// Records, by holder, kind and number.
pub(super) async fn list(
    pool: &Pool,
    scope: Option<&Scope>,
    filter: &RecordFilter,
) -> Read<Vec<RecordOnFile>> {
    let mut query = QueryBuilder::new("SELECT * FROM cooperation WHERE 1 = 1");
    let own = match scope.map(|scope| &scope.cooperation) {
        None | Some(Holding::All) => None,
        Some(Holding::Of(institution)) => Some(institution),
        Some(Holding::None) => return Ok(Vec::new()),
    };
    for institution in own.into_iter().chain(filter.of.as_ref()) {
        query.push(" AND (front = ").push_bind(institution.clone());
        query.push(" OR partner = ").push_bind(institution.clone()).push(")");
    }
    if let Some(holder) = &filter.holder {
        query.push(" AND front = ").push_bind(holder.front().to_owned());
        query.push(" AND partner = ").push_bind(holder.partner().unwrap_or_default().to_owned());
    }
    if !filter.kinds.is_empty() {
        query.push(" AND kind IN (");
        let mut kinds = query.separated(", ");
        for kind in &filter.kinds {
            kinds.push_bind(kind.as_str());
        }
        query.push(")");
    }
    query.push(" ORDER BY front, partner, kind, number");
    query.build().fetch_all(pool).await?.iter().map(on_file).collect()
}

fn on_file(row: &DbRow) -> Read<RecordOnFile> {
    let record: String = row.try_get("record")?;
    Ok(RecordOnFile {
        record: serde_json::from_str(&record).map_err(|error| sqlx::Error::Decode(Box::new(error)))?,
        version: row.try_get("version")?,
        saved_at: row.try_get("saved_at")?,
        saved_by: row.try_get("saved_by")?,
    })
}

/// Adds a record, or sets one that is there as it stands now.
pub(super) async fn save(tx: &mut Tx<'_>, found: &RecordOnFile) -> Write<()> {
    let record = &found.record;
    sqlx::query(
        "INSERT INTO cooperation (front, partner, kind, number, state, record, version, saved_at, saved_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (front, partner, kind, number) DO UPDATE SET \
         state = $5, record = $6, version = $7, saved_at = $8, saved_by = $9",
    )
    .bind(record.holder.front())
    .bind(record.holder.partner().unwrap_or_default())
    .bind(record.kind.as_str())
    .bind(record.number)
    .bind(record.state.as_str())
    .bind(json(record)?)
    .bind(found.version)
    .bind(found.saved_at)
    .bind(&found.saved_by)
    .execute(&mut **tx)
    .await
    .map_err(database("save a record of cooperation"))?;
    Ok(())
}
