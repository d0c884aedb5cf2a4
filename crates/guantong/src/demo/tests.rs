//! Every kind of decision a city can come to has come to somebody in it.

use super::{City, SetClock, TODAY, cooperation, make, places, results, trainings, work};
use crate::data::Data;
use guantong_cooperation::{DutyState, Kind};
use guantong_policy::edition::Value;
use guantong_policy::edition::change::{Changes, Instead};
use guantong_registry::CODES;
use guantong_service::Office;
use guantong_service::cooperation::RecordFilter;
use guantong_service::what_if::{AdmissionRow, Turn, WhatIf};
use std::collections::{BTreeMap, BTreeSet};
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

/// Places were added to a plan in one year, files are on records, and every class of one programme that has students has
/// results.
async fn what_an_office_keeps_is_there(office: &Office) {
    let added = office.added_places(places::YEAR).await.unwrap();
    let counted: i64 = added.iter().map(|one| one.places).sum();
    assert_eq!((added.len(), counted.to_string().as_str()), (1, places::PLACES));
    let papers = office.storage().cooperation_papers(&RecordFilter::default()).await.unwrap();
    assert_eq!(papers.len(), 2);
    let mut cohorts = BTreeSet::new();
    for (programme, cohort, _) in office.storage().result_classes().await.unwrap() {
        let class = office.result_class(&programme, cohort).await.unwrap();
        if class.places.iter().any(|place| place.sheets.iter().any(|sheet| sheet.confirmed_on.is_some())) {
            cohorts.insert(cohort);
        }
    }
    assert!(cohorts.len() >= 4, "{cohorts:?}");
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
    trainings::make(&data.office).await.unwrap();
    results::make(&data.office, city.seed).await.unwrap();
    cooperation::make(&data.office).await.unwrap();
    only_what_is_planted_is_late(&data.office).await;
    work::make(&data.office).await.unwrap();
    only_where_it_is_planted_is_somebody_without_a_post(&data.office).await;
    every_kind_is_on_record(&data.office).await;
    what_an_office_keeps_is_there(&data.office).await;
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

/// 3.1.2.a: whom a raised floor would leave without a place, by name; and that the edition in force changes nobody.
#[tokio::test(flavor = "multi_thread")]
async fn a_changed_floor_is_told_by_name() {
    let folder = std::env::temp_dir().join(format!("guantong-what-if-{}", std::process::id()));
    let clock = Arc::new(SetClock::at(TODAY));
    let data = Data::create_with(&folder, clock.clone()).await.unwrap();
    let city = City { candidates: 300, seed: 2023, from: 2021 };
    make(&data.office, &clock, &city).await.unwrap();
    clock.set(TODAY);
    let years: BTreeSet<i32> = [2021, 2022, 2023].into();
    let asked = |parameters: &[(&str, Instead)], choices: &[(&str, &str)]| WhatIf {
        changes: Changes {
            parameters: parameters.iter().map(|(name, to)| ((*name).to_owned(), to.clone())).collect(),
            choices: choices.iter().map(|(id, to)| ((*id).to_owned(), (*to).to_owned())).collect(),
        },
        years: years.clone(),
        ..WhatIf::default()
    };

    let same = data.office.what_if(&asked(&[("score.floor", Instead::By(0))], &[])).await.unwrap();
    assert!(
        same.admissions.is_empty() && same.records.rows.is_empty(),
        "the edition in force changes nobody"
    );
    assert!(same.records.decided > 200, "{}", same.records.decided);
    assert_eq!(same.records.drifted, 0, "every decision comes out again as it was");

    let raised = data.office.what_if(&asked(&[("score.floor", Instead::By(10))], &[])).await.unwrap();
    let none = raised.admissions.iter().filter(|row| row.deciding().reason == "floor.below");
    let told: BTreeSet<(i32, String)> = none.map(|row| (row.year, row.no.to_string())).collect();
    let options =
        sqlx::sqlite::SqliteConnectOptions::new().filename(folder.join("guantong.sqlite")).read_only(true);
    let mut database = sqlx::ConnectOptions::connect(&options).await.unwrap();
    let sql = "SELECT COUNT(*) FROM candidate WHERE year IN (2021, 2022, 2023)";
    let listed: i64 = sqlx::query_scalar(sql).fetch_one(&mut database).await.unwrap();
    assert_eq!(i64::try_from(raised.candidates).unwrap(), listed);
    let sql = "SELECT year, no FROM candidate WHERE total >= 490000000 AND total < 500000000 AND qualified = 1 \
               AND household = 1 AND year IN (2021, 2022, 2023)";
    let rows: Vec<(i32, String)> = sqlx::query_as(sql).fetch_all(&mut database).await.unwrap();
    assert!(rows.len() > 10, "{}", rows.len());
    assert_eq!(told, rows.into_iter().collect(), "those between the two floors and nobody else");
    let takes = |row: &AdmissionRow| matches!(row.turn, Turn::Loses | Turn::Barred);
    assert!(raised.admissions.iter().filter(|row| row.deciding().reason == "floor.below").all(takes));
    assert!(raised.named && raised.admissions.iter().all(|row| !row.name.is_empty()));

    let lowered = data.office.what_if(&asked(&[("score.floor", Instead::By(-10))], &[])).await.unwrap();
    assert!(
        lowered.admissions.iter().all(|row| row.after.reason != "floor.below"),
        "nobody becomes ineligible"
    );

    let barred = data
        .office
        .what_if(&asked(&[("transfers.max", Instead::Value(Value::Number(0)))], &[]))
        .await
        .unwrap();
    assert!(barred.admissions.is_empty() && !barred.records.rows.is_empty());
    for row in &barred.records.rows {
        let one = row.replayed.otherwise.as_ref().unwrap();
        assert!(one.now.outcome != one.then.outcome || one.now.code != one.then.code, "{one:?}");
        assert_eq!(row.clause(), "3.3.5.a", "{one:?}");
    }
    data.close().await;
    std::fs::remove_dir_all(&folder).unwrap();
}
