//! What is refused before a page is asked: another site's form, another site's name for this machine.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, header};

const SEC_FETCH_SITE: &str = "sec-fetch-site";

/// Whether a request may be answered.
///
/// The name asked for must be this machine's: an address in figures or `localhost`. A name that somebody else's
/// name server points here would let his page read ours. And what changes something must come from our own pages.
pub(crate) fn allows<B>(request: &Request<B>) -> bool {
    let headers = request.headers();
    let host = text(headers, &HOST).or_else(|| request.uri().host());
    if host.is_some_and(|host| !is_this_machine(host)) {
        return false;
    }
    matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS)
        || comes_from_here(headers, host)
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or_default())
}

fn is_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost") || name.parse::<std::net::IpAddr>().is_ok()
}

/// Browsers say from which site a form comes, older ones by `Origin` alone; programs say nothing.
fn comes_from_here(headers: &HeaderMap, host: Option<&str>) -> bool {
    let site = headers.get(SEC_FETCH_SITE).map(HeaderValue::as_bytes);
    if site.is_some_and(|site| site != b"same-origin" && site != b"none") {
        return false;
    }
    match text(headers, &ORIGIN) {
        None => true,
        Some(origin) => origin.split_once("://").map(|(_, rest)| rest) == host,
    }
}

/// Headers that every answer has.
pub(crate) const HEADERS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // A form of ours must name its origin, so nothing stricter.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(method: Method, headers: &[(&str, &str)]) -> bool {
        let mut request = Request::builder().method(method).uri("/plans/2023");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        allows(&request.body(()).expect("a request"))
    }

    #[test]
    fn only_this_machines_names_are_answered() {
        for (host, allowed) in [
            ("127.0.0.1:8620", true),
            ("localhost:8620", true),
            ("LOCALHOST", true),
            ("[::1]:8620", true),
            ("rebound.example:8620", false),
            ("localhost.evil.example", false),
            ("", false),
        ] {
            assert_eq!(asked(Method::GET, &[("host", host)]), allowed, "{host}");
        }
        assert!(asked(Method::GET, &[]));
    }

    #[test]
    fn a_form_of_another_site_is_refused() {
        let host = ("host", "127.0.0.1:8620");
        for (headers, allowed) in [
            (vec![host], true),
            (vec![host, ("origin", "http://127.0.0.1:8620")], true),
            (vec![host, ("origin", "http://127.0.0.1:8620"), ("sec-fetch-site", "same-origin")], true),
            (vec![host, ("origin", "http://evil.example")], false),
            (vec![host, ("origin", "null")], false),
            (vec![host, ("origin", "http://127.0.0.1:9999")], false),
            (vec![host, ("sec-fetch-site", "cross-site")], false),
            (vec![host, ("sec-fetch-site", "same-site")], false),
        ] {
            assert_eq!(asked(Method::POST, &headers), allowed, "{headers:?}");
        }
        assert!(asked(Method::GET, &[host, ("sec-fetch-site", "cross-site")]), "a link may lead here");
    }
}
