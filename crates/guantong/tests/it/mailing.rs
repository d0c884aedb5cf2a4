//! Mail as the program sends it: encrypted, let in with the secret in a file, over a mail server of the test's own.

use crate::commands::{run_in, said};
use crate::scratch::Scratch;
use crate::smtp::Smtp;
use guantong_secrets::password::Profile;
use guantong_secrets::seal::Keys;
use guantong_service::Office;
use guantong_service::access::{Family, Viewer};
use guantong_service::account::{Account, AccountChange, AccountState, Asker, Locks, Session, SessionState};
use guantong_service::ports::{Clock, Randomness};
use guantong_store::{Database, Place};
use jiff::civil::{Date, date};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

/// The moment at which the office was made, as its files have it: what was put into the outbox then is due.
struct Then(i64);

impl Clock for Then {
    fn now(&self) -> i64 {
        self.0
    }
    fn today(&self) -> Date {
        date(2024, 3, 11)
    }
}

struct Sevens;

impl Randomness for Sevens {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

/// A program that is ended with its test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn somebody() -> Account {
    Account {
        id: "A-1".to_owned(),
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

/// Somebody in the office gives an address, so that a code waits to be mailed.
fn gives_an_address(data: &Path) {
    let made = std::fs::metadata(data.join("office.key")).unwrap().modified().unwrap();
    let made = made.duration_since(UNIX_EPOCH).unwrap().as_micros();
    let then = Then(i64::try_from(made).unwrap());
    let keys = Keys::parse(&std::fs::read_to_string(data.join("office.key")).unwrap()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let database = Database::open(&Place::File(data.join("guantong.sqlite"))).await.unwrap();
        let edition = guantong_policy::edition::builtin().unwrap().clone();
        let office = Office::new(database.storage(), Arc::new(then), Arc::new(Sevens), Arc::new(edition));
        let office = office.with_accounts(Locks::new(keys, Profile::Asvs)).with_mail();
        office.storage().keep(vec![AccountChange::Account(somebody())], Vec::new(), 0).await.unwrap();
        let session = Session {
            digest: String::new(),
            public_id: String::new(),
            account: "A-1".to_owned(),
            grant: None,
            state: SessionState::Open,
            form_key: String::new(),
            began_at: 0,
            seen_at: 0,
            stepped_up_at: None,
            purpose: String::new(),
            address: String::new(),
            agent: String::new(),
        };
        let (grants, viewer) = (Vec::new(), Viewer { account: "A-1".to_owned(), ..Viewer::public() });
        let asker = Asker { account: somebody(), session, grants, viewer, must_change: false };
        office.give_mail(&asker, "ming@family.example").await.unwrap();
        database.close().await;
    });
}

#[test]
fn smtp_is_spoken_encrypted_with_a_server_that_asks_who_it_is() {
    for (scheme, wrapped) in [("smtps", true), ("smtp", false)] {
        let folder = Scratch::new("mailing");
        let path = |name: &str| folder.path().join(name).display().to_string();
        let (code, _, err) = said(&run_in(folder.path(), "en", &["init", "--data", "office"]));
        assert_eq!(code, 0, "{err}");
        gives_an_address(&folder.path().join("office"));
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        std::fs::write(path("mail.pem"), cert.pem()).unwrap();
        std::fs::write(path("mail.key"), signing_key.serialize_pem()).unwrap();
        std::fs::write(path("secret"), "Ein-7-Schl\n").unwrap();
        let (certificate, key) = (path("mail.pem"), path("mail.key"));
        let mut words = vec!["--certificate", &certificate, "--key", &key, "--user", "office"];
        words.extend(["--secret", "Ein-7-Schl"]);
        words.extend(wrapped.then_some("--wrapped"));
        let mut smtp = Smtp::start(&words);
        let mut serve = Command::new(env!("CARGO_BIN_EXE_guantong"));
        serve
            .args(["serve", "--data", "office", "--address", "127.0.0.1:0"])
            .args(["--mail-from", "guantong@office.example", "--mail-link", "https://guantong.example"])
            .current_dir(folder.path())
            .env("GUANTONG_MAIL_SERVER", format!("{scheme}://localhost:{}", smtp.port))
            .env("GUANTONG_MAIL_USER", "office")
            .env("GUANTONG_MAIL_SECRET_FILE", path("secret"))
            .env("SSL_CERT_FILE", &certificate)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let _running = Running(serve.spawn().unwrap());
        let mail = smtp.mail();
        assert_eq!((&mail["encrypted"], &mail["let_in"]), (&true.into(), &true.into()), "{scheme}");
        assert_eq!(mail["to"], serde_json::json!(["ming@family.example"]));
        assert!(mail["text"].as_str().unwrap().contains("https://guantong.example"), "{mail}");
        for personal in ["沈", "shenzhixing", "A-1"] {
            assert!(!mail.to_string().contains(personal), "{personal}: {mail}");
        }
    }
}

#[test]
fn a_mail_server_that_cannot_be_used_is_told_before_anything_is_served() {
    let folder = Scratch::new("mailing-told");
    let run = |more: &[&str]| {
        let usual = ["serve", "--data", "office", "--address", "127.0.0.1:0"];
        let (code, _, err) = said(&run_in(folder.path(), "en", &[usual.as_slice(), more].concat()));
        assert_ne!(code, 0, "{more:?}");
        err
    };
    let (server, from) = ("smtp://mail.office.example", "guantong@office.example");
    for (more, told) in [
        (vec!["--mail-server", server], "--mail-from"),
        (vec!["--mail-server", "smtp://a:b@mail", "--mail-from", from], "smtp://host:port"),
        (vec!["--mail-server", server, "--mail-from", "nobody"], "is no address"),
        (
            vec!["--mail-server", server, "--mail-from", from, "--mail-link", "guantong.example/x"],
            "https://guantong.example",
        ),
        (vec!["--mail-server", server, "--mail-from", from, "--mail-user", "office"], "--mail-secret-file"),
    ] {
        let err = run(&more);
        assert!(err.contains(told), "{told} in {err}");
    }
}
