//! What may be sent: how long an address, how many fields and parts, how large and how slow a body.
//!
//! A body is watched while it streams past to the page that reads it: what is over a limit ends there, so that
//! nothing beyond it is ever held in memory, and the answer names value and limit whatever the page made of it.

use crate::App;
use crate::answer::{Problem, is_page};
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use guantong_model::Message;
use http_body::{Frame, SizeHint};
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep_until};

/// What may be asked and sent. Sizes are in bytes; a page that takes a file has a limit of its own for it.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Requests of one client in a second, over time.
    pub requests_per_second: u32,
    /// Requests of one client at once.
    pub requests_burst: u32,
    /// Attempts of one client to sign in, in a minute, over time.
    pub sign_ins_per_minute: u32,
    /// Attempts of one client to sign in at once: a whole office may stand behind one address.
    pub sign_ins_burst: u32,
    /// An address without its query.
    pub path_bytes: usize,
    /// The query of an address.
    pub query_bytes: usize,
    /// Fields of a form.
    pub fields: usize,
    /// Parts of a form with files.
    pub parts: usize,
    /// A form without a file.
    pub form_bytes: usize,
    /// Any body, files and all.
    pub body_bytes: u64,
    /// How long a body may bring nothing.
    pub body_silence: Duration,
    /// How long a body may come in slower than [`Limits::body_pace`].
    pub body_grace: Duration,
    /// Bytes in a second below which a body is too slow.
    pub body_pace: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            requests_per_second: 500,
            requests_burst: 3_000,
            sign_ins_per_minute: 60,
            sign_ins_burst: 120,
            path_bytes: 2 * 1024,
            query_bytes: 8 * 1024,
            fields: 5_000,
            parts: 100,
            form_bytes: 2 * 1024 * 1024,
            body_bytes: 128 * 1024 * 1024,
            body_silence: Duration::from_secs(10),
            body_grace: Duration::from_secs(30),
            body_pace: 1024,
        }
    }
}

/// A request that is not let through to a page, with why.
#[derive(Clone, Debug)]
pub(crate) struct Barred {
    pub(crate) status: StatusCode,
    pub(crate) heading: &'static str,
    pub(crate) why: Message,
    retry_after: Option<u32>,
}

impl Barred {
    pub(crate) fn new(status: StatusCode, heading: &'static str, why: Message) -> Self {
        Barred { status, heading, why, retry_after: None }
    }

    /// In how many seconds it may be tried again.
    pub(crate) fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// What stands in the answer's head.
    pub(crate) fn mark(&self, headers: &mut HeaderMap) {
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::METHOD_NOT_ALLOWED {
            headers.entry(ALLOW).or_insert(HeaderValue::from_static("GET, HEAD, POST"));
        }
        if matches!(self.status, StatusCode::REQUEST_TIMEOUT | StatusCode::PAYLOAD_TOO_LARGE) {
            // What is left of the body is not read, so nothing can follow it.
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
    }
}

/// Holds a request to the limits.
pub(crate) async fn hold(State(app): State<App>, request: Request, next: Next) -> Response {
    let limits = &app.options.limits;
    if let Some(barred) = address(limits, &request) {
        return Problem::Barred(barred).into_response();
    }
    let length = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let (parts, body) = request.into_parts();
    if body.is_end_stream() {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let watch = Arc::new(Watch::default());
    let held = Held::new(body, Counted::of(&parts.headers), limits.clone(), Arc::clone(&watch));
    let response = next.run(Request::from_parts(parts, Body::new(held))).await;
    match watch.over() {
        Some(over) => Problem::Barred(over.barred(limits)).into_response(),
        // The form itself was larger than its page reads.
        None if response.status() == StatusCode::PAYLOAD_TOO_LARGE && !is_page(&response) => {
            let sent = length.unwrap_or_else(|| watch.seen());
            Problem::Barred(Over::Form(sent).barred(limits)).into_response()
        }
        None => response,
    }
}

/// An address that is too long.
fn address(limits: &Limits, request: &Request) -> Option<Barred> {
    let query = request.uri().query().map_or(0, str::len);
    let (id, value, most) = match request.uri().path().len() {
        path if path > limits.path_bytes => ("serve-path-long", path, limits.path_bytes),
        _ if query > limits.query_bytes => ("serve-query-long", query, limits.query_bytes),
        _ => return None,
    };
    let why = Message::new(id).with("value", value).with("most", most);
    Some(Barred::new(StatusCode::URI_TOO_LONG, "serve-address-long-heading", why))
}

/// Which limit a body is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Over {
    Silent,
    Slow,
    Body,
    Fields,
    Parts,
    /// With what was sent, as far as it is known.
    Form(u64),
}

impl Over {
    fn barred(self, limits: &Limits) -> Barred {
        let large = StatusCode::PAYLOAD_TOO_LARGE;
        match self {
            Over::Silent => {
                let why = Message::new("serve-body-silent").with("seconds", seconds(limits.body_silence));
                Barred::new(StatusCode::REQUEST_TIMEOUT, "serve-body-slow-heading", why)
            }
            Over::Slow => {
                let why = Message::new("serve-body-slow").with("least", number(limits.body_pace));
                Barred::new(StatusCode::REQUEST_TIMEOUT, "serve-body-slow-heading", why)
            }
            Over::Body => {
                let why = Message::new("serve-body-large").with("most", number(limits.body_bytes / MIB));
                Barred::new(large, "page-problem-large", why)
            }
            Over::Form(sent) => {
                let most = u64::try_from(limits.form_bytes).unwrap_or(u64::MAX);
                let why =
                    Message::new("serve-form-large").with("sent", number(sent)).with("most", number(most));
                Barred::new(large, "page-problem-large", why)
            }
            Over::Fields => {
                let why = Message::new("serve-fields-many").with("most", limits.fields);
                Barred::new(StatusCode::BAD_REQUEST, "serve-many-heading", why)
            }
            Over::Parts => {
                let why = Message::new("serve-parts-many").with("most", limits.parts);
                Barred::new(StatusCode::BAD_REQUEST, "serve-many-heading", why)
            }
        }
    }
}

const MIB: u64 = 1024 * 1024;

fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn seconds(time: Duration) -> i64 {
    number(time.as_secs())
}

impl fmt::Display for Over {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "over a limit: {self:?}")
    }
}

impl std::error::Error for Over {}

/// What was seen of a body.
#[derive(Debug, Default)]
struct Watch(Mutex<(u64, Option<Over>)>);

impl Watch {
    fn note<T>(&self, note: impl FnOnce(&mut (u64, Option<Over>)) -> T) -> T {
        note(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn seen(&self) -> u64 {
        self.note(|seen| seen.0)
    }

    fn over(&self) -> Option<Over> {
        self.note(|seen| seen.1)
    }
}

/// What stands between the parts of a form with files; nothing where the body is no such form.
pub(crate) fn boundary(headers: &HeaderMap) -> Option<&str> {
    let mut pieces = headers.get(CONTENT_TYPE)?.to_str().ok()?.split(';').map(str::trim);
    let name = pieces.next().filter(|name| name.eq_ignore_ascii_case("multipart/form-data"));
    let boundary = pieces.find_map(|piece| {
        let (name, value) = piece.split_once('=')?;
        name.trim().eq_ignore_ascii_case("boundary").then(|| value.trim().trim_matches('"'))
    });
    name.and(boundary)
}

/// What is counted in a body, by its kind.
#[derive(Debug)]
enum Counted {
    Nothing,
    /// Fields are one more than the signs between them.
    Fields(usize),
    /// Parts, each behind a line that begins with the boundary; the last such line ends the body.
    Parts {
        line: Vec<u8>,
        matched: usize,
        lines: usize,
    },
}

impl Counted {
    fn of(headers: &HeaderMap) -> Self {
        let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let name = kind.split(';').next().unwrap_or_default().trim();
        if name.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Counted::Fields(1);
        }
        match boundary(headers) {
            Some(boundary) => {
                // The first line has nothing before it: as if a line had ended there.
                Counted::Parts { line: format!("\n--{boundary}").into_bytes(), matched: 1, lines: 0 }
            }
            None => Counted::Nothing,
        }
    }

    /// Counts on; the limit that is passed, if one is.
    fn count(&mut self, bytes: &[u8], limits: &Limits) -> Option<Over> {
        match self {
            Counted::Nothing => None,
            Counted::Fields(fields) => {
                *fields += bytes.iter().filter(|byte| **byte == b'&').count();
                (*fields > limits.fields).then_some(Over::Fields)
            }
            Counted::Parts { line, matched, lines } => {
                for byte in bytes {
                    // A line's end stands at the beginning of the pattern only, so nothing is missed by starting over.
                    *matched = match line.get(*matched) {
                        Some(wanted) if wanted == byte => *matched + 1,
                        _ => usize::from(*byte == b'\n'),
                    };
                    if *matched == line.len() {
                        *matched = 0;
                        *lines += 1;
                    }
                }
                (*lines > limits.parts.saturating_add(1)).then_some(Over::Parts)
            }
        }
    }
}

/// A body that ends with an error where it is over a limit.
struct Held {
    body: Body,
    counted: Counted,
    limits: Limits,
    watch: Arc<Watch>,
    /// Since when the body is waited for; its first read begins it.
    began: Option<Instant>,
    silence: Pin<Box<Sleep>>,
    /// Whether nothing has come since the sleep was set.
    waiting: bool,
}

impl Held {
    fn new(body: Body, counted: Counted, limits: Limits, watch: Arc<Watch>) -> Self {
        let silence = Box::pin(sleep_until(Instant::now()));
        Held { body, counted, limits, watch, began: None, silence, waiting: false }
    }

    fn end(&self, over: Over) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.watch.note(|seen| seen.1 = Some(over));
        Poll::Ready(Some(Err(axum::Error::new(over))))
    }

    /// When a body of so many bytes is too slow.
    fn slow_at(&self, began: Instant, seen: u64) -> Instant {
        began + self.limits.body_grace + Duration::from_secs(seen / self.limits.body_pace.max(1))
    }
}

impl HttpBody for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if let Some(over) = self.watch.over() {
            return self.end(over);
        }
        let now = Instant::now();
        let began = *self.began.get_or_insert(now);
        match Pin::new(&mut self.body).poll_frame(cx) {
            Poll::Pending => {
                let slow_at = self.slow_at(began, self.watch.seen());
                if !self.waiting {
                    let until = slow_at.min(now + self.limits.body_silence);
                    self.silence.as_mut().reset(until);
                    self.waiting = true;
                }
                match self.silence.as_mut().poll(cx) {
                    Poll::Pending => Poll::Pending,
                    Poll::Ready(()) if Instant::now() >= slow_at => self.end(Over::Slow),
                    Poll::Ready(()) => self.end(Over::Silent),
                }
            }
            Poll::Ready(Some(Ok(frame))) => {
                self.waiting = false;
                let Some(bytes) = frame.data_ref() else { return Poll::Ready(Some(Ok(frame))) };
                let more = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                let seen = self.watch.note(|seen| {
                    seen.0 = seen.0.saturating_add(more);
                    seen.0
                });
                let limits = self.limits.clone();
                if seen > limits.body_bytes {
                    return self.end(Over::Body);
                }
                if let Some(over) = self.counted.count(bytes, &limits) {
                    return self.end(over);
                }
                Poll::Ready(Some(Ok(frame)))
            }
            other => other,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(body: &[u8], piece: usize) -> usize {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("multipart/form-data; boundary=\"ab\""));
        let mut counted = Counted::of(&headers);
        for piece in body.chunks(piece) {
            assert_eq!(counted.count(piece, &Limits::default()), None);
        }
        let Counted::Parts { lines, .. } = counted else { panic!("{counted:?}") };
        lines
    }

    #[test]
    fn parts_are_counted_however_the_body_is_cut() {
        let body = b"--ab\r\nx\r\n\n--a\n--b\r\n\r\n--ab\r\ny--ab\r\n--ab--\r\n";
        for piece in 1..body.len() {
            assert_eq!(parts(body, piece), 3, "in pieces of {piece}");
        }
        assert_eq!(parts(b"", 1), 0);
    }

    /// A body that brings a piece every so often.
    struct Dripping {
        piece: Bytes,
        every: Duration,
        next: Pin<Box<Sleep>>,
    }

    impl HttpBody for Dripping {
        type Data = Bytes;
        type Error = std::convert::Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            cx: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
            std::task::ready!(self.next.as_mut().poll(cx));
            let next = Instant::now() + self.every;
            self.next.as_mut().reset(next);
            Poll::Ready(Some(Ok(Frame::data(self.piece.clone()))))
        }
    }

    /// How a body that drips ends, and after how many seconds and bytes.
    async fn dripped(bytes: usize, every: u64) -> (Option<Over>, u64, u64) {
        let every = Duration::from_secs(every);
        let start = Instant::now();
        let next = Box::pin(sleep_until(start + every));
        let body = Body::new(Dripping { piece: Bytes::from(vec![7; bytes]), every, next });
        let watch = Arc::new(Watch::default());
        let mut held = Held::new(body, Counted::Nothing, Limits::default(), Arc::clone(&watch));
        while let Some(Ok(_)) = std::future::poll_fn(|cx| Pin::new(&mut held).poll_frame(cx)).await {}
        (watch.over(), start.elapsed().as_secs(), watch.seen())
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_stops_or_drips_is_ended() {
        assert_eq!(dripped(1, 100).await, (Some(Over::Silent), 10, 0));
        assert_eq!(dripped(1, 9).await, (Some(Over::Slow), 30, 3), "a byte every nine seconds");
        let (over, after, seen) = dripped(512, 1).await;
        assert_eq!(over, Some(Over::Slow));
        assert!((55..65).contains(&after) && seen < 40_000, "{after} s, {seen} bytes at half the pace");
        let (over, after, seen) = dripped(64 * 1024, 2).await;
        let most = Limits::default().body_bytes;
        assert_eq!(over, Some(Over::Body), "at a good pace it may take {after} s");
        assert!(after > 3_600 && seen <= most + 64 * 1024);
    }

    #[test]
    fn an_answer_says_when_to_come_again_and_closes_behind_what_it_did_not_read() {
        let mut headers = HeaderMap::new();
        Over::Silent.barred(&Limits::default()).mark(&mut headers);
        assert_eq!(headers[CONNECTION], "close");
        let many = Barred::new(StatusCode::TOO_MANY_REQUESTS, "", Message::new("")).retry_after(7);
        many.mark(&mut headers);
        assert_eq!(headers[RETRY_AFTER], "7");
    }
}
