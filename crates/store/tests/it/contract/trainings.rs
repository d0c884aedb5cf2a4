//! Training programmes come back as they were left: drafts to their two sides and the city, what is in force to everybody.

use super::Office;
use super::scope::nothing;
use guantong_model::{ProgrammeId, Track};
use guantong_service::access::{Holding, Scope};
use guantong_service::ports::{Change, Storage};
use guantong_service::training::{Draft, DraftState, InForce, Sides, TrainingOnFile};
use guantong_training::{Counts, TrainingPlan};
use jiff::civil::date;
use std::sync::Arc;

fn training(programme: &str, institution: &str, partner: &str, cohort: i32) -> TrainingOnFile {
    let plan = TrainingPlan::empty(Track::SecondaryBachelor);
    TrainingOnFile {
        programme: ProgrammeId::from(programme),
        cohort,
        sides: Sides {
            track: Track::SecondaryBachelor,
            institution: institution.to_owned(),
            partner: partner.to_owned(),
            major: "专业".to_owned(),
        },
        in_force: None,
        draft: Some(Draft {
            state: DraftState::Drafting,
            number: 1,
            plan,
            source: None,
            reason: String::new(),
            returned: None,
            hands: vec!["甲".to_owned()],
            counts: Counts { stops: 3, judge: 1, notes: 0 },
        }),
        version: 1,
        saved_at: 7,
        saved_by: "甲".to_owned(),
    }
}

fn agreed(mut found: TrainingOnFile) -> TrainingOnFile {
    let plan = found.draft.as_ref().unwrap().plan.clone();
    let from = date(2023, 9, 1);
    found.in_force =
        Some(InForce { number: 1, plan, reason: "调整".to_owned(), from, counts: Counts::default() });
    found.version = 4;
    found
}

fn put(found: &TrainingOnFile) -> Change {
    Change::Training(Box::new(found.clone()))
}

#[tokio::test]
async fn a_training_programme_comes_back_to_whom_it_may() {
    let office = Office::new().await;
    let draft = training("a", "甲校", "乙大学", 2023);
    let both = agreed(training("b", "丙校", "丁大学", 2023));
    let public = TrainingOnFile { draft: None, ..both.clone() };
    office.write(vec![put(&training("b", "丙校", "丁大学", 2023)), put(&draft)]).await;
    office.write(vec![put(&both), put(&training("b", "丙校", "丁大学", 2024))]).await;
    let (a, b) = (ProgrammeId::from("a"), ProgrammeId::from("b"));
    for (holding, of_a, of_b, drafts) in [
        (Holding::All, Some(&draft), Some(&both), 2),
        (Holding::Of("甲校".to_owned()), Some(&draft), Some(&public), 1),
        (Holding::Of("乙大学".to_owned()), Some(&draft), Some(&public), 1),
        (Holding::Of("丁大学".to_owned()), None, Some(&both), 1),
        (Holding::Of("丙".to_owned()), None, Some(&public), 0),
        (Holding::None, None, Some(&public), 0),
    ] {
        let scoped = office.store.scoped(Arc::new(Scope { trainings: holding.clone(), ..nothing() }));
        assert_eq!(scoped.training(&a, 2023).await.unwrap().as_ref(), of_a, "{holding:?}");
        assert_eq!(scoped.training(&b, 2023).await.unwrap().as_ref(), of_b, "{holding:?}");
        let list = scoped.trainings(2023).await.unwrap();
        assert_eq!(list.len(), 1 + usize::from(of_a.is_some()), "{holding:?}");
        assert_eq!(list.iter().filter(|row| row.draft.is_some()).count(), drafts, "{holding:?}");
        let row = list.iter().find(|row| row.programme == b).unwrap();
        let counts = if row.draft.is_some() { 3 } else { 0 };
        assert_eq!((row.number, row.counts.stops), (1, counts), "{holding:?}");
    }
    // Drafts that were sent wait for their two sides.
    let mut sent = training("c", "甲校", "乙大学", 2024);
    sent.draft.as_mut().unwrap().state = DraftState::Sent;
    office.write(vec![put(&sent)]).await;
    for (holding, found) in [
        (Holding::All, 1),
        (Holding::Of("乙大学".to_owned()), 1),
        (Holding::Of("丙校".to_owned()), 0),
        (Holding::None, 0),
    ] {
        let scoped = office.store.scoped(Arc::new(Scope { trainings: holding.clone(), ..nothing() }));
        let drafts = scoped.training_drafts().await.unwrap();
        assert_eq!(drafts.len(), found, "{holding:?}");
        assert!(drafts.iter().all(|row| row.cohort == 2024 && row.draft == Some(DraftState::Sent)));
    }
    assert_eq!(office.store.training(&a, 2024).await.unwrap(), None);
    assert_eq!(office.store.training_cohorts(&b).await.unwrap(), [2023], "that of 2024 is a draft");
    assert_eq!(office.store.training_cohorts(&a).await.unwrap(), Vec::<i32>::new());
}
