//! From database rows to the service's rows. A value that cannot be read is corruption, and said so.

use super::{Db, DbRow, Pool};
use guantong_model::{Date, ProgrammeId, Score};
use guantong_service::journal::Entry;
use guantong_service::ports::CandidateLine;
use guantong_service::rows::{
    Candidate, Document, Person, PlanDraft, PlanHead, PlanLine, Round, RoundProgramme, RoundResult, RoundRun,
    Sealed, Student,
};
use serde::de::DeserializeOwned;
use sqlx::{QueryBuilder, Row};

pub(super) type Read<T> = Result<T, sqlx::Error>;

fn corrupt(column: &str, what: impl ToString) -> sqlx::Error {
    sqlx::Error::ColumnDecode { index: column.to_owned(), source: what.to_string().into() }
}

/// A column of JSON text.
pub(super) fn json<T: DeserializeOwned>(row: &DbRow, column: &str) -> Read<T> {
    serde_json::from_str(row.try_get::<&str, _>(column)?).map_err(|error| corrupt(column, error))
}

/// What a column of JSON text says in the row that a query finds; nothing where it finds none.
pub(super) async fn told<T: DeserializeOwned>(
    pool: &Pool,
    query: &mut QueryBuilder<Db>,
    column: &str,
) -> Read<Option<T>> {
    query.build().fetch_optional(pool).await?.as_ref().map(|row| json(row, column)).transpose()
}

/// What a column of JSON text says in every row that a query finds.
pub(super) async fn all_told<T: DeserializeOwned>(
    pool: &Pool,
    query: &mut QueryBuilder<Db>,
    column: &str,
) -> Read<Vec<T>> {
    query.build().fetch_all(pool).await?.iter().map(|row| json(row, column)).collect()
}

/// A column holding one word of a vocabulary.
pub(super) fn word<T: DeserializeOwned>(row: &DbRow, column: &str) -> Read<T> {
    let text: String = row.try_get(column)?;
    serde_json::from_value(serde_json::Value::String(text)).map_err(|error| corrupt(column, error))
}

pub(super) fn date(row: &DbRow, column: &str) -> Read<Date> {
    row.try_get::<&str, _>(column)?.parse().map_err(|error: jiff::Error| corrupt(column, error))
}

pub(super) fn score(row: &DbRow, column: &str) -> Read<Score> {
    Ok(Score::from_millionths(row.try_get(column)?))
}

pub(super) fn text<T: From<String>>(row: &DbRow, column: &str) -> Read<T> {
    Ok(T::from(row.try_get::<String, _>(column)?))
}

fn text_or_none<T: From<String>>(row: &DbRow, column: &str) -> Read<Option<T>> {
    Ok(row.try_get::<Option<String>, _>(column)?.map(T::from))
}

pub(super) fn entry(row: &DbRow) -> Read<Entry> {
    Ok(Entry {
        seq: row.try_get("seq")?,
        stream: row.try_get("stream")?,
        version: row.try_get("version")?,
        kind: row.try_get("kind")?,
        effective_on: date(row, "effective_on")?,
        recorded_at: row.try_get("recorded_at")?,
        actor: row.try_get("actor")?,
        body: json(row, "body")?,
        hash: row.try_get("hash")?,
    })
}

pub(super) fn person(row: &DbRow) -> Read<Person> {
    Ok(Person {
        id: text(row, "id")?,
        name: row.try_get("name")?,
        pinyin: row.try_get("pinyin")?,
        initials: row.try_get("initials")?,
        sex: row.try_get("sex")?,
        birth_on: date(row, "birth_on")?,
        district: row.try_get("district")?,
        junior_school: row.try_get("junior_school")?,
        salt: row.try_get("salt")?,
        sealed: Sealed {
            identity: row.try_get("identity")?,
            identity_index: row.try_get("identity_index")?,
            phone: row.try_get("phone")?,
        },
    })
}

pub(super) fn candidate(row: &DbRow) -> Read<Candidate> {
    Ok(Candidate {
        year: row.try_get("year")?,
        no: text(row, "no")?,
        person: text(row, "person")?,
        total: score(row, "total")?,
        chinese: score(row, "chinese")?,
        mathematics: score(row, "mathematics")?,
        foreign_language: score(row, "foreign_language")?,
        priority: row.try_get("priority")?,
        bonus: score(row, "bonus")?,
        draw: row.try_get("draw")?,
        qualified: row.try_get("qualified")?,
        household: row.try_get("household")?,
        boards: row.try_get("boards")?,
        tests_passed: json(row, "tests_passed")?,
        early: json(row, "early")?,
        unified: json(row, "unified")?,
    })
}

pub(super) fn candidate_line(row: &DbRow) -> Read<CandidateLine> {
    Ok(CandidateLine { name: row.try_get("name")?, total: score(row, "total")?, result: result(row)? })
}

pub(super) fn plan(row: &DbRow) -> Read<PlanHead> {
    Ok(PlanHead {
        year: row.try_get("year")?,
        version: row.try_get("version")?,
        edition: row.try_get("edition")?,
        source_name: row.try_get("source_name")?,
        source_digest: row.try_get("source_digest")?,
        answers: row.try_get("answers")?,
        set_at: row.try_get("set_at")?,
        set_by: row.try_get("set_by")?,
    })
}

pub(super) fn plan_line(row: &DbRow) -> Read<PlanLine> {
    Ok(PlanLine {
        programme: text(row, "programme")?,
        position: row.try_get("position")?,
        track: word(row, "track")?,
        category: row.try_get("category")?,
        institution: row.try_get("institution")?,
        special: row.try_get("special")?,
        major: row.try_get("major")?,
        specialisation: row.try_get("specialisation")?,
        partner: row.try_get("partner")?,
        places: row.try_get("places")?,
        barred: row.try_get("barred")?,
        code: row.try_get("code")?,
        class: row.try_get("class")?,
    })
}

pub(super) fn plan_draft(row: &DbRow) -> Read<PlanDraft> {
    Ok(PlanDraft {
        year: row.try_get("year")?,
        source_name: row.try_get("source_name")?,
        source_digest: row.try_get("source_digest")?,
        answers: row.try_get("answers")?,
        version: row.try_get("version")?,
        saved_at: row.try_get("saved_at")?,
    })
}

pub(super) fn document(row: &DbRow) -> Read<Document> {
    Ok(Document { digest: row.try_get("digest")?, name: row.try_get("name")?, bytes: row.try_get("bytes")? })
}

pub(super) fn round(row: &DbRow) -> Read<RoundRun> {
    json(row, "run")
}

pub(super) fn result(row: &DbRow) -> Read<RoundResult> {
    Ok(RoundResult {
        no: text(row, "no")?,
        outcome: row.try_get("outcome")?,
        programme: text_or_none(row, "programme")?,
        preference: row.try_get("preference")?,
        reason: row.try_get("reason")?,
        rank: row.try_get("place")?,
    })
}

pub(super) fn round_programme(row: &DbRow) -> Read<RoundProgramme> {
    Ok(RoundProgramme {
        programme: text(row, "programme")?,
        places: row.try_get("places")?,
        admitted: row.try_get("admitted")?,
        cutoff: row.try_get::<Option<i64>, _>("cutoff")?.map(Score::from_millionths),
        last_preference: row.try_get("last_preference")?,
    })
}

pub(super) fn student(row: &DbRow) -> Read<Student> {
    Ok(Student {
        id: text(row, "id")?,
        person: text(row, "person")?,
        name: row.try_get("name")?,
        pinyin: row.try_get("pinyin")?,
        initials: row.try_get("initials")?,
        district: row.try_get("district")?,
        candidate_no: text(row, "candidate_no")?,
        entry_year: row.try_get("entry_year")?,
        cohort: row.try_get("cohort")?,
        programme: text(row, "programme")?,
        institution: row.try_get("institution")?,
        partner: row.try_get("partner")?,
        applied_to: row.try_get::<Option<String>, _>("applied_to")?.map(ProgrammeId),
        stage: word(row, "stage")?,
        standing: word(row, "standing")?,
        work: word(row, "work")?,
        assessed: row.try_get("assessed")?,
        qualification: word(row, "qualification")?,
        studies_at: row.try_get("studies_at")?,
        registered_at: row.try_get("registered_at")?,
        rule_book: word(row, "rule_book")?,
        score: score(row, "score")?,
        round: word::<Round>(row, "round")?,
        preference: row.try_get("preference")?,
        version: row.try_get("version")?,
    })
}
