//! Accounts, grants, sessions, keys and the trail, as they are read.

use super::rows::{Read, date, word};
use super::{Db, DbRow, Pool};
use guantong_model::StudentId;
use guantong_service::access::{Organisation, Role};
use guantong_service::account::{Account, Grant, Invitation, Session, Token, TrailFilter};
use guantong_service::trail::{Looked, Note, TrailEntry};
use sqlx::{QueryBuilder, Row};
use std::collections::BTreeMap;

const GRANT: &str = "SELECT role_grant.*, organisation.kind AS kind, organisation.name AS organisation_name, \
     organisation.district AS district FROM role_grant JOIN organisation ON organisation.id = role_grant.organisation ";

pub(super) async fn any(pool: &Pool) -> Read<bool> {
    Ok(sqlx::query("SELECT id FROM account LIMIT 1").fetch_optional(pool).await?.is_some())
}

/// How many accounts there are.
pub(super) async fn count(pool: &Pool) -> Read<i64> {
    sqlx::query_scalar("SELECT COUNT(*) FROM account").fetch_one(pool).await
}

/// The names of all accounts by id.
pub(super) async fn names(pool: &Pool) -> Read<BTreeMap<String, String>> {
    let found = sqlx::query("SELECT id, name FROM account").fetch_all(pool).await?;
    found.iter().map(|row| Ok((row.try_get("id")?, row.try_get("name")?))).collect()
}

pub(super) async fn by_login(pool: &Pool, login: &str) -> Read<Option<Account>> {
    let found = sqlx::query("SELECT * FROM account WHERE login = $1").bind(login);
    found.fetch_optional(pool).await?.as_ref().map(account).transpose()
}

pub(super) async fn one(pool: &Pool, id: &str) -> Read<Option<Account>> {
    let found = sqlx::query("SELECT * FROM account WHERE id = $1").bind(id);
    found.fetch_optional(pool).await?.as_ref().map(account).transpose()
}

pub(super) async fn list(pool: &Pool, search: &str, after: &str, limit: i64) -> Read<Vec<Account>> {
    let mut query = QueryBuilder::<Db>::new("SELECT * FROM account WHERE login > ");
    query.push_bind(after.to_owned());
    if !search.is_empty() {
        let any = |words: &str| format!("%{}%", super::read::like_literal(words));
        query
            .push(" AND (login LIKE ")
            .push_bind(any(&search.to_lowercase()))
            .push(" ESCAPE '\\' OR name LIKE ");
        query.push_bind(any(search)).push(" ESCAPE '\\')");
    }
    query.push(" ORDER BY login LIMIT ").push_bind(limit);
    query.build().fetch_all(pool).await?.iter().map(account).collect()
}

pub(super) async fn earlier_passwords(pool: &Pool, id: &str, limit: i64) -> Read<Vec<String>> {
    let sql = "SELECT hash FROM account_password WHERE account = $1 ORDER BY set_at DESC LIMIT $2";
    sqlx::query_scalar(sql).bind(id).bind(limit).fetch_all(pool).await
}

pub(super) async fn grants(pool: &Pool, accounts: &[String]) -> Read<Vec<Grant>> {
    let mut found = Vec::new();
    for some in accounts.chunks(super::write::ROWS) {
        let mut query = QueryBuilder::<Db>::new(GRANT);
        query.push("WHERE role_grant.account IN (");
        let mut ids = query.separated(", ");
        for id in some {
            ids.push_bind(id.clone());
        }
        query.push(") ORDER BY role_grant.given_at DESC, role_grant.id");
        for row in &query.build().fetch_all(pool).await? {
            found.push(grant(row)?);
        }
    }
    Ok(found)
}

pub(super) async fn one_grant(pool: &Pool, id: &str) -> Read<Option<Grant>> {
    let mut query = QueryBuilder::<Db>::new(GRANT);
    query.push("WHERE role_grant.id = ").push_bind(id.to_owned());
    query.build().fetch_optional(pool).await?.as_ref().map(grant).transpose()
}

pub(super) async fn grants_at(pool: &Pool, organisation: &str) -> Read<Vec<Grant>> {
    let mut query = QueryBuilder::<Db>::new(GRANT);
    query.push("WHERE role_grant.ended_at IS NULL AND role_grant.organisation = ");
    query.push_bind(organisation.to_owned()).push(" ORDER BY role_grant.given_at");
    query.build().fetch_all(pool).await?.iter().map(grant).collect()
}

pub(super) async fn organisations(pool: &Pool) -> Read<Vec<Organisation>> {
    let sql = "SELECT id, kind, name, district FROM organisation ORDER BY kind, name";
    let rows = sqlx::query(sql).fetch_all(pool).await?;
    let organisation = |row: &DbRow| {
        Ok(Organisation {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            kind: word(row, "kind")?,
            district: row.try_get("district")?,
        })
    };
    rows.iter().map(organisation).collect()
}

pub(super) async fn own_students(pool: &Pool, id: &str) -> Read<Vec<StudentId>> {
    let sql = "SELECT student FROM account_student WHERE account = $1 ORDER BY student";
    let ids: Vec<String> = sqlx::query_scalar(sql).bind(id).fetch_all(pool).await?;
    Ok(ids.iter().map(|id| StudentId::from(id.as_str())).collect())
}

pub(super) async fn holders(pool: &Pool, student: &StudentId, role: Role) -> Read<i64> {
    let sql = "SELECT COUNT(DISTINCT account_student.account) FROM account_student \
               JOIN role_grant ON role_grant.account = account_student.account \
               WHERE account_student.student = $1 AND role_grant.role = $2 AND role_grant.ended_at IS NULL";
    sqlx::query_scalar(sql).bind(student.as_str()).bind(role.as_str()).fetch_one(pool).await
}

pub(super) async fn invitation(pool: &Pool, digest: &str) -> Read<Option<Invitation>> {
    let found = sqlx::query("SELECT * FROM invitation WHERE digest = $1").bind(digest);
    let Some(row) = found.fetch_optional(pool).await? else { return Ok(None) };
    Ok(Some(Invitation {
        digest: row.try_get("digest")?,
        account: row.try_get("account")?,
        made_at: row.try_get("made_at")?,
        made_by: row.try_get("made_by")?,
        expires_at: row.try_get("expires_at")?,
        used_at: row.try_get("used_at")?,
    }))
}

pub(super) async fn recovery_codes_left(pool: &Pool, id: &str) -> Read<i64> {
    let sql = "SELECT COUNT(*) FROM recovery_code WHERE account = $1 AND used_at IS NULL";
    sqlx::query_scalar(sql).bind(id).fetch_one(pool).await
}

pub(super) async fn one_session(pool: &Pool, digest: &str) -> Read<Option<Session>> {
    let found = sqlx::query("SELECT * FROM session WHERE digest = $1 AND ended_at IS NULL").bind(digest);
    found.fetch_optional(pool).await?.as_ref().map(session).transpose()
}

pub(super) async fn sessions(pool: &Pool, id: &str) -> Read<Vec<Session>> {
    let sql = "SELECT * FROM session WHERE account = $1 AND ended_at IS NULL ORDER BY began_at DESC";
    sqlx::query(sql).bind(id).fetch_all(pool).await?.iter().map(session).collect()
}

pub(super) async fn one_token(pool: &Pool, digest: &str) -> Read<Option<Token>> {
    let found = sqlx::query("SELECT * FROM token WHERE digest = $1 AND ended_at IS NULL").bind(digest);
    found.fetch_optional(pool).await?.as_ref().map(token).transpose()
}

pub(super) async fn tokens(pool: &Pool, id: &str) -> Read<Vec<Token>> {
    let sql = "SELECT * FROM token WHERE account = $1 AND ended_at IS NULL ORDER BY made_at DESC";
    sqlx::query(sql).bind(id).fetch_all(pool).await?.iter().map(token).collect()
}

pub(super) async fn trail(pool: &Pool, filter: &TrailFilter, limit: i64) -> Read<Vec<TrailEntry>> {
    let mut query = QueryBuilder::<Db>::new("SELECT * FROM trail WHERE 1 = 1");
    let TrailFilter { account, action, object, before } = filter;
    let columns = [(" AND account = ", account), (" AND action = ", action), (" AND object = ", object)];
    for (condition, value) in columns {
        if let Some(value) = value {
            query.push(condition).push_bind(value.clone());
        }
    }
    if let Some(before) = before {
        query.push(" AND seq < ").push_bind(*before);
    }
    query.push(" ORDER BY seq DESC LIMIT ").push_bind(limit);
    query.build().fetch_all(pool).await?.iter().map(trail_entry).collect()
}

pub(super) async fn trail_after(pool: &Pool, seq: i64, limit: i64) -> Read<Vec<TrailEntry>> {
    let found = sqlx::query("SELECT * FROM trail WHERE seq > $1 ORDER BY seq LIMIT $2").bind(seq).bind(limit);
    found.fetch_all(pool).await?.iter().map(trail_entry).collect()
}

pub(super) async fn looks(pool: &Pool, object: &str, limit: i64) -> Read<Vec<Looked>> {
    let sql = "SELECT trail.*, COALESCE(account.name, '') AS person FROM trail \
               LEFT JOIN account ON account.id = trail.account WHERE object = $1 ORDER BY seq DESC LIMIT $2";
    let rows = sqlx::query(sql).bind(object).bind(limit).fetch_all(pool).await?;
    let looked = |row: &DbRow| Ok(Looked { entry: trail_entry(row)?, name: row.try_get("person")? });
    rows.iter().map(looked).collect()
}

fn account(row: &DbRow) -> Read<Account> {
    Ok(Account {
        id: row.try_get("id")?,
        login: row.try_get("login")?,
        name: row.try_get("name")?,
        family: word(row, "family")?,
        state: word(row, "state")?,
        password: row.try_get("password")?,
        password_set_at: row.try_get("password_set_at")?,
        totp: row.try_get("totp")?,
        totp_step: row.try_get("totp_step")?,
        made_at: row.try_get("made_at")?,
        made_by: row.try_get("made_by")?,
    })
}

fn grant(row: &DbRow) -> Read<Grant> {
    let to_on: Option<String> = row.try_get("to_on")?;
    Ok(Grant {
        id: row.try_get("id")?,
        account: row.try_get("account")?,
        role: word(row, "role")?,
        organisation: Organisation {
            id: row.try_get("organisation")?,
            name: row.try_get("organisation_name")?,
            kind: word(row, "kind")?,
            district: row.try_get("district")?,
        },
        from_on: date(row, "from_on")?,
        to_on: to_on.is_some().then(|| date(row, "to_on")).transpose()?,
        stands_in: row.try_get("stands_in")?,
        given_at: row.try_get("given_at")?,
        given_by: row.try_get("given_by")?,
        ended_at: row.try_get("ended_at")?,
    })
}

fn session(row: &DbRow) -> Read<Session> {
    Ok(Session {
        digest: row.try_get("digest")?,
        public_id: row.try_get("public_id")?,
        account: row.try_get("account")?,
        grant: row.try_get("role_grant")?,
        state: word(row, "state")?,
        form_key: row.try_get("form_key")?,
        began_at: row.try_get("began_at")?,
        seen_at: row.try_get("seen_at")?,
        stepped_up_at: row.try_get("stepped_up_at")?,
        purpose: row.try_get("purpose")?,
        address: row.try_get("address")?,
        agent: row.try_get("agent")?,
    })
}

fn token(row: &DbRow) -> Read<Token> {
    Ok(Token {
        digest: row.try_get("digest")?,
        public_id: row.try_get("public_id")?,
        account: row.try_get("account")?,
        grant: row.try_get("role_grant")?,
        name: row.try_get("name")?,
        reads_only: row.try_get("reads_only")?,
        made_at: row.try_get("made_at")?,
        expires_at: row.try_get("expires_at")?,
        used_at: row.try_get("used_at")?,
        ended_at: row.try_get("ended_at")?,
    })
}

fn trail_entry(row: &DbRow) -> Read<TrailEntry> {
    Ok(TrailEntry {
        seq: row.try_get("seq")?,
        at: row.try_get("at")?,
        note: Note {
            account: row.try_get("account")?,
            role: row.try_get("role")?,
            organisation: row.try_get("organisation")?,
            action: row.try_get("action")?,
            object: row.try_get("object")?,
            result: row.try_get("result")?,
            purpose: row.try_get("purpose")?,
            address: row.try_get("address")?,
        },
        hash: row.try_get("hash")?,
    })
}
