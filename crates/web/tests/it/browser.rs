//! A browser's view of an answer: status, headers, and what holds of every page.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use guantong_service::Office;
use guantong_service::forward::ForwardClock;
use guantong_web::{Limits, Options, router};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use tower::ServiceExt;

/// Asks pages of an office, in a language.
pub(crate) struct Browser {
    router: Router,
    language: &'static str,
    /// What was reported: reference number and what happened.
    pub(crate) reports: Arc<Mutex<Vec<(String, String)>>>,
}

/// An answer.
pub(crate) struct Seen {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Browser {
    pub(crate) fn new(office: Office) -> Self {
        Self::with_clock(office, None)
    }

    /// As [`Browser::new`], of a demonstration whose clock can be moved.
    pub(crate) fn with_clock(office: Office, clock: Option<Arc<dyn ForwardClock>>) -> Self {
        let reports: Arc<Mutex<Vec<(String, String)>>> = Arc::default();
        let kept = Arc::clone(&reports);
        let report =
            move |number: &str, what: &str| kept.lock().unwrap().push((number.to_owned(), what.to_owned()));
        let router = router(
            office,
            Options {
                demo: true,
                accounts: false,
                report: Arc::new(report),
                clock,
                hosts: Vec::new(),
                local: true,
                limits: Limits::default(),
                elsewhere: None,
            },
        );
        Browser { router, language: "zh-CN", reports }
    }

    pub(crate) fn english(mut self) -> Self {
        self.language = "en";
        self
    }

    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Seen {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Seen {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    pub(crate) fn request(&self, method: &str, address: &str) -> axum::http::request::Builder {
        Request::builder().method(method).uri(address).header("accept-language", self.language)
    }

    pub(crate) async fn get(&self, address: &str) -> Seen {
        self.ask(self.request("GET", address).body(Body::empty()).unwrap()).await
    }

    /// A page that must be there and be well made.
    pub(crate) async fn page(&self, address: &str) -> Seen {
        let seen = self.get(address).await;
        assert_eq!(seen.status, StatusCode::OK, "{address}: {}", seen.text);
        seen.must_be_well_made(address);
        seen
    }
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn has(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    /// The values of an attribute, wherever it stands.
    pub(crate) fn values(&self, attribute: &str) -> Vec<&str> {
        let opening = format!(" {attribute}=\"");
        self.text.split(&opening).skip(1).filter_map(|rest| rest.split('"').next()).collect()
    }

    /// Elements of a name, each with its attributes.
    pub(crate) fn elements<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let opening = format!("<{name}");
        self.text
            .match_indices(&opening.clone())
            .filter_map(move |(at, _)| {
                let rest = &self.text[at + name.len() + 1..];
                rest.starts_with([' ', '>']).then(|| rest.split('>').next().unwrap())
            })
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// What holds of every page: headers, no code inline, no message without words, ids and labels in order.
    pub(crate) fn must_be_well_made(&self, address: &str) {
        let policy = self.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'self';"), "{address}: {policy}");
        assert!(!policy.contains("unsafe"), "{address}: {policy}");
        assert_eq!(self.header("cache-control"), "no-store", "{address}");
        assert_eq!(self.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(self.header("content-type"), "text/html; charset=utf-8", "{address}");
        for never in
            ["<script", "<style", " style=\"", " onload=\"", " onclick=\"", "javascript:", "http://", "//cdn"]
        {
            assert!(!self.text.contains(never), "{address}: {never}");
        }
        for raw in ["page-", "word-", "decision-", "edition-"] {
            let shown = self.shown();
            let found = shown.split_whitespace().find(|word| word.starts_with(raw));
            assert_eq!(found, None, "{address}: a message without words");
        }
        let ids = self.values("id");
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{address}: an id stands twice: {ids:?}");
        for target in ["for", "aria-labelledby"] {
            for id in self.values(target) {
                assert!(ids.contains(&id), "{address}: {target}=\"{id}\" points nowhere");
            }
        }
        let labelled = self.values("for");
        for control in self.elements("input").chain(self.elements("select")) {
            let id = control.split(" id=\"").nth(1).and_then(|rest| rest.split('"').next());
            let hidden = control.contains("type=\"hidden\"");
            assert!(hidden || id.is_some_and(|id| labelled.contains(&id)), "{address}: no label: {control}");
        }
        for element in [
            "div", "section", "table", "tr", "td", "th", "ul", "ol", "li", "dl", "p", "a", "span", "details",
            "svg", "form", "main", "nav",
        ] {
            let open = self.elements(element).count();
            let closed = self.text.matches(&format!("</{element}>")).count();
            assert_eq!(open, closed, "{address}: <{element}>");
        }
    }

    /// The text between the tags.
    pub(crate) fn shown(&self) -> String {
        let parts = self.text.split('<').filter_map(|part| part.split_once('>').map(|(_, text)| text));
        parts.collect::<Vec<_>>().join(" ")
    }

    /// What stands in `<title>`.
    pub(crate) fn title(&self) -> &str {
        self.text.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap()
    }
}
