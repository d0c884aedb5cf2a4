//! Registrations and the lists filed of them, in and out.

use super::rows::{self, Read};
use super::scope;
use super::write::{ROWS, Tx, Write, database};
use super::{DbRow, Pool};
use guantong_model::{Date, Stage, StudentId};
use guantong_service::access::{Holding, Scope};
use guantong_service::ports::AppendError;
use guantong_service::registration::{Filing, Moves, OpenCount, RegistrationPeriod};
use sqlx::{QueryBuilder, Row};
use std::collections::BTreeMap;

pub(super) async fn save(
    tx: &mut Tx<'_>,
    registrations: &BTreeMap<StudentId, Vec<RegistrationPeriod>>,
) -> Write<()> {
    let students: Vec<&StudentId> = registrations.keys().collect();
    for some in students.chunks(ROWS) {
        let shorter = shorter(tx, registrations, some).await?;
        if shorter.is_empty() {
            continue;
        }
        let mut query = QueryBuilder::new("DELETE FROM registration WHERE student IN (");
        let mut ids = query.separated(", ");
        for student in shorter {
            ids.push_bind(student);
        }
        query.push(")");
        query.build().execute(&mut **tx).await.map_err(database("replace registrations"))?;
    }
    let all: Vec<&RegistrationPeriod> = registrations.values().flatten().collect();
    for some in all.chunks(ROWS) {
        let mut query = QueryBuilder::new(
            "INSERT INTO registration (student, position, institution, stage, programme, cohort, from_on, to_on, \
             came, went) ",
        );
        query.push_values(some, |mut row, period| {
            row.push_bind(period.student.as_str())
                .push_bind(period.position)
                .push_bind(&period.institution)
                .push_bind(period.stage.as_str())
                .push_bind(period.programme.as_str())
                .push_bind(period.cohort)
                .push_bind(period.from.to_string())
                .push_bind(period.to.map(|to| to.to_string()))
                .push_bind(period.came.as_str())
                .push_bind(period.went.as_str());
        });
        // What has not changed is not written.
        query.push(
            " ON CONFLICT (student, position) DO UPDATE SET institution = excluded.institution, \
             stage = excluded.stage, programme = excluded.programme, cohort = excluded.cohort, \
             from_on = excluded.from_on, to_on = excluded.to_on, came = excluded.came, went = excluded.went \
             WHERE registration.to_on IS DISTINCT FROM excluded.to_on OR registration.went <> excluded.went \
             OR registration.institution <> excluded.institution OR registration.stage <> excluded.stage \
             OR registration.programme <> excluded.programme OR registration.cohort <> excluded.cohort \
             OR registration.from_on <> excluded.from_on OR registration.came <> excluded.came",
        );
        query.build().execute(&mut **tx).await.map_err(database("note registrations"))?;
    }
    Ok(())
}

/// Those of whom more registrations are kept than there are now: a correction took some back.
async fn shorter(
    tx: &mut Tx<'_>,
    registrations: &BTreeMap<StudentId, Vec<RegistrationPeriod>>,
    students: &[&StudentId],
) -> Write<Vec<String>> {
    let mut query =
        QueryBuilder::new("SELECT student, COUNT(*) AS kept FROM registration WHERE student IN (");
    let mut ids = query.separated(", ");
    students.iter().for_each(|student| {
        ids.push_bind(student.as_str());
    });
    query.push(") GROUP BY student");
    let failed = |error| AppendError::Fault(super::fault("read registrations to be replaced")(error));
    let mut shorter = Vec::new();
    for row in query.build().fetch_all(&mut **tx).await.map_err(failed)? {
        let student: String = row.try_get("student").map_err(failed)?;
        let kept: i64 = row.try_get("kept").map_err(failed)?;
        let now = registrations.get(&StudentId(student.clone())).map_or(0, Vec::len);
        if usize::try_from(kept).unwrap_or(usize::MAX) > now {
            shorter.push(student);
        }
    }
    Ok(shorter)
}

/// A list that was filed stays filed: the same version again is a conflict.
pub(super) async fn save_filing(tx: &mut Tx<'_>, filing: &Filing) -> Write<()> {
    sqlx::query(
        "INSERT INTO registration_filing (year, term, institution, version, listed_on, filed_on, students, digest, \
         filed_at, filed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(filing.year)
    .bind(filing.term.as_str())
    .bind(&filing.institution)
    .bind(filing.version)
    .bind(filing.listed_on.to_string())
    .bind(filing.filed_on.to_string())
    .bind(filing.students)
    .bind(&filing.digest)
    .bind(filing.filed_at)
    .bind(&filing.filed_by)
    .execute(&mut **tx)
    .await
    .map_err(database("note a filed list"))?;
    Ok(())
}

/// Open on a day: begun by then, and not ended by then. Dates are ISO text, so their order is that of the calendar.
pub(super) async fn open(pool: &Pool, scope: Option<&Scope>, on: Date) -> Read<Vec<OpenCount>> {
    let mut query = QueryBuilder::new(
        "SELECT institution, stage, cohort, COUNT(*) AS students FROM registration WHERE from_on <= ",
    );
    query
        .push_bind(on.to_string())
        .push(" AND (to_on IS NULL OR to_on > ")
        .push_bind(on.to_string())
        .push(")");
    scope::push_students_of(&mut query, "registration.student", scope::figures(scope));
    query.push(" GROUP BY institution, stage, cohort ORDER BY institution, stage, cohort");
    let found = query.build().fetch_all(pool).await?;
    let count = |row: &DbRow| {
        Ok(OpenCount {
            institution: row.try_get("institution")?,
            stage: rows::word(row, "stage")?,
            cohort: row.try_get("cohort")?,
            students: row.try_get("students")?,
        })
    };
    found.iter().map(count).collect()
}

pub(super) async fn moves(
    pool: &Pool,
    scope: Option<&Scope>,
    from: Date,
    to: Date,
) -> Read<BTreeMap<String, Moves>> {
    let mut query = QueryBuilder::new(
        "SELECT institution, came AS moved, COUNT(*) AS students FROM registration \
         WHERE came IN ('new', 'in') AND from_on BETWEEN ",
    );
    query.push_bind(from.to_string()).push(" AND ").push_bind(to.to_string());
    scope::push_students_of(&mut query, "registration.student", scope::figures(scope));
    query.push(
        " GROUP BY institution, came UNION ALL \
         SELECT institution, went AS moved, COUNT(*) AS students FROM registration \
         WHERE went IN ('out', 'ended') AND to_on BETWEEN ",
    );
    query.push_bind(from.to_string()).push(" AND ").push_bind(to.to_string());
    scope::push_students_of(&mut query, "registration.student", scope::figures(scope));
    query.push(" GROUP BY institution, went");
    let found = query.build().fetch_all(pool).await?;
    let mut moves: BTreeMap<String, Moves> = BTreeMap::new();
    for row in &found {
        let (moved, students): (&str, i64) = (row.try_get("moved")?, row.try_get("students")?);
        let of = moves.entry(row.try_get("institution")?).or_default();
        match moved {
            "new" => of.new = students,
            "in" => of.moved_in = students,
            "out" => of.moved_out = students,
            _ => of.ended = students,
        }
    }
    Ok(moves)
}

pub(super) async fn list(
    pool: &Pool,
    scope: Option<&Scope>,
    institution: &str,
    stages: &[Stage],
    on: Date,
) -> Read<Vec<RegistrationPeriod>> {
    let mut query = QueryBuilder::new("SELECT * FROM registration WHERE institution = ");
    query.push_bind(institution.to_owned()).push(" AND stage IN (");
    let mut some = query.separated(", ");
    for stage in stages {
        some.push_bind(stage.as_str());
    }
    query.push(") AND from_on <= ").push_bind(on.to_string());
    query.push(" AND (to_on IS NULL OR to_on > ").push_bind(on.to_string()).push(")");
    // A list is of its institution alone, and of nobody out of reach.
    let filings = scope.map_or(&Holding::All, |scope| &scope.filings);
    scope::push_holding(&mut query, "registration.institution", filings);
    scope::push_students_of(&mut query, "registration.student", scope::students(scope));
    query.push(" ORDER BY student, position");
    query.build().fetch_all(pool).await?.iter().map(period).collect()
}

pub(super) async fn of(
    pool: &Pool,
    scope: Option<&Scope>,
    student: &StudentId,
) -> Read<Vec<RegistrationPeriod>> {
    let mut query = QueryBuilder::new("SELECT * FROM registration WHERE student = ");
    query.push_bind(student.as_str().to_owned());
    scope::push_students_of(&mut query, "registration.student", scope::students(scope));
    query.push(" ORDER BY position");
    query.build().fetch_all(pool).await?.iter().map(period).collect()
}

fn period(row: &DbRow) -> Read<RegistrationPeriod> {
    let to: Option<String> = row.try_get("to_on")?;
    Ok(RegistrationPeriod {
        student: rows::text(row, "student")?,
        position: row.try_get("position")?,
        institution: row.try_get("institution")?,
        stage: rows::word(row, "stage")?,
        programme: rows::text(row, "programme")?,
        cohort: row.try_get("cohort")?,
        from: rows::date(row, "from_on")?,
        to: to.map(|_| rows::date(row, "to_on")).transpose()?,
        came: rows::word(row, "came")?,
        went: rows::word(row, "went")?,
    })
}

pub(super) async fn filings(pool: &Pool, scope: Option<&Scope>, year: i32) -> Read<Vec<Filing>> {
    let mut query = QueryBuilder::new("SELECT * FROM registration_filing WHERE year = ");
    query.push_bind(year);
    let filings = scope.map_or(&Holding::All, |scope| &scope.filings);
    scope::push_holding(&mut query, "institution", filings);
    query.push(" ORDER BY term, institution, version");
    query.build().fetch_all(pool).await?.iter().map(filing).collect()
}

fn filing(row: &DbRow) -> Read<Filing> {
    Ok(Filing {
        year: row.try_get("year")?,
        term: rows::word(row, "term")?,
        institution: row.try_get("institution")?,
        version: row.try_get("version")?,
        listed_on: rows::date(row, "listed_on")?,
        filed_on: rows::date(row, "filed_on")?,
        students: row.try_get("students")?,
        digest: row.try_get("digest")?,
        filed_at: row.try_get("filed_at")?,
        filed_by: row.try_get("filed_by")?,
    })
}
