//! The heading row: known by its names, in any order of columns, and repeated where a page begins.

use super::super::draft::{Column, Remark};
use super::super::names::plain;
use super::super::{Problem, words};
use guantong_model::sheet::{At, Row, Sheet, Value};
use guantong_model::{Fact, Message};
use std::collections::BTreeMap;

/// The columns without which there is no plan; the others depend on the form.
pub(super) const NEEDED: &[Column] =
    &[Column::Category, Column::Institution, Column::Major, Column::Partner, Column::Places];

/// So many known names make a heading: no line of a plan has even one.
const ENOUGH: usize = 3;

/// Which column is which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Headings {
    columns: BTreeMap<Column, u32>,
    unknown: Vec<Remark>,
}

/// The first heading row of a sheet.
pub(super) fn first(sheet: &Sheet) -> Option<&Row> {
    sheet.rows.iter().find(|row| is_heading(row))
}

/// Whether a row is a heading.
pub(super) fn is_heading(row: &Row) -> bool {
    names(row).filter(|(_, name)| known(name).is_some()).count() >= ENOUGH
}

fn names(row: &Row) -> impl Iterator<Item = (u32, String)> {
    row.cells.iter().filter_map(|(column, value)| match value {
        Value::Text(text) => Some((*column, plain(text))),
        _ => None,
    })
}

fn known(name: &str) -> Option<Column> {
    let lower = name.to_ascii_lowercase();
    words::HEADINGS.iter().find(|(_, names)| names.contains(&lower.as_str())).map(|(column, _)| *column)
}

impl Headings {
    /// The columns of a heading row.
    pub(super) fn read(row: &Row) -> Result<Self, Vec<Problem>> {
        let mut found = Headings { columns: BTreeMap::new(), unknown: Vec::new() };
        let mut problems = Vec::new();
        for (number, name) in names(row).filter(|(_, name)| !name.is_empty()) {
            let at = At::new(row.number, number);
            match known(&name) {
                None => found.unknown.push(Remark::Column { at, words: name }),
                Some(column) => {
                    if let Some(earlier) = found.columns.insert(column, number) {
                        let message = Message::new("plan-heading-twice")
                            .with("other", At::new(row.number, earlier).to_string());
                        problems.push(Problem::at("IMP-0204", at, column, message));
                    }
                }
            }
        }
        let lacking: Vec<Fact> = NEEDED
            .iter()
            .filter(|column| !found.columns.contains_key(column))
            .map(|column| words::heading(*column).into())
            .collect();
        if !lacking.is_empty() {
            let message = Message::new("plan-heading-lacks").with("headings", Fact::List(lacking));
            problems.push(Problem::row("IMP-0203", row.number, message));
        }
        if problems.is_empty() { Ok(found) } else { Err(problems) }
    }

    /// The number of a column.
    pub(super) fn column(&self, column: Column) -> Option<u32> {
        self.columns.get(&column).copied()
    }

    /// The columns with their numbers.
    pub(super) fn columns(&self) -> impl Iterator<Item = (Column, u32)> {
        self.columns.iter().map(|(column, number)| (*column, *number))
    }

    /// Headings that are not known.
    pub(super) fn unknown(&self) -> &[Remark] {
        &self.unknown
    }

    /// Whether a repeated heading names the same columns in the same places.
    pub(super) fn same(&self, row: &Row) -> bool {
        let mut repeated = names(row).filter_map(|(number, name)| Some((known(&name)?, number)));
        repeated.all(|(column, number)| self.column(column) == Some(number))
    }
}
