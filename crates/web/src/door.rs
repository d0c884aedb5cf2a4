//! The door: who comes in, by the cookie of a session or by a program's key; and that a form was made for who sends it.
//!
//! The cookie holds an id and nothing else. Behind encryption its name begins with `__Host-`, so that no other name of
//! the same site can set it; on this machine itself, where nothing is encrypted, it has another name.

use crate::answer::{Fallen, Problem};
use crate::gate::Seen;
use crate::{App, Client};
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, COOKIE, LOCATION, SET_COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use guantong_model::Message;
use guantong_secrets::once;
use guantong_service::access::Viewer;
use guantong_service::account::{Asker, Entered, Origin};
use guantong_service::{Fault, ServiceError};
use http_body::{Frame, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// The name of the cookie behind encryption.
const COOKIE_SECURE: &str = "__Host-guantong";
/// Its name on this machine itself.
const COOKIE_LOCAL: &str = "guantong-local";
/// The same of what is kept while somebody is with a provider.
const AWAY_SECURE: &str = "__Host-guantong-away";
const AWAY_LOCAL: &str = "guantong-away-local";
/// How long a browser keeps it; what it holds opens no longer either.
const AWAY_SECONDS: u32 = 600;

/// The field of a form that holds its token.
pub(crate) const FORM_TOKEN: &str = "form-token";
/// Within so many bytes of a body the token must stand, and its key behind it: they are the first fields of every form.
pub(crate) const BEGINNING: usize = 16 * 1024;

/// Who came in with a session, put on the request.
#[derive(Clone, Debug)]
pub(crate) struct Signed(pub(crate) Arc<Asker>);

/// Why nobody came in with what was given, put on the request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NotKnown;

/// Finds out who asks.
pub(crate) async fn meet(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if !app.options.accounts || !app.office.has_accounts() {
        return next.run(request).await;
    }
    match known(&app, request.headers()).await {
        Ok(Who::Nobody) => {}
        Ok(Who::Unknown) => {
            request.extensions_mut().insert(NotKnown);
        }
        Ok(Who::Session(asker)) => {
            let mut viewer = asker.viewer.clone();
            viewer.address = request.extensions().get::<Client>().map(|client| client.address.to_string());
            if asker.must_change && !is_free(request.uri().path()) {
                return to("/account/password");
            }
            request.extensions_mut().insert(Seen(Arc::new(viewer)));
            request.extensions_mut().insert(Signed(asker));
        }
        Ok(Who::Key(mut viewer)) => {
            viewer.address = request.extensions().get::<Client>().map(|client| client.address.to_string());
            request.extensions_mut().insert(Seen(Arc::new(*viewer)));
        }
        Err(error) => {
            // Nothing is shown to somebody of whom it is not known who he is.
            let fault = match error {
                ServiceError::Fault(fault) => fault,
                other => Fault::new("find out who asks", other),
            };
            request.extensions_mut().insert(Fallen(fault));
        }
    }
    next.run(request).await
}

/// What is answered even where the password must be changed first.
fn is_free(path: &str) -> bool {
    matches!(path, "/account/password" | "/sign-out" | "/health")
        || path.starts_with("/assets/")
        || path.starts_with("/language/")
}

enum Who {
    Nobody,
    /// With a cookie or key that stands for nobody.
    Unknown,
    Session(Arc<Asker>),
    Key(Box<Viewer>),
}

async fn known(app: &App, headers: &HeaderMap) -> Result<Who, ServiceError> {
    if let Some(key) = bearer(headers) {
        let viewer = app.office.resume_token(key).await?;
        return Ok(viewer.map_or(Who::Unknown, |viewer| Who::Key(Box::new(viewer))));
    }
    let Some(id) = cookie(headers) else { return Ok(Who::Nobody) };
    let asker = app.office.resume(&id).await?;
    Ok(asker.map_or(Who::Unknown, |asker| Who::Session(Arc::new(asker))))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (kind, key) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    kind.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

/// The id of the session in the cookies; the one behind encryption first.
pub(crate) fn cookie(headers: &HeaderMap) -> Option<String> {
    value(headers, COOKIE_SECURE).or_else(|| value(headers, COOKIE_LOCAL))
}

/// What was kept of somebody who comes back from a provider.
pub(crate) fn away(headers: &HeaderMap) -> Option<String> {
    value(headers, AWAY_SECURE).or_else(|| value(headers, AWAY_LOCAL))
}

/// The value of a cookie.
fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, value)| value.to_owned())
}

/// From where a request comes, for a session that begins.
pub(crate) fn origin(parts: &Parts) -> Origin {
    let agent = parts.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    Origin {
        address: parts.extensions.get::<Client>().map(|c| c.address.to_string()).unwrap_or_default(),
        agent: agent.to_owned(),
    }
}

/// Leads somewhere else, to be asked by `GET`.
pub(crate) fn to(address: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(location) = HeaderValue::from_str(address) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

/// Whether a session can be begun here: what is sent is encrypted, or never leaves this machine.
pub(crate) fn can_begin(app: &App, parts: &Parts) -> bool {
    app.options.local || parts.extensions.get::<Client>().is_none_or(|client| client.secure)
}

/// Gives the cookie of a session that began or got another id.
pub(crate) fn begin(response: &mut Response, entered: &Entered, parts: &Parts) {
    let secure = parts.extensions.get::<Client>().is_some_and(|client| client.secure);
    let id = &entered.id;
    let text = if secure {
        format!("{COOKIE_SECURE}={id}; Path=/; Secure; HttpOnly; SameSite=Lax")
    } else {
        format!("{COOKIE_LOCAL}={id}; Path=/; HttpOnly; SameSite=Lax")
    };
    set(response, &text);
}

/// Has the browser keep something while its person is with a provider. They come back from another site, which is why
/// the cookie may go along with a link from there.
pub(crate) fn keep_away(response: &mut Response, kept: &str, parts: &Parts) {
    let secure = parts.extensions.get::<Client>().is_some_and(|client| client.secure);
    let (name, line) = if secure { (AWAY_SECURE, "Secure; ") } else { (AWAY_LOCAL, "") };
    let text = format!("{name}={kept}; Path=/; {line}HttpOnly; SameSite=Lax; Max-Age={AWAY_SECONDS}");
    set(response, &text);
}

/// Takes that away again.
pub(crate) fn end_away(response: &mut Response) {
    set(response, &format!("{AWAY_SECURE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"));
    set(response, &format!("{AWAY_LOCAL}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"));
}

/// Takes the cookie away, and everything the browser kept of the pages.
pub(crate) fn end(response: &mut Response) {
    set(response, &format!("{COOKIE_SECURE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"));
    set(response, &format!("{COOKIE_LOCAL}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"));
    let clear = HeaderValue::from_static("\"cache\", \"storage\"");
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), clear);
}

fn set(response: &mut Response, cookie: &str) {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

/// The token of the forms of a session.
pub(crate) fn form_token(asker: &Asker) -> String {
    once::mac(&asker.session.form_key, FORM_TOKEN)
}

/// Lets a form through only with the token of the session it is sent with.
pub(crate) async fn guard_forms(request: Request, next: Next) -> Response {
    let signed = request.extensions().get::<Signed>().cloned();
    let Some(Signed(asker)) = signed.filter(|_| request.method() == Method::POST) else {
        return next.run(request).await;
    };
    let (parts, mut body) = request.into_parts();
    let mut first = Vec::new();
    while first.len() < BEGINNING {
        match std::future::poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
            Some(Ok(frame)) => match frame.into_data() {
                Ok(bytes) => first.extend_from_slice(&bytes),
                Err(_) => break,
            },
            Some(Err(_)) => return Problem::Forged.into_response(),
            None => break,
        }
    }
    let given = field_in(&first, FORM_TOKEN);
    if !given.is_some_and(|given| once::equal(&given, &form_token(&asker))) {
        return Problem::Forged.into_response();
    }
    let body = Body::new(Again { first: Some(Bytes::from(first)), rest: body });
    next.run(Request::from_parts(parts, body)).await
}

/// A field of hexadecimal digits in the beginning of a form, sent in either way.
pub(crate) fn field_in(body: &[u8], name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(body.get(..BEGINNING).unwrap_or(body));
    let hex = |rest: &str| rest.chars().take_while(char::is_ascii_hexdigit).collect::<String>();
    let plain = format!("{name}=");
    let part = format!("name=\"{name}\"\r\n\r\n");
    if let Some((before, rest)) = text.split_once(&part) {
        return (!before.contains("filename=")).then(|| hex(rest));
    }
    text.split('&').find_map(|pair| pair.strip_prefix(&plain)).map(hex)
}

/// A body whose beginning was read already.
pub(crate) struct Again {
    pub(crate) first: Option<Bytes>,
    pub(crate) rest: Body,
}

impl HttpBody for Again {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match self.first.take() {
            Some(first) if !first.is_empty() => Poll::Ready(Some(Ok(Frame::data(first)))),
            _ => Pin::new(&mut self.rest).poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.first.as_ref().is_none_or(Bytes::is_empty) && self.rest.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}

/// An address of this house to go on to; the beginning of it where what was given is none.
pub(crate) fn next(given: &str) -> String {
    let ours = given.starts_with('/')
        && !given.starts_with("//")
        && given.len() <= 2_000
        && given.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    if ours { given.to_owned() } else { "/".to_owned() }
}

/// That a session cannot be begun over a line anybody can read.
pub(crate) fn unencrypted() -> Problem {
    Problem::bad(Message::new("sign-in-unencrypted"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_on_within_the_house_only() {
        for (given, leads) in [
            ("/students?search=a", "/students?search=a"),
            ("", "/"),
            ("//evil.example/", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example/", "/"),
            ("/a\r\nset-cookie: b", "/"),
            ("/学生", "/"),
        ] {
            assert_eq!(next(given), leads, "{given:?}");
        }
    }

    #[test]
    fn the_token_is_found_in_both_kinds_of_forms() {
        let found = |text: &str| field_in(text.as_bytes(), FORM_TOKEN);
        assert_eq!(found("form-token=0af3&on=2024").as_deref(), Some("0af3"));
        assert_eq!(found("on=2024&form-token=0af3").as_deref(), Some("0af3"));
        assert_eq!(found("on=form-token=0af3"), None, "in the value of another field");
        let part = "--b\r\nContent-Disposition: form-data; name=\"form-token\"\r\n\r\n0af3\r\n--b--";
        assert_eq!(found(part).as_deref(), Some("0af3"));
        let file = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
        assert_eq!(found(&format!("{file}{part}")), None, "what a file holds is no field");
        assert_eq!(found(""), None);
    }

    #[test]
    fn item_11_behind_encryption_the_cookie_is_of_this_name_alone() {
        let headers = |text: &str| HeaderMap::from_iter([(COOKIE, HeaderValue::from_str(text).unwrap())]);
        assert_eq!(cookie(&headers("a=b; __Host-guantong=x; guantong-local=y")).as_deref(), Some("x"));
        assert_eq!(cookie(&headers("guantong-local=y")).as_deref(), Some("y"));
        assert_eq!(cookie(&headers("guantong=y; __host-guantong=z")), None);
        let entered = Entered {
            id: "abc".to_owned(),
            state: guantong_service::account::SessionState::Open,
            account: "A".to_owned(),
        };
        let mut request = Request::builder().body(()).unwrap();
        for (secure, expected) in [
            (true, "__Host-guantong=abc; Path=/; Secure; HttpOnly; SameSite=Lax"),
            (false, "guantong-local=abc; Path=/; HttpOnly; SameSite=Lax"),
        ] {
            request.extensions_mut().insert(Client { address: [127, 0, 0, 1].into(), secure });
            let (parts, ()) = request.into_parts();
            let mut response = StatusCode::OK.into_response();
            begin(&mut response, &entered, &parts);
            assert_eq!(response.headers().get(SET_COOKIE).unwrap(), expected);
            request = Request::from_parts(parts, ());
        }
    }
}
