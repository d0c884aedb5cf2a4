//! Trial runs: a round under other values, held against each other and against what was published; nothing of the round
//! is touched, and nobody else knows.
// case: 3.1.3.b, 3.1.2.a, 3.1.3.a

use crate::database::served;
use crate::office::{YEAR, applicant, no, over, programme, publish, with_plan};
use guantong_admission::rules::Equal;
use guantong_model::Score;
use guantong_service::access::{Action, Organisation, OrganisationKind, Role, Viewer};
use guantong_service::ports::{Batch, Change};
use guantong_service::rows::Round;
use guantong_service::trial::{Asked, Instead, Side};
use guantong_service::verify::Check;
use guantong_service::{Office, ServiceError};
use guantong_store::Database;
use std::sync::Arc;

const SCHOOL: &str = "北京国际职业教育学校";
const EARLY: Round = Round::Early;

fn asked(instead: Instead) -> Asked {
    Asked { note: "试一试".to_owned(), instead }
}

async fn tried(office: &Office, instead: Instead) -> i64 {
    office.run_trial(YEAR, EARLY, asked(instead), "examiner").await.unwrap()
}

async fn a_round_under_other_values(kind: &str) {
    let filled = with_plan().await;
    let full = programme(&filled, SCHOOL, "文物保护技术").await;
    let other = programme(&filled, SCHOOL, "艺术设计与制作").await;
    // 25 places: 26 want them, one of them below the floor of the year had it been 500; the last has a second preference.
    let mut applicants: Vec<_> = (1..=25).map(|n| applicant(n, 520, &[&full])).collect();
    applicants.push(applicant(26, 495, &[&full, &other]));
    filled.enter_candidates(YEAR, applicants, "test").await.unwrap();
    let office = match kind {
        "sqlite" => filled.office.clone(),
        _ => {
            let place = served("trials");
            let file = Database::open(&filled.place()).await.unwrap();
            file.copy_to(&Database::create(&place).await.unwrap()).await.unwrap();
            over(Database::open(&place).await.unwrap().storage())
        }
    };
    let as_it_is = tried(&office, Instead::default()).await;
    let higher = tried(&office, Instead { floor: Some(Score::points(500)), ..Instead::default() }).await;
    let more = tried(&office, Instead { places: [(full.clone(), 26)].into(), ..Instead::default() }).await;
    let short = tried(&office, Instead { preferences_max: Some(1), ..Instead::default() }).await;
    let equal = tried(&office, Instead { equal: Some(Equal::AdmitAll), ..Instead::default() }).await;
    let (trials, open) = office.trials(YEAR, EARLY).await.unwrap();
    let admitted: Vec<(i64, i64)> = trials.iter().map(|trial| (trial.number, trial.admitted)).collect();
    assert_eq!(admitted, [(equal, 26), (short, 25), (more, 26), (higher, 25), (as_it_is, 26)]);
    assert!(open && office.storage().rounds(YEAR).await.unwrap().is_empty(), "no round was run");

    let compared = office.compare_trial(YEAR, EARLY, as_it_is, Side::Trial(higher)).await.unwrap();
    let differ: Vec<&str> = compared.differences.iter().map(|one| one.no.as_str()).collect();
    assert_eq!((differ, compared.candidates), (vec!["231108000026"], 26));
    let last = &compared.differences[0];
    assert_eq!((last.one.programme.as_ref(), last.other.reason.as_str()), (Some(&other), "floor.below"));
    assert_eq!(compared.programmes.len(), 1, "only the programme that had him is another");
    let compared = office.compare_trial(YEAR, EARLY, as_it_is, Side::Trial(more)).await.unwrap();
    assert_eq!(compared.differences[0].other.programme.as_ref(), Some(&full));
    let (_, one, two) = compared.programmes.iter().find(|(line, ..)| line.programme == full).unwrap();
    assert_eq!((one.places, two.places), (25, 26));
    for with in [Side::Published, Side::Trial(99)] {
        let absent = office.compare_trial(YEAR, EARLY, as_it_is, with).await;
        assert!(matches!(absent, Err(ServiceError::NotFound)), "{with:?}");
    }

    // The round itself is what it would have been, and is foretold by the trial that changed nothing.
    publish(&office, EARLY).await;
    let compared = office.compare_trial(YEAR, EARLY, as_it_is, Side::Published).await.unwrap();
    assert!(compared.differences.is_empty() && compared.programmes.is_empty());
    let over = office.run_trial(YEAR, EARLY, asked(Instead::default()), "examiner").await;
    assert_eq!(no(over), ["conflict-trial-published"]);
    assert_eq!(office.verify().await.unwrap().findings, []);

    // A trial that nobody ran is found.
    let mut changed = office.storage().trial(YEAR, EARLY, as_it_is).await.unwrap().unwrap();
    changed.trial.number = 77;
    office
        .storage()
        .append(Batch { entries: vec![], changes: vec![Change::Trial(Box::new(changed))] }, 1)
        .await
        .unwrap();
    let found = office.verify().await.unwrap().findings;
    assert_eq!(found.iter().map(|one| one.check).collect::<Vec<_>>(), [Check::Trial]);
}

#[tokio::test]
async fn trials_are_kept_apart_and_compared() {
    a_round_under_other_values("sqlite").await;
}

#[tokio::test]
async fn trials_on_postgres() {
    a_round_under_other_values("postgres").await;
}

#[tokio::test]
async fn what_cannot_be_tried_is_told() {
    let office = with_plan().await;
    let full = programme(&office, SCHOOL, "文物保护技术").await;
    let ask = async |instead: Instead| no(office.run_trial(YEAR, EARLY, asked(instead), "examiner").await);
    let none = Instead::default;
    assert_eq!(ask(Instead { floor: Some(Score::points(661)), ..none() }).await, ["trial-floor-over"]);
    assert_eq!(ask(Instead { preferences_max: Some(0), ..none() }).await, ["trial-preferences-out"]);
    assert_eq!(ask(Instead { places: [(full, -1)].into(), ..none() }).await, ["trial-places-out"]);
    assert_eq!(ask(Instead { places: [("x".into(), 1)].into(), ..none() }).await, ["trial-no-programme"]);
    let long = Asked { note: "长".repeat(201), instead: none() };
    assert_eq!(no(office.run_trial(YEAR, EARLY, long, "examiner").await), ["trial-note-long"]);
    let unified = office.run_trial(YEAR, Round::Unified, asked(none()), "examiner").await;
    assert_eq!(no(unified), ["conflict-earlier-round-open"]);
    assert_eq!(office.storage().trials(YEAR, EARLY).await.unwrap(), []);
    assert!(!office.verify().await.unwrap().examined.contains_key(&Check::Trial));
}

#[tokio::test]
async fn nobody_but_the_examination_authority_knows_of_a_trial() {
    let office = with_plan().await;
    let full = programme(&office, SCHOOL, "文物保护技术").await;
    office.enter_candidates(YEAR, vec![applicant(1, 520, &[&full])], "test").await.unwrap();
    let before = office.home(YEAR).await.unwrap().unwrap();
    let trial = tried(&office, Instead::default()).await;
    let after = office.home(YEAR).await.unwrap().unwrap();
    assert_eq!((before.counts, before.rounds), (after.counts, after.rounds), "no count tells of it");
    for role in Role::ALL.iter().copied() {
        let viewer = Viewer {
            account: format!("A-{role}"),
            role,
            organisation: Some(Organisation {
                id: "O".to_owned(),
                name: "某机构".to_owned(),
                kind: OrganisationKind::Office,
                district: None,
            }),
            stepped_up: true,
            ..Viewer::public()
        };
        let seen = office.seen_by(Arc::new(viewer), Action::TrialRead);
        let may = role == Role::Examination;
        assert_eq!(seen.trials(YEAR, EARLY).await.is_ok(), may, "{role}");
        assert_eq!(seen.trial(YEAR, EARLY, trial).await.is_ok(), may, "{role}");
        assert_eq!(seen.compare_trial(YEAR, EARLY, trial, Side::Trial(trial)).await.is_ok(), may, "{role}");
        let run = seen.run_trial(YEAR, EARLY, asked(Instead::default()), "x").await;
        assert_eq!(run.is_ok(), may, "{role}");
        // An absent one is answered alike.
        let absent = seen.trial(YEAR, EARLY, 99).await;
        assert!(matches!(absent, Err(ServiceError::NotFound)) == may, "{role}");
    }
}
