//! What those who keep the server ask of it, on an address of its own: whether it lives, whether it is ready, figures.
//! No figure is of a person. What is asked here stands in no log: it is asked every few seconds, and by programs.

use super::figures::{Figures, Text};
use super::places::Places;
use crate::commands::backup;
use crate::data::Data;
use crate::health::{self, SHELF};
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::path::PathBuf;
use std::sync::Arc;

/// What is asked about.
pub(super) struct Asked {
    pub(super) data: Data,
    pub(super) directory: PathBuf,
    pub(super) backups: Option<PathBuf>,
    pub(super) figures: Arc<Figures>,
    pub(super) places: Places,
}

/// The three addresses.
pub(super) fn router(asked: Asked) -> Router {
    Router::new()
        .route("/live", get(|| async { "live\n" }))
        .route("/ready", get(ready))
        .route("/metrics", get(metrics))
        .with_state(Arc::new(asked))
}

/// 200 where requests may be sent here, 503 where not, with why.
async fn ready(State(asked): State<Arc<Asked>>) -> Response {
    if asked.figures.is_ending() {
        return (StatusCode::SERVICE_UNAVAILABLE, "ending\n").into_response();
    }
    let looked = health::ready(&asked.data, &asked.directory).await;
    let bad = looked.iter().filter_map(|one| Some((one.check, one.found.as_ref()?)));
    let (shelf, bad): (Vec<_>, Vec<_>) = bad.partition(|(check, _)| *check == SHELF);
    let lines = |of: &[(&str, &String)]| {
        of.iter().map(|(check, found)| format!("{check}: {found}\n")).collect::<String>()
    };
    if bad.is_empty() {
        // Without its shelf a server still does all that needs no file: it is told, and goes on.
        return format!("ready\n{}", lines(&shelf)).into_response();
    }
    (StatusCode::SERVICE_UNAVAILABLE, lines(&bad) + &lines(&shelf)).into_response()
}

/// Figures as Prometheus reads them.
async fn metrics(State(asked): State<Arc<Asked>>) -> Response {
    let mut text = Text::default();
    text.family("build", "gauge", "The program, by its version.");
    text.sample("build", &[("version", env!("CARGO_PKG_VERSION"))], 1);
    asked.figures.write(&mut text);
    text.one("connections", "gauge", "Connections that are open.", asked.places.taken());
    of_office(&asked, &mut text).await;
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text.0).into_response()
}

/// What is measured of the office; a figure that cannot be had is left out.
async fn of_office(asked: &Asked, text: &mut Text) {
    let office = &asked.data.office;
    text.family("healthy", "gauge", "What /ready looks at: 1 where it is good.");
    for one in health::ready(&asked.data, &asked.directory).await {
        text.sample("healthy", &[("check", one.check)], u8::from(one.found.is_none()));
    }
    let errors = guantong_store::database_errors();
    text.one(
        "database_errors_total",
        "counter",
        "How often the database failed in what it was asked.",
        errors,
    );
    if let Ok((entries, _)) = office.storage().head().await {
        text.one("journal_entries", "gauge", "Entries of the journal.", entries);
    }
    let log = health::log_bytes(&asked.directory);
    text.one("log_bytes", "gauge", "Bytes of the write-ahead log beside the database's file.", log);
    if let Ok(open) = asked.data.database.open_sessions(office.sessions_since()).await {
        text.one("sessions_open", "gauge", "Sessions that are open.", open);
    }
    if let Ok(mail) = office.mail_figures().await {
        let age = mail.oldest_at.map_or(0, |at| (office.clock().now() - at) / 1_000_000);
        text.one("mail_waiting", "gauge", "Mails that wait to be sent.", mail.waiting);
        text.one("mail_oldest_seconds", "gauge", "Since the oldest of them was put into the outbox.", age);
        text.one("mail_given_up", "gauge", "Mails that were given up and not put away.", mail.given_up);
    }
    if let Some(hashing) = office.hashing() {
        text.one("hashing_places", "gauge", "Passwords that can be hashed at once.", hashing.places);
        text.one("hashing_taken", "gauge", "Passwords that are being hashed.", hashing.taken);
    }
    if let Some(folder) = &asked.backups {
        let now = office.clock().now();
        let made = backup::newest(folder).map(|(_, manifest)| manifest.made_at);
        let age = |at: i64| (now - at) / 1_000_000;
        if let Some(at) = made {
            text.one("backup_age_seconds", "gauge", "Since the newest backup was written.", age(at));
        }
        if let Some(at) = backup::tried_at(folder) {
            text.one(
                "backup_tried_age_seconds",
                "gauge",
                "Since a backup was last restored to try it.",
                age(at),
            );
        }
    }
}
