//! The outbox. Whoever writes is alone, so that a mail is put there once and leased by one server at a time.

use super::rows::{self, Read};
use super::write::{Tx, Write, database};
use super::{Pool, Store, fault, notice};
use async_trait::async_trait;
use guantong_model::Message;
use guantong_service::error::{Conflict, Fault};
use guantong_service::mail::{
    MailFigures, MailForgotten, MailKind, MailLine, MailRow, MailState, OwnMailRow, Settled,
};
use guantong_service::notice::{NoticeRow, NoticeStorage, ReminderRow};
use guantong_service::ports::AppendError;
use sqlx::Row;

/// So many are put there at once; the others the next time.
const GATHERED: i64 = 1_000;

/// Those who are to be mailed, with their sealed addresses.
const TO_MAIL: &str = "SELECT notice.account AS account, MAX(account_mail.address) AS address FROM notice \
     JOIN account_mail ON account_mail.account = notice.account AND account_mail.address IS NOT NULL \
     JOIN account ON account.id = notice.account AND account.state = 'active' \
     WHERE notice.read_at IS NULL AND notice.done_at IS NULL AND notice.mailed_at IS NULL AND notice.at >= $1 AND NOT EXISTS \
     (SELECT 1 FROM mail WHERE mail.account = notice.account AND mail.kind = $2 AND mail.state = $3) \
     GROUP BY notice.account ORDER BY notice.account LIMIT $4";

const PUT: &str = "INSERT INTO mail (id, account, kind, state, address, body, made_at, next_at, tries) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 0)";

#[async_trait]
impl NoticeStorage for Store {
    async fn notices(&self, limit: i64, offset: i64) -> Result<Vec<NoticeRow>, Fault> {
        notice::list(&self.reader, self.scope(), limit, offset).await.map_err(fault("list notices"))
    }
    async fn notices_unread(&self) -> Result<i64, Fault> {
        notice::unread(&self.reader, self.scope()).await.map_err(fault("count notices"))
    }
    async fn notice(&self, cause: &str) -> Result<Option<NoticeRow>, Fault> {
        notice::one(&self.reader, self.scope(), cause).await.map_err(fault("find a notice"))
    }
    async fn notices_read(&self, cause: Option<&str>, at: i64) -> Result<(), Fault> {
        let noting = notice::read(&self.writer, self.scope(), cause, at);
        self.turns.take(async { noting.await.map_err(fault("note what was read")) }).await
    }
    async fn reminders(&self, requests: &[String]) -> Result<Vec<ReminderRow>, Fault> {
        notice::reminders(&self.reader, requests).await.map_err(fault("read reminders"))
    }
    async fn own_mail(&self, account: &str) -> Result<Option<OwnMailRow>, Fault> {
        own(&self.reader, account).await.map_err(fault("read an address"))
    }
    async fn gather_mail(&self, at: i64, since: i64, forget: &MailForgotten) -> Result<usize, AppendError> {
        self.turns.take(gather(&self.writer, at, since, forget)).await
    }
    async fn lease_mail(&self, at: i64, until: i64) -> Result<Option<MailRow>, AppendError> {
        // Nothing is written where nothing is due: servers ask every few seconds.
        let due = first_due(&self.reader, at).await.map_err(fault("look into the outbox"))?;
        if due.is_none() {
            return Ok(None);
        }
        self.turns.take(lease(&self.writer, at, until)).await
    }
    async fn settle_mail(&self, id: &str, lease: i64, settled: &Settled, at: i64) -> Result<(), AppendError> {
        self.turns.take(settle(&self.writer, id, lease, settled, at)).await
    }
    async fn mail_lines(&self, limit: i64) -> Result<Vec<MailLine>, Fault> {
        lines(&self.reader, limit).await.map_err(fault("read the outbox"))
    }
    async fn mail_again(&self, id: &str, at: i64) -> Result<bool, AppendError> {
        let sql = "UPDATE mail SET state = 'waiting', tries = 0, next_at = $2, leased_until = NULL, ended_at = NULL, \
                   address = (SELECT address FROM account_mail WHERE account_mail.account = mail.account) \
                   WHERE id = $1 AND state = 'given-up' AND kind = 'notices' AND EXISTS (SELECT 1 FROM account_mail \
                   WHERE account_mail.account = mail.account AND account_mail.address IS NOT NULL)";
        self.turns.take(changed(&self.writer, sqlx::query(sql).bind(id.to_owned()).bind(at))).await
    }
    async fn mail_dropped(&self, id: &str) -> Result<bool, AppendError> {
        let sql = "DELETE FROM mail WHERE id = $1 AND state = 'given-up'";
        self.turns.take(changed(&self.writer, sqlx::query(sql).bind(id.to_owned()))).await
    }
    async fn mail_figures(&self) -> Result<MailFigures, Fault> {
        figures(&self.reader).await.map_err(fault("count the outbox"))
    }
}

async fn own(pool: &Pool, account: &str) -> Read<Option<OwnMailRow>> {
    let found = sqlx::query("SELECT * FROM account_mail WHERE account = $1").bind(account);
    let Some(row) = found.fetch_optional(pool).await? else { return Ok(None) };
    Ok(Some(OwnMailRow {
        address: row.try_get("address")?,
        waiting: row.try_get("waiting")?,
        code: row.try_get("code")?,
        code_until: row.try_get("code_until")?,
    }))
}

async fn gather(pool: &Pool, at: i64, since: i64, forget: &MailForgotten) -> Write<usize> {
    let failed = database("fill the outbox");
    let mut tx = super::begin(pool).await.map_err(&failed)?;
    let sql = "DELETE FROM mail WHERE ended_at < $1 OR (kind = $2 AND state = $3 AND made_at < $4)";
    sqlx::query(sql)
        .bind(forget.ended_before)
        .bind(MailKind::Code.as_str())
        .bind(MailState::Waiting.as_str())
        .bind(forget.codes_before)
        .execute(&mut *tx)
        .await
        .map_err(&failed)?;
    let rows = sqlx::query(TO_MAIL)
        .bind(since)
        .bind(MailKind::Notices.as_str())
        .bind(MailState::Waiting.as_str())
        .bind(GATHERED)
        .fetch_all(&mut *tx)
        .await
        .map_err(&failed)?;
    for row in &rows {
        let account: String = row.try_get("account").map_err(&failed)?;
        let address: String = row.try_get("address").map_err(&failed)?;
        sqlx::query(PUT)
            .bind(format!("{account}-{at}"))
            .bind(&account)
            .bind(MailKind::Notices.as_str())
            .bind(MailState::Waiting.as_str())
            .bind(address)
            .bind(None::<String>)
            .bind(at)
            .execute(&mut *tx)
            .await
            .map_err(&failed)?;
        sqlx::query("UPDATE notice SET mailed_at = $2 WHERE account = $1 AND mailed_at IS NULL")
            .bind(&account)
            .bind(at)
            .execute(&mut *tx)
            .await
            .map_err(&failed)?;
    }
    tx.commit().await.map_err(&failed)?;
    Ok(rows.len())
}

const FIRST_DUE: &str = "SELECT * FROM mail WHERE state = 'waiting' AND next_at <= $1 \
     AND (leased_until IS NULL OR leased_until < $1) ORDER BY next_at, id LIMIT 1";

async fn first_due(pool: &Pool, at: i64) -> Read<Option<super::DbRow>> {
    sqlx::query(FIRST_DUE).bind(at).fetch_optional(pool).await
}

async fn lease(pool: &Pool, at: i64, until: i64) -> Write<Option<MailRow>> {
    let failed = database("lease a mail");
    let mut tx = super::begin(pool).await.map_err(&failed)?;
    let found = sqlx::query(FIRST_DUE).bind(at).fetch_optional(&mut *tx).await.map_err(&failed)?;
    let Some(found) = found else { return Ok(None) };
    let row = row(&found, until).map_err(&failed)?;
    sqlx::query("UPDATE mail SET leased_until = $2 WHERE id = $1")
        .bind(&row.id)
        .bind(until)
        .execute(&mut *tx)
        .await
        .map_err(&failed)?;
    tx.commit().await.map_err(&failed)?;
    Ok(Some(row))
}

async fn settle(pool: &Pool, id: &str, lease: i64, settled: &Settled, at: i64) -> Write<()> {
    let (state, next_at, why, ended_at) = match settled {
        Settled::Sent => (MailState::Sent, at, None, Some(at)),
        Settled::Later { at, why } => (MailState::Waiting, *at, Some(why.clone()), None),
        Settled::GivenUp { why } => (MailState::GivenUp, at, Some(why.clone()), Some(at)),
    };
    // What is written in a mail is not kept beyond it.
    let sql = "UPDATE mail SET state = $3, next_at = $4, why = $5, ended_at = $6, tries = tries + 1, \
               leased_until = NULL, body = CASE WHEN $3 = 'waiting' THEN body ELSE NULL END \
               WHERE id = $1 AND leased_until = $2";
    let query = sqlx::query(sql).bind(id.to_owned()).bind(lease).bind(state.as_str());
    changed(pool, query.bind(next_at).bind(why).bind(ended_at)).await.map(drop)
}

type Query<'q> = sqlx::query::Query<'q, super::Db, super::Arguments>;

/// Runs a statement by itself; whether it changed anything.
async fn changed(pool: &Pool, query: Query<'_>) -> Write<bool> {
    let failed = database("change the outbox");
    let mut tx = super::begin(pool).await.map_err(&failed)?;
    let rows = query.execute(&mut *tx).await.map_err(&failed)?.rows_affected();
    tx.commit().await.map_err(&failed)?;
    Ok(rows > 0)
}

async fn lines(pool: &Pool, limit: i64) -> Read<Vec<MailLine>> {
    let sql = "SELECT mail.*, account.login AS login, account.name AS person FROM mail \
               JOIN account ON account.id = mail.account WHERE mail.state <> 'sent' \
               ORDER BY mail.state, mail.made_at, mail.id LIMIT $1";
    let rows = sqlx::query(sql).bind(limit).fetch_all(pool).await?;
    let line = |row: &super::DbRow| {
        Ok(MailLine {
            id: row.try_get("id")?,
            account: row.try_get("account")?,
            login: row.try_get("login")?,
            name: row.try_get("person")?,
            kind: rows::word(row, "kind")?,
            state: rows::word(row, "state")?,
            made_at: row.try_get("made_at")?,
            next_at: row.try_get("next_at")?,
            tries: row.try_get("tries")?,
            why: row.try_get("why")?,
        })
    };
    rows.iter().map(line).collect()
}

async fn figures(pool: &Pool) -> Read<MailFigures> {
    let sql = "SELECT (SELECT COUNT(*) FROM mail WHERE state = 'waiting') AS waiting, \
               (SELECT MIN(made_at) FROM mail WHERE state = 'waiting') AS oldest_at, \
               (SELECT COUNT(*) FROM mail WHERE state = 'given-up') AS given_up";
    let row = sqlx::query(sql).fetch_one(pool).await?;
    Ok(MailFigures {
        waiting: row.try_get("waiting")?,
        oldest_at: row.try_get("oldest_at")?,
        given_up: row.try_get("given_up")?,
    })
}

fn row(row: &super::DbRow, lease: i64) -> Read<MailRow> {
    Ok(MailRow {
        id: row.try_get("id")?,
        account: row.try_get("account")?,
        kind: rows::word(row, "kind")?,
        address: row.try_get("address")?,
        body: row.try_get("body")?,
        made_at: row.try_get("made_at")?,
        tries: row.try_get("tries")?,
        lease,
    })
}

/// An address as it is given: it waits for its code, which is put into the outbox with it. An earlier code is good no more.
pub(super) struct Given {
    pub(super) id: String,
    pub(super) account: String,
    pub(super) kind: MailKind,
    pub(super) address: String,
    pub(super) code: String,
    pub(super) body: String,
    pub(super) at: i64,
    pub(super) until: i64,
}

pub(super) async fn give(tx: &mut Tx<'_>, given: Given) -> Write<()> {
    let failed = database("keep an address");
    sqlx::query(
        "INSERT INTO account_mail (account, waiting, code, code_until, changed_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (account) DO UPDATE SET waiting = $2, code = $3, code_until = $4, changed_at = $5",
    )
    .bind(&given.account)
    .bind(&given.address)
    .bind(given.code)
    .bind(given.until)
    .bind(given.at)
    .execute(&mut **tx)
    .await
    .map_err(&failed)?;
    sqlx::query("DELETE FROM mail WHERE account = $1 AND kind = $2 AND leased_until IS NULL")
        .bind(&given.account)
        .bind(given.kind.as_str())
        .execute(&mut **tx)
        .await
        .map_err(&failed)?;
    sqlx::query(PUT)
        .bind(given.id)
        .bind(given.account)
        .bind(given.kind.as_str())
        .bind(MailState::Waiting.as_str())
        .bind(given.address)
        .bind(Some(given.body))
        .bind(given.at)
        .execute(&mut **tx)
        .await
        .map_err(&failed)?;
    Ok(())
}

/// An address is confirmed by its code, once.
pub(super) async fn confirm(tx: &mut Tx<'_>, account: &str, code: &str, at: i64) -> Write<()> {
    let confirmed = sqlx::query(
        "UPDATE account_mail SET address = waiting, waiting = NULL, code = NULL, code_until = NULL, changed_at = $3 \
         WHERE account = $1 AND code = $2 AND code_until > $3",
    )
    .bind(account)
    .bind(code)
    .bind(at)
    .execute(&mut **tx)
    .await
    .map_err(database("confirm an address"))?;
    match confirmed.rows_affected() {
        0 => Err(AppendError::Conflict(Conflict { message: Message::new("conflict-account-changed") })),
        _ => Ok(()),
    }
}

/// No mail goes to the account any more, not even one that waits.
pub(super) async fn remove(tx: &mut Tx<'_>, account: &str) -> Write<()> {
    let failed = database("forget an address");
    for sql in [
        "DELETE FROM account_mail WHERE account = $1",
        "DELETE FROM mail WHERE account = $1 AND state = 'waiting'",
    ] {
        sqlx::query(sql).bind(account).execute(&mut **tx).await.map_err(&failed)?;
    }
    Ok(())
}
