//! Two plans against each other, and what becomes of students by name.
// case: 3.4.3.a, 3.4.3.b, 3.4.4.b, 3.4.4.c

use crate::office::{TestOffice, YEAR, applicant, programme, publish, with_plan};
use guantong_model::{ProgrammeId, Stage, StudentId};
use guantong_policy::Outcome;
use guantong_registry::{Command, Prospect, Situation};
use guantong_service::continuity::{Concerned, Continuity, Fate};
use guantong_service::ports::{Batch, Change};
use guantong_service::rows::{PlanHead, PlanLine, Round};
use jiff::civil::{Date, date};

const SCHOOL: &str = "北京市昌平职业学校";
const COLLEGE: &str = "北京财贸职业学院";
const ON: Date = date(2024, 7, 10);

/// Sets a plan made of the lines of 2023.
async fn set(office: &TestOffice, year: i32, lines: Vec<PlanLine>) {
    let head = PlanHead { year, ..office.storage().plan(YEAR).await.unwrap().unwrap() };
    let batch = Batch { entries: Vec::new(), changes: vec![Change::Plan(head, lines)] };
    office.storage().append(batch, 1).await.unwrap();
}

/// Six students: five of a school and one of a college; two of them failed, three went on leave, one studies.
async fn office() -> (TestOffice, Vec<StudentId>) {
    let office = with_plan().await;
    let lines = office.storage().plan_lines(YEAR).await.unwrap();
    let of_school: Vec<ProgrammeId> =
        lines.iter().filter(|line| line.institution == SCHOOL).map(|line| line.programme.clone()).collect();
    let [dropped, moved, stays, ..] = of_school.as_slice() else { panic!("{of_school:?}") };
    let college = programme(&office, COLLEGE, "金融科技应用").await;
    let wanted = [dropped, dropped, moved, stays, &college, dropped];
    let applicants = (1..).zip(wanted).map(|(n, id)| applicant(n, 600, &[id])).collect();
    office.enter_candidates(YEAR, applicants, "test").await.unwrap();
    publish(&office, Round::Early).await;
    let ids = office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
    let mut commands: Vec<(StudentId, Date, Command)> =
        ids.iter().map(|id| (id.clone(), date(2023, 9, 1), Command::Register)).collect();
    let leave = Command::Leave { until: date(2024, 8, 31), kind: None };
    let then = [Command::FailStage, leave.clone(), Command::FailStage, leave.clone(), leave];
    commands.extend(ids.iter().cloned().zip(then).map(|(id, command)| (id, date(2024, 3, 1), command)));
    for command in commands {
        let decided = office.command_many(&[command], "test").await.unwrap();
        assert_eq!(decided[0].outcome, Outcome::Accepted, "{decided:?}");
    }
    // The next plan: the college is gone, one major of the school as well, and one has another partner.
    let next = lines.into_iter().filter(|line| line.institution != COLLEGE && line.programme != *dropped);
    let next = next.map(|line| {
        let another = line.programme == *moved;
        if another {
            PlanLine { programme: "p-moved".into(), partner: "北京信息科技大学".to_owned(), ..line }
        } else {
            line
        }
    });
    set(&office, 2024, next.collect()).await;
    (office, ids)
}

fn of<'c>(found: &'c Continuity, id: &StudentId) -> &'c Concerned {
    found.students.iter().find(|concerned| concerned.student.id == *id).unwrap()
}

#[tokio::test]
async fn students_between_two_classes_are_named_with_the_clause() {
    let (office, ids) = office().await;
    let found = office.continuity(YEAR, 2024, ON).await.unwrap().unwrap();
    assert_eq!(found.figures(Fate::PartnerChanged).0, 1);
    assert_eq!(found.figures(Fate::New), (0, 0));
    let before = office.storage().plan_lines(YEAR).await.unwrap();
    let of_college = before.iter().filter(|line| line.institution == COLLEGE).count();
    assert_eq!(found.figures(Fate::Dropped).0, of_college + 1);
    assert_eq!(found.figures(Fate::Unchanged).0, before.len() - of_college - 2);

    let expected = [
        (0, Situation::Failed, Prospect::Loses, "3.4.3.b"),
        (1, Situation::OnLeave, Prospect::Referred, "3.4.4.b"),
        (2, Situation::Failed, Prospect::JoinsAnother, "3.4.3.a"),
        (4, Situation::OnLeave, Prospect::Loses, "3.4.4.c"),
    ];
    for (n, situation, prospect, clause) in expected {
        let concerned = of(&found, &ids[n]);
        assert_eq!((concerned.outlook.situation, concerned.outlook.prospect), (situation, prospect), "{n}");
        assert!(concerned.outlook.decision.cites(&clause.into()), "{n}");
        assert_eq!(concerned.outlook.cohort, 2024, "{n}");
    }
    assert_eq!(found.students.len(), expected.len(), "whoever keeps the programme is not concerned");
    let first = of(&found, &ids[2]).outlook.programmes().next();
    assert_eq!(first, Some(&ProgrammeId::from("p-moved")), "the same major comes first");

    // What is foretold is what is decided.
    let repeat = Command::Repeat { eligible: true, to: None };
    let decision = office.try_command(&ids[0], ON, repeat.clone()).await.unwrap().decision;
    assert_eq!(decision, of(&found, &ids[0]).outlook.decision);
    let decision = office.try_command(&ids[2], ON, repeat).await.unwrap().decision;
    assert_eq!(decision, of(&found, &ids[2]).outlook.decision);
    let resume = Command::Resume { fit: true, to: None };
    let decision = office.try_command(&ids[4], ON, resume).await.unwrap().decision;
    assert_eq!(decision, of(&found, &ids[4]).outlook.decision);
}

#[tokio::test]
async fn classes_that_study_are_counted_with_what_would_follow() {
    let (office, _) = office().await;
    let found = office.continuity(YEAR, 2024, ON).await.unwrap().unwrap();
    let sizes: Vec<(i32, Stage, i64)> = found
        .classes
        .iter()
        .map(|class| (class.class.cohort, class.class.stage, class.class.students))
        .collect();
    // The two of the dropped programme who study, and the one whose programme has another partner.
    assert_eq!(sizes, [(2023, Stage::Secondary, 2), (2023, Stage::Secondary, 1)]);
    let [dropped, moved] = found.classes.as_slice() else { panic!() };
    assert!(dropped.loses());
    assert_eq!(dropped.risk.failing.as_ref().unwrap().prospect, Prospect::Loses);
    assert_eq!(dropped.risk.leaving.as_ref().unwrap().prospect, Prospect::Referred);
    assert!(!moved.loses());
    assert_eq!(moved.risk.leaving.as_ref().unwrap().prospect, Prospect::JoinsAnother);
}

#[tokio::test]
async fn a_class_without_a_plan_is_not_foretold() {
    let (office, ids) = office().await;
    // On leave since March 2024: whoever returns in 2026 joins the class of 2026, which has no plan.
    let found = office.continuity(YEAR, 2024, date(2026, 3, 2)).await.unwrap().unwrap();
    let concerned = of(&found, &ids[4]);
    assert_eq!((concerned.outlook.prospect, concerned.outlook.cohort), (Prospect::NoPlan, 2026));
    assert!(office.continuity(YEAR, 2025, ON).await.unwrap().is_none());
    let same = office.continuity(2024, 2024, ON).await.unwrap().unwrap();
    assert!(same.students.is_empty() && same.classes.is_empty());
}
