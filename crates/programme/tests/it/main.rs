//! Plan tables from the published annex to a plan and back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod altered;
mod annex;
mod answers;
mod documents;
mod proposal;
mod round_trip;
mod rules;
mod shapes;
mod wording;

use guantong_documents::{Limits, read};
use guantong_model::sheet::{At, Sheet, Value};
use guantong_policy::edition::builtin;
use guantong_programme::plan::{self, Answers, Draft, Ground, Plan, Problem, Reconciliation};

const ANNEX: &[u8] = include_bytes!("../../../../editions/beijing-2023/annex-2023.xlsx");
const DEMO_ANSWERS: &str = include_str!("../../../../demo/plan-answers-2023.toml");

fn sheet_of(bytes: &[u8]) -> Sheet {
    let mut sheets = read(bytes, &Limits::form()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(sheets.len(), 1);
    sheets.remove(0)
}

/// The annex as published.
fn annex() -> Sheet {
    sheet_of(ANNEX)
}

/// The annex with some cells changed: `("F16", "40")`; a number where it reads as one, nothing where empty.
fn annex_with(changes: &[(&str, &str)]) -> Sheet {
    let mut sheet = annex();
    for (cell, text) in changes {
        set(&mut sheet, cell, text);
    }
    sheet
}

fn set(sheet: &mut Sheet, cell: &str, text: &str) {
    let value = match text.parse::<f64>() {
        _ if text.is_empty() => None,
        Ok(number) => Some(Value::Number(number)),
        Err(_) => Some(Value::Text(text.to_owned())),
    };
    sheet.set(at(cell), value);
}

fn at(cell: &str) -> At {
    let (letters, row) = cell.split_at(cell.chars().take_while(char::is_ascii_alphabetic).count());
    let column = letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1);
    At::new(row.parse().unwrap(), column)
}

/// What the shipped edition says for 2023.
fn ground() -> Ground {
    Ground::of(builtin().unwrap(), 2023)
}

fn draft_of(sheet: &Sheet) -> Draft {
    plan::read_sheet(sheet).unwrap_or_else(|problems| panic!("{}", listed(&problems)))
}

fn refused(sheet: &Sheet) -> Vec<Problem> {
    plan::read_sheet(sheet).expect_err("the table should be refused")
}

fn listed(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn demo_answers() -> Answers {
    Answers::read(DEMO_ANSWERS).unwrap_or_else(|problems| panic!("{}", listed(&problems)))
}

fn reconciled(sheet: &Sheet, answers: &Answers) -> Reconciliation {
    plan::reconcile(&draft_of(sheet), answers, &ground())
        .unwrap_or_else(|problems| panic!("{}", listed(&problems)))
}

/// The plan of 2023 with the answers of the demonstration.
fn plan_2023() -> Plan {
    reconciled(&annex(), &demo_answers()).plan().unwrap()
}

/// The ids of the findings of a reconciliation that stand in the way.
fn open(reconciliation: &Reconciliation) -> Vec<&str> {
    reconciliation.open().map(|finding| finding.id.as_str()).collect()
}
