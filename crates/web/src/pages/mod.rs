//! The pages, one module a noun, each with its routes and templates.

pub(crate) mod address;
mod batch;
mod candidate;
mod command;
mod components;
mod continuity;
mod csv;
mod demo_clock;
mod edition;
mod health;
mod home;
mod plan;
mod programme;
mod round;
pub(crate) mod sent;
mod student;
mod students;

use crate::App;
use axum::Router;

/// Every address of the pages.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(health::routes())
        .merge(components::routes())
        .merge(demo_clock::routes())
        .merge(home::routes())
        .merge(edition::routes())
        .merge(students::routes())
        .merge(student::routes())
        .merge(command::routes())
        .merge(plan::routes())
        .merge(round::routes())
        .merge(candidate::routes())
        .merge(batch::routes())
        .merge(continuity::routes())
        .merge(programme::routes())
}
