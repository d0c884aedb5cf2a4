//! Entry years in groups; the step a row has reached is the same in the query and in the program.

use super::{Office, rows::student};
use guantong_model::{Qualification, Stage, StageWork, Standing};
use guantong_service::cohort::Milestone;
use guantong_service::ports::{Change, Storage, StudentFilter};
use guantong_service::rows::Student;

/// One student for every way to stand, so that every condition meets every row.
async fn every_way() -> Office {
    let office = Office::new().await;
    let mut changes = Vec::new();
    let mut n = 0;
    for stage in Stage::ALL {
        for work in StageWork::ALL {
            for standing in Standing::ALL {
                n += 1;
                let mut one = student(n, "沈知行", &format!("s{n:03}"), "szx");
                (one.stage, one.work, one.standing) = (*stage, *work, *standing);
                let ended = standing.ended();
                one.qualification = if ended { Qualification::Ended } else { Qualification::Held };
                let arrived = !matches!(standing, Standing::Admitted | Standing::NotEnrolled);
                one.registered_at = arrived.then(|| "甲校".to_owned());
                one.entry_year = if n.is_multiple_of(2) { 2023 } else { 2022 };
                one.cohort = 2023;
                changes.push(Change::Student(one));
            }
        }
    }
    office.write(changes).await;
    office
}

#[tokio::test]
async fn a_step_is_the_same_in_the_query_and_in_the_program() {
    let office = every_way().await;
    let groups = office.store.cohort_groups(None).await.unwrap();
    assert_eq!(groups.iter().map(|group| group.students).sum::<i64>(), 99);
    for milestone in Milestone::ALL {
        let counted: i64 =
            groups.iter().filter(|group| milestone.reached_by(group)).map(|group| group.students).sum();
        let reached = StudentFilter { reached: Some(*milestone), ..Default::default() };
        assert_eq!(office.store.student_count(&reached, 1_000).await.unwrap(), counted, "{milestone}");
        let not = StudentFilter { not_reached: Some(*milestone), ..Default::default() };
        assert_eq!(office.store.student_count(&not, 1_000).await.unwrap(), 99 - counted, "not {milestone}");
    }
    let of_2022 = office.store.cohort_groups(Some(2022)).await.unwrap();
    assert!(!of_2022.is_empty() && of_2022.iter().all(|group| group.entry_year == 2022));
    assert!(office.store.cohort_groups(Some(2019)).await.unwrap().is_empty());
}

#[tokio::test]
async fn every_filter_finds_what_it_names_and_nothing_else() {
    let office = every_way().await;
    let all = office.store.students(&StudentFilter::default(), 1_000).await.unwrap();
    type Holds = fn(&Student) -> bool;
    let cases: [(StudentFilter, Holds); 8] = [
        (StudentFilter { entry_year: Some(2022), ..Default::default() }, |s| s.entry_year == 2022),
        (StudentFilter { cohort: Some(2023), ..Default::default() }, |s| s.cohort == 2023),
        (StudentFilter { stage: Some(Stage::College), ..Default::default() }, |s| s.stage == Stage::College),
        (StudentFilter { work: Some(StageWork::Failed), ..Default::default() }, |s| {
            s.work == StageWork::Failed
        }),
        (StudentFilter { qualification: Some(Qualification::Held), ..Default::default() }, |s| {
            s.qualification == Qualification::Held
        }),
        (StudentFilter { registered_at: Some("甲校".to_owned()), ..Default::default() }, |s| {
            s.registered_at.is_some()
        }),
        (
            StudentFilter { standings: vec![Standing::Studying, Standing::OnLeave], ..Default::default() },
            |s| matches!(s.standing, Standing::Studying | Standing::OnLeave),
        ),
        (
            StudentFilter {
                stage: Some(Stage::Secondary),
                work: Some(StageWork::Complete),
                standings: vec![Standing::Graduated],
                reached: Some(Milestone::SecondaryComplete),
                not_reached: Some(Milestone::College),
                ..Default::default()
            },
            |s| {
                s.stage == Stage::Secondary
                    && s.work == StageWork::Complete
                    && s.standing == Standing::Graduated
            },
        ),
    ];
    for (filter, holds) in cases {
        let found = office.store.students(&filter, 1_000).await.unwrap();
        let expected: Vec<_> = all.iter().filter(|student| holds(student)).cloned().collect();
        assert!(!expected.is_empty());
        assert_eq!(found, expected, "{filter:?}");
    }
}
