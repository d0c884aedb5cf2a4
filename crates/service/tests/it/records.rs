//! Records: opened once, registered, refused with reasons, in step with the journal.
// case: 3.3.1, 3.3.2, 3.3.3.a

use crate::office::{TestOffice, YEAR, applicant, no, programme, publish, with_plan};
use guantong_model::{Stage, Standing, StudentId};
use guantong_policy::Outcome;
use guantong_registry::{Command, Side};
use guantong_service::journal::Verifier;
use guantong_service::rows::Round;
use guantong_service::student::Moment;
use jiff::civil::date;

const OPENED_ON: jiff::civil::Date = date(2023, 8, 10);

async fn admitted() -> (TestOffice, Vec<StudentId>) {
    let office = with_plan().await;
    let (school, college) = (
        programme(&office, "北京市昌平职业学校", "航空服务").await,
        programme(&office, "北京财贸职业学院", "金融科技应用").await,
    );
    let applicants =
        vec![applicant(1, 500, &[&school]), applicant(2, 510, &[&college]), applicant(3, 480, &[&college])];
    office.enter_candidates(YEAR, applicants, "test").await.unwrap();
    publish(&office, Round::Early).await;
    let opened = office.open_records(YEAR, OPENED_ON, "test").await.unwrap();
    (office, opened)
}

#[tokio::test]
async fn a_record_is_opened_once_for_each_admitted() {
    let (office, opened) = admitted().await;
    assert_eq!(opened.iter().map(StudentId::as_str).collect::<Vec<_>>(), ["2023-00001", "2023-00002"]);
    assert!(office.open_records(YEAR, OPENED_ON, "test").await.unwrap().is_empty());
    let view = office.student(&opened[0]).await.unwrap().unwrap();
    assert_eq!((view.student.standing, view.student.stage), (Standing::Admitted, Stage::Secondary));
    assert_eq!(
        (view.student.studies_at.as_str(), &view.student.registered_at),
        ("北京市昌平职业学校", &None)
    );
    assert_eq!(view.decisions.len(), 1);
    assert_eq!(view.decisions[0].command, "admit");
    let home = office.home(YEAR).await.unwrap().unwrap();
    assert_eq!((home.counts.admitted, home.counts.registered, home.counts.awaited), (2, 0, 2));
}

#[tokio::test]
async fn registration_follows_the_track_and_no_show_ends_the_record() {
    let (office, opened) = admitted().await;
    let on = date(2023, 9, 1);
    let decision = office.command(&opened[0], 1, on, Command::Register, "test").await.unwrap();
    assert_eq!(decision.outcome, Outcome::Accepted);
    assert!(decision.cites(&"3.3.2".into()));
    let view = office.student(&opened[0]).await.unwrap().unwrap();
    assert_eq!(view.student.registered_at.as_deref(), Some("北京市昌平职业学校"));
    assert_eq!((view.student.standing, view.student.version), (Standing::Studying, 2));

    office.command_many(&[(opened[1].clone(), on, Command::NoShow)], "test").await.unwrap();
    let gone = office.student(&opened[1]).await.unwrap().unwrap();
    assert_eq!(gone.student.standing, Standing::NotEnrolled);
    let home = office.home(YEAR).await.unwrap().unwrap();
    assert_eq!((home.counts.registered, home.counts.not_arrived, home.counts.awaited), (1, 1, 0));
}

#[tokio::test]
async fn a_refusal_changes_nothing_and_says_why() {
    let (office, opened) = admitted().await;
    let before = office.storage().head().await.unwrap();
    let decision = office.command(&opened[0], 1, date(2023, 9, 1), Command::Progress, "test").await.unwrap();
    assert_eq!(decision.outcome, Outcome::Refused);
    assert!(!decision.citations.is_empty());
    assert_eq!(office.storage().head().await.unwrap(), before);
    let kept = office.command_kept(&opened[0], 1, date(2023, 9, 1), Command::Progress, "test").await.unwrap();
    assert_eq!(kept, decision);
    let view = office.student(&opened[0]).await.unwrap().unwrap();
    assert_eq!((view.student.version, view.student.standing), (2, Standing::Admitted));
    assert_eq!(view.decisions[0].decision, decision, "a refusal that is kept is shown");
    let before = office.storage().head().await.unwrap();
    let tried = office.try_command(&opened[0], date(2023, 9, 1), Command::Register).await.unwrap();
    assert_eq!(tried.decision.outcome, Outcome::Accepted);
    assert_eq!(office.storage().head().await.unwrap(), before, "trying writes nothing");
}

#[tokio::test]
async fn whoever_saw_an_older_record_is_told_so() {
    let (office, opened) = admitted().await;
    let on = date(2023, 9, 1);
    office.command(&opened[0], 1, on, Command::Register, "a").await.unwrap();
    assert_eq!(no(office.command(&opened[0], 1, on, Command::NoShow, "b").await), ["conflict-stale-version"]);
    let early = office.command(&opened[0], 2, date(2023, 8, 31), Command::Deceased, "b").await;
    assert_eq!(no(early), ["student-date-before-last"]);
    let nobody = office.command(&"2023-99999".into(), 1, on, Command::Register, "b").await;
    assert!(matches!(nobody, Err(guantong_service::ServiceError::NotFound)));
}

#[tokio::test]
async fn the_journal_of_a_year_is_whole_and_holds_no_name() {
    let (office, opened) = admitted().await;
    office.command(&opened[0], 1, date(2023, 9, 1), Command::Register, "test").await.unwrap();
    let entries = office.storage().entries(0, 1_000).await.unwrap();
    let mut verifier = Verifier::default();
    entries.iter().for_each(|entry| verifier.check(entry).unwrap());
    let kinds: Vec<&str> = entries.iter().map(|entry| entry.kind.as_str()).collect();
    assert_eq!(
        kinds,
        [
            "plan-set",
            "candidates-entered",
            "round-proved",
            "round-signed",
            "round-signed",
            "round-published",
            "student-admitted",
            "student-admitted",
            "register"
        ]
    );
    let journal = serde_json::to_string(&entries).unwrap();
    for personal in ["考生1", "kaosheng", "示例中学", "2008-03-01"] {
        assert!(!journal.contains(personal), "{personal} stands in the journal");
    }
    let uses = office.clause_uses().await.unwrap();
    assert_eq!(uses["3.3.2"], 1);
    assert_eq!(uses["3.1.1"], 2, "who is below the floor is told of the floor");
}

#[tokio::test]
async fn a_correction_entered_later_does_not_change_what_was_known_before() {
    let (office, opened) = admitted().await;
    let id = &opened[0];
    office.command(id, 1, date(2023, 9, 1), Command::Register, "test").await.unwrap();
    // The test clock records within the day of its start; the next day knows everything, the day before nothing.
    let at = |as_of, known_on| {
        let office = office.office.clone();
        let id = id.clone();
        async move { office.student_at(&id, Moment { as_of, known_on }).await.unwrap() }
    };
    assert!(at(None, Some(date(2023, 8, 30))).await.is_none());
    let known = at(None, Some(date(2023, 9, 2))).await.unwrap();
    assert_eq!(known.student.standing, Standing::Studying);
    assert!(!known.current);
    let before = at(Some(date(2023, 8, 31)), None).await.unwrap();
    assert_eq!((before.student.standing, before.decisions.len()), (Standing::Admitted, 1));
    assert!(at(Some(date(2023, 8, 9)), None).await.is_none());
    let correct = Command::Correct { of: 2, reason: "误录".to_owned(), approver: "科长".to_owned() };
    let decision = office.command(id, 2, date(2024, 5, 6), correct, "test").await.unwrap();
    assert_eq!(decision.outcome, Outcome::Accepted);
    let now = at(None, None).await.unwrap();
    assert_eq!((now.student.standing, now.decisions.len()), (Standing::Admitted, 3));
    assert!(now.current);
    let march = at(Some(date(2024, 3, 1)), None).await.unwrap();
    assert_eq!(march.student.standing, Standing::Admitted, "what held in March, as known now");
}

// case: 3.3.5.b
#[tokio::test]
async fn a_transfer_leaves_the_completion_of_the_plan_as_it_was() {
    let office = with_plan().await;
    let from = programme(&office, "北京市昌平职业学校", "航空服务").await;
    let to = programme(&office, "北京市昌平职业学校", "大数据技术应用").await;
    let applicants = vec![applicant(1, 560, &[&from]), applicant(2, 500, &[&to])];
    office.enter_candidates(YEAR, applicants, "test").await.unwrap();
    publish(&office, Round::Early).await;
    let opened = office.open_records(YEAR, OPENED_ON, "test").await.unwrap();
    let before = office.storage().counts(YEAR, None).await.unwrap();
    let steps = [
        (date(2023, 9, 1), Command::Register),
        (date(2023, 10, 8), Command::ApplyTransfer { to: to.clone() }),
        (date(2023, 10, 9), Command::Consent { by: Side::Sending, agree: true }),
        (date(2023, 10, 9), Command::Consent { by: Side::Receiving, agree: true }),
        (date(2023, 10, 20), Command::Audit { agree: true }),
    ];
    let commands: Vec<_> = steps.into_iter().map(|(on, command)| (opened[0].clone(), on, command)).collect();
    let decisions = office.command_many(&commands, "test").await.unwrap();
    assert!(decisions.iter().all(|decision| decision.outcome == Outcome::Accepted), "{decisions:?}");
    let student = office.storage().student(&opened[0]).await.unwrap().unwrap();
    assert_eq!(student.programme, to);
    let after = office.storage().counts(YEAR, None).await.unwrap();
    assert_eq!((before[&from].admitted, after[&from].admitted, after[&to].admitted), (1, 1, 1));
}

#[tokio::test]
async fn a_certificate_that_is_void_is_found_and_says_so() {
    let (office, opened) = admitted().await;
    let id = &opened[0];
    let commands = [
        (id.clone(), date(2023, 9, 1), Command::Register),
        (id.clone(), date(2026, 6, 20), Command::CompleteStage),
    ];
    office.command_many(&commands, "test").await.unwrap();
    let record = office.record(id).await.unwrap().unwrap().record;
    let number = record.certificates()[0].number.clone();
    let correct = |of| Command::Correct { of, reason: "误办".to_owned(), approver: "复核".to_owned() };
    office.command(id, 3, date(2026, 6, 21), correct(3), "test").await.unwrap();
    let found = office.certificate(&number).await.unwrap().unwrap();
    assert!(found.voided);
    assert_eq!((found.certificate.number.as_str(), found.entry), (number.as_str(), 3));
    // The correction is itself reversed: the certificate is back, under a number of its own.
    office.command(id, 4, date(2026, 6, 22), correct(4), "test").await.unwrap();
    let record = office.record(id).await.unwrap().unwrap().record;
    let back = record.certificates()[0].number.clone();
    assert_ne!(back, number);
    let found = office.certificate(&back).await.unwrap().unwrap();
    assert_eq!((found.voided, found.certificate.number.as_str(), found.entry), (false, back.as_str(), 3));
}
