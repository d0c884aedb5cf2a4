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

/// The query for an indicator: whole and part for two sides and a year.
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
    let settled = |kinds: &str| {
        let (ended, part) = (
            academic("g.ended"),
            format!(
                "COALESCE((SELECT d.destination FROM destination d WHERE d.student = s.id \
                 AND d.reported_on <= '{ON}' ORDER BY d.reported_on DESC LIMIT 1) IN ({kinds}), 0)"
            ),
        );
        people(&format!("s.standing = 'graduated' AND {ended} = $3"), &part, NOW)
    };
    let duties = |which: &str| format!("{DUTIES} AND {which}");
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
        // Every diploma that was issued and not made void, by the entry that issued it.
        "certificates" => {
            let issued = academic("i.value ->> '$.issued_on'");
            format!(
                "SELECT 0 AS whole, COUNT(DISTINCT e.stream || (i.value ->> '$.stage')) AS part \
                 FROM event e JOIN student s ON e.stream = 'student/' || s.id, \
                 json_each(e.body, '$.events') i JOIN certificate c ON c.number = i.value ->> '$.number' \
                 WHERE i.value ->> '$.event' = 'certificate-issued' AND c.voided = 0 AND {NOW} \
                 AND i.value ->> '$.kind' IN ('secondary', 'college', 'bachelor') \
                 AND e.effective_on <= '{ON}' AND {issued} = $3"
            )
        }
        // The last admitted of each line in the rounds that were published, in millionths; of full marks of the year.
        "cut-off" => "SELECT COALESCE(SUM(full), 0) AS whole, COALESCE(SUM(score), 0) AS part FROM ( \
             SELECT MIN(c.total) AS score, 660000000 AS full FROM round_result r \
             JOIN candidate c ON c.year = r.year AND c.no = r.no \
             JOIN plan_line l ON l.year = r.year AND l.programme = r.programme \
             WHERE r.year = $3 AND l.institution = $1 AND l.partner = $2 GROUP BY r.programme)"
            .to_owned(),
        "further-study" => settled("'further-study', 'abroad'"),
        "employment" => settled(
            "'agreement', 'contract', 'other-employment', 'research-assistant', 'military', \
             'national-programme', 'local-programme', 'self-employed', 'freelance'",
        ),
        "teacher-dispatch" => duties("duty = 'teacher-dispatch'"),
        "meetings" => duties("duty = 'regular-meeting'"),
        "enterprise-participation" => duties("duty IN ('enterprise-agreement', 'enterprise-parts')"),
        "obligations" => duties("1 = 1"),
        _ => return None,
    })
}

/// Every duty of two sides, its whole and part, for the academic year of the notice as it stood on the last day; none before
/// it. By the readings of the shipped edition: duties from the running semester on, standing ones from the September of the
/// first class, one meeting and one dispatch each semester, an agreement of either side that lasts ninety days more, parts of
/// enterprises once, a division before stage 2.
const DUTIES: &str = "\
WITH d AS (SELECT '2023-08-31' AS d, '2022-2' AS semester, '2023-02-01' AS begins, '2023-08-31' AS year_ends), \
told AS (SELECT front, partner, kind, number, record ->> '$.by' AS by, record ->> '$.entered_on' AS entered, \
  record ->> '$.fields.from' AS f, record ->> '$.fields.until' AS u, record ->> '$.fields.on' AS o, \
  record ->> '$.fields.semester' AS s, record ->> '$.fields.programme' AS p, record ->> '$.fields.part' AS part, \
  record ->> '$.fields.year' AS y, record ->> '$.fields.of-indicator' AS i, record ->> '$.fields.value' AS v, \
  record ->> '$.fields.target' AS t, record ->> '$.fields.better' AS b, record ->> '$.fields.result' AS r, \
  record ->> '$.fields.done-on' AS done FROM cooperation WHERE state = 'held'), \
rec AS (SELECT told.*, d, (f <= d AND (u IS NULL OR d <= u)) AS holds FROM told, d WHERE COALESCE(o, f, \
  CASE SUBSTR(s, 6) WHEN '1' THEN SUBSTR(s, 1, 4) || '-09-01' WHEN '2' THEN (SUBSTR(s, 1, 4) + 1) || '-02-01' END, \
  entered) <= d), \
mine AS (SELECT * FROM rec WHERE front = $1 AND partner = $2), \
class AS (SELECT g.programme, g.entry, COALESCE(own.track, new.track) AS track, \
  CASE WHEN goes THEN MAX(2023, entry + 6) WHEN left_with THEN entry + 6 ELSE MIN(2022, entry + 6) END AS until \
  FROM (SELECT programme, entry_year AS entry, MAX(standing IN ('admitted', 'studying', 'on-leave')) AS goes, \
      MAX(standing = 'graduated') AS left_with, MAX(registered_at IS NOT NULL) AS was_there \
    FROM student GROUP BY programme, entry_year) g \
  LEFT JOIN plan_line own ON own.year = g.entry AND own.programme = g.programme \
  LEFT JOIN plan_line new ON new.programme = g.programme AND new.year = \
    (SELECT MAX(year) FROM plan_line x WHERE x.programme = g.programme) \
  WHERE (was_there OR goes) AND COALESCE(own.institution, new.institution) = $1 \
    AND COALESCE(own.partner, new.partner) = $2), \
alive AS (SELECT MIN(entry) AS first, MAX('2023-04-07', MIN(entry) || '-09-01') AS due FROM class WHERE until >= $3), \
offered AS (SELECT programme, track, MIN(entry) AS first FROM class WHERE until >= $3 GROUP BY programme), \
studied AS (SELECT EXISTS (SELECT 1 FROM class WHERE entry <= $3 AND $3 <= until) AS yes, \
  EXISTS (SELECT 1 FROM class WHERE entry <= $3 AND $3 <= MIN(until, entry + 4)) AS in_front), \
side AS (SELECT $1 AS name UNION ALL SELECT $2), \
agreed AS (SELECT MAX(holds) AS held, MAX(CASE WHEN holds THEN u END) AS last, \
  MAX(f <= DATE(d, '+90 days') AND (u IS NULL OR DATE(d, '+90 days') <= u)) AS lasts \
  FROM rec WHERE kind = 'enterprise-agreement' AND front IN ($1, $2) AND partner = ''), \
one AS ( \
  SELECT 'responsible-unit' AS duty, due, 0 AS excused, EXISTS (SELECT 1 FROM mine WHERE kind = 'liaison-unit' \
    AND by = side.name AND holds) AS met FROM side, alive WHERE first IS NOT NULL AND $1 <> $2 \
  UNION ALL SELECT 'regular-meeting', year_ends, 0, EXISTS (SELECT 1 FROM mine WHERE kind = 'partnership-meeting' \
    AND o BETWEEN begins AND year_ends) FROM d, studied WHERE yes AND $1 <> $2 \
  UNION ALL SELECT 'teacher-dispatch', year_ends, EXISTS (SELECT 1 FROM mine WHERE kind = 'dispatch-reason' \
    AND s = semester), EXISTS (SELECT 1 FROM mine WHERE kind = 'teacher-dispatch' AND s = semester) \
    FROM d, studied WHERE in_front AND $1 <> $2 \
  UNION ALL SELECT 'task-division', MAX('2023-04-07', (first + 3) || '-09-01'), 0, EXISTS (SELECT 1 FROM mine \
    WHERE kind = 'task-division' AND p = programme AND holds) FROM offered \
    WHERE track = 'secondary-bachelor' AND $1 <> $2 \
  UNION ALL SELECT 'quality-indicators', due, 0, EXISTS (SELECT 1 FROM mine WHERE kind = 'quality-indicator' \
    AND holds) FROM alive WHERE first IS NOT NULL \
  UNION ALL SELECT 'indicator-results', year_ends, 0, NOT EXISTS (SELECT 1 FROM mine q \
      WHERE kind = 'quality-indicator' AND f <= year_ends AND (u IS NULL OR year_ends <= u) AND NOT EXISTS \
      (SELECT 1 FROM mine a WHERE a.kind = 'indicator-result' AND a.y = CAST($3 AS TEXT) \
       AND a.i = CAST(q.number AS TEXT))) \
    FROM d, studied WHERE yes AND EXISTS (SELECT 1 FROM mine WHERE kind = 'quality-indicator' AND f <= year_ends \
      AND (u IS NULL OR year_ends <= u)) \
  UNION ALL SELECT 'follow-up', DATE(a.entered, '+90 days'), 0, EXISTS (SELECT 1 FROM mine w \
      WHERE w.kind = 'follow-up' AND w.r = CAST(a.number AS TEXT) AND w.done IS NOT NULL) \
    FROM mine a JOIN mine q ON q.kind = 'quality-indicator' AND CAST(q.number AS TEXT) = a.i, alive \
    WHERE a.kind = 'indicator-result' AND first IS NOT NULL AND CASE q.b WHEN 'lower' \
      THEN CAST(a.v AS REAL) > CAST(q.t AS REAL) ELSE CAST(a.v AS REAL) < CAST(q.t AS REAL) END \
  UNION ALL SELECT 'supervision', year_ends, 0, EXISTS (SELECT 1 FROM mine WHERE kind = 'supervision-visit' \
    AND o BETWEEN $3 || '-09-01' AND year_ends) FROM d, studied WHERE yes \
  UNION ALL SELECT 'enterprise-agreement', CASE WHEN last IS NOT NULL AND NOT lasts THEN last ELSE due END, 0, \
    COALESCE(held, 0) AND NOT (last IS NOT NULL AND NOT lasts) FROM agreed, alive WHERE first IS NOT NULL \
  UNION ALL SELECT 'enterprise-parts', MAX('2023-04-07', first || '-09-01'), 0, \
    (SELECT COUNT(DISTINCT part) FROM mine, d WHERE kind = 'enterprise-participation' AND p = programme) = 3 \
    FROM offered) \
SELECT COALESCE(SUM(met OR (NOT excused AND due <= d)), 0) AS whole, \
  COALESCE(SUM(met), 0) AS part FROM one, d WHERE $3 = 2022";

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
            for year in frozen.years_of(indicator, YEAR) {
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
    assert_eq!(known.len(), guantong_indicators::Indicator::ALL.len());
    assert!(compared > 200, "{compared}");
    let missing = office.annual_reports(YEAR).await.unwrap();
    assert!(missing.iter().all(|one| one.report.state == ReportState::Submitted), "all were handed in");
}
