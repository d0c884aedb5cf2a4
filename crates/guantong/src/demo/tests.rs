//! Every kind of decision a city can come to has come to somebody in it.

use super::{City, SetClock, TODAY, cases, cooperation, make, plans, work};
use crate::data::Data;
use guantong_cooperation::{DutyState, Kind};
use guantong_merit::Measure;
use guantong_programme::proposal::CheckKind;
use guantong_registry::CODES;
use guantong_service::Office;
use guantong_service::cooperation::RecordFilter;
use guantong_service::support::SupportState;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Row};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// Codes that no city reaches, each with the reason.
const NEVER: &[(&str, &str)] = &[
    ("admit.below_floor", "a proved round admits nobody below the floor"),
    ("admit.programme_unknown", "a round admits to programmes of the plan only"),
    ("admit.not_offered", "a round admits to programmes of its year only"),
    ("date.goes_back", "the office answers an earlier day as bad input, before it decides"),
    ("assessment.passed", "by the edition's reading a result is computed from marks"),
    ("assessment.failed", "by the edition's reading a result is computed from marks"),
    ("examination.may_sit", "who may sit is told on an examination's list, and is no decision on a record"),
    (
        "examination.other_stage",
        "who may sit is told on an examination's list, and is no decision on a record",
    ),
    (
        "examination.stage_failed",
        "who may sit is told on an examination's list, and is no decision on a record",
    ),
    (
        "examination.not_last_year",
        "who may sit is told on an examination's list, and is no decision on a record",
    ),
    ("leave.limit_not_on_file", "by the edition's reading no limit holds where none is on file"),
    ("transfer.bachelor_stage_closed", "by the edition's reading it is referred"),
    ("transfer.higher_level_closed", "by the edition's reading it is referred"),
    ("transfer.same_city", "the reading `transfer-same-city` is open"),
    ("transfer.same_city_closed", "the reading `transfer-same-city` is open"),
    ("past.kept", "the city began with its office: nobody is taken over"),
    ("past.kept_undecided", "the city began with its office: nobody is taken over"),
    ("past.registered_elsewhere", "the city began with its office: nobody is taken over"),
    ("past.not_issued", "the city began with its office: nobody is taken over"),
    ("past.issued_beyond", "the city began with its office: nobody is taken over"),
    ("past.issued_elsewhere", "the city began with its office: nobody is taken over"),
    ("past.issued_early", "the city began with its office: nobody is taken over"),
    ("past.otherwise", "the city began with its office: nobody is taken over"),
];

/// The codes of all decisions in a body.
fn codes(body: &serde_json::Value, found: &mut BTreeMap<String, u64>) {
    if let Some(code) = body.get("decision").and_then(|decision| decision.get("code")) {
        *found.entry(code.as_str().unwrap().to_owned()).or_default() += 1;
    }
}

/// The duties of cooperation that are late are those planted, and those excused too.
async fn only_what_is_planted_is_late(office: &Office) {
    let duties = office.duties(None).await.unwrap();
    let of = |state: DutyState| {
        let found = duties.iter().filter(|view| view.owed.state == state);
        let name = |view| {
            let gap = cooperation::GAPS.iter().find(|gap| gap.is(view));
            gap.map_or_else(|| format!("not planted: {view:?}"), cooperation::Gap::name)
        };
        found.map(name).collect::<BTreeSet<_>>()
    };
    for (state, late) in [(DutyState::Late, true), (DutyState::Excused, false)] {
        let planted = cooperation::GAPS.iter().filter(|gap| gap.is_late() == late);
        assert_eq!(of(state), planted.map(cooperation::Gap::name).collect(), "{state}");
    }
    assert!(duties.iter().any(|view| view.owed.state == DutyState::Due));
}

/// Every kind of record is there, but for what falls due in December.
async fn every_kind_is_on_record(office: &Office) {
    let records = office.cooperation_records(&RecordFilter::default()).await.unwrap();
    let there: BTreeSet<Kind> = records.iter().map(|one| one.record.kind).collect();
    let missing: Vec<&Kind> = Kind::ALL.iter().filter(|kind| !there.contains(kind)).collect();
    assert_eq!(missing, [&Kind::FollowUp, &Kind::AnnualReport]);
}

/// Last year's cases are published and this year's wait; a decision stands beside a line of next year's proposal, which asks
/// for more than it says; a reduction waits for the school. A city rebuilt from its journal has the same.
async fn cases_are_chosen_and_support_is_decided(office: &Office) {
    let published = office.published_cases(plans::NOTICE - 1).await.unwrap();
    assert!(published.published() && published.choices.iter().any(|choice| !choice.chosen));
    let waiting = office.case_ranking(plans::NOTICE, None).await.unwrap();
    assert!(waiting.frozen && !waiting.selection.unwrap().published());
    assert!(waiting.list.len() > 20, "{}", waiting.list.len());
    let top = &waiting.list[0];
    // A city of few candidates fills no plan; all else is told of the first.
    assert!(top.scores.iter().filter(|score| **score > 0).count() >= 4, "{:?}", top.scores);
    assert!(waiting.list.windows(2).all(|pair| pair[0].rank <= pair[1].rank));

    let all = office.supports(None).await.unwrap();
    let open: Vec<_> = all.iter().filter(|one| one.state == SupportState::Proposed).collect();
    assert!(open.len() == 1 && open[0].statements.is_empty() && open[0].statement_due.is_some());
    let bound = all.iter().find(|one| one.at_most.is_some()).unwrap();
    assert_eq!(bound.state, SupportState::Agreed);
    let view = office.proposal_view(plans::NOTICE + 1, &bound.front).await.unwrap();
    let decisions = view.checks.iter().find(|check| check.kind == CheckKind::Decisions).unwrap();
    assert_eq!((decisions.failing.len(), view.bounds.len()), (1, 1), "last year's places are more");
    let verified = office.verify().await.unwrap();
    assert!(verified.findings.is_empty(), "{:?}", verified.findings);
}

/// Front, partner, part and whole of each measure, counted by the database from its tables, for the selection of 2023 as of
/// the day the demonstration wakes.
const COUNTED: &[(Measure, &str)] = &[
    (
        Measure::Years,
        "SELECT institution, partner, COUNT(DISTINCT year), COUNT(DISTINCT year) FROM plan_line GROUP BY 1, 2",
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

/// Every figure of this year's selection is what the database counts by itself.
async fn figures_of_cases_are_what_the_database_counts(office: &Office, folder: &Path) {
    let options = SqliteConnectOptions::new().filename(folder.join("guantong.sqlite")).read_only(true);
    let mut database = options.connect().await.unwrap();
    let selection = office.storage().selection(plans::NOTICE).await.unwrap().unwrap();
    for (measure, query) in COUNTED {
        let mut counted: BTreeMap<(String, String), (i64, i64)> = BTreeMap::new();
        for row in sqlx::query(*query).fetch_all(&mut database).await.unwrap() {
            counted.insert((row.get(0), row.get(1)), (row.get(2), row.get(3)));
        }
        let mut told = 0;
        for one in &selection.figures.candidates {
            let pair = (one.front.clone(), one.partner.clone());
            let Some(frozen) = one.figures.get(measure) else { continue };
            let figure = (frozen.told.part, frozen.told.whole);
            assert_eq!(counted.get(&pair), Some(&figure), "{measure} of {pair:?}");
            told += 1;
        }
        assert!(told > 15, "{measure}: {told}");
    }
    sqlx::Connection::close(database).await.unwrap();
}

/// Students without a post are those for whom none was planted to be on record.
async fn only_where_it_is_planted_is_somebody_without_a_post(office: &Office) {
    let mut planted: BTreeSet<(&str, &str)> = work::WITHOUT_POSTS.into_iter().collect();
    for class in office.work_classes().await.unwrap() {
        let (front, major) = (class.line.institution.as_str(), class.line.major_printed());
        let expected =
            front == work::WITHOUT_AGREEMENT || work::WITHOUT_POSTS.contains(&(front, major.as_str()));
        assert_eq!(class.without_post > 0, expected, "{front} {major} {}", class.cohort);
        planted.retain(|one| *one != (front, major.as_str()));
    }
    assert!(planted.is_empty(), "nobody is in {planted:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_decision_has_come_to_somebody() {
    let folder = std::env::temp_dir().join(format!("guantong-city-{}", std::process::id()));
    let clock = Arc::new(SetClock::at(TODAY));
    let data = Data::create_with(&folder, clock.clone()).await.unwrap();
    let city = City { candidates: 1_600, seed: 2023, from: 2017 };
    let agenda = make(&data.office, &clock, &city).await.unwrap();
    assert_eq!(agenda.astray(), None);
    assert_eq!(agenda.unborn(), None);

    let mut found = BTreeMap::new();
    let (mut after, mut recorded) = (0, 0);
    loop {
        let entries = data.office.storage().entries(after, 2_000).await.unwrap();
        let Some(last) = entries.last() else { break };
        after = last.seq;
        for entry in &entries {
            assert!(entry.recorded_at >= recorded, "time goes back at {} in {}", entry.seq, entry.stream);
            recorded = entry.recorded_at;
            codes(&entry.body, &mut found);
        }
    }
    clock.set(TODAY);
    cooperation::make(&data.office).await.unwrap();
    only_what_is_planted_is_late(&data.office).await;
    work::make(&data.office).await.unwrap();
    only_where_it_is_planted_is_somebody_without_a_post(&data.office).await;
    every_kind_is_on_record(&data.office).await;
    cases::make(&data.office).await.unwrap();
    cases_are_chosen_and_support_is_decided(&data.office).await;
    figures_of_cases_are_what_the_database_counts(&data.office, &folder).await;
    data.close().await;
    std::fs::remove_dir_all(&folder).unwrap();

    let never: BTreeSet<&str> = NEVER.iter().map(|(code, _)| *code).collect();
    let missing: Vec<&str> =
        CODES.iter().map(|(code, _)| *code).filter(|code| !found.contains_key(*code)).collect();
    assert_eq!(
        missing,
        CODES.iter().map(|(code, _)| *code).filter(|c| never.contains(c)).collect::<Vec<_>>()
    );
}
