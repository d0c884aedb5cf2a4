//! Examinations come back as they were left, to who has a part in them, those that are not over first.

use super::scope::nothing;
use super::{Office, rows};
use guantong_model::Stage;
use guantong_service::access::{Holding, Scope};
use guantong_service::examination::{Examination, ExaminationState};
use guantong_service::ports::{Change, Storage};
use jiff::civil::date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

fn examination(number: i64, institution: &str) -> Examination {
    Examination {
        id: format!("2026-K{number:04}"),
        after: Stage::Secondary,
        institution: institution.to_owned(),
        organiser: serde_json::from_value(serde_json::json!({"institution": institution})).unwrap(),
        on: date(2026, 6, 20),
        place: "本校".to_owned(),
        document: "通知".to_owned(),
        rules: rows::rules(serde_json::json!({"institution": institution}), 1).rules,
        places: None,
        state: ExaminationState::Open,
        version: 1,
        opened_at: 1,
        opened_by: "甲".to_owned(),
        parties: BTreeSet::new(),
        list_digest: None,
        sitters: Vec::new(),
        barred: Vec::new(),
        sheet: None,
        results: BTreeMap::new(),
        entered_by: None,
        correction: None,
        corrections: Vec::new(),
        asked: 0,
        signatures: Vec::new(),
        publicity: None,
        objections: Vec::new(),
        receipt: None,
        recorded: BTreeSet::new(),
    }
}

fn scope(examinations: Holding) -> Arc<Scope> {
    Arc::new(Scope { examinations, ..nothing() })
}

fn put(found: &Examination) -> Change {
    Change::Examination(Box::new(found.clone()))
}

#[tokio::test]
async fn an_examination_comes_back_as_it_was_left() {
    let office = Office::new().await;
    let (mut first, second) = (examination(1, "甲校"), examination(2, "乙校"));
    office.write(vec![put(&first), put(&second)]).await;
    first.version = 2;
    first.state = ExaminationState::Filed;
    first.parties.insert("丙大学".to_owned());
    office.write(vec![put(&first)]).await;
    assert_eq!(office.store.examination(&first.id).await.unwrap(), Some(first.clone()));
    assert_eq!(office.store.examination("2026-K0009").await.unwrap(), None);
    assert_eq!(office.store.examinations(9).await.unwrap(), [second.clone(), first.clone()]);
    assert_eq!(office.store.examinations(1).await.unwrap(), std::slice::from_ref(&second));
    let counts = [2026, 2025].map(|year| office.store.examination_count(year));
    let [this, last] = counts;
    assert_eq!((this.await.unwrap(), last.await.unwrap()), (2, 0));

    // To who has a part in them.
    for (holding, seen) in [
        (Holding::All, vec![second.clone(), first.clone()]),
        (Holding::Of("丙大学".to_owned()), vec![first.clone()]),
        (Holding::Of("乙校".to_owned()), vec![second.clone()]),
        (Holding::Of("丁校".to_owned()), vec![]),
        (Holding::None, vec![]),
    ] {
        let scoped = office.store.scoped(scope(holding.clone()));
        assert_eq!(scoped.examinations(9).await.unwrap(), seen, "{holding:?}");
        let one = scoped.examination(&first.id).await.unwrap();
        assert_eq!(one.is_some(), seen.contains(&first), "{holding:?}");
    }
    first.parties.clear();
    office.write(vec![put(&first)]).await;
    let gone = office.store.scoped(scope(Holding::Of("丙大学".to_owned())));
    assert_eq!(gone.examinations(9).await.unwrap(), [], "whoever has no part any more");
}

#[tokio::test]
async fn who_may_be_meant_is_found_by_stage_class_and_place() {
    let office = Office::new().await;
    let student = |id: &str, cohort: i32, stage: Stage, studies_at: &str, partner: &str| {
        let n = id.trim_start_matches("s-").parse().unwrap();
        let mut student = rows::student(n, "学生", "xuesheng", "xs");
        student.id = id.into();
        (student.cohort, student.stage) = (cohort, stage);
        (student.studies_at, student.partner) = (studies_at.to_owned(), partner.to_owned());
        Change::Student(student)
    };
    office
        .write(vec![
            student("s-1", 2023, Stage::Secondary, "甲校", "丙大学"),
            student("s-2", 2022, Stage::Secondary, "甲校", "丁大学"),
            student("s-3", 2024, Stage::Secondary, "甲校", "丙大学"),
            student("s-4", 2023, Stage::Secondary, "乙校", "丙大学"),
            student("s-5", 2021, Stage::College, "甲校", "丙大学"),
        ])
        .await;
    let pool = |after: Stage, institution: &'static str| {
        let store = &office.store;
        async move {
            let found = store.examination_pool(after, institution, 2023).await.unwrap();
            found.into_iter().map(|student| student.id.to_string()).collect::<Vec<_>>()
        }
    };
    assert_eq!(pool(Stage::Secondary, "甲校").await, ["s-1", "s-2"]);
    assert_eq!(pool(Stage::College, "丙大学").await, ["s-5"]);
    assert_eq!(pool(Stage::College, "甲校").await, Vec::<String>::new());
}
