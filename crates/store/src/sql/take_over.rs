//! Taking over: workbooks being checked or done, and the programmes of earlier years.

use super::rows::{Read, json};
use super::write::{ROWS, Tx, Write, database, json as written};
use super::{DbRow, Pool, document};
use guantong_model::Score;
use guantong_service::error::Conflict;
use guantong_service::ports::AppendError;
use guantong_service::take_over::{PastClass, TakeOverDone, TakeOverDraft};
use sqlx::{QueryBuilder, Row};

pub(super) async fn drafts(pool: &Pool) -> Read<Vec<TakeOverDraft>> {
    let sql = "SELECT digest, name, saved_at, saved_by FROM take_over_draft ORDER BY saved_at DESC, digest";
    let draft = |row: &DbRow| {
        Ok(TakeOverDraft {
            digest: row.try_get("digest")?,
            name: row.try_get("name")?,
            saved_at: row.try_get("saved_at")?,
            saved_by: row.try_get("saved_by")?,
        })
    };
    sqlx::query(sql).fetch_all(pool).await?.iter().map(draft).collect()
}

pub(super) async fn done(pool: &Pool) -> Read<Vec<TakeOverDone>> {
    let sql = "SELECT * FROM take_over ORDER BY taken_at DESC, digest";
    let done = |row: &DbRow| {
        Ok(TakeOverDone {
            digest: row.try_get("digest")?,
            name: row.try_get("name")?,
            checked: row.try_get("checked")?,
            students: row.try_get("students")?,
            kept: row.try_get("kept")?,
            taken_at: row.try_get("taken_at")?,
            taken_by: row.try_get("taken_by")?,
        })
    };
    sqlx::query(sql).fetch_all(pool).await?.iter().map(done).collect()
}

pub(super) async fn past_classes(pool: &Pool) -> Read<Vec<PastClass>> {
    let sql = "SELECT year, placement, score FROM past_programme ORDER BY programme, year";
    let class = |row: &DbRow| {
        Ok(PastClass {
            placement: json(row, "placement")?,
            year: row.try_get("year")?,
            score: row.try_get::<Option<i64>, _>("score")?.map(Score::from_millionths),
        })
    };
    sqlx::query(sql).fetch_all(pool).await?.iter().map(class).collect()
}

/// Those of some certificate numbers that are used, void ones too.
pub(super) async fn numbers_used(pool: &Pool, numbers: &[String]) -> Read<Vec<String>> {
    let mut used = Vec::new();
    for some in numbers.chunks(ROWS) {
        let mut query = QueryBuilder::new("SELECT number FROM certificate WHERE number IN (");
        let mut list = query.separated(", ");
        some.iter().for_each(|number| {
            list.push_bind(number);
        });
        query.push(")");
        used.extend(query.build_query_scalar::<String>().fetch_all(pool).await?);
    }
    Ok(used)
}

pub(super) async fn save_draft(tx: &mut Tx<'_>, draft: &TakeOverDraft) -> Write<()> {
    sqlx::query(
        "INSERT INTO take_over_draft (digest, name, saved_at, saved_by) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (digest) DO NOTHING",
    )
    .bind(&draft.digest)
    .bind(&draft.name)
    .bind(draft.saved_at)
    .bind(&draft.saved_by)
    .execute(&mut **tx)
    .await
    .map_err(database("save a workbook being checked"))?;
    Ok(())
}

pub(super) async fn drop_draft(tx: &mut Tx<'_>, digest: &str) -> Write<()> {
    sqlx::query("DELETE FROM take_over_draft WHERE digest = $1")
        .bind(digest)
        .execute(&mut **tx)
        .await
        .map_err(database("drop a workbook being checked"))?;
    document::forget(tx, digest).await
}

/// Notes a workbook that was taken over; once.
pub(super) async fn save_done(tx: &mut Tx<'_>, done: &TakeOverDone) -> Write<()> {
    sqlx::query(
        "INSERT INTO take_over (digest, name, checked, students, kept, taken_at, taken_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&done.digest)
    .bind(&done.name)
    .bind(&done.checked)
    .bind(done.students)
    .bind(done.kept)
    .bind(done.taken_at)
    .bind(&done.taken_by)
    .execute(&mut **tx)
    .await
    .map_err(database("note a workbook taken over"))?;
    Ok(())
}

/// Keeps classes of earlier years. One that is there already must be the same: records rest on it.
pub(super) async fn save_classes(tx: &mut Tx<'_>, classes: &[PastClass]) -> Write<()> {
    for class in classes {
        let placement = written(&class.placement)?;
        let saved = sqlx::query(
            "INSERT INTO past_programme (programme, year, placement, score) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (programme, year) DO UPDATE SET score = $4 \
             WHERE past_programme.placement = $3 AND past_programme.score IS NOT DISTINCT FROM $4",
        )
        .bind(class.placement.programme.as_str())
        .bind(class.year)
        .bind(placement)
        .bind(class.score.map(Score::millionths))
        .execute(&mut **tx)
        .await
        .map_err(database("keep a programme of earlier years"))?;
        if saved.rows_affected() == 0 {
            let message = guantong_model::Message::new("conflict-take-over-stale");
            return Err(AppendError::Conflict(Conflict { message }));
        }
    }
    Ok(())
}
