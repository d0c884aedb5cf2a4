//! Where graduates went, in and out.

use super::rows::{self, Read};
use super::scope;
use super::write::{Tx, Write, database};
use super::{Db, DbRow, Pool};
use guantong_model::{Date, Destination, StudentId};
use guantong_service::access::Scope;
use guantong_service::destination::{DestinationRow, Graduate, SheetId};
use sqlx::{QueryBuilder, Row};

/// Adds a column with the last destination of the student `s`, and the day it was reported after a blank.
pub(super) fn push_last(query: &mut QueryBuilder<Db>, until: Option<Date>) {
    query.push("(SELECT d.destination || ' ' || d.reported_on FROM destination d WHERE d.student = s.id");
    if let Some(until) = until {
        query.push(" AND d.reported_on <= ").push_bind(until.to_string());
    }
    query.push(" ORDER BY d.reported_on DESC LIMIT 1) AS reported");
}

/// What such a column holds.
pub(super) fn last(row: &DbRow) -> Read<Option<(Destination, Date)>> {
    let text: Option<&str> = row.try_get("reported")?;
    Ok(text.and_then(|text| {
        let (destination, on) = text.split_once(' ')?;
        Some((Destination::parse(destination)?, on.parse().ok()?))
    }))
}

/// Graduates by the institution that held the registration, of a sheet or of all.
pub(super) async fn graduates(
    pool: &Pool,
    scope: Option<&Scope>,
    id: Option<&SheetId>,
) -> Read<Vec<Graduate>> {
    let mut query = QueryBuilder::new("SELECT s.id, s.name, s.programme, r.stage, r.institution, r.to_on, ");
    push_last(&mut query, None);
    query.push(
        " FROM student s JOIN registration r ON r.student = s.id AND r.went = 'ended' \
         AND r.position = (SELECT MAX(x.position) FROM registration x WHERE x.student = s.id) \
         WHERE s.standing = 'graduated'",
    );
    if let Some(id) = id {
        query.push(" AND r.institution = ").push_bind(id.institution.clone());
        query.push(" AND r.to_on >= ").push_bind(format!("{:04}-01-01", id.year));
        query.push(" AND r.to_on <= ").push_bind(format!("{:04}-12-31", id.year));
    }
    if let Some(scope) = scope {
        scope::push_holding(&mut query, "r.institution", &scope.destinations);
    }
    query.push(" ORDER BY r.to_on, s.programme, s.id");
    query.build().fetch_all(pool).await?.iter().map(graduate).collect()
}

fn graduate(row: &DbRow) -> Read<Graduate> {
    Ok(Graduate {
        student: rows::text(row, "id")?,
        name: row.try_get("name")?,
        programme: rows::text(row, "programme")?,
        stage: rows::word(row, "stage")?,
        institution: row.try_get("institution")?,
        on: rows::date(row, "to_on")?,
        destination: last(row)?,
    })
}

/// What was reported last by a day of a student within reach.
pub(super) async fn of(
    pool: &Pool,
    scope: Option<&Scope>,
    student: &StudentId,
    until: Date,
) -> Read<Option<(Destination, Date)>> {
    let mut query = QueryBuilder::new("SELECT ");
    push_last(&mut query, Some(until));
    query.push(" FROM student s WHERE s.id = ").push_bind(student.0.clone());
    scope::push_students(&mut query, "s", scope::students(scope));
    let found = query.build().fetch_optional(pool).await?;
    Ok(found.as_ref().map(last).transpose()?.flatten())
}

/// Everything that was reported in a sheet, by student and day.
pub(super) async fn told(pool: &Pool, id: &SheetId) -> Read<Vec<DestinationRow>> {
    let found = sqlx::query(
        "SELECT student, reported_on, destination FROM destination WHERE year = $1 AND institution = $2 \
         ORDER BY student, reported_on",
    )
    .bind(id.year)
    .bind(&id.institution)
    .fetch_all(pool)
    .await?;
    let row = |row: &DbRow| {
        Ok(DestinationRow {
            student: rows::text(row, "student")?,
            reported_on: rows::date(row, "reported_on")?,
            destination: rows::word(row, "destination")?,
            sheet: id.clone(),
        })
    };
    found.iter().map(row).collect()
}

/// Adds what was reported; the last word of a day stands.
pub(super) async fn save(tx: &mut Tx<'_>, rows: &[DestinationRow]) -> Write<()> {
    for row in rows {
        sqlx::query(
            "INSERT INTO destination (student, reported_on, destination, year, institution) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (student, reported_on) DO UPDATE SET destination = $3, \
             year = $4, institution = $5",
        )
        .bind(row.student.as_str())
        .bind(row.reported_on.to_string())
        .bind(row.destination.as_str())
        .bind(row.sheet.year)
        .bind(&row.sheet.institution)
        .execute(&mut **tx)
        .await
        .map_err(database("save destinations"))?;
    }
    Ok(())
}
