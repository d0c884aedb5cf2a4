//! What is asked of a database to know how it is.

use super::{Db, Pool, Store};
use crate::database::{Health, OddRows};
use sqlx::{QueryBuilder, Row};

impl Store {
    /// Writes a row, and says how the database is.
    pub(crate) async fn health(&self, at: i64) -> Result<Health, sqlx::Error> {
        let probed = async { probe(&self.writer, at).await.map_err(super::fault("write a row")) };
        self.turns.take(probed).await.map_err(|fault| sqlx::Error::Io(std::io::Error::other(fault)))?;
        let behind = last(&self.reader).await? - last(&self.lists).await?;
        Ok(Health { schema: schema(&self.reader).await?, known: super::known_schema(), behind })
    }

    pub(crate) async fn odd_rows(&self, ours: &str) -> Result<OddRows, sqlx::Error> {
        Ok(OddRows {
            shared_identities: shared_identities(&self.reader).await?,
            certificate_gaps: gaps(&self.reader, ours).await?,
            orphan_files: orphans(&self.reader).await?,
        })
    }

    pub(crate) async fn open_sessions(&self, since: i64) -> Result<i64, sqlx::Error> {
        let sql = "SELECT COUNT(*) FROM session WHERE state = 'open' AND seen_at >= $1";
        sqlx::query_scalar(sql).bind(since).fetch_one(&self.reader).await
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

/// Series that begin with `ours` and do not go from 1 to their last number without a gap: the last number of each.
async fn gaps(pool: &Pool, ours: &str) -> Result<Vec<String>, sqlx::Error> {
    let mut found = Vec::new();
    let sql = "SELECT series, last FROM certificate_series WHERE series LIKE $1 ORDER BY series";
    for row in sqlx::query(sql).bind(format!("{ours}%")).fetch_all(pool).await? {
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

/// Files that no draft holds and no entry names. Entries of records name none, so they are not looked through.
async fn orphans(pool: &Pool) -> Result<Vec<String>, sqlx::Error> {
    let sql = "SELECT digest FROM document WHERE digest NOT IN (SELECT source_digest FROM plan_draft) \
               AND digest NOT IN (SELECT digest FROM take_over_draft) ORDER BY digest";
    let mut left: Vec<String> = sqlx::query_scalar(sql).fetch_all(pool).await?;
    let sql = "SELECT seq, body FROM event WHERE seq > $1 AND stream NOT LIKE 'student/%' \
               AND body LIKE '%\"digest\"%' ORDER BY seq LIMIT 500";
    let mut after = 0_i64;
    while !left.is_empty() {
        let rows = sqlx::query(sql).bind(after).fetch_all(pool).await?;
        let Some(last) = rows.last() else { break };
        after = last.try_get("seq")?;
        for row in &rows {
            let body: String = row.try_get("body")?;
            left.retain(|digest| !body.contains(digest.as_str()));
        }
    }
    Ok(left)
}

/// The last entry of the journal as a pool sees it.
async fn last(pool: &Pool) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT COALESCE(MAX(seq), 0) FROM event").fetch_one(pool).await
}
