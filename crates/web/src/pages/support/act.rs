//! Proposing, stating a view, receiving, deciding. What cannot be taken stays in the fields, and says why.

use super::shown::{href, id_of};
use super::{new, one};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::fields::{Fields, get, version};
use crate::frame::Page;
use crate::trouble::Trouble;
use axum::extract::{Form, Path};
use guantong_model::Message;
use guantong_service::access::Action;
use guantong_service::support::Draft;

pub(super) async fn propose(page: Page, Form(fields): Form<Fields>) -> Answer {
    page.office().allow_here(Action::SupportPropose)?;
    let of = |name: &str| get(&fields, name).to_owned();
    let about = of("about");
    let mut about = about.splitn(3, '|').map(str::to_owned);
    let mut next = || about.next().unwrap_or_default();
    let draft = Draft {
        front: next(),
        partner: next(),
        programme: next(),
        year: of("year"),
        direction: of("direction"),
        area: of("area"),
        says: of("says"),
        at_most: crate::frame::half_width(&of("at-most")),
        because: of("because"),
        document: of("document"),
    };
    let actor = page.actor_named(get(&fields, "by"));
    match page.office().propose_support(&draft, &actor).await.map_err(Problem::from) {
        Ok(support) => Ok(door::to(&href(support.id))),
        Err(problem) => {
            let (status, trouble) = Trouble::of(&page, problem, fields)?;
            new::shown(page, status, trouble).await
        }
    }
}

pub(super) async fn answer(page: Page, Path(id): Path<String>, Form(fields): Form<Fields>) -> Answer {
    let id = id_of(&id)?;
    let (office, actor) = (page.office(), page.actor_named(get(&fields, "by")));
    let version = version(&fields);
    // Who names no side acts for his own.
    let own = office.viewer().and_then(|viewer| viewer.institution()).unwrap_or_default();
    let institution = match get(&fields, "institution") {
        "" => own,
        named => named,
    };
    let done = match get(&fields, "do") {
        "receive" => office.receive_support(id, institution, version, &actor).await.map(drop),
        _ => {
            office.state_on_support(id, institution, (version, get(&fields, "text")), &actor).await.map(drop)
        }
    };
    answered(page.clone(), id, done.map_err(Problem::from), fields.clone()).await
}

pub(super) async fn decide(page: Page, Path(id): Path<String>, Form(fields): Form<Fields>) -> Answer {
    let id = id_of(&id)?;
    page.office().support(id).await?;
    let (office, actor) = (page.office(), page.actor_named(get(&fields, "by")));
    let seen = (version(&fields), get(&fields, "digest"));
    let because = get(&fields, "because");
    let done = match get(&fields, "do") {
        "agree" => office.decide_support(id, seen, (true, because), &actor).await.map(drop),
        "reject" => office.decide_support(id, seen, (false, because), &actor).await.map(drop),
        _ => {
            office.allow_here(Action::SupportDecide)?;
            return answered(page, id, Err(Problem::bad(Message::new("marks-nothing-asked"))), fields).await;
        }
    };
    answered(page.clone(), id, done.map_err(Problem::from), fields.clone()).await
}

async fn answered(
    page: Page,
    id: guantong_service::support::SupportId,
    done: Result<(), Problem>,
    typed: Fields,
) -> Answer {
    match done {
        Ok(()) => Ok(door::to(&href(id))),
        Err(problem) => {
            let (status, trouble) = Trouble::of(&page, problem, typed)?;
            one::shown(page, id, status, trouble).await
        }
    }
}
