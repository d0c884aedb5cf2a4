//! The pages, one module a noun, each with its routes and templates.

pub(crate) mod address;
mod csv;
mod health;
mod home;
mod students;

use crate::App;
use axum::Router;

/// Every address of the pages.
pub(crate) fn routes() -> Router<App> {
    Router::new().merge(health::routes()).merge(home::routes()).merge(students::routes())
}
