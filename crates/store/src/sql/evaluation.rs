//! Evaluations by experts as they stand: rounds, subjects, sheets, experts.

use super::rows::{self, Read};
use super::write::{Tx, Write, database, json};
use super::{Db, Pool};
use guantong_service::access::{EvaluationReach, Scope};
use guantong_service::evaluation::{
    EvaluationRound, EvaluationSheet, EvaluationSubject, Expert, Seat, SubjectId,
};
use sqlx::QueryBuilder;

fn reach(scope: Option<&Scope>) -> &EvaluationReach {
    scope.map_or(&EvaluationReach::All, |scope| &scope.evaluations)
}

/// Adds ` AND …` for rounds: whoever reads any evaluation reads their terms.
fn push_rounds(query: &mut QueryBuilder<Db>, scope: Option<&Scope>) {
    if *reach(scope) == EvaluationReach::None {
        query.push(" AND 1 = 0");
    }
}

/// Adds ` AND …` for the subjects that an institution is a side of, or an expert reads.
fn push_subjects(query: &mut QueryBuilder<Db>, scope: Option<&Scope>) {
    match reach(scope) {
        EvaluationReach::All => {}
        EvaluationReach::Institution(name) => {
            query.push(" AND ").push_bind(name.clone()).push(" IN (front, partner)");
        }
        EvaluationReach::Expert(account) => {
            query.push(" AND ").push_bind(account.clone()).push(" IN (first, second, third)");
        }
        EvaluationReach::None => {
            query.push(" AND 1 = 0");
        }
    }
}

/// Adds ` AND …` for what is an expert's own: no institution finds any.
fn push_own(query: &mut QueryBuilder<Db>, scope: Option<&Scope>) {
    match reach(scope) {
        EvaluationReach::All => {}
        EvaluationReach::Expert(account) => {
            query.push(" AND expert = ").push_bind(account.clone());
        }
        EvaluationReach::Institution(_) | EvaluationReach::None => {
            query.push(" AND 1 = 0");
        }
    }
}

/// The round of a year.
pub(super) async fn round(pool: &Pool, scope: Option<&Scope>, year: i32) -> Read<Option<EvaluationRound>> {
    let mut query = QueryBuilder::new("SELECT round FROM evaluation_round WHERE year = ");
    query.push_bind(year);
    push_rounds(&mut query, scope);
    rows::told(pool, &mut query, "round").await
}

/// Every round, by year.
pub(super) async fn rounds(pool: &Pool, scope: Option<&Scope>) -> Read<Vec<EvaluationRound>> {
    let mut query = QueryBuilder::new("SELECT round FROM evaluation_round WHERE 1 = 1");
    push_rounds(&mut query, scope);
    query.push(" ORDER BY year");
    rows::all_told(pool, &mut query, "round").await
}

/// One subject.
pub(super) async fn subject(
    pool: &Pool,
    scope: Option<&Scope>,
    id: &SubjectId,
) -> Read<Option<EvaluationSubject>> {
    let mut query = QueryBuilder::new("SELECT subject FROM evaluation_subject WHERE year = ");
    query.push_bind(id.year).push(" AND front = ").push_bind(id.front.clone());
    query.push(" AND partner = ").push_bind(id.partner.clone());
    push_subjects(&mut query, scope);
    rows::told(pool, &mut query, "subject").await
}

/// The subjects of a round, or of all, by year and sides.
pub(super) async fn subjects(
    pool: &Pool,
    scope: Option<&Scope>,
    year: Option<i32>,
) -> Read<Vec<EvaluationSubject>> {
    let mut query = QueryBuilder::new("SELECT subject FROM evaluation_subject WHERE 1 = 1");
    if let Some(year) = year {
        query.push(" AND year = ").push_bind(year);
    }
    push_subjects(&mut query, scope);
    query.push(" ORDER BY year, front, partner");
    rows::all_told(pool, &mut query, "subject").await
}

/// The sheets of a round, or on one subject of it.
pub(super) async fn sheets(
    pool: &Pool,
    scope: Option<&Scope>,
    year: i32,
    of: Option<&SubjectId>,
) -> Read<Vec<EvaluationSheet>> {
    let mut query = QueryBuilder::new("SELECT sheet FROM evaluation_sheet WHERE year = ");
    query.push_bind(year);
    if let Some(id) = of {
        query.push(" AND front = ").push_bind(id.front.clone());
        query.push(" AND partner = ").push_bind(id.partner.clone());
    }
    push_own(&mut query, scope);
    query.push(" ORDER BY front, partner, expert");
    rows::all_told(pool, &mut query, "sheet").await
}

/// What is kept of experts.
pub(super) async fn experts(pool: &Pool, scope: Option<&Scope>) -> Read<Vec<Expert>> {
    let mut query = QueryBuilder::new("SELECT profile FROM evaluation_expert WHERE 1 = 1");
    push_own(&mut query, scope);
    query.push(" ORDER BY expert");
    rows::all_told(pool, &mut query, "profile").await
}

/// Adds a round, or sets one that is there as it stands now.
pub(super) async fn save_round(tx: &mut Tx<'_>, round: &EvaluationRound) -> Write<()> {
    sqlx::query(
        "INSERT INTO evaluation_round (year, state, version, round) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (year) DO UPDATE SET state = $2, version = $3, round = $4",
    )
    .bind(round.year)
    .bind(round.state.as_str())
    .bind(round.version)
    .bind(json(round)?)
    .execute(&mut **tx)
    .await
    .map_err(database("save a round of evaluation"))?;
    Ok(())
}

/// Adds a subject, or sets one that is there as it stands now.
pub(super) async fn save_subject(tx: &mut Tx<'_>, subject: &EvaluationSubject) -> Write<()> {
    let at = |seat| subject.reader(seat).map_or("", |reader| reader.expert.as_str());
    sqlx::query(
        "INSERT INTO evaluation_subject (year, front, partner, first, second, third, version, subject) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (year, front, partner) \
         DO UPDATE SET first = $4, second = $5, third = $6, version = $7, subject = $8",
    )
    .bind(subject.id.year)
    .bind(&subject.id.front)
    .bind(&subject.id.partner)
    .bind(at(Seat::First))
    .bind(at(Seat::Second))
    .bind(at(Seat::Third))
    .bind(subject.version)
    .bind(json(subject)?)
    .execute(&mut **tx)
    .await
    .map_err(database("save an evaluation"))?;
    Ok(())
}

/// Adds a sheet, or sets one that is there as it stands now.
pub(super) async fn save_sheet(tx: &mut Tx<'_>, sheet: &EvaluationSheet) -> Write<()> {
    let state = if sheet.handed_in.is_some() { "handed-in" } else { "kept" };
    sqlx::query(
        "INSERT INTO evaluation_sheet (year, front, partner, expert, state, version, sheet) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (year, front, partner, expert) \
         DO UPDATE SET state = $5, version = $6, sheet = $7",
    )
    .bind(sheet.id.year)
    .bind(&sheet.id.front)
    .bind(&sheet.id.partner)
    .bind(&sheet.expert)
    .bind(state)
    .bind(sheet.version)
    .bind(json(sheet)?)
    .execute(&mut **tx)
    .await
    .map_err(database("save a sheet"))?;
    Ok(())
}

/// Adds what is kept of an expert, or sets it as it stands now.
pub(super) async fn save_expert(tx: &mut Tx<'_>, expert: &Expert) -> Write<()> {
    sqlx::query(
        "INSERT INTO evaluation_expert (expert, version, profile) VALUES ($1, $2, $3) \
         ON CONFLICT (expert) DO UPDATE SET version = $2, profile = $3",
    )
    .bind(&expert.expert)
    .bind(expert.version)
    .bind(json(expert)?)
    .execute(&mut **tx)
    .await
    .map_err(database("save an expert"))?;
    Ok(())
}
