//! Figures of excellent cases in the demonstration are what the database counts from its tables, by queries written from what
//! a measure says, and each opens to the records behind it.

use super::{SetClock, plans};
use guantong_merit::Measure;
use guantong_model::{Stage, Standing, StudentId};
use guantong_registry::Command;
use guantong_service::Office;
use guantong_service::cases::{CaseId, Figures};
use jiff::civil::date;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection, Row};
use std::collections::BTreeMap;
use std::path::Path;

/// So many of the first are opened to their records.
const OPENED: usize = 5;

/// Front, partner, part and whole of each measure, counted by the database from its tables, for the selection of 2023 as of
/// the day the demonstration wakes.
const COUNTED: &[(Measure, &str)] = &[
    (
        Measure::Years,
        "SELECT institution, partner, COUNT(DISTINCT year), COUNT(DISTINCT year) FROM plan_line GROUP BY 1, 2",
    ),
    // Years without a plan of anybody break nothing; a year without one of the two does.
    (
        Measure::Unbroken,
        "WITH years AS (SELECT DISTINCT year FROM plan_line), \
         has AS (SELECT DISTINCT institution, partner, year FROM plan_line) \
         SELECT h.institution, h.partner, SUM(NOT EXISTS (SELECT 1 FROM years y WHERE y.year > h.year \
         AND NOT EXISTS (SELECT 1 FROM has k WHERE k.institution = h.institution AND k.partner = h.partner \
         AND k.year = y.year))), \
         (SELECT COUNT(*) FROM years y WHERE y.year >= (SELECT MIN(k.year) FROM has k \
         WHERE k.institution = h.institution AND k.partner = h.partner)) FROM has h GROUP BY 1, 2",
    ),
    (
        Measure::Kept,
        "SELECT a.institution, a.partner, COUNT(b.programme), COUNT(*) FROM plan_line a \
         LEFT JOIN plan_line b ON b.year = a.year + 1 AND b.programme = a.programme \
         WHERE a.year BETWEEN 2019 AND 2022 GROUP BY 1, 2",
    ),
    (
        Measure::Filled,
        "SELECT institution, partner, SUM((SELECT COALESCE(SUM(admitted), 0) FROM round_programme r \
         WHERE r.year = l.year AND r.programme = l.programme)), SUM(places) \
         FROM plan_line l WHERE year BETWEEN 2019 AND 2023 GROUP BY 1, 2",
    ),
    (
        Measure::Agreements,
        "SELECT s.institution, s.partner, COUNT(DISTINCT c.front || c.number), COUNT(DISTINCT c.front || c.number) \
         FROM (SELECT DISTINCT institution, partner FROM student WHERE standing IN ('studying', 'on-leave')) s \
         LEFT JOIN cooperation c ON c.front IN (s.institution, s.partner) AND c.partner = '' \
         AND c.kind = 'enterprise-agreement' AND c.state = 'held' \
         AND json_extract(c.record, '$.fields.from') <= '2023-09-28' \
         AND json_extract(c.record, '$.fields.until') >= '2023-09-28' GROUP BY 1, 2",
    ),
    (
        Measure::Parts,
        "SELECT s.institution, s.partner, COUNT(DISTINCT s.programme || json_extract(c.record, '$.fields.part')), \
         3 * COUNT(DISTINCT s.programme) FROM (SELECT DISTINCT institution, partner, programme FROM student \
         WHERE standing IN ('studying', 'on-leave')) s LEFT JOIN cooperation c ON c.front = s.institution \
         AND c.partner = s.partner AND c.kind = 'enterprise-participation' AND c.state = 'held' \
         AND json_extract(c.record, '$.fields.programme') = s.programme GROUP BY 1, 2",
    ),
    // Of each programme no more places than study in it; of either side, under an agreement of that side in force.
    (
        Measure::Posts,
        "WITH study AS (SELECT institution, partner, programme, COUNT(*) AS students FROM student \
         WHERE standing IN ('studying', 'on-leave') GROUP BY 1, 2, 3), \
         held AS (SELECT front, kind, number, json_extract(record, '$.fields') AS said FROM cooperation \
         WHERE partner = '' AND state = 'held' AND json_extract(record, '$.fields.from') <= '2023-09-28' \
         AND COALESCE(json_extract(record, '$.fields.until'), '9999-12-31') >= '2023-09-28') \
         SELECT institution, partner, SUM(MIN(students, (SELECT COALESCE(SUM(CAST(json_extract(p.said, '$.places') \
         AS INTEGER)), 0) FROM held p WHERE p.kind = 'enterprise-post' AND p.front IN (s.institution, s.partner) \
         AND json_extract(p.said, '$.programme') = s.programme AND EXISTS (SELECT 1 FROM held a \
         WHERE a.kind = 'enterprise-agreement' AND a.front = p.front \
         AND a.number = CAST(json_extract(p.said, '$.agreement') AS INTEGER))))), SUM(students) \
         FROM study s GROUP BY 1, 2",
    ),
    (
        Measure::Hours,
        "SELECT front, partner, SUM(state = 'confirmed'), COUNT(*) FROM work_hours \
         WHERE json_extract(sheet, '$.block.until') <= '2023-09-28' GROUP BY 1, 2",
    ),
    (
        Measure::ToCollege,
        "SELECT institution, partner, SUM(EXISTS (SELECT 1 FROM registration r WHERE r.student = s.id \
         AND r.stage = 'college')), COUNT(*) FROM student s WHERE entry_year BETWEEN 2016 AND 2020 \
         AND EXISTS (SELECT 1 FROM registration r WHERE r.student = s.id) GROUP BY 1, 2",
    ),
    // Diplomas alone: certificates of completion, of unfinished study and of what was learned have letters of their own.
    (
        Measure::Certified,
        "SELECT institution, partner, SUM(EXISTS (SELECT 1 FROM certificate c WHERE c.student = s.id \
         AND NOT c.voided AND substr(c.number, 7, 1) NOT IN ('F', 'I', 'R'))), COUNT(*) FROM student s \
         WHERE entry_year BETWEEN 2014 AND 2018 \
         AND EXISTS (SELECT 1 FROM registration r WHERE r.student = s.id) GROUP BY 1, 2",
    ),
    (
        Measure::ToBachelor,
        "SELECT institution, partner, SUM(EXISTS (SELECT 1 FROM registration r WHERE r.student = s.id \
         AND r.stage = 'bachelor')), COUNT(*) FROM student s WHERE entry_year BETWEEN 2014 AND 2018 \
         AND EXISTS (SELECT 1 FROM registration r WHERE r.student = s.id AND r.stage = 'college') GROUP BY 1, 2",
    ),
];

/// Whoever came seven years before or earlier, and those of them with a bachelor's diploma.
const GRADUATED: &str = "SELECT institution, partner, SUM(EXISTS (SELECT 1 FROM certificate c WHERE c.student = s.id \
     AND NOT c.voided AND (c.number LIKE 'GT____B%' OR substr(c.number, -8, 2) = '05'))), COUNT(*) FROM student s \
     WHERE entry_year BETWEEN 2013 AND 2017 AND EXISTS (SELECT 1 FROM registration r WHERE r.student = s.id) GROUP BY 1, 2";

async fn opened(folder: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(folder.join("guantong.sqlite")).read_only(true);
    options.connect().await.unwrap()
}

/// Holds a measure of everybody who has it against a query; how many had it, and how many with something in the part.
async fn holds(
    figures: &Figures,
    (measure, query): (Measure, &'static str),
    database: &mut SqliteConnection,
) -> (usize, usize) {
    let mut counted: BTreeMap<(String, String), (i64, i64)> = BTreeMap::new();
    for row in sqlx::query(query).fetch_all(database).await.unwrap() {
        counted.insert((row.get(0), row.get(1)), (row.get(2), row.get(3)));
    }
    let (mut told, mut some) = (0, 0);
    for one in &figures.candidates {
        let pair = (one.front.clone(), one.partner.clone());
        let Some(frozen) = one.figures.get(&measure) else { continue };
        let figure = (frozen.told.part, frozen.told.whole);
        assert_eq!(counted.get(&pair), Some(&figure), "{measure} of {pair:?}");
        told += 1;
        some += usize::from(figure.0 > 0);
    }
    (told, some)
}

/// Every figure of this year's selection is what the database counts by itself.
pub(super) async fn figures_are_what_the_database_counts(office: &Office, folder: &Path) {
    let mut database = opened(folder).await;
    let selection = office.storage().selection(plans::NOTICE).await.unwrap().unwrap();
    for counted in COUNTED {
        let (told, some) = holds(&selection.figures, *counted, &mut database).await;
        assert!(told > 15 && some > 0, "{}: {told}, {some}", counted.0);
    }
    database.close().await.unwrap();
    each_opens_to_its_records(office, plans::NOTICE, Measure::ALL).await;
}

/// In the next summer some of the first class graduate: who does is told as the database counts.
pub(super) async fn graduates_are_what_the_database_counts(office: &Office, clock: &SetClock, folder: &Path) {
    clock.set(date(2024, 9, 10).at(10, 0, 0, 0));
    let ids = office.storage().student_ids(2017).await.unwrap();
    let rows = office.storage().students_by_id(&ids).await.unwrap();
    let last = rows.iter().filter(|row| row.stage == Stage::Bachelor && row.standing == Standing::Studying);
    let graduating: Vec<(StudentId, _, Command)> =
        last.step_by(2).map(|row| (row.id.clone(), date(2024, 6, 25), Command::CompleteStage)).collect();
    office.command_many(&graduating, "院校 教务处").await.unwrap();
    let figures = office.case_figures(2024).await.unwrap();
    let mut database = opened(folder).await;
    let (told, some) = holds(&figures, (Measure::Graduated, GRADUATED), &mut database).await;
    assert!(told > 15 && some > 15, "{told}, {some}");
    database.close().await.unwrap();
}

/// What the records behind each figure add comes to the figure: of every measure, of everybody who has it.
async fn each_opens_to_its_records(office: &Office, year: i32, measures: &[Measure]) {
    let ranking = office.case_ranking(year, None).await.unwrap();
    let mut opened = 0;
    for one in ranking.list.iter().take(OPENED) {
        let (front, partner) = (one.candidate.front.clone(), one.candidate.partner.clone());
        let id = CaseId { year, front, partner };
        for measure in measures {
            let Some(frozen) = one.candidate.figures.get(measure) else { continue };
            let records = office.case_records(&id, *measure, (0, 10_000)).await.unwrap();
            assert!(!records.since, "{measure} of {id:?}");
            let behind = records.lines.len() + records.others.len() + records.found;
            assert_eq!(i64::try_from(behind).unwrap(), frozen.records, "{measure} of {id:?}");
            assert_eq!(records.students.len(), records.found, "the commission may open each");
            opened += 1;
        }
    }
    assert!(opened > 40, "{opened}");
}
