//! What is asked of a database to know how it is.

use super::{Db, Pool, Store};
use crate::database::{Health, OddRows};
use sqlx::{QueryBuilder, Row};

impl Store {
    /// Writes a row, and says how the database is.
    pub(crate) async fn health(&self, at: i64) -> Result<Health, sqlx::Error> {
        probe(&self.writer, at).await?;
        let behind = last(&self.reader).await? - last(&self.lists).await?;
        Ok(Health { schema: schema(&self.reader).await?, known: super::known_schema(), behind })
    }

    pub(crate) async fn odd_rows(&self) -> Result<OddRows, sqlx::Error> {
        let shared_identities = shared_identities(&self.reader).await?;
        Ok(OddRows { shared_identities, certificate_gaps: gaps(&self.reader).await? })
    }
}

/// Writes a row and commits it.
async fn probe(pool: &Pool, at: i64) -> Result<(), sqlx::Error> {
    let mut tx = super::begin(pool).await?;
    let sql = "INSERT INTO probe (id, at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at = $1";
    sqlx::query(sql).bind(at).execute(&mut *tx).await?;
    tx.commit().await
}

/// The version of the schema that the database has.
async fn schema(pool: &Pool) -> Result<i64, sqlx::Error> {
    let sql = "SELECT COALESCE(MAX(version), 0) AS version FROM _sqlx_migrations WHERE success";
    sqlx::query(sql).fetch_one(pool).await?.try_get("version")
}

/// People who have one identity number between them: the ids of each group, joined.
async fn shared_identities(pool: &Pool) -> Result<Vec<String>, sqlx::Error> {
    let sql = "SELECT MIN(id) AS one, MAX(id) AS other FROM person WHERE identity_index IS NOT NULL \
               GROUP BY identity_index HAVING COUNT(*) > 1 ORDER BY MIN(id)";
    let rows = sqlx::query(sql).fetch_all(pool).await?;
    let both = |row: &super::DbRow| {
        let (one, other): (String, String) = (row.try_get("one")?, row.try_get("other")?);
        Ok(format!("{one} {other}"))
    };
    rows.iter().map(both).collect()
}

/// Series of certificate numbers that do not go from 1 to their last without a gap: the last number of each.
async fn gaps(pool: &Pool) -> Result<Vec<String>, sqlx::Error> {
    let mut found = Vec::new();
    // Numbers that others gave out may begin anywhere; ours begin with these letters.
    let sql = "SELECT series, last FROM certificate_series WHERE series LIKE 'GT%' ORDER BY series";
    for row in sqlx::query(sql).fetch_all(pool).await? {
        let (series, last): (String, String) = (row.try_get("series")?, row.try_get("last")?);
        let mut query = QueryBuilder::<Db>::new("SELECT COUNT(*) FROM certificate WHERE number > ");
        query.push_bind(format!("{series}000000")).push(" AND number <= ").push_bind(last.clone());
        let there: i64 = query.build_query_scalar().fetch_one(pool).await?;
        let serial = last.strip_prefix(series.as_str()).and_then(|serial| serial.parse().ok());
        if serial != Some(there) {
            found.push(last);
        }
    }
    Ok(found)
}

/// The last entry of the journal as a pool sees it.
async fn last(pool: &Pool) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT COALESCE(MAX(seq), 0) FROM event").fetch_one(pool).await
}
