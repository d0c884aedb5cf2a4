//! Keys of what was sent, each written in the transaction of its effect.

use super::Pool;
use super::write::{Tx, Write, database};
use guantong_model::Message;
use guantong_service::error::Conflict;
use guantong_service::once::{Sending, Sent, SentAnswer};
use guantong_service::ports::AppendError;
use sqlx::Row;

/// Takes a key for an arrival. The same arrival may write several times; where another had an effect, all that is
/// written with it is a conflict.
pub(super) async fn take(tx: &mut Tx<'_>, sending: &Sending, at: i64) -> Write<()> {
    let taken = sqlx::query(
        "INSERT INTO sent (account, key, fingerprint, arrival, at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (account, key) DO UPDATE SET at = sent.at WHERE sent.arrival = $4",
    )
    .bind(&sending.account)
    .bind(&sending.key)
    .bind(&sending.fingerprint)
    .bind(&sending.arrival)
    .bind(at)
    .execute(&mut **tx)
    .await
    .map_err(database("take a key"))?;
    if taken.rows_affected() == 0 {
        return Err(AppendError::Conflict(Conflict { message: Message::new("conflict-sent-before") }));
    }
    Ok(())
}

pub(super) async fn one(pool: &Pool, account: &str, key: &str) -> Result<Option<Sent>, sqlx::Error> {
    let sql = "SELECT fingerprint, arrival, at, status, location FROM sent WHERE account = $1 AND key = $2";
    let Some(row) = sqlx::query(sql).bind(account).bind(key).fetch_optional(pool).await? else {
        return Ok(None);
    };
    let status: Option<i64> = row.try_get("status")?;
    let location = row.try_get("location")?;
    let status = status.and_then(|status| u16::try_from(status).ok());
    Ok(Some(Sent {
        fingerprint: row.try_get("fingerprint")?,
        arrival: row.try_get("arrival")?,
        at: row.try_get("at")?,
        answer: status.map(|status| SentAnswer { status, location }),
    }))
}

/// Both are of no weight for what is kept: they are written by themselves, without the lock of whoever writes.
pub(super) async fn answered(
    pool: &Pool,
    sending: &Sending,
    answer: &SentAnswer,
    forget_before: i64,
) -> Result<(), sqlx::Error> {
    let sql = "UPDATE sent SET status = $4, location = $5 WHERE account = $1 AND key = $2 AND arrival = $3";
    sqlx::query(sql)
        .bind(&sending.account)
        .bind(&sending.key)
        .bind(&sending.arrival)
        .bind(i64::from(answer.status))
        .bind(&answer.location)
        .execute(pool)
        .await?;
    sqlx::query("DELETE FROM sent WHERE at < $1").bind(forget_before).execute(pool).await.map(drop)
}
