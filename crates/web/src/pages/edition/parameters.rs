//! `/editions/{edition}/parameters`: numbers, dates and lists, each with its days and its clause.

use super::{Part, PartLink, must_be_in_force, parts};
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::parts::Clauses;
use askama::Template;
use axum::extract::Path;
use guantong_policy::Citation;
use guantong_policy::edition::{Dated, Parameter, Value};

#[derive(Template)]
#[template(path = "edition/parameters.html")]
struct ParametersPage {
    parts: Vec<PartLink>,
    parameters: Vec<Row>,
    page: Page,
}

/// A parameter as it is shown.
pub(super) struct Row {
    pub(super) name: String,
    /// Each value with the days it is in force.
    pub(super) values: Vec<(String, String)>,
    pub(super) clauses: Clauses,
    pub(super) notes: Vec<String>,
}

impl Row {
    pub(super) fn of(page: &Page, parameter: &Parameter) -> Self {
        let mut citations = vec![Citation::Clause(parameter.clause.clone())];
        citations.extend(
            parameter.article.as_ref().map(|article| Citation::article(article.book, &article.number)),
        );
        let note = parameter.note.as_deref().unwrap_or_default();
        let note = page.either(note, parameter.note_en.as_deref().unwrap_or(note));
        let source = parameter.source.as_deref().unwrap_or_default();
        let notes = [note, source].into_iter().filter(|text| !text.is_empty()).map(str::to_owned).collect();
        Row {
            name: parameter.name.clone(),
            values: parameter
                .values
                .iter()
                .map(|dated| (value(page, parameter, dated), days(page, dated)))
                .collect(),
            clauses: Clauses::of(page, &citations),
            notes,
        }
    }
}

pub(super) async fn list(page: Page, Path(edition): Path<String>) -> Answer {
    must_be_in_force(&page, &edition)?;
    let parameters = page.edition().parameters().iter().map(|parameter| Row::of(&page, parameter)).collect();
    show(&ParametersPage { parts: parts(&page, Part::Parameters), parameters, page })
}

/// A value with its unit, where it is counted in one.
fn value(page: &Page, parameter: &Parameter, dated: &Dated) -> String {
    let words = plain(page, &dated.value);
    let counted = match &dated.value {
        Value::Number(_) => true,
        Value::List(list) => list.iter().all(|value| matches!(value, Value::Number(_))),
        Value::Text(_) => false,
    };
    if counted {
        let unit = page.word(format!("unit.{}", parameter.unit));
        page.t("page-edition-value").with("value", &words).with("unit", &unit).to_string()
    } else {
        words
    }
}

fn plain(page: &Page, value: &Value) -> String {
    match value {
        Value::Number(number) => page.number(number),
        Value::Text(text) => known_word(page, text).unwrap_or_else(|| text.clone()),
        Value::List(values) => page.list(values.iter().map(|value| plain(page, value))),
    }
}

/// The word for an identifier of the glossary, where the text is one.
fn known_word(page: &Page, text: &str) -> Option<String> {
    ["stage", "round", "edition.term"].iter().find_map(|family| {
        let id = format!("{family}.{text}");
        let word = page.word(&id);
        (word != id).then_some(word)
    })
}

fn days(page: &Page, dated: &Dated) -> String {
    match dated.to {
        None => page.t("page-edition-from").with("from", dated.from).to_string(),
        Some(to) => page.t("page-edition-from-to").with("from", dated.from).with("to", to).to_string(),
    }
}
