//! What institutions do to make the programme known.
// case: 4.1.b

use super::SCHOOL;
use crate::office::{no, with_plan};
use guantong_service::ServiceError;
use guantong_service::publicity::{Announcing, stream};
use jiff::civil::date;

const OTHER: &str = "北京市商业学校";

fn open_day() -> Announcing {
    Announcing {
        number: None,
        held_on: date(2023, 5, 13),
        place: "实训中心".to_owned(),
        what: "校园开放日".to_owned(),
        audience: "初三学生和家长".to_owned(),
        attended: Some(236),
    }
}

#[tokio::test]
async fn an_activity_is_recorded_changed_and_taken_back_and_all_of_it_stays_in_the_journal() {
    let office = with_plan().await;
    assert_eq!(office.announce(SCHOOL, &open_day(), 0, "甲").await.unwrap(), 1);
    let later = Announcing { held_on: date(2023, 11, 1), attended: None, ..open_day() };
    assert_eq!(no(office.announce(SCHOOL, &later, 0, "乙").await), ["publicity-conflict"]);
    assert_eq!(office.announce(SCHOOL, &later, 1, "乙").await.unwrap(), 2);
    assert_eq!(office.announce(OTHER, &open_day(), 0, "丙").await.unwrap(), 1, "each counts its own");
    let changed = Announcing { number: Some(1), attended: Some(240), ..open_day() };
    assert_eq!(office.announce(SCHOOL, &changed, 2, "甲").await.unwrap(), 1);
    let listed = |institution: Option<&'static str>| {
        let office = office.office.clone();
        async move {
            let found = office.activities(institution, 10).await.unwrap();
            found.into_iter().map(|one| (one.institution, one.number, one.attended)).collect::<Vec<_>>()
        }
    };
    let of = |name: &str, number, attended| (name.to_owned(), number, attended);
    assert_eq!(listed(Some(SCHOOL)).await, [of(SCHOOL, 2, None), of(SCHOOL, 1, Some(240))]);
    assert_eq!(listed(None).await.len(), 3);
    assert_eq!(no(office.take_activity_back(SCHOOL, 1, " ", 3, "甲").await), ["publicity-no-reason"]);
    office.take_activity_back(SCHOOL, 1, "日期写错", 3, "甲").await.unwrap();
    assert_eq!(listed(Some(SCHOOL)).await, [of(SCHOOL, 2, None)]);
    // A number is never given out again.
    assert_eq!(office.announce(SCHOOL, &open_day(), 4, "甲").await.unwrap(), 3);
    let kinds: Vec<_> =
        office.storage().stream(&stream(SCHOOL)).await.unwrap().into_iter().map(|entry| entry.kind).collect();
    assert_eq!(
        kinds,
        [
            "publicity-recorded",
            "publicity-recorded",
            "publicity-changed",
            "publicity-taken-back",
            "publicity-recorded"
        ]
    );
    assert!(office.verify().await.unwrap().findings.is_empty());
}

#[tokio::test]
async fn what_is_wrong_is_told_at_once() {
    let office = with_plan().await;
    let wrong = Announcing {
        number: None,
        held_on: date(2024, 10, 1),
        place: String::new(),
        what: "字".repeat(101),
        audience: " ".to_owned(),
        attended: Some(1),
    };
    assert_eq!(
        no(office.announce(SCHOOL, &wrong, 0, "甲").await),
        [
            "publicity-too-far",
            "publicity-no-place",
            "publicity-long-what",
            "publicity-no-audience",
            "publicity-not-yet"
        ]
    );
    let old = Announcing { held_on: date(2021, 12, 31), attended: Some(100_001), ..open_day() };
    assert_eq!(no(office.announce(SCHOOL, &old, 0, "甲").await), ["publicity-too-early", "publicity-many"]);
    for (school, number) in [("没有的学校", None), (SCHOOL, Some(9))] {
        let asked = Announcing { number, ..open_day() };
        assert!(matches!(office.announce(school, &asked, 0, "甲").await, Err(ServiceError::NotFound)));
    }
    assert!(office.activities(None, 10).await.unwrap().is_empty());
}
