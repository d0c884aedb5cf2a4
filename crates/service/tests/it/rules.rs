//! The rules of a year: drafted by one, set by another, kept version by version, fixed by the first signature; rounds run
//! by them with floor, order, rounds and quotas; and evidence in place of a household.
// case: 3.1.3.b, 4.1.c
// case: 3.1.1, 3.1.2.a refused

use crate::office::{TestOffice, YEAR, applicant, by, no, programme, reading, with_plan};
use guantong_admission::Reason;
use guantong_admission::year::Fields;
use guantong_model::{CandidateNo, ProgrammeId, Score};
use guantong_service::ports::{Batch, Change};
use guantong_service::rows::{Candidate, Person, Round};
use guantong_service::year_rules::{Base, stream};
use guantong_service::{Office, ServiceError};
use guantong_store::Database;

const READINGS: &str = "interpretations/admission.toml";
const SCHOOL: &str = "北京国际职业教育学校";

/// What the file leaves open, filled in.
fn filled(office: &Office) -> Fields {
    let mut fields = office.rule_set().unwrap().fields();
    for (name, value) in [
        ("floor_basis_source", "办法第三条"),
        ("document_title", "2023年贯通培养招生录取办法"),
        ("document_number", "京考院〔2023〕1号"),
        ("document_date", "2023-04-20"),
    ] {
        fields.insert(name.to_owned(), value.to_owned());
    }
    fields
}

/// Drafts these changes and sets them by another person; returns the version.
async fn set(office: &Office, changes: &[(&str, &str)]) -> i64 {
    let begun = office.begin_rules_draft(YEAR, Base::Edition, "甲").await.unwrap();
    let mut fields = filled(office);
    for (name, value) in changes {
        fields.insert((*name).to_owned(), (*value).to_owned());
    }
    let saved = office.save_rules_draft(YEAR, &fields, begun, "甲").await.unwrap();
    office.set_rules(YEAR, saved, "按当年文件", "乙").await.unwrap()
}

/// Candidates of one major and of one more, the first with everything the rules may ask.
fn applicants(full: &ProgrammeId, more: &ProgrammeId) -> Vec<(Candidate, Person)> {
    (1..=6)
        .map(|n| {
            let (mut candidate, mut person) = applicant(n, 600 - i32::try_from(n).unwrap(), &[full, more]);
            person.sex = i64::from(n % 2) + 1;
            candidate.boards = Some(n < 4);
            (candidate, person)
        })
        .collect()
}

async fn majors(office: &TestOffice) -> (ProgrammeId, ProgrammeId) {
    (programme(office, SCHOOL, "文物保护技术").await, programme(office, SCHOOL, "艺术设计与制作").await)
}

async fn admitted(office: &Office, round: Round) -> Vec<(String, Option<ProgrammeId>)> {
    let results = office.storage().results(YEAR, round).await.unwrap();
    results.into_iter().map(|result| (result.no.0.chars().skip(8).collect(), result.programme)).collect()
}

#[tokio::test]
async fn one_drafts_another_sets_and_every_version_is_kept() {
    let office = with_plan().await;
    assert_eq!(office.rules_in_force(YEAR).await.unwrap().version, 0, "the edition's file");
    assert_eq!(no(office.begin_rules_draft(YEAR, Base::InForce, "甲").await), ["rules-no-base"]);
    let begun = office.begin_rules_draft(YEAR, Base::Edition, "甲").await.unwrap();
    assert_eq!(no(office.begin_rules_draft(YEAR, Base::Edition, "乙").await), ["conflict-rules-draft-open"]);
    let draft = office.rules_draft(YEAR).await.unwrap().unwrap();
    let open = |field: &str| draft.read.problems.iter().any(|problem| problem.field == field && problem.open);
    assert!(open("equal") && open("document_title"), "what happens to equals has no default");
    assert!(!draft.read.fields.contains_key("equal"));

    // A floor below the year's is not written; what was open may stay open.
    let mut fields = filled(&office);
    fields.insert("score_floor".to_owned(), "489".to_owned());
    assert_eq!(no(office.save_rules_draft(YEAR, &fields, begun, "甲").await), ["rules-floor-low"]);
    fields.insert("score_floor".to_owned(), "500".to_owned());
    fields.remove("equal");
    let saved = office.save_rules_draft(YEAR, &fields, begun, "甲").await.unwrap();
    assert_eq!(no(office.set_rules(YEAR, saved, "理由", "乙").await), ["rules-open"]);
    fields.insert("equal".to_owned(), "refer".to_owned());
    assert_eq!(
        no(office.save_rules_draft(YEAR, &fields, begun, "丙").await),
        ["conflict-rules-draft-changed"]
    );
    let saved = office.save_rules_draft(YEAR, &fields, saved, "丙").await.unwrap();
    assert_eq!(office.save_rules_draft(YEAR, &fields, saved, "丙").await.unwrap(), saved, "nothing changed");
    for drafter in ["甲", "丙"] {
        let own = office.set_rules(YEAR, saved, "理由", drafter).await;
        assert_eq!(no(own), ["conflict-rules-own-draft"], "{drafter}");
    }
    assert_eq!(no(office.set_rules(YEAR, saved, " ", "乙").await), ["rules-no-reason"]);
    assert_eq!(no(office.set_rules(YEAR, begun, "理由", "乙").await), ["conflict-rules-draft-changed"]);
    assert_eq!(office.set_rules(YEAR, saved, "按当年文件", "乙").await.unwrap(), 1);
    assert_eq!(
        no(office.set_rules(YEAR, saved, "理由", "乙").await),
        ["conflict-rules-draft-gone"],
        "sent twice"
    );

    let in_force = office.rules_in_force(YEAR).await.unwrap();
    assert_eq!((in_force.version, in_force.set.score_floor.value), (1, Score::points(500).into()));
    let begun = office.begin_rules_draft(YEAR, Base::InForce, "乙").await.unwrap();
    fields.insert("score_floor".to_owned(), "510".to_owned());
    let saved = office.save_rules_draft(YEAR, &fields, begun, "乙").await.unwrap();
    assert_eq!(office.set_rules(YEAR, saved, "提高分数线", "甲").await.unwrap(), 2);
    let versions = office.rules_versions(YEAR).await.unwrap();
    let told: Vec<_> =
        versions.iter().map(|v| (v.version, v.fields["score_floor"].as_str(), v.reason.as_str())).collect();
    assert_eq!(told, [(1, "500", "按当年文件"), (2, "510", "提高分数线")]);
    assert_ne!(versions[0].digest, versions[1].digest);
    // The next year begins from this one, its own floor and no document of this year's.
    let next = office.begin_rules_draft(YEAR + 1, Base::YearBefore, "甲").await.unwrap();
    let draft = office.rules_draft(YEAR + 1).await.unwrap().unwrap();
    assert!(!draft.read.fields.contains_key("document_title") && !draft.read.fields.contains_key("equal"));
    office.drop_rules_draft(YEAR + 1, next, "甲").await.unwrap();
    assert!(office.rules_draft(YEAR + 1).await.unwrap().is_none());
    assert_eq!(office.verify().await.unwrap().findings, []);
}

#[tokio::test]
async fn rounds_run_by_the_version_in_force_until_somebody_signs() {
    let office = with_plan().await;
    let (full, more) = majors(&office).await;
    let mut people = applicants(&full, &more);
    people[5].0.total = Score::points(505);
    people[5].0.bonus = Score::points(10);
    office.enter_candidates(YEAR, people, "test").await.unwrap();
    let by_file = office.run_round(YEAR, Round::Early, "test").await.unwrap();
    assert_eq!((by_file.rules_version, by_file.eligible), (0, 6));

    // A round that nobody signed stays as it was run, is proved as it was run, and is not signed under other rules.
    assert_eq!(set(&office, &[("score_floor", "500"), ("floor_basis", "examination-total")]).await, 1);
    assert_eq!(no(office.sign_round(YEAR, Round::Early, "甲").await), ["conflict-round-stale-rules"]);
    assert_eq!(office.verify().await.unwrap().findings, []);
    let run = office.run_round(YEAR, Round::Early, "test").await.unwrap();
    assert_eq!((run.rules_version, run.eligible), (1, 5), "505 with 10 of bonus is 495 without");
    assert_ne!(run.rules_digest, by_file.rules_digest);

    let database = Database::open(&office.place()).await.unwrap();
    let other = reading(READINGS, "chosen = \"first-signature\"", "chosen = \"first-run\"");
    assert!(by(database.storage(), other).rules_are_fixed(YEAR).await.unwrap());
    assert!(!office.rules_are_fixed(YEAR).await.unwrap());

    let begun = office.begin_rules_draft(YEAR, Base::InForce, "甲").await.unwrap();
    office.sign_round(YEAR, Round::Early, "甲").await.unwrap();
    for refused in [
        office.save_rules_draft(YEAR, &filled(&office), begun, "甲").await,
        office.set_rules(YEAR, begun, "理由", "乙").await,
        office.begin_rules_draft(YEAR, Base::Edition, "甲").await,
    ] {
        assert_eq!(no(refused), ["conflict-rules-fixed"]);
    }
    assert!(office.rules_are_fixed(YEAR).await.unwrap());
    office.sign_round(YEAR, Round::Early, "乙").await.unwrap();
    office.publish_round(YEAR, Round::Early, "test").await.unwrap();
    let below = office.candidate(YEAR, Round::Early, &CandidateNo("231108000006".into())).await.unwrap();
    assert_eq!(below.unwrap().result.reason, "floor.below");
    assert_eq!(office.verify().await.unwrap().findings, []);
}

#[tokio::test]
async fn a_year_without_the_early_round_goes_straight_to_the_unified() {
    let office = with_plan().await;
    let (full, more) = majors(&office).await;
    office.enter_candidates(YEAR, applicants(&full, &more), "test").await.unwrap();
    assert_eq!(no(office.run_round(YEAR, Round::Unified, "test").await), ["conflict-earlier-round-open"]);
    set(&office, &[("early_held", "no"), ("unified_max", "2")]).await;
    assert_eq!(no(office.run_round(YEAR, Round::Early, "test").await), ["conflict-no-such-round"]);
    assert_eq!(office.run_round(YEAR, Round::Unified, "test").await.unwrap().admitted, 6);
    set(&office, &[("early_held", "no"), ("unified_max", "1")]).await;
    assert_eq!(no(office.run_round(YEAR, Round::Unified, "test").await), ["candidates-too-many-preferences"]);
}

#[tokio::test]
async fn quotas_of_several_kinds_hold_at_once_and_go_on_into_the_second_round() {
    let office = with_plan().await;
    let (full, more) = majors(&office).await;
    let mut people = applicants(&full, &more);
    people[3].0.tests_passed = vec![more.clone()];
    people.iter_mut().for_each(|(candidate, _)| candidate.unified = vec![full.clone()]);
    office.enter_candidates(YEAR, people, "test").await.unwrap();
    // Of the first major: two men (2, 4, 6), three who board (1, 2, 3), one of the district; the second demands a test.
    let sex = format!("{full} 2 -");
    let boarding = format!("{full} 2 -");
    let district = format!("{full} 海淀区 4");
    set(
        &office,
        &[
            ("quota_sex", &sex),
            ("quota_boarding", &boarding),
            ("quota_district", &district),
            ("quota_test", more.as_str()),
        ],
    )
    .await;
    let run = office.run_round(YEAR, Round::Early, "test").await.unwrap();
    assert!(run.proof.iter().all(|check| check.violations == 0));
    let got = admitted(&office, Round::Early).await;
    // Sex is 1 (a man) for even numbers: 2 and 4 fill the men, 1 and 2 the boarders, so that 3 and 6 stay out.
    let first: Vec<&str> =
        got.iter().filter(|(_, p)| p.as_ref() == Some(&full)).map(|(n, _)| n.as_str()).collect();
    assert_eq!(first, ["0001", "0002", "0004", "0005"]);
    assert!(got.iter().all(|(_, p)| p.as_ref() != Some(&more)), "who wants the second did not pass its test");
    // Under the other reading only the first kind counts: men are full with 2 and 4, and whoever boards finds a place.
    let database = Database::open(&office.place()).await.unwrap();
    let other = by(database.storage(), reading(READINGS, "chosen = \"each\"", "chosen = \"first\""));
    other.run_round(YEAR, Round::Early, "test").await.unwrap();
    let got = admitted(&office, Round::Early).await;
    let by_sex: Vec<&str> =
        got.iter().filter(|(_, p)| p.as_ref() == Some(&full)).map(|(n, _)| n.as_str()).collect();
    assert_eq!(by_sex, ["0001", "0002", "0003", "0004", "0005"]);
    office.run_round(YEAR, Round::Early, "test").await.unwrap();
    for (n, actor) in [(1, "甲"), (2, "乙")] {
        assert_eq!(office.sign_round(YEAR, Round::Early, actor).await.unwrap().signatures.len(), n);
    }
    office.publish_round(YEAR, Round::Early, "test").await.unwrap();
    let view = office.candidate(YEAR, Round::Early, &CandidateNo("231108000003".into())).await.unwrap();
    let whys: Vec<String> =
        view.unwrap().explanation.preferences.iter().map(|p| format!("{:?}", p.why)).collect();
    assert!(whys[0].contains("QuotaFull") && whys[0].contains("boarding"), "{whys:?}");
    // What the quotas had left is left: nobody else of the two kinds gets in, though there are places.
    office.run_round(YEAR, Round::Unified, "test").await.unwrap();
    assert!(admitted(&office, Round::Unified).await.iter().all(|(_, programme)| programme.is_none()));
    assert_eq!(office.verify().await.unwrap().findings, []);
}

#[tokio::test]
async fn programmes_rank_by_their_weights() {
    let office = with_plan().await;
    let (full, more) = majors(&office).await;
    let mut people = applicants(&full, &more);
    people[5].0.mathematics = Score::points(99);
    office.enter_candidates(YEAR, people, "test").await.unwrap();
    let quota = format!("{full} 1 1");
    let weights = format!("{full} 0 0 1 0");
    set(
        &office,
        &[
            ("method", "deferred-acceptance"),
            ("weights", &weights),
            ("weights_source", "办法第五条"),
            ("weights_certainty", "high"),
            ("quota_sex", &quota),
        ],
    )
    .await;
    let run = office.run_round(YEAR, Round::Early, "test").await.unwrap();
    assert!(run.proof.iter().all(|check| check.violations == 0));
    let got = admitted(&office, Round::Early).await;
    let first: Vec<&str> =
        got.iter().filter(|(_, p)| p.as_ref() == Some(&full)).map(|(n, _)| n.as_str()).collect();
    assert_eq!(first, ["0001", "0006"], "the best mark in mathematics goes first among the men");
}

#[tokio::test]
async fn evidence_counts_where_the_rules_say_so_and_a_second_person_confirms() {
    let office = with_plan().await;
    let (full, more) = majors(&office).await;
    let mut people = applicants(&full, &more);
    people[0].0.household = false;
    people[1].0.household = false;
    people[2].0.qualified = false;
    office.enter_candidates(YEAR, people, "test").await.unwrap();
    let (one, two, three) = ("231108000001", "231108000002", "231108000003");
    let of = |no: &str| CandidateNo(no.to_owned());
    let words = ["部队证明", "京政干〔2023〕7号", "现役军人子女"];
    let early = no(office.propose_evidence(YEAR, &of(one), words, "甲").await);
    assert_eq!(early, ["conflict-evidence-not-counted"]);
    let list = office.eligibility(YEAR, Round::Early).await.unwrap();
    assert_eq!((list.candidates, list.eligible, list.evidence_counts), (6, 3, false));
    assert_eq!(list.by_reason, [(Reason::Unqualified, 1), (Reason::NoHousehold, 2)].into());
    assert_eq!(list.ineligible.iter().map(|one| one.no.as_str()).collect::<Vec<_>>(), [one, two, three]);

    set(&office, &[("household", "yes"), ("household_source", "办法第二条")]).await;
    for (no_, words, told) in [
        (one, ["", "7号", "理由"], "evidence-no-document"),
        (one, ["证明", " ", "理由"], "evidence-no-number"),
        (one, ["证明", "110108200803010011", "理由"], "evidence-figures"),
        (three, words, "conflict-evidence-household"),
    ] {
        assert_eq!(no(office.propose_evidence(YEAR, &of(no_), words, "甲").await), [told]);
    }
    let nobody = office.propose_evidence(YEAR, &of("x"), words, "甲").await;
    assert!(matches!(nobody, Err(ServiceError::NotFound)));
    office.propose_evidence(YEAR, &of(one), words, "甲").await.unwrap();
    assert_eq!(no(office.propose_evidence(YEAR, &of(one), words, "乙").await), ["conflict-evidence-there"]);
    let run = office.run_round(YEAR, Round::Early, "test").await.unwrap();
    assert_eq!((run.eligible, run.evidence_version), (3, 1), "what waits does not count");
    assert_eq!(no(office.decide_evidence(YEAR, &of(one), true, "", "甲").await), ["conflict-evidence-own"]);
    office.decide_evidence(YEAR, &of(one), true, "", "乙").await.unwrap();
    assert_eq!(
        no(office.decide_evidence(YEAR, &of(one), true, "", "丙").await),
        ["conflict-evidence-decided"]
    );
    office.propose_evidence(YEAR, &of(two), words, "甲").await.unwrap();
    assert_eq!(no(office.decide_evidence(YEAR, &of(two), false, "", "乙").await), ["evidence-no-refusal"]);
    office.decide_evidence(YEAR, &of(two), false, "材料过期", "乙").await.unwrap();

    assert_eq!(no(office.sign_round(YEAR, Round::Early, "甲").await), ["conflict-round-stale-evidence"]);
    let run = office.run_round(YEAR, Round::Early, "test").await.unwrap();
    assert_eq!((run.eligible, run.evidence_version), (4, 4));
    let list = office.eligibility(YEAR, Round::Early).await.unwrap();
    assert_eq!((list.eligible, list.by_evidence.len()), (4, 1));
    office.sign_round(YEAR, Round::Early, "甲").await.unwrap();
    office.sign_round(YEAR, Round::Early, "乙").await.unwrap();
    office.publish_round(YEAR, Round::Early, "test").await.unwrap();
    let view = office.candidate(YEAR, Round::Early, &of(one)).await.unwrap().unwrap();
    assert_eq!(view.evidence.map(|evidence| evidence.document), Some("部队证明".to_owned()));
    // The unified round is still open, so that evidence may come for it; what was published stands as it was run.
    office.propose_evidence(YEAR, &of(two), words, "丙").await.unwrap();
    office.decide_evidence(YEAR, &of(two), true, "", "乙").await.unwrap();
    assert_eq!(office.verify().await.unwrap().findings, []);
}

#[tokio::test]
async fn a_version_whose_digest_does_not_fit_is_found() {
    let office = with_plan().await;
    set(&office, &[]).await;
    let mut entry = office.storage().stream(&stream(YEAR)).await.unwrap().remove(0);
    entry.body["fields"]["score_floor"] = serde_json::json!("480");
    let forged = guantong_service::journal::NewEntry {
        stream: entry.stream,
        version: 2,
        kind: entry.kind,
        effective_on: entry.effective_on,
        actor: entry.actor,
        body: entry.body,
    };
    let changes: Vec<Change> = Vec::new();
    office.storage().append(Batch { entries: vec![forged], changes }, 1).await.unwrap();
    let findings = office.verify().await.unwrap().findings;
    assert_eq!(findings.iter().map(|finding| finding.check.as_str()).collect::<Vec<_>>(), ["rules"]);
}
