//! What is sent twice has one effect. Every form carries a key that was drawn when its page was made, and a program may
//! send one of its own in a header; the key is written in the transaction of what the request writes. Sent again, the
//! same is answered as before and not done again; the key with anything else is refused.
//!
//! What wrote nothing leaves no key: after a refusal the same form is simply taken up anew.

use crate::answer::{Answer, Problem, reported};
use crate::door::{Again, BEGINNING, field_in};
use crate::frame::{Page, Said, show_as};
use crate::limits::boundary;
use crate::{App, gate};
use askama::Template;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{LOCATION, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use guantong_model::Message;
use guantong_service::journal::{self, Digest};
use guantong_service::once::{KEPT, Sending, Sent, SentAnswer};
use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// The field of a form that holds its key.
pub(crate) const FORM_KEY: &str = "form-key";
/// The header a program sends its own key in.
const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The longest key a program may send.
const LONGEST: usize = 128;
/// Says to a program that an answer is one of before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// Stands in the query of an address that a person is led to by a form that had been sent before.
const BEFORE: &str = "sent=before";
/// Whose keys those of a desk are where nobody need be known.
const DESK: &str = "desk";

/// The key that a request goes under, put on it.
#[derive(Clone, Debug)]
pub(crate) struct Under(pub(crate) Arc<Sending>);

/// What is being answered here by its key, so that who comes with the same one waits for its answer.
#[derive(Debug, Default)]
pub(crate) struct Turns(Mutex<HashMap<(String, String), Turn>>);

type Turn = Weak<tokio::sync::Mutex<()>>;

impl Turns {
    fn of(&self, sending: &Sending) -> Arc<tokio::sync::Mutex<()>> {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        turns.retain(|_, turn| turn.strong_count() > 0);
        let turn = turns.entry((sending.account.clone(), sending.key.clone())).or_default();
        turn.upgrade().unwrap_or_else(|| {
            let new = Arc::default();
            *turn = Arc::downgrade(&new);
            new
        })
    }
}

/// Whether an address says that one was led to it by a form that had been sent before.
pub(crate) fn led_again(parts: &Parts) -> bool {
    parts.method != Method::POST
        && parts.uri.query().is_some_and(|query| query.split('&').any(|pair| pair == BEFORE))
}

/// Answers what is sent under a key once.
pub(crate) async fn once(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, mut body) = request.into_parts();
    let Some((account, most)) = whose(&app, &parts) else {
        return next.run(Request::from_parts(parts, body)).await;
    };
    let of_program = match header_key(&parts.headers) {
        Ok(key) => key,
        Err(problem) => return problem.into_response(),
    };
    let mut held = Vec::new();
    let mut whole = false;
    let key = match &of_program {
        Some(key) => Some(key.clone()),
        None => {
            whole = read(&mut body, &mut held, BEGINNING).await;
            field_in(&held, FORM_KEY).filter(|key| !key.is_empty() && key.len() <= LONGEST)
        }
    };
    // What is too large or breaks off is refused by the page that reads it.
    if key.is_some() && !whole {
        whole = read(&mut body, &mut held, most + 1).await;
    }
    let Some(key) = key.filter(|_| whole && held.len() <= most) else {
        let body = Body::new(Again { first: Some(Bytes::from(held)), rest: body });
        return next.run(Request::from_parts(parts, body)).await;
    };
    let fingerprint = fingerprint(&parts, &held).to_string();
    let sending = Arc::new(Sending { account, key, fingerprint, arrival: app.office.new_key() });
    let request = Request::from_parts(parts, Body::from(held));
    // It goes on though whoever sent it goes away, as browsers do that send a form a second time.
    let answered = tokio::spawn(in_turn(app, sending, of_program.is_some(), request, next));
    answered.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// Whose key it would be, and the most that may be sent; nothing of what writes nothing.
fn whose(app: &App, parts: &Parts) -> Option<(String, usize)> {
    let path = parts.extensions.get::<MatchedPath>()?;
    let listed = app.inventory.of(&parts.method, path.as_str()).filter(|_| parts.method == Method::POST)?;
    match gate::asked(app, parts) {
        Some((viewer, _)) => (!viewer.account.is_empty()).then(|| (viewer.account.clone(), listed.most)),
        None => Some((DESK.to_owned(), listed.most)),
    }
}

/// The key in the header: 1 to 128 characters that can be seen.
fn header_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let mut given = headers.get_all(KEY).iter();
    let Some(key) = given.next() else { return Ok(None) };
    let seen = key
        .to_str()
        .ok()
        .filter(|key| (1..=LONGEST).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()));
    match (seen, given.next()) {
        (Some(key), None) => Ok(Some(key.to_owned())),
        _ => Err(Problem::bad(Message::new("sent-key-unreadable").with("most", LONGEST))),
    }
}

/// Reads a body until so many bytes of it are held; whether that is all of it.
async fn read(body: &mut Body, held: &mut Vec<u8>, until: usize) -> bool {
    while held.len() < until {
        match std::future::poll_fn(|cx| Pin::new(&mut *body).poll_frame(cx)).await {
            Some(Ok(frame)) => match frame.into_data() {
                Ok(bytes) => held.extend_from_slice(&bytes),
                Err(_) => return true,
            },
            Some(Err(_)) => return false,
            None => return true,
        }
    }
    false
}

/// A digest of what is asked and sent. Browsers draw the line between the parts of a form anew each time.
fn fingerprint(parts: &Parts, body: &[u8]) -> Digest {
    let address = parts.uri.path_and_query().map_or("/", |address| address.as_str());
    let asked = journal::digest(format!("{} {address}", parts.method).as_bytes());
    let Some(line) = boundary(&parts.headers) else { return journal::link(&asked, body) };
    let mut digest = asked;
    let mut rest = body;
    while let Some(at) = rest.windows(line.len().max(1)).position(|bytes| bytes == line.as_bytes()) {
        let (before, after) = rest.split_at(at);
        digest = journal::link(&digest, before);
        rest = after.get(line.len()..).unwrap_or_default();
    }
    journal::link(&digest, rest)
}

/// Answers a request when its turn has come.
async fn in_turn(
    app: App,
    sending: Arc<Sending>,
    of_program: bool,
    request: Request,
    next: Next,
) -> Response {
    let turn = app.turns.of(&sending);
    let _turn = turn.lock().await;
    let (mut parts, body) = request.into_parts();
    let told = Telling { page: Page::asked(&app, &parts), of_program };
    let known = app.office.storage().sent(&sending.account, &sending.key).await;
    match known {
        Ok(None) => {}
        Ok(Some(before)) => return told.before(&sending, &before),
        Err(fault) => return Problem::Fault(fault).into_response(),
    }
    let route = parts.extensions.get::<MatchedPath>().map(|path| path.as_str().to_owned());
    parts.extensions.insert(Under(Arc::clone(&sending)));
    let response = next.run(Request::from_parts(parts, body)).await;
    match app.office.storage().sent(&sending.account, &sending.key).await {
        // Another server was first; or where it cannot be known, the answer speaks for itself.
        Ok(Some(before)) if before.arrival != sending.arrival => told.before(&sending, &before),
        // It was written, though the one who wrote it was not told so.
        Ok(Some(before)) if response.status().is_server_error() => told.unknown(&before),
        Ok(Some(_)) => {
            let location = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
            let answer =
                SentAnswer { status: response.status().as_u16(), location: location.map(str::to_owned) };
            let forget_before = app.office.clock().now() - KEPT;
            let noted = app.office.storage().answered(&sending, &answer, forget_before).await;
            if let Err(fault) = noted {
                reported(&app, route.as_deref(), &fault.to_string());
            }
            response
        }
        Ok(None) | Err(_) => response,
    }
}

/// A page about what had been sent before.
#[derive(Template)]
#[template(path = "sent_before.html")]
struct SentPage {
    page: Page,
    heading: Said,
    sentences: Vec<Said>,
    /// Where one sees what was done.
    look: Option<String>,
    /// Where the form stands.
    back: String,
}

/// How it is told to who sent it again.
struct Telling {
    page: Page,
    of_program: bool,
}

impl Telling {
    /// What is answered to what had been sent before: the same again, or what is wrong.
    fn before(self, sending: &Sending, before: &Sent) -> Response {
        if before.fingerprint != sending.fingerprint {
            let key = self.page.t("sent-other-why").with("key", &sending.key);
            let sentences = vec![key, self.page.t("sent-other-way")];
            return self.shown(StatusCode::UNPROCESSABLE_ENTITY, "sent-other", sentences, None);
        }
        let Some(SentAnswer { status, location }) = &before.answer else { return self.unknown(before) };
        let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::OK);
        let Some(location) = location.as_deref().filter(|_| status.is_redirection()) else {
            let done = self.page.t("sent-done-why").with("at", self.page.moment(before.at));
            return self.shown(status, "sent-done", vec![done], location.clone());
        };
        let to = if self.of_program { location.to_owned() } else { with_word(location) };
        let mut response = status.into_response();
        if let Ok(to) = HeaderValue::from_str(&to) {
            response.headers_mut().insert(LOCATION, to);
        }
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
        response
    }

    /// It had its effect, and what was answered is not known, or not yet.
    fn unknown(self, before: &Sent) -> Response {
        let at = self.page.t("sent-unknown-why").with("at", self.page.moment(before.at));
        let mut response = self.shown(StatusCode::CONFLICT, "sent-unknown", vec![at], None);
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
        response
    }

    fn shown(
        self,
        status: StatusCode,
        heading: &str,
        sentences: Vec<Said>,
        look: Option<String>,
    ) -> Response {
        let Telling { page, .. } = self;
        let (heading, back) = (page.t(heading), page.back().to_owned());
        let answer: Answer = show_as(status, &SentPage { heading, sentences, look, back, page });
        let mut response = answer.unwrap_or_else(IntoResponse::into_response);
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
        response
    }
}

/// An address that says on its page that nothing was done twice.
fn with_word(location: &str) -> String {
    let (address, part) = location.split_once('#').map_or((location, None), |(to, part)| (to, Some(part)));
    let sign = if address.contains('?') { '&' } else { '?' };
    let part = part.map_or_else(String::new, |part| format!("#{part}"));
    format!("{address}{sign}{BEFORE}{part}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_goes_into_the_query() {
        for (location, expected) in [
            ("/students/1", "/students/1?sent=before"),
            ("/plans/2023?set=1", "/plans/2023?set=1&sent=before"),
            ("/batches/a#lines", "/batches/a?sent=before#lines"),
        ] {
            assert_eq!(with_word(location), expected);
        }
    }

    #[test]
    fn a_programs_key_can_be_seen_and_is_short() {
        let key = |keys: &[&str]| {
            let keys = keys.iter().map(|key| (KEY, HeaderValue::from_str(key).unwrap()));
            header_key(&HeaderMap::from_iter(keys)).ok()
        };
        assert_eq!(key(&[]), Some(None));
        for good in ["a", "7f2c-9", "\"quoted\"", &"k".repeat(LONGEST)] {
            assert_eq!(key(&[good]), Some(Some(good.to_owned())), "{good}");
        }
        for bad in ["", "a b", &"k".repeat(LONGEST + 1)] {
            assert_eq!(key(&[bad]), None, "{bad}");
        }
        let mut two = HeaderMap::new();
        two.append(KEY, HeaderValue::from_static("a"));
        two.append(KEY, HeaderValue::from_static("a"));
        assert!(header_key(&two).is_err(), "two keys are none");
        let mut unseen = HeaderMap::new();
        unseen.insert(KEY, HeaderValue::from_bytes("钥".as_bytes()).unwrap());
        assert!(header_key(&unseen).is_err());
    }

    #[test]
    fn the_same_form_is_the_same_whatever_line_parts_it() {
        let of = |address: &str, kind: &str, body: &str| {
            let request = Request::builder().method("POST").uri(address).header("content-type", kind);
            let (parts, ()) = request.body(()).unwrap().into_parts();
            fingerprint(&parts, body.as_bytes()).to_string()
        };
        let parts = |line: &str, value: &str| {
            let body = format!("--{line}\r\nname=\"a\"\r\n\r\n{value}\r\n--{line}--\r\n");
            of("/a", &format!("multipart/form-data; boundary={line}"), &body)
        };
        assert_eq!(parts("x7", "1"), parts("y89", "1"));
        assert_ne!(parts("x7", "1"), parts("x7", "2"));
        let form = "application/x-www-form-urlencoded";
        assert_eq!(of("/a", form, "a=1"), of("/a", form, "a=1"));
        assert_ne!(of("/a", form, "a=1"), of("/a", form, "a=2"));
        assert_ne!(of("/a", form, "a=1"), of("/b", form, "a=1"));
        assert_ne!(of("/a?b", form, "a=1"), of("/a", form, "a=1"));
    }
}
