//! The matrix of sessions: what needs somebody who came in, asked with the cookie of a session of every role; and forms
//! with the token of the session, without one, and with another's.

use super::city::{self, viewer};
use super::{Answered, OURS, answered, options, url};
use crate::elsewhere::Provider;
use crate::town::{NOW, Town};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use guantong_model::Date;
use guantong_policy::edition::builtin;
use guantong_secrets::password::Profile;
use guantong_secrets::seal::Keys;
use guantong_service::Office;
use guantong_service::access::{Organisation, Role};
use guantong_service::account::{Locks, Origin};
use guantong_service::ports::{Clock, Randomness};
use guantong_web::{Elsewhere, Options, router};
use jiff::civil::date;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tower::ServiceExt;

const EXPECTED: &str = include_str!("expected_sessions.txt");

/// The clock of the city.
struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> i64 {
        NOW
    }

    fn today(&self) -> Date {
        date(2024, 10, 8)
    }
}

/// Never twice the same, so that no two sessions have one id.
#[derive(Default)]
struct Counted(AtomicU64);

impl Randomness for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        let count = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        bytes.fill(0);
        bytes.iter_mut().zip(count.to_be_bytes().iter().rev()).for_each(|(byte, drawn)| *byte = *drawn);
    }
}

/// The city with an account of every role.
struct House {
    office: Office,
    router: Router,
    /// The id of the account of each role.
    accounts: BTreeMap<Role, String>,
    _town: Town,
}

/// Somebody who came in.
struct Inside {
    cookie: String,
    token: String,
    grant: String,
}

fn login(role: Role) -> String {
    format!("m-{role}")
}

impl House {
    async fn with_everybody() -> Self {
        let town = city::city().await;
        let edition = Arc::new(builtin().unwrap().clone());
        let store = Arc::new(town.store.clone());
        let office = Office::new(store, Arc::new(Stopped), Arc::new(Counted::default()), edition)
            .with_accounts(Locks::new(Keys::one("k1", [7; 32]), Profile::Asvs));
        let mut made: BTreeMap<String, Organisation> = BTreeMap::new();
        let mut accounts = BTreeMap::new();
        for role in Role::ALL.iter().copied().filter(|role| *role != Role::Public) {
            let viewer = viewer(role);
            let organisation = viewer.organisation.clone().unwrap();
            let known = made.contains_key(&organisation.name);
            let organisation = made.entry(organisation.name.clone()).or_insert(organisation).clone();
            if !known {
                office.demo_organisation(&organisation).await.unwrap();
            }
            let (login, own) = (login(role), &viewer.own);
            office.demo_account(&login, &viewer.name, role, &organisation, own).await.unwrap();
            let account = office.storage().account_by_login(&login).await.unwrap().unwrap();
            accounts.insert(role, account.id);
        }
        let elsewhere: Option<Arc<dyn Elsewhere>> = Some(Provider::here());
        let router = router(office.clone(), Options { elsewhere, ..options(true) });
        House { office, router, accounts, _town: town }
    }

    /// A session of its own for every question, so that what one ends another does not miss.
    async fn enter(&self, role: Role) -> Option<Inside> {
        if role == Role::Public {
            return None;
        }
        let entered = self.office.demo_switch(&login(role), &Origin::default()).await.unwrap();
        let asker = self.office.resume(&entered.id).await.unwrap().unwrap();
        assert_eq!(asker.viewer.role, role);
        let cookie = format!("guantong-local={}", entered.id);
        // Every page has a form that signs out, and that has the token.
        let page = self.ask("GET", "/editions/beijing-2023/districts", Some(&cookie), "").await;
        let token = page.text.split("name=\"form-token\" value=\"").nth(1).unwrap();
        let token = token.split('"').next().unwrap().to_owned();
        Some(Inside { cookie, token, grant: asker.session.grant.unwrap() })
    }

    async fn ask(&self, method: &str, address: &str, cookie: Option<&str>, form: &str) -> Answered {
        let mut request =
            Request::builder().method(method).uri(url(address)).header("accept-language", "zh-CN");
        if let Some(cookie) = cookie {
            request = request.header("cookie", cookie);
        }
        if method == "POST" {
            request = request.header("content-type", "application/x-www-form-urlencoded");
        }
        let request = request.body(Body::from(url(form))).unwrap();
        answered(self.router.clone().oneshot(request).await.unwrap()).await
    }

    /// Asks what a line says, in each of the ways that it says it; what was answered.
    async fn asked(&self, way: &str, address: &str, role: Role) -> Vec<char> {
        let inside = self.enter(role).await;
        let grant = inside.as_ref().map_or("none", |inside| &inside.grant);
        let me = self.accounts.get(&role).map_or("none", String::as_str);
        let other = &self.accounts[&Role::Expert];
        let filled = address.replace("{me}", me).replace("{other}", other).replace("{grant}", grant);
        let cookie = inside.as_ref().map(|inside| inside.cookie.as_str());
        if way == "GET" {
            return vec![self.ask("GET", &filled, cookie, "").await.letter];
        }
        let (path, fields) = filled.split_once('?').unwrap_or((&filled, ""));
        let with = |token: &str| format!("form-token={token}&{fields}");
        let forms = match (way, &inside) {
            ("POST", Some(inside)) => vec![with(&inside.token)],
            ("BARE", Some(_)) => {
                let another = self.enter(role).await.unwrap();
                vec![fields.to_owned(), with(""), with(&another.token)]
            }
            _ => vec![fields.to_owned()],
        };
        let mut letters = Vec::new();
        for form in forms {
            letters.push(self.ask("POST", path, cookie, &form).await.letter);
        }
        letters
    }
}

#[tokio::test]
async fn item_13_every_cell_of_a_session_is_as_written() {
    let house = House::with_everybody().await;
    let (mut count, mut mistakes) = (0, Vec::new());
    for line in EXPECTED.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (way, address) = (words[0], words[1]);
        assert_eq!(words.len(), 2 + Role::ALL.len(), "{way} {address}: a cell for each role");
        for (role, letter) in Role::ALL.iter().zip(&words[2..]) {
            for answered in house.asked(way, address, *role).await {
                count += 1;
                if answered.to_string() != *letter {
                    mistakes.push(format!("{role}: {way} {address}: {answered} for {letter}"));
                }
            }
        }
    }
    println!("matrix of sessions: {count} cells, {} wrong", mistakes.len());
    assert!(mistakes.is_empty(), "{} of {count}:\n{}", mistakes.len(), mistakes.join("\n"));
}

#[tokio::test]
async fn item_12_every_address_of_accounts_is_asked_in_a_session() {
    let path = |line: &str| {
        let address = line.split_whitespace().nth(1).unwrap().split('?').next().unwrap().to_owned();
        let number = |part: &str| part.starts_with("2023-") || part.starts_with('{');
        let variable = |part: &str| if number(part) { "{id}".to_owned() } else { part.to_owned() };
        address.split('/').map(variable).collect::<Vec<_>>().join("/")
    };
    let asked = |method: &str, wanted: &str| {
        EXPECTED.lines().any(|line| line.starts_with(&format!("{method} ")) && path(line) == wanted)
    };
    let mut found = 0;
    for listed in guantong_web::routes() {
        let begins =
            ["/account", "/organisations", "/trail", "/demo/accounts", "/sign-in/elsewhere", "/sign-out"];
        if begins.iter().any(|begins| listed.path.starts_with(begins)) {
            found += 1;
            assert!(asked(listed.method.as_str(), &listed.path), "{} {}", listed.method, listed.path);
        }
    }
    assert!(found > 20, "{found}");
}

#[tokio::test]
async fn whoever_steps_up_takes_students_away_in_his_scope() {
    let house = House::with_everybody().await;
    let shown = house.office.demo_accounts().await.unwrap();
    let code = shown.iter().find(|shown| shown.grant.role == Role::School).unwrap().code.clone().unwrap();
    let inside = house.enter(Role::School).await.unwrap();
    let before = house.ask("GET", "/students.csv", Some(&inside.cookie), "").await;
    assert_eq!((before.letter, super::names(&before.text).len()), ('s', 0));
    let id = inside.cookie.split_once('=').unwrap().1;
    let stepped = house.office.step_up(id, &code, "年度核对", &Origin::default()).await.unwrap();
    let cookie = format!("guantong-local={}", stepped.id);
    let after = house.ask("GET", "/students.csv", Some(&cookie), "").await;
    let expected = ["registered", "studies", "front", "cohort"].into_iter().collect();
    assert_eq!((after.letter, super::names(&after.text)), ('y', expected), "{OURS}");
    let old = house.ask("GET", "/account", Some(&inside.cookie), "").await;
    assert_eq!(old.letter, 'x', "the id of the session was turned");
}
