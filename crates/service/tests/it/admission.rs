//! Rounds: who may enter, what is left for the second, who signs, and that nothing shows before its moment.
// case: 3.1.3.b
// case: 3.1.1, 3.1.2.a, 3.1.2.b refused

use crate::office::{YEAR, applicant, no, programme, publish, with_plan};
use guantong_admission::seal;
use guantong_model::{CandidateNo, Score};
use guantong_service::ports::CandidateFilter;
use guantong_service::rows::{Round, RoundState};

#[tokio::test]
async fn bad_candidates_are_named_and_none_is_entered() {
    let office = with_plan().await;
    let id = programme(&office, "北京市昌平职业学校", "航空服务").await;
    let unknown = "no-such".into();
    let mut applicants = vec![
        applicant(1, 500, &[&id]),
        applicant(1, 510, &[&id]),
        applicant(2, 661, &[&id]),
        applicant(3, 500, &[&unknown]),
    ];
    let said = no(office.enter_candidates(YEAR, applicants.clone(), "test").await);
    assert_eq!(
        said,
        [
            "candidates-repeated",
            "candidates-over-full-marks",
            "candidates-unknown-programme",
            "candidates-unknown-programme"
        ]
    );
    assert!(office.storage().candidates(YEAR).await.unwrap().is_empty());
    applicants.truncate(1);
    office.enter_candidates(YEAR, applicants.clone(), "test").await.unwrap();
    assert_eq!(no(office.enter_candidates(YEAR, applicants, "test").await), ["conflict-candidate-twice"]);
}

#[tokio::test]
async fn without_a_plan_nobody_applies_and_nothing_runs() {
    let office = crate::office::office().await;
    let id = "x".into();
    assert_eq!(
        no(office.enter_candidates(YEAR, vec![applicant(1, 500, &[&id])], "t").await),
        ["conflict-no-plan"]
    );
    assert_eq!(no(office.run_round(YEAR, Round::Early, "t").await), ["conflict-no-plan"]);
}

#[tokio::test]
async fn each_is_told_why_and_places_left_go_to_the_second_round() {
    let office = with_plan().await;
    let (full, other) = (
        programme(&office, "北京国际职业教育学校", "文物保护技术").await,
        programme(&office, "北京国际职业教育学校", "艺术设计与制作").await,
    );
    // 25 places: 26 want them, two with the same score at the boundary, told apart by the draw.
    let mut applicants: Vec<_> = (1..=24).map(|n| applicant(n, 560, &[&full])).collect();
    applicants.push(applicant(25, 500, &[&full]));
    applicants.push(applicant(26, 500, &[&full]));
    applicants.push(applicant(27, 489, &[&full]));
    let mut unqualified = applicant(28, 600, &[&full]);
    unqualified.0.qualified = false;
    let mut outside = applicant(29, 600, &[&full]);
    outside.0.household = false;
    applicants.extend([unqualified, outside]);
    let mut later = applicant(30, 495, &[&full]);
    later.0.unified = vec![full.clone(), other.clone()];
    applicants.push(later);
    office.enter_candidates(YEAR, applicants, "test").await.unwrap();

    let run = office.run_round(YEAR, Round::Early, "test").await.unwrap();
    assert_eq!((run.candidates, run.eligible, run.admitted), (30, 27, 25));
    assert!(run.proof.iter().all(|check| check.violations == 0) && run.proof.len() == 5);
    assert_eq!((run.ties, run.ties_by_draw), (1, 1));
    // Nothing shows before publication.
    let nobody = office.candidate(YEAR, Round::Early, &CandidateNo("231108000026".into())).await.unwrap();
    assert!(nobody.is_none());
    assert!(
        office
            .candidate_list(YEAR, Round::Early, &CandidateFilter::default(), 50)
            .await
            .unwrap()
            .0
            .is_empty()
    );
    assert_eq!(no(office.run_round(YEAR, Round::Unified, "test").await), ["conflict-earlier-round-open"]);
    assert_eq!(
        no(office.open_records(YEAR, jiff::civil::date(2023, 8, 1), "test").await),
        ["conflict-not-published"]
    );
    publish(&office, Round::Early).await;

    let view = |n: u32, round| {
        let office = office.office.clone();
        async move {
            office.candidate(YEAR, round, &CandidateNo(format!("23110800{n:04}"))).await.unwrap().unwrap()
        }
    };
    for (n, outcome, reason) in [
        (25, "admitted", "admitted"),
        (26, "not-admitted", "preferences.full"),
        (27, "ineligible", "floor.below"),
        (28, "ineligible", "qualification.none"),
        (29, "ineligible", "household.none"),
    ] {
        let result = view(n, Round::Early).await.result;
        assert_eq!((result.outcome.as_str(), result.reason.as_str()), (outcome, reason), "{n}");
    }
    // A candidate checks the published digest with nobody else's data.
    let own = view(26, Round::Early).await.proof.unwrap();
    let hash = |text: &str| seal::parse_hex(text).unwrap();
    let path = seal::Path {
        leaf: own.leaf,
        leaves: own.leaves,
        beside: own.beside.iter().map(|h| hash(h)).collect(),
    };
    let leaf = seal::leaf(&hash(&own.salt), own.line.as_bytes());
    assert!(seal::verify(&leaf, &path, &hash(&own.root)));
    assert!(!seal::verify(&seal::leaf(&hash(&own.salt), b"changed"), &path, &hash(&own.root)));

    publish(&office, Round::Unified).await;
    let second = office.round(YEAR, Round::Unified).await.unwrap().unwrap();
    let places = |id| {
        second.programmes.iter().find(|(line, _)| line.programme == id).map(|(_, p)| (p.places, p.admitted))
    };
    assert_eq!(places(full.clone()), Some((0, 0)));
    assert_eq!(places(other.clone()), Some((25, 1)));
    assert_eq!(view(25, Round::Unified).await.result.reason, "admitted.earlier");
    let late = view(30, Round::Unified).await.result;
    assert_eq!((late.programme, late.preference), (Some(other), Some(2)));
    let early = office.round(YEAR, Round::Early).await.unwrap().unwrap();
    let cutoff = early.programmes.iter().find(|(line, _)| line.programme == full).and_then(|(_, p)| p.cutoff);
    assert_eq!(cutoff, Some(Score::points(500)));
}

#[tokio::test]
async fn two_people_seal_what_one_cannot() {
    let office = with_plan().await;
    let id = programme(&office, "北京市昌平职业学校", "航空服务").await;
    office.enter_candidates(YEAR, vec![applicant(1, 500, &[&id])], "test").await.unwrap();
    let first = office.run_round(YEAR, Round::Early, "test").await.unwrap();
    let again = office.run_round(YEAR, Round::Early, "test").await.unwrap();
    assert_eq!(first.inputs_digest, again.inputs_digest, "the same inputs");
    assert_eq!(no(office.publish_round(YEAR, Round::Early, "a").await), ["conflict-round-not-sealed"]);
    office.sign_round(YEAR, Round::Early, "a").await.unwrap();
    assert_eq!(no(office.sign_round(YEAR, Round::Early, "a").await), ["conflict-signed-already"]);
    assert_eq!(no(office.run_round(YEAR, Round::Early, "a").await), ["conflict-round-over"]);
    let sealed = office.sign_round(YEAR, Round::Early, "b").await.unwrap();
    assert_eq!(sealed.state, RoundState::Sealed);
    assert_eq!(no(office.sign_round(YEAR, Round::Early, "c").await), ["conflict-round-over"]);
    let published = office.publish_round(YEAR, Round::Early, "a").await.unwrap();
    assert_eq!(office.publish_round(YEAR, Round::Early, "a").await.unwrap(), published);
    assert_eq!(
        no(office.enter_candidates(YEAR, vec![applicant(2, 500, &[&id])], "t").await),
        ["conflict-round-over"]
    );
}

#[tokio::test]
async fn an_explanation_is_a_replay_and_a_changed_input_is_found() {
    let office = with_plan().await;
    let id = programme(&office, "北京市昌平职业学校", "航空服务").await;
    office.enter_candidates(YEAR, vec![applicant(1, 500, &[&id])], "test").await.unwrap();
    publish(&office, Round::Early).await;
    // Another office over the same database has nothing prepared: it replays.
    let (candidate, person) = applicant(2, 501, &[&id]);
    let changes = vec![
        guantong_service::ports::Change::Person(person),
        guantong_service::ports::Change::Candidate(candidate),
    ];
    let batch = guantong_service::ports::Batch { entries: vec![], changes };
    office.storage().append(batch, 1).await.unwrap();
    let fresh = office.office.clone().fresh();
    let broken = fresh.candidate(YEAR, Round::Early, &CandidateNo("231108000001".into())).await;
    assert!(matches!(broken, Err(guantong_service::ServiceError::Fault(_))), "{broken:?}");
}

#[tokio::test]
async fn a_round_is_not_signed_without_the_candidates_entered_after_its_run() {
    let office = with_plan().await;
    let line = office.storage().plan_lines(YEAR).await.unwrap().remove(0);
    office.enter_candidates(YEAR, vec![applicant(1, 520, &[&line.programme])], "test").await.unwrap();
    office.run_round(YEAR, Round::Early, "test").await.unwrap();
    office.enter_candidates(YEAR, vec![applicant(2, 530, &[&line.programme])], "test").await.unwrap();
    assert_eq!(no(office.sign_round(YEAR, Round::Early, "first").await), ["conflict-round-stale"]);
    publish(&office, Round::Early).await;
    assert_eq!(office.verify().await.unwrap().findings, []);
}
