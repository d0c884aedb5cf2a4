//! Serves what the tests look at, to be looked at in a browser: `cargo run -p guantong-web --example town -- 8621`
//! the whole town, with `empty` an empty office, with a day such as `2027-11-22` a few lives as of that day.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "../tests/it/lives.rs"]
#[allow(dead_code)]
mod lives;
#[path = "../tests/it/town.rs"]
#[allow(dead_code)]
mod town;

use guantong_web::{Limits, Options, router};
use std::sync::Arc;

#[tokio::main]
async fn main() {
    let mut asked = std::env::args().skip(1);
    let port: u16 = asked.next().map_or(8621, |port| port.parse().unwrap());
    let town = match asked.next().as_deref() {
        Some("empty") => town::empty().await,
        Some(day) if day != "town" => lives::lives(day.parse().unwrap()).await,
        _ => town::town(1).await,
    };
    let options = Options {
        demo: true,
        accounts: false,
        report: Arc::new(|_: &str, _: &str| {}),
        clock: None,
        hosts: Vec::new(),
        local: true,
        limits: Limits::default(),
        elsewhere: None,
    };
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await.unwrap();
    axum::serve(listener, router(town.office.clone(), options)).await.unwrap();
}
