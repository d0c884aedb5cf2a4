//! Mail through a real mail server, with a clock that is set by hand.

#[path = "../../../tests/it/smtp.rs"]
mod smtp;

use super::*;
use crate::real::SystemRandomness;
use guantong_model::{Date, Message as Told};
use guantong_secrets::password::Profile;
use guantong_secrets::seal::Keys;
use guantong_service::access::{Family, Organisation, OrganisationKind, Role, Viewer};
use guantong_service::account::{
    Account, AccountChange, AccountState, Asker, Grant, Locks, Session, SessionState,
};
use guantong_service::mail::{MailState, Posted, TRIES_MOST};
use guantong_service::notice::{NewNotice, To};
use guantong_service::ports::{Batch, Change, Clock};
use guantong_store::{Database, Place as Stored};
use jiff::civil::date;
use smtp::Smtp;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

const MINUTE: i64 = 60 * 1_000_000;
const DAY: Date = date(2024, 3, 11);

/// A clock that stands until it is moved.
struct Set(AtomicI64);

impl Clock for Set {
    fn now(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
    fn today(&self) -> Date {
        DAY
    }
}

/// An office with somebody in it who is called 沈知行.
struct House {
    office: Office,
    clock: Arc<Set>,
    folder: PathBuf,
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl House {
    async fn new() -> House {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("guantong-mail-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let database = Database::create(&Stored::File(folder.join("office.sqlite"))).await.unwrap();
        let clock = Arc::new(Set(AtomicI64::new(1_710_118_800_000_000)));
        let edition = Arc::new(crate::data::builtin().unwrap());
        let office = Office::new(database.storage(), clock.clone(), Arc::new(SystemRandomness), edition);
        let office = office.with_accounts(Locks::new(Keys::one("k1", [7; 32]), Profile::Asvs)).with_mail();
        let organisation = families();
        let changes = vec![
            AccountChange::Organisation(organisation.clone(), 0, "test".to_owned()),
            AccountChange::Account(account("A-1")),
            AccountChange::Grant(grant("A-1")),
        ];
        office.storage().keep(changes, Vec::new(), 0).await.unwrap();
        House { office, clock, folder }
    }

    fn later(&self, minutes: i64) {
        self.clock.0.fetch_add(minutes * MINUTE, Ordering::Relaxed);
    }

    /// Something is told to him.
    async fn tells(&self, cause: &str) {
        let message = Told::new("notice-agreed").with("kind", "休学").with("request", "2024-Q0007");
        let to = To::Account("A-1".to_owned(), Role::Student);
        let notice = NewNotice::of(to, message, "request/2024-Q0007", cause, DAY);
        let changes = vec![Change::Notices(vec![notice])];
        self.office.storage().append(Batch { entries: Vec::new(), changes }, self.clock.now()).await.unwrap();
    }

    async fn posts(&self, mail: &Mail) -> Posted {
        self.office.post(mail).await.unwrap()
    }

    /// He gives an address and confirms it with the code that arrives there.
    async fn gives(&self, smtp: &mut Smtp, address: &str) {
        self.office.give_mail(&asker(), address).await.unwrap();
        let sent = self.posts(&through(smtp.port, None)).await;
        assert_eq!((sent.sent, sent.later, sent.given_up), (1, 0, 0), "{sent:?}");
        let mail = smtp.mail();
        let text = mail["text"].as_str().unwrap();
        let code = text.split("验证码：").nth(1).unwrap().split('，').next().unwrap();
        assert!(code.len() == 8 && text.contains(&format!("The code is {code}.")), "{text}");
        self.office.confirm_mail(&asker(), code).await.unwrap();
    }
}

fn families() -> Organisation {
    Organisation {
        id: "O-families".to_owned(),
        name: "学生与监护人".to_owned(),
        kind: OrganisationKind::Families,
        district: None,
    }
}

fn account(id: &str) -> Account {
    Account {
        id: id.to_owned(),
        login: "shenzhixing".to_owned(),
        name: "沈知行".to_owned(),
        family: Family::Business,
        state: AccountState::Active,
        password: None,
        password_set_at: None,
        totp: None,
        totp_step: None,
        made_at: 0,
        made_by: "test".to_owned(),
    }
}

fn grant(account: &str) -> Grant {
    Grant {
        id: format!("G-{account}"),
        account: account.to_owned(),
        role: Role::Student,
        organisation: families(),
        from_on: date(2023, 9, 1),
        to_on: None,
        stands_in: None,
        given_at: 0,
        given_by: "test".to_owned(),
        ended_at: None,
    }
}

fn asker() -> Asker {
    let session = Session {
        digest: "d".to_owned(),
        public_id: "p".to_owned(),
        account: "A-1".to_owned(),
        grant: Some("G-A-1".to_owned()),
        state: SessionState::Open,
        form_key: String::new(),
        began_at: 0,
        seen_at: 0,
        stepped_up_at: None,
        purpose: String::new(),
        address: "203.0.113.7".to_owned(),
        agent: String::new(),
    };
    let viewer = Viewer { account: "A-1".to_owned(), role: Role::Student, ..Viewer::public() };
    Asker { account: account("A-1"), session, grants: vec![grant("A-1")], viewer, must_change: false }
}

fn through(port: u16, secret: Option<PathBuf>) -> Mail {
    let args = MailArgs {
        mail_server: Some(format!("smtp://127.0.0.1:{port}")),
        mail_from: Some("贯通 <guantong@office.example>".to_owned()),
        mail_user: secret.as_ref().map(|_| "office".to_owned()),
        mail_secret_file: secret,
        mail_link: Some("https://guantong.example/".to_owned()),
    };
    Mail::of(&args, &Front::here(), "127.0.0.1:1".parse().unwrap()).unwrap().unwrap()
}

#[tokio::test]
async fn smtp_a_mail_says_that_there_is_something_and_where_to_look_and_nothing_of_anybody() {
    let house = House::new().await;
    let mut smtp = Smtp::start(&[]);
    let mail = through(smtp.port, None);
    house.tells("1").await;
    assert_eq!(house.posts(&mail).await, Posted::default(), "he has given no address");
    house.gives(&mut smtp, "Shen.Zhixing@Family.example").await;
    house.tells("2").await;
    house.tells("3").await;
    let posted = house.posts(&mail).await;
    assert_eq!((posted.gathered, posted.sent), (1, 1), "one mail for all there is: {posted:?}");
    let sent = smtp.mail();
    assert_eq!(sent["from"], "guantong@office.example");
    assert_eq!(sent["to"], serde_json::json!(["Shen.Zhixing@family.example"]));
    let heads = &sent["heads"];
    assert_eq!(heads["subject"], "贯通培养系统：您有新通知 / Through-train system: new notices");
    assert_eq!(heads["auto-submitted"], "auto-generated");
    assert!(heads["message-id"].as_str().unwrap().ends_with("@office.example>"), "{heads}");
    let text = sent["text"].as_str().unwrap();
    let link = "https://guantong.example/notices";
    assert_eq!(text.matches(link).count(), 2, "{text}");
    for personal in ["沈", "shenzhixing", "A-1", "2024-Q0007", "休学", "203.0.113.7"] {
        assert!(!sent.to_string().contains(personal), "{personal}: {sent}");
    }
    house.later(30);
    assert_eq!(house.posts(&mail).await, Posted::default(), "told once");
    assert_eq!(smtp.end(), Vec::<serde_json::Value>::new());
}

#[tokio::test]
async fn smtp_a_mail_waits_for_a_server_that_is_away_and_goes_when_it_is_back() {
    let house = House::new().await;
    let mut smtp = Smtp::start(&[]);
    house.gives(&mut smtp, "a@family.example").await;
    house.tells("1").await;
    let (port, mail) = (smtp.port, through(smtp.port, None));
    smtp.end();
    let posted = house.posts(&mail).await;
    assert!(posted.absent.is_some() && posted.later == 1, "{posted:?}");
    assert_eq!(house.posts(&mail).await, Posted::default(), "not before its time");
    house.later(1);
    assert_eq!(house.posts(&mail).await.later, 1);
    let waiting = house.office.storage().mail_lines(9).await.unwrap();
    assert_eq!(
        waiting.iter().map(|line| (line.state, line.tries)).collect::<Vec<_>>(),
        [(MailState::Waiting, 2)]
    );
    house.later(5);
    let mut smtp = Smtp::start(&["--port", &port.to_string()]);
    assert_eq!(house.posts(&mail).await.sent, 1);
    assert_eq!(smtp.mail()["to"], serde_json::json!(["a@family.example"]));
    assert_eq!(house.office.mail_figures().await.unwrap(), Default::default());
}

#[tokio::test]
async fn smtp_a_recipient_who_is_refused_is_given_up_with_the_reason_and_without_the_address() {
    let house = House::new().await;
    let mut smtp = Smtp::start(&[]);
    house.gives(&mut smtp, "a@family.example").await;
    let mail = through(smtp.port, None);
    house.office.give_mail(&asker(), "refused.shen@family.example").await.unwrap();
    let posted = house.posts(&mail).await;
    assert_eq!((posted.given_up, posted.absent), (1, None));
    let line = house.office.storage().mail_lines(9).await.unwrap().remove(0);
    let why = line.why.unwrap();
    assert!(why.contains("no such user") && !why.contains("shen@"), "{why}");
    assert_eq!((line.state, line.tries), (MailState::GivenUp, 1));
    assert!(house.office.mail_dropped(&line.id).await.is_ok());

    // A code that did not go in time is not mailed any more.
    house.later(31);
    assert_eq!(house.posts(&mail).await, Posted::default());
    assert_eq!(smtp.end(), Vec::<serde_json::Value>::new());
}

#[tokio::test]
async fn smtp_a_mail_that_is_not_taken_now_is_tried_often_enough_and_then_given_up() {
    let house = House::new().await;
    let mut smtp = Smtp::start(&["--full", "1"]);
    house.gives(&mut smtp, "a@family.example").await;
    house.tells("1").await;
    let mail = through(smtp.port, None);
    for n in 1..TRIES_MOST {
        let posted = house.posts(&mail).await;
        assert_eq!((posted.later, posted.given_up), (1, 0), "{n}");
        house.later(24 * 60);
    }
    assert_eq!(house.posts(&mail).await.given_up, 1);
    let line = house.office.storage().mail_lines(9).await.unwrap().remove(0);
    assert!(line.why.is_some_and(|why| why.contains("mailbox full") && !why.contains("a@")));
    assert_eq!(house.office.mail_figures().await.unwrap().given_up, 1);
    assert_eq!(smtp.end(), Vec::<serde_json::Value>::new());
}

#[tokio::test]
async fn smtp_a_server_that_does_not_let_the_office_in_loses_no_mail() {
    let house = House::new().await;
    let mut smtp = Smtp::start(&[]);
    house.gives(&mut smtp, "a@family.example").await;
    let mut guarded = Smtp::start(&["--user", "office", "--secret", "Ein-7-Schl"]);
    house.tells("1").await;
    let file = |text: &str| {
        let file = house.folder.join("secret");
        std::fs::write(&file, text).unwrap();
        Some(file)
    };
    let posted = house.posts(&through(guarded.port, file("wrong\n"))).await;
    assert!(posted.absent.as_ref().is_some_and(|why| !why.contains("wrong")), "{posted:?}");
    assert_eq!((posted.later, posted.given_up), (1, 0));
    house.later(1);
    let posted = house.posts(&through(guarded.port, file("Ein-7-Schl\n"))).await;
    assert_eq!(posted.sent, 1, "{posted:?}");
    assert_eq!(guarded.mail()["let_in"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn smtp_many_who_send_at_once_send_each_mail_once() {
    let house = House::new().await;
    let mut smtp = Smtp::start(&[]);
    house.gives(&mut smtp, "a@family.example").await;
    house.tells("1").await;
    let mail = Arc::new(through(smtp.port, None));
    let senders: Vec<_> = (0..6)
        .map(|_| {
            let (office, mail) = (house.office.clone(), Arc::clone(&mail));
            tokio::spawn(async move { office.post(&*mail).await.unwrap() })
        })
        .collect();
    let mut sent = 0;
    for sender in senders {
        sent += sender.await.unwrap().sent;
    }
    assert_eq!(sent, 1);
    smtp.mail();
    assert_eq!(smtp.end(), Vec::<serde_json::Value>::new());
}

#[test]
fn a_mail_server_is_named_without_what_opens_it() {
    let place = |given: &str| Place::parse(given).map(|place| (place.host, place.port, place.wrapped));
    let told = |host: &str, port, wrapped| Some((host.to_owned(), port, wrapped));
    assert_eq!(place("smtp://mail.office.example"), told("mail.office.example", 587, false));
    assert_eq!(place("smtps://mail.office.example/"), told("mail.office.example", 465, true));
    assert_eq!(place("smtp://127.0.0.1:2525"), told("127.0.0.1", 2525, false));
    assert_eq!(place("smtp://[::1]:25"), told("::1", 25, false));
    for given in [
        "",
        "mail",
        "http://mail",
        "smtp://",
        "smtp://a:b@mail",
        "smtp://mail:0",
        "smtp://mail:x",
        "smtp://ma il",
    ] {
        assert_eq!(place(given), None, "{given}");
    }
    assert!(
        Place::parse("smtp://localhost").unwrap().is_here()
            && Place::parse("smtp://[::1]").unwrap().is_here()
    );
    assert!(!Place::parse("smtp://mail.office.example").unwrap().is_here());
    assert!(link("https://guantong.example/").is_ok_and(|link| link == "https://guantong.example"));
    for given in
        ["guantong.example", "https://", "https://a/b", "https://u@a", "https://a b", "https://a\r\nBcc: b"]
    {
        assert!(link(given).is_err(), "{given}");
    }
}
