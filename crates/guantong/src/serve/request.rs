//! One request from its head to the last byte of its answer: its id, and what is noted of it.
//!
//! Every answer carries its id in `x-request-id`, and so does the line in the log. A fault's line carries both the id
//! and the number that its reader was shown, and so does the line of its request: each leads to the other.

use super::figures::Figures;
use super::log::{Level, Log};
use crate::real::SystemRandomness;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use guantong_service::ports::Randomness;
use guantong_web::Told;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// The header that an id comes and goes in.
pub(super) const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Letters that ids are made of: none is a figure, so that no id looks like a number of a person, and none is a vowel,
/// so that it spells nothing.
const LETTERS: &[u8; 16] = b"bcdfghjklmnpqrst";
/// Letters of an id: 64 bits.
const LENGTH: usize = 16;
/// How long an id from elsewhere may be.
const GIVEN: std::ops::RangeInclusive<usize> = 8..=64;

/// The request that a task answers.
#[derive(Debug)]
pub(super) struct Current {
    id: String,
    /// The number of the fault that its reader is shown.
    fault: Mutex<Option<String>>,
}

tokio::task_local! {
    /// The request that is being answered here.
    static CURRENT: Arc<Current>;
}

impl Current {
    /// A request with the id that a trusted proxy gave it, where that is one; else with an id of its own.
    pub(super) fn new(headers: &HeaderMap, trusted: bool) -> Arc<Self> {
        let given = headers.get(HEADER).filter(|_| trusted).and_then(|id| id.to_str().ok());
        let id = given.filter(|id| is_id(id)).map_or_else(drawn, str::to_owned);
        Arc::new(Current { id, fault: Mutex::default() })
    }

    /// The id as a header has it.
    pub(super) fn header(&self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.id).ok()
    }

    /// Answers it, so that a fault knows which request it is of.
    pub(super) async fn answered<F: Future>(self: Arc<Self>, answer: F) -> F::Output {
        CURRENT.scope(self, answer).await
    }
}

/// Whether an id from elsewhere can stand in a log and a header: it is one word, and no number of a person. Figures in a
/// row are none where letters stand around them, as in most ids, unless they are as many as an identity number has.
fn is_id(id: &str) -> bool {
    let good = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let is_number = |part: &str| {
        part.len() >= 11 && part.trim_end_matches(['x', 'X']).bytes().all(|b| b.is_ascii_digit())
    };
    let longest = id.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
    let numbers = id.split(|c: char| !c.is_ascii_alphanumeric()).any(is_number);
    GIVEN.contains(&id.len()) && id.chars().all(good) && longest < 15 && !numbers
}

fn drawn() -> String {
    let mut bytes = [0; LENGTH / 2];
    SystemRandomness.fill(&mut bytes);
    let letter = |half: u8| LETTERS.get(usize::from(half)).map_or('b', |letter| char::from(*letter));
    bytes.iter().flat_map(|byte| [letter(byte >> 4), letter(byte & 15)]).collect()
}

/// Notes a fault under the number its reader is shown, with the request it is of.
pub(super) fn fault(log: &Log, figures: &Figures, number: &str, what: &str) {
    figures.fault();
    let id = CURRENT.try_with(|current| {
        *current.fault.lock().unwrap_or_else(PoisonError::into_inner) = Some(number.to_owned());
        current.id.clone()
    });
    // Outside of a request there is none to name.
    let id = id.map_or(Value::Null, Value::String);
    log.line(Level::Error, "fault", &[("fault", json!(number)), ("request_id", id), ("what", json!(what))]);
}

/// What is noted of a request once its answer is over, however it ends.
pub(super) struct Noted {
    log: Arc<Log>,
    figures: Arc<Figures>,
    current: Arc<Current>,
    method: &'static str,
    told: Told,
    asked: Instant,
    /// How long the answer was worked on, and its status; nothing while it is.
    ready: Option<(Duration, u16)>,
    bytes: u64,
    /// Whether all of the answer was taken.
    whole: bool,
}

impl Noted {
    pub(super) fn new(
        log: &Arc<Log>,
        figures: &Arc<Figures>,
        current: &Arc<Current>,
        method: &Method,
    ) -> Self {
        figures.begin();
        Noted {
            log: Arc::clone(log),
            figures: Arc::clone(figures),
            current: Arc::clone(current),
            method: name(method),
            told: Told::default(),
            asked: Instant::now(),
            ready: None,
            bytes: 0,
            whole: false,
        }
    }

    /// The head of the answer is there.
    pub(super) fn ready(&mut self, status: u16, told: Option<Told>) {
        self.ready = Some((self.asked.elapsed(), status));
        self.told = told.unwrap_or_default();
    }

    /// So many bytes of it were taken.
    pub(super) fn took(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
    }

    /// All of it was.
    pub(super) fn end(&mut self) {
        self.whole = true;
    }
}

impl Drop for Noted {
    fn drop(&mut self) {
        let route = self.told.route.as_deref().unwrap_or("-");
        if let Some((took, status)) = self.ready {
            self.figures.answered(route, self.method, status, took);
        }
        self.figures.done();
        let took = self.ready.map_or_else(|| self.asked.elapsed(), |(took, _)| took);
        let status = self.ready.map(|(_, status)| status);
        let level = match status {
            Some(status) if status < 500 => Level::Info,
            _ => Level::Warn,
        };
        let fault = self.current.fault.lock().unwrap_or_else(PoisonError::into_inner).take();
        let tenths = u32::try_from(took.as_micros() / 100).unwrap_or(u32::MAX);
        // The head of a page has no body that anybody would take.
        let cut = !self.whole && self.method != "HEAD";
        self.log.line(
            level,
            "request",
            &[
                ("request_id", json!(self.current.id)),
                ("method", json!(self.method)),
                ("route", json!(route)),
                ("status", json!(status)),
                ("ms", json!(f64::from(tenths) / 10.0)),
                ("bytes", json!(self.bytes)),
                ("role", json!(self.told.role.map(|role| role.as_str()))),
                ("fault", json!(fault)),
                ("cut", if cut { json!(true) } else { Value::Null }),
            ],
        );
    }
}

/// A method by its name; one that nobody knows could be anything.
fn name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::TRACE => "TRACE",
        Method::CONNECT => "CONNECT",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_taken_from_a_trusted_proxy_only_and_only_where_it_is_one() {
        let long = "a".repeat(65);
        for (given, trusted, taken) in [
            ("7f3a0c5e-9b1d-4e2f-8a6c-0d9e8f7a6b5c", true, true),
            ("7f3a0c5e9b1d4e2f8a6c0d9e8f7a6b5c", true, true),
            ("req_01.HZ-4", true, true),
            ("7f3a0c5e9b1d4e2f8a6c0d9e8f7a6b5c", false, false),
            ("short", true, false),
            (long.as_str(), true, false),
            ("a space in it", true, false),
            ("\"quoted-id\"", true, false),
            ("id-110101200801011234", true, false),
            ("13800138000", true, false),
            ("a1b13800138000c2", true, true),
            ("a1b138001380001234c2", true, false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HEADER, HeaderValue::from_str(given).unwrap());
            assert_eq!(Current::new(&headers, trusted).id == given, taken, "{given} {trusted}");
        }
        let (one, other) = (drawn(), drawn());
        assert!(one != other && is_id(&one) && one.len() == LENGTH, "{one} {other}");
        assert!(one.bytes().all(|letter| LETTERS.contains(&letter)), "{one}");
    }
}
