//! Rows of students, written. An update names only the columns in which something moved: an index is touched where one of
//! its columns is named, and of a dozen indexes most stay as they are.

use super::rows;
use super::write::{ROWS, Tx, Write, database};
use super::{Db, fault};
use guantong_model::{ProgrammeId, StudentId};
use guantong_service::ports::AppendError;
use guantong_service::rows::Student;
use sqlx::QueryBuilder;
use sqlx::query_builder::Separated;
use std::collections::BTreeMap;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell<'a> {
    Text(&'a str),
    Perhaps(Option<&'a str>),
    Year(i32),
    Long(i64),
    Flag(Option<bool>),
}

/// The columns that a record may move in; the others are as they were when it was opened.
const MOVING: [&str; 17] = [
    "name",
    "pinyin",
    "initials",
    "cohort",
    "programme",
    "institution",
    "partner",
    "applied_to",
    "stage",
    "standing",
    "work",
    "assessed",
    "qualification",
    "studies_at",
    "registered_at",
    "rule_book",
    "version",
];

/// The cells of [`MOVING`], in its order.
fn cells(student: &Student) -> [Cell<'_>; 17] {
    [
        Cell::Text(&student.name),
        Cell::Text(&student.pinyin),
        Cell::Text(&student.initials),
        Cell::Year(student.cohort),
        Cell::Text(student.programme.as_str()),
        Cell::Text(&student.institution),
        Cell::Text(&student.partner),
        Cell::Perhaps(student.applied_to.as_ref().map(ProgrammeId::as_str)),
        Cell::Text(student.stage.as_str()),
        Cell::Text(student.standing.as_str()),
        Cell::Text(student.work.as_str()),
        Cell::Flag(student.assessed),
        Cell::Text(student.qualification.as_str()),
        Cell::Text(&student.studies_at),
        Cell::Perhaps(student.registered_at.as_deref()),
        Cell::Text(student.rule_book.as_str()),
        Cell::Long(student.version),
    ]
}

fn push(row: &mut Separated<'_, Db, &'static str>, cell: Cell<'_>) {
    match cell {
        Cell::Text(text) => row.push_bind(text.to_owned()),
        Cell::Perhaps(text) => row.push_bind(text.map(str::to_owned)),
        Cell::Year(year) => row.push_bind(year),
        Cell::Long(number) => row.push_bind(number),
        Cell::Flag(flag) => row.push_bind(flag),
    };
}

/// Writes the rows of these students as they are now, of the new ones too.
pub(super) async fn save(tx: &mut Tx<'_>, students: &[Student]) -> Write<()> {
    for some in students.chunks(ROWS) {
        let before = as_they_are(tx, some).await?;
        let (known, new): (Vec<&Student>, Vec<&Student>) =
            some.iter().partition(|student| before.contains_key(&student.id));
        insert(tx, &new).await?;
        update(tx, &before, &known).await?;
    }
    Ok(())
}

async fn as_they_are(tx: &mut Tx<'_>, students: &[Student]) -> Write<BTreeMap<StudentId, Student>> {
    let mut query = QueryBuilder::new("SELECT * FROM student WHERE id IN (");
    let mut ids = query.separated(", ");
    students.iter().for_each(|student| {
        ids.push_bind(student.id.as_str());
    });
    query.push(")");
    let failed = |error| AppendError::Fault(fault("read students to be saved")(error));
    let found = query.build().fetch_all(&mut **tx).await.map_err(failed)?;
    let student = |row| rows::student(row).map(|student| (student.id.clone(), student)).map_err(failed);
    found.iter().map(student).collect()
}

async fn insert(tx: &mut Tx<'_>, students: &[&Student]) -> Write<()> {
    if students.is_empty() {
        return Ok(());
    }
    let mut query = QueryBuilder::new(
        "INSERT INTO student (id, person, district, candidate_no, entry_year, score, round, preference",
    );
    for column in MOVING {
        query.push(", ").push(column);
    }
    query.push(") ");
    query.push_values(students, |mut row, student| {
        row.push_bind(student.id.as_str())
            .push_bind(student.person.as_str())
            .push_bind(&student.district)
            .push_bind(student.candidate_no.as_str())
            .push_bind(student.entry_year)
            .push_bind(student.score.millionths())
            .push_bind(student.round.as_str())
            .push_bind(student.preference);
        cells(student).into_iter().for_each(|cell| push(&mut row, cell));
    });
    query.build().execute(&mut **tx).await.map_err(database("save students"))?;
    Ok(())
}

async fn update(tx: &mut Tx<'_>, before: &BTreeMap<StudentId, Student>, students: &[&Student]) -> Write<()> {
    let moved = |at: usize| {
        students.iter().any(|student| {
            let was = before.get(&student.id).map(|was| cells(was).get(at).copied());
            was != Some(cells(student).get(at).copied())
        })
    };
    let columns: Vec<(usize, &'static str)> =
        MOVING.into_iter().enumerate().filter(|(at, _)| moved(*at)).collect();
    if columns.is_empty() {
        return Ok(());
    }
    let mut query = QueryBuilder::new("WITH moved (id");
    for (_, column) in &columns {
        query.push(", ").push(*column);
    }
    query.push(") AS (");
    query.push_values(students, |mut row, student| {
        row.push_bind(student.id.as_str());
        let all = cells(student);
        columns.iter().filter_map(|(at, _)| all.get(*at)).for_each(|cell| push(&mut row, *cell));
    });
    query.push(") UPDATE student SET ");
    for (n, (_, column)) in columns.iter().enumerate() {
        query.push(if n > 0 { ", " } else { "" }).push(*column).push(" = moved.").push(*column);
    }
    query.push(" FROM moved WHERE student.id = moved.id");
    query.build().execute(&mut **tx).await.map_err(database("save students"))?;
    Ok(())
}
