//! Every kind of decision a city can come to has come to somebody in it.

use super::{City, SetClock, TODAY, cooperation, evaluation, make, work};
use crate::data::Data;
use guantong_cooperation::{DutyState, Kind};
use guantong_registry::CODES;
use guantong_secrets::password::Profile;
use guantong_service::Office;
use guantong_service::cooperation::RecordFilter;
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
    evaluation::is_as_planted(&data.office).await;
    cooperation::make(&data.office).await.unwrap();
    only_what_is_planted_is_late(&data.office).await;
    work::make(&data.office).await.unwrap();
    only_where_it_is_planted_is_somebody_without_a_post(&data.office).await;
    every_kind_is_on_record(&data.office).await;
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
