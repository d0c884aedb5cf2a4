//! What those who keep the server ask of it, on an address of its own: whether it lives, whether it is ready, figures.
//! No figure is of a person.

use super::House;
use crate::commands::backup;
use crate::data::Data;
use crate::health;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// Up to how many seconds an answer took, for each figure of the histogram.
const SECONDS: [f64; 7] = [0.005, 0.025, 0.05, 0.1, 0.3, 1.0, 5.0];

/// What is counted of requests, by the class of their answers and by how long these took.
#[derive(Debug, Default)]
pub(super) struct Figures {
    classes: [AtomicU64; 5],
    within: [AtomicU64; SECONDS.len()],
    count: AtomicU64,
    micros: AtomicU64,
    ending: AtomicBool,
}

impl Figures {
    /// Notes an answer.
    pub(super) fn answered(&self, status: u16, took: Duration) {
        let class = usize::from(status / 100).saturating_sub(1).min(4);
        let add = |number: Option<&AtomicU64>, more: u64| {
            if let Some(number) = number {
                number.fetch_add(more, Ordering::Relaxed);
            }
        };
        add(self.classes.get(class), 1);
        add(Some(&self.count), 1);
        add(Some(&self.micros), u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
        for (within, seconds) in self.within.iter().zip(SECONDS) {
            if took.as_secs_f64() <= seconds {
                add(Some(within), 1);
            }
        }
    }

    /// From now on the server is not ready any more: it lets what is being answered come to its end.
    pub(super) fn end(&self) {
        self.ending.store(true, Ordering::Relaxed);
    }

    fn write(&self, out: &mut String) {
        let get = |number: &AtomicU64| number.load(Ordering::Relaxed);
        let mut line = |text: String| {
            out.push_str(&text);
            out.push('\n');
        };
        line("# TYPE guantong_requests_total counter".to_owned());
        for (class, number) in (1..).zip(&self.classes) {
            line(format!("guantong_requests_total{{class=\"{class}xx\"}} {}", get(number)));
        }
        line("# TYPE guantong_request_seconds histogram".to_owned());
        for (seconds, number) in SECONDS.iter().zip(&self.within) {
            line(format!("guantong_request_seconds_bucket{{le=\"{seconds}\"}} {}", get(number)));
        }
        let count = get(&self.count);
        line(format!("guantong_request_seconds_bucket{{le=\"+Inf\"}} {count}"));
        let micros = get(&self.micros);
        line(format!("guantong_request_seconds_sum {}.{:06}", micros / 1_000_000, micros % 1_000_000));
        line(format!("guantong_request_seconds_count {count}"));
    }
}

/// What is asked about.
pub(super) struct Asked {
    pub(super) data: Data,
    pub(super) directory: PathBuf,
    pub(super) backups: Option<PathBuf>,
    pub(super) figures: Arc<Figures>,
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
    if asked.figures.ending.load(Ordering::Relaxed) {
        return (StatusCode::SERVICE_UNAVAILABLE, "ending\n").into_response();
    }
    let looked = health::ready(&asked.data, &asked.directory).await;
    let bad: Vec<String> =
        looked.iter().filter_map(|one| Some(format!("{}: {}\n", one.check, one.found.as_ref()?))).collect();
    if bad.is_empty() {
        return "ready\n".into_response();
    }
    (StatusCode::SERVICE_UNAVAILABLE, bad.concat()).into_response()
}

/// Figures as Prometheus reads them.
async fn metrics(State(asked): State<Arc<Asked>>) -> Response {
    let mut out = String::new();
    asked.figures.write(&mut out);
    let now = asked.data.office.clock().now();
    out.push_str("# TYPE guantong_healthy gauge\n");
    for one in health::ready(&asked.data, &asked.directory).await {
        let good = u8::from(one.found.is_none());
        let _ = writeln!(out, "guantong_healthy{{check=\"{}\"}} {good}", one.check);
    }
    if let Ok((entries, _)) = asked.data.office.storage().head().await {
        let _ = writeln!(out, "# TYPE guantong_journal_entries gauge\nguantong_journal_entries {entries}");
    }
    let log = health::log_bytes(&asked.directory);
    let _ = writeln!(out, "# TYPE guantong_log_bytes gauge\nguantong_log_bytes {log}");
    if let Some(folder) = &asked.backups {
        let made = backup::newest(folder).map(|(_, manifest)| manifest.made_at);
        for (name, at) in [("backup", made), ("backup_tried", backup::tried_at(folder))] {
            if let Some(at) = at {
                let age = (now - at) / 1_000_000;
                let _ = writeln!(out, "# TYPE guantong_{name}_age_seconds gauge");
                let _ = writeln!(out, "guantong_{name}_age_seconds {age}");
            }
        }
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], out).into_response()
}

impl House {
    /// Notes an answer in the figures.
    pub(super) fn note(&self, status: u16, took: Duration) {
        self.figures.answered(status, took);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_class_and_by_how_long_they_took() {
        let figures = Figures::default();
        for (status, millis) in [(200, 4), (200, 25), (303, 90), (404, 0), (503, 6_000), (999, 1)] {
            figures.answered(status, Duration::from_millis(millis));
        }
        let mut out = String::new();
        figures.write(&mut out);
        for line in [
            "guantong_requests_total{class=\"1xx\"} 0",
            "guantong_requests_total{class=\"2xx\"} 2",
            "guantong_requests_total{class=\"3xx\"} 1",
            "guantong_requests_total{class=\"4xx\"} 1",
            "guantong_requests_total{class=\"5xx\"} 2",
            "guantong_request_seconds_bucket{le=\"0.005\"} 3",
            "guantong_request_seconds_bucket{le=\"0.025\"} 4",
            "guantong_request_seconds_bucket{le=\"0.1\"} 5",
            "guantong_request_seconds_bucket{le=\"5\"} 5",
            "guantong_request_seconds_bucket{le=\"+Inf\"} 6",
            "guantong_request_seconds_sum 6.120000",
            "guantong_request_seconds_count 6",
        ] {
            assert!(out.lines().any(|one| one == line), "{line}\n{out}");
        }
    }
}
