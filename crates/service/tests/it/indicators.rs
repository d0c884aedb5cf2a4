//! Indicators over lives led through the use cases: every figure against a count by hand, against the record itself and
//! against the other pages that tell it; as of a day; within reach; and the records behind each.
// case: 4.3.1.c, 4.3.2.a, 3.4.1, 3.4.3.a, 3.4.4.a, 3.3.4.a

use crate::database::served;
use crate::office::{TestOffice, YEAR, applicant, programme, publish, with_plan};
use guantong_cooperation::{Duty, DutyState};
use guantong_indicators::{Cell, Figure, Happening, Indicator, Measure, Split};
use guantong_model::{CertificateKind, Date, Score, StudentId, academic_year};
use guantong_policy::Outcome;
use guantong_registry::{Command, CommandName, Event, LeaveKind, Marks, Part};
use guantong_service::access::{Action, Organisation, OrganisationKind, Role, Viewer, rounded};
use guantong_service::cohort::Milestone;
use guantong_service::indicator::{Asked, Behind, Gathered, Which};
use guantong_service::ports::{Batch, Change, Clock, Randomness};
use guantong_service::rows::{PlanHead, Round};
use guantong_service::{Office, ServiceError};
use guantong_store::Database;
use jiff::civil::date;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

pub(crate) const SCHOOL: &str = "北京市昌平职业学校";
const COLLEGE: &str = "北京财贸职业学院";
pub(crate) const STRANGER: &str = "北京市商业学校";
pub const RULES: &str = include_str!("../../../../demo/progression-rules/changping-2026-2.toml");
const COMMISSION: &str = include_str!("../../../../demo/progression-rules/commission-2028.toml");
pub const PARTS: [(Part, &str); 2] = [(Part::General, "74"), (Part::Skill, "86")];
const FAILED: [(Part, &str); 2] = [(Part::General, "30"), (Part::Skill, "30")];
const PAPERS: [(Part, &str); 4] =
    [(Part::FirstPaper, "80"), (Part::SecondPaper, "75"), (Part::Coursework, "82"), (Part::Ability, "6")];

/// Seven years after the notice.
struct Later(AtomicI64);

impl Clock for Later {
    fn now(&self) -> i64 {
        self.0.fetch_add(1_000_000, Ordering::Relaxed)
    }
    fn today(&self) -> Date {
        date(2030, 11, 30)
    }
}

struct Sevens;

impl Randomness for Sevens {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

pub fn assess(passed: bool, document: &str, marks: &[(Part, &str)]) -> Command {
    let marks: Marks = marks.iter().map(|(part, mark)| (*part, Score::parse(mark).unwrap())).collect();
    Command::Assess { passed, document: document.to_owned(), general: None, skill: None, marks }
}

/// One who goes all the way, one who exits, one whose leave was entered by mistake, one on leave, one who withdrew, one
/// who never came, one at a college, one who repeats.
pub(crate) async fn led(kind: &str) -> (TestOffice, Office, Vec<StudentId>) {
    let office = with_plan().await;
    let (school, college) =
        (programme(&office, SCHOOL, "航空服务").await, programme(&office, COLLEGE, "金融科技应用").await);
    let lines = office.storage().plan_lines(YEAR).await.unwrap();
    let head = PlanHead { year: 2024, ..office.storage().plan(YEAR).await.unwrap().unwrap() };
    let next = Change::Plan(head, lines);
    office.storage().append(Batch { entries: Vec::new(), changes: vec![next] }, 1).await.unwrap();
    let applicants = (1..=8).map(|n| {
        let to = if n == 7 { &college } else { &school };
        applicant(n, 500 + i32::try_from(n).unwrap(), &[to])
    });
    office.enter_candidates(YEAR, applicants.collect(), "test").await.unwrap();
    publish(&office, Round::Early).await;
    let ids = office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
    let mut by_points = Vec::new();
    for id in ids {
        let record = office.record(&id).await.unwrap().unwrap().record;
        by_points.push((record.admitted().score, id));
    }
    by_points.sort();
    let ids: Vec<StudentId> = by_points.into_iter().map(|(_, id)| id).collect();
    office.file_progression_rules("2.toml", RULES, "test").await.unwrap();
    office.file_progression_rules("2028.toml", COMMISSION, "test").await.unwrap();
    let document = "北京市昌平职业学校转段升学办法（2026年）";
    let leave = |until| Command::Leave { until, kind: Some(LeaveKind::Health) };
    let mut all: Vec<(usize, Date, Command)> = (0..8)
        .map(|n| (n, date(2023, 9, 1), if n == 5 { Command::NoShow } else { Command::Register }))
        .collect();
    all.extend([
        (0, date(2026, 7, 1), Command::CompleteStage),
        (0, date(2026, 7, 5), assess(true, document, &PARTS)),
        (0, date(2026, 9, 1), Command::Progress),
        (0, date(2028, 6, 20), Command::CompleteStage),
        (0, date(2028, 7, 5), assess(true, "演示〔2028〕1号", &PAPERS)),
        (0, date(2028, 9, 1), Command::Progress),
        (0, date(2030, 6, 20), Command::CompleteStage),
        (1, date(2026, 7, 1), Command::CompleteStage),
        (1, date(2026, 7, 9), Command::Exit),
        (2, date(2024, 10, 8), leave(date(2025, 8, 31))),
        (
            2,
            date(2024, 10, 9),
            Command::Correct { of: 3, reason: "误录".to_owned(), approver: "科长".to_owned() },
        ),
        (3, date(2025, 9, 20), leave(date(2026, 8, 31))),
        (4, date(2025, 3, 3), Command::Withdraw { article: "18".to_owned(), certificate: None }),
        (7, date(2026, 7, 1), Command::CompleteStage),
        (7, date(2026, 7, 5), assess(false, document, &FAILED)),
        (7, date(2026, 7, 20), Command::Repeat { eligible: true, to: None }),
    ]);
    for (n, on, command) in all {
        let version = office.record(&ids[n]).await.unwrap().unwrap().version();
        let decided = office.command(&ids[n], version, on, command.clone(), "test").await.unwrap();
        assert_eq!(decided.outcome, Outcome::Accepted, "{n} {on} {command:?}: {decided:?}");
    }
    let place = match kind {
        "sqlite" => office.place(),
        _ => {
            let place = served("indicators");
            let file = Database::open(&office.place()).await.unwrap();
            file.copy_to(&Database::create(&place).await.unwrap()).await.unwrap();
            place
        }
    };
    let store = Database::open(&place).await.unwrap();
    let edition = Arc::new(guantong_policy::edition::builtin().unwrap().clone());
    let clock = Later(AtomicI64::new(1_922_000_000_000_000));
    let later = Office::new(store.storage(), Arc::new(clock), Arc::new(Sevens), edition);
    (office, later, ids)
}

pub(crate) fn by(office: &Office, role: Role, institution: &str, action: Action) -> Office {
    let organisation = Organisation {
        id: format!("O-{institution}"),
        name: institution.to_owned(),
        kind: OrganisationKind::SecondarySchool,
        district: None,
    };
    let viewer = Viewer {
        account: format!("A-{institution}"),
        name: institution.to_owned(),
        role,
        organisation: Some(organisation),
        stepped_up: true,
        ..Viewer::public()
    };
    office.seen_by(Arc::new(viewer), action)
}

fn figure(office: &Office, gathered: &Gathered, indicator: Indicator, year: i32) -> (i64, i64) {
    let table = office.indicator_table(gathered, indicator, &[year], None);
    let Figure { part, whole, .. } = table.all.get(&year).copied().unwrap_or_default();
    (part, whole)
}

pub(crate) async fn at(office: &Office, on: Date, indicator: Indicator, year: i32) -> (i64, i64) {
    figure(office, &office.gathered(on, &[year], Indicator::ALL).await.unwrap(), indicator, year)
}

async fn behind(
    office: &Office,
    indicator: Indicator,
    year: i32,
    which: Which,
) -> Result<Behind, ServiceError> {
    let gathered = office.gathered(office.today(), &[year], &[indicator]).await.unwrap();
    let cell = Cell { year, of: Vec::new() };
    office.behind(&gathered, &Asked { indicator, cell, which, from: 0, limit: 100 }).await
}

async fn every_figure_is_what_a_count_by_hand_gives(kind: &str) {
    let (_kept, office, _) = led(kind).await;
    let today = office.today();
    let plan = office.storage().plan_lines(YEAR).await.unwrap();
    let places: i64 = plan.iter().map(|line| line.places).sum();
    let majors = |line: &&guantong_service::rows::PlanLine| line.major_printed().starts_with("航空服务");
    let own = plan.iter().filter(|line| line.institution == SCHOOL).find(majors);
    let university = own.unwrap().partner.clone();
    for (indicator, year, expected) in [
        (Indicator::PlanCompletion, 2023, (8, places)),
        (Indicator::PlanCompletion, 2024, (0, places)),
        (Indicator::RegistrationRate, 2023, (7, 8)),
        (Indicator::ToCollege, 2023, (1, 7)),
        (Indicator::ToBachelor, 2023, (1, 1)),
        (Indicator::Graduation, 2023, (1, 7)),
        // Seven in the first year, six once one withdrew, four once one exited.
        (Indicator::Repeats, 2025, (1, 6)),
        (Indicator::Repeats, 2026, (0, 5)),
        (Indicator::Leaves, 2024, (0, 7)),
        (Indicator::Leaves, 2025, (1, 6)),
        (Indicator::Exits, 2025, (1, 6)),
        (Indicator::Exits, 2024, (0, 7)),
        // Three complete the secondary stage with a certificate, one college, one the bachelor stage.
        (Indicator::Certificates, 2025, (3, 0)),
        (Indicator::Certificates, 2027, (1, 0)),
        (Indicator::Certificates, 2029, (1, 0)),
        (Indicator::UniversityIntake, 2028, (1, places)),
        (Indicator::UniversityIntake, 2029, (0, places)),
    ] {
        assert_eq!(at(&office, today, indicator, year).await, expected, "{indicator} {year}");
    }
    let gathered = office.gathered(today, &[2028], Indicator::ALL).await.unwrap();
    let table =
        office.indicator_table(&gathered, Indicator::UniversityIntake, &[2028], Some(Split::University));
    let own: i64 = plan.iter().filter(|line| line.partner == university).map(|line| line.places).sum();
    let row = table.rows[&university][&2028];
    assert_eq!((row.part, row.whole), (1, own), "by university");
    let marks = at(&office, today, Indicator::CutOff, 2023).await;
    // The last admitted at the school had 501 points, at the college 507; of 660 each.
    assert_eq!(marks.0, (Score::points(501).millionths() + Score::points(507).millionths()));
    assert_eq!(marks.1 % 2, 0);
}

#[tokio::test]
async fn other_pages_tell_the_same() {
    let (_kept, office, _) = led("sqlite").await;
    let today = office.today();
    let home = office.home(2023).await.unwrap().unwrap();
    assert_eq!(
        at(&office, today, Indicator::PlanCompletion, 2023).await,
        (home.counts.admitted, home.places)
    );
    assert_eq!(
        at(&office, today, Indicator::RegistrationRate, 2023).await,
        (home.counts.registered, home.counts.admitted)
    );
    let cohort = office.cohort(2023).await.unwrap().unwrap();
    for (indicator, from, to) in [
        (Indicator::RegistrationRate, Milestone::Admitted, Milestone::Registered),
        (Indicator::ToCollege, Milestone::Registered, Milestone::College),
        (Indicator::ToBachelor, Milestone::College, Milestone::Bachelor),
        (Indicator::Graduation, Milestone::Registered, Milestone::Graduated),
    ] {
        assert_eq!(
            at(&office, today, indicator, 2023).await,
            (cohort.at(to), cohort.at(from)),
            "{indicator}"
        );
    }
    // Duties are those of their own page, once those still to come and those excused are left out.
    let year = academic_year(today);
    let duties = office.duties(None).await.unwrap();
    let counted = |which: &[Duty]| {
        let of: Vec<_> =
            duties.iter().filter(|one| which.is_empty() || which.contains(&one.owed.duty)).collect();
        let in_year = of.iter().filter(|one| match one.owed.period {
            guantong_cooperation::Period::Standing => true,
            guantong_cooperation::Period::Semester(semester) => semester.year == year,
            guantong_cooperation::Period::AcademicYear(of)
            | guantong_cooperation::Period::CalendarYear(of) => of == year,
        });
        let late = in_year.clone().filter(|one| one.owed.state == DutyState::Late).count();
        let met = in_year.filter(|one| one.owed.state == DutyState::Met).count();
        (i64::try_from(met).unwrap(), i64::try_from(met + late).unwrap())
    };
    for (indicator, which) in [
        (Indicator::Obligations, &[][..]),
        (Indicator::TeacherDispatch, &[Duty::TeacherDispatch]),
        (Indicator::Meetings, &[Duty::RegularMeeting]),
        (Indicator::EnterpriseParts, &[Duty::EnterpriseAgreement, Duty::EnterpriseParts]),
    ] {
        assert_eq!(at(&office, today, indicator, year).await, counted(which), "{indicator}");
    }
    assert!(at(&office, today, Indicator::Obligations, year).await.1 > 0);
    assert!(at(&office, today, Indicator::Meetings, year - 2).await.1 > 0, "a year that is over");
}

#[tokio::test]
async fn what_happened_is_what_the_records_say() {
    let (_kept, office, ids) = led("sqlite").await;
    let gathered = office.gathered(office.today(), &[2023], Indicator::ALL).await.unwrap();
    for id in &ids {
        let record = office.record(id).await.unwrap().unwrap().record;
        let told = |what: Happening| -> BTreeSet<Date> {
            let all = gathered.facts.happened.get(id).into_iter().flatten();
            all.filter(|one| one.what == what).map(|one| one.on).collect()
        };
        let of = |is: &dyn Fn(&Event) -> bool| -> BTreeSet<Date> {
            let entries = record.in_force().filter(|entry| entry.events.iter().any(is));
            entries.map(|entry| entry.on).collect()
        };
        assert_eq!(told(Happening::Repeated), of(&|event| matches!(event, Event::Repeated { .. })), "{id}");
        assert_eq!(
            told(Happening::LeaveStarted),
            of(&|event| matches!(event, Event::LeaveStarted { .. })),
            "{id}"
        );
        let exit = |event: &Event| matches!(event, Event::Ended { by: CommandName::Exit, .. });
        assert_eq!(told(Happening::Exited), of(&exit), "{id}");
        let diplomas = record.certificates().iter().filter(|one| {
            matches!(
                one.kind,
                CertificateKind::Secondary | CertificateKind::College | CertificateKind::Bachelor
            )
        });
        let counted: i64 = (2023..=2030)
            .map(|year| {
                let cell = Cell { year, of: Vec::new() };
                let mut count = 0;
                guantong_indicators::grains(Indicator::Certificates, &gathered.facts, &mut |grain| {
                    let own = grain.source == guantong_indicators::Source::Student(id);
                    count += i64::from(own && cell.holds(grain));
                });
                count
            })
            .sum();
        assert_eq!(counted, i64::try_from(diplomas.count()).unwrap(), "{id}");
    }
}

async fn a_day_before_knows_nothing_of_what_came_later(kind: &str) {
    let (_kept, office, _) = led(kind).await;
    for (on, indicator, year, expected) in [
        (date(2023, 8, 9), Indicator::PlanCompletion, 2023, 0),
        (date(2023, 8, 10), Indicator::PlanCompletion, 2023, 8),
        (date(2023, 8, 31), Indicator::RegistrationRate, 2023, 0),
        (date(2023, 9, 1), Indicator::RegistrationRate, 2023, 7),
        (date(2026, 8, 31), Indicator::ToCollege, 2023, 0),
        (date(2026, 9, 1), Indicator::ToCollege, 2023, 1),
        (date(2028, 8, 31), Indicator::UniversityIntake, 2028, 0),
        (date(2028, 9, 1), Indicator::UniversityIntake, 2028, 1),
        (date(2030, 6, 19), Indicator::Graduation, 2023, 0),
        (date(2030, 6, 20), Indicator::Graduation, 2023, 1),
        (date(2026, 7, 8), Indicator::Exits, 2025, 0),
        (date(2026, 7, 9), Indicator::Exits, 2025, 1),
        (date(2026, 7, 19), Indicator::Repeats, 2025, 0),
        (date(2026, 6, 30), Indicator::Certificates, 2025, 0),
    ] {
        assert_eq!(at(&office, on, indicator, year).await.0, expected, "{indicator} on {on}");
    }
    assert!(Indicator::ToCollege.under_way(2023, 2025) && !Indicator::ToCollege.under_way(2023, 2026));
    // Nothing was published by then.
    assert_eq!(at(&office, date(2023, 1, 1), Indicator::CutOff, 2023).await, (0, 0));
}

#[tokio::test]
async fn a_figure_opens_to_as_many_records_and_only_to_who_may_see_them() {
    let (_kept, office, ids) = led("sqlite").await;
    for indicator in Indicator::ALL.iter() {
        for year in 2023..=2030 {
            let (part, whole) = at(&office, office.today(), *indicator, year).await;
            let all = behind(&office, *indicator, year, Which::All).await.unwrap();
            assert_eq!((all.figure.part, all.figure.whole), (part, whole), "{indicator} {year}");
            let students = i64::try_from(all.students.len()).unwrap();
            let duties = i64::try_from(all.duties.len()).unwrap();
            let lines =
                all.lines.iter().fold((0, 0), |(part, whole), line| (part + line.part, whole + line.whole));
            let declared = indicator.declared();
            match declared.measure {
                _ if declared.of_duties => assert_eq!(duties, whole, "{indicator} {year}"),
                Measure::Marks => assert_eq!(lines, (part, whole), "{indicator} {year}"),
                Measure::Count => assert_eq!(students, part, "{indicator} {year}"),
                _ if declared.of_places => {
                    assert_eq!((students, lines.1), (part, whole), "{indicator} {year}");
                }
                _ => {
                    assert_eq!(students, whole, "{indicator} {year}");
                    let some = behind(&office, *indicator, year, Which::Part).await.unwrap();
                    let rest = behind(&office, *indicator, year, Which::Rest).await.unwrap();
                    assert_eq!(i64::try_from(some.students.len()).unwrap(), part, "{indicator} {year}");
                    assert_eq!(rest.students.len() + some.students.len(), all.students.len());
                }
            }
        }
    }
    let of = |role, name| by(&office, role, name, Action::StudentList);
    let school =
        behind(&of(Role::School, SCHOOL), Indicator::RegistrationRate, 2023, Which::All).await.unwrap();
    assert_eq!((school.found, school.beyond), (7, 0), "its own, and nobody of the college");
    assert!(school.students.iter().all(|(student, _)| student.id != ids[6]));
    let stranger = behind(&of(Role::School, STRANGER), Indicator::Exits, 2025, Which::All).await.unwrap();
    assert_eq!((stranger.found, stranger.students.len()), (0, 0));
    for role in [Role::Academy, Role::District, Role::Public] {
        let refused = behind(&of(role, "x"), Indicator::Exits, 2025, Which::All).await;
        assert!(matches!(refused, Err(ServiceError::Forbidden(..))), "{role}");
        assert!(!of(role, "x").reads_indicator(Indicator::Meetings), "{role}");
    }
    // To whom figures are rounded, none below five is told; places and marks are published.
    let academy = by(&office, Role::Academy, "x", Action::FiguresRead);
    let today = office.today();
    for indicator in [Indicator::Exits, Indicator::RegistrationRate, Indicator::Certificates] {
        let (part, whole) = at(&office, today, indicator, 2023).await;
        assert_eq!(at(&academy, today, indicator, 2023).await, (rounded(part), rounded(whole)));
    }
    assert_eq!(
        at(&academy, today, Indicator::PlanCompletion, 2023).await,
        at(&office, today, Indicator::PlanCompletion, 2023).await
    );
    let intake = at(&academy, today, Indicator::UniversityIntake, 2028).await;
    assert_eq!((intake.0, intake.1 > 1_000), (0, true));
}

mod sqlite {
    #[tokio::test]
    async fn every_figure() {
        super::every_figure_is_what_a_count_by_hand_gives("sqlite").await;
    }

    #[tokio::test]
    async fn a_day_before() {
        super::a_day_before_knows_nothing_of_what_came_later("sqlite").await;
    }
}

mod postgres {
    #[tokio::test]
    async fn every_figure() {
        super::every_figure_is_what_a_count_by_hand_gives("postgres").await;
    }

    #[tokio::test]
    async fn a_day_before() {
        super::a_day_before_knows_nothing_of_what_came_later("postgres").await;
    }
}
