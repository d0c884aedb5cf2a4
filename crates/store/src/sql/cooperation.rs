//! Records of cooperation, in and out: found by whoever they are of, and by the city.

use super::rows::{Read, word};
use super::write::{Tx, Write, database, json};
use super::{Db, DbRow, Pool};
use guantong_service::access::{Holding, Scope};
use guantong_service::cooperation::{PaperOnFile, RecordFilter, RecordOnFile, holder_of};
use sqlx::{QueryBuilder, Row};

/// Records, by holder, kind and number.
pub(super) async fn list(
    pool: &Pool,
    scope: Option<&Scope>,
    filter: &RecordFilter,
) -> Read<Vec<RecordOnFile>> {
    let mut query = QueryBuilder::new("SELECT * FROM cooperation WHERE 1 = 1");
    if !push_filter(&mut query, scope, filter) {
        return Ok(Vec::new());
    }
    query.push(" ORDER BY front, partner, kind, number");
    query.build().fetch_all(pool).await?.iter().map(on_file).collect()
}

/// Adds ` AND …` for a filter within reach; whether anything is.
fn push_filter(query: &mut QueryBuilder<Db>, scope: Option<&Scope>, filter: &RecordFilter) -> bool {
    let own = match scope.map(|scope| &scope.cooperation) {
        None | Some(Holding::All) => None,
        Some(Holding::Of(institution)) => Some(institution),
        Some(Holding::None) => return false,
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
    true
}

/// Files of records, by record and in the order they came; all but the files.
pub(super) async fn papers(
    pool: &Pool,
    scope: Option<&Scope>,
    filter: &RecordFilter,
) -> Read<Vec<PaperOnFile>> {
    let mut query = QueryBuilder::new(
        "SELECT digest, front, partner, kind, number, name, media, size, '' AS sealed, given_by, at, taken_back_at \
         FROM cooperation_paper WHERE 1 = 1",
    );
    if !push_filter(&mut query, scope, filter) {
        return Ok(Vec::new());
    }
    query.push(" ORDER BY front, partner, kind, number, at, digest");
    query.build().fetch_all(pool).await?.iter().map(paper_row).collect()
}

/// A file as its row has it: empty where it is on a shelf.
pub(super) async fn paper(
    pool: &Pool,
    scope: Option<&Scope>,
    record: &str,
    digest: &str,
) -> Read<Option<PaperOnFile>> {
    let mut query = QueryBuilder::new("SELECT * FROM cooperation_paper WHERE record = ");
    query.push_bind(record.to_owned()).push(" AND digest = ").push_bind(digest.to_owned());
    if !push_filter(&mut query, scope, &RecordFilter::default()) {
        return Ok(None);
    }
    query.build().fetch_optional(pool).await?.as_ref().map(paper_row).transpose()
}

fn paper_row(row: &DbRow) -> Read<PaperOnFile> {
    let (front, partner): (String, String) = (row.try_get("front")?, row.try_get("partner")?);
    Ok(PaperOnFile {
        holder: holder_of(&front, &partner),
        kind: word(row, "kind")?,
        number: row.try_get("number")?,
        digest: row.try_get("digest")?,
        name: row.try_get("name")?,
        media: row.try_get("media")?,
        size: row.try_get("size")?,
        sealed: row.try_get("sealed")?,
        by: row.try_get("given_by")?,
        at: row.try_get("at")?,
        taken_back_at: row.try_get("taken_back_at")?,
    })
}

/// Adds a file of a record.
pub(super) async fn save_paper(tx: &mut Tx<'_>, paper: &PaperOnFile) -> Write<()> {
    sqlx::query(
        "INSERT INTO cooperation_paper (record, digest, front, partner, kind, number, name, media, size, sealed, \
         given_by, at, taken_back_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(paper.record())
    .bind(&paper.digest)
    .bind(paper.holder.front())
    .bind(paper.holder.partner().unwrap_or_default())
    .bind(paper.kind.as_str())
    .bind(paper.number)
    .bind(&paper.name)
    .bind(&paper.media)
    .bind(paper.size)
    .bind(&paper.sealed)
    .bind(&paper.by)
    .bind(paper.at)
    .bind(paper.taken_back_at)
    .execute(&mut **tx)
    .await
    .map_err(database("keep a file of a record of cooperation"))?;
    Ok(())
}

/// Notes that a file was taken back.
pub(super) async fn take_paper_back(tx: &mut Tx<'_>, record: &str, digest: &str, at: i64) -> Write<()> {
    sqlx::query("UPDATE cooperation_paper SET taken_back_at = $3 WHERE record = $1 AND digest = $2")
        .bind(record)
        .bind(digest)
        .bind(at)
        .execute(&mut **tx)
        .await
        .map_err(database("take a file of a record of cooperation back"))?;
    Ok(())
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
