//! Accounts, grants, sessions and keys, as they are written: each with its notes in the trail, or not at all.

use super::write::{Tx, Write, commit, database};
use super::{Arguments, Db, Pool};
use super::{mail, trail};
use guantong_model::Message;
use guantong_service::account::{Account, AccountChange, Grant, Invitation, Session, Token};
use guantong_service::error::{Conflict, Fault};
use guantong_service::ports::AppendError;
use guantong_service::trail::Note;
use sqlx::Row;

type Query<'q> = sqlx::query::Query<'q, Db, Arguments>;

pub(super) async fn keep(pool: &Pool, changes: Vec<AccountChange>, notes: Vec<Note>, at: i64) -> Write<()> {
    let mut tx = super::begin(pool).await.map_err(database("begin"))?;
    for change in changes {
        apply(&mut tx, change).await?;
    }
    trail::append(&mut tx, notes, at).await?;
    commit(tx).await
}

/// Counts an attempt; until when the subject is closed, where it is.
pub(super) async fn attempt(
    pool: &Pool,
    subject: &str,
    at: i64,
    most: i64,
    closed_for: i64,
) -> Result<Option<i64>, Fault> {
    let failed = super::fault("count an attempt");
    let mut tx = super::begin(pool).await.map_err(&failed)?;
    let found = sqlx::query("SELECT failures, last_at, locked_until FROM sign_in_failure WHERE subject = $1")
        .bind(subject)
        .fetch_optional(&mut *tx)
        .await
        .map_err(&failed)?;
    let (mut failures, mut until) = (0_i64, None::<i64>);
    if let Some(row) = found {
        let last_at: i64 = row.try_get("last_at").map_err(&failed)?;
        failures = row.try_get("failures").map_err(&failed)?;
        until = row.try_get("locked_until").map_err(&failed)?;
        if let Some(closed) = until.filter(|closed| at < *closed) {
            return Ok(Some(closed));
        }
        // What was closed is open again, and what is long past does not count.
        if until.take().is_some() || at - last_at > closed_for {
            failures = 0;
        }
    }
    failures += 1;
    if failures >= most {
        until = Some(at + closed_for);
    }
    sqlx::query(
        "INSERT INTO sign_in_failure (subject, failures, last_at, locked_until) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (subject) DO UPDATE SET failures = $2, last_at = $3, locked_until = $4",
    )
    .bind(subject)
    .bind(failures)
    .bind(at)
    .bind(until)
    .execute(&mut *tx)
    .await
    .map_err(&failed)?;
    tx.commit().await.map_err(&failed)?;
    Ok(None)
}

/// Runs a statement; returns how many rows it changed.
async fn run(tx: &mut Tx<'_>, query: Query<'_>) -> Write<u64> {
    Ok(query.execute(&mut **tx).await.map_err(database("keep an account"))?.rows_affected())
}

/// Runs a statement that must change something: where it does not, somebody was first.
async fn must(tx: &mut Tx<'_>, query: Query<'_>) -> Write<()> {
    match run(tx, query).await? {
        0 => Err(AppendError::Conflict(Conflict { message: Message::new("conflict-account-changed") })),
        _ => Ok(()),
    }
}

async fn apply(tx: &mut Tx<'_>, change: AccountChange) -> Write<()> {
    match change {
        AccountChange::Organisation(organisation, at, by) => {
            let sql = "INSERT INTO organisation (id, kind, name, district, made_at, made_by) \
                       VALUES ($1, $2, $3, $4, $5, $6)";
            let query = sqlx::query(sql).bind(organisation.id).bind(organisation.kind.as_str());
            let query = query.bind(organisation.name).bind(organisation.district).bind(at).bind(by);
            must(tx, query).await
        }
        AccountChange::Account(account) => add_account(tx, account).await,
        AccountChange::Password { account, hash, at } => {
            let sql =
                "UPDATE account SET password = $2, password_set_at = $3, state = 'active' WHERE id = $1";
            must(tx, sqlx::query(sql).bind(&account).bind(&hash).bind(at)).await?;
            let sql = "INSERT INTO account_password (account, set_at, hash) VALUES ($1, $2, $3) \
                       ON CONFLICT (account, set_at) DO NOTHING";
            run(tx, sqlx::query(sql).bind(&account).bind(at).bind(&hash)).await.map(drop)
        }
        AccountChange::SecondFactor { account, sealed } => {
            let sql = "UPDATE account SET totp = $2, totp_step = NULL WHERE id = $1";
            must(tx, sqlx::query(sql).bind(account).bind(sealed)).await
        }
        AccountChange::Step { account, step } => {
            let sql = "UPDATE account SET totp_step = $2 WHERE id = $1 AND COALESCE(totp_step, 0) < $2";
            must(tx, sqlx::query(sql).bind(account).bind(step)).await
        }
        AccountChange::State { account, state, at } => {
            let sql = "UPDATE account SET state = $2, password = NULL, password_set_at = NULL WHERE id = $1";
            must(tx, sqlx::query(sql).bind(&account).bind(state.as_str())).await?;
            let sql = "UPDATE token SET ended_at = $2 WHERE account = $1 AND ended_at IS NULL";
            run(tx, sqlx::query(sql).bind(&account).bind(at)).await?;
            run(tx, sqlx::query("DELETE FROM invitation WHERE account = $1").bind(&account)).await.map(drop)
        }
        AccountChange::Student { account, student } => {
            let sql = "INSERT INTO account_student (account, student) VALUES ($1, $2) ON CONFLICT DO NOTHING";
            run(tx, sqlx::query(sql).bind(account).bind(student.as_str().to_owned())).await.map(drop)
        }
        AccountChange::Grant(grant) => add_grant(tx, grant).await,
        AccountChange::GrantEnded { id, at, by } => {
            let sql = "UPDATE role_grant SET ended_at = $2, ended_by = $3 WHERE id = $1 AND ended_at IS NULL";
            must(tx, sqlx::query(sql).bind(&id).bind(at).bind(&by)).await?;
            let sql = "UPDATE role_grant SET ended_at = $2, ended_by = $3 WHERE stands_in = $1 AND ended_at IS NULL";
            run(tx, sqlx::query(sql).bind(&id).bind(at).bind(&by)).await.map(drop)
        }
        AccountChange::GrantsEnded { account, at, by } => {
            let sql = "UPDATE role_grant SET ended_at = $2, ended_by = $3 WHERE ended_at IS NULL AND \
                       (account = $1 OR stands_in IN (SELECT id FROM role_grant WHERE account = $1))";
            run(tx, sqlx::query(sql).bind(account).bind(at).bind(by)).await.map(drop)
        }
        AccountChange::Invitation(invitation) => add_invitation(tx, invitation).await,
        AccountChange::InvitationUsed { digest, at } => {
            let sql = "UPDATE invitation SET used_at = $2 WHERE digest = $1 AND used_at IS NULL";
            must(tx, sqlx::query(sql).bind(digest).bind(at)).await
        }
        AccountChange::RecoveryCodes { account, digests } => {
            run(tx, sqlx::query("DELETE FROM recovery_code WHERE account = $1").bind(&account)).await?;
            for digest in digests {
                let sql = "INSERT INTO recovery_code (account, digest) VALUES ($1, $2)";
                run(tx, sqlx::query(sql).bind(&account).bind(digest)).await?;
            }
            Ok(())
        }
        AccountChange::RecoveryUsed { account, digest, at } => {
            let sql = "UPDATE recovery_code SET used_at = $3 WHERE account = $1 AND digest = $2 AND used_at IS NULL";
            must(tx, sqlx::query(sql).bind(account).bind(digest).bind(at)).await
        }
        AccountChange::Session(session) => add_session(tx, session).await,
        AccountChange::SessionTurned { from, to } => turn_session(tx, &from, to).await,
        AccountChange::SessionSeen { digest, at } => {
            let sql = "UPDATE session SET seen_at = $2 WHERE digest = $1 AND ended_at IS NULL";
            run(tx, sqlx::query(sql).bind(digest).bind(at)).await.map(drop)
        }
        AccountChange::SessionEnded { account, public_id, at, why } => {
            let sql = "UPDATE session SET ended_at = $3, ended_why = $4, state = 'ended' \
                       WHERE account = $1 AND public_id = $2 AND ended_at IS NULL";
            run(tx, sqlx::query(sql).bind(account).bind(public_id).bind(at).bind(why)).await.map(drop)
        }
        AccountChange::SessionsEnded { account, but, at, why } => {
            let sql = "UPDATE session SET ended_at = $3, ended_why = $4, state = 'ended' \
                       WHERE account = $1 AND public_id IS DISTINCT FROM $2 AND ended_at IS NULL";
            run(tx, sqlx::query(sql).bind(account).bind(but).bind(at).bind(why)).await.map(drop)
        }
        AccountChange::Token(token) => add_token(tx, token).await,
        AccountChange::TokenUsed { digest, at } => {
            let sql = "UPDATE token SET used_at = $2 WHERE digest = $1";
            run(tx, sqlx::query(sql).bind(digest).bind(at)).await.map(drop)
        }
        AccountChange::TokenEnded { account, public_id, at } => {
            let sql =
                "UPDATE token SET ended_at = $3 WHERE account = $1 AND public_id = $2 AND ended_at IS NULL";
            must(tx, sqlx::query(sql).bind(account).bind(public_id).bind(at)).await
        }
        AccountChange::Unattempted { subject } => {
            let sql = "UPDATE sign_in_failure SET failures = failures - 1, locked_until = NULL \
                       WHERE subject = $1 AND failures > 0";
            run(tx, sqlx::query(sql).bind(subject)).await.map(drop)
        }
        AccountChange::MailGiven { id, account, kind, address, code, body, at, until } => {
            mail::give(tx, mail::Given { id, account, kind, address, code, body, at, until }).await
        }
        AccountChange::MailConfirmed { account, code, at } => mail::confirm(tx, &account, &code, at).await,
        AccountChange::MailRemoved { account } => mail::remove(tx, &account).await,
        AccountChange::Forgiven { subject } => {
            run(tx, sqlx::query("DELETE FROM sign_in_failure WHERE subject = $1").bind(subject))
                .await
                .map(drop)
        }
    }
}

async fn add_account(tx: &mut Tx<'_>, account: Account) -> Write<()> {
    let sql = "INSERT INTO account (id, login, name, family, state, password, password_set_at, totp, totp_step, \
               made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let query = sqlx::query(sql)
        .bind(account.id)
        .bind(account.login)
        .bind(account.name)
        .bind(account.family.as_str())
        .bind(account.state.as_str())
        .bind(account.password)
        .bind(account.password_set_at)
        .bind(account.totp)
        .bind(account.totp_step)
        .bind(account.made_at)
        .bind(account.made_by);
    must(tx, query).await
}

async fn add_grant(tx: &mut Tx<'_>, grant: Grant) -> Write<()> {
    let sql = "INSERT INTO role_grant (id, account, role, organisation, from_on, to_on, stands_in, given_at, \
               given_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let query = sqlx::query(sql)
        .bind(grant.id)
        .bind(grant.account)
        .bind(grant.role.as_str())
        .bind(grant.organisation.id)
        .bind(grant.from_on.to_string())
        .bind(grant.to_on.map(|day| day.to_string()))
        .bind(grant.stands_in)
        .bind(grant.given_at)
        .bind(grant.given_by);
    must(tx, query).await
}

/// An earlier invitation that was not used opens nothing any more.
async fn add_invitation(tx: &mut Tx<'_>, invitation: Invitation) -> Write<()> {
    let sql = "DELETE FROM invitation WHERE account IS NOT DISTINCT FROM $1 AND used_at IS NULL";
    run(tx, sqlx::query(sql).bind(&invitation.account)).await?;
    let sql =
        "INSERT INTO invitation (digest, account, made_at, made_by, expires_at) VALUES ($1, $2, $3, $4, $5)";
    let query = sqlx::query(sql)
        .bind(invitation.digest)
        .bind(invitation.account)
        .bind(invitation.made_at)
        .bind(invitation.made_by)
        .bind(invitation.expires_at);
    must(tx, query).await
}

async fn add_session(tx: &mut Tx<'_>, session: Session) -> Write<()> {
    let sql = "INSERT INTO session (digest, public_id, account, role_grant, state, form_key, began_at, seen_at, \
               stepped_up_at, purpose, address, agent) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let query = sqlx::query(sql)
        .bind(session.digest)
        .bind(session.public_id)
        .bind(session.account)
        .bind(session.grant)
        .bind(session.state.as_str())
        .bind(session.form_key)
        .bind(session.began_at)
        .bind(session.seen_at)
        .bind(session.stepped_up_at)
        .bind(session.purpose)
        .bind(session.address)
        .bind(session.agent);
    must(tx, query).await
}

async fn turn_session(tx: &mut Tx<'_>, from: &str, to: Session) -> Write<()> {
    let sql = "UPDATE session SET digest = $2, role_grant = $3, state = $4, form_key = $5, began_at = $6, \
               seen_at = $7, stepped_up_at = $8, purpose = $9 WHERE digest = $1 AND ended_at IS NULL";
    let query = sqlx::query(sql)
        .bind(from.to_owned())
        .bind(to.digest)
        .bind(to.grant)
        .bind(to.state.as_str())
        .bind(to.form_key)
        .bind(to.began_at)
        .bind(to.seen_at)
        .bind(to.stepped_up_at)
        .bind(to.purpose);
    must(tx, query).await
}

async fn add_token(tx: &mut Tx<'_>, token: Token) -> Write<()> {
    let sql = "INSERT INTO token (digest, public_id, account, role_grant, name, reads_only, made_at, expires_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let query = sqlx::query(sql)
        .bind(token.digest)
        .bind(token.public_id)
        .bind(token.account)
        .bind(token.grant)
        .bind(token.name)
        .bind(token.reads_only)
        .bind(token.made_at)
        .bind(token.expires_at);
    must(tx, query).await
}
