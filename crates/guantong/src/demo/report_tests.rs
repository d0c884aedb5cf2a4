//! Every pairing of the demonstration hands its report on 2023 in, and its figures are those that queries of their own find.

use super::SetClock;
use guantong_service::Office;
use guantong_service::report::{FrozenFigure, ReportId, ReportState, Section};
use jiff::civil::datetime;
use sqlx::Row;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const YEAR: i32 = 2023;
/// The day figures are of: `report.figures-on`.
const ON: &str = "2023-11-30";

/// Students with the line of the plan that admission filled, what their registrations tell by the day, and the academic
/// years from arrival to the end; `f` and `p` are the two sides of the line, `s` the student as he is now.
const PEOPLE: &str = "FROM student s \
     JOIN round_result r ON r.year = s.entry_year AND r.round = s.round AND r.no = s.candidate_no \
     JOIN plan_line l ON l.year = s.entry_year AND l.programme = r.programme \
     LEFT JOIN (SELECT student, MIN(from_on) AS arrived, MIN(CASE WHEN stage = 'college' THEN from_on END) AS college, \
       MIN(CASE WHEN stage = 'bachelor' THEN from_on END) AS bachelor, \
       MAX(CASE WHEN went = 'ended' AND to_on <= '2023-11-30' THEN to_on END) AS ended \
       FROM registration WHERE from_on <= '2023-11-30' GROUP BY student) g ON g.student = s.id";
/// Of a student as he is now.
const NOW: &str = "s.institution = $1 AND s.partner = $2";
/// Of the line that admission filled.
const PLACED: &str = "l.institution = $1 AND l.partner = $2";
/// The academic year of a day.
fn academic(day: &str) -> String {
    format!("(CAST(SUBSTR({day}, 1, 4) AS INTEGER) - (SUBSTR({day}, 6, 2) < '09'))")
}

/// The query for an indicator: whole and part for two sides and a year; nothing where it is of no rows of the database.
fn query(indicator: &str) -> Option<String> {
    let people = |whole: &str, part: &str, seat: &str| {
        format!(
            "SELECT COUNT(*) AS whole, COALESCE(SUM({part}), 0) AS part {PEOPLE} WHERE {whole} AND {seat}"
        )
    };
    let happened = |clause: &str, code: &str| {
        let (first, last) = (academic("g.arrived"), academic(&format!("COALESCE(g.ended, '{ON}')")));
        let told = academic("d.effective_on");
        let part = format!(
            "EXISTS (SELECT 1 FROM clause_decision d WHERE d.student = s.id AND d.clause = '{clause}' \
             AND d.code = '{code}' AND d.outcome = 'accepted' AND d.effective_on <= '{ON}' AND {told} = $3)"
        );
        people(&format!("g.arrived IS NOT NULL AND {first} <= $3 AND {last} >= $3"), &part, NOW)
    };
    let of_lines = "plan_line l WHERE l.year = $3 AND l.institution = $1 AND l.partner = $2";
    Some(match indicator {
        "plan-completion" => format!(
            "SELECT COALESCE(SUM(l.places), 0) AS whole, COALESCE(SUM((SELECT COUNT(*) FROM round_result r \
             WHERE r.year = l.year AND r.programme = l.programme)), 0) AS part FROM {of_lines}"
        ),
        "registration-rate" => people("s.entry_year = $3", "g.arrived IS NOT NULL", PLACED),
        "progression-college" => {
            people("s.entry_year = $3 AND g.arrived IS NOT NULL", "g.college IS NOT NULL", NOW)
        }
        "progression-bachelor" => {
            people("s.entry_year = $3 AND g.college IS NOT NULL", "g.bachelor IS NOT NULL", NOW)
        }
        "graduation" => people(
            "s.entry_year = $3 AND g.arrived IS NOT NULL",
            "g.bachelor IS NOT NULL AND g.ended IS NOT NULL AND s.standing = 'graduated'",
            NOW,
        ),
        "repeats" => happened("3.4.3.a", "repeated"),
        "leaves" => happened("3.4.4.a", "leave.started"),
        "exits" => happened("3.3.4.b", "exited"),
        "university-intake" => {
            let begun = academic("g.bachelor");
            format!(
                "SELECT (SELECT COALESCE(SUM(places), 0) FROM plan_line WHERE year = $3 - 5 AND institution = $1 \
                 AND partner = $2) AS whole, (SELECT COUNT(*) {PEOPLE} WHERE {begun} = $3 AND {NOW}) AS part"
            )
        }
        _ => return None,
    })
}

/// Writes, sends, signs and submits the reports of all, and holds the figures against the database file.
pub(super) async fn every_pairing_hands_its_report_in(office: &Office, clock: &SetClock, folder: &Path) {
    clock.set(datetime(2023, 12, 20, 10, 0, 0, 0));
    let options =
        sqlx::sqlite::SqliteConnectOptions::new().filename(folder.join("guantong.sqlite")).read_only(true);
    let file = sqlx::SqlitePool::connect_with(options).await.unwrap();
    let text: BTreeMap<Section, String> =
        Section::ALL.iter().map(|section| (*section, format!("{section}：已落实。"))).collect();
    let listed = office.annual_reports(YEAR).await.unwrap();
    assert!(listed.len() > 15, "{}", listed.len());
    let (mut compared, mut known) = (0, BTreeSet::new());
    for one in listed {
        let id: ReportId = one.report.id;
        let kept = office.write_report(&id, &text, 0, "院校").await.unwrap();
        let sent = office.send_report(&id, kept.version, "院校").await.unwrap();
        let digest = office.report_digest(&sent).unwrap();
        let signed = match sent.state {
            ReportState::Sent => office.sign_report(&id, sent.version, &digest, "高校").await.unwrap(),
            _ => sent,
        };
        let submitted = office.submit_report(&id, signed.version, &digest, "院校").await.unwrap();
        assert_eq!(submitted.state, ReportState::Submitted, "{id}");
        let frozen = submitted.frozen.unwrap();
        assert_eq!(frozen.on.to_string(), ON);
        let mut told: BTreeMap<(&str, i32), &FrozenFigure> = BTreeMap::new();
        told.extend(frozen.figures.iter().map(|figure| ((figure.indicator.as_str(), figure.year), figure)));
        for indicator in guantong_indicators::Indicator::ALL.iter().map(|one| one.as_str()) {
            let Some(sql) = query(indicator) else { continue };
            for year in [YEAR, YEAR - 1] {
                let found = sqlx::query(sqlx::AssertSqlSafe(sql.clone()))
                    .bind(&id.front)
                    .bind(&id.partner)
                    .bind(year)
                    .fetch_one(&file)
                    .await
                    .unwrap();
                let found: (i64, i64) = (found.get("whole"), found.get("part"));
                let figure = told.get(&(indicator, year));
                let figure = figure.map_or((0, 0), |figure| (figure.whole, figure.part));
                assert_eq!(figure, found, "{id} {indicator} {year}");
                compared += i64::from(found != (0, 0));
                known.insert(indicator);
            }
        }
    }
    file.close().await;
    assert_eq!(known.len(), 9);
    assert!(compared > 200, "{compared}");
    let missing = office.annual_reports(YEAR).await.unwrap();
    assert!(missing.iter().all(|one| one.report.state == ReportState::Submitted), "all were handed in");
}
