//! 待办与申请: `/todo` what waits for who asks; `/students/{id}/requests/new` what may be asked for, and the form;
//! `/requests/{id}` a request with its desks, the rules beside it, its papers and its history.

mod act;
mod fields;
mod file;
mod form;
mod one;
mod personal;
mod start;
pub(in crate::pages) mod story;
mod todo;

pub(in crate::pages) use file::evidence as evidence_file;

use super::address::encoded;
use crate::frame::Page;
use crate::parts::Chip;
use crate::routes::Routes;
use guantong_documents::evidence;
use guantong_requests::{COMMISSION, FAMILY, Request, State};
use guantong_service::access::Action;
use guantong_service::request::Prospect;

/// The most a form with evidence may weigh, in bytes.
const FORM: usize = evidence::FILES_MOST * evidence::FILE_MOST + 1024 * 1024;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/todo", Action::RequestRead, todo::list)
        .post("/todo", Action::RequestDecide, todo::decide)
        .get("/students/{id}/requests/new", Action::RequestMake, start::start)
        .get("/students/{id}/requests/new/{kind}", Action::RequestMake, form::form)
        .upload("/students/{id}/requests/new/{kind}", Action::RequestMake, form::open, FORM)
        .get("/requests/{id}", Action::RequestRead, one::one)
        .get("/requests/{id}/files/{digest}", Action::RequestRead, file::file)
        .post("/requests/{id}/decide", Action::RequestDecide, act::decide)
        .post("/requests/{id}/extend", Action::RequestDecide, act::extend)
        .post("/requests/{id}/take-back", Action::RequestMake, act::take_back)
        .post("/requests/{id}/serve", Action::RequestMake, act::serve)
        .upload("/requests/{id}/complete", Action::RequestMake, act::complete, FORM)
        .upload("/requests/{id}/comment", Action::RequestMake, act::comment, FORM)
}

/// The address of a request.
pub(super) fn address(id: &str) -> String {
    format!("/requests/{}", encoded(id))
}

/// How far a request is, as a chip.
pub(super) fn state_chip(page: &Page, request: &Request) -> Chip {
    let shape = match request.state {
        State::AtDesk => "wait",
        State::Returned => "ask",
        State::Agreed => "ok",
        State::Refused => "no",
        State::TakenBack => "end",
    };
    Chip::new(shape, page.word(format!("request-state.{}", request.state)))
}

/// Who holds a desk, in the reader's words.
fn holder(page: &Page, holder: &str) -> String {
    match holder {
        FAMILY => page.t("request-holder-family").to_string(),
        COMMISSION => page.t("request-holder-commission").to_string(),
        institution => page.institution(institution).to_owned(),
    }
}

/// The desks a request would pass: name, who sits there, in how many days. Who receives is known once it is said where to.
fn desks_ahead(
    page: &Page,
    book: &guantong_requests::Book,
    prospect: &Prospect,
) -> Vec<(String, String, Option<String>)> {
    let shown = prospect.stops.iter().map(|stop| {
        let terms = book.desk(prospect.kind, stop.desk);
        let within = terms.and_then(|terms| Some(days(page, terms.days?, terms.count)));
        let who = if stop.holder.is_empty() { String::new() } else { holder(page, &stop.holder) };
        (page.word(format!("desk.{}", stop.desk)), who, within)
    });
    shown.collect()
}

/// In how many days a desk must act, in words.
fn days(page: &Page, days: u16, count: guantong_requests::Count) -> String {
    page.t(format!("request-days-{count}")).with("days", i32::from(days)).to_string()
}
