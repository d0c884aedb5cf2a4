//! What is printed on a paper so that anybody can check it: its code, and a picture that leads to the check.

use super::picture;
use crate::Client;
use crate::answer::Problem;
use crate::pages::address::query;
use axum::http::header::HOST;
use axum::http::request::Parts;

/// The code of a paper, and a picture with the address where it is checked under the name this office was asked by.
pub(crate) struct Check {
    pub(crate) code: String,
    pub(crate) picture: String,
}

impl Check {
    /// The check of a number; nothing where the office has no keys and so no code.
    pub(crate) fn of(parts: &Parts, number: &str, code: Option<String>) -> Result<Option<Self>, Problem> {
        let Some(code) = code else { return Ok(None) };
        let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
        let secure = parts.extensions.get::<Client>().is_some_and(|client| client.secure);
        let scheme = if secure { "https" } else { "http" };
        let asked = query(&[("number", number), ("code", &code)]);
        let picture = picture::readable(&format!("{scheme}://{host}/check{asked}"))?;
        Ok(Some(Check { code, picture }))
    }
}
