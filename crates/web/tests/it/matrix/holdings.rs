//! What belongs to institutions: batches, lists of registrations, rules of a progression, of ours, of another's in which
//! ours takes part, of another's, and not there.

use super::city::{
    BATCHES, BESIDE_THIRD, EXAMINATIONS, HOLDERS, HOLDINGS, OURS, RULES_OF_COMMISSION, SUPPORTS, THEIRS,
    class_of, opened, rules_of, training,
};
use super::{Answered, Cell, House, Sent, beyond, cells, url, written};
use crate::town::Town;
use axum::http::StatusCode;
use guantong_service::access::Role;

const EXPECTED: &str = include_str!("expected_holdings.txt");

/// Every cell of the table of holdings.
pub(super) fn expected() -> Vec<Cell> {
    cells(&written(EXPECTED, HOLDINGS.len()))
}

impl Cell {
    /// Whether what is answered is also done, so that the same thing cannot be asked twice.
    pub(super) fn is_done_at_once(&self) -> bool {
        self.path.ends_with("/cancel")
    }
}

/// A school that works together with ours.
const BESIDE: &str = "北京劳动保障职业学院";

/// The address of a thing, the institution it goes by in the query where it has no number.
fn address(path: &str, batch: &str, holding: usize) -> String {
    let filled = path.replace("{id}", batch).replace("{year}", "2023").replace("{term}", "autumn");
    let filled = filled.replace("{name}", HOLDERS[holding]).replace("{cohort}", "2023");
    let filled = match filled.starts_with("/marks") || filled.starts_with("/work-study") {
        true => filled.replace("{programme}", class_of(holding)),
        false => filled.replace("{programme}", &training(holding)),
    };
    let filled = filled.replace("{course}", "quality-1").replace("{attempt}", "first");
    let filled = filled.replace("{front}", HOLDERS[holding]);
    // Of two sides ours is the partner of itself and of another; of others it is none.
    let filled = filled.replace("{measure}", "years");
    let filled = match filled.starts_with("/reports") || filled.starts_with("/cases") {
        true => {
            let filled = filled.replacen("2023", "2024", 1);
            filled.replace("{partner}", if holding < 2 { OURS } else { BESIDE_THIRD })
        }
        false => filled,
    };
    let filled = match filled.starts_with("/evaluation") {
        true => filled.replace("{partner}", if holding < 2 { OURS } else { BESIDE_THIRD }),
        false => filled,
    };
    let filled = filled.replace("{kind}", "leading-group").replace("{partner}", "-");
    // Proposed is for the year after the newest plan.
    let filled =
        if filled.starts_with("/proposals/2023") { filled.replacen("2023", "2025", 1) } else { filled };
    let lists = filled.starts_with("/registrations");
    url(&if lists { format!("{filled}?institution={}", HOLDERS[holding]) } else { filled })
}

/// What is sent with it: good but for a digest or a class that is not there, so that nothing is written.
fn body(cell: &Cell, holding: usize, version: i64) -> String {
    let institution = HOLDERS[holding];
    let parts = |fields: &[(&str, &str)]| {
        let part = |(name, value): &(&str, &str)| {
            let file = if *name == "file" { "; filename=\"list.xlsx\"" } else { "" };
            format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n")
        };
        fields.iter().map(part).collect::<String>() + "--x--\r\n"
    };
    let hexadecimal = |text: &str| text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    match (cell.path.as_str(), cell.named.as_str()) {
        ("/batches", _) => {
            format!("kind=complete-stage&institution={institution}&cohort=2031&stage=secondary&on=2034-07-01")
        }
        (path, _) if path.ends_with("/sheet") => {
            parts(&[("version", &version.to_string()), ("file", "no workbook")])
        }
        (path, named) if path.ends_with("/sign") => {
            let signs_for = if named == "theirs" { THEIRS } else { OURS };
            format!("version={version}&institution={signs_for}&digest=stale")
        }
        ("/cooperation/{kind}/{front}/{partner}/new", "other") => format!("by={BESIDE}"),
        ("/cooperation/{kind}/{front}/{partner}/new", _) => format!("by={institution}"),
        ("/progression", "commission") => parts(&[("checked", &hexadecimal(RULES_OF_COMMISSION))]),
        ("/progression", _) => parts(&[("checked", &hexadecimal(&rules_of(institution)))]),
        // Confirmed is for the university that asks, as it never stood.
        (path, _) if path.ends_with("/confirmation") => format!("version=99&university={OURS}"),
        _ => format!("version={version}&institution={institution}&digest=stale"),
    }
}

async fn ask(house: &House, town: &Town, cell: &Cell, holding: usize) -> Answered {
    // The batches of the city have one sheet each.
    let (mut batch, mut version) = (BATCHES[holding].to_owned(), 2);
    if cell.path.starts_with("/examinations") {
        (batch, version) = (EXAMINATIONS[holding].to_owned(), 9);
    }
    if cell.path.starts_with("/support") {
        batch = SUPPORTS[holding].to_owned();
    }
    if cell.is_done_at_once() && HOLDINGS[holding] != "absent" {
        let fresh = opened(&town.office, holding).await;
        (batch, version) = (fresh.id, fresh.version);
    }
    let body = if cell.method == "POST" { body(cell, holding, version) } else { String::new() };
    let sent = if body.starts_with("--x") { Sent::Parts(&body) } else { Sent::Form(&body) };
    let path = match cell.named.as_str() {
        "other" => format!("/cooperation/liaison-unit/{BESIDE}/{OURS}/new"),
        _ => cell.path.clone(),
    };
    house.send(&cell.method, &address(&path, &batch, holding), cell.role, sent).await
}

/// Asks for every holding that a cell has a letter for; says what is not as expected.
pub(super) async fn wrong(house: &House, town: &Town, cell: &Cell) -> (usize, Vec<String>) {
    let Cell { method, path, named, role, letters, .. } = cell;
    let mut wrong = Vec::new();
    let asked = letters.chars().enumerate().filter(|(_, letter)| *letter != '-');
    let mut count = 0;
    for (holding, letter) in asked {
        count += 1;
        let answered = ask(house, town, cell, holding).await;
        let what = format!("{role}: {method} {path} {named} {}", HOLDINGS[holding]);
        if answered.letter != letter {
            wrong.push(format!("{what}: {} for {letter}", answered.status));
        }
        let beyond = beyond(&answered, *role);
        if !beyond.is_empty() {
            wrong.push(format!("{what} shows {beyond:?}"));
        }
    }
    (count, wrong)
}

#[tokio::test]
async fn item_13_every_cell_of_what_institutions_hold_is_as_written() {
    let town = super::city::city().await;
    let house = House::new(&town, None);
    let (mut asked, mut all) = (0, Vec::new());
    for cell in expected() {
        let (letters, mistakes) = wrong(&house, &town, &cell).await;
        asked += letters;
        all.extend(mistakes);
    }
    println!("matrix of holdings: {asked} cells, {} wrong", all.len());
    assert!(all.is_empty(), "{} of {asked}:\n{}", all.len(), all.join("\n"));
}

#[test]
fn item_12_every_address_of_a_holding_is_in_the_house() {
    let (read, found) = (written(EXPECTED, HOLDINGS.len()).len(), expected().len());
    assert_eq!(read * Role::ALL.len(), found, "no such address");
}

#[tokio::test]
async fn item_15_a_foreign_and_an_absent_holding_answer_alike() {
    let town = super::city::city().await;
    let house = House::new(&town, None);
    let [theirs, absent] = [2, 3];
    assert_eq!((HOLDINGS[theirs], HOLDINGS[absent]), ("theirs", "absent"));
    let mut compared = 0;
    for cell in expected() {
        let institutional = matches!(cell.role, Role::School | Role::University);
        if !institutional || cell.letters.len() == 1 || cell.path == "/progression" {
            continue;
        }
        let there = ask(&house, &town, &cell, theirs).await;
        let nowhere = ask(&house, &town, &cell, absent).await;
        let expected =
            if cell.letters.ends_with('n') { StatusCode::NOT_FOUND } else { StatusCode::FORBIDDEN };
        assert_eq!((there.status, nowhere.status), (expected, expected), "{cell:?}");
        // A page names the address it was asked by, and that alone differs; one that is done at once has another number.
        if !cell.is_done_at_once() {
            let blank = |text: &str, holding: usize| {
                let text = text.replace(EXAMINATIONS[holding], "-").replace(&training(holding), "-");
                let text = text.replace(class_of(holding), "-").replace(SUPPORTS[holding], "-");
                text.replace(BATCHES[holding], "-").replace(&twice(HOLDERS[holding]), "-")
            };
            assert_eq!(blank(&there.text, theirs), blank(&nowhere.text, absent), "{cell:?}");
        }
        compared += 1;
    }
    assert_eq!(compared, 101);
}

/// A name in the query of an address that stands in the query of another.
fn twice(name: &str) -> String {
    url(name).replace('%', "%25")
}
