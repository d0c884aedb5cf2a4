//! Rules of progressions come back as they were put in, in their order, and are never replaced.

use super::{Office, rows};
use guantong_service::ports::{AppendError, Batch, Change, Storage};

fn rules(version: u32) -> guantong_service::rows::RulesOnFile {
    rows::rules(serde_json::json!("commission"), version)
}

#[tokio::test]
async fn rules_come_back_as_they_were_put_on_file() {
    let office = Office::new().await;
    let of_a_school = rows::rules(serde_json::json!({"institution": "甲校"}), 1);
    let mut of_the_next_year = rules(1);
    of_the_next_year.rules.year = 2029;
    let put = [rules(10), of_a_school.clone(), of_the_next_year.clone(), rules(2)];
    office.write(put.map(Change::ProgressionRules).to_vec()).await;
    let found = office.store.progression_rules().await.unwrap();
    assert_eq!(found, [rules(2), rules(10), of_the_next_year, of_a_school]);
}

#[tokio::test]
async fn a_version_is_never_replaced() {
    let office = Office::new().await;
    office.write(vec![Change::ProgressionRules(rules(1))]).await;
    let mut other = rules(1);
    other.rules.title = "另一份".to_owned();
    let batch = Batch { entries: vec![], changes: vec![Change::ProgressionRules(other)] };
    match office.store.append(batch, 2).await {
        Err(AppendError::Conflict(conflict)) => {
            assert_eq!(conflict.message.id, "conflict-progression-rules-twice");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(office.store.progression_rules().await.unwrap(), [rules(1)]);
}
