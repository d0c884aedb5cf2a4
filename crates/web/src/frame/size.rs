//! The size of letters: usual, or large for whoever reads with difficulty (18 pt, as pages for the elderly must have). A
//! cookie keeps it, as it does the language.

use super::language::{Back, cookie, kept};
use crate::answer::{Answer, Problem};
use crate::pages::address;
use crate::routes::Routes;
use axum::extract::{Path, Query};
use axum::http::HeaderMap;
use guantong_service::access::Action;

const COOKIE_NAME: &str = "size";
const LARGE: &str = "large";
const USUAL: &str = "usual";

pub(crate) fn routes() -> Routes {
    Routes::new().get("/size/{size}", Action::FactsRead, choose)
}

/// Whether the letters are large.
pub(super) fn is_large(headers: &HeaderMap) -> bool {
    cookie(headers, COOKIE_NAME) == Some(LARGE)
}

/// The address that switches to the other size and comes back here.
pub(super) fn switch(large: bool, here: &str) -> String {
    format!("/size/{}{}", if large { USUAL } else { LARGE }, address::query(&[("back", here)]))
}

async fn choose(Path(size): Path<String>, Query(asked): Query<Back>) -> Answer {
    let size = [USUAL, LARGE].into_iter().find(|known| *known == size).ok_or(Problem::NotFound)?;
    Ok(kept(COOKIE_NAME, size, asked))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use axum::http::header::COOKIE;

    #[test]
    fn only_whoever_chose_it_has_large_letters() {
        for (value, large) in [
            ("size=large", true),
            ("language=en; size=large", true),
            ("size=usual", false),
            ("size=x", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_static(value))]);
            assert_eq!(is_large(&headers), large, "{value}");
        }
        assert_eq!(switch(false, "/my?of=1"), "/size/large?back=%2Fmy%3Fof%3D1");
        assert_eq!(switch(true, "/"), "/size/usual?back=%2F");
    }
}
