//! `/examinations`: the examinations within reach, who organises them by which rules, and a form that draws one up.

use super::address;
use super::fields::Fields;
use super::shown::{organiser, state};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show_as};
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::Form;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guantong_model::{Date, Message, Stage};
use guantong_registry::reading::ExaminationPlaces;
use guantong_service::examination::NewExamination;

/// An examination in the list.
struct RowShown {
    id: String,
    href: String,
    institution: String,
    organiser: String,
    stage: String,
    on: String,
    chip: Chip,
    sitters: usize,
}

/// Institutions for which an examination after a stage may be drawn up.
struct Offered {
    stage: Stage,
    words: String,
    names: Vec<String>,
}

#[derive(Template)]
#[template(path = "examination/list.html")]
struct ListPage {
    rows: Vec<RowShown>,
    offered: Vec<Offered>,
    typed: Fields,
    errors: Vec<Said>,
    /// Whether the document of an examination may name places.
    limited: bool,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn list(page: Page) -> Answer {
    shown(page, StatusCode::OK, Fields::default(), Vec::new()).await
}

async fn shown(page: Page, status: StatusCode, typed: Fields, errors: Vec<Said>) -> Answer {
    let office = page.office();
    let examinations = office.examinations().await?;
    let rows = examinations.iter().map(|found| RowShown {
        id: found.id.clone(),
        href: address(&found.id),
        institution: page.institution(&found.institution).to_owned(),
        organiser: organiser(&page, &found.organiser),
        stage: page.word(format!("stage.{}", found.after)),
        on: page.date(found.on),
        chip: state(&page, found),
        sitters: found.sitters.len(),
    });
    let rows = rows.collect();
    let mut offered = Vec::new();
    if page.may_send("/examinations") {
        for stage in [Stage::Secondary, Stage::College] {
            let names = office.examination_institutions(stage).await?;
            if !names.is_empty() {
                offered.push(Offered { stage, words: page.word(format!("stage.{stage}")), names });
            }
        }
    }
    let limited = office.examination_places()? == ExaminationPlaces::AsTheDocumentSays;
    let clauses = Clauses::of_provisions(&page, &["3.4.1", "3.4.2.a", "3.4.2.b", "4.1.c", "4.1.e"]);
    let clauses = clauses.with_lead(&page);
    show_as(status, &ListPage { rows, offered, typed, errors, limited, clauses, page: page.clone() })
}

impl ListPage {
    fn typed(&self, name: &str) -> &str {
        self.typed.get(name)
    }

    /// The stage and institution as the form has them in one field.
    fn value(offered: &Offered, name: &str) -> String {
        format!("{}/{name}", offered.stage)
    }
}

pub(super) async fn open(page: Page, Form(pairs): Form<Vec<(String, String)>>) -> Answer {
    let typed = Fields::of(pairs);
    let new = match read(&typed) {
        Ok(new) => new,
        Err(problem) => return refused(page, typed, problem).await,
    };
    match page.office().open_examination(new, &page.actor()).await {
        Ok(found) => Ok(Redirect::to(&address(&found.id)).into_response()),
        Err(error) => refused(page, typed, error.into()).await,
    }
}

async fn refused(page: Page, typed: Fields, problem: Problem) -> Answer {
    let (status, messages) = match problem {
        Problem::BadInput(messages) => (StatusCode::UNPROCESSABLE_ENTITY, messages),
        Problem::Conflict(conflict) => (StatusCode::CONFLICT, vec![conflict.message]),
        other => return Err(other),
    };
    let errors = messages.iter().map(|message| page.say(message)).collect();
    shown(page, status, typed, errors).await
}

/// The examination out of what was typed.
fn read(typed: &Fields) -> Result<NewExamination, Problem> {
    let whole = typed.get("institution");
    let named = whole.split_once('/').and_then(|(stage, name)| Some((Stage::parse(stage)?, name)));
    let (after, institution) =
        named.ok_or_else(|| Problem::bad(Message::new("examination-institution-missing")))?;
    let on: Date = typed
        .get("on")
        .parse()
        .map_err(|_| Problem::bad(Message::new("examination-on-wrong").with("given", typed.get("on"))))?;
    Ok(NewExamination {
        after,
        institution: institution.to_owned(),
        on,
        place: typed.get("place").to_owned(),
        document: typed.get("document").to_owned(),
        places: typed.count("places", "examination-places-wrong")?,
    })
}
