//! A small house in which people sign in: a clock that is set, randomness that repeats itself, accounts, and guests who
//! keep cookies and send the forms they were given, as browsers do.

use crate::browser::Seen;
use crate::lives::RESUMED;
use crate::town::{NOW, Town};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use guantong_model::{Date, StudentId};
use guantong_policy::edition::builtin;
use guantong_secrets::password::Profile;
use guantong_secrets::seal::Keys;
use guantong_secrets::totp::{TotpKey, step_at};
use guantong_service::Office;
use guantong_service::access::{Organisation, OrganisationKind, Role};
use guantong_service::account::{Locks, Shown};
use guantong_service::ports::{Clock, Randomness, Storage};
use guantong_store::Sqlite;
use guantong_web::{Client, Elsewhere, Limits, Options, router};
use jiff::Timestamp;
use jiff::tz::Offset;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tower::ServiceExt;

pub(crate) const SECOND: i64 = 1_000_000;
pub(crate) const MINUTE: i64 = 60 * SECOND;
pub(crate) const DAY: i64 = 24 * 60 * MINUTE;

pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// Login, name, role, organisation's kind and name: one of every role, two where a colleague is needed.
pub(crate) const PEOPLE: [(&str, &str, Role, OrganisationKind, &str); 15] = [
    ("jiaowei", "郑知行", Role::Commission, OrganisationKind::Commission, "北京市教育委员会"),
    ("jiaowei2", "许安然", Role::Commission, OrganisationKind::Commission, "北京市教育委员会"),
    ("haidian", "何雅静", Role::District, OrganisationKind::District, "海淀区教育委员会"),
    ("kaoshiyuan", "唐启航", Role::Examination, OrganisationKind::Examination, "北京教育考试院"),
    ("jiaokeyuan", "沈思远", Role::Academy, OrganisationKind::Academy, "北京教育科学研究院"),
    ("zhongzhi", "梁嘉宁", Role::School, OrganisationKind::SecondarySchool, "北京市昌平职业学校"),
    ("gaozhi", "韩若冰", Role::School, OrganisationKind::College, "北京财贸职业学院"),
    ("daxue", "冯博文", Role::University, OrganisationKind::University, "北京联合大学"),
    ("zhuanjia", "袁景山", Role::Expert, OrganisationKind::Panel, "评审专家组"),
    ("qiye", "丁毅", Role::Enterprise, OrganisationKind::Enterprise, "示例精密制造有限公司"),
    ("xuesheng", "沈知行", Role::Student, OrganisationKind::Families, "学生与监护人"),
    ("jiazhang", "沈家长", Role::Guardian, OrganisationKind::Families, "学生与监护人"),
    ("xitong", "方伟", Role::System, OrganisationKind::Office, "运行中心"),
    ("anquan", "江可欣", Role::Security, OrganisationKind::Office, "运行中心"),
    ("shenji", "白明", Role::Audit, OrganisationKind::Office, "运行中心"),
];

/// A clock that stands where it is set.
pub(crate) struct Hands(AtomicI64);

impl Hands {
    pub(crate) fn forward(&self, micros: i64) {
        self.0.fetch_add(micros, Ordering::Relaxed);
    }
}

impl Clock for Hands {
    fn now(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    fn today(&self) -> Date {
        Offset::constant(8).to_datetime(Timestamp::from_microsecond(self.now()).unwrap()).date()
    }
}

/// Numbers that look drawn, the same in every run.
#[derive(Default)]
struct Drawn(AtomicU64);

impl Randomness for Drawn {
    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            // SplitMix64.
            let mut z = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            *byte = z.to_le_bytes()[3];
        }
    }
}

/// An office with accounts.
pub(crate) struct House {
    pub(crate) office: Office,
    pub(crate) clock: Arc<Hands>,
    /// What was reported: reference number and what happened.
    pub(crate) reports: Arc<Mutex<Vec<(String, String)>>>,
    /// Whom it trusts to say who somebody is.
    pub(crate) provider: Option<Arc<dyn Elsewhere>>,
    /// Kept for its folder.
    town: Option<Town>,
}

/// How a house is served.
#[derive(Clone, Copy)]
pub(crate) struct Front {
    pub(crate) demo: bool,
    pub(crate) local: bool,
    pub(crate) secure: bool,
}

/// A real office, asked on its own machine.
pub(crate) const HERE: Front = Front { demo: false, local: true, secure: false };

impl House {
    /// A house over a town, in which nobody has an account. It is 18:00 of the town's day.
    pub(crate) fn over(town: Town, profile: Profile) -> House {
        let midnight = |day: Date| Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).unwrap().as_microsecond();
        let days = midnight(town.office.clock().today()) - midnight(jiff::civil::date(2023, 9, 28));
        let mut house = House::in_store(town.store.clone(), NOW + days, profile);
        house.town = Some(town);
        house
    }

    /// A house over a database.
    pub(crate) fn in_store(store: Sqlite, now: i64, profile: Profile) -> House {
        House::in_storage(Arc::new(store), now, profile)
    }

    /// A house over a database of either kind.
    pub(crate) fn in_storage(storage: Arc<dyn Storage>, now: i64, profile: Profile) -> House {
        let clock = Arc::new(Hands(AtomicI64::new(now)));
        let edition = Arc::new(builtin().unwrap().clone());
        let locks = Locks::new(Keys::one("k1", [7; 32]), profile);
        let (hands, drawn) = (Arc::clone(&clock), Arc::new(Drawn::default()));
        let office = Office::new(storage, hands, drawn, edition).with_accounts(locks);
        House { office, clock, reports: Arc::default(), provider: None, town: None }
    }

    /// The same with some of the people, each with a password and a second factor.
    pub(crate) async fn with(self, logins: &[&str]) -> House {
        let mut made: Vec<&str> = Vec::new();
        for (login, name, role, kind, at) in PEOPLE {
            if !logins.contains(&login) {
                continue;
            }
            let district = (kind == OrganisationKind::District).then(|| "110108".to_owned());
            let organisation = Organisation { id: format!("O-{kind}"), name: at.to_owned(), kind, district };
            if !made.contains(&at) {
                self.office.demo_organisation(&organisation).await.unwrap();
                made.push(at);
            }
            let family = matches!(role, Role::Student | Role::Guardian);
            let own = if family { vec![StudentId::from(RESUMED)] } else { Vec::new() };
            self.office.demo_account(login, name, role, &organisation, &own).await.unwrap();
        }
        self
    }

    /// The pages of the house.
    fn router(&self, front: Front) -> Router {
        let reports = Arc::clone(&self.reports);
        let report = move |number: &str, what: &str| {
            reports.lock().unwrap().push((number.to_owned(), what.to_owned()))
        };
        // The clock stands still, so attempts do not come back by themselves.
        let limits = Limits { sign_ins_burst: 10_000, requests_burst: 100_000, ..Limits::default() };
        let options = Options {
            demo: front.demo,
            accounts: true,
            report: Arc::new(report),
            clock: None,
            hosts: vec!["guantong.example".to_owned()],
            local: front.local,
            limits,
            elsewhere: self.provider.clone(),
        };
        router(self.office.clone(), options)
    }

    /// Somebody whom nobody knows.
    pub(crate) fn guest(&self) -> Guest {
        self.guest_at(HERE)
    }

    pub(crate) fn guest_at(&self, front: Front) -> Guest {
        let client = Client { address: IpAddr::from([127, 0, 0, 1]), secure: front.secure };
        Guest {
            router: self.router(front),
            client,
            host: if front.local { "localhost:8620" } else { "guantong.example" },
            cookies: BTreeMap::new(),
            language: "zh-CN",
            key: None,
            once: None,
            site: None,
            at: "/".to_owned(),
            html: String::new(),
        }
    }

    /// Somebody who is in, without the work of a password: as at a click in a demonstration.
    pub(crate) async fn entered(&self, login: &str) -> Guest {
        let mut guest = self.guest_at(Front { demo: true, ..HERE });
        let entered = guest.post("/demo/accounts", FORM, &format!("login={login}")).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER, "{login}: {}", entered.text);
        guest.router = self.router(HERE);
        guest
    }

    /// What opens an account.
    pub(crate) async fn shown(&self, login: &str) -> Shown {
        let all = self.office.demo_accounts().await.unwrap();
        all.into_iter().find(|shown| shown.account.login == login).unwrap()
    }

    /// The next code of an account's second factor: every one opens once, so time goes by.
    pub(crate) async fn code(&self, login: &str) -> String {
        self.clock.forward(30 * SECOND);
        self.shown(login).await.code.unwrap()
    }

    /// What an authenticator shows for a key, a step after the last.
    pub(crate) fn code_of(&self, key: &TotpKey) -> String {
        self.clock.forward(30 * SECOND);
        key.code(step_at(self.clock.now()))
    }
}

/// A browser that keeps its cookies, and the page it shows.
#[derive(Clone)]
pub(crate) struct Guest {
    router: Router,
    client: Client,
    /// The name it asks the office under.
    host: &'static str,
    pub(crate) cookies: BTreeMap<String, String>,
    language: &'static str,
    /// A program's key in place of a cookie.
    pub(crate) key: Option<String>,
    /// What a program names, so that what it sends twice has one effect.
    pub(crate) once: Option<String>,
    /// From which site a link leads here, as browsers say it.
    pub(crate) site: Option<&'static str>,
    /// The address of the page it shows, and the page.
    at: String,
    pub(crate) html: String,
}

impl Guest {
    pub(crate) fn english(mut self) -> Guest {
        self.language = "en";
        self
    }

    /// The id of the session; nothing of who has none.
    pub(crate) fn session(&self) -> Option<&str> {
        let of = |name: &str| self.cookies.get(name).map(String::as_str);
        of("__Host-guantong").or_else(|| of("guantong-local"))
    }

    async fn ask(&mut self, method: &str, address: &str, kind: &str, body: Body) -> Seen {
        let host = self.host;
        let scheme = if self.client.secure { "https" } else { "http" };
        let mut request = Request::builder()
            .method(method)
            .uri(address)
            .header("host", host)
            .header("accept-language", self.language)
            .header("user-agent", "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36")
            .header("referer", format!("{scheme}://{host}{}", self.at))
            .extension(self.client);
        if method == "POST" {
            request = request.header("content-type", kind).header("origin", format!("{scheme}://{host}"));
        }
        if let Some(site) = self.site {
            request = request.header("sec-fetch-site", site).header("sec-fetch-mode", "navigate");
        }
        if let Some(key) = &self.key {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        if let Some(once) = &self.once {
            request = request.header("idempotency-key", once);
        }
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if parts.headers.get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
            self.at = address.to_owned();
            self.html.clone_from(&text);
        }
        Seen { status: parts.status, headers: parts.headers, text }
    }

    pub(crate) async fn get(&mut self, address: &str) -> Seen {
        self.ask("GET", address, "", Body::empty()).await
    }

    /// A file as it is answered.
    pub(crate) async fn file(&self, address: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
        self.answered(address, None).await
    }

    /// How many bytes of an answer go over the line, to a browser that takes them packed.
    pub(crate) async fn weight(&self, address: &str) -> usize {
        let (status, headers, bytes) = self.answered(address, Some("gzip")).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        assert!(headers.get("content-encoding").is_some_and(|how| how == "gzip"), "{address} is not packed");
        bytes.len()
    }

    async fn answered(&self, address: &str, packed: Option<&str>) -> (StatusCode, HeaderMap, Vec<u8>) {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder()
            .uri(address)
            .header("host", self.host)
            .header("accept-language", self.language)
            .header("cookie", cookies.join("; "))
            .extension(self.client);
        if let Some(packed) = packed {
            request = request.header("accept-encoding", packed);
        }
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        (parts.status, parts.headers, to_bytes(body, usize::MAX).await.unwrap().to_vec())
    }

    /// A page that must be there and be well made.
    pub(crate) async fn page(&mut self, address: &str) -> Seen {
        let seen = self.get(address).await;
        assert_eq!(seen.status, StatusCode::OK, "{address}: {}", seen.shown());
        well_made(&seen, address);
        seen
    }

    /// A body as it is, whatever page is shown.
    pub(crate) async fn post(&mut self, address: &str, kind: &str, body: &str) -> Seen {
        self.ask("POST", address, kind, Body::from(body.to_owned())).await
    }

    /// Sends a form of the page that is shown, with its hidden fields; of several that go to one address, the one
    /// whose hidden fields are as given.
    pub(crate) async fn send(&mut self, action: &str, fields: &[(&str, &str)]) -> Seen {
        let body = self.filled(action, fields);
        self.post(action, FORM, &body).await
    }

    /// The same, where it leads on: to where.
    pub(crate) async fn goes(&mut self, action: &str, fields: &[(&str, &str)]) -> String {
        let seen = self.send(action, fields).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{action}: {}", seen.shown());
        seen.header("location").to_owned()
    }

    /// The same, where something is wrong: the page that says what.
    pub(crate) async fn refused(&mut self, action: &str, fields: &[(&str, &str)]) -> Seen {
        let seen = self.send(action, fields).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{action}: {}", seen.shown());
        well_made(&seen, action);
        seen
    }

    /// What would be sent: a form of the page that is shown, with its hidden fields.
    pub(crate) fn filled(&self, action: &str, fields: &[(&str, &str)]) -> String {
        let forms: Vec<_> =
            forms(&self.html).into_iter().filter(|form| form.posts && form.action == action).collect();
        let fits = |form: &&Form| {
            form.hidden
                .iter()
                .all(|(name, value)| fields.iter().all(|(given, wanted)| given != name || wanted == value))
        };
        let form = forms.iter().find(fits).or(forms.first());
        let form = form.unwrap_or_else(|| panic!("{} has no form to {action}", self.at));
        let hidden = form.hidden.iter().filter(|(name, _)| fields.iter().all(|(given, _)| given != name));
        let mut pairs: Vec<(&str, &str)> =
            hidden.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        pairs.extend(fields);
        let pair = |(name, value): &(&str, &str)| format!("{}={}", encoded(name), encoded(value));
        pairs.iter().map(pair).collect::<Vec<_>>().join("&")
    }

    /// The token of the forms of the page that is shown.
    pub(crate) fn token(&self) -> String {
        let form = forms(&self.html).into_iter().find(|form| form.hidden.contains_key("form-token"));
        form.unwrap_or_else(|| panic!("{} has no token", self.at)).hidden["form-token"].clone()
    }

    /// Signs in with everything that is asked; where that leads.
    pub(crate) async fn signs_in(&mut self, house: &House, login: &str) -> String {
        let shown = house.shown(login).await;
        self.page("/sign-in").await;
        let mut to = self.goes("/sign-in", &[("login", login), ("password", &shown.password)]).await;
        if shown.code.is_some() {
            assert_eq!(to, "/sign-in/code?next=%2F");
            self.page(&to).await;
            let code = house.code(login).await;
            to = self.goes("/sign-in/code", &[("code", &code)]).await;
        }
        assert_eq!(to, "/sign-in?next=%2F");
        self.get(&to).await.header("location").to_owned()
    }

    /// Gives the second factor again; where that leads.
    pub(crate) async fn steps_up(&mut self, house: &House, login: &str, purpose: &str, next: &str) -> String {
        self.page(&format!("/account/step-up?next={}", encoded(next))).await;
        let code = house.code(login).await;
        self.goes("/account/step-up", &[("code", &code), ("purpose", purpose)]).await
    }
}

/// A form of a page.
pub(crate) struct Form {
    pub(crate) action: String,
    /// Whether it is sent by `POST`.
    pub(crate) posts: bool,
    pub(crate) hidden: BTreeMap<String, String>,
}

/// The forms of a page, in order.
pub(crate) fn forms(html: &str) -> Vec<Form> {
    let whole = |rest: &str| rest.split("</form>").next().unwrap().to_owned();
    html.split("<form ")
        .skip(1)
        .map(whole)
        .map(|form| {
            let (tag, inner) = form.split_once('>').unwrap();
            let hidden = inner.split("<input ").skip(1).filter_map(|input| {
                let input = input.split('>').next()?;
                let input = format!(" {input}");
                (attribute(&input, "type")? == "hidden")
                    .then(|| Some((attribute(&input, "name")?, attribute(&input, "value")?)))?
            });
            let tag = format!(" {tag}");
            Form {
                action: attribute(&tag, "action").unwrap_or_default(),
                posts: attribute(&tag, "method").is_some_and(|method| method.eq_ignore_ascii_case("post")),
                hidden: hidden.collect(),
            }
        })
        .collect()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
    Some(value.replace("&#34;", "\"").replace("&#38;", "&").replace("&amp;", "&"))
}

/// What stands in `<code>`, in order.
pub(crate) fn codes(html: &str) -> Vec<String> {
    let code = |rest: &str| rest.split("</code>").next().unwrap().to_owned();
    html.split("<code>").skip(1).map(code).collect()
}

/// The value of the choice with these words.
pub(crate) fn choice(html: &str, words: &str) -> String {
    let option =
        html.split("<option ").find(|option| option.split("</option>").next().unwrap().ends_with(words));
    let option = option.unwrap_or_else(|| panic!("no choice {words}"));
    attribute(&format!(" {option}"), "value").unwrap()
}

/// What holds of every page; a picture says in which language it is drawn, and that alone is an address elsewhere.
pub(crate) fn well_made(seen: &Seen, address: &str) {
    let text = seen.text.replace(" xmlns=\"http://www.w3.org/2000/svg\"", "");
    Seen { status: seen.status, headers: seen.headers.clone(), text }.must_be_well_made(address);
}

/// A text as it stands in a query.
pub(crate) fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    let write = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(write).collect()
}
