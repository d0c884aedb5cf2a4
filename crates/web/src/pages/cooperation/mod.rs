//! 合作机制 (四（二）): `/obligations` what is owed by whom; `/partnerships/{front}/{partner}` the ledger of two sides;
//! `/cooperation/…` records, to be listed, entered, amended, confirmed and taken back; `/issues` 重大问题.
//!
//! One form, one list and one table for every kind of record: all are made from what the kind declares.

mod calendar;
mod duties;
mod form;
mod issues;
mod ledger;
mod list;
mod one;
mod papers;
mod shown;
mod todo;

pub(crate) use duties::DutyShown;
pub(crate) use shown::kind_name;
pub(crate) use todo::Pressing;

use crate::answer::Problem;
use crate::pages::address::encoded;
use crate::routes::Routes;
use guantong_cooperation::{Holder, Kind};
use guantong_service::access::Action;

/// The addresses of cooperation.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/obligations", Action::CooperationRead, duties::all)
        .get("/obligations/calendar", Action::CooperationRead, calendar::calendar)
        .get("/obligations/calendar.ics", Action::CooperationRead, calendar::file)
        .get("/obligations/table.csv", Action::CooperationRead, duties::file)
        .get("/obligations/{name}", Action::CooperationRead, ledger::institution)
        .get("/partnerships/{front}/{partner}", Action::CooperationRead, ledger::partnership)
        .get("/issues", Action::CooperationRead, issues::list)
        .get("/cooperation/{kind}", Action::CooperationRead, list::list)
        .get("/cooperation/{kind}/table.csv", Action::CooperationRead, list::file)
        .get("/cooperation/{kind}/{front}/{partner}/new", Action::CooperationRead, form::new)
        .post("/cooperation/{kind}/{front}/{partner}/new", Action::CooperationEnter, form::enter)
        .get("/cooperation/{kind}/{front}/{partner}/{number}", Action::CooperationRead, one::one)
        .post("/cooperation/{kind}/{front}/{partner}/{number}", Action::CooperationEnter, one::act)
        .upload(
            "/cooperation/{kind}/{front}/{partner}/{number}/files",
            Action::CooperationEnter,
            papers::add,
            papers::FORM,
        )
        .get(
            "/cooperation/{kind}/{front}/{partner}/{number}/files/{digest}",
            Action::CooperationRead,
            papers::file,
        )
}

/// The kind an address names.
fn kind_of(kind: &str) -> Result<Kind, Problem> {
    Kind::parse(kind).ok_or(Problem::NotFound)
}

/// The address of what a kind's records of a holder have in common.
fn base(kind: Kind, holder: &Holder) -> String {
    let (front, partner) = (encoded(holder.front()), encoded(holder.partner_or_dash()));
    format!("/cooperation/{kind}/{front}/{partner}")
}

/// Where a record of a holder is entered.
pub(crate) fn new_of(kind: Kind, holder: &Holder) -> String {
    format!("{}/new", base(kind, holder))
}

/// The address of a record.
pub(crate) fn address(kind: Kind, holder: &Holder, number: i64) -> String {
    format!("{}/{number}", base(kind, holder))
}

/// The address of a holder's own page.
fn page_of(holder: &Holder) -> String {
    match holder {
        Holder::Institution(name) => format!("/obligations/{}", encoded(name)),
        Holder::Partnership { front, partner } => {
            format!("/partnerships/{}/{}", encoded(front), encoded(partner))
        }
    }
}
