//! `/students/{id}/commands/{command}`: any command is tried on a record without writing, or carried out on the
//! version that was seen. What was typed stays until it is done.

mod assess;
mod fields;
mod since;

use super::address;
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show_as};
use crate::parts::DecisionShown;
use crate::routes::Routes;
use askama::Template;
use assess::Assessing;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use fields::{Field, Fields};
use guantong_model::{Date, StudentId};
use guantong_policy::Outcome;
use guantong_registry::CommandName;
use guantong_service::ServiceError;
use guantong_service::access::Action;
use guantong_service::views::StudentView;
use since::SinceShown;

pub(super) fn routes() -> Routes {
    Routes::new().get("/students/{id}/commands/{command}", Action::StudentRead, form).post(
        "/students/{id}/commands/{command}",
        Action::StudentRead,
        answer,
    )
}

#[derive(Template)]
#[template(path = "command/form.html")]
struct CommandPage {
    name: String,
    student: String,
    back: String,
    here: String,
    version: i64,
    on: String,
    fields: Vec<Field>,
    /// What is wrong with a field, by its name.
    errors: Vec<(&'static str, Said)>,
    conflict: Option<Said>,
    /// What others did to the record meanwhile, where that is the conflict.
    since: Option<SinceShown>,
    /// What the command would come to, or came to.
    decision: Option<DecisionShown>,
    /// Whether that was only a trial.
    tried: bool,
    /// Whether it would be accepted.
    accepted: bool,
    page: Page,
}

/// The record and the command an address names.
async fn asked(page: &Page, id: &str, command: &str) -> Result<(StudentView, CommandName), Problem> {
    let command = CommandName::parse(command).ok_or(Problem::NotFound)?;
    let view = page.office().student(&StudentId::from(id)).await?.ok_or(Problem::NotFound)?;
    Ok((view, command))
}

impl CommandPage {
    fn of(
        page: Page,
        view: &StudentView,
        command: CommandName,
        typed: &Fields,
        assessing: Option<&Assessing>,
    ) -> Self {
        let back = format!("/students/{}", address::encoded(view.student.id.as_str()));
        let day = |date: Date| date.to_string();
        CommandPage {
            name: page.word(format!("command.{command}")),
            student: view.student.name.clone(),
            here: format!("{back}/commands/{command}"),
            back,
            version: typed.version().unwrap_or(view.student.version),
            on: typed.on().map_or_else(|| day(view.as_of), str::to_owned),
            fields: fields::of(&page, view, command, typed, assessing),
            errors: Vec::new(),
            conflict: None,
            since: None,
            decision: None,
            tried: false,
            accepted: false,
            page,
        }
    }

    fn error(&self, name: &str) -> Option<&Said> {
        self.errors.iter().find(|(field, _)| *field == name).map(|(_, error)| error)
    }
}

async fn form(page: Page, Path((id, command)): Path<(String, String)>) -> Answer {
    let (view, command) = asked(&page, &id, &command).await?;
    let relations = page.office().relations_to(&view.student.id).await?;
    page.office().allow(Action::of_command(command), &relations)?;
    let typed = Fields::default();
    let assessing = assessing(&page, &view, command, &typed).await?;
    show_as(StatusCode::OK, &CommandPage::of(page, &view, command, &typed, assessing.as_ref()))
}

/// The rules that an assessment is held against; nothing of any other command.
async fn assessing(
    page: &Page,
    view: &StudentView,
    command: CommandName,
    typed: &Fields,
) -> Result<Option<Assessing>, Problem> {
    if command != CommandName::Assess {
        return Ok(None);
    }
    let on = typed.on().and_then(|on| on.parse::<Date>().ok());
    Assessing::of(page, view, on, typed.get("document")).await
}

async fn answer(
    page: Page,
    Path((id, command)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let typed = Fields::typed(pairs);
    let (view, name) = asked(&page, &id, &command).await?;
    let assessing = assessing(&page, &view, name, &typed).await?;
    let assessing = assessing.as_ref();
    let mut shown = CommandPage::of(page.clone(), &view, name, &typed, assessing);
    let (on, command) = match typed.command(&page, name, assessing)? {
        Ok(read) => read,
        Err(errors) => {
            shown.errors = errors;
            return show_as(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let office = page.office();
    let id = &view.student.id;
    let keeps = typed.keeps();
    let decided = if typed.tries() {
        shown.tried = true;
        office.try_command(id, on, command).await.map(|decided| decided.decision)
    } else if keeps {
        office.command_kept(id, shown.version, on, command, &page.actor()).await
    } else {
        office.command(id, shown.version, on, command, &page.actor()).await
    };
    match decided {
        Ok(decision) if !shown.tried && (keeps || decision.outcome == Outcome::Accepted) => {
            Ok(Redirect::to(&shown.back).into_response())
        }
        Ok(decision) => {
            shown.accepted = decision.outcome == Outcome::Accepted;
            shown.decision = Some(DecisionShown::of(&page, shown.name.clone(), &decision));
            show_as(StatusCode::OK, &shown)
        }
        Err(ServiceError::Conflict(conflict)) => {
            // What was typed stays; the next sending is on the record as it stands now, which may be newer than what
            // was read at the beginning.
            shown.conflict = Some(page.say(&conflict.message));
            let (view, _) = asked(&page, id.as_str(), name.as_str()).await?;
            shown.since = SinceShown::of(&page, &view, shown.version).await?;
            shown.version = view.student.version;
            show_as(StatusCode::CONFLICT, &shown)
        }
        Err(ServiceError::BadInput(messages)) => {
            shown.errors = messages.iter().map(|message| (fields::ON, page.say(message))).collect();
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        Err(other) => Err(other.into()),
    }
}
