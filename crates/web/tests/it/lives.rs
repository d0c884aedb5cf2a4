//! A few lives led through the use cases, so that records, decisions and options are real.

use crate::town::{NOW, Town, on};
use guantong_model::{CandidateNo, Date, PersonId, ProgrammeId, Score, StudentId};
use guantong_policy::Outcome;
use guantong_registry::{Command, Documents, Grounds, Law, LeaveKind, Serials, decide};
use guantong_service::Office;
use guantong_service::branch::clause_decisions;
use guantong_service::journal::NewEntry;
use guantong_service::person::reading;
use guantong_service::ports::{Batch, Change};
use guantong_service::registration::periods;
use guantong_service::rows::{Candidate, CertificateRow, Person, PlanHead, PlanLine, Round};
use jiff::civil::date;

pub(crate) const ANNEX: &[u8] = include_bytes!("../../../../editions/beijing-2023/annex-2023.xlsx");
pub(crate) const ANSWERS: &str = include_str!("../../../../demo/plan-answers-2023.toml");

/// Leave and return, then on into the college stage at the school, registered with the university.
pub(crate) const RESUMED: &str = "2023-00001";
/// In the first year at a college.
pub(crate) const FRESH: &str = "2023-00002";
/// Failed the first progression, repeated the third year.
pub(crate) const REPEATED: &str = "2023-00003";
/// Withdrew in the second year.
pub(crate) const WITHDRAWN: &str = "2023-00004";
/// On leave now.
pub(crate) const AWAY: &str = "2023-00005";
/// Left with the secondary diploma.
pub(crate) const EXITED: &str = "2023-00006";

/// The lives, seen on a day.
pub(crate) async fn lives(today: Date) -> Town {
    let town = on(today).await;
    let office = &town.office;
    office.import_plan(2023, "annex-2023.xlsx", ANNEX, ANSWERS, "test").await.unwrap();
    let plan = office.storage().plan_lines(2023).await.unwrap();
    for year in 2024..=2027 {
        let head = PlanHead { year, ..office.storage().plan(2023).await.unwrap().unwrap() };
        let changes = vec![Change::Plan(head, plan.clone())];
        office.storage().append(Batch { entries: Vec::new(), changes }, 1).await.unwrap();
    }
    let school = find(&plan, "北京市昌平职业学校");
    let college = find(&plan, "北京财贸职业学院");
    let applicants =
        ["沈知行", "王子涵", "李浩然", "<b>张\"一'诺</b>", "陈佳怡", "杨思远"].into_iter().enumerate();
    let applicants = applicants.map(|(n, name)| applicant(n, name, if n == 1 { &college } else { &school }));
    office.enter_candidates(2023, applicants.collect(), "test").await.unwrap();
    office.run_round(2023, Round::Early, "test").await.unwrap();
    office.sign_round(2023, Round::Early, "甲").await.unwrap();
    office.sign_round(2023, Round::Early, "乙").await.unwrap();
    office.publish_round(2023, Round::Early, "test").await.unwrap();
    office.open_records(2023, date(2023, 7, 24), "test").await.unwrap();
    for (id, on, command) in commands().into_iter().filter(|(_, on, _)| *on <= today) {
        lead(office, &StudentId::from(id), on, command).await;
    }
    town
}

/// Decides a command with any named document taken as on file, and writes it as the use cases do.
pub(crate) async fn lead(office: &Office, id: &StudentId, on: Date, command: Command) {
    let loaded = office.record(id).await.unwrap().unwrap();
    let mut world = std::sync::Arc::unwrap_or_clone(office.world().await.unwrap());
    world.documents = Documents::Named;
    let law = Law::from_edition(office.edition()).unwrap();
    let mut serials = Serials::default();
    office.storage().last_certificate_numbers().await.unwrap().iter().for_each(|number| serials.note(number));
    let grounds = Grounds { world: &world, law: &law, serials: &serials };
    let decided = decide(&loaded.record, &grounds, on, &command);
    assert_eq!(decided.decision.outcome, Outcome::Accepted, "{id} {on}: {:?}", decided.decision);
    let version = loaded.version() + 1;
    let kind = command.name().as_str().to_owned();
    let touched = clause_decisions(id, version, on, &decided.decision);
    let entry = decided.entry(u32::try_from(version).unwrap(), on, command);
    let body = serde_json::to_value(&entry).unwrap();
    let mut record = loaded.record;
    record.apply(entry);
    let mut student = office.storage().student(id).await.unwrap().unwrap();
    student.work = record.stage_work();
    student.studies_at = record.studies_at().to_owned();
    student.registered_at = record.registered_at().map(str::to_owned);
    (student.standing, student.stage, student.cohort) = (record.standing(), record.stage(), record.cohort());
    (student.qualification, student.version) = (record.qualification(), version);
    let stream = format!("student/{id}");
    let new = NewEntry { stream, version, kind, effective_on: on, actor: "经办甲".to_owned(), body };
    let certificates = record.certificates().iter().map(|certificate| {
        let (number, student) = (certificate.number.clone(), id.clone());
        Change::Certificate(CertificateRow { number, student, voided: false })
    });
    let mut changes: Vec<Change> = certificates.collect();
    changes.extend([
        Change::Student(student),
        Change::ClauseDecisions(touched),
        Change::Registrations(id.clone(), periods(id, &record)),
    ]);
    let batch = Batch { entries: vec![new], changes };
    office.storage().append(batch, NOW).await.unwrap();
}

fn commands() -> Vec<(&'static str, Date, Command)> {
    let arrival = date(2023, 9, 1);
    let mut all: Vec<_> =
        [RESUMED, FRESH, REPEATED, WITHDRAWN, AWAY, EXITED].map(|id| (id, arrival, Command::Register)).into();
    let leave = |until| Command::Leave { until, kind: Some(LeaveKind::Health) };
    let assess = |passed| Command::Assess {
        passed,
        document: "北京市昌平职业学校转段升学办法".to_owned(),
        general: None,
        skill: None,
        marks: Default::default(),
    };
    all.extend([
        (RESUMED, date(2024, 10, 8), leave(date(2025, 8, 31))),
        (RESUMED, date(2025, 9, 1), Command::Resume { fit: true, to: None }),
        (RESUMED, date(2027, 7, 2), Command::CompleteStage),
        (RESUMED, date(2027, 7, 5), assess(true)),
        (RESUMED, date(2027, 9, 1), Command::Progress),
        (REPEATED, date(2026, 7, 1), Command::CompleteStage),
        (REPEATED, date(2026, 7, 5), assess(false)),
        (REPEATED, date(2026, 7, 20), Command::Repeat { eligible: true, to: None }),
        (WITHDRAWN, date(2025, 3, 3), Command::Withdraw { article: "22".to_owned(), certificate: None }),
        (AWAY, date(2025, 9, 20), leave(date(2026, 8, 31))),
        (EXITED, date(2026, 7, 1), Command::CompleteStage),
        (EXITED, date(2026, 7, 9), Command::Exit),
    ]);
    all
}

pub(crate) fn find(plan: &[PlanLine], institution: &str) -> ProgrammeId {
    plan.iter().find(|line| line.institution == institution).unwrap().programme.clone()
}

pub(crate) fn applicant(n: usize, name: &str, programme: &ProgrammeId) -> (Candidate, Person) {
    let read = reading(name);
    let person = Person {
        id: PersonId(format!("R-{n}")),
        name: name.to_owned(),
        pinyin: read.pinyin,
        initials: read.initials,
        sex: 1,
        birth_on: date(2008, 3, 1),
        district: "110108".to_owned(),
        junior_school: "示例中学".to_owned(),
        salt: vec![7; 16],
        sealed: Default::default(),
    };
    let candidate = Candidate {
        year: 2023,
        no: CandidateNo(format!("23110800{n:04}")),
        person: person.id.clone(),
        total: Score::points(520),
        chinese: Score::points(90),
        mathematics: Score::points(85),
        foreign_language: Score::points(88),
        priority: false,
        draw: i64::try_from(n).unwrap() + 1,
        qualified: true,
        household: true,
        bonus: Score::default(),
        boards: None,
        tests_passed: Vec::new(),
        early: vec![programme.clone()],
        unified: vec![programme.clone()],
    };
    (candidate, person)
}
