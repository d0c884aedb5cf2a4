//! What is turned away before a page is asked: another site's form, another site's name for this machine, a page of
//! another site that takes ours in as a part, a method that no page has.

use crate::answer::Problem;
use crate::limits::Barred;
use crate::{Client, Options};
use axum::http::header::{HOST, ORIGIN, STRICT_TRANSPORT_SECURITY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header};
use guantong_model::Message;
use std::net::IpAddr;

const SEC_FETCH_SITE: &str = "sec-fetch-site";
const SEC_FETCH_MODE: &str = "sec-fetch-mode";
/// A year, for this name and all below it.
const ENCRYPTED_ONLY: &str = "max-age=31536000; includeSubDomains";

/// Whether a request may be answered.
///
/// The name asked for must be the office's. A name that somebody else's name server points here would let his page
/// read ours. What changes something must come from our own pages; and of what only shows something, another site may
/// link to a page, but not take it in as a part of its own.
///
/// # Errors
///
/// Why it may not be.
pub(crate) fn check<B>(request: &Request<B>, options: &Options) -> Result<(), Problem> {
    let headers = request.headers();
    let hosts = headers.get_all(HOST).iter().map(|host| host.to_str().unwrap_or_default());
    let hosts: Vec<&str> =
        hosts.chain(request.uri().authority().map(|authority| authority.as_str())).collect();
    if headers.get_all(HOST).iter().count() > 1 || !hosts.iter().all(|host| is_ours(host, options)) {
        return Err(Problem::Foreign);
    }
    let read = match *request.method() {
        Method::GET | Method::HEAD | Method::OPTIONS => true,
        Method::POST => false,
        Method::PUT | Method::PATCH | Method::DELETE | Method::TRACE | Method::CONNECT => {
            return Err(no_such_method(StatusCode::METHOD_NOT_ALLOWED));
        }
        _ => return Err(no_such_method(StatusCode::NOT_IMPLEMENTED)),
    };
    let allowed = if read { may_be_shown(headers) } else { comes_from_here(headers, hosts.first().copied()) };
    if allowed { Ok(()) } else { Err(Problem::Foreign) }
}

fn no_such_method(status: StatusCode) -> Problem {
    Problem::Barred(Barred::new(status, "page-problem-method", Message::new("page-problem-method-why")))
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or_default())
}

/// Whether a name, with or without a port, is one of the office's.
fn is_ours(host: &str, options: &Options) -> bool {
    let name = without_port(host);
    let address = name.parse::<IpAddr>().ok();
    if options.local && (address.is_some() || name.eq_ignore_ascii_case("localhost")) {
        return true;
    }
    // A name may be written with the dot of the root.
    let name = name.strip_suffix('.').unwrap_or(name);
    options.hosts.iter().any(|ours| {
        let ours = without_port(ours);
        ours.eq_ignore_ascii_case(name) || (address.is_some() && ours.parse().ok() == address)
    })
}

/// A name or an address in figures without the port behind it; `[::1]:80` and `::1` are the address `::1`.
fn without_port(host: &str) -> &str {
    match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None if host.parse::<IpAddr>().is_ok() => host,
        None => host.split(':').next().unwrap_or_default(),
    }
}

/// Whether no other site leads here, as far as browsers say: a page of ours does, or nobody but the person.
pub(crate) fn is_own_way(headers: &HeaderMap) -> bool {
    text(headers, &HeaderName::from_static(SEC_FETCH_SITE))
        .is_none_or(|site| matches!(site, "same-origin" | "none"))
}

/// Another site may lead here, and browsers say so; what it would show or run as a part of itself is not given.
fn may_be_shown(headers: &HeaderMap) -> bool {
    is_own_way(headers)
        || text(headers, &HeaderName::from_static(SEC_FETCH_MODE)).is_none_or(|mode| mode == "navigate")
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
const HEADERS: [(HeaderName, &str); 7] = [
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

/// Gives an answer the headers that every answer has; to who asked over an encrypted line, also that he should never
/// ask over another.
pub(crate) fn mark(headers: &mut HeaderMap, client: Option<&Client>) {
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if client.is_some_and(|client| client.secure) {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(ENCRYPTED_ONLY));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;
    use std::sync::Arc;

    fn options(hosts: &[&str], local: bool) -> Options {
        let report = Arc::new(|_: &str, _: &str| {});
        let hosts = hosts.iter().map(ToString::to_string).collect();
        let (demo, accounts, limits) = (false, false, Limits::default());
        Options { demo, accounts, report, clock: None, hosts, local, limits, elsewhere: None }
    }

    fn answered(options: &Options, method: Method, headers: &[(&str, &str)]) -> bool {
        let mut request = Request::builder().method(method).uri("/plans/2023");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        check(&request.body(()).expect("a request"), options).is_ok()
    }

    fn asked(method: Method, headers: &[(&str, &str)]) -> bool {
        answered(&options(&[], true), method, headers)
    }

    #[test]
    fn on_this_machine_only_its_names_are_answered() {
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
        assert!(!asked(Method::GET, &[("host", "localhost"), ("host", "localhost")]), "one name at a time");
    }

    #[test]
    fn beyond_this_machine_the_given_names_are_answered_and_no_others() {
        let options = options(&["guantong.example", "192.0.2.7", "2001:db8::7"], false);
        for (host, allowed) in [
            ("guantong.example", true),
            ("GUANTONG.example:443", true),
            ("guantong.example.", true),
            ("192.0.2.7:8620", true),
            ("[2001:db8::7]:8620", true),
            ("[2001:db8:0::7]", true),
            ("www.guantong.example", false),
            ("192.0.2.8", false),
            ("localhost", false),
            ("127.0.0.1:8620", false),
            ("rebound.example", false),
        ] {
            assert_eq!(answered(&options, Method::GET, &[("host", host)]), allowed, "{host}");
        }
        let foreign = Request::builder().uri("http://evil.example/").header("host", "guantong.example");
        assert!(check(&foreign.body(()).unwrap(), &options).is_err(), "the address asked for has a name too");
    }

    #[test]
    fn item_23_another_site_may_link_here_but_not_take_a_page_in() {
        for (site, mode, allowed) in [
            ("cross-site", "navigate", true),
            ("same-site", "navigate", true),
            ("cross-site", "no-cors", false),
            ("cross-site", "cors", false),
            ("same-site", "no-cors", false),
            ("same-origin", "no-cors", true),
            ("none", "no-cors", true),
        ] {
            let headers = [("host", "localhost"), ("sec-fetch-site", site), ("sec-fetch-mode", mode)];
            assert_eq!(asked(Method::GET, &headers), allowed, "{site} {mode}");
        }
    }

    #[test]
    fn item_36_trace_is_refused_and_so_is_what_no_page_has() {
        let options = options(&[], true);
        for (method, status) in
            [("TRACE", 405), ("CONNECT", 405), ("PUT", 405), ("DELETE", 405), ("BREW", 501)]
        {
            let request = Request::builder().method(method).uri("/").body(()).unwrap();
            let Err(Problem::Barred(barred)) = check(&request, &options) else { panic!("{method}") };
            assert_eq!(barred.status.as_u16(), status, "{method}");
        }
    }

    #[test]
    fn item_32_who_asks_over_an_encrypted_line_is_told_to_keep_to_it() {
        for (client, told) in [
            (None, false),
            (Some(Client { address: IpAddr::from([127, 0, 0, 1]), secure: false }), false),
            (Some(Client { address: IpAddr::from([127, 0, 0, 1]), secure: true }), true),
        ] {
            let mut headers = HeaderMap::new();
            mark(&mut headers, client.as_ref());
            assert_eq!(headers.contains_key(STRICT_TRANSPORT_SECURITY), told, "{client:?}");
            assert!(headers.contains_key(header::CONTENT_SECURITY_POLICY));
        }
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
