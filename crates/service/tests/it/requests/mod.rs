//! Requests over desks: a small city in March 2024, with everybody who may sit at a desk, and a day that is set by hand.

mod appeals;
mod at_once;
mod desks;
mod kinds;
mod notices;
mod papers;
mod personal;
mod remedies;
mod transfer;

use crate::database::served;
use crate::office::{ANNEX, ANSWERS, YEAR, applicant, programme, publish};
use guantong_model::{CandidateNo, Date, ProgrammeId, StudentId};
use guantong_policy::{Edition, Outcome};
use guantong_registry::{Command, LeaveKind, Record};
use guantong_requests::{About, Kind, Logged, Verdict};
use guantong_secrets::password::Profile;
use guantong_secrets::seal::Keys;
use guantong_service::access::{Action, Organisation, OrganisationKind, Role, Viewer};
use guantong_service::account::Locks;
use guantong_service::ports::{Clock, Randomness};
use guantong_service::request::{Answer, NewRequest, Opening, RequestRow, Word};
use guantong_service::rows::Round;
use guantong_service::{Office, ServiceError};
use guantong_store::{Database, Place};
use jiff::civil::date;
use jiff::tz::{TimeZone, offset};
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

pub const SCHOOL: &str = "北京市昌平职业学校";
pub const OTHER: &str = "北京市商业学校";
pub const THIRD: &str = "北京市丰台区职业教育中心学校";
pub const PARTNER: &str = "北京农学院";
pub const OTHER_PARTNER: &str = "北京联合大学";
pub const MAJOR: &str = "幼儿保育";

/// A clock whose day is set, and that goes on by a little at every look.
pub struct Day(Mutex<Date>, AtomicI64);

impl Clock for Day {
    fn now(&self) -> i64 {
        let looks = self.1.fetch_add(1, Ordering::Relaxed);
        let nine = TimeZone::fixed(offset(8)).to_timestamp(self.today().at(9, 0, 0, 0)).unwrap();
        nine.as_microsecond() + looks * 1_000
    }
    fn today(&self) -> Date {
        *self.0.lock().unwrap()
    }
}

/// Never twice the same, always in the same order.
struct Drawn(AtomicU64);

impl Randomness for Drawn {
    fn fill(&self, bytes: &mut [u8]) {
        for some in bytes.chunks_mut(8) {
            let n = self.0.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
            let z = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let drawn = (z ^ (z >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9).to_be_bytes();
            some.copy_from_slice(&drawn[..some.len()]);
        }
    }
}

/// Six students: four at the school, one at each of two others, all in the same major. All minors until March 2026.
pub struct City {
    pub office: Office,
    pub clock: Arc<Day>,
    pub database: Database,
    pub place: Place,
    pub folder: PathBuf,
    pub ids: Vec<StudentId>,
}

impl std::ops::Deref for City {
    type Target = Office;
    fn deref(&self) -> &Office {
        &self.office
    }
}

impl Drop for City {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A folder of its own.
fn folder() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("guantong-requests-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// An office with keys over a database.
pub fn office_over(database: &Database, clock: &Arc<Day>) -> Office {
    office_by(database, clock, guantong_policy::edition::builtin().unwrap().clone())
}

/// The same by another edition.
pub fn office_by(database: &Database, clock: &Arc<Day>, edition: Edition) -> Office {
    let edition = Arc::new(edition);
    Office::new(database.storage(), clock.clone(), Arc::new(Drawn(AtomicU64::new(0))), edition)
        .with_accounts(Locks::new(Keys::one("k1", [7; 32]), Profile::Asvs))
}

pub async fn city() -> City {
    let folder = folder();
    let place = Place::File(folder.join("office.sqlite"));
    City::at(place, folder).await
}

/// The same city on PostgreSQL, in a database of this name.
pub async fn city_served(name: &str) -> City {
    City::at(served(&format!("requests_{name}")), folder()).await
}

impl City {
    async fn at(place: Place, folder: PathBuf) -> City {
        let database = Database::create(&place).await.unwrap();
        let clock = Arc::new(Day(Mutex::new(date(2023, 9, 1)), AtomicI64::new(0)));
        let office = office_over(&database, &clock);
        let mut city = City { office, clock, database, place, folder, ids: Vec::new() };
        city.import_plan(YEAR, "annex-2023.xlsx", ANNEX, ANSWERS, "test").await.unwrap();
        let school = city.to(SCHOOL).await;
        let mut applicants = vec![];
        for n in 1..=4 {
            applicants.push(applicant(n, 560, &[&school]));
        }
        applicants.push(applicant(5, 500, &[&city.to(OTHER).await]));
        applicants.push(applicant(6, 495, &[&city.to(THIRD).await]));
        city.enter_candidates(YEAR, applicants, "test").await.unwrap();
        publish(&city, Round::Early).await;
        city.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
        for n in 1..=6 {
            let no = CandidateNo(format!("23110800{n:04}"));
            let id = city.storage().student_of(YEAR, &no).await.unwrap().unwrap();
            city.ids.push(id);
            city.command_on(n - 1, date(2023, 9, 1), Command::Register).await;
        }
        city.on(date(2024, 3, 11));
        city
    }

    pub fn on(&self, day: Date) {
        *self.clock.0.lock().unwrap() = day;
    }

    /// The programme of the major at a school.
    pub async fn to(&self, school: &str) -> ProgrammeId {
        programme(&self.office, school, MAJOR).await
    }

    /// What the machine does to a record.
    pub async fn command_on(&self, n: usize, on: Date, command: Command) {
        let version = self.record_of(n).await.history().len() + 1;
        let version = i64::try_from(version).unwrap();
        let decided = self.office.command(&self.ids[n], version, on, command, "test").await.unwrap();
        assert_eq!(decided.outcome, Outcome::Accepted, "{decided:?}");
    }

    pub async fn record_of(&self, n: usize) -> Record {
        self.office.record(&self.ids[n]).await.unwrap().unwrap().record
    }

    pub async fn row(&self, id: &str) -> RequestRow {
        self.storage().request(id).await.unwrap().unwrap()
    }

    /// The entries after a place in the journal: stream and kind.
    pub async fn entries_after(&self, seq: i64) -> Vec<(String, String)> {
        let entries = self.storage().entries(seq, 1_000).await.unwrap();
        entries.into_iter().map(|entry| (entry.stream, entry.kind)).collect()
    }

    /// How many entries the journal has.
    pub async fn head(&self) -> i64 {
        self.storage().head().await.unwrap().0
    }

    pub fn student(&self, n: usize) -> Viewer {
        family(Role::Student, &format!("A-s{n}"), &self.ids[n])
    }

    pub fn guardian(&self, n: usize) -> Viewer {
        family(Role::Guardian, &format!("A-g{n}"), &self.ids[n])
    }

    pub fn asks(&self, viewer: &Viewer) -> Office {
        self.office.seen_by(Arc::new(viewer.clone()), Action::RequestMake)
    }

    pub fn looks(&self, viewer: &Viewer) -> Office {
        self.office.seen_by(Arc::new(viewer.clone()), Action::RequestRead)
    }

    pub async fn try_open(&self, viewer: &Viewer, new: NewRequest) -> Result<Opening, ServiceError> {
        self.asks(viewer).open_request(new, &viewer.name).await
    }

    pub async fn open(&self, viewer: &Viewer, new: NewRequest) -> RequestRow {
        match self.try_open(viewer, new).await.unwrap() {
            Opening::Opened(row) => *row,
            Opening::Refused(decision) => panic!("refused: {decision:?}"),
        }
    }

    /// What a command is asked for with.
    pub fn wanted(&self, n: usize, command: Command) -> NewRequest {
        NewRequest {
            student: self.ids[n].clone(),
            kind: Kind::of_command(command.name()).unwrap(),
            command: Some(command),
            about: None,
            statement: "因家庭搬迁，上学路途太远。".to_owned(),
            files: Vec::new(),
        }
    }

    /// An appeal about an entry of a stream.
    pub fn appeal(&self, n: usize, kind: Kind, stream: &str, version: i64) -> NewRequest {
        NewRequest {
            student: self.ids[n].clone(),
            kind,
            command: None,
            about: Some(About { stream: stream.to_owned(), version }),
            statement: "处理认定的事实不清。".to_owned(),
            files: Vec::new(),
        }
    }

    pub async fn say(
        &self,
        viewer: &Viewer,
        row: &RequestRow,
        verdict: Verdict,
    ) -> Result<Answer, ServiceError> {
        self.say_word(viewer, row, &word(verdict)).await
    }

    pub async fn say_word(
        &self,
        viewer: &Viewer,
        row: &RequestRow,
        word: &Word,
    ) -> Result<Answer, ServiceError> {
        let office = self.office.seen_by(Arc::new(viewer.clone()), Action::RequestDecide);
        office.decide_request(&row.id, row.version, word, &viewer.account).await
    }

    /// What was returned is given in again, and it stands.
    pub async fn completes(&self, viewer: &Viewer, row: &RequestRow, command: Option<Command>) -> RequestRow {
        let asks = self.asks(viewer);
        done(asks.complete_request(&row.id, row.version, command, "补正说明", &[], &viewer.account).await)
    }

    /// All that happened to a request, as who sees it.
    pub async fn log(&self, viewer: &Viewer, row: &RequestRow) -> Vec<Logged> {
        self.looks(viewer).request(&row.id).await.unwrap().log
    }

    /// A desk speaks, and it stands.
    pub async fn says(&self, viewer: &Viewer, row: &RequestRow, verdict: Verdict) -> RequestRow {
        done(self.say(viewer, row, verdict).await)
    }
}

pub fn done(answer: Result<Answer, ServiceError>) -> RequestRow {
    match answer.unwrap() {
        Answer::Done(row) => *row,
        Answer::NotAccepted(decision) => panic!("not accepted: {decision:?}"),
    }
}

pub fn word(verdict: Verdict) -> Word {
    Word { verdict, reason: "经研究提出此意见。".to_owned(), number: "校〔2024〕7号".to_owned() }
}

pub fn leave(until: Date) -> Command {
    Command::Leave { until, kind: Some(LeaveKind::Health) }
}

fn family(role: Role, account: &str, own: &StudentId) -> Viewer {
    let (account, name) = (account.to_owned(), format!("家人{account}"));
    Viewer { account, name, role, own: vec![own.clone()], stepped_up: true, ..Viewer::public() }
}

/// Somebody of an institution.
pub fn at(role: Role, institution: &str, account: &str) -> Viewer {
    let organisation = Organisation {
        id: format!("O-{institution}"),
        name: institution.to_owned(),
        kind: OrganisationKind::SecondarySchool,
        district: None,
    };
    Viewer {
        account: account.to_owned(),
        name: format!("老师{account}"),
        role,
        organisation: Some(organisation),
        stepped_up: true,
        ..Viewer::public()
    }
}

pub fn teacher(institution: &str) -> Viewer {
    at(Role::School, institution, &format!("A-{institution}"))
}

/// Another of the same institution.
pub fn colleague(institution: &str) -> Viewer {
    at(Role::School, institution, &format!("A2-{institution}"))
}

pub fn commission() -> Viewer {
    let mut viewer = at(Role::Commission, "北京市教育委员会", "A-c");
    viewer.organisation.as_mut().unwrap().kind = OrganisationKind::Commission;
    viewer
}
