//! Notices and reminders. A notice is written for the accounts that are there when it is: who they are is found in the
//! same statement.

use super::rows::{self, Read};
use super::write::{ROWS, Tx, Write, database, json};
use super::{Db, DbRow, Pool};
use guantong_model::Message;
use guantong_service::access::Scope;
use guantong_service::error::Conflict;
use guantong_service::notice::{NewNotice, NoticeRow, ReminderRow, To};
use guantong_service::ports::AppendError;
use sqlx::{QueryBuilder, Row};

/// Roles that hold on a day, of accounts that are in use.
const HOLDS: &str = "role_grant.ended_at IS NULL AND account.state = 'active' AND role_grant.from_on <= ";

/// A notice for the family of a student, as the statement for many takes it.
struct OfFamily<'a> {
    notice: &'a NewNotice,
    student: &'a str,
    /// The role that alone is told; empty where both are.
    only: &'static str,
    message: String,
}

/// Writes notices; what an account was told already it is not told again.
pub(super) async fn save(tx: &mut Tx<'_>, notices: &[NewNotice], at: i64) -> Write<()> {
    let mut families = Vec::new();
    for notice in notices {
        let message = json(&notice.message)?;
        match &notice.to {
            To::Family(student) => {
                families.push(OfFamily { notice, student: student.as_str(), only: "", message });
            }
            To::Guardians(student) => {
                families.push(OfFamily { notice, student: student.as_str(), only: "guardian", message });
            }
            To::Institution(_) | To::Commission => save_acting(tx, notice, message, at).await?,
            To::Account(account, role) => save_one(tx, notice, message, (account, role.as_str()), at).await?,
        }
    }
    for some in families.chunks(ROWS) {
        save_families(tx, some, at).await?;
    }
    Ok(())
}

/// For everybody who acts for an institution or for the commission.
async fn save_acting(tx: &mut Tx<'_>, notice: &NewNotice, message: String, at: i64) -> Write<()> {
    let mut query = QueryBuilder::<Db>::new(
        "INSERT INTO notice (account, cause, role, object, message, at) SELECT role_grant.account, ",
    );
    query.push_bind(notice.cause.clone()).push(", role_grant.role, ");
    query.push_bind(notice.object.clone()).push(", ").push_bind(message).push(", ").push_bind(at);
    query.push(
        " FROM role_grant JOIN account ON account.id = role_grant.account \
         JOIN organisation ON organisation.id = role_grant.organisation WHERE ",
    );
    push_holds(&mut query, notice);
    match &notice.to {
        To::Institution(name) => {
            query.push(" AND role_grant.role IN ('school', 'university') AND organisation.name = ");
            query.push_bind(name.clone());
        }
        _ => {
            query.push(" AND role_grant.role = 'commission'");
        }
    }
    query.push(" AND role_grant.account <> ").push_bind(notice.except.clone());
    query.push(" ON CONFLICT (account, cause) DO NOTHING");
    query.build().execute(&mut **tx).await.map_err(database("write a notice"))?;
    Ok(())
}

/// For one account.
async fn save_one(
    tx: &mut Tx<'_>,
    notice: &NewNotice,
    message: String,
    (account, role): (&str, &str),
    at: i64,
) -> Write<()> {
    sqlx::query(
        "INSERT INTO notice (account, cause, role, object, message, at) SELECT id, $1, $2, $3, $4, $5 FROM account \
         WHERE id = $6 AND id <> $7 AND state = 'active' ON CONFLICT (account, cause) DO NOTHING",
    )
    .bind(&notice.cause)
    .bind(role)
    .bind(&notice.object)
    .bind(message)
    .bind(at)
    .bind(account)
    .bind(&notice.except)
    .execute(&mut **tx)
    .await
    .map_err(database("write a notice"))?;
    Ok(())
}

/// For many families in one statement: a batch moves a whole class.
async fn save_families(tx: &mut Tx<'_>, families: &[OfFamily<'_>], at: i64) -> Write<()> {
    let Some(first) = families.first() else { return Ok(()) };
    let mut query = QueryBuilder::<Db>::new(
        "WITH told (student, cause, object, message, only_role, except_account) AS (",
    );
    query.push_values(families, |mut row, family| {
        row.push_bind(family.student.to_owned())
            .push_bind(family.notice.cause.clone())
            .push_bind(family.notice.object.clone())
            .push_bind(family.message.clone())
            .push_bind(family.only)
            .push_bind(family.notice.except.clone());
    });
    query.push(
        ") INSERT INTO notice (account, cause, role, object, message, at) \
         SELECT role_grant.account, told.cause, role_grant.role, told.object, told.message, ",
    );
    query.push_bind(at);
    query.push(
        " FROM told JOIN account_student ON account_student.student = told.student \
         JOIN role_grant ON role_grant.account = account_student.account \
         JOIN account ON account.id = role_grant.account WHERE role_grant.role IN ('student', 'guardian') \
         AND (told.only_role = '' OR told.only_role = role_grant.role) \
         AND told.except_account <> role_grant.account AND ",
    );
    push_holds(&mut query, first.notice);
    query.push(" ON CONFLICT (account, cause) DO NOTHING");
    query.build().persistent(false).execute(&mut **tx).await.map_err(database("write notices"))?;
    Ok(())
}

fn push_holds(query: &mut QueryBuilder<Db>, notice: &NewNotice) {
    let day = notice.on.to_string();
    query.push(HOLDS).push_bind(day.clone());
    query.push(" AND (role_grant.to_on IS NULL OR role_grant.to_on >= ").push_bind(day).push(")");
}

/// What notices of some kinds on an object asked for is done, by whomever.
pub(super) async fn done(tx: &mut Tx<'_>, object: &str, kinds: &[&'static str], at: i64) -> Write<()> {
    let mut query = QueryBuilder::<Db>::new("UPDATE notice SET done_at = ");
    query.push_bind(at).push(" WHERE object = ").push_bind(object.to_owned());
    query.push(" AND done_at IS NULL AND (");
    for (n, kind) in kinds.iter().enumerate() {
        query.push(if n > 0 { " OR " } else { "" });
        query.push("cause LIKE ").push_bind(format!("{kind} %"));
    }
    query.push(")");
    query.build().execute(&mut **tx).await.map_err(database("note what is done"))?;
    Ok(())
}

/// A reminder is given once: where it was, somebody was first.
pub(super) async fn save_reminder(tx: &mut Tx<'_>, reminder: &ReminderRow) -> Write<()> {
    let given = sqlx::query(
        "INSERT INTO request_reminder (request, desk, due_on, what, told_on) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (request, desk, due_on, what) DO NOTHING",
    )
    .bind(&reminder.request)
    .bind(reminder.desk.as_str())
    .bind(reminder.due_on.to_string())
    .bind(reminder.what.as_str())
    .bind(reminder.told_on.to_string())
    .execute(&mut **tx)
    .await
    .map_err(database("note a reminder"))?;
    if given.rows_affected() == 0 {
        return Err(AppendError::Conflict(Conflict { message: Message::new("conflict-stale-version") }));
    }
    Ok(())
}

/// Adds ` AND …`: one's own notices and nobody else's.
fn push_own(query: &mut QueryBuilder<Db>, scope: Option<&Scope>) {
    if let Some(scope) = scope {
        query.push(" AND account = ").push_bind(scope.hand.account.clone());
    }
}

pub(super) async fn list(
    pool: &Pool,
    scope: Option<&Scope>,
    limit: i64,
    offset: i64,
) -> Read<Vec<NoticeRow>> {
    let mut query = QueryBuilder::new("SELECT * FROM notice WHERE 1 = 1");
    push_own(&mut query, scope);
    query
        .push(" ORDER BY CASE WHEN read_at IS NULL AND done_at IS NULL THEN 0 ELSE 1 END, at DESC, cause LIMIT ")
        .push_bind(limit);
    query.push(" OFFSET ").push_bind(offset);
    query.build().fetch_all(pool).await?.iter().map(row).collect()
}

pub(super) async fn unread(pool: &Pool, scope: Option<&Scope>) -> Read<i64> {
    let mut query =
        QueryBuilder::<Db>::new("SELECT COUNT(*) FROM notice WHERE read_at IS NULL AND done_at IS NULL");
    push_own(&mut query, scope);
    query.build_query_scalar().fetch_one(pool).await
}

pub(super) async fn one(pool: &Pool, scope: Option<&Scope>, cause: &str) -> Read<Option<NoticeRow>> {
    let mut query = QueryBuilder::new("SELECT * FROM notice WHERE cause = ");
    query.push_bind(cause.to_owned());
    push_own(&mut query, scope);
    query.push(" ORDER BY account LIMIT 1");
    query.build().fetch_optional(pool).await?.as_ref().map(row).transpose()
}

pub(super) async fn read(pool: &Pool, scope: Option<&Scope>, cause: Option<&str>, at: i64) -> Read<()> {
    let mut tx = super::begin(pool).await?;
    let mut query = QueryBuilder::<Db>::new("UPDATE notice SET read_at = ");
    query.push_bind(at).push(" WHERE read_at IS NULL");
    if let Some(cause) = cause {
        query.push(" AND cause = ").push_bind(cause.to_owned());
    }
    push_own(&mut query, scope);
    query.build().execute(&mut *tx).await?;
    tx.commit().await
}

pub(super) async fn reminders(pool: &Pool, requests: &[String]) -> Read<Vec<ReminderRow>> {
    let mut found = Vec::new();
    for some in requests.chunks(ROWS) {
        let mut query = QueryBuilder::<Db>::new("SELECT * FROM request_reminder WHERE request IN (");
        let mut ids = query.separated(", ");
        for id in some {
            ids.push_bind(id.clone());
        }
        query.push(") ORDER BY request, told_on, what");
        for row in &query.build().fetch_all(pool).await? {
            found.push(ReminderRow {
                request: row.try_get("request")?,
                desk: rows::word(row, "desk")?,
                due_on: rows::date(row, "due_on")?,
                what: rows::word(row, "what")?,
                told_on: rows::date(row, "told_on")?,
            });
        }
    }
    Ok(found)
}

fn row(row: &DbRow) -> Read<NoticeRow> {
    Ok(NoticeRow {
        account: row.try_get("account")?,
        cause: row.try_get("cause")?,
        role: rows::word(row, "role")?,
        object: row.try_get("object")?,
        message: rows::json(row, "message")?,
        at: row.try_get("at")?,
        read_at: row.try_get("read_at")?,
        done_at: row.try_get("done_at")?,
    })
}
