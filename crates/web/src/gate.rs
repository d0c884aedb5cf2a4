//! The gate: who asks what, and whether the table lets him. Every page is made behind it.
//!
//! Whoever stands before the pages finds out who asks and says so by a [`Seen`] on the request. The gate looks up what
//! asking the address is, and answers only where the table has a letter for the role; the office that the page is made
//! from then finds no more than these letters reach.

use crate::App;
use crate::answer::Problem;
use crate::once::Under;
use axum::extract::MatchedPath;
use axum::http::Method;
use axum::http::request::Parts;
use guantong_service::Office;
use guantong_service::access::{Action, Viewer};
use std::sync::Arc;

/// Who asks, put on a request by whoever found it out.
#[derive(Clone, Debug)]
pub struct Seen(pub Arc<Viewer>);

/// What the gate let through.
#[derive(Clone, Debug)]
struct Asking {
    viewer: Arc<Viewer>,
    action: Action,
}

/// Lets a request through, or says why not. An address that stands in no list is not there, whatever would answer it.
pub(crate) fn pass(app: &App, parts: &mut Parts) -> Result<(), Problem> {
    let Some(path) = parts.extensions.get::<MatchedPath>() else { return Ok(()) };
    let Some(listed) = app.inventory.of(&parts.method, path.as_str()) else {
        // In another way it is answered: the router says which.
        return if app.inventory.has(path.as_str()) { Ok(()) } else { Err(Problem::NotFound) };
    };
    let action = listed.action;
    let Some(viewer) = who(app, parts) else { return Ok(()) };
    let writes = parts.method == Method::POST;
    if !app.office.access().ever(action, viewer.role) || (viewer.reads_only && writes) {
        return Err(Problem::Forbidden);
    }
    if action.needs_step_up() && !viewer.stepped_up {
        return Err(Problem::StepUp);
    }
    parts.extensions.insert(Asking { viewer, action });
    Ok(())
}

/// Who asks: whoever was found out, else the public; nothing where the office knows no accounts and its desk is this
/// machine.
fn who(app: &App, parts: &Parts) -> Option<Arc<Viewer>> {
    match parts.extensions.get::<Seen>() {
        Some(Seen(viewer)) => Some(Arc::clone(viewer)),
        None if app.options.accounts => Some(Arc::new(Viewer::public())),
        None => None,
    }
}

/// Who asks, and what asking the address is; nothing where there is no such address or nobody need be known.
pub(crate) fn asked(app: &App, parts: &Parts) -> Option<(Arc<Viewer>, Action)> {
    let path = parts.extensions.get::<MatchedPath>()?;
    let listed = app.inventory.of(&parts.method, path.as_str())?;
    Some((who(app, parts)?, listed.action))
}

/// The office as who asks may see it; where the gate let nothing through, no more of it than what is published.
/// What was sent under a key is written under it.
pub(crate) fn office(app: &App, parts: &Parts) -> Office {
    let office = match parts.extensions.get::<Under>() {
        Some(Under(sending)) => app.office.once(sending),
        None => app.office.clone(),
    };
    match parts.extensions.get::<Asking>() {
        Some(asking) => office.seen_by(Arc::clone(&asking.viewer), asking.action),
        None => match who(app, parts) {
            Some(viewer) => office.seen_by(viewer, Action::FactsRead),
            None => office,
        },
    }
}
