//! Kept files, in and out.

use super::write::{Tx, Write, database};
use guantong_service::rows::Document;

/// Keeps a file; one that is there stays as it is.
pub(super) async fn save(tx: &mut Tx<'_>, document: &Document) -> Write<()> {
    sqlx::query(
        "INSERT INTO document (digest, name, bytes) VALUES ($1, $2, $3) ON CONFLICT (digest) DO NOTHING",
    )
    .bind(&document.digest)
    .bind(&document.name)
    .bind(&document.bytes)
    .execute(&mut **tx)
    .await
    .map_err(database("keep a file"))?;
    Ok(())
}

/// Lets a file go that a draft held, unless another draft holds it or something rests on it that was decided.
pub(super) async fn forget(tx: &mut Tx<'_>, digest: &str) -> Write<()> {
    let sql = "DELETE FROM document WHERE digest = $1 \
               AND NOT EXISTS (SELECT 1 FROM plan_draft WHERE source_digest = $1) \
               AND NOT EXISTS (SELECT 1 FROM take_over_draft WHERE digest = $1) \
               AND NOT EXISTS (SELECT 1 FROM take_over WHERE digest = $1) \
               AND NOT EXISTS (SELECT 1 FROM progression_rules WHERE source_digest = $1) \
               AND NOT EXISTS (SELECT 1 FROM plan JOIN event ON event.stream = 'plan/' || plan.year \
               WHERE event.body LIKE '%' || $1 || '%')";
    sqlx::query(sql).bind(digest).execute(&mut **tx).await.map_err(database("let a file go"))?;
    Ok(())
}
