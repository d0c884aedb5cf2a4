//! The form of a request. What the rules refuse is told with its clause and nothing is sent round; what was typed stays.

use super::fields::{self, Field};
use super::{FORM, address, desks_ahead, personal};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show_as};
use crate::pages::address::encoded;
use crate::pages::sent;
use crate::parts::{Clauses, DecisionShown};
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guantong_documents::evidence;
use guantong_model::{Message, StudentId};
use guantong_requests::{About, Kind};
use guantong_service::ServiceError;
use guantong_service::request::{GivenFile, NewRequest, Opening, TEXT_MOST, is_told};
use guantong_service::views::StudentView;
use serde::Deserialize;

/// What an appeal is about.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AboutAsked {
    about: String,
    version: String,
}

#[derive(Template)]
#[template(path = "request/form.html")]
struct FormPage {
    kind: Kind,
    student: String,
    back: String,
    here: String,
    fields: Vec<Field>,
    text: String,
    about: AboutAsked,
    /// What is wrong with a field, by its name.
    errors: Vec<(&'static str, Said)>,
    conflict: Option<Said>,
    refused: Option<DecisionShown>,
    /// Why it cannot be asked for now at all.
    shut: Option<DecisionShown>,
    desks: Vec<(String, String, Option<String>)>,
    clauses: Clauses,
    page: Page,
}

impl FormPage {
    async fn of(
        page: Page,
        view: &StudentView,
        kind: Kind,
        values: fields::Typed<'_>,
    ) -> Result<Self, Problem> {
        let prospect = page.office().request_prospect(&view.student.id, kind).await?;
        let book = page.office().request_book()?;
        let back = format!("/students/{}", encoded(view.student.id.as_str()));
        let citations = book.kind(kind).map(|terms| terms.citations.clone()).unwrap_or_default();
        Ok(FormPage {
            kind,
            student: view.student.name.clone(),
            here: format!("{back}/requests/new/{kind}"),
            back,
            fields: fields::of(&page, view, kind, values),
            text: fields::typed(values, "text").to_owned(),
            about: AboutAsked {
                about: fields::typed(values, "about").to_owned(),
                version: fields::typed(values, "version").to_owned(),
            },
            errors: Vec::new(),
            conflict: None,
            refused: None,
            shut: shut(&page, view, kind),
            desks: desks_ahead(&page, &book, &prospect),
            clauses: Clauses::of(&page, &citations).with_lead(&page),
            page,
        })
    }

    fn error(&self, name: &str) -> Option<&Said> {
        self.errors.iter().find(|(field, _)| *field == name).map(|(_, error)| error)
    }

    fn name(&self) -> String {
        self.page.word(format!("request-kind.{}", self.kind))
    }

    fn most(&self) -> usize {
        TEXT_MOST
    }

    fn files_hint(&self) -> Said {
        let mib = evidence::FILE_MOST / (1024 * 1024);
        self.page.t("request-files-hint").with("files", evidence::FILES_MOST).with("mib", mib)
    }

    /// The label of what is written: an appeal says other things than an application.
    fn text_label(&self) -> Said {
        let id = match self.kind {
            Kind::Appeal | Kind::AppealAuthority => "request-text-appeal",
            Kind::Expel | Kind::CancelRegistration | Kind::Settle => "request-text-facts",
            Kind::Correct => "request-text-correct",
            Kind::Personal => "request-text-personal",
            _ => "request-text",
        };
        self.page.t(id)
    }
}

/// Why something is closed that no words of whoever asks can open; any entry may be corrected, any decision appealed
/// against.
fn shut(page: &Page, view: &StudentView, kind: Kind) -> Option<DecisionShown> {
    let command = kind.command().filter(|_| kind != Kind::Correct)?;
    let closed = view.options.closed.iter().find(|closed| closed.command == command)?;
    is_told(kind, &closed.decision)
        .then(|| DecisionShown::of(page, page.word(format!("request-kind.{kind}")), &closed.decision))
}

async fn asked(page: &Page, id: &str, kind: &str) -> Result<(StudentView, Kind), Problem> {
    let kind = Kind::parse(kind).ok_or(Problem::NotFound)?;
    let view = page.office().student(&StudentId::from(id)).await?.ok_or(Problem::NotFound)?;
    Ok((view, kind))
}

pub(super) async fn form(
    page: Page,
    Path((id, kind)): Path<(String, String)>,
    Query(about): Query<AboutAsked>,
) -> Answer {
    let (view, kind) = asked(&page, &id, &kind).await?;
    let mut shown = FormPage::of(page, &view, kind, &[]).await?;
    shown.about = about;
    show_as(StatusCode::OK, &shown)
}

pub(super) async fn open(
    page: Page,
    Path((id, kind)): Path<(String, String)>,
    body: Result<Multipart, MultipartRejection>,
) -> Answer {
    let (view, kind) = asked(&page, &id, &kind).await?;
    let most = u64::try_from(FORM).unwrap_or(u64::MAX);
    let sent = match sent::read(body, most).await {
        Ok(sent) => sent,
        Err((message, status)) => {
            let mut shown = FormPage::of(page.clone(), &view, kind, &[]).await?;
            shown.errors = vec![("files", page.say(&message))];
            return show_as(status, &shown);
        }
    };
    let mut shown = FormPage::of(page.clone(), &view, kind, sent.fields()).await?;
    let book = page.office().request_book()?;
    let command = match fields::command(&page, &book, &view, kind, sent.fields(), &shown.text) {
        Ok(command) => command,
        Err(errors) => {
            shown.errors = errors;
            return show_as(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let about = kind.is_appeal().then(|| About {
        stream: shown.about.about.clone(),
        version: shown.about.version.parse().unwrap_or(0),
    });
    let asked = match (kind == Kind::Personal).then(|| personal::asked(&page, sent.fields())).transpose() {
        Ok(asked) => asked,
        Err(errors) => {
            shown.errors = errors;
            return show_as(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let files: Vec<GivenFile> =
        sent.files.into_iter().map(|(name, bytes)| GivenFile { name, bytes }).collect();
    let new = NewRequest {
        student: view.student.id.clone(),
        kind,
        command,
        about,
        statement: shown.text.clone(),
        files,
    };
    let opening = match asked {
        Some(asked) => {
            let NewRequest { student, statement, files, .. } = new;
            page.office().ask_personal(&student, asked, &statement, &files, &page.actor()).await
        }
        None => page.office().open_request(new, &page.actor()).await,
    };
    match opening {
        Ok(Opening::Opened(row)) => Ok(Redirect::to(&address(&row.id)).into_response()),
        Ok(Opening::Refused(decision)) => {
            shown.refused = Some(DecisionShown::of(&page, shown.name(), &decision));
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        Err(ServiceError::BadInput(messages)) => {
            shown.errors = messages.iter().map(|message| (field_of(message), page.say(message))).collect();
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        Err(ServiceError::Conflict(conflict)) => {
            shown.conflict = Some(page.say(&conflict.message));
            show_as(StatusCode::CONFLICT, &shown)
        }
        Err(other) => Err(other.into()),
    }
}

/// The field that a mistake is about.
fn field_of(message: &Message) -> &'static str {
    match message.id.as_str() {
        id if id.starts_with("evidence-") || id == "request-files-too-many" => "files",
        id => personal::field_of(id).unwrap_or("text"),
    }
}
