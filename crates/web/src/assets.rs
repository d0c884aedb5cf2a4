//! The stylesheet and the mark, each under an address that names its digest, so that browsers may keep it.

use crate::routes::Routes;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use guantong_service::access::Action;
use guantong_service::journal::digest;
use std::sync::OnceLock;

/// The look, then what single screens add to it.
const LOOK: &str = concat!(
    include_str!("../assets/look.css"),
    include_str!("../assets/screens.css"),
    include_str!("../assets/rounds.css"),
    include_str!("../assets/cohorts.css"),
    include_str!("../assets/accounts.css"),
    include_str!("../assets/public.css"),
    include_str!("../assets/requests.css"),
    include_str!("../assets/family.css"),
    include_str!("../assets/training.css")
);
const MARK: &str = include_str!("../assets/mark.svg");

/// The address of the stylesheet.
pub(crate) fn look() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| address("look", LOOK, "css"))
}

/// The address of the mark.
pub(crate) fn mark() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| address("mark", MARK, "svg"))
}

fn address(name: &str, text: &str, kind: &str) -> String {
    let whole = digest(text.as_bytes()).to_string();
    let short: String = whole.chars().take(12).collect();
    format!("/assets/{name}-{short}.{kind}")
}

pub(crate) fn routes() -> Routes {
    Routes::new().get(look(), Action::FactsRead, || async { kept("text/css; charset=utf-8", LOOK) }).get(
        mark(),
        Action::FactsRead,
        || async { kept("image/svg+xml", MARK) },
    )
}

fn kept(kind: &'static str, text: &'static str) -> impl IntoResponse {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")], text)
}
