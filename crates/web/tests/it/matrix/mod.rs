//! The matrix: every address × every role × every way of standing to what it names, against a table written by hand;
//! and the names that must be seen by nobody else, looked for in everything that was answered.

mod city;
mod holdings;
mod mutation;
mod sessions;

use crate::town::Town;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum::response::Response;
use city::{CANARIES, OBJECTS, OURS};
use guantong_registry::CommandName;
use guantong_secrets::password::Profile;
use guantong_secrets::seal::Keys;
use guantong_service::Office;
use guantong_service::access::{Action, Role, Table};
use guantong_service::account::Locks;
use guantong_web::{Limits, Options, Seen, router, routes};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::sync::Arc;
use tower::ServiceExt;

const EXPECTED: &str = include_str!("expected.txt");

/// What an address is expected to answer to a role, a letter for each object, or one for all.
type Cells = BTreeMap<String, Vec<String>>;

/// Reads a table: an address with a cell for each role, each of one letter or of `many`.
fn written(text: &str, many: usize) -> Cells {
    let mut cells = Cells::new();
    for line in text.lines().filter(|line| line.starts_with("GET ") || line.starts_with("POST ")) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let address = format!("{} {}", words[0], words[1]);
        let letters: Vec<String> = words[2..].iter().map(|word| (*word).to_owned()).collect();
        assert_eq!(letters.len(), Role::ALL.len(), "{address}: a cell for each role");
        for cell in &letters {
            assert!(cell.len() == 1 || cell.len() == many, "{address}: {cell}");
        }
        assert!(cells.insert(address.clone(), letters).is_none(), "{address} stands twice");
    }
    cells
}

fn expected() -> Cells {
    written(EXPECTED, OBJECTS.len())
}

/// A cell with the address it is about.
#[derive(Clone, Debug)]
struct Cell {
    method: String,
    path: String,
    /// What stands behind the address after `=`: which of several things asked there is meant.
    named: String,
    action: Action,
    role: Role,
    letters: String,
}

/// The cells of a table, each with what asking its address is.
fn cells(table: &Cells) -> Vec<Cell> {
    let mut cells = Vec::new();
    for listed in routes() {
        let method = listed.method.as_str().to_owned();
        let address = line(&method, &listed.path);
        for (key, letters) in table {
            let (asked, named) = key.split_once('=').unwrap_or((key, ""));
            if asked != address {
                continue;
            }
            cells.extend(Role::ALL.iter().zip(letters).map(|(role, letters)| Cell {
                method: method.clone(),
                path: listed.path.clone(),
                named: named.to_owned(),
                action: meant(listed.action, &listed.path, named),
                role: *role,
                letters: letters.clone(),
            }));
        }
    }
    cells
}

/// What asking an address is; of a command what giving it is.
fn meant(action: Action, path: &str, named: &str) -> Action {
    let command = named.split(':').next().and_then(CommandName::parse).unwrap_or(CommandName::Leave);
    if path.ends_with("/{command}") { Action::of_command(command) } else { action }
}

/// The line of an address: files of the look have their digest in their names.
fn line(method: &str, path: &str) -> String {
    if path.starts_with("/assets/") { format!("{method} /assets/*") } else { format!("{method} {path}") }
}

/// An address with its variable parts filled in for an object; a command is leave where none is named.
fn filled(path: &str, named: &str, object: usize) -> String {
    let absent = object + 1 == OBJECTS.len();
    let parts = path.split('/').collect::<Vec<_>>();
    let fill = |at: usize| match (parts[at], at.checked_sub(1).map_or("", |before| parts[before])) {
        ("{id}", "students") if absent => "2023-09999".to_owned(),
        ("{id}", "students") => city::student(object),
        ("{id}", "requests") if absent => "2024-Q9999".to_owned(),
        ("{id}", "requests") => city::request(object),
        ("{kind}", _) if named.is_empty() => "leave".to_owned(),
        ("{kind}", _) => named.to_owned(),
        ("{no}", _) if absent => "231108009999".to_owned(),
        ("{no}", _) => city::candidate(object),
        ("{id}", "programmes") => city::programme().to_owned(),
        // Everybody of the city is on leave.
        ("{id}", "indicators") => "leaves".to_owned(),
        ("{picture}", _) => "flow".to_owned(),
        ("{programme}", _) => city::programme().to_owned(),
        ("{name}", _) if named == "district" => "海淀区".to_owned(),
        ("{name}", _) if named == "elsewhere" => "通州区".to_owned(),
        ("{name}", _) => city::THEIRS.to_owned(),
        ("{code}", _) if named == "elsewhere" => city::ELSEWHERE.to_owned(),
        ("{code}", _) if named == "nowhere" => "999999".to_owned(),
        ("{code}", _) => city::DISTRICT.to_owned(),
        ("{year}" | "{from}", _) => "2023".to_owned(),
        ("{to}", _) => "2024".to_owned(),
        // Drafts of training programmes are held with what institutions keep: here a class that no plan has.
        ("{cohort}", _) if path.starts_with("/training") => "2040".to_owned(),
        ("{cohort}", _) => "2023".to_owned(),
        ("{course}", _) => "quality-1".to_owned(),
        ("{attempt}", _) => "first".to_owned(),
        ("{round}", _) => "early".to_owned(),
        ("{term}", _) => "autumn".to_owned(),
        ("{tag}", _) => "en".to_owned(),
        ("{size}", _) => "large".to_owned(),
        ("{edition}", _) => "beijing-2023".to_owned(),
        ("{clause}", _) => "3.3.1".to_owned(),
        ("{book}", _) => "secondary".to_owned(),
        ("{command}", _) if named.is_empty() => "leave".to_owned(),
        ("{command}", _) => named.split(':').next().unwrap_or_default().to_owned(),
        (part, _) if part.starts_with('{') => "none".to_owned(),
        (part, _) => part.to_owned(),
    };
    let filled = (0..parts.len()).map(fill).collect::<Vec<_>>().join("/");
    // A list of registrations is an institution's.
    let asked = if path.starts_with("/registrations/{year}/{term}") { "?institution=" } else { "" };
    let institution = if asked.is_empty() { "" } else { OURS };
    url(&format!("{filled}{asked}{institution}"))
}

/// The form that goes with an address: good enough to be tried, and too bad to be written.
fn form(named: &str) -> String {
    let more = match named.split_once(':').unwrap_or((named, "")) {
        ("apply-transfer", _) => format!("&to={}", city::programme()),
        ("consent", by) => format!("&agree=true&by={by}"),
        ("audit", _) => "&agree=true".to_owned(),
        ("correct", _) => "&of=2&reason=misread&approver=somebody".to_owned(),
        _ => String::new(),
    };
    let usual = "try=1&version=3&on=2024-10-08&until=2025-08-31&kind=health&institution=";
    format!("{usual}{OURS}{more}")
}

/// What was answered: its letter, and everything that can be read in it.
struct Answered {
    letter: char,
    status: StatusCode,
    text: String,
}

struct House {
    router: Router,
    office: Office,
}

fn options(demo: bool) -> Options {
    Options {
        demo,
        accounts: true,
        report: Arc::new(|number: &str, what: &str| panic!("{number} {what}")),
        clock: None,
        hosts: Vec::new(),
        local: true,
        limits: Limits::default(),
        elsewhere: None,
    }
}

impl House {
    fn new(town: &Town, table: Option<Arc<Table>>) -> Self {
        let locks = Locks::new(Keys::one("k1", [7; 32]), Profile::Asvs);
        let office = match table {
            Some(table) => town.office.clone().under(table),
            None => town.office.clone(),
        };
        let office = office.with_accounts(locks);
        let options = options(false);
        House { router: router(office.clone(), options), office }
    }

    /// Asks for a page, or sends the usual form.
    async fn ask(&self, method: &str, address: &str, role: Role) -> Answered {
        let body = if method == "POST" { form("") } else { String::new() };
        self.send(method, address, role, Sent::Form(&body)).await
    }

    async fn send(&self, method: &str, address: &str, role: Role, sent: Sent<'_>) -> Answered {
        let mut request = Request::builder().method(method).uri(address).header("accept-language", "zh-CN");
        let body = match sent {
            Sent::Form("") => Body::empty(),
            Sent::Form(fields) => {
                request = request.header("content-type", "application/x-www-form-urlencoded");
                Body::from(url(fields))
            }
            Sent::Parts(parts) => {
                request = request.header("content-type", "multipart/form-data; boundary=x");
                Body::from(parts.to_owned())
            }
        };
        let mut request = request.body(body).unwrap();
        if role != Role::Public {
            request.extensions_mut().insert(Seen(city::viewer(role)));
        }
        answered(self.router.clone().oneshot(request).await.unwrap()).await
    }
}

/// What goes with a request.
#[derive(Clone, Copy)]
enum Sent<'a> {
    /// A form's fields; none where it is empty.
    Form(&'a str),
    /// A form with a file, its parts apart by `x`.
    Parts(&'a str),
}

/// What the pages say of a form that is not of the session it came with, and of one that needs the second factor first.
const FORGED: &str = "这张表单已经失效";
const STEP_UP: &str = "须再次验证";

async fn answered(response: Response) -> Answered {
    let status = response.status();
    let location = response.headers().get("location").map(|value| value.to_str().unwrap().to_owned());
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let text = readable(&bytes) + &location.unwrap_or_default();
    let letter = match status {
        StatusCode::NOT_FOUND => 'n',
        StatusCode::FORBIDDEN if text.contains(FORGED) => 'f',
        StatusCode::FORBIDDEN if text.contains(STEP_UP) => 's',
        StatusCode::FORBIDDEN => 'x',
        StatusCode::METHOD_NOT_ALLOWED => '?',
        _ if status.is_server_error() => '!',
        _ => 'y',
    };
    Answered { letter, status, text }
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

/// Names in an answer that the role may see nowhere.
fn beyond(answered: &Answered, role: Role) -> Vec<&'static str> {
    names(&answered.text).difference(&may_see(role)).copied().collect()
}

/// Asks for every object that a cell has a letter for; says what is not as expected.
async fn wrong(house: &House, cell: &Cell) -> (usize, Vec<String>) {
    let Cell { method, path, named, role, letters, .. } = cell;
    let mut wrong = Vec::new();
    let body = if method == "POST" { form(named) } else { String::new() };
    for (object, letter) in letters.chars().enumerate() {
        let address = filled(path, named, if letters.len() == 1 { 7 } else { object });
        let answered = house.send(method, &address, *role, Sent::Form(&body)).await;
        if answered.letter != letter {
            wrong.push(format!(
                "{role}: {method} {path} {named} {}: {} for {letter}",
                OBJECTS[object], answered.status
            ));
        }
        let beyond = beyond(&answered, *role);
        if !beyond.is_empty() {
            wrong.push(format!("{role}: {method} {address} shows {beyond:?}"));
        }
    }
    (letters.len(), wrong)
}

#[test]
fn item_12_every_address_has_its_line() {
    let listed: BTreeSet<String> =
        routes().iter().map(|listed| line(listed.method.as_str(), &listed.path)).collect();
    let address = |key: String| key.split('=').next().unwrap_or_default().to_owned();
    let written: BTreeSet<String> = expected().into_keys().map(address).collect();
    assert_eq!(listed.difference(&written).collect::<Vec<_>>(), Vec::<&String>::new(), "not in the table");
    assert_eq!(written.difference(&listed).collect::<Vec<_>>(), Vec::<&String>::new(), "no such address");
}

#[tokio::test]
async fn item_13_every_cell_is_as_written() {
    let town = city::city().await;
    let house = House::new(&town, None);
    let (mut asked, mut all) = (0, Vec::new());
    for cell in cells(&expected()) {
        let (letters, mistakes) = wrong(&house, &cell).await;
        asked += letters;
        all.extend(mistakes);
    }
    println!("matrix: {asked} cells, {} wrong", all.len());
    assert!(all.is_empty(), "{} of {asked}:\n{}", all.len(), all.join("\n"));
}

/// A page of people with whom a role finds there.
type List = (&'static str, Role, BTreeSet<&'static str>);

/// Lists, exports and comparisons, each with everybody who stands in it.
fn lists() -> Vec<List> {
    let all: BTreeSet<_> = OBJECTS[..CANARIES.len()].iter().copied().collect();
    let of = |names: &[&'static str]| names.iter().copied().collect::<BTreeSet<_>>();
    let school = of(&["registered", "studies", "front", "cohort"]);
    let university = of(&["registered", "studies", "cohort"]);
    let with_partner = of(&["registered", "studies", "partner", "cohort"]);
    let candidates = "/rounds/2023/early/candidates";
    let mut lists = vec![
        ("/students", Role::Commission, all.clone()),
        ("/students", Role::School, of(&["registered", "studies", "front", "receiving", "cohort"])),
        ("/students", Role::University, of(&["registered", "studies", "partner", "receiving", "cohort"])),
        ("/continuity/2023/2024", Role::Commission, all.clone()),
        ("/continuity/2023/2024", Role::School, school.clone()),
        ("/continuity/2023/2024", Role::University, with_partner),
        (candidates, Role::Commission, all.clone()),
        (candidates, Role::Examination, all.clone()),
        (candidates, Role::District, of(&["district"])),
    ];
    let exports =
        ["/students.csv", "/continuity/2023/2024/students.csv", "/continuity/2023/2024/students.xlsx"];
    for export in exports {
        lists.extend([
            (export, Role::Commission, all.clone()),
            (export, Role::School, school.clone()),
            (export, Role::University, university.clone()),
        ]);
    }
    lists
}

/// Says what is wrong with a list.
async fn wrong_list(house: &House, (address, role, seen): &List) -> Option<String> {
    let answered = house.ask("GET", address, *role).await;
    let found = names(&answered.text);
    (found != *seen).then(|| format!("{role}: {address} shows {found:?} for {seen:?}"))
}

/// How many were admitted and registered in the city, to each role that may be told figures. Who may not know them to the
/// last student is told the nearest five of those registered.
fn figures() -> Vec<(Role, [usize; 2])> {
    use Role::{
        Academy, Commission, District, Enterprise, Examination, Expert, Guardian, Public, School, Student,
        University,
    };
    let exact = [Commission, Examination].map(|role| (role, [9, 9]));
    let rounded = [District, Academy, Expert, Enterprise, Student, Guardian, Public];
    // Registered, studies, front or partner, and cohort.
    let of_one = [School, University].map(|role| (role, [4, 4]));
    exact.into_iter().chain(rounded.map(|role| (role, [9, 10]))).chain(of_one).collect()
}

/// Says what is wrong with the figures that a role is told.
async fn wrong_figures(house: &House, role: Role, told: [usize; 2]) -> Option<String> {
    let answered = house.ask("GET", "/home.csv?year=2023", role).await;
    let total = answered.text.lines().last().unwrap_or_default().to_owned();
    let found: Vec<String> = total.split(',').skip(3).take(2).map(str::to_owned).collect();
    (found != told.map(|count| count.to_string())).then(|| format!("{role}: {found:?} for {told:?}"))
}

#[tokio::test]
async fn figures_count_whom_the_table_reaches_and_nobody_else() {
    let town = city::city().await;
    let house = House::new(&town, None);
    for (role, told) in figures() {
        assert_eq!(wrong_figures(&house, role, told).await, None);
    }
}

#[tokio::test]
async fn lists_show_whom_the_table_reaches_and_nobody_else() {
    let town = city::city().await;
    let house = House::new(&town, None);
    for list in lists() {
        assert_eq!(wrong_list(&house, &list).await, None);
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
            let there = house.ask("GET", &filled(path, "", foreign), role).await;
            let absent = house.ask("GET", &filled(path, "", OBJECTS.len() - 1), role).await;
            assert_eq!((there.status, absent.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
            // The switch of the language leads back to the address, and that alone differs.
            let same = there.text.replace(&city::student(foreign), "2023-09999");
            assert_eq!(same, absent.text, "{role} {path}");
        }
    }
}
