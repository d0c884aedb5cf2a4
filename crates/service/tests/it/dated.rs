//! Facts that hold from a day on, on a real database: entered once, taken in by every later decision, replayed.
// case: 3.3.1, 3.3.2

use crate::office::{TestOffice, YEAR, applicant, no, programme, publish, with_plan};
use guantong_model::{ProgrammeId, StudentId};
use guantong_policy::Outcome;
use guantong_registry::{Command, PartnerReplaced, Renamed};
use guantong_service::ServiceError;
use guantong_service::journal::Verifier;
use guantong_service::programme::{DatedFact, Entering, stream};
use guantong_service::rows::Round;
use jiff::civil::{Date, date};

const SCHOOL: &str = "北京市昌平职业学校";
const OTHER: &str = "北京信息科技大学";

async fn office() -> (TestOffice, ProgrammeId, StudentId) {
    let office = with_plan().await;
    let id = programme(&office, SCHOOL, "航空服务").await;
    office.enter_candidates(YEAR, vec![applicant(1, 600, &[&id])], "test").await.unwrap();
    publish(&office, Round::Early).await;
    let opened = office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
    run(&office, &opened[0], date(2023, 9, 1), Command::Register).await;
    (office, id, opened[0].clone())
}

async fn run(office: &TestOffice, id: &StudentId, on: Date, command: Command) {
    let decided = office.command_many(&[(id.clone(), on, command)], "test").await.unwrap();
    assert_eq!(decided[0].outcome, Outcome::Accepted, "{decided:?}");
}

fn replaced(programme: &ProgrammeId, cohort: i32, from: Date, partner: &str) -> Entering {
    Entering {
        fact: DatedFact::PartnerReplaced(PartnerReplaced {
            programme: programme.clone(),
            cohort,
            from,
            partner: partner.to_owned(),
        }),
        document: "合作协议〔2025〕3号".to_owned(),
        reason: "原合作高校调整专业".to_owned(),
    }
}

fn renamed(institution: &str, from: Date, name: &str) -> Entering {
    Entering {
        fact: DatedFact::Renamed(Renamed {
            institution: institution.to_owned(),
            from,
            name: name.to_owned(),
        }),
        document: "教发函〔2025〕9号".to_owned(),
        reason: "更名".to_owned(),
    }
}

#[tokio::test]
async fn a_partner_replaced_is_taken_in_by_the_next_decision_and_replayed_to_the_same() {
    let (office, id, student) = office().await;
    let entering = replaced(&id, YEAR, date(2025, 3, 1), OTHER);
    let preview = office.check_fact(&entering).await.unwrap();
    assert_eq!(preview.before, "北京城市学院");
    assert_eq!(preview.students.iter().map(|s| &s.id).collect::<Vec<_>>(), [&student]);
    assert!(office.dated_facts().await.unwrap().is_empty(), "looking writes nothing");
    office.enter_fact(&entering, 0, "甲").await.unwrap();
    assert_eq!(no(office.enter_fact(&entering, 0, "乙").await), ["fact-same-partner"]);
    let third = replaced(&id, YEAR, date(2026, 3, 1), "北京石油化工学院");
    assert_eq!(no(office.enter_fact(&third, 0, "乙").await), ["fact-conflict"], "somebody was first");

    let view = office.programme_view(&id, date(2025, 3, 1)).await.unwrap().unwrap();
    assert_eq!((view.years[0].partner.as_str(), view.version), (OTHER, 1));
    let before = office.programme_view(&id, date(2025, 2, 28)).await.unwrap().unwrap();
    assert_eq!(before.years[0].partner, "北京城市学院");

    run(&office, &student, date(2026, 7, 1), Command::CompleteStage).await;
    let record = office.record(&student).await.unwrap().unwrap().record;
    assert_eq!(record.placement().partner, OTHER);
    assert_eq!(record.registered_at(), Some(SCHOOL));
    let decision = &record.history().last().unwrap().decision;
    assert!(
        decision.citations.iter().any(|cited| format!("{cited:?}").contains("partner-replaced-registration"))
    );

    let entries = office.storage().entries(0, 1_000).await.unwrap();
    let mut verifier = Verifier::default();
    entries.iter().for_each(|entry| verifier.check(entry).unwrap());
    let entered: Vec<_> = entries.iter().filter(|entry| entry.stream == stream(&id)).collect();
    assert_eq!(entered.len(), 1);
    assert_eq!((entered[0].kind.as_str(), entered[0].effective_on), ("partner-replaced", date(2025, 3, 1)));
    // The record reads the same where there is no world at all: folding knows entries only.
    let again = office.records(std::slice::from_ref(&student)).await.unwrap();
    assert_eq!(again[&student].0, record);
    let row = office.storage().student(&student).await.unwrap().unwrap();
    assert_eq!(row.registered_at.as_deref(), Some(SCHOOL));
}

#[tokio::test]
async fn what_is_wrong_with_a_fact_is_told_at_once() {
    let (office, id, _) = office().await;
    let empty = Entering {
        document: " ".to_owned(),
        reason: String::new(),
        ..replaced(&id, 2022, date(2022, 3, 1), "某大学")
    };
    assert_eq!(
        no(office.check_fact(&empty).await),
        ["fact-no-document", "fact-no-reason", "fact-no-class", "fact-no-partner"]
    );
    let early = replaced(&id, YEAR, date(2022, 3, 1), "北京城市学院");
    assert_eq!(no(office.check_fact(&early).await), ["fact-before-class", "fact-same-partner"]);
    let nowhere = replaced(&"p-none".into(), YEAR, date(2025, 3, 1), OTHER);
    assert!(matches!(office.check_fact(&nowhere).await, Err(ServiceError::NotFound)));
    let nobody = renamed("没有这所学校", date(2025, 3, 1), "新名");
    assert!(matches!(office.check_fact(&nobody).await, Err(ServiceError::NotFound)));
    for (name, wrong) in [("", "fact-no-name"), (SCHOOL, "fact-same-name"), (OTHER, "fact-name-of-another")] {
        assert_eq!(no(office.check_fact(&renamed(SCHOOL, date(2025, 3, 1), name)).await), [wrong], "{name}");
    }
}

#[tokio::test]
async fn a_certificate_bears_the_new_name_and_rules_know_the_same_school() {
    let (office, _, student) = office().await;
    let entering = renamed(SCHOOL, date(2026, 1, 1), "北京昌平技术学校");
    let preview = office.enter_fact(&entering, 0, "甲").await.unwrap();
    assert_eq!(preview.students.len(), 1);
    run(&office, &student, date(2026, 7, 1), Command::CompleteStage).await;
    let record = office.record(&student).await.unwrap().unwrap().record;
    let certificate = &record.certificates()[0];
    assert_eq!((certificate.issuer.as_str(), certificate.issuer_named()), (SCHOOL, "北京昌平技术学校"));
    let view = office.institution_view(SCHOOL).await.unwrap().unwrap();
    assert_eq!((view.version, view.facts.len()), (1, 1));
    assert!(view.programmes.len() > 1);
}
