//! Every kind of decision a city can come to has come to somebody in it.

use super::{
    City, SetClock, TODAY, accounts, case_tests, cases, cooperation, evaluation, make, places, plans,
    report_tests, results, trainings, work,
};
use crate::data::Data;
use guantong_cooperation::{DutyState, Kind};
use guantong_policy::edition::Value;
use guantong_policy::edition::change::{Changes, Instead};
use guantong_programme::proposal::CheckKind;
use guantong_registry::CODES;
use guantong_secrets::password::Profile;
use guantong_service::Office;
use guantong_service::cooperation::RecordFilter;
use guantong_service::support::{EvidenceKind, SupportState};
use guantong_service::what_if::{AdmissionRow, Turn, WhatIf};
use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
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
    assert!(
        bound.evidence.iter().any(|one| one.kind == EvidenceKind::Evaluation),
        "what experts found stands with it"
    );
    let view = office.proposal_view(plans::NOTICE + 1, &bound.front).await.unwrap();
    let decisions = view.checks.iter().find(|check| check.kind == CheckKind::Decisions).unwrap();
    assert_eq!((decisions.failing.len(), view.bounds.len()), (1, 1), "last year's places are more");
    let verified = office.verify().await.unwrap();
    assert!(verified.findings.is_empty(), "{:?}", verified.findings);
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

/// Counts by queries of their own: of pictures nothing is kept, so they are held against the tables themselves.
async fn the_picture_is_what_the_tables_say(file: &Path, office: &Office) {
    use guantong_indicators::{Indicator, Of, Reached, Split};
    use guantong_service::picture::{Ending, Family, GOING, Group, LAPSED};
    use sqlx::ConnectOptions;
    let mut one = SqliteConnectOptions::new().filename(file).read_only(true).connect().await.unwrap();
    let mut count = async |sql: &str| -> i64 {
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_one(&mut one).await.unwrap()
    };
    let today = office.today();
    let gathered = office.gathered(today, &[2023], Indicator::ALL).await.unwrap();
    let table = office.indicator_table(&gathered, Indicator::PlanCompletion, &[2023], None);
    let figure = table.all[&2023];
    assert_eq!(figure.whole, count("SELECT SUM(places) FROM plan_line WHERE year = 2023").await);
    assert_eq!(figure.part, count("SELECT COUNT(*) FROM student WHERE entry_year = 2023").await);
    for year in 2017..=2023 {
        let of = Of { entry_year: Some(year), ..Of::default() };
        let seven = office.seven_years(&gathered, &of);
        for (step, stage) in [
            (Reached::Registered, "'secondary', 'college', 'bachelor'"),
            (Reached::College, "'college', 'bachelor'"),
            (Reached::Bachelor, "'bachelor'"),
        ] {
            let sql = format!(
                "SELECT COUNT(DISTINCT s.id) FROM student s JOIN registration r ON r.student = s.id \
                 WHERE s.entry_year = {year} AND r.stage IN ({stage})"
            );
            assert_eq!(seven.at(step).reached, count(&sql).await, "{year} {step}");
        }
        let ended: i64 = seven.stretches.iter().flat_map(|stretch| stretch.ended.values()).sum();
        let sql = format!(
            "SELECT COUNT(*) FROM student WHERE entry_year = {year} AND NOT (stage = 'bachelor' AND standing = \
             'graduated') AND standing NOT IN ('studying', 'on-leave', 'admitted')"
        );
        assert_eq!(ended, count(&sql).await, "{year}");
        let repeated: i64 = seven.stretches.iter().map(|stretch| stretch.repeated).sum();
        let sql = format!(
            "SELECT COUNT(DISTINCT d.student || d.effective_on) FROM clause_decision d JOIN student s ON s.id = d.student \
             WHERE s.entry_year = {year} AND d.clause = '3.4.3.a' AND d.code = 'repeated'"
        );
        // A stage is repeated once.
        assert_eq!(repeated, count(&sql).await, "{year}");
    }
    // Three years of those who entered in 2020 are over.
    let curves = office.survival_by(&gathered, &Of::default(), Group::Cohort);
    let there = "SELECT COUNT(DISTINCT s.id) FROM student s JOIN registration r ON r.student = s.id \
                 WHERE s.entry_year = 2020";
    let registered = count(there).await;
    let left = count(&format!("{there} AND r.went = 'ended' AND r.to_on <= '2023-08-31'")).await;
    let share = curves["2020"].after(6).unwrap();
    assert!(
        (share - (registered - left) * 1_000_000 / registered).abs() <= 20,
        "{share}: {left} of {registered}"
    );
    assert_eq!(curves["2020"].after(7), None, "the seventh semester has just begun");
    let cases = office.cases(&gathered, &Of::default()).await.unwrap();
    let by_clause = cases.by_clause();
    let clause_is = |clause: &str, code: &str| {
        format!(
            "SELECT COUNT(DISTINCT student || '/' || version) FROM clause_decision WHERE clause LIKE '{clause}' AND code = '{code}'"
        )
    };
    // Each under a clause once: as many transfers as were agreed to by an audit, and so on.
    for (family, ending, clause, code) in [
        (Family::Transfers, Ending::Effective, "3.3.5.b", "audit.agreed"),
        (Family::Transfers, Ending::Refused, "3.3.5.b", "consent.declined"),
        (Family::Transfers, Ending::Withdrawn, "3.3.5.b", "transfer.cancelled"),
        (Family::Transfers, Ending::Referred, "3.3.5.e", "transfer.higher_level"),
        (Family::Repeats, Ending::Effective, "3.4.3.a", "repeated"),
        (Family::Leaves, Ending::Effective, "3.4.4.a", "leave.started"),
    ] {
        let found = by_clause.iter().find(|one| one.clause == clause && one.code == code).unwrap();
        let told = count(&clause_is(clause, code)).await;
        assert_eq!((found.family, found.ending, found.all), (family, ending, told), "{clause} {code}");
        assert_eq!(found.all, found.years.values().sum::<i64>());
    }
    // Every application came to one of its ends or goes on.
    let of = |ending: Ending, code: &str| {
        let found = cases.cases.iter().filter(|case| case.ending == ending && case.code == code).count();
        i64::try_from(found).unwrap()
    };
    let ends = of(Ending::Effective, "audit.agreed")
        + of(Ending::Refused, "consent.declined")
        + of(Ending::Refused, "audit.declined")
        + of(Ending::Withdrawn, "transfer.cancelled")
        + of(Ending::Withdrawn, LAPSED)
        + of(Ending::Going, GOING);
    assert_eq!(ends, count(&clause_is("3.3.5.%", GOING)).await);
    let districts =
        office.indicator_table(&gathered, Indicator::RegistrationRate, &[2023], Some(Split::District));
    for (code, row) in &districts.rows {
        let sql = format!("SELECT COUNT(*) FROM student WHERE entry_year = 2023 AND district = '{code}'");
        assert_eq!(row[&2023].whole, count(&sql).await, "{code}");
    }
    let (_, projection) = office.projected(today).await.unwrap();
    let on_record = count("SELECT COUNT(*) FROM student WHERE standing IN ('studying', 'on-leave')").await;
    assert_eq!(projection.totals[&2024].before.middle, on_record * 1_000);
    let stages = count(
        "SELECT COUNT(*) FROM student WHERE standing IN ('studying', 'on-leave') AND stage = 'bachelor'",
    );
    let bachelor: i64 = projection
        .hosts
        .values()
        .filter_map(|years| years.get(&2023))
        .map(|horizon| horizon.of(guantong_model::Stage::Bachelor).middle)
        .sum();
    assert_eq!(bachelor, stages.await * 1_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_decision_has_come_to_somebody() {
    let folder = std::env::temp_dir().join(format!("guantong-city-{}", std::process::id()));
    let clock = Arc::new(SetClock::at(TODAY));
    let data = Data::create_with(&folder, clock.clone()).await.unwrap();
    let data = data.asking(&folder, Profile::Asvs).unwrap();
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
    accounts::make(&data.office).await.unwrap();
    evaluation::today(&data.office).await.unwrap();
    trainings::make(&data.office).await.unwrap();
    results::make(&data.office, city.seed).await.unwrap();
    evaluation::is_as_planted(&data.office).await;
    cooperation::make(&data.office).await.unwrap();
    only_what_is_planted_is_late(&data.office).await;
    work::make(&data.office).await.unwrap();
    only_where_it_is_planted_is_somebody_without_a_post(&data.office).await;
    every_kind_is_on_record(&data.office).await;
    what_an_office_keeps_is_there(&data.office).await;
    the_picture_is_what_the_tables_say(&folder.join("guantong.sqlite"), &data.office).await;
    cases::make(&data.office).await.unwrap();
    cases_are_chosen_and_support_is_decided(&data.office).await;
    case_tests::figures_are_what_the_database_counts(&data.office, &folder).await;
    report_tests::every_pairing_hands_its_report_in(&data.office, &clock, &folder).await;
    case_tests::graduates_are_what_the_database_counts(&data.office, &clock, &folder).await;
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
    let options = SqliteConnectOptions::new().filename(folder.join("guantong.sqlite")).read_only(true);
    let mut database = ConnectOptions::connect(&options).await.unwrap();
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
