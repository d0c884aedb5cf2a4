//! What institutions did to make the programme known, in and out.

use super::rows::{self, Read};
use super::write::{Tx, Write, database};
use super::{DbRow, Pool};
use guantong_service::publicity::Activity;
use sqlx::{QueryBuilder, Row};

/// Activities, the latest day first.
pub(super) async fn list(pool: &Pool, institution: Option<&str>, limit: i64) -> Read<Vec<Activity>> {
    let mut query = QueryBuilder::new("SELECT * FROM publicity WHERE 1 = 1");
    if let Some(institution) = institution {
        query.push(" AND institution = ").push_bind(institution.to_owned());
    }
    query.push(" ORDER BY held_on DESC, institution, number DESC LIMIT ").push_bind(limit);
    query.build().fetch_all(pool).await?.iter().map(activity).collect()
}

fn activity(row: &DbRow) -> Read<Activity> {
    Ok(Activity {
        institution: row.try_get("institution")?,
        number: row.try_get("number")?,
        held_on: rows::date(row, "held_on")?,
        place: row.try_get("place")?,
        what: row.try_get("what")?,
        audience: row.try_get("audience")?,
        attended: row.try_get("attended")?,
        recorded_at: row.try_get("recorded_at")?,
        recorded_by: row.try_get("recorded_by")?,
    })
}

/// Adds an activity, or sets one that is there as it stands now.
pub(super) async fn save(tx: &mut Tx<'_>, activity: &Activity) -> Write<()> {
    sqlx::query(
        "INSERT INTO publicity (institution, number, held_on, place, what, audience, attended, recorded_at, recorded_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (institution, number) DO UPDATE SET held_on = $3, \
         place = $4, what = $5, audience = $6, attended = $7, recorded_at = $8, recorded_by = $9",
    )
    .bind(&activity.institution)
    .bind(activity.number)
    .bind(activity.held_on.to_string())
    .bind(&activity.place)
    .bind(&activity.what)
    .bind(&activity.audience)
    .bind(activity.attended)
    .bind(activity.recorded_at)
    .bind(&activity.recorded_by)
    .execute(&mut **tx)
    .await
    .map_err(database("record an activity"))?;
    Ok(())
}

/// Takes an activity out of the list; the journal keeps it.
pub(super) async fn remove(tx: &mut Tx<'_>, institution: &str, number: i64) -> Write<()> {
    sqlx::query("DELETE FROM publicity WHERE institution = $1 AND number = $2")
        .bind(institution)
        .bind(number)
        .execute(&mut **tx)
        .await
        .map_err(database("take an activity back"))?;
    Ok(())
}
