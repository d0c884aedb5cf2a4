//! What indicators are computed from: records as far as they are counted, and decisions by clause and code.

use super::destination;
use super::rows::{self, Read};
use super::scope;
use super::{Db, DbRow, Pool};
use guantong_model::{Date, StudentId};
use guantong_service::access::Scope;
use guantong_service::branch::ClauseDecision;
use guantong_service::indicator::LifeRow;
use sqlx::{QueryBuilder, Row};

/// Students under the name `s`, each with the place that admission filled: that stays filled where its student changes
/// programme later.
pub(super) const PLACED: &str = "student s LEFT JOIN round_result r \
     ON r.year = s.entry_year AND r.round = s.round AND r.no = s.candidate_no";

/// The programme of that place.
pub(super) const PLACE: &str = "COALESCE(r.programme, s.programme)";

/// Adds ` AND …` for records of `s` that were opened by a day.
pub(super) fn push_opened_by(query: &mut QueryBuilder<Db>, until: Option<Date>) {
    if let Some(until) = until {
        query.push(
            " AND EXISTS (SELECT 1 FROM event e WHERE e.stream = 'student/' || s.id AND e.version = 1 \
             AND e.effective_on <= ",
        );
        query.push_bind(until.to_string()).push(")");
    }
}

pub(super) async fn lives(pool: &Pool, scope: Option<&Scope>, until: Option<Date>) -> Read<Vec<LifeRow>> {
    let mut query = QueryBuilder::new("SELECT s.id, s.entry_year, ");
    query.push(PLACE).push(
        " AS place, s.programme, s.institution, s.partner, s.standing, s.district, \
         g.arrived, g.college, g.bachelor, g.ended, ",
    );
    destination::push_last(&mut query, until);
    query.push(" FROM ").push(PLACED);
    // The first row of a stage says where it began; day and institution in one, so that the earliest is taken whole.
    query.push(
        " LEFT JOIN (SELECT student, MIN(from_on) AS arrived, \
         MIN(CASE WHEN stage = 'college' THEN from_on END) AS college, \
         MIN(CASE WHEN stage = 'bachelor' THEN from_on || ' ' || institution END) AS bachelor, \
         MAX(CASE WHEN went = 'ended'",
    );
    if let Some(until) = until {
        query.push(" AND to_on <= ").push_bind(until.to_string());
    }
    query.push(" THEN to_on END) AS ended FROM registration");
    if let Some(until) = until {
        query.push(" WHERE from_on <= ").push_bind(until.to_string());
    }
    query.push(" GROUP BY student) g ON g.student = s.id WHERE 1 = 1");
    scope::push_students(&mut query, "s", scope::figures(scope));
    push_opened_by(&mut query, until);
    query.push(" ORDER BY s.id");
    query.build().fetch_all(pool).await?.iter().map(life).collect()
}

fn life(row: &DbRow) -> Read<LifeRow> {
    let day = |column: &str| {
        let there: Option<&str> = row.try_get(column)?;
        there.map(|_| rows::date(row, column)).transpose()
    };
    let bachelor: Option<&str> = row.try_get("bachelor")?;
    let bachelor = bachelor.and_then(|text| text.split_once(' '));
    Ok(LifeRow {
        student: rows::text(row, "id")?,
        entry_year: row.try_get("entry_year")?,
        place: rows::text(row, "place")?,
        programme: rows::text(row, "programme")?,
        institution: row.try_get("institution")?,
        partner: row.try_get("partner")?,
        standing: rows::word(row, "standing")?,
        district: row.try_get("district")?,
        arrived: day("arrived")?,
        college: day("college")?,
        bachelor: bachelor.and_then(|(on, at)| Some((on.parse().ok()?, at.to_owned()))),
        ended: day("ended")?,
        destination: destination::last(row)?.map(|(destination, _)| destination),
    })
}

pub(super) async fn decided(
    pool: &Pool,
    scope: Option<&Scope>,
    wanted: &[(&str, Option<&str>)],
    outcome: Option<&str>,
    until: Date,
) -> Read<Vec<ClauseDecision>> {
    let mut query = QueryBuilder::new(
        "SELECT clause, code, student, version, outcome, effective_on FROM clause_decision WHERE (",
    );
    for (at, (clause, code)) in wanted.iter().enumerate() {
        query.push(if at > 0 { " OR " } else { "" });
        query.push("(clause = ").push_bind((*clause).to_owned());
        if let Some(code) = code {
            query.push(" AND code = ").push_bind((*code).to_owned());
        }
        query.push(")");
    }
    query.push(if wanted.is_empty() { "1 = 0)" } else { ")" });
    if let Some(outcome) = outcome {
        query.push(" AND outcome = ").push_bind(outcome.to_owned());
    }
    query.push(" AND effective_on <= ").push_bind(until.to_string());
    scope::push_students_of(&mut query, "clause_decision.student", scope::figures(scope));
    query.push(" ORDER BY student, version, clause");
    query.build().fetch_all(pool).await?.iter().map(decision).collect()
}

fn decision(row: &DbRow) -> Read<ClauseDecision> {
    Ok(ClauseDecision {
        clause: row.try_get("clause")?,
        code: row.try_get("code")?,
        student: rows::text(row, "student")?,
        version: row.try_get("version")?,
        outcome: rows::word(row, "outcome")?,
        on: rows::date(row, "effective_on")?,
    })
}

pub(super) async fn told_otherwise(
    pool: &Pool,
    scope: Option<&Scope>,
    clauses: &[&str],
) -> Read<Vec<StudentId>> {
    let mut query = QueryBuilder::new(
        "SELECT DISTINCT student FROM clause_decision WHERE ((clause = '3.3.3.a' AND code = 'corrected') \
         OR (code >= 'past.' AND code < 'past/' AND clause IN (",
    );
    let mut list = query.separated(", ");
    clauses.iter().for_each(|clause| {
        list.push_bind((*clause).to_owned());
    });
    query.push(")))");
    scope::push_students_of(&mut query, "clause_decision.student", scope::figures(scope));
    query.push(" ORDER BY student");
    let found: Vec<String> = query.build_query_scalar().fetch_all(pool).await?;
    Ok(found.into_iter().map(StudentId).collect())
}
