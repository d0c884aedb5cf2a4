//! What the fields of a draft are held against: the year's plan, the floor the edition dates, the districts; and the
//! document they rest on.

use crate::Office;
use crate::error::Fault;
use guantong_admission::RuleSet;
use guantong_admission::year::fields::{LINE_MAX, Read};
use guantong_admission::year::{FieldProblem, Fields, Ground};
use guantong_model::{Date, Message};
use std::collections::BTreeMap;

/// The fields of the document that a version rests on; the last may be left open.
pub(super) const DOCUMENT: [&str; 4] =
    ["document_title", "document_number", "document_date", "document_address"];

impl Office {
    /// Reads the fields of a year's draft.
    pub(super) async fn read_rules(&self, year: i32, fields: &Fields) -> Result<Read, Fault> {
        let places = |line: &crate::rows::PlanLine| {
            (line.programme.to_string(), u32::try_from(line.places).unwrap_or(u32::MAX))
        };
        let programmes: BTreeMap<String, u32> =
            self.whole.plan_lines(year).await?.iter().map(places).collect();
        let districts: BTreeMap<String, String> = self
            .edition()
            .districts()
            .iter()
            .flat_map(|district| {
                [
                    (district.code.clone(), district.code.clone()),
                    (district.name.clone(), district.code.clone()),
                ]
            })
            .collect();
        let ground = Ground {
            year: u32::try_from(year).unwrap_or(0),
            floor_least: self.score_floor(year),
            programmes: Some(&programmes),
            districts: Some(&districts),
        };
        let mut read = RuleSet::from_fields(fields, &ground);
        document(fields, &mut read);
        if !read.problems.is_empty() {
            read.set = None;
        }
        Ok(read)
    }
}

/// Reads the document a version rests on: its title, number and date.
fn document(fields: &Fields, read: &mut Read) {
    for name in DOCUMENT {
        let text = fields.get(name).map_or("", |text| text.trim());
        let mut note = |message: Message, open: bool| {
            read.problems.push(FieldProblem { field: name.to_owned(), message, open });
        };
        let count = text.chars().count();
        match (text.is_empty(), name) {
            (true, "document_address") => continue,
            (true, _) => {
                note(Message::new("rules-open"), true);
                continue;
            }
            (false, _) if count > LINE_MAX => {
                note(Message::new("rules-long").with("count", count).with("most", LINE_MAX), false);
            }
            (false, "document_date") if text.parse::<Date>().is_err() => {
                note(Message::new("rules-no-date").with("value", text), false);
            }
            (false, "document_address") if !(text.starts_with("https://") || text.starts_with("http://")) => {
                note(Message::new("rules-no-address").with("value", text), false);
            }
            (false, _) => {}
        }
        read.fields.insert(name.to_owned(), text.to_owned());
    }
}
