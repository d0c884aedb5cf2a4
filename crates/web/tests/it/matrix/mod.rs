//! The matrix: every address × every role × every way of standing to what it names, against a table written by hand;
//! and the names that must be seen by nobody else, looked for in everything that was answered.

mod city;

use crate::town::Town;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use city::{CANARIES, OBJECTS, OURS};
use guantong_secrets::password::Profile;
use guantong_secrets::seal::Keys;
use guantong_service::access::{Role, Table};
use guantong_service::account::Locks;
use guantong_web::{Limits, Options, Seen, router, routes};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::sync::Arc;
use tower::ServiceExt;

const EXPECTED: &str = include_str!("expected.txt");

/// What an address is expected to answer to a role, a letter for each object, or one for all.
type Cells = BTreeMap<String, Vec<String>>;

fn expected() -> Cells {
    let mut cells = Cells::new();
    for line in EXPECTED.lines().filter(|line| line.starts_with("GET ") || line.starts_with("POST ")) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let address = format!("{} {}", words[0], words[1]);
        let letters: Vec<String> = words[2..].iter().map(|word| (*word).to_owned()).collect();
        assert_eq!(letters.len(), Role::ALL.len(), "{address}: a cell for each role");
        for cell in &letters {
            assert!(cell.len() == 1 || cell.len() == OBJECTS.len(), "{address}: {cell}");
        }
        assert!(cells.insert(address.clone(), letters).is_none(), "{address} stands twice");
    }
    cells
}

/// The line of an address: files of the look have their digest in their names.
fn line(method: &str, path: &str) -> String {
    if path.starts_with("/assets/") { format!("{method} /assets/*") } else { format!("{method} {path}") }
}

/// An address with its variable parts filled in for an object.
fn filled(path: &str, object: usize) -> String {
    let absent = object + 1 == OBJECTS.len();
    let parts = path.split('/').collect::<Vec<_>>();
    let fill = |at: usize| match (parts[at], at.checked_sub(1).map_or("", |before| parts[before])) {
        ("{id}", "students") if absent => "2023-09999".to_owned(),
        ("{id}", "students") => city::student(object),
        ("{no}", _) if absent => "231108009999".to_owned(),
        ("{no}", _) => city::candidate(object),
        ("{id}", "programmes") => city::programme().to_owned(),
        ("{name}", _) => city::THEIRS.to_owned(),
        ("{year}" | "{from}", _) => "2023".to_owned(),
        ("{to}", _) => "2024".to_owned(),
        ("{round}", _) => "early".to_owned(),
        ("{term}", _) => "autumn".to_owned(),
        ("{tag}", _) => "en".to_owned(),
        ("{edition}", _) => "beijing-2023".to_owned(),
        ("{clause}", _) => "3.3.1".to_owned(),
        ("{book}", _) => "secondary".to_owned(),
        ("{command}", _) => "leave".to_owned(),
        (part, _) if part.starts_with('{') => "none".to_owned(),
        (part, _) => part.to_owned(),
    };
    let filled = (0..parts.len()).map(fill).collect::<Vec<_>>().join("/");
    // A list of registrations is an institution's.
    let asked = if path.starts_with("/registrations/{year}/{term}") { "?institution=" } else { "" };
    let institution = if asked.is_empty() { "" } else { OURS };
    url(&format!("{filled}{asked}{institution}"))
}

/// What was answered: its letter, and everything that can be read in it.
struct Answered {
    letter: char,
    status: StatusCode,
    text: String,
}

struct House {
    router: Router,
}

impl House {
    fn new(town: &Town, table: Option<Arc<Table>>) -> Self {
        let locks = Locks::new(Keys::one("k1", [7; 32]), Profile::Asvs);
        let office = match table {
            Some(table) => town.office.clone().under(table),
            None => town.office.clone(),
        };
        let office = office.with_accounts(locks);
        let options = Options {
            demo: false,
            accounts: true,
            report: Arc::new(|number: &str, what: &str| panic!("{number} {what}")),
            clock: None,
            hosts: Vec::new(),
            local: true,
            limits: Limits::default(),
        };
        House { router: router(office, options) }
    }

    async fn ask(&self, method: &str, address: &str, role: Role) -> Answered {
        let mut request = Request::builder().method(method).uri(address).header("accept-language", "zh-CN");
        let body = if method == "POST" {
            request = request.header("content-type", "application/x-www-form-urlencoded");
            let form = "try=1&version=2&on=2024-10-08&until=2025-08-31&kind=health&institution=";
            url(&format!("{form}{OURS}"))
        } else {
            String::new()
        };
        let mut request = request.body(Body::from(body)).unwrap();
        if role != Role::Public {
            request.extensions_mut().insert(Seen(city::viewer(role)));
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let location = response.headers().get("location").map(|value| value.to_str().unwrap().to_owned());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let letter = match status {
            StatusCode::NOT_FOUND => 'n',
            StatusCode::FORBIDDEN => 'x',
            StatusCode::METHOD_NOT_ALLOWED => '?',
            _ if status.is_server_error() => '!',
            _ => 'y',
        };
        Answered { letter, status, text: readable(&bytes) + &location.unwrap_or_default() }
    }
}

/// Everything that can be read in an answer: a workbook is opened.
fn readable(bytes: &[u8]) -> String {
    let Ok(mut package) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return String::from_utf8_lossy(bytes).into_owned();
    };
    let mut text = String::new();
    for at in 0..package.len() {
        let mut part = Vec::new();
        package.by_index(at).unwrap().read_to_end(&mut part).unwrap();
        text.push_str(&String::from_utf8_lossy(&part));
    }
    text
}

/// The objects whose names a role may see anywhere at all.
fn may_see(role: Role) -> BTreeSet<&'static str> {
    let all = OBJECTS[..CANARIES.len()].iter().copied();
    match role {
        Role::Commission | Role::Examination => all.collect(),
        Role::District => BTreeSet::from(["district"]),
        Role::School => BTreeSet::from(["registered", "studies", "front", "receiving", "cohort"]),
        Role::University => BTreeSet::from(["registered", "studies", "partner", "receiving", "cohort"]),
        Role::Student | Role::Guardian => BTreeSet::from(["own"]),
        _ => BTreeSet::new(),
    }
}

fn names(text: &str) -> BTreeSet<&'static str> {
    CANARIES.iter().enumerate().filter(|(_, name)| text.contains(*name)).map(|(at, _)| OBJECTS[at]).collect()
}

/// Asks an address for every object that a cell has a letter for; says what is not as expected.
async fn wrong(house: &House, method: &str, path: &str, role: Role, cell: &str) -> (usize, Vec<String>) {
    let mut wrong = Vec::new();
    for (object, letter) in cell.chars().enumerate() {
        let address = filled(path, if cell.len() == 1 { 7 } else { object });
        let answered = house.ask(method, &address, role).await;
        if answered.letter != letter {
            wrong.push(format!(
                "{role}: {method} {path} {}: {} for {letter}",
                OBJECTS[object], answered.status
            ));
        }
        let beyond: Vec<_> = names(&answered.text).difference(&may_see(role)).copied().collect();
        if !beyond.is_empty() {
            wrong.push(format!("{role}: {method} {address} shows {beyond:?}"));
        }
    }
    (cell.len(), wrong)
}

#[test]
fn item_12_every_address_has_its_line() {
    let listed: BTreeSet<String> =
        routes().iter().map(|listed| line(listed.method.as_str(), &listed.path)).collect();
    let written: BTreeSet<String> = expected().into_keys().collect();
    assert_eq!(listed.difference(&written).collect::<Vec<_>>(), Vec::<&String>::new(), "not in the table");
    assert_eq!(written.difference(&listed).collect::<Vec<_>>(), Vec::<&String>::new(), "no such address");
}

#[tokio::test]
async fn item_13_every_cell_is_as_written() {
    let town = city::city().await;
    let house = House::new(&town, None);
    let table = expected();
    let (mut cells, mut all) = (0, Vec::new());
    for listed in routes() {
        let method = listed.method.as_str();
        for (role, cell) in Role::ALL.iter().zip(&table[&line(method, &listed.path)]) {
            let (asked, mistakes) = wrong(&house, method, &listed.path, *role, cell).await;
            cells += asked;
            all.extend(mistakes);
        }
    }
    println!("matrix: {cells} cells, {} wrong", all.len());
    assert!(all.is_empty(), "{} of {cells}:\n{}", all.len(), all.join("\n"));
}

#[tokio::test]
async fn lists_show_whom_the_table_reaches_and_nobody_else() {
    let town = city::city().await;
    let house = House::new(&town, None);
    let all: BTreeSet<_> = OBJECTS[..CANARIES.len()].iter().copied().collect();
    let of = |names: &[&'static str]| names.iter().copied().collect::<BTreeSet<_>>();
    let candidates = "/rounds/2023/early/candidates";
    for (address, role, seen) in [
        ("/students", Role::Commission, all.clone()),
        ("/students", Role::School, of(&["registered", "studies", "front", "receiving", "cohort"])),
        ("/students", Role::University, of(&["registered", "studies", "partner", "receiving", "cohort"])),
        ("/students.csv", Role::Commission, all.clone()),
        ("/students.csv", Role::School, of(&["registered", "studies", "front", "cohort"])),
        ("/students.csv", Role::University, of(&["registered", "studies", "cohort"])),
        (candidates, Role::Commission, all.clone()),
        (candidates, Role::Examination, all.clone()),
        (candidates, Role::District, of(&["district"])),
    ] {
        let answered = house.ask("GET", address, role).await;
        assert_eq!(names(&answered.text), seen, "{role} {address}");
    }
    // A search finds nobody out of reach, by name, reading or number.
    for search in ["禾雀辛", "hequexin", "231108000007", "2023-00008"] {
        let address = format!("/students?search={search}");
        let address = url(&address);
        for role in [Role::School, Role::University] {
            let answered = house.ask("GET", &address, role).await;
            assert!(!answered.text.contains("/students/2023-"), "{role} {search}");
        }
    }
}

/// An address with what is not ASCII in it encoded.
fn url(address: &str) -> String {
    let mut encoded = String::new();
    for byte in address.bytes() {
        if byte.is_ascii() {
            encoded.push(char::from(byte))
        } else {
            encoded.push_str(&format!("%{byte:02X}"))
        }
    }
    encoded
}

#[tokio::test]
async fn item_15_foreign_and_absent_answer_alike() {
    let town = city::city().await;
    let house = House::new(&town, None);
    let foreign = OBJECTS.iter().position(|object| *object == "foreign").unwrap();
    for path in ["/students/{id}", "/students/{id}/commands/leave"] {
        for role in [Role::School, Role::University, Role::Student] {
            let there = house.ask("GET", &filled(path, foreign), role).await;
            let absent = house.ask("GET", &filled(path, OBJECTS.len() - 1), role).await;
            assert_eq!((there.status, absent.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
            // The switch of the language leads back to the address, and that alone differs.
            let same = there.text.replace(&city::student(foreign), "2023-09999");
            assert_eq!(same, absent.text, "{role} {path}");
        }
    }
}
