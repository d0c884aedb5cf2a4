//! `/editions/{edition}/interpretations`: 口径, the questions the notice leaves open and how this edition reads them.

use super::{Part, PartLink, must_be_in_force, parts};
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::parts::Clauses;
use askama::Template;
use axum::extract::Path;
use guantong_policy::Citation;
use guantong_policy::edition::Interpretation;

#[derive(Template)]
#[template(path = "edition/interpretations.html")]
struct InterpretationsPage {
    parts: Vec<PartLink>,
    readings: Vec<Reading>,
    page: Page,
}

/// A question with its answers.
pub(super) struct Reading {
    pub(super) id: String,
    pub(super) question: String,
    pub(super) choices: Vec<Choice>,
    pub(super) source: String,
    pub(super) clauses: Clauses,
    /// Where it is switched.
    pub(super) place: String,
    pub(super) chosen: String,
    pub(super) parameter: Option<String>,
}

/// One answer.
pub(super) struct Choice {
    pub(super) words: String,
    pub(super) chosen: bool,
}

impl Reading {
    pub(super) fn of(page: &Page, reading: &Interpretation) -> Self {
        let mut citations = vec![Citation::Clause(reading.clause.clone())];
        citations
            .extend(reading.article.as_ref().map(|article| Citation::article(article.book, &article.number)));
        let choice = |choice: &guantong_policy::edition::Choice| Choice {
            words: page.either(&choice.words, &choice.words_en).to_owned(),
            chosen: choice.id == reading.chosen,
        };
        Reading {
            id: reading.id.clone(),
            question: page.either(&reading.question, &reading.question_en).to_owned(),
            choices: reading.choices.iter().map(choice).collect(),
            source: page.either(&reading.source, &reading.source_en).to_owned(),
            clauses: Clauses::of(page, &citations),
            place: reading.place.to_string(),
            chosen: reading.chosen.clone(),
            parameter: reading.parameter.clone(),
        }
    }
}

pub(super) async fn list(page: Page, Path(edition): Path<String>) -> Answer {
    must_be_in_force(&page, &edition)?;
    let readings =
        page.edition().interpretations().iter().map(|reading| Reading::of(&page, reading)).collect();
    show(&InterpretationsPage { parts: parts(&page, Part::Interpretations), readings, page })
}
