//! A plan is set only reconciled, is kept as it came, and is not replaced once candidates were admitted under it.
// case: annex.a, annex.b, 2.1.a, 2.1.d, 2.2.a

use crate::office::{ANNEX, ANSWERS, YEAR, applicant, no, office, programme, publish, with_plan};
use guantong_programme::plan::Answer;
use guantong_service::rows::Round;

#[tokio::test]
async fn an_unreconciled_plan_is_not_set() {
    let office = office().await;
    let said = no(office.import_plan(YEAR, "annex.xlsx", ANNEX, "", "test").await);
    assert_eq!(said[0], "cli-plan-open");
    assert_eq!(said.len(), 13, "the headline and twelve findings: {said:?}");
    assert!(office.plan(YEAR).await.unwrap().is_none());
    assert_eq!(office.storage().head().await.unwrap().0, 0);
}

#[tokio::test]
async fn the_annex_with_its_answers_is_the_plan_of_2810_places() {
    let office = with_plan().await;
    let plan = office.plan(YEAR).await.unwrap().unwrap();
    assert_eq!(plan.lines.len(), 76);
    assert_eq!(plan.lines.iter().map(|line| line.places).sum::<i64>(), 2810);
    assert_eq!(plan.lines.iter().filter(|line| line.barred).count(), 1);
    assert_eq!(plan.head.version, 1);
    let home = office.home(YEAR).await.unwrap().unwrap();
    assert_eq!(home.places_by_category, [("高本贯通".to_owned(), 1920), ("中本贯通".to_owned(), 890)]);
    assert_eq!(home.institutions.len(), 13);
    // What was found can be shown again at any time, from the kept file and answers.
    let findings = office.findings(YEAR).await.unwrap().unwrap();
    assert!(findings.settled());
    assert_eq!(findings.findings.iter().filter(|f| f.id.starts_with("inferred:")).count(), 3);
    assert_eq!(findings.findings.iter().filter(|f| f.id.starts_with("partner:")).count(), 4);
}

#[tokio::test]
async fn an_unedited_round_trip_changes_nothing() {
    let office = with_plan().await;
    let book = office.plan_workbook(YEAR, "表").await.unwrap().unwrap();
    let list = office.plan_list(YEAR).await.unwrap().unwrap();
    assert!(String::from_utf8_lossy(&list).contains("category,institution,special,major,partner,places"));
    for (name, bytes) in [("plan.xlsx", book), ("plan.csv", list)] {
        office.upload_plan(YEAR, name, &bytes, 0, "test").await.unwrap();
        let view = office.plan_draft_view(YEAR).await.unwrap().unwrap();
        assert_eq!(view.changes.count(), 0, "{name}");
        assert_eq!(
            view.reconciliation.open().map(|f| f.id.as_str()).collect::<Vec<_>>(),
            Vec::<&str>::new(),
            "{name}"
        );
        let set = office.set_plan(YEAR, 1, "test").await.unwrap();
        assert_eq!((set.changes, set.version), (0, 1), "{name}");
        assert!(office.plan_draft(YEAR).await.unwrap().is_none());
    }
    assert_eq!(office.storage().head().await.unwrap().0, 1);
}

#[tokio::test]
async fn answers_are_saved_one_after_the_other_and_a_stale_one_is_a_conflict() {
    let office = office().await;
    office.upload_plan(YEAR, "annex.xlsx", ANNEX, 0, "test").await.unwrap();
    let yes = |id: &str| vec![(id.to_owned(), Answer::yes("test"))];
    office.answer_plan(YEAR, yes("continued:row31"), 1, "test").await.unwrap();
    let late = office.answer_plan(YEAR, yes("continued:row66"), 1, "test").await;
    assert_eq!(no(late), ["conflict-draft-changed"]);
    let view = office.plan_draft_view(YEAR).await.unwrap().unwrap();
    assert_eq!(view.draft.version, 2);
    assert_eq!(view.reconciliation.open().count(), 11);
    assert!(!no(office.answer_plan(YEAR, yes("no-such:finding"), 2, "test").await).is_empty());
    assert_eq!(no(office.set_plan(YEAR, 2, "test").await)[0], "cli-plan-open");
    let file = view.draft.source_digest;
    assert!(office.storage().document(&file).await.unwrap().is_some());
    assert_eq!(no(office.discard_plan_draft(YEAR, 1, "test").await), ["conflict-draft-changed"]);
    office.discard_plan_draft(YEAR, 2, "test").await.unwrap();
    assert!(office.plan_draft(YEAR).await.unwrap().is_none());
    assert!(office.storage().document(&file).await.unwrap().is_none(), "no draft and no plan holds it");
}

#[tokio::test]
async fn a_file_goes_with_the_last_draft_of_it_and_stays_with_a_plan() {
    let office = with_plan().await;
    let file = office.plan(YEAR).await.unwrap().unwrap().head.source_digest;
    let list = office.plan_list(YEAR).await.unwrap().unwrap();
    office.upload_plan(YEAR, "a.csv", &list, 0, "test").await.unwrap();
    let first = office.plan_draft(YEAR).await.unwrap().unwrap().source_digest;
    // The table of the plan in force, and then it is put away: the plan rests on it.
    office.upload_plan(YEAR, "annex.xlsx", ANNEX, 1, "test").await.unwrap();
    assert!(office.storage().document(&first).await.unwrap().is_none(), "replaced");
    office.discard_plan_draft(YEAR, 2, "test").await.unwrap();
    assert!(office.storage().document(&file).await.unwrap().is_some());
}

#[tokio::test]
async fn a_plan_that_candidates_were_admitted_under_is_not_replaced() {
    let office = with_plan().await;
    let id = programme(&office, "北京市昌平职业学校", "航空服务").await;
    office.enter_candidates(YEAR, vec![applicant(1, 500, &[&id])], "test").await.unwrap();
    publish(&office, Round::Early).await;
    // The same table changes nothing and is no conflict; another one is.
    office.import_plan(YEAR, "annex.xlsx", ANNEX, ANSWERS, "test").await.unwrap();
    let list = office.plan_list(YEAR).await.unwrap().unwrap();
    let changed =
        String::from_utf8(list).unwrap().replacen(",60\r\n", ",61\r\n", 1).replacen(",60\n", ",61\n", 1);
    office.upload_plan(YEAR, "plan.csv", changed.as_bytes(), 0, "test").await.unwrap();
    assert!(office.plan_draft_view(YEAR).await.unwrap().unwrap().in_use);
    let said = no(office.set_plan(YEAR, 1, "test").await);
    assert_eq!(said, ["conflict-plan-in-use"]);
}
