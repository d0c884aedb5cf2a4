//! What families come for who are not signed in: what the programme is, where one may apply, the prospectus, one's result,
//! whether a certificate is in force, what institutions do to make the programme known (3.1.3.c, 4.1.b).
//!
//! Plain pages, one thing a page, for a telephone first. What is looked up by a number and digits is sent by a form, so
//! that no number of a person ever stands in an address.

mod about;
mod check;
mod home;
mod prospectus;
mod publicity;
mod results;
mod search;

pub(super) use home::home;
pub(super) use publicity::{ActivityShown, listed};

use crate::Client;
use crate::answer::Answer;
use crate::frame::show_as;
use crate::routes::Routes;
use axum::http::header::RETRY_AFTER;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use guantong_service::access::Action;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/about", Action::FactsRead, about::about)
        .get("/search", Action::FactsRead, search::search)
        .get("/prospectuses", Action::FactsRead, prospectus::newest)
        .get("/prospectuses/{year}", Action::FactsRead, prospectus::prospectus)
        .get("/prospectuses/{year}/table.csv", Action::FactsRead, prospectus::csv)
        .get("/results", Action::ResultLookUp, results::form)
        .post("/results", Action::ResultLookUp, results::look_up)
        .get("/check", Action::CertificateCheck, check::form)
        .post("/check", Action::CertificateCheck, check::check)
        .get("/publicity", Action::FactsRead, publicity::all)
        .get("/publicity/{name}", Action::FactsRead, publicity::one)
        .post("/publicity/{name}", Action::PublicityEnter, publicity::enter)
}

/// The address a request comes from, as requests are counted.
pub(super) fn client(parts: &Parts) -> String {
    parts.extensions.get::<Client>().map(Client::key).unwrap_or_default()
}

/// The first character of a name with the rest hidden: 姓 and ＊＊, however long the name is.
fn hidden(name: &str) -> String {
    name.chars().take(1).chain(['\u{ff0a}'; 2]).collect()
}

/// A page that says that too many guesses were wrong, with when the next may be made.
pub(super) fn closed(minutes: i64, template: &impl askama::Template) -> Answer {
    let mut response = show_as(StatusCode::TOO_MANY_REQUESTS, template)?;
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(minutes.saturating_mul(60)));
    Ok(response)
}

#[cfg(test)]
mod tests {
    #[test]
    fn of_a_name_only_the_first_character_is_told() {
        for (name, shown) in [("沈知行", "沈＊＊"), ("单明", "单＊＊"), ("Anna Li", "A＊＊"), ("", "＊＊")]
        {
            assert_eq!(super::hidden(name), shown);
        }
    }
}
