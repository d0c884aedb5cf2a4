//! An account activated with the data of the admission.

use super::{SCHOOL, Stopped, locks};
use crate::accounts::PASSWORD;
use crate::database::served;
use crate::office::{ANNEX, ANSWERS, YEAR, applicant, no, programme, publish};
use guantong_model::{IdentityNo, StudentId};
use guantong_policy::edition::builtin;
use guantong_service::access::{Action, Organisation, OrganisationKind, Role, Viewer};
use guantong_service::account::{Activation, Entered, Origin, SessionState, TrailFilter};
use guantong_service::guess::{Guessing, MISSES};
use guantong_service::person::Contacts;
use guantong_service::ports::{Randomness, Storage};
use guantong_service::rows::Round;
use guantong_service::{Office, ServiceError};
use guantong_store::{Place, Postgres, Sqlite};
use jiff::civil::date;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const NO: &str = "231108000001";
const SEVENTEEN: &str = "11010820080301123";

/// Never twice the same, of many at once neither.
struct Mixed(AtomicU64);

impl Randomness for Mixed {
    fn fill(&self, bytes: &mut [u8]) {
        for some in bytes.chunks_mut(8) {
            let n = self.0.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
            let mixed = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let drawn = (mixed ^ (mixed >> 29)).to_be_bytes();
            some.copy_from_slice(&drawn[..some.len()]);
        }
    }
}

/// An office on one of the databases, gone with its owner.
struct Town {
    office: Office,
    digits: String,
    folder: Option<PathBuf>,
}

impl Drop for Town {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// A city whose early round is published: the first with an identity number, the second without, the third not admitted.
/// Their records are not open yet.
async fn town(storage: Arc<dyn Storage>, folder: Option<PathBuf>) -> Town {
    let edition = Arc::new(builtin().unwrap().clone());
    let clock = Arc::new(Stopped(1_693_530_000_000_000, date(2023, 9, 1)));
    let office =
        Office::new(storage, clock, Arc::new(Mixed(AtomicU64::new(0))), edition).with_accounts(locks());
    office.import_plan(YEAR, "annex-2023.xlsx", ANNEX, ANSWERS, "test").await.unwrap();
    let id = programme(&office, SCHOOL, "航空服务").await;
    let identity = IdentityNo::with_check(SEVENTEEN).unwrap();
    let digits = identity.as_str().chars().skip(12).collect::<String>();
    let mut with = applicant(1, 600, &[&id]);
    with.1.sealed = office.seal_contacts(&Contacts { identity: Some(identity), phone: None }).unwrap();
    let applicants = vec![with, applicant(2, 550, &[&id]), applicant(3, 480, &[&id])];
    office.enter_candidates(YEAR, applicants, "test").await.unwrap();
    publish(&office, Round::Early).await;
    let (id, name) = ("O-families".to_owned(), "学生与监护人".to_owned());
    let families = Organisation { id, name, kind: OrganisationKind::Families, district: None };
    office.demo_organisation(&families).await.unwrap();
    Town { office, digits, folder }
}

async fn on_sqlite(name: &str) -> Town {
    let folder = std::env::temp_dir().join(format!("guantong-activate-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let store = Sqlite::create(&folder.join("office.sqlite")).await.unwrap();
    town(Arc::new(store), Some(folder)).await
}

impl Town {
    async fn open_records(&self) -> Vec<StudentId> {
        self.office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap()
    }

    fn data(&self, login: &str) -> Activation {
        let [no, name, who, login, password] = [NO, "考生1", "student", login, PASSWORD].map(str::to_owned);
        let (digits, again, from) = (self.digits.clone(), password.clone(), "home".to_owned());
        Activation { no, name, digits, who, own_name: String::new(), login, password, again, from }
    }

    fn guardian(&self, login: &str, name: &str) -> Activation {
        Activation { who: "guardian".to_owned(), own_name: name.to_owned(), ..self.data(login) }
    }

    async fn activate(&self, given: &Activation) -> Result<Guessing<Entered>, ServiceError> {
        self.office
            .seen_by(Arc::new(Viewer::public()), Action::AccountActivate)
            .activate(given, &from())
            .await
    }

    async fn right(&self, given: &Activation) -> Entered {
        match self.activate(given).await.unwrap() {
            Guessing::Right(entered) => entered,
            other => panic!("{other:?}"),
        }
    }

    async fn wrong(&self, given: &Activation, why: &str) {
        let answer = self.activate(given).await.unwrap();
        assert!(matches!(answer, Guessing::Wrong), "{why}: {answer:?}");
    }
}

fn from() -> Origin {
    Origin { address: "203.0.113.7".to_owned(), agent: "test".to_owned() }
}

async fn right_data_opens_one_account(town: Town) {
    let office = &town.office;
    town.wrong(&town.data("xiao.yi"), "no record yet").await;
    let id = town.open_records().await.remove(0);
    let entered = town.right(&town.data("Xiao.Yi ")).await;
    assert_eq!(entered.state, SessionState::Open);
    let account = office.storage().account(&entered.account).await.unwrap().unwrap();
    assert_eq!((account.login.as_str(), account.name.as_str()), ("xiao.yi", "考生1"));
    assert!(account.id.starts_with("A-") && account.id.len() == 18, "as every account's: {}", account.id);
    assert_eq!(office.storage().own_students(&account.id).await.unwrap(), std::slice::from_ref(&id));
    let grants = office.storage().grants(std::slice::from_ref(&account.id)).await.unwrap();
    let held: Vec<_> = grants.iter().map(|grant| (grant.role, grant.organisation.id.as_str())).collect();
    assert_eq!(held, [(Role::Student, "O-families")]);
    let again = office.sign_in("xiao.yi", PASSWORD, &from()).await.unwrap();
    assert_eq!((again.state, again.account), (SessionState::Open, account.id.clone()));

    let notes = office.storage().trail(&TrailFilter::default(), 3).await.unwrap();
    let notes: Vec<_> =
        notes.iter().map(|one| (one.note.action.as_str(), one.note.object.as_str())).collect();
    let (own, record) = (format!("account/{}", account.id), format!("student/{id}"));
    assert_eq!(notes, [("sign-in", own.as_str()), ("account.activate", &own), ("account.activate", &record)]);

    town.wrong(&town.data("xiao.er"), "a second of the same record").await;
    // Closed by the system administrator, the place is not free again.
    office.disable_account(&account.id).await.unwrap();
    town.wrong(&town.data("xiao.er"), "after it was disabled").await;
    assert_eq!(office.storage().accounts("", "", 9).await.unwrap().len(), 1);
}

#[tokio::test]
async fn right_data_opens_one_account_on_sqlite() {
    right_data_opens_one_account(on_sqlite("right").await).await;
}

#[tokio::test]
async fn right_data_opens_one_account_on_postgres() {
    let Place::Server { address, .. } = served("activate") else { panic!("a server") };
    let store = Postgres::create(&address, None).await.unwrap();
    right_data_opens_one_account(town(Arc::new(store), None).await).await;
}

#[tokio::test]
async fn each_wrong_item_is_the_same_answer_and_is_counted() {
    let town = on_sqlite("wrong").await;
    town.open_records().await;
    let good = town.data("xiao.yi");
    let with = |change: &dyn Fn(&mut Activation)| {
        let mut given = good.clone();
        change(&mut given);
        given
    };
    for (why, given) in [
        ("unknown", with(&|given| given.no = "231108000009".to_owned())),
        ("another's digits", with(&|given| given.digits = "000000".to_owned())),
        ("born then, but a number is kept", with(&|given| given.digits = "20080301".to_owned())),
        ("another's name", with(&|given| given.name = "考生2".to_owned())),
        (
            "not admitted",
            with(&|given| {
                given.no = "231108000003".to_owned();
                given.name = "考生3".to_owned();
                given.digits = "20080301".to_owned();
            }),
        ),
    ] {
        town.wrong(&given, why).await;
    }
    // What cannot be is told before anything is compared, whoever it is of, and is no miss.
    for _ in 0..2 {
        let given = with(&|given| {
            given.no = "1".to_owned();
            given.digits = "1".to_owned();
            given.name = " ".to_owned();
            given.who = "school".to_owned();
            given.login = "x".to_owned();
            given.password = "123".to_owned();
        });
        let told = no(town.activate(&given).await);
        for id in [
            "results-bad-digits",
            "activate-no-name",
            "activate-no-who",
            "account-login-bad",
            "password-short",
            "password-not-again",
        ] {
            assert!(told.iter().any(|one| one == id), "{id}: {told:?}");
        }
    }
    // The misses close the look-up of results from there too, for they would tell the same.
    for n in 5..MISSES {
        town.wrong(&with(&|given| given.no = format!("2311080001{n:02}")), "a scan").await;
    }
    assert!(matches!(town.activate(&good).await.unwrap(), Guessing::Closed(_)), "the right one too");
    let elsewhere = with(&|given| given.from = "school".to_owned());
    assert!(matches!(town.activate(&elsewhere).await.unwrap(), Guessing::Right(_)), "others are not");
}

#[tokio::test]
async fn two_guardians_activate_and_no_third() {
    let town = on_sqlite("guardian").await;
    let id = town.open_records().await.remove(0);
    assert_eq!(no(town.activate(&town.guardian("ma.ma", " ")).await), ["activate-no-own-name"]);
    let mother = town.right(&town.guardian("ma.ma", "考妈妈")).await;
    let account = town.office.storage().account(&mother.account).await.unwrap().unwrap();
    assert_eq!(account.name, "考妈妈");
    let grants = town.office.storage().grants(std::slice::from_ref(&account.id)).await.unwrap();
    assert_eq!(grants.iter().map(|grant| grant.role).collect::<Vec<_>>(), [Role::Guardian]);
    assert_eq!(town.office.storage().own_students(&account.id).await.unwrap(), [id]);
    // A login that is taken is told to who knows the data, and costs no miss.
    for _ in 0..=MISSES {
        assert_eq!(no(town.activate(&town.guardian("ma.ma", "考爸爸")).await), ["conflict-login-taken"]);
    }
    town.right(&town.guardian("ba.ba", "考爸爸")).await;
    town.wrong(&town.guardian("nai.nai", "考奶奶"), "a third").await;
    town.right(&town.data("xiao.yi")).await;
    // Of whom no identity number is kept the day of birth opens.
    let [no, name, digits] = ["231108000002", "考生2", "20080301"].map(str::to_owned);
    town.right(&Activation { no, name, digits, ..town.guardian("yi.yi", "阿姨") }).await;
}

#[tokio::test]
async fn whose_account_the_office_made_has_none_to_activate() {
    let town = on_sqlite("made").await;
    let id = town.open_records().await.remove(0);
    let all = town.office.storage().organisations().await.unwrap();
    town.office.demo_account("by.office", "考生1", Role::Student, &all[0], &[id]).await.unwrap();
    town.wrong(&town.data("xiao.yi"), "the office made it").await;
    town.right(&town.guardian("ma.ma", "考妈妈")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_one_student_and_two_guardians_come_in() {
    let town = Arc::new(on_sqlite("many").await);
    town.open_records().await;
    for (guardian, most) in [(false, 1), (true, 2)] {
        let tries = (0..8).map(|n| {
            let town = Arc::clone(&town);
            tokio::spawn(async move {
                let login = format!("at.once{n}{guardian}");
                let given = if guardian { town.guardian(&login, "考家长") } else { town.data(&login) };
                matches!(town.activate(&given).await.unwrap(), Guessing::Right(_))
            })
        });
        let mut opened = 0;
        for tried in tries.collect::<Vec<_>>() {
            opened += u32::from(tried.await.unwrap());
        }
        assert_eq!(opened, most);
    }
}
