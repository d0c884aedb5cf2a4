//! `/my/data`: everything kept about a student, for him and his guardian; as a workbook and as JSON to take along; and
//! where what is wrong is asked to be put right.

use super::parts::{self, Part};
use super::{Asked, whose};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, show};
use crate::pages::address::{encoded, query};
use crate::pages::csv;
use askama::Template;
use axum::extract::Query;
use guantong_documents::{Content, Look, Table, write_xlsx};
use guantong_requests::Kind;
use guantong_service::Fault;
use guantong_service::person::PersonalCopy;
use serde_json::{Map, Value};

/// As many of each table stand on the page; the files have all.
const ON_PAGE: usize = 20;
/// The name of a sheet has no more room.
const SHEET_NAME: usize = 31;

#[derive(Template)]
#[template(path = "my/data.html")]
struct DataPage {
    name: String,
    others: Vec<(String, String)>,
    parts: Vec<Part>,
    /// The two files.
    files: [String; 2],
    /// Where what is wrong is asked to be put right.
    correct: String,
    looks: String,
    back: String,
    page: Page,
}

impl DataPage {
    /// How many rows of a part are left off the page.
    fn left_off(&self, part: &Part) -> usize {
        part.rows.len().saturating_sub(ON_PAGE)
    }

    fn most(&self) -> usize {
        ON_PAGE
    }
}

pub(super) async fn shown(page: Page, Query(asked): Query<Asked>) -> Answer {
    let (id, others) = whose(&page, &asked).await?;
    let copy = page.office().personal_copy(&id, false).await?;
    let of = query(&[("of", &asked.of)]);
    let record = format!("/students/{}", encoded(id.as_str()));
    let others = others.into_iter().map(|other| {
        let address = format!("/my/data{}", query(&[("of", other.id.as_str())]));
        (other.name, address)
    });
    show(&DataPage {
        name: copy.view.person.name.clone(),
        others: others.collect(),
        parts: parts::of(&page, &copy, false),
        files: [format!("/my/data.xlsx{of}"), format!("/my/data.json{of}")],
        correct: format!("{record}/requests/new/{}", Kind::Personal),
        looks: format!("{record}/looks"),
        back: format!("/my{of}"),
        page,
    })
}

async fn copied(page: &Page, asked: &Asked) -> Result<PersonalCopy, Problem> {
    let (id, _) = whose(page, asked).await?;
    Ok(page.office().personal_copy(&id, true).await?)
}

pub(super) async fn json(page: Page, Query(asked): Query<Asked>) -> Answer {
    let copy = copied(&page, &asked).await?;
    let mut all = Map::new();
    all.insert("made_on".to_owned(), Value::from(page.office().today().to_string()));
    for part in parts::of(&page, &copy, true) {
        let object = |row: &Vec<String>| -> Value {
            let keys = part.columns.iter().map(|(key, _)| (*key).to_owned());
            keys.zip(row.iter().map(|text| Value::from(text.as_str()))).collect::<Map<_, _>>().into()
        };
        let rows: Vec<Value> = part.rows.iter().map(object).collect();
        let value = match (part.single, rows.first()) {
            (true, Some(one)) => one.clone(),
            _ => Value::from(rows),
        };
        all.insert(part.key.to_owned(), value);
    }
    let text = serde_json::to_string_pretty(&all).map_err(|error| Fault::new("write a copy", error))?;
    let name = page.t("data-file").to_string();
    Ok(csv::json(&format!("{name}.json"), text.into_bytes()))
}

pub(super) async fn workbook(page: Page, Query(asked): Query<Asked>) -> Answer {
    let copy = copied(&page, &asked).await?;
    let tables: Vec<Table> = parts::of(&page, &copy, true).iter().map(table).collect();
    let bytes = write_xlsx(&tables, page.office().today())
        .map_err(|error| Problem::Fault(Fault::new("write a copy", error)))?;
    let name = page.t("data-file").to_string();
    Ok(csv::workbook(&format!("{name}.xlsx"), bytes))
}

/// A part as a sheet: of one thing its facts under one another, of many a row each.
fn table(part: &Part) -> Table {
    let text = |text: &str, look: Look| (Content::Text(text.to_owned()), look);
    let (rows, head_rows) = match part.single {
        true => {
            let fact = |(heading, value): (&crate::frame::Said, &String)| {
                vec![text(&heading.to_string(), Look::Sum), text(value, Look::Body)]
            };
            (part.facts().map(fact).collect(), 0)
        }
        false => {
            let head =
                part.columns.iter().map(|(_, heading)| text(&heading.to_string(), Look::HeadingOfWords));
            let body = |row: &Vec<String>| row.iter().map(|cell| text(cell, Look::Body)).collect();
            (std::iter::once(head.collect()).chain(part.rows.iter().map(body)).collect(), 1)
        }
    };
    Table {
        name: part.title.to_string().chars().take(SHEET_NAME).collect(),
        widths: vec![if part.single { 30 } else { 22 }; part.columns.len().max(2)],
        rows,
        merged: Vec::new(),
        head_rows,
    }
}
