//! Plans and the world are put together once and kept; whatever changes them on one server is there on the next at its
//! next question.

use crate::office::{ANNEX, ANSWERS, YEAR, applicant, office, over, programme, publish};
use guantong_registry::PartnerReplaced;
use guantong_service::programme::{DatedFact, Entering};
use guantong_service::rows::Round;
use guantong_store::Database;
use jiff::civil::date;
use std::sync::Arc;

const SCHOOL: &str = "北京市昌平职业学校";
const OTHER: &str = "北京信息科技大学";
const RULES: &str = include_str!("../../../../demo/progression-rules/changping-2026-1.toml");

#[tokio::test]
async fn what_one_server_changes_the_other_has_with_its_next_question() {
    let here = office().await;
    let database = Database::open(&here.place()).await.unwrap();
    let there = over(database.storage());
    assert!(there.world().await.unwrap().programmes().is_empty());

    here.import_plan(YEAR, "annex-2023.xlsx", ANNEX, ANSWERS, "test").await.unwrap();
    let id = programme(&here, SCHOOL, "航空服务").await;
    let planned = there.world().await.unwrap();
    assert!(planned.programme(&id).is_some());
    assert_eq!(there.programmes(YEAR).await.unwrap().len(), planned.programmes().len());
    assert_eq!(planned.programme(&id).unwrap().cohorts[&YEAR], None, "nobody was admitted yet");
    assert!(
        Arc::ptr_eq(&planned, &there.world().await.unwrap()),
        "nothing changed: nothing is put together again"
    );

    // A candidate changes nothing of it, and neither does a round that is not published yet.
    here.enter_candidates(YEAR, vec![applicant(1, 600, &[&id])], "test").await.unwrap();
    assert!(Arc::ptr_eq(&planned, &there.world().await.unwrap()));
    publish(&here, Round::Early).await;
    let admitted = there.world().await.unwrap();
    assert!(admitted.programme(&id).unwrap().cohorts[&YEAR].is_some(), "the score of the last admitted");

    let entering = Entering {
        fact: DatedFact::PartnerReplaced(PartnerReplaced {
            programme: id.clone(),
            cohort: YEAR,
            from: date(2025, 3, 1),
            partner: OTHER.to_owned(),
        }),
        document: "合作协议〔2025〕3号".to_owned(),
        reason: "原合作高校调整专业".to_owned(),
    };
    here.enter_fact(&entering, 0, "test").await.unwrap();
    let replaced = there.world().await.unwrap();
    assert!(!Arc::ptr_eq(&admitted, &replaced));

    here.file_progression_rules("办法.toml", RULES, "test").await.unwrap();
    assert!(!Arc::ptr_eq(&replaced, &there.world().await.unwrap()));
}
