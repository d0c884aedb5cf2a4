//! Decisions by clause and code, in and out.

use super::rows::{self, Read};
use super::scope;
use super::write::{ROWS, Tx, Write, database};
use super::{DbRow, Pool};
use guantong_service::access::Scope;
use guantong_service::branch::{Branch, ClauseDecision, Touched, TouchedFilter};
use sqlx::{QueryBuilder, Row};

pub(super) async fn save(tx: &mut Tx<'_>, decisions: &[ClauseDecision]) -> Write<()> {
    for rows in decisions.chunks(ROWS) {
        let mut query = QueryBuilder::new(
            "INSERT INTO clause_decision (clause, code, student, version, outcome, effective_on) ",
        );
        query.push_values(rows, |mut row, decision| {
            row.push_bind(&decision.clause)
                .push_bind(&decision.code)
                .push_bind(decision.student.as_str())
                .push_bind(decision.version)
                .push_bind(decision.outcome.as_str())
                .push_bind(decision.on.to_string());
        });
        query.push(" ON CONFLICT DO NOTHING");
        query.build().execute(&mut **tx).await.map_err(database("note decisions by clause"))?;
    }
    Ok(())
}

/// Branches in the order of the table's own key: a code has one outcome, so no row need be sorted.
pub(super) async fn branches(pool: &Pool, scope: Option<&Scope>, clause: Option<&str>) -> Read<Vec<Branch>> {
    let mut query = QueryBuilder::new(
        "SELECT clause, code, MIN(outcome) AS outcome, COUNT(*) AS decisions, MIN(student) AS student \
         FROM clause_decision WHERE 1 = 1",
    );
    scope::push_students_of(&mut query, "clause_decision.student", scope::figures(scope));
    if let Some(clause) = clause {
        query.push(" AND clause = ").push_bind(clause.to_owned());
    }
    query.push(" GROUP BY clause, code ORDER BY clause, code");
    query.build().fetch_all(pool).await?.iter().map(branch).collect()
}

fn branch(row: &DbRow) -> Read<Branch> {
    Ok(Branch {
        clause: row.try_get("clause")?,
        code: row.try_get("code")?,
        outcome: rows::word(row, "outcome")?,
        decisions: row.try_get("decisions")?,
        example: rows::text(row, "student")?,
    })
}

pub(super) async fn touched(
    pool: &Pool,
    scope: Option<&Scope>,
    clause: &str,
    filter: &TouchedFilter,
    limit: i64,
) -> Read<Vec<Touched>> {
    let mut query = QueryBuilder::new(
        "SELECT d.*, s.name FROM clause_decision d JOIN student s ON s.id = d.student WHERE d.clause = ",
    );
    query.push_bind(clause.to_owned());
    scope::push_students(&mut query, "s", scope::students(scope));
    if let Some(code) = &filter.code {
        query.push(" AND d.code = ").push_bind(code);
    }
    if let Some(outcome) = filter.outcome {
        query.push(" AND d.outcome = ").push_bind(outcome.as_str());
    }
    if let Some((code, student, version)) = &filter.after {
        query.push(" AND (d.code, d.student, d.version) > (").push_bind(code);
        query.push(", ").push_bind(student.as_str()).push(", ").push_bind(version).push(")");
    }
    query.push(" ORDER BY d.code, d.student, d.version LIMIT ").push_bind(limit);
    query.build().fetch_all(pool).await?.iter().map(one).collect()
}

fn one(row: &DbRow) -> Read<Touched> {
    let decision = ClauseDecision {
        clause: row.try_get("clause")?,
        code: row.try_get("code")?,
        student: rows::text(row, "student")?,
        version: row.try_get("version")?,
        outcome: rows::word(row, "outcome")?,
        on: rows::date(row, "effective_on")?,
    };
    Ok(Touched { decision, name: row.try_get("name")? })
}
