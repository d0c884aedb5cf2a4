//! What the log and the figures have of each request.

use super::*;
use crate::serve::figures::Text;
use crate::serve::request;
use axum::response::{IntoResponse, Response};
use guantong_service::access::Role;
use guantong_web::Told;

/// A house whose pages say what they are, one of which fails.
fn told(house: &mut House) {
    let log = Arc::clone(&house.log);
    let figures = Arc::clone(&house.figures);
    let page = |body: &'static str| {
        let mut response = body.into_response();
        let told = Told { route: Some("/students/{id}".to_owned()), role: Some(Role::School) };
        response.extensions_mut().insert(told);
        response
    };
    let failing = move || async move {
        request::fault(&log, &figures, "F-0A1B2C", "/students/{id} read a person: no row 110101200801011234");
        (axum::http::StatusCode::INTERNAL_SERVER_ERROR, "sorry").into_response() as Response
    };
    let router = std::mem::take(&mut house.router);
    house.router = router
        .route("/students/{id}", get(move || async move { page("a record") }))
        .route("/failing/{id}", get(failing));
}

/// The id in the head of an answer.
fn id(said: &str) -> &str {
    said.split("x-request-id: ").nth(1).unwrap().split("\r\n").next().unwrap()
}

#[tokio::test(start_paused = true)]
async fn every_request_is_a_line_that_leads_to_its_answer_and_to_nobody() {
    let server = Server::with(told);
    let mut socket = server.come().await;
    ask(
        &mut socket,
        "GET /students/110101200801011234?search=110101200801011234 HTTP/1.1\r\nconnection: close",
    )
    .await;
    let (said, _) = rest(&mut socket).await;
    let lines = server.kept.of("request");
    let [line] = &lines[..] else { panic!("{lines:?}") };
    assert_eq!(line["request_id"], id(&said));
    for (field, value) in
        [("method", "GET"), ("route", "/students/{id}"), ("role", "school"), ("level", "info")]
    {
        assert_eq!(line[field], value, "{line}");
    }
    assert_eq!((line["status"].as_u64(), line["bytes"].as_u64()), (Some(200), Some(8)));
    assert!(line["ms"].is_number() && line.get("cut").is_none() && line.get("fault").is_none(), "{line}");
    let time = line["time"].as_str().unwrap();
    assert!(time.ends_with('Z') && time.parse::<jiff::Timestamp>().is_ok(), "{time}");
    assert!(!line.to_string().contains("1101012008"));
}

#[tokio::test(start_paused = true)]
async fn a_fault_and_its_request_name_each_other() {
    let server = Server::with(told);
    let mut socket = server.come().await;
    ask(&mut socket, "GET /failing/1 HTTP/1.1\r\nconnection: close").await;
    let (said, _) = rest(&mut socket).await;
    let (faults, requests) = (server.kept.of("fault"), server.kept.of("request"));
    assert_eq!((faults.len(), requests.len()), (1, 1));
    assert_eq!(
        (&faults[0]["request_id"], &faults[0]["fault"]),
        (&requests[0]["request_id"], &requests[0]["fault"])
    );
    assert_eq!(
        (requests[0]["fault"].as_str(), requests[0]["request_id"].as_str()),
        (Some("F-0A1B2C"), Some(id(&said)))
    );
    assert_eq!(faults[0]["what"], "/students/{id} read a person: no row …");
    assert_eq!((&faults[0]["level"], &requests[0]["level"]), (&"error".into(), &"warn".into()));
}

#[tokio::test(start_paused = true)]
async fn an_id_is_taken_over_from_a_trusted_proxy_alone() {
    let server = Server::with(|house| {
        house.proxies = Trusted::new(vec!["10.0.0.1".parse().unwrap()]);
    });
    let given = "7f3a0c5e-9b1d-4e2f-8a6c-0d9e8f7a6b5c";
    for (peer, taken) in [("10.0.0.1", true), ("192.0.2.1", false)] {
        let mut socket = server.come_from(peer).await;
        ask(&mut socket, &format!("GET / HTTP/1.1\r\nx-request-id: {given}\r\nconnection: close")).await;
        let (said, _) = rest(&mut socket).await;
        assert_eq!(id(&said) == given, taken, "{peer}: {said}");
        assert_eq!(server.kept.of("request").last().unwrap()["request_id"], id(&said));
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_cut_off_is_told_so_and_is_in_flight_no_more() {
    let server = Server::start();
    let mut text = Text::default();
    let mut working = server.come().await;
    ask(&mut working, "GET /work HTTP/1.1").await;
    let mut large = server.come().await;
    ask(&mut large, "GET /huge HTTP/1.1").await;
    settle().await;
    server.figures.write(&mut text);
    assert!(text.0.contains("guantong_requests_in_flight 2"), "{}", text.0);
    drop((working, large));
    pass(Duration::from_secs(120)).await;
    server.work.notify_one();
    settle().await;
    let lines = server.kept.of("request");
    assert_eq!(lines.len(), 2, "{lines:?}");
    for line in &lines {
        assert_eq!(line["cut"], true, "{line}");
        assert!(line["bytes"].as_u64().unwrap() < u64::try_from(HUGE).unwrap(), "{line}");
    }
    let mut text = Text::default();
    server.figures.write(&mut text);
    assert!(text.0.contains("guantong_requests_in_flight 0"), "{}", text.0);
}

#[tokio::test(start_paused = true)]
async fn the_head_of_a_page_and_a_page_without_a_word_are_whole() {
    let server = Server::start();
    let mut socket = server.come().await;
    ask(&mut socket, "HEAD / HTTP/1.1").await;
    until(&mut socket, "\r\n\r\n").await;
    ask(&mut socket, "GET /nowhere HTTP/1.1\r\nconnection: close").await;
    rest(&mut socket).await;
    let lines = server.kept.of("request");
    let told: Vec<_> =
        lines.iter().map(|line| (line["status"].as_u64(), line.get("cut").is_some())).collect();
    assert_eq!(told, [(Some(200), false), (Some(404), false)]);
    assert_eq!(lines[1]["route"], "-");
}
