//! What is reported in a sheet, from the grid or by a file. What cannot be taken stays in the fields, and says why.

use super::one::shown;
use super::{href, id_of};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::Page;
use crate::pages::sent;
use crate::trouble::Trouble;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Form, Multipart, Path};
use guantong_documents::Limits;
use guantong_model::{Destination, Message, StudentId};
use guantong_service::access::Action;
use guantong_service::destination::SheetId;
use std::collections::BTreeMap;

/// The beginning of the name of a graduate's field.
const TO: &str = "to-";

type Fields = BTreeMap<String, String>;

pub(super) async fn act(
    page: Page,
    Path(named): Path<(String, String)>,
    Form(fields): Form<Fields>,
) -> Answer {
    let id = id_of(named)?;
    // Who may not is told so before anything chosen is looked at.
    page.office().graduates_of(&id).await?;
    page.office().allow_of(Action::DestinationKeep, [id.institution.as_str()])?;
    match reported(&page, &id, &fields).await {
        Ok(()) => Ok(door::to(&href(&id))),
        Err(problem) => refused(page, &id, problem, fields).await,
    }
}

async fn reported(page: &Page, id: &SheetId, fields: &Fields) -> Result<(), Problem> {
    let get = |name: &str| fields.get(name).map_or("", String::as_str);
    let (mut told, mut wrong) = (BTreeMap::new(), Vec::new());
    for (student, chosen) in fields.iter().filter_map(|(name, chosen)| Some((name.strip_prefix(TO)?, chosen)))
    {
        match Destination::parse(chosen) {
            Some(destination) => {
                told.insert(StudentId(student.to_owned()), destination);
            }
            // Who is not reported yet can be left so.
            None if chosen.is_empty() => {}
            None => {
                let given = sent::short(chosen);
                wrong.push(
                    Message::new("destination-no-choice").with("given", given).with("student", student),
                );
            }
        }
    }
    if !wrong.is_empty() {
        return Err(Problem::BadInput(wrong));
    }
    let version = get("version").parse().unwrap_or(-1);
    let actor = page.actor_named(get("by"));
    page.office().report_destinations(id, version, &told, &actor).await.map(drop)?;
    Ok(())
}

pub(super) async fn upload(
    page: Page,
    Path(named): Path<(String, String)>,
    body: Result<Multipart, MultipartRejection>,
) -> Answer {
    let id = id_of(named)?;
    page.office().graduates_of(&id).await?;
    page.office().allow_of(Action::DestinationKeep, [id.institution.as_str()])?;
    let sent = match sent::read(body, Limits::list().file_bytes).await {
        Ok(sent) => sent,
        Err((message, status)) => {
            let (_, trouble) = Trouble::of(&page, Problem::bad(message), Fields::new())?;
            return shown(page, &id, status, trouble).await;
        }
    };
    if sent.bytes.is_empty() {
        return refused(page, &id, Problem::bad(Message::new("planimport-no-file")), Fields::new()).await;
    }
    match page.office().take_destinations(&id, sent.version(), &sent.bytes, &page.actor()).await {
        Ok(_) => Ok(door::to(&href(&id))),
        Err(error) => refused(page, &id, error.into(), Fields::new()).await,
    }
}

async fn refused(page: Page, id: &SheetId, problem: Problem, typed: Fields) -> Answer {
    let (status, mut trouble) = Trouble::of(&page, problem, typed)?;
    let fields = trouble.typed.iter().filter(|(name, _)| name.starts_with(TO));
    let wrong = fields.filter(|(_, chosen)| !chosen.is_empty() && Destination::parse(chosen).is_none());
    trouble.wrong = wrong.map(|(name, _)| name.clone()).collect();
    shown(page, id, status, trouble).await
}
