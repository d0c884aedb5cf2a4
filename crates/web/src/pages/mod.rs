//! The pages, one module a noun, each with its routes and templates.

mod account;
mod accounts;
pub(crate) mod address;
mod batch;
mod candidate;
mod candidate_import;
mod cases;
mod certificate;
mod cohort;
mod command;
mod components;
mod continuity;
mod cooperation;
mod correction;
mod csv;
mod dataset;
mod demo_accounts;
mod demo_clock;
mod district;
mod door;
mod edition;
mod evaluation;
mod examination;
mod fees;
mod graduates;
mod health;
mod home;
mod indicator;
mod letter;
mod mail;
mod marks;
mod my;
mod notices;
mod picture;
mod plan;
mod programme;
mod progression;
mod proposal;
mod public;
mod registration;
mod report;
mod request;
mod round;
mod rules;
pub(crate) mod sent;
mod student;
mod students;
mod support;
mod take_over;
mod trail;
mod training;
mod trial;
mod what_if;
pub(crate) mod work;
mod workbook;

use crate::routes::Routes;

/// Every address of the pages.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .merge(health::routes())
        .merge(components::routes())
        .merge(demo_clock::routes())
        .merge(demo_accounts::routes())
        .merge(door::routes())
        .merge(account::routes())
        .merge(accounts::routes())
        .merge(trail::routes())
        .merge(home::routes())
        .merge(my::routes())
        .merge(notices::routes())
        .merge(mail::routes())
        .merge(edition::routes())
        .merge(cohort::routes())
        .merge(indicator::routes())
        .merge(picture::routes())
        .merge(registration::routes())
        .merge(request::routes())
        .merge(students::routes())
        .merge(student::routes())
        .merge(take_over::routes())
        .merge(command::routes())
        .merge(plan::routes())
        .merge(progression::routes())
        .merge(correction::routes())
        .merge(trial::routes())
        .merge(proposal::routes())
        .merge(training::routes())
        .merge(examination::routes())
        .merge(fees::routes())
        .merge(graduates::routes())
        .merge(marks::routes())
        .merge(evaluation::routes())
        .merge(report::routes())
        .merge(dataset::routes())
        .merge(cases::routes())
        .merge(support::routes())
        .merge(work::routes())
        .merge(round::routes())
        .merge(rules::routes())
        .merge(candidate::routes())
        .merge(candidate_import::routes())
        .merge(district::routes())
        .merge(batch::routes())
        .merge(certificate::routes())
        .merge(letter::routes())
        .merge(continuity::routes())
        .merge(what_if::routes())
        .merge(cooperation::routes())
        .merge(programme::routes())
        .merge(public::routes())
}
