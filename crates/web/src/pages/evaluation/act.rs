//! What is done with a subject. What cannot be taken stays in the fields, and says why.

use super::one::shown;
use super::{Named, href, id_of};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::fields::{Fields, get, version};
use crate::frame::Page;
use crate::trouble::Trouble;
use axum::extract::{Form, Path};
use guantong_evaluation::Grade;
use guantong_model::Message;
use guantong_service::evaluation::{Seat, SubjectId};

pub(super) async fn assign(page: Page, Path(named): Path<Named>, Form(fields): Form<Fields>) -> Answer {
    let id = id_of(named)?;
    page.office().evaluation_view(&id).await?;
    let actor = page.actor_named(get(&fields, "by"));
    let done = match Seat::parse(get(&fields, "seat")) {
        Some(seat) => {
            let chosen = (seat, get(&fields, "expert"));
            let done = page.office().assign_reader(&id, chosen, version(&fields), &actor).await;
            done.map(drop).map_err(Problem::from)
        }
        None => Err(Problem::bad(Message::new("marks-nothing-asked"))),
    };
    answered(page, &id, done, fields).await
}

pub(super) async fn deliver(page: Page, Path(named): Path<Named>, Form(fields): Form<Fields>) -> Answer {
    let id = id_of(named)?;
    page.office().evaluation_view(&id).await?;
    let actor = page.actor_named(get(&fields, "by"));
    let done = page.office().deliver_evaluation(&id, version(&fields), &actor).await;
    answered(page, &id, done.map(drop).map_err(Problem::from), fields).await
}

pub(super) async fn answer(page: Page, Path(named): Path<Named>, Form(fields): Form<Fields>) -> Answer {
    let id = id_of(named)?;
    page.office().evaluation_view(&id).await?;
    let actor = page.actor_named(get(&fields, "by"));
    let own = page.office().viewer().and_then(|viewer| viewer.institution()).map(str::to_owned);
    let by = own.unwrap_or_else(|| id.front.clone());
    let said = (get(&fields, "text"), version(&fields));
    let done = page.office().answer_evaluation(&id, &by, said, &actor).await;
    answered(page, &id, done.map(drop).map_err(Problem::from), fields).await
}

pub(super) async fn result(page: Page, Path(named): Path<Named>, Form(fields): Form<Fields>) -> Answer {
    let id = id_of(named)?;
    page.office().evaluation_view(&id).await?;
    let actor = page.actor_named(get(&fields, "by"));
    let (office, version) = (page.office(), version(&fields));
    let done = match (get(&fields, "do"), Grade::parse(get(&fields, "grade"))) {
        ("draft", Some(grade)) => {
            let drafted = (grade, get(&fields, "text"));
            office
                .draft_evaluation_result(&id, drafted, version, &actor)
                .await
                .map(drop)
                .map_err(Problem::from)
        }
        ("set", _) => {
            office.set_evaluation_result(&id, version, &actor).await.map(drop).map_err(Problem::from)
        }
        ("return", _) => {
            let because = (get(&fields, "because"), version);
            office.return_evaluation_result(&id, because, &actor).await.map(drop).map_err(Problem::from)
        }
        _ => Err(Problem::bad(Message::new("marks-nothing-asked"))),
    };
    answered(page, &id, done, fields).await
}

async fn answered(page: Page, id: &SubjectId, done: Result<(), Problem>, typed: Fields) -> Answer {
    match done {
        Ok(()) => Ok(door::to(&href(id))),
        Err(problem) => {
            let (status, trouble) = Trouble::of(&page, problem, typed)?;
            shown(page, id, status, trouble).await
        }
    }
}
