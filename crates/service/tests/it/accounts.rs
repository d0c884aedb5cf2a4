//! Accounts over a real database, with a clock that is set by hand: the house they share, and the first run.

use crate::office::no;
use guantong_model::{Date, Message, StudentId};
use guantong_secrets::password::Profile;
use guantong_secrets::seal::Keys;
use guantong_secrets::totp::{TotpKey, step_at};
use guantong_service::access::{Action, Organisation, OrganisationKind, Role, Viewer};
use guantong_service::account::{
    AccountState, Asker, Entered, FirstAdministrators, Grant, Locks, NewAccount, NewGrant, NewOrganisation,
    Opened, Origin, SessionState,
};
use guantong_service::ports::{Clock, Randomness};
use guantong_service::trail::TrailEntry;
use guantong_service::{Office, ServiceError};
use guantong_store::Sqlite;
use jiff::Timestamp;
use jiff::tz::{TimeZone, offset};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, AtomicU64, Ordering};

pub const MINUTE: i64 = 60 * 1_000_000;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;
pub const SCHOOL: &str = "北京市昌平职业学校";
/// Good under either profile.
pub const PASSWORD: &str = "Moos-47-unter-Lampen";

/// A clock that stands until it is moved.
pub struct SetClock(AtomicI64);

impl Clock for SetClock {
    fn now(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
    fn today(&self) -> Date {
        let now = Timestamp::from_microsecond(self.now()).unwrap();
        TimeZone::fixed(offset(8)).to_datetime(now).date()
    }
}

/// SplitMix64 over a counter: never twice the same, always in the same order.
struct Mixed(AtomicU64);

impl Randomness for Mixed {
    fn fill(&self, bytes: &mut [u8]) {
        for some in bytes.chunks_mut(8) {
            let n = self.0.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
            let mut z = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            let drawn = (z ^ (z >> 31)).to_be_bytes();
            some.copy_from_slice(&drawn[..some.len()]);
        }
    }
}

/// An office with accounts, and what a test moves.
pub struct House {
    pub office: Office,
    pub clock: Arc<SetClock>,
    pub store: Sqlite,
    pub folder: PathBuf,
}

impl std::ops::Deref for House {
    type Target = Office;
    fn deref(&self) -> &Office {
        &self.office
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Somebody with an open account, and what he has in his hands.
#[derive(Clone, Debug)]
pub struct Somebody {
    pub account: String,
    pub login: String,
    pub key: TotpKey,
    pub codes: Vec<String>,
    /// The id of the session in which the account was opened.
    pub session: String,
}

pub fn from() -> Origin {
    Origin { address: "203.0.113.7".to_owned(), agent: "test".to_owned() }
}

/// What a use case said no with; the whole message, so that two can be compared.
pub fn said<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> Vec<Message> {
    match result {
        Err(ServiceError::BadInput(messages)) => messages,
        other => panic!("expected bad input, got {other:?}"),
    }
}

/// What kind of answer a use case gave: `ok`, `not-found`, `forbidden`, `step-up`, `no`.
pub fn kind<T>(result: &Result<T, ServiceError>) -> &'static str {
    match result {
        Ok(_) => "ok",
        Err(ServiceError::NotFound) => "not-found",
        Err(ServiceError::Forbidden(..)) => "forbidden",
        Err(ServiceError::StepUp(_)) => "step-up",
        Err(ServiceError::BadInput(_) | ServiceError::Conflict(_)) => "no",
        Err(ServiceError::Fault(fault)) => panic!("{fault}"),
    }
}

impl House {
    /// At nine in the morning of the first of September 2023, with nobody in it.
    pub async fn empty(profile: Profile) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name =
            format!("guantong-accounts-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let store = Sqlite::create(&folder.join("office.sqlite")).await.unwrap();
        let clock = Arc::new(SetClock(AtomicI64::new(1_693_530_000_000_000)));
        let edition = Arc::new(guantong_policy::edition::builtin().unwrap().clone());
        let random = Arc::new(Mixed(AtomicU64::new(0)));
        let office = Office::new(Arc::new(store.clone()), clock.clone(), random, edition)
            .with_accounts(Locks::new(Keys::one("k1", [7; 32]), profile));
        House { office, clock, store, folder }
    }

    /// With its three administrators named; none has opened his account.
    pub async fn founded() -> Self {
        Self::founded_under(Profile::Asvs).await
    }

    pub async fn founded_under(profile: Profile) -> Self {
        let house = Self::empty(profile).await;
        let code = house.first_run_code().await.unwrap();
        house.first_run(&code, &three(), &from()).await.unwrap();
        house
    }

    pub fn later(&self, micros: i64) {
        self.clock.0.fetch_add(micros, Ordering::Relaxed);
    }

    pub fn now(&self) -> i64 {
        self.clock.now()
    }

    /// The code an authenticator shows now.
    pub fn code(&self, key: &TotpKey) -> String {
        key.code(step_at(self.now()))
    }

    pub async fn id_of(&self, login: &str) -> String {
        self.storage().account_by_login(login).await.unwrap().unwrap().id
    }

    /// The office as one of the three administrators sees it.
    pub async fn by(&self, login: &str, role: Role, action: Action) -> Office {
        let viewer = Viewer { account: self.id_of(login).await, role, ..Viewer::public() };
        self.seen_by(Arc::new(viewer), action)
    }

    pub async fn system(&self) -> Office {
        self.by("sys-admin", Role::System, Action::AccountKeep).await
    }

    pub async fn security(&self) -> Office {
        self.by("sec-admin", Role::Security, Action::GrantKeep).await
    }

    pub async fn audit(&self) -> Office {
        self.by("aud-admin", Role::Audit, Action::AuditRead).await
    }

    pub async fn organisation(&self, kind: OrganisationKind, name: &str) -> Organisation {
        let there = self.storage().organisations().await.unwrap();
        if let Some(found) = there.into_iter().find(|o| o.kind == kind && o.name == name) {
            return found;
        }
        let new =
            NewOrganisation { kind: kind.as_str().to_owned(), name: name.to_owned(), ..Default::default() };
        self.system().await.make_organisation(&new).await.unwrap()
    }

    /// The office in which the three administrators are.
    pub async fn of_administrators(&self) -> Organisation {
        self.organisation(OrganisationKind::Office, "运行办公室").await
    }

    pub async fn made(&self, login: &str, name: &str, family: &str, students: &str) -> Opened {
        let [login, name, family, students] = [login, name, family, students].map(str::to_owned);
        self.system().await.make_account(&NewAccount { login, name, family, students }).await.unwrap()
    }

    pub async fn give(&self, account: &str, role: Role, at: &Organisation) -> Grant {
        let new =
            NewGrant { role: role.as_str().to_owned(), organisation: at.id.clone(), ..Default::default() };
        self.security().await.give_role(account, &new).await.unwrap()
    }

    /// Opens an account of staff with its second factor.
    pub async fn open(&self, opened: &Opened) -> Somebody {
        self.later(MINUTE);
        let entered = self.open_account(&opened.code, PASSWORD, PASSWORD, &from()).await.unwrap();
        assert_eq!(entered.state, SessionState::Enrolling);
        let enrolment = self.enrolment(&entered.id, "贯通").await.unwrap();
        let key = TotpKey::parse(&enrolment.key).unwrap();
        let (entered, codes) = self.enrol(&entered.id, &self.code(&key), &from()).await.unwrap();
        let login = opened.account.login.clone();
        Somebody { account: entered.account, login, key, codes, session: entered.id }
    }

    /// A person of an organisation who is in.
    pub async fn staff(&self, login: &str, role: Role, at: &Organisation) -> Somebody {
        let opened = self.made(login, &format!("某{login}"), "business", "").await;
        self.give(&opened.account.id, role, at).await;
        self.open(&opened).await
    }

    /// A teacher of the school who is in.
    pub async fn teacher(&self, login: &str) -> Somebody {
        let school = self.organisation(OrganisationKind::SecondarySchool, SCHOOL).await;
        self.staff(login, Role::School, &school).await
    }

    /// The password, and nothing after it.
    pub async fn password(&self, who: &Somebody) -> Entered {
        self.sign_in(&who.login, PASSWORD, &from()).await.unwrap()
    }

    /// Signs in with both factors, a minute later, so that the code is a new one.
    pub async fn come_in(&self, who: &Somebody) -> String {
        self.later(MINUTE);
        let entered = self.password(who).await;
        self.second_factor(&entered.id, &self.code(&who.key), &from()).await.unwrap().id
    }

    pub async fn asker(&self, session: &str) -> Asker {
        self.resume(session).await.unwrap().expect("a session that goes on")
    }

    pub async fn is_in(&self, session: &str) -> bool {
        self.resume(session).await.unwrap().is_some()
    }

    /// Somebody a minute later, when he has given his second factor again.
    pub async fn stepped_up(&self, who: &Somebody) -> Asker {
        let id = self.come_in(who).await;
        self.later(MINUTE);
        let id = self.step_up(&id, &self.code(&who.key), "试一试", &from()).await.unwrap().id;
        self.asker(&id).await
    }

    /// The office as who asks sees it.
    pub fn of(&self, asker: &Asker, action: Action) -> Office {
        self.seen_by(Arc::new(asker.viewer.clone()), action)
    }

    /// All of the trail, oldest first.
    pub async fn whole_trail(&self) -> Vec<TrailEntry> {
        self.storage().trail_after(0, 10_000).await.unwrap()
    }
}

pub fn three() -> FirstAdministrators {
    let pair = |login: &str, name: &str| (login.to_owned(), name.to_owned());
    FirstAdministrators {
        office: "运行办公室".to_owned(),
        system: pair("sys-admin", "甲一"),
        security: pair("sec-admin", "乙二"),
        audit: pair("aud-admin", "丙三"),
    }
}

/// A student of the school with his record, put straight into the database.
pub fn own() -> StudentId {
    StudentId::from("2023-00001")
}

#[tokio::test]
async fn item_1_no_account_before_the_code_and_the_code_names_three_administrators() {
    let house = House::empty(Profile::Asvs).await;
    assert!(!house.any_account().await.unwrap());
    let refused = ["invitation-refused"];
    assert_eq!(no(house.first_run("", &three(), &from()).await), refused);
    let earlier = house.first_run_code().await.unwrap();
    let code = house.first_run_code().await.unwrap();
    assert_eq!(no(house.first_run(&earlier, &three(), &from()).await), refused, "a new code replaces it");
    assert_eq!(no(house.open_account(&code, PASSWORD, PASSWORD, &from()).await), refused);
    let mut two = three();
    two.audit.0 = " Sys-Admin ".to_owned();
    assert_eq!(no(house.first_run(&code, &two, &from()).await), ["first-run-three-people"]);
    assert!(!house.any_account().await.unwrap(), "a mistake makes nobody");

    let opened = house.first_run(&code, &three(), &from()).await.unwrap();
    let roles: Vec<_> = opened.iter().map(|o| (o.account.login.as_str(), o.role)).collect();
    let named = [("sys-admin", Role::System), ("sec-admin", Role::Security), ("aud-admin", Role::Audit)];
    assert_eq!(roles, named.map(|(login, role)| (login, Some(role))));
    for opened in &opened {
        assert_eq!((opened.account.state, &opened.account.password), (AccountState::Invited, &None));
        let held = house.storage().grants(std::slice::from_ref(&opened.account.id)).await.unwrap();
        assert_eq!(held.iter().map(|grant| Some(grant.role)).collect::<Vec<_>>(), [opened.role]);
    }
}

#[tokio::test]
async fn item_1_the_first_run_is_over_once_there_are_accounts() {
    let house = House::empty(Profile::Asvs).await;
    let code = house.first_run_code().await.unwrap();
    house.first_run(&code, &three(), &from()).await.unwrap();
    let before = house.whole_trail().await;
    assert_eq!(no(house.first_run(&code, &three(), &from()).await), ["first-run-over"]);
    assert_eq!(no(house.first_run_code().await), ["first-run-over"]);
    assert_eq!(house.whole_trail().await, before);
}

#[tokio::test]
async fn item_1_the_code_of_the_first_run_cannot_be_guessed_for_long() {
    let house = House::empty(Profile::Asvs).await;
    let code = house.first_run_code().await.unwrap();
    for _ in 0..5 {
        assert_eq!(no(house.first_run("AAAA-BBBB", &three(), &from()).await), ["invitation-refused"]);
    }
    assert_eq!(no(house.first_run(&code, &three(), &from()).await), ["sign-in-closed"]);
    house.later(15 * MINUTE);
    let mut wrong = three();
    wrong.office = String::new();
    for _ in 0..6 {
        let said = no(house.first_run(&code, &wrong, &from()).await);
        assert_eq!(said, ["organisation-name-missing"], "whoever knows the code does not guess");
    }
    assert_eq!(house.first_run(&code, &three(), &from()).await.unwrap().len(), 3);
}
