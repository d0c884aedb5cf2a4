//! Records of cooperation over both databases: entered by either side, confirmed by the other, amended and taken back
//! with why; the duties that follow; and that all of it can be proved and made again from the journal.
// case: 4.2.1.a, 4.2.1.b, 4.2.2.a, 4.2.2.b, 4.2.2.d, 4.2.4.a, 4.3.3, 2.2.b, 2.2.f

use crate::database::served;
use crate::office::{TestOffice, YEAR, applicant, no, publish, with_plan};
use guantong_cooperation::{Duty, DutyState, Holder, Kind, RecordState, Side};
use guantong_model::{Date, ProgrammeId, StudentId};
use guantong_policy::Outcome;
use guantong_registry::Command;
use guantong_service::access::{Action, Organisation, OrganisationKind, Role, Viewer};
use guantong_service::cooperation::{COMMISSION, Entering, RecordFilter, Typed};
use guantong_service::ports::{Batch, Change, Clock, Randomness, Storage};
use guantong_service::rows::Round;
use guantong_service::{Office, ServiceError};
use guantong_store::{Database, Sqlite};
use jiff::civil::date;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

pub const SCHOOL: &str = "北京市昌平职业学校";
pub const STRANGER: &str = "北京财贸职业学院";

/// The autumn of the notice, a second later at every look; months later where it is set so.
pub struct Autumn(AtomicI64);

impl Autumn {
    /// Goes on by so many days.
    pub fn later(&self, days: i64) {
        self.0.fetch_add(days * DAY, Ordering::Relaxed);
    }
}

/// A day in microseconds.
const DAY: i64 = 86_400_000_000;
/// When it begins: the evening of 28 September 2023.
const BEGINS: i64 = 1_695_900_000_000_000;

impl Clock for Autumn {
    fn now(&self) -> i64 {
        self.0.fetch_add(1_000_000, Ordering::Relaxed)
    }
    fn today(&self) -> Date {
        let days = (self.0.load(Ordering::Relaxed) - BEGINS) / DAY;
        date(2023, 9, 28).saturating_add(jiff::Span::new().days(days))
    }
}

struct Sevens;

impl Randomness for Sevens {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

/// An office with one student of the school, and the programme and partner of it.
pub async fn autumn(kind: &str) -> (Office, TestOffice, ProgrammeId, String) {
    let (office, filled, programme, partner, _) = autumn_and_later(kind).await;
    (office, filled, programme, partner)
}

/// The same with its clock.
pub async fn autumn_and_later(kind: &str) -> (Office, TestOffice, ProgrammeId, String, Arc<Autumn>) {
    let filled = with_plan().await;
    let lines = filled.storage().plan_lines(YEAR).await.unwrap();
    let first = lines.iter().find(|line| line.institution == SCHOOL).unwrap().clone();
    let applicants = vec![applicant(1, 600, &[&first.programme])];
    filled.enter_candidates(YEAR, applicants, "test").await.unwrap();
    publish(&filled, Round::Early).await;
    let ids: Vec<StudentId> = filled.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
    let register = (ids[0].clone(), date(2023, 9, 1), Command::Register);
    assert_eq!(filled.command_many(&[register], "test").await.unwrap()[0].outcome, Outcome::Accepted);
    let place = match kind {
        "sqlite" => filled.place(),
        _ => {
            let place = served("cooperation");
            let file = Database::open(&filled.place()).await.unwrap();
            file.copy_to(&Database::create(&place).await.unwrap()).await.unwrap();
            place
        }
    };
    let store = Database::open(&place).await.unwrap();
    let edition = Arc::new(guantong_policy::edition::builtin().unwrap().clone());
    let clock = Arc::new(Autumn(AtomicI64::new(BEGINS)));
    let office = Office::new(store.storage(), clock.clone(), Arc::new(Sevens), edition);
    (office, filled, first.programme, first.partner, clock)
}

/// The office as somebody of an institution sees it, or of the commission.
pub fn by(office: &Office, role: Role, institution: &str) -> Office {
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
    office.seen_by(Arc::new(viewer), Action::CooperationEnter)
}

fn typed(pairs: &[(&str, &str)]) -> Typed {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

pub fn entering(kind: Kind, by: &str, pairs: &[(&str, &str)]) -> Entering {
    Entering { kind, by: by.to_owned(), typed: typed(pairs) }
}

async fn stands(office: &Office, holder: &Holder, duty: Duty) -> Vec<DutyState> {
    let found = office.duties(Some(holder.front())).await.unwrap();
    let found = found.into_iter().filter(|one| one.owed.duty == duty && one.owed.holder == *holder);
    found.map(|one| one.owed.state).collect()
}

async fn proved(office: &Office) {
    assert_eq!(office.verify().await.unwrap().findings, []);
}

async fn a_division_counts_once_the_other_side_confirmed(kind: &str) {
    let (office, _filled, programme, partner) = autumn(kind).await;
    let holder = Holder::of_both(SCHOOL, &partner);
    let (school, university) = (by(&office, Role::School, SCHOOL), by(&office, Role::University, &partner));
    let fields = [
        ("programme", programme.as_str()),
        ("enters", "university"),
        ("confirms", "school"),
        ("student-affairs", "school"),
        ("teaching", "both"),
        ("document", "分工协议"),
        ("from", "2023-09-01"),
    ];
    let today = date(2023, 9, 28);
    let before = office.division_of_tasks(&programme, today).await.unwrap();
    assert_eq!((before.enters, before.confirms, before.on_file), (Side::School, Side::University, None));
    assert_eq!(stands(&office, &holder, Duty::TaskDivision).await, [DutyState::Due]);

    let division = entering(Kind::TaskDivision, SCHOOL, &fields);
    assert_eq!(school.enter_record(&holder, &division, "甲").await.unwrap(), 1);
    assert_eq!(office.division_of_tasks(&programme, today).await.unwrap(), before, "not confirmed yet");
    assert_eq!(university.awaiting_records().await.unwrap().len(), 1);
    assert_eq!(school.awaiting_records().await.unwrap().len(), 0);
    let which = (Kind::TaskDivision, SCHOOL);
    assert_eq!(no(school.confirm_record(&holder, 1, which, 1, "甲").await), ["cooperation-wrong-own"]);
    let which = (Kind::TaskDivision, partner.as_str());
    assert_eq!(
        no(university.confirm_record(&holder, 1, which, 9, "乙").await),
        ["conflict-cooperation-changed"]
    );
    university.confirm_record(&holder, 1, which, 1, "乙").await.unwrap();
    assert_eq!(
        no(university.confirm_record(&holder, 1, which, 2, "乙").await),
        ["cooperation-wrong-not-waiting"]
    );
    let found = office.division_of_tasks(&programme, today).await.unwrap();
    assert_eq!((found.enters, found.confirms, found.on_file), (Side::University, Side::School, Some(1)));
    assert_eq!(stands(&office, &holder, Duty::TaskDivision).await, [DutyState::Met]);

    // Amended, it waits for the other side again; the reason and the fields are told together.
    let mut other = division.clone();
    other.by.clone_from(&partner);
    other.typed.insert("teaching".to_owned(), "school".to_owned());
    other.typed.remove("document");
    assert_eq!(
        no(university.amend_record(&holder, 1, &other, " ", 2, "乙").await),
        ["cooperation-wrong-missing", "cooperation-wrong-because"]
    );
    other.typed.insert("document".to_owned(), "分工协议".to_owned());
    university.amend_record(&holder, 1, &other, "学校承担", 2, "乙").await.unwrap();
    assert_eq!(office.division_of_tasks(&programme, today).await.unwrap(), before);
    assert_eq!(school.awaiting_records().await.unwrap().len(), 1);
    let view = school.cooperation_record(&holder, Kind::TaskDivision, 1).await.unwrap();
    assert_eq!(view.story.len(), 3);
    assert_eq!(view.story[0].because.as_deref(), Some("学校承担"));
    assert!(view.confirms.contains(SCHOOL) && view.amends.contains(SCHOOL));
    let same = Entering { by: SCHOOL.to_owned(), ..other };
    assert_eq!(
        no(school.amend_record(&holder, 1, &same, "没有变化", 3, "甲").await),
        ["cooperation-wrong-same"]
    );
    school.take_record_back(&holder, 1, (Kind::TaskDivision, SCHOOL), "重新商定", 3, "甲").await.unwrap();
    let again = school.take_record_back(&holder, 1, (Kind::TaskDivision, SCHOOL), "又一次", 4, "甲").await;
    assert_eq!(no(again), ["conflict-cooperation-changed"]);
    assert_eq!(school.enter_record(&holder, &division, "甲").await.unwrap(), 2, "a number is given once");
    let all = office.cooperation_records(&RecordFilter::default()).await.unwrap();
    let states: Vec<_> = all.iter().map(|one| (one.record.number, one.record.state)).collect();
    assert_eq!(states, [(1, RecordState::TakenBack), (2, RecordState::Waiting)]);
    proved(&office).await;
}

async fn what_is_out_of_reach_is_not_there(kind: &str) {
    let (office, _filled, _, partner) = autumn(kind).await;
    let holder = Holder::of_both(SCHOOL, &partner);
    let unit = |by: &str| {
        entering(
            Kind::LiaisonUnit,
            by,
            &[("unit", "合作办公室"), ("contact", "周文博"), ("from", "2023-09-01")],
        )
    };
    let school = by(&office, Role::School, SCHOOL);
    let stranger = by(&office, Role::School, STRANGER);
    let commission = by(&office, Role::Commission, "市教委");
    school.enter_record(&holder, &unit(SCHOOL), "甲").await.unwrap();
    assert_eq!(stands(&office, &holder, Duty::ResponsibleUnit).await.len(), 2);
    assert!(stands(&office, &holder, Duty::ResponsibleUnit).await.contains(&DutyState::Met));

    let foreign = stranger.enter_record(&holder, &unit(STRANGER), "丙").await;
    assert!(matches!(foreign, Err(ServiceError::NotFound)), "{foreign:?}");
    let read = stranger.cooperation_record(&holder, Kind::LiaisonUnit, 1).await;
    assert!(matches!(read, Err(ServiceError::NotFound)));
    assert_eq!(stranger.cooperation_records(&RecordFilter::default()).await.unwrap(), []);
    assert!(matches!(stranger.duties_of(SCHOOL).await, Err(ServiceError::NotFound)));
    assert!(matches!(stranger.pairing(&holder).await, Err(ServiceError::NotFound)));
    assert!(stranger.duties(None).await.unwrap().iter().all(|one| one.owed.holder.is_of(STRANGER)));
    // In the name of the other side nobody writes, and the commission not in a school's.
    for (office, by) in [(&school, partner.as_str()), (&commission, SCHOOL)] {
        let found = office.enter_record(&holder, &unit(by), "丁").await;
        assert!(matches!(found, Err(ServiceError::Forbidden(..))), "{found:?}");
    }
    assert_eq!(commission.cooperation_records(&RecordFilter::default()).await.unwrap().len(), 1);
    let nowhere = Holder::of_both(SCHOOL, STRANGER);
    assert!(matches!(office.enter_record(&nowhere, &unit(SCHOOL), "甲").await, Err(ServiceError::NotFound)));
    let group = entering(Kind::LeadingGroup, SCHOOL, &[]);
    assert!(matches!(office.enter_record(&holder, &group, "甲").await, Err(ServiceError::NotFound)));
    assert_eq!(no(office.enter_record(&holder, &unit("别校"), "甲").await), ["cooperation-wrong-by"]);
    // What presses is owed by oneself.
    let pressing = school.pressing_duties().await.unwrap();
    assert!(!pressing.is_empty() && pressing.iter().all(|one| one.owed.by.contains(SCHOOL)));
    assert_eq!(commission.pressing_duties().await.unwrap(), []);
    proved(&office).await;
}

async fn an_issue_is_reported_received_decided_and_closed(kind: &str) {
    let (office, _filled, _, partner) = autumn(kind).await;
    let holder = Holder::Institution(SCHOOL.to_owned());
    let (school, commission) = (by(&office, Role::School, SCHOOL), by(&office, Role::Commission, "市教委"));
    let issue = entering(
        Kind::MajorIssue,
        SCHOOL,
        &[("subject", "实训楼改造"), ("occurred-on", "2023-09-20"), ("content", "影响实训")],
    );
    school.enter_record(&holder, &issue, "甲").await.unwrap();
    let receipt = |by: &str| entering(Kind::IssueReceipt, by, &[("issue", "1"), ("on", "2023-09-28")]);
    assert!(matches!(
        school.enter_record(&holder, &receipt(SCHOOL), "甲").await,
        Err(ServiceError::Forbidden(..))
    ));
    commission.enter_record(&holder, &receipt(COMMISSION), "市").await.unwrap();
    let twice = commission.enter_record(&holder, &receipt(COMMISSION), "市").await;
    assert_eq!(no(twice), ["cooperation-wrong-issue-there"]);
    let decision = [
        ("issue", "1"),
        ("body", "party-standing-committee"),
        ("on", "2023-09-25"),
        ("decision", "调整安排"),
    ];
    school.enter_record(&holder, &entering(Kind::IssueDecision, SCHOOL, &decision), "甲").await.unwrap();
    let back = school.take_record_back(&holder, 1, (Kind::MajorIssue, SCHOOL), "报错", 1, "甲").await;
    assert_eq!(no(back), ["cooperation-wrong-belongs"]);
    let view = commission.cooperation_record(&holder, Kind::MajorIssue, 1).await.unwrap();
    assert_eq!(view.belonging.len(), 2);
    assert_eq!((view.amends.len(), view.confirms.len()), (0, 0), "the commission changes nothing of it");

    // A laboratory of the school is booked by the university, and cannot be had twice.
    let laboratory = [("sort", "laboratory"), ("name", "网联实验室"), ("from", "2023-09-01")];
    let university = by(&office, Role::University, &partner);
    school.enter_record(&holder, &entering(Kind::SharedResource, SCHOOL, &laboratory), "甲").await.unwrap();
    let booking = |by: &str, begins: &str| {
        let ends = "12:00";
        let fields = [
            ("resource", "1"),
            ("on", "2023-10-12"),
            ("begins", begins),
            ("ends", ends),
            ("purpose", "实验"),
        ];
        entering(Kind::ResourceBooking, by, &fields)
    };
    university.enter_record(&holder, &booking(&partner, "09:00"), "乙").await.unwrap();
    let taken = school.enter_record(&holder, &booking(SCHOOL, "11:00"), "甲").await;
    assert_eq!(no(taken), ["cooperation-wrong-taken"]);
    let stranger = by(&office, Role::School, STRANGER);
    let foreign = stranger.enter_record(&holder, &booking(STRANGER, "08:00"), "丙").await;
    assert!(matches!(foreign, Err(ServiceError::NotFound)), "{foreign:?}");
    let pairing = university.pairing(&Holder::of_both(SCHOOL, &partner)).await.unwrap();
    assert_eq!(university.shared_by(&pairing).await.unwrap().len(), 2);
    assert!(matches!(
        university.cooperation_record(&holder, Kind::MajorIssue, 1).await,
        Err(ServiceError::NotFound)
    ));
    proved(&office).await;
}

/// Each over both databases.
macro_rules! on_both {
    ($($name:ident: $test:ident;)*) => {
        $(mod $name {
            #[tokio::test]
            async fn sqlite() {
                super::$test("sqlite").await;
            }
            #[tokio::test]
            async fn postgres() {
                super::$test("postgres").await;
            }
        })*
    };
}

on_both! {
    division: a_division_counts_once_the_other_side_confirmed;
    reach: what_is_out_of_reach_is_not_there;
    issue: an_issue_is_reported_received_decided_and_closed;
}

#[tokio::test]
async fn a_row_that_says_otherwise_than_the_journal_is_found_and_made_again() {
    let (office, filled, _, _) = autumn("sqlite").await;
    let holder = Holder::Institution(SCHOOL.to_owned());
    let group = [("head", "孙立新"), ("post", "principal"), ("document", "通知"), ("from", "2023-05-01")];
    office.enter_record(&holder, &entering(Kind::LeadingGroup, SCHOOL, &group), "甲").await.unwrap();
    let mut found = office.cooperation_records(&RecordFilter::default()).await.unwrap();
    let mut forged = found.remove(0);
    forged.record.fields.insert("head".to_owned(), "别人".to_owned());
    let change = Change::Cooperation(Box::new(forged));
    let batch = Batch { entries: Vec::new(), changes: vec![change] };
    office.storage().append(batch, 1).await.unwrap();
    let findings = office.verify().await.unwrap().findings;
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].object, format!("cooperation/institution/{SCHOOL} leading-group 1"));
    let file = std::env::temp_dir().join(format!("guantong-cooperation-{}.sqlite", std::process::id()));
    let into = Sqlite::create(&file).await.unwrap();
    office.rebuild_into(&into).await.unwrap();
    let again = into.cooperation_records(&RecordFilter::default()).await.unwrap();
    assert_eq!(again[0].record.text("head"), "孙立新");
    into.close().await;
    std::fs::remove_file(&file).unwrap();
    drop(filled);
}
