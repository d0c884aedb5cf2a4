//! What is done with a report. What cannot be taken stays in the fields, and says why.

use super::one::shown;
use super::{Named, href, id_of};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::fields::{Fields, get, version};
use crate::frame::Page;
use crate::trouble::Trouble;
use axum::extract::{Form, Path};
use guantong_model::Message;
use guantong_service::access::Action;
use guantong_service::report::{ReportId, Section};
use std::collections::BTreeMap;

pub(super) async fn write(page: Page, Path(named): Path<Named>, Form(fields): Form<Fields>) -> Answer {
    let id = id_of(named)?;
    page.office().annual_report(&id).await?;
    page.office().allow_of(Action::ReportWrite, [id.front.as_str()])?;
    let done = written(&page, &id, &fields).await;
    answered(page, &id, done, fields).await
}

async fn written(page: &Page, id: &ReportId, fields: &Fields) -> Result<(), Problem> {
    let (office, actor) = (page.office(), page.actor_named(get(fields, "by")));
    let sections = || {
        let of = |section: &Section| Some((*section, fields.get(&format!("section-{section}"))?.clone()));
        Section::ALL.iter().filter_map(of).collect::<BTreeMap<_, _>>()
    };
    match get(fields, "do") {
        "save" => office.write_report(id, &sections(), version(fields), &actor).await.map(drop)?,
        "send" => {
            // What stands in the fields goes along: nobody sends another text than he sees.
            let kept = office.write_report(id, &sections(), version(fields), &actor).await?;
            office.send_report(id, kept.version, &actor).await.map(drop)?;
        }
        "submit" => {
            let digest = get(fields, "digest");
            office.submit_report(id, version(fields), digest, &actor).await.map(drop)?;
        }
        _ => return Err(Problem::bad(Message::new("marks-nothing-asked"))),
    }
    Ok(())
}

pub(super) async fn sign(page: Page, Path(named): Path<Named>, Form(fields): Form<Fields>) -> Answer {
    let id = id_of(named)?;
    page.office().annual_report(&id).await?;
    page.office().allow_of(Action::ReportSign, [id.partner.as_str()])?;
    let actor = page.actor_named(get(&fields, "by"));
    let (office, version) = (page.office(), version(&fields));
    let done = match get(&fields, "do") {
        "sign" => office.sign_report(&id, version, get(&fields, "digest"), &actor).await.map(drop),
        _ => office.return_report(&id, version, get(&fields, "because"), &actor).await.map(drop),
    };
    answered(page.clone(), &id, done.map_err(Problem::from), fields).await
}

pub(super) async fn accept(page: Page, Path(named): Path<Named>, Form(fields): Form<Fields>) -> Answer {
    let id = id_of(named)?;
    page.office().annual_report(&id).await?;
    let actor = page.actor_named(get(&fields, "by"));
    let (office, version) = (page.office(), version(&fields));
    let seen = (get(&fields, "digest"), get(&fields, "comment"));
    let done = match get(&fields, "do") {
        "accept" => office.accept_report(&id, version, seen, &actor).await.map(drop),
        _ => office.return_report(&id, version, get(&fields, "because"), &actor).await.map(drop),
    };
    answered(page.clone(), &id, done.map_err(Problem::from), fields).await
}

async fn answered(page: Page, id: &ReportId, done: Result<(), Problem>, typed: Fields) -> Answer {
    match done {
        Ok(()) => Ok(door::to(&href(id))),
        Err(problem) => {
            let (status, trouble) = Trouble::of(&page, problem, typed)?;
            shown(page, id, status, trouble).await
        }
    }
}
