//! Requests: the row as its stream makes it, the institutions that took part, the papers.

use super::rows::{self, Read};
use super::write::{Tx, Write, database, json};
use super::{Db, DbRow, Pool, scope};
use guantong_service::access::{Holding, Reach, Scope};
use guantong_service::request::{PaperRow, RequestFilter, RequestRow};
use sqlx::{QueryBuilder, Row};

/// Requests on records within reach, and those that one's institution took part in.
fn push_requests(query: &mut QueryBuilder<Db>, scope: Option<&Scope>) {
    let students = scope::students(scope);
    let holding = scope.map_or(&Holding::All, |scope| &scope.requests);
    if *students == Reach::All || *holding == Holding::All {
        return;
    }
    query.push(" AND (request.student IN (SELECT id FROM student WHERE 1 = 1");
    scope::push_students(query, "student", students);
    query.push(")");
    if let Holding::Of(institution) = holding {
        query.push(" OR request.id IN (SELECT request FROM request_party WHERE institution = ");
        query.push_bind(institution.clone()).push(")");
    }
    query.push(")");
}

pub(super) async fn one(pool: &Pool, scope: Option<&Scope>, id: &str) -> Read<Option<RequestRow>> {
    let mut query = QueryBuilder::new("SELECT id, due_on, version, request FROM request WHERE id = ");
    query.push_bind(id.to_owned());
    push_requests(&mut query, scope);
    query.build().fetch_optional(pool).await?.as_ref().map(row).transpose()
}

pub(super) async fn list(
    pool: &Pool,
    scope: Option<&Scope>,
    filter: &RequestFilter,
    limit: i64,
    offset: i64,
) -> Read<Vec<RequestRow>> {
    let mut query = QueryBuilder::new("SELECT id, due_on, version, request FROM request WHERE 1 = 1");
    push_filter(&mut query, scope, filter);
    // The most urgent first; of what waits for nobody, the newest.
    query.push(" ORDER BY CASE WHEN due_on IS NULL THEN 1 ELSE 0 END, due_on, CASE WHEN due_on IS NULL THEN id END DESC, id");
    query.push(" LIMIT ").push_bind(limit);
    query.push(" OFFSET ").push_bind(offset);
    query.build().fetch_all(pool).await?.iter().map(row).collect()
}

pub(super) async fn total(pool: &Pool, scope: Option<&Scope>, filter: &RequestFilter) -> Read<i64> {
    let mut query = QueryBuilder::new("SELECT COUNT(*) FROM request WHERE 1 = 1");
    push_filter(&mut query, scope, filter);
    query.build_query_scalar().fetch_one(pool).await
}

fn push_filter(query: &mut QueryBuilder<Db>, scope: Option<&Scope>, filter: &RequestFilter) {
    let column = |query: &mut QueryBuilder<Db>, column: &'static str, value: Option<&str>| {
        if let Some(value) = value {
            query.push(" AND ").push(column).push(" = ").push_bind(value.to_owned());
        }
    };
    let any = |query: &mut QueryBuilder<Db>,
               column: &'static str,
               values: &mut dyn Iterator<Item = &'static str>| {
        let values: Vec<&str> = values.collect();
        if !values.is_empty() {
            query.push(" AND ").push(column).push(" IN (");
            let mut list = query.separated(", ");
            values.into_iter().for_each(|value| {
                list.push_bind(value);
            });
            query.push(")");
        }
    };
    column(query, "holder", filter.holder.as_deref());
    column(query, "student", filter.student.as_ref().map(|student| student.as_str()));
    column(query, "kind", filter.kind.map(|kind| kind.as_str()));
    column(query, "account", filter.account.as_deref());
    any(query, "state", &mut filter.states.iter().map(|state| state.as_str()));
    any(query, "desk", &mut filter.desks.iter().map(|desk| desk.as_str()));
    if let Some(due) = filter.due_by {
        query.push(" AND due_on <= ").push_bind(due.to_string());
    }
    push_requests(query, scope);
}

pub(super) async fn count(pool: &Pool, year: i32) -> Read<i64> {
    sqlx::query_scalar("SELECT COUNT(*) FROM request WHERE id LIKE $1")
        .bind(format!("{year}-Q%"))
        .fetch_one(pool)
        .await
}

/// The papers of a request: texts whole, of files all but the file.
pub(super) async fn papers(pool: &Pool, scope: Option<&Scope>, request: &str) -> Read<Vec<PaperRow>> {
    let mut query = QueryBuilder::new(
        "SELECT request, digest, kind, name, media, size, at, CASE WHEN kind = 'file' THEN '' ELSE sealed END AS sealed \
         FROM request_paper WHERE request IN (SELECT id FROM request WHERE id = ",
    );
    query.push_bind(request.to_owned());
    push_requests(&mut query, scope);
    query.push(") ORDER BY at, digest");
    query.build().fetch_all(pool).await?.iter().map(paper_row).collect()
}

/// A paper as its row has it: without its file, where that is on a shelf.
pub(super) async fn paper(
    pool: &Pool,
    scope: Option<&Scope>,
    request: &str,
    digest: &str,
) -> Read<Option<PaperRow>> {
    let mut query = QueryBuilder::new("SELECT * FROM request_paper WHERE digest = ");
    query.push_bind(digest.to_owned()).push(" AND request IN (SELECT id FROM request WHERE id = ");
    query.push_bind(request.to_owned());
    push_requests(&mut query, scope);
    query.push(")");
    query.build().fetch_optional(pool).await?.as_ref().map(paper_row).transpose()
}

fn row(row: &DbRow) -> Read<RequestRow> {
    let due: Option<String> = row.try_get("due_on")?;
    Ok(RequestRow {
        id: row.try_get("id")?,
        due_on: due.map(|_| rows::date(row, "due_on")).transpose()?,
        version: row.try_get("version")?,
        request: rows::json(row, "request")?,
    })
}

fn paper_row(row: &DbRow) -> Read<PaperRow> {
    Ok(PaperRow {
        digest: row.try_get("digest")?,
        request: row.try_get("request")?,
        kind: rows::word(row, "kind")?,
        name: row.try_get("name")?,
        media: row.try_get("media")?,
        size: row.try_get("size")?,
        sealed: row.try_get("sealed")?,
        at: row.try_get("at")?,
    })
}

pub(super) async fn save(tx: &mut Tx<'_>, row: &RequestRow) -> Write<()> {
    let stop = row.stop();
    sqlx::query(
        "INSERT INTO request (id, kind, student, state, desk, holder, due_on, account, version, request) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
         ON CONFLICT (id) DO UPDATE SET state = $4, desk = $5, holder = $6, due_on = $7, version = $9, request = $10",
    )
    .bind(&row.id)
    .bind(row.request.opened.kind.as_str())
    .bind(row.request.opened.student.as_str())
    .bind(row.request.state.as_str())
    .bind(stop.map(|stop| stop.desk.as_str()))
    .bind(stop.map(|stop| stop.holder.clone()))
    .bind(row.due_on.map(|due| due.to_string()))
    .bind(&row.request.opened.account)
    .bind(row.version)
    .bind(json(&row.request)?)
    .execute(&mut **tx)
    .await
    .map_err(database("save a request"))?;
    for institution in row.parties() {
        sqlx::query(
            "INSERT INTO request_party (request, institution) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        )
        .bind(&row.id)
        .bind(institution)
        .execute(&mut **tx)
        .await
        .map_err(database("note a party of a request"))?;
    }
    Ok(())
}

pub(super) async fn save_paper(tx: &mut Tx<'_>, paper: &PaperRow) -> Write<()> {
    sqlx::query(
        "INSERT INTO request_paper (request, digest, kind, name, media, size, sealed, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&paper.request)
    .bind(&paper.digest)
    .bind(paper.kind.as_str())
    .bind(&paper.name)
    .bind(&paper.media)
    .bind(paper.size)
    .bind(&paper.sealed)
    .bind(paper.at)
    .execute(&mut **tx)
    .await
    .map_err(database("keep a paper of a request"))?;
    Ok(())
}
