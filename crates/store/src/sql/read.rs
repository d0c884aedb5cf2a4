//! Queries. Filters stand in the query, never after it.

use super::cohort;
use super::indicator::{PLACE, PLACED, push_opened_by};
use super::rows::{self, Read};
use super::scope;
use super::{Db, DbRow, Pool};
use guantong_model::{CandidateNo, Date, PersonId, ProgrammeId, StudentId};
use guantong_service::access::{Reach, Scope};
use guantong_service::journal::Entry;
use guantong_service::ports::{CandidateFilter, CandidateLine, StreamEntry, StudentFilter};
use guantong_service::rows::{
    Candidate, CertificateRow, Counts, Document, Person, PlanDraft, PlanHead, PlanLine, Round,
    RoundProgramme, RoundResult, RoundRun, Student,
};
use sqlx::{QueryBuilder, Row};
use std::collections::BTreeMap;

pub(super) async fn stream(pool: &Pool, scope: Option<&Scope>, stream: &str) -> Read<Vec<Entry>> {
    let mut query = QueryBuilder::new("SELECT * FROM event WHERE stream = ");
    query.push_bind(stream.to_owned());
    scope::push_streams(&mut query, scope::students(scope));
    query.push(" ORDER BY version");
    query.build().fetch_all(pool).await?.iter().map(rows::entry).collect()
}

/// Bound values in one query: SQLite takes 32,766.
const BOUND: usize = 10_000;

pub(super) async fn stream_entries(
    pool: &Pool,
    scope: Option<&Scope>,
    streams: &[String],
) -> Read<Vec<StreamEntry>> {
    let mut entries = Vec::new();
    for some in streams.chunks(BOUND) {
        let mut query = QueryBuilder::new("SELECT stream, version, kind, body FROM event WHERE stream IN (");
        let mut list = query.separated(", ");
        some.iter().for_each(|stream| {
            list.push_bind(stream);
        });
        query.push(")");
        scope::push_streams(&mut query, scope::students(scope));
        query.push(" ORDER BY stream, version");
        for row in query.build().fetch_all(pool).await? {
            entries.push(StreamEntry {
                stream: row.try_get("stream")?,
                version: row.try_get("version")?,
                kind: row.try_get("kind")?,
                body: row.try_get("body")?,
            });
        }
    }
    Ok(entries)
}

pub(super) async fn entries(pool: &Pool, scope: Option<&Scope>, after: i64, limit: i64) -> Read<Vec<Entry>> {
    if !scope::is_whole(scope) {
        return Ok(Vec::new());
    }
    let found =
        sqlx::query("SELECT * FROM event WHERE seq > $1 ORDER BY seq LIMIT $2").bind(after).bind(limit);
    found.fetch_all(pool).await?.iter().map(rows::entry).collect()
}

pub(super) async fn head(pool: &Pool) -> Read<(i64, String)> {
    let last =
        sqlx::query("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetch_optional(pool).await?;
    last.map_or(Ok((0, String::new())), |row| Ok((row.try_get("seq")?, row.try_get("hash")?)))
}

pub(super) async fn years(pool: &Pool) -> Read<Vec<i32>> {
    let sql = "SELECT year FROM plan UNION SELECT year FROM plan_draft ORDER BY year DESC";
    sqlx::query_scalar(sql).fetch_all(pool).await
}

pub(super) async fn plan(pool: &Pool, year: i32) -> Read<Option<PlanHead>> {
    let found = sqlx::query("SELECT * FROM plan WHERE year = $1").bind(year);
    found.fetch_optional(pool).await?.as_ref().map(rows::plan).transpose()
}

pub(super) async fn plan_lines(pool: &Pool, year: i32) -> Read<Vec<PlanLine>> {
    let found = sqlx::query("SELECT * FROM plan_line WHERE year = $1 ORDER BY position").bind(year);
    found.fetch_all(pool).await?.iter().map(rows::plan_line).collect()
}

/// Each of these only grows, and with every change of what it stands for.
pub(super) async fn reference_mark(pool: &Pool) -> Read<String> {
    let row = sqlx::query(
        "SELECT (SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) FROM plan) AS plans, \
         (SELECT CAST(COALESCE(SUM(places), 0) AS BIGINT) FROM plan_line) AS places, \
         (SELECT COUNT(*) FROM round WHERE state = 'published') AS rounds, \
         (SELECT COUNT(*) FROM round_version) AS corrected, \
         (SELECT COUNT(*) FROM dated_fact) AS facts, \
         (SELECT COUNT(*) FROM progression_rules) AS rules, \
         (SELECT COUNT(*) FROM past_programme) AS classes",
    )
    .fetch_one(pool)
    .await?;
    let names = ["plans", "places", "rounds", "corrected", "facts", "rules", "classes"];
    let counts = names.map(|name| row.try_get::<i64, _>(name));
    let counts = counts.into_iter().collect::<Result<Vec<i64>, _>>()?;
    Ok(counts.iter().map(i64::to_string).collect::<Vec<_>>().join("/"))
}

pub(super) async fn plan_draft(pool: &Pool, year: i32) -> Read<Option<PlanDraft>> {
    let found = sqlx::query("SELECT * FROM plan_draft WHERE year = $1").bind(year);
    found.fetch_optional(pool).await?.as_ref().map(rows::plan_draft).transpose()
}

pub(super) async fn document(pool: &Pool, digest: &str) -> Read<Option<Document>> {
    let found = sqlx::query("SELECT * FROM document WHERE digest = $1").bind(digest);
    found.fetch_optional(pool).await?.as_ref().map(rows::document).transpose()
}

pub(super) async fn candidates(pool: &Pool, scope: Option<&Scope>, year: i32) -> Read<Vec<Candidate>> {
    let mut query = QueryBuilder::new("SELECT * FROM candidate WHERE year = ");
    query.push_bind(year);
    scope::push_candidates(&mut query, "candidate", scope::candidates(scope));
    query.push(" ORDER BY no");
    query.build().fetch_all(pool).await?.iter().map(rows::candidate).collect()
}

pub(super) async fn candidate(
    pool: &Pool,
    scope: Option<&Scope>,
    year: i32,
    no: &CandidateNo,
) -> Read<Option<Candidate>> {
    let mut query = QueryBuilder::new("SELECT * FROM candidate WHERE year = ");
    query.push_bind(year).push(" AND no = ").push_bind(no.as_str().to_owned());
    scope::push_candidates(&mut query, "candidate", scope::candidates(scope));
    query.build().fetch_optional(pool).await?.as_ref().map(rows::candidate).transpose()
}

/// What a search means: digits begin a number, letters a reading or its initials, anything else is in a name.
enum Search {
    Number(String),
    Letters(String),
    Name(String),
}

fn search_of(words: &str) -> Option<Search> {
    let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    if words.is_empty() {
        None
    } else if words.chars().all(|c| c.is_ascii_digit() || c == '-') {
        Some(Search::Number(format!("{words}%")))
    } else if words.is_ascii() {
        Some(Search::Letters(format!("{}%", like_literal(&words.to_ascii_lowercase()))))
    } else {
        Some(Search::Name(format!("%{}%", like_literal(&words))))
    }
}

/// What a person types has no wildcards: `%` and `_` stand for themselves.
pub(super) fn like_literal(words: &str) -> String {
    words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// Adds the search to a query over a table or alias with these columns.
fn push_search(query: &mut QueryBuilder<Db>, words: Option<&str>, people: &str, numbers: &[&str]) {
    match words.and_then(search_of) {
        None => {}
        Some(Search::Number(number)) => {
            query.push(" AND (");
            for (n, column) in numbers.iter().enumerate() {
                query
                    .push(if n > 0 { " OR " } else { "" })
                    .push(*column)
                    .push(" LIKE ")
                    .push_bind(number.clone());
            }
            query.push(")");
        }
        Some(Search::Letters(letters)) => {
            query
                .push(format!(" AND ({people}.pinyin LIKE "))
                .push_bind(letters.clone())
                .push(" ESCAPE '\\'");
            query.push(format!(" OR {people}.initials LIKE ")).push_bind(letters).push(" ESCAPE '\\')");
        }
        Some(Search::Name(name)) => {
            query.push(format!(" AND {people}.name LIKE ")).push_bind(name).push(" ESCAPE '\\'");
        }
    }
}

pub(super) async fn candidate_lines(
    pool: &Pool,
    scope: Option<&Scope>,
    year: i32,
    round: Round,
    filter: &CandidateFilter,
    limit: i64,
) -> Read<Vec<CandidateLine>> {
    let mut query = QueryBuilder::new(
        "SELECT r.*, c.total, p.name FROM round_result r \
         JOIN candidate c ON c.year = r.year AND c.no = r.no JOIN person p ON p.id = c.person WHERE r.year = ",
    );
    query.push_bind(year).push(" AND r.round = ").push_bind(round.as_str());
    // The whole round goes by its results, a part of it by the candidates of the part.
    let whole = scope::candidates(scope) == &Reach::All;
    let (no, by_no) =
        if whole { ("r.no", " ORDER BY r.no LIMIT ") } else { ("c.no", " ORDER BY c.no LIMIT ") };
    if !whole {
        query.push(" AND c.year = ").push_bind(year);
    }
    if let Some(outcome) = &filter.outcome {
        query.push(" AND r.outcome = ").push_bind(outcome);
    }
    if let Some(programme) = &filter.programme {
        query.push(" AND r.programme = ").push_bind(programme.as_str());
    }
    if let Some(district) = &filter.district {
        query.push(" AND c.district = ").push_bind(district);
    }
    if let Some(school) = &filter.school {
        query.push(" AND p.junior_school = ").push_bind(school);
    }
    scope::push_candidates(&mut query, "c", scope::candidates(scope));
    push_search(&mut query, filter.search.as_deref(), "p", &["r.no"]);
    if let Some(after) = &filter.after {
        query.push(" AND ").push(no).push(" > ").push_bind(after.as_str());
    }
    query.push(by_no).push_bind(limit);
    query.build().fetch_all(pool).await?.iter().map(rows::candidate_line).collect()
}

pub(super) async fn person(pool: &Pool, scope: Option<&Scope>, id: &PersonId) -> Read<Option<Person>> {
    let mut query = QueryBuilder::new("SELECT * FROM person WHERE id = ");
    query.push_bind(id.as_str().to_owned());
    scope::push_people(&mut query, scope);
    query.build().fetch_optional(pool).await?.as_ref().map(rows::person).transpose()
}

pub(super) async fn people(pool: &Pool, scope: Option<&Scope>, ids: &[PersonId]) -> Read<Vec<Person>> {
    let mut people = Vec::with_capacity(ids.len());
    for some in ids.chunks(BOUND) {
        let mut query = QueryBuilder::new("SELECT * FROM person WHERE id IN (");
        let mut list = query.separated(", ");
        some.iter().for_each(|id| {
            list.push_bind(id.as_str());
        });
        query.push(")");
        scope::push_people(&mut query, scope);
        for row in query.build().fetch_all(pool).await? {
            people.push(rows::person(&row)?);
        }
    }
    Ok(people)
}

pub(super) async fn rounds(pool: &Pool, year: i32) -> Read<Vec<RoundRun>> {
    // `early` comes before `unified` in the alphabet as it does in the year.
    let found = sqlx::query("SELECT run FROM round WHERE year = $1 ORDER BY round").bind(year);
    found.fetch_all(pool).await?.iter().map(rows::round).collect()
}

pub(super) async fn results(
    pool: &Pool,
    scope: Option<&Scope>,
    year: i32,
    round: Round,
) -> Read<Vec<RoundResult>> {
    let mut query = QueryBuilder::new("SELECT * FROM round_result WHERE year = ");
    query.push_bind(year).push(" AND round = ").push_bind(round.as_str());
    scope::push_results(&mut query, scope::candidates(scope));
    query.push(" ORDER BY no");
    query.build().fetch_all(pool).await?.iter().map(rows::result).collect()
}

pub(super) async fn result(
    pool: &Pool,
    scope: Option<&Scope>,
    year: i32,
    round: Round,
    no: &CandidateNo,
) -> Read<Option<RoundResult>> {
    let mut query = QueryBuilder::new("SELECT * FROM round_result WHERE year = ");
    query.push_bind(year).push(" AND round = ").push_bind(round.as_str());
    query.push(" AND no = ").push_bind(no.as_str().to_owned());
    scope::push_results(&mut query, scope::candidates(scope));
    query.build().fetch_optional(pool).await?.as_ref().map(rows::result).transpose()
}

pub(super) async fn round_programmes(pool: &Pool, year: i32, round: Round) -> Read<Vec<RoundProgramme>> {
    let found = sqlx::query("SELECT * FROM round_programme WHERE year = $1 AND round = $2 ORDER BY position")
        .bind(year)
        .bind(round.as_str());
    found.fetch_all(pool).await?.iter().map(rows::round_programme).collect()
}

fn push_student_filter(query: &mut QueryBuilder<Db>, scope: Option<&Scope>, filter: &StudentFilter) {
    query.push(" WHERE 1 = 1");
    scope::push_students(query, "student", scope::students(scope));
    let equals = [
        (" AND institution = ", filter.institution.as_deref()),
        (" AND programme = ", filter.programme.as_ref().map(ProgrammeId::as_str)),
        (" AND district = ", filter.district.as_deref()),
        (" AND stage = ", filter.stage.map(|stage| stage.as_str())),
        (" AND work = ", filter.work.map(|work| work.as_str())),
        (" AND qualification = ", filter.qualification.map(|qualification| qualification.as_str())),
        (" AND registered_at = ", filter.registered_at.as_deref()),
    ];
    for (clause, value) in equals {
        if let Some(value) = value {
            query.push(clause).push_bind(value.to_owned());
        }
    }
    for (clause, year) in [(" AND entry_year = ", filter.entry_year), (" AND cohort = ", filter.cohort)] {
        if let Some(year) = year {
            query.push(clause).push_bind(year);
        }
    }
    if !filter.standings.is_empty() {
        query.push(" AND standing IN (");
        let mut standings = query.separated(", ");
        for standing in &filter.standings {
            standings.push_bind(standing.as_str());
        }
        query.push(")");
    }
    if let Some(milestone) = filter.reached {
        query.push(" AND ").push(cohort::reached(milestone));
    }
    if let Some(milestone) = filter.not_reached {
        query.push(" AND NOT ").push(cohort::reached(milestone));
    }
    push_search(query, filter.search.as_deref(), "student", &["candidate_no", "id"]);
}

pub(super) async fn students(
    pool: &Pool,
    scope: Option<&Scope>,
    filter: &StudentFilter,
    limit: i64,
) -> Read<Vec<Student>> {
    let mut query = QueryBuilder::new("SELECT * FROM student");
    push_student_filter(&mut query, scope, filter);
    if let Some(key) = &filter.from {
        query.push(if filter.backwards { " AND (pinyin, id) < (" } else { " AND (pinyin, id) > (" });
        query.push_bind(&key.pinyin).push(", ").push_bind(key.id.as_str()).push(")");
    }
    query.push(if filter.backwards {
        " ORDER BY pinyin DESC, id DESC LIMIT "
    } else {
        " ORDER BY pinyin, id LIMIT "
    });
    query.push_bind(limit);
    let mut found: Vec<Student> =
        query.build().fetch_all(pool).await?.iter().map(rows::student).collect::<Read<_>>()?;
    if filter.backwards {
        found.reverse();
    }
    Ok(found)
}

pub(super) async fn student_count(
    pool: &Pool,
    scope: Option<&Scope>,
    filter: &StudentFilter,
    cap: i64,
) -> Read<i64> {
    let mut query = QueryBuilder::new("SELECT COUNT(*) FROM (SELECT 1 FROM student");
    push_student_filter(&mut query, scope, filter);
    query.push(" LIMIT ").push_bind(cap).push(") AS found");
    query.build_query_scalar().fetch_one(pool).await
}

pub(super) async fn student(pool: &Pool, scope: Option<&Scope>, id: &StudentId) -> Read<Option<Student>> {
    let mut query = QueryBuilder::new("SELECT * FROM student WHERE id = ");
    query.push_bind(id.as_str().to_owned());
    scope::push_students(&mut query, "student", scope::students(scope));
    query.build().fetch_optional(pool).await?.as_ref().map(rows::student).transpose()
}

pub(super) async fn students_by_id(
    pool: &Pool,
    scope: Option<&Scope>,
    ids: &[StudentId],
) -> Read<Vec<Student>> {
    let mut students = Vec::with_capacity(ids.len());
    for some in ids.chunks(BOUND) {
        let mut query = QueryBuilder::new("SELECT * FROM student WHERE id IN (");
        let mut list = query.separated(", ");
        some.iter().for_each(|id| {
            list.push_bind(id.as_str());
        });
        query.push(")");
        scope::push_students(&mut query, "student", scope::students(scope));
        query.push(" ORDER BY id");
        for row in query.build().fetch_all(pool).await? {
            students.push(rows::student(&row)?);
        }
    }
    Ok(students)
}

pub(super) async fn student_of(
    pool: &Pool,
    scope: Option<&Scope>,
    year: i32,
    no: &CandidateNo,
) -> Read<Option<StudentId>> {
    let mut query = QueryBuilder::new("SELECT id FROM student WHERE entry_year = ");
    query.push_bind(year).push(" AND candidate_no = ").push_bind(no.as_str().to_owned());
    scope::push_students(&mut query, "student", scope::students(scope));
    let found: Option<String> = query.build_query_scalar().fetch_optional(pool).await?;
    Ok(found.map(StudentId))
}

pub(super) async fn student_ids(pool: &Pool, scope: Option<&Scope>, entry_year: i32) -> Read<Vec<StudentId>> {
    let mut query = QueryBuilder::new("SELECT id FROM student WHERE entry_year = ");
    query.push_bind(entry_year);
    scope::push_students(&mut query, "student", scope::students(scope));
    query.push(" ORDER BY id");
    let found: Vec<String> = query.build_query_scalar().fetch_all(pool).await?;
    Ok(found.into_iter().map(StudentId).collect())
}

pub(super) async fn counts(
    pool: &Pool,
    scope: Option<&Scope>,
    entry_year: i32,
    until: Option<Date>,
) -> Read<BTreeMap<ProgrammeId, Counts>> {
    let mut query = QueryBuilder::new("SELECT ");
    query.push(PLACE).push(
        " AS programme, COUNT(*) AS admitted, \
         SUM(CASE WHEN s.standing = 'not-enrolled' THEN 1 ELSE 0 END) AS not_arrived, \
         SUM(CASE WHEN s.standing = 'admitted' THEN 1 ELSE 0 END) AS awaited FROM ",
    );
    query.push(PLACED).push(" WHERE s.entry_year = ").push_bind(entry_year);
    scope::push_students(&mut query, "s", scope::figures(scope));
    push_opened_by(&mut query, until);
    query.push(" GROUP BY ").push(PLACE);
    let found = query.build().fetch_all(pool).await?;
    let counts = |row: &DbRow| {
        let (admitted, not_arrived, awaited): (i64, i64, i64) =
            (row.try_get("admitted")?, row.try_get("not_arrived")?, row.try_get("awaited")?);
        let registered = admitted - not_arrived - awaited;
        let programme: String = row.try_get("programme")?;
        Ok((ProgrammeId(programme), Counts { admitted, registered, not_arrived, awaited }))
    };
    found.iter().map(counts).collect()
}

/// Within a scope they are counted from the decisions on students who may be counted.
pub(super) async fn clause_uses(pool: &Pool, scope: Option<&Scope>) -> Read<BTreeMap<String, i64>> {
    let found = if scope::figures(scope) == &Reach::All {
        sqlx::query("SELECT clause, decisions FROM clause_use").fetch_all(pool).await?
    } else {
        let mut query =
            QueryBuilder::new("SELECT clause, COUNT(*) AS decisions FROM clause_decision WHERE 1 = 1");
        scope::push_students_of(&mut query, "clause_decision.student", scope::figures(scope));
        query.push(" GROUP BY clause");
        query.build().fetch_all(pool).await?
    };
    found.iter().map(|row| Ok((row.try_get("clause")?, row.try_get("decisions")?))).collect()
}

pub(super) async fn certificate(
    pool: &Pool,
    scope: Option<&Scope>,
    number: &str,
) -> Read<Option<CertificateRow>> {
    let mut query = QueryBuilder::new("SELECT number, student, voided FROM certificate WHERE number = ");
    query.push_bind(number.to_owned());
    scope::push_students_of(&mut query, "certificate.student", scope::students(scope));
    let Some(row) = query.build().fetch_optional(pool).await? else { return Ok(None) };
    let student = StudentId(row.try_get("student")?);
    Ok(Some(CertificateRow { number: row.try_get("number")?, student, voided: row.try_get("voided")? }))
}

pub(super) async fn last_certificate_numbers(pool: &Pool) -> Read<Vec<String>> {
    sqlx::query_scalar("SELECT last FROM certificate_series ORDER BY series").fetch_all(pool).await
}
