//! Corrections after publication, versions of rounds, and trial runs, in and out.

use super::rows::{self, Read, json as read_json};
use super::write::{Tx, Write, database, json};
use super::{DbRow, Pool};
use guantong_model::Message;
use guantong_service::correction::CorrectionOnFile;
use guantong_service::error::Conflict;
use guantong_service::ports::AppendError;
use guantong_service::rows::{Candidate, Round, RoundRun};
use guantong_service::trial::{Trial, TrialOnFile};
use sqlx::Row;

/// The corrections of a year, by number.
pub(super) async fn list(pool: &Pool, year: i32) -> Read<Vec<CorrectionOnFile>> {
    let found = sqlx::query("SELECT * FROM correction WHERE year = $1 ORDER BY number").bind(year);
    let on_file = |row: &DbRow| {
        Ok(CorrectionOnFile { correction: read_json(row, "correction")?, version: row.try_get("version")? })
    };
    found.fetch_all(pool).await?.iter().map(on_file).collect()
}

/// The versions of a round before the one in force.
pub(super) async fn versions(pool: &Pool, year: i32, round: Round) -> Read<Vec<RoundRun>> {
    let found = sqlx::query("SELECT run FROM round_version WHERE year = $1 AND round = $2 ORDER BY version");
    found.bind(year).bind(round.as_str()).fetch_all(pool).await?.iter().map(rows::round).collect()
}

/// The trials of a round, by number.
pub(super) async fn trials(pool: &Pool, year: i32, round: Round) -> Read<Vec<Trial>> {
    let found = sqlx::query("SELECT trial FROM trial WHERE year = $1 AND round = $2 ORDER BY number");
    let found = found.bind(year).bind(round.as_str()).fetch_all(pool).await?;
    found.iter().map(|row| read_json(row, "trial")).collect()
}

/// One trial with its results.
pub(super) async fn trial(pool: &Pool, year: i32, round: Round, number: i64) -> Read<Option<TrialOnFile>> {
    let found = sqlx::query("SELECT * FROM trial WHERE year = $1 AND round = $2 AND number = $3");
    let found = found.bind(year).bind(round.as_str()).bind(number).fetch_optional(pool).await?;
    let on_file =
        |row: &DbRow| Ok(TrialOnFile { trial: read_json(row, "trial")?, results: row.try_get("results")? });
    found.as_ref().map(on_file).transpose()
}

/// Adds a correction, or sets one that is there as it stands now.
pub(super) async fn save(tx: &mut Tx<'_>, found: &CorrectionOnFile) -> Write<()> {
    let correction = &found.correction;
    sqlx::query(
        "INSERT INTO correction (year, number, round, state, version, correction) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (year, number) DO UPDATE SET state = $4, version = $5, \
         correction = $6",
    )
    .bind(correction.year)
    .bind(correction.number)
    .bind(correction.round.as_str())
    .bind(correction.state.as_str())
    .bind(found.version)
    .bind(json(correction)?)
    .execute(&mut **tx)
    .await
    .map_err(database("save a correction"))?;
    Ok(())
}

/// Keeps a version of a round.
pub(super) async fn save_version(tx: &mut Tx<'_>, run: &RoundRun) -> Write<()> {
    sqlx::query("INSERT INTO round_version (year, round, version, run) VALUES ($1, $2, $3, $4)")
        .bind(run.year)
        .bind(run.round.as_str())
        .bind(run.version)
        .bind(json(run)?)
        .execute(&mut **tx)
        .await
        .map_err(database("keep a version of a round"))?;
    Ok(())
}

/// Keeps a trial.
pub(super) async fn save_trial(tx: &mut Tx<'_>, found: &TrialOnFile) -> Write<()> {
    let trial = &found.trial;
    sqlx::query("INSERT INTO trial (year, round, number, trial, results) VALUES ($1, $2, $3, $4, $5)")
        .bind(trial.year)
        .bind(trial.round.as_str())
        .bind(trial.number)
        .bind(json(trial)?)
        .bind(&found.results)
        .execute(&mut **tx)
        .await
        .map_err(database("keep a trial"))?;
    Ok(())
}

/// Sets the facts of a candidate who is there; the person and the district stay.
pub(super) async fn correct(tx: &mut Tx<'_>, candidate: &Candidate) -> Write<()> {
    let set = sqlx::query(
        "UPDATE candidate SET total = $3, chinese = $4, mathematics = $5, foreign_language = $6, priority = $7, \
         draw = $8, qualified = $9, household = $10, early = $11, unified = $12, bonus = $13 WHERE year = $1 AND no = $2",
    )
    .bind(candidate.year)
    .bind(candidate.no.as_str())
    .bind(candidate.total.millionths())
    .bind(candidate.chinese.millionths())
    .bind(candidate.mathematics.millionths())
    .bind(candidate.foreign_language.millionths())
    .bind(candidate.priority)
    .bind(candidate.draw)
    .bind(candidate.qualified)
    .bind(candidate.household)
    .bind(json(&candidate.early)?)
    .bind(json(&candidate.unified)?)
    .bind(candidate.bonus.millionths())
    .execute(&mut **tx)
    .await
    .map_err(database("correct a candidate"))?;
    if set.rows_affected() == 1 {
        return Ok(());
    }
    Err(AppendError::Conflict(Conflict { message: Message::new("conflict-correction-changed") }))
}
