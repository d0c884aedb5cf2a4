//! Language, navigation, headers, and every kind of no.

use crate::browser::Browser;
use crate::town::{empty, town};
use axum::body::Body;
use axum::http::StatusCode;

#[tokio::test]
async fn the_language_is_the_browsers_until_one_is_chosen() {
    let town = empty().await;
    let browser = Browser::new(town.office.clone());
    let seen = browser.page("/").await;
    assert!(seen.has("<html lang=\"zh-CN\">") && seen.has("贯通"));
    assert!(seen.has("/language/en?back=%2F\""));

    let browser = browser.english();
    assert!(browser.page("/").await.has("<html lang=\"en\">"));
    let chosen = browser.request("GET", "/").header("cookie", "language=zh-CN").body(Body::empty()).unwrap();
    assert!(browser.ask(chosen).await.has("<html lang=\"zh-CN\">"));
}

#[tokio::test]
async fn choosing_a_language_brings_one_back_and_nowhere_else() {
    let town = empty().await;
    let browser = Browser::new(town.office.clone());
    for (back, location) in [
        ("%2Fstudents%3Fsearch%3Dszx", "/students?search=szx"),
        ("%2F%2Fevil.example", "/"),
        ("https%3A%2F%2Fevil.example", "/"),
        ("%2F%5Cevil.example", "/"),
    ] {
        let seen = browser.get(&format!("/language/en?back={back}")).await;
        assert_eq!((seen.status, seen.header("location")), (StatusCode::SEE_OTHER, location));
        assert!(seen.header("set-cookie").starts_with("language=en; Path=/; Max-Age="));
    }
    assert_eq!(browser.get("/language/fr").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_no_is_a_page_of_ours() {
    let town = town(20).await;
    for english in [false, true] {
        let browser = Browser::new(town.office.clone());
        let browser = if english { browser.english() } else { browser };
        for (method, address, status) in [
            ("GET", "/nowhere", StatusCode::NOT_FOUND),
            ("GET", "/assets/look-0.css", StatusCode::NOT_FOUND),
            ("GET", "/?year=abc", StatusCode::BAD_REQUEST),
            ("GET", "/?year=1&year=2", StatusCode::BAD_REQUEST),
            ("POST", "/", StatusCode::METHOD_NOT_ALLOWED),
            ("DELETE", "/health", StatusCode::METHOD_NOT_ALLOWED),
        ] {
            let seen = browser.ask(browser.request(method, address).body(Body::empty()).unwrap()).await;
            assert_eq!(seen.status, status, "{method} {address}");
            seen.must_be_well_made(address);
            assert!(!seen.has("deserialize") && !seen.has("invalid"), "{address}: says what the server said");
        }
        let seen = browser.ask(browser.request("POST", "/").body(Body::empty()).unwrap()).await;
        assert!(seen.header("allow").contains("GET"), "{}", seen.header("allow"));
    }
}

#[tokio::test]
async fn another_sites_form_and_another_name_for_this_machine_are_refused() {
    let town = town(20).await;
    let browser = Browser::new(town.office.clone());
    let rebound = browser.request("GET", "/").header("host", "rebound.example").body(Body::empty()).unwrap();
    let seen = browser.ask(rebound).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    seen.must_be_well_made("/");
    assert!(!seen.has("2,810"));
    let foreign = browser
        .request("POST", "/")
        .header("host", "127.0.0.1:8620")
        .header("origin", "http://evil.example")
        .body(Body::empty())
        .unwrap();
    assert_eq!(browser.ask(foreign).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_fault_is_reported_under_the_number_the_reader_is_given() {
    let town = town(20).await;
    let browser = Browser::new(town.office.clone());
    town.store.close().await;
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let seen = browser.get("/health").await;
        assert_eq!(seen.status, StatusCode::INTERNAL_SERVER_ERROR);
        seen.must_be_well_made("/health");
        let (number, what) = browser.reports.lock().unwrap().last().unwrap().clone();
        assert!(seen.has(&number), "{number}");
        assert!(what.starts_with("/health "), "{what}");
        assert!(!seen.has("sqlite") && !seen.has("database"));
        numbers.push(number);
    }
    assert_ne!(numbers[0], numbers[1]);
}

#[tokio::test]
async fn the_stylesheet_is_kept_and_named_by_its_digest() {
    let town = empty().await;
    let browser = Browser::new(town.office.clone());
    let page = browser.page("/").await;
    let href = page.values("href").into_iter().find(|href| href.ends_with(".css")).unwrap().to_owned();
    let seen = browser.get(&href).await;
    assert_eq!(seen.header("content-type"), "text/css; charset=utf-8");
    assert!(seen.header("cache-control").contains("immutable"));
    assert!(seen.has("--paper"));
    let packed = browser.request("GET", &href).header("accept-encoding", "gzip").body(Body::empty()).unwrap();
    let response = tower::ServiceExt::oneshot(browser.router(), packed).await.unwrap();
    assert_eq!(response.headers()["content-encoding"], "gzip");
}

#[tokio::test]
async fn scripts_can_wait_for_the_pages() {
    let town = empty().await;
    let seen = Browser::new(town.office.clone()).get("/health").await;
    assert_eq!((seen.status, seen.text.as_str()), (StatusCode::OK, "ok\n"));
}
