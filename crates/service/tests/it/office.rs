//! An office over a database in a folder of its own, with a clock and randomness that repeat themselves.

use guantong_model::{CandidateNo, PersonId, ProgrammeId, Score};
use guantong_policy::{Edition, edition};
use guantong_service::Office;
use guantong_service::ports::{Clock, Randomness, Storage};
use guantong_service::rows::{Candidate, Person, Round};
use guantong_store::{Place, Sqlite};
use jiff::civil::{Date, date};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

pub const YEAR: i32 = 2023;
pub const ANNEX: &[u8] = include_bytes!("../../../../editions/beijing-2023/annex-2023.xlsx");
pub const ANSWERS: &str = include_str!("../../../../demo/plan-answers-2023.toml");

/// A clock that goes on by a second at every look.
pub struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> i64 {
        self.0.fetch_add(1_000_000, Ordering::Relaxed)
    }
    fn today(&self) -> Date {
        date(2023, 9, 1)
    }
}

struct Counting(AtomicU32);

impl Randomness for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            *byte = self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes()[3];
        }
    }
}

pub struct TestOffice {
    pub office: Office,
    folder: PathBuf,
}

impl std::ops::Deref for TestOffice {
    type Target = Office;
    fn deref(&self) -> &Office {
        &self.office
    }
}

impl TestOffice {
    /// Where its database is.
    pub fn place(&self) -> Place {
        Place::File(self.folder.join("office.sqlite"))
    }
}

impl Drop for TestOffice {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

pub async fn office() -> TestOffice {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("guantong-service-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let store = Sqlite::create(&folder.join("office.sqlite")).await.unwrap();
    TestOffice { office: over(Arc::new(store)), folder }
}

/// An office over a database, its clock and randomness at their beginning.
pub fn over(storage: Arc<dyn Storage>) -> Office {
    by(storage, edition::builtin().unwrap().clone())
}

/// The same by another edition.
pub fn by(storage: Arc<dyn Storage>, edition: Edition) -> Office {
    let clock = TestClock(AtomicI64::new(1_693_500_000_000_000));
    Office::new(storage, Arc::new(clock), Arc::new(Counting(AtomicU32::new(0))), Arc::new(edition))
}

/// The edition with another choice of an interpretation: `from` in the file becomes `to`.
pub fn reading(file: &str, from: &str, to: &str) -> Edition {
    let of = |name: &str, text: &str| if name == file { text.replacen(from, to, 1) } else { text.to_owned() };
    let texts: Vec<(&str, String)> =
        edition::builtin_files().iter().map(|(name, text)| (*name, of(name, text))).collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    Edition::load(&files).unwrap()
}

/// An office with the plan of the annex.
pub async fn with_plan() -> TestOffice {
    let office = office().await;
    office.import_plan(YEAR, "annex-2023.xlsx", ANNEX, ANSWERS, "test").await.unwrap();
    office
}

/// The id of a programme by institution and the beginning of its major as printed.
pub async fn programme(office: &Office, institution: &str, major: &str) -> ProgrammeId {
    let lines = office.storage().plan_lines(YEAR).await.unwrap();
    let found =
        lines.into_iter().find(|l| l.institution == institution && l.major_printed().starts_with(major));
    found.unwrap_or_else(|| panic!("{institution} {major}")).programme
}

/// A candidate with these points who is eligible and names these programmes in both rounds.
pub fn applicant(n: u32, total: i32, list: &[&ProgrammeId]) -> (Candidate, Person) {
    let person = Person {
        id: PersonId(format!("P-{n}")),
        name: format!("考生{n}"),
        pinyin: format!("kaosheng{n}"),
        initials: format!("ks{n}"),
        sex: 1,
        birth_on: date(2008, 3, 1),
        district: "110108".to_owned(),
        junior_school: "示例中学".to_owned(),
        salt: vec![u8::try_from(n % 251).unwrap(); 16],
        sealed: Default::default(),
    };
    let list: Vec<ProgrammeId> = list.iter().map(|id| (*id).clone()).collect();
    let candidate = Candidate {
        year: YEAR,
        no: CandidateNo(format!("23110800{n:04}")),
        person: person.id.clone(),
        total: Score::points(total),
        chinese: Score::points(80),
        mathematics: Score::points(80),
        foreign_language: Score::points(80),
        priority: false,
        draw: i64::from(n),
        qualified: true,
        household: true,
        bonus: Score::default(),
        boards: None,
        tests_passed: vec![],
        early: list.clone(),
        unified: list,
    };
    (candidate, person)
}

/// Runs, signs and publishes a round.
pub async fn publish(office: &Office, round: Round) {
    office.run_round(YEAR, round, "test").await.unwrap();
    office.sign_round(YEAR, round, "first").await.unwrap();
    office.sign_round(YEAR, round, "second").await.unwrap();
    office.publish_round(YEAR, round, "test").await.unwrap();
}

/// The ids of what was wrong, or of the conflict.
pub fn no<T: std::fmt::Debug>(result: Result<T, guantong_service::ServiceError>) -> Vec<String> {
    match result {
        Err(guantong_service::ServiceError::BadInput(messages)) => {
            messages.into_iter().map(|m| m.id).collect()
        }
        Err(guantong_service::ServiceError::Conflict(conflict)) => vec![conflict.message.id],
        other => panic!("expected a no, got {other:?}"),
    }
}
