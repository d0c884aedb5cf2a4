//! Training programmes, in and out. A draft is found by its two sides and the city; what is in force by everybody.

use super::rows::Read;
use super::write::{Tx, Write, database, json};
use super::{Db, DbRow, Pool};
use guantong_model::ProgrammeId;
use guantong_service::access::{Holding, Scope};
use guantong_service::training::{DraftState, TrainingOnFile, TrainingRow};
use sqlx::{QueryBuilder, Row};

/// Adds the condition under which a draft may be seen.
fn push_concerned(query: &mut QueryBuilder<Db>, scope: Option<&Scope>) {
    match scope.map(|scope| &scope.trainings) {
        None | Some(Holding::All) => query.push("1 = 1"),
        Some(Holding::Of(institution)) => {
            query.push("(institution = ").push_bind(institution.clone());
            query.push(" OR partner = ").push_bind(institution.clone()).push(")")
        }
        Some(Holding::None) => query.push("1 = 0"),
    };
}

/// Begins a query of some columns, those of drafts empty where they may not be seen.
fn selecting(columns: &str, of_draft: &[&str], scope: Option<&Scope>) -> QueryBuilder<Db> {
    let mut query = QueryBuilder::new("SELECT ");
    query.push(columns);
    for column in of_draft {
        query.push(", CASE WHEN ");
        push_concerned(&mut query, scope);
        query.push(format!(" THEN {column} END AS {column}"));
    }
    query.push(" FROM training WHERE (number > 0 OR ");
    push_concerned(&mut query, scope);
    query.push(")");
    query
}

/// The training programmes of a class, by programme.
pub(super) async fn list(pool: &Pool, scope: Option<&Scope>, cohort: i32) -> Read<Vec<TrainingRow>> {
    let columns = "programme, cohort, institution, partner, number, in_force_counts, saved_at";
    let mut query = selecting(columns, &["draft_state", "draft_counts"], scope);
    query.push(" AND cohort = ").push_bind(cohort).push(" ORDER BY programme");
    query.build().fetch_all(pool).await?.iter().map(row).collect()
}

/// Drafts that wait for the other side or were sent back.
pub(super) async fn drafts(pool: &Pool, scope: Option<&Scope>) -> Read<Vec<TrainingRow>> {
    let columns = "programme, cohort, institution, partner, number, in_force_counts, saved_at";
    let mut query = selecting(columns, &["draft_state", "draft_counts"], scope);
    query.push(" AND draft_state IN (").push_bind(DraftState::Sent.as_str());
    query.push(", ").push_bind(DraftState::Returned.as_str()).push(") AND ");
    push_concerned(&mut query, scope);
    query.push(" ORDER BY cohort, programme");
    query.build().fetch_all(pool).await?.iter().map(row).collect()
}

/// One of them.
pub(super) async fn one(
    pool: &Pool,
    scope: Option<&Scope>,
    programme: &ProgrammeId,
    cohort: i32,
) -> Read<Option<TrainingOnFile>> {
    let columns = "programme, cohort, sides, in_force, version, saved_at, saved_by";
    let mut query = selecting(columns, &["draft"], scope);
    query.push(" AND programme = ").push_bind(programme.as_str().to_owned());
    query.push(" AND cohort = ").push_bind(cohort);
    query.build().fetch_optional(pool).await?.as_ref().map(on_file).transpose()
}

/// The classes of a programme that have one in force, oldest first.
pub(super) async fn cohorts(pool: &Pool, programme: &ProgrammeId) -> Read<Vec<i32>> {
    sqlx::query_scalar("SELECT cohort FROM training WHERE programme = $1 AND number > 0 ORDER BY cohort")
        .bind(programme.as_str())
        .fetch_all(pool)
        .await
}

fn parsed<T: serde::de::DeserializeOwned>(row: &DbRow, column: &str) -> Read<Option<T>> {
    let text: Option<String> = row.try_get(column)?;
    let parsed = text.map(|text| serde_json::from_str(&text)).transpose();
    parsed.map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

fn row(row: &DbRow) -> Read<TrainingRow> {
    let state: Option<String> = row.try_get("draft_state")?;
    let of_draft = parsed(row, "draft_counts")?;
    let counts = if of_draft.is_some() { of_draft } else { parsed(row, "in_force_counts")? };
    Ok(TrainingRow {
        programme: ProgrammeId(row.try_get("programme")?),
        cohort: row.try_get("cohort")?,
        institution: row.try_get("institution")?,
        partner: row.try_get("partner")?,
        number: row.try_get("number")?,
        draft: state.as_deref().and_then(DraftState::parse),
        counts: counts.unwrap_or_default(),
        saved_at: row.try_get("saved_at")?,
    })
}

fn on_file(row: &DbRow) -> Read<TrainingOnFile> {
    let sides = parsed(row, "sides")?;
    Ok(TrainingOnFile {
        programme: ProgrammeId(row.try_get("programme")?),
        cohort: row.try_get("cohort")?,
        sides: sides.ok_or_else(|| sqlx::Error::ColumnNotFound("sides".to_owned()))?,
        in_force: parsed(row, "in_force")?,
        draft: parsed(row, "draft")?,
        version: row.try_get("version")?,
        saved_at: row.try_get("saved_at")?,
        saved_by: row.try_get("saved_by")?,
    })
}

/// Adds a training programme, or sets one that is there as it stands now.
pub(super) async fn save(tx: &mut Tx<'_>, found: &TrainingOnFile) -> Write<()> {
    let (in_force, draft) = (found.in_force.as_ref(), found.draft.as_ref());
    sqlx::query(
        "INSERT INTO training (programme, cohort, institution, partner, sides, number, in_force, draft_state, draft, \
         in_force_counts, draft_counts, version, saved_at, saved_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
         ON CONFLICT (programme, cohort) DO UPDATE SET institution = $3, partner = $4, sides = $5, number = $6, \
         in_force = $7, draft_state = $8, draft = $9, in_force_counts = $10, draft_counts = $11, version = $12, \
         saved_at = $13, saved_by = $14",
    )
    .bind(found.programme.as_str())
    .bind(found.cohort)
    .bind(&found.sides.institution)
    .bind(&found.sides.partner)
    .bind(json(&found.sides)?)
    .bind(found.number())
    .bind(in_force.map(json).transpose()?)
    .bind(draft.map(|draft| draft.state.as_str()))
    .bind(draft.map(json).transpose()?)
    .bind(in_force.map(|version| json(&version.counts)).transpose()?)
    .bind(draft.map(|draft| json(&draft.counts)).transpose()?)
    .bind(found.version)
    .bind(found.saved_at)
    .bind(&found.saved_by)
    .execute(&mut **tx)
    .await
    .map_err(database("save a training programme"))?;
    Ok(())
}
