//! What may be asked and sent: beyond a limit there is a page that names it, and memory does not grow.

use crate::browser::{Browser, Seen};
use crate::town::town;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::StatusCode;
use guantong_web::Client;
use http_body::Frame;
use std::convert::Infallible;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};

const FORM: &str = "application/x-www-form-urlencoded";

async fn sent(browser: &Browser, address: &str, kind: &str, body: Body) -> Seen {
    let request = browser.request("POST", address).header("content-type", kind);
    browser.ask(request.body(body).unwrap()).await
}

/// A page in both languages, with these words in each.
fn must_say(seen: &Seen, status: StatusCode, words: &[&str]) {
    assert_eq!(seen.status, status, "{}", seen.text);
    seen.must_be_well_made("a limit");
    let shown = seen.shown();
    for word in words {
        assert!(shown.contains(word), "{word} in {shown}");
    }
}

#[tokio::test]
async fn item_25_what_is_over_a_limit_is_refused_by_a_page_that_names_it() {
    let town = town(20).await;
    for english in [false, true] {
        let browser = Browser::new(town.office.clone());
        let browser = if english { browser.english() } else { browser };

        let seen = browser.get(&format!("/students?search={}", "a".repeat(9_000))).await;
        must_say(&seen, StatusCode::URI_TOO_LONG, &["9007", "8192"]);
        let seen = browser.get(&format!("/{}", "a".repeat(3_000))).await;
        must_say(&seen, StatusCode::URI_TOO_LONG, &["3001", "2048"]);

        let fields = |number: usize| Body::from(vec!["a=1"; number].join("&"));
        let seen = sent(&browser, "/batches", FORM, fields(5_001)).await;
        must_say(&seen, StatusCode::BAD_REQUEST, &["5000"]);
        let seen = sent(&browser, "/batches", FORM, fields(100_000)).await;
        must_say(&seen, StatusCode::BAD_REQUEST, &["5000"]);
        assert!(!sent(&browser, "/batches", FORM, fields(5_000)).await.has("5000"), "exactly as many");

        let part = "--cut\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
        let parts = |number: usize| Body::from(format!("{}--cut--\r\n", part.repeat(number)));
        let kind = "multipart/form-data; boundary=cut";
        let seen = sent(&browser, "/plans/import", kind, parts(101)).await;
        must_say(&seen, StatusCode::BAD_REQUEST, &["100"]);

        let large = Body::from("a".repeat(3 * 1024 * 1024));
        let seen = sent(&browser, "/batches", FORM, large).await;
        must_say(&seen, StatusCode::PAYLOAD_TOO_LARGE, &["2097152"]);
        assert_eq!(seen.header("connection"), "close");
    }
}

/// A body that never ends before ten gibibytes, and counts what was taken of it.
struct Endless {
    piece: Bytes,
    left: u64,
    taken: Arc<AtomicU64>,
}

impl HttpBody for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let bytes = self.piece.len() as u64;
        if self.left < bytes {
            return Poll::Ready(None);
        }
        self.left -= bytes;
        self.taken.fetch_add(bytes, Ordering::Relaxed);
        Poll::Ready(Some(Ok(Frame::data(self.piece.clone()))))
    }
}

#[tokio::test]
async fn ten_gibibytes_are_not_taken_in() {
    const MIB: u64 = 1024 * 1024;
    let town = town(20).await;
    let browser = Browser::new(town.office.clone());
    let part = "--cut\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\r\n";
    for (address, kind, begin, most) in [
        ("/batches", FORM, "", 2 * MIB),
        ("/plans/import", "multipart/form-data; boundary=cut", part, 64 * MIB),
        ("/take-over", "multipart/form-data; boundary=cut", part, 64 * MIB),
    ] {
        let taken = Arc::new(AtomicU64::new(0));
        let piece = Bytes::from(format!("{begin}{}", "a".repeat(256 * 1024)));
        let body = Endless { piece, left: 10 * 1024 * MIB, taken: Arc::clone(&taken) };
        let seen = sent(&browser, address, kind, Body::new(body)).await;
        assert!(seen.status.is_client_error(), "{address}: {}", seen.status);
        let taken = taken.load(Ordering::Relaxed);
        assert!(taken <= most + MIB, "{address}: {} MiB", taken / MIB);
    }
}

#[tokio::test]
async fn who_asks_too_often_is_told_how_long_to_wait() {
    let town = town(20).await;
    for (english, wait) in [(false, "1 秒"), (true, "one second")] {
        let browser = Browser::new(town.office.clone());
        let browser = if english { browser.english() } else { browser };
        let asked = |last: u8| {
            let address = IpAddr::from([192, 0, 2, last]);
            let request = browser.request("GET", "/health").extension(Client { address, secure: false });
            browser.ask(request.body(Body::empty()).unwrap())
        };
        // The town's clock stands still, so nothing comes in.
        for _ in 0..3_000 {
            assert_eq!(asked(1).await.status, StatusCode::OK);
        }
        let seen = asked(1).await;
        must_say(&seen, StatusCode::TOO_MANY_REQUESTS, &["500", wait]);
        assert_eq!(seen.header("retry-after"), "1");
        assert_eq!(asked(2).await.status, StatusCode::OK, "another client");
    }
}

#[tokio::test]
async fn item_36_trace_is_refused_and_nothing_lists_or_tells_of_the_inside() {
    let town = town(20).await;
    let browser = Browser::new(town.office.clone());
    for (method, status) in [
        ("TRACE", StatusCode::METHOD_NOT_ALLOWED),
        ("CONNECT", StatusCode::METHOD_NOT_ALLOWED),
        ("PUT", StatusCode::METHOD_NOT_ALLOWED),
        ("BREW", StatusCode::NOT_IMPLEMENTED),
    ] {
        let request = browser.request(method, "/students").header("x-secret", "told-back");
        let seen = browser.ask(request.body(Body::empty()).unwrap()).await;
        assert_eq!(seen.status, status, "{method}");
        seen.must_be_well_made(method);
        assert!(!seen.has("told-back"), "{method}");
    }
    for address in [
        "/metrics",
        "/debug",
        "/debug/pprof",
        "/status",
        "/server-status",
        "/assets",
        "/assets/",
        "/.git/config",
    ] {
        assert_eq!(browser.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn item_32_and_33_every_answer_has_its_headers_and_is_kept_nowhere() {
    let town = town(20).await;
    let browser = Browser::new(town.office.clone());
    for address in ["/", "/students", "/nowhere", "/?year=abc", "/health", "/language/en?back=%2F"] {
        for secure in [false, true] {
            let client = Client { address: IpAddr::from([192, 0, 2, 1]), secure };
            let request = browser.request("GET", address).extension(client);
            let seen = browser.ask(request.body(Body::empty()).unwrap()).await;
            let policy = seen.header("content-security-policy");
            assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{address}");
            assert!(policy.starts_with("default-src 'none'"), "{address}");
            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("cache-control", "no-store"),
                ("referrer-policy", "same-origin"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
            ] {
                assert_eq!(seen.header(name), value, "{address}");
            }
            let told = if secure { "max-age=31536000; includeSubDomains" } else { "" };
            assert_eq!(seen.header("strict-transport-security"), told, "{address}");
        }
    }
}

#[tokio::test]
async fn item_23_a_page_is_no_part_of_another_sites() {
    let town = town(20).await;
    let browser = Browser::new(town.office.clone());
    for (method, mode, status) in [
        ("GET", "navigate", StatusCode::OK),
        ("GET", "no-cors", StatusCode::FORBIDDEN),
        ("GET", "cors", StatusCode::FORBIDDEN),
        ("POST", "navigate", StatusCode::FORBIDDEN),
    ] {
        let request = browser.request(method, "/students").header("host", "localhost");
        let request = request.header("sec-fetch-site", "cross-site").header("sec-fetch-mode", mode);
        let seen = browser.ask(request.body(Body::empty()).unwrap()).await;
        assert_eq!(seen.status, status, "{method} {mode}");
    }
}
