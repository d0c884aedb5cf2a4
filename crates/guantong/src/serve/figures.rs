//! What is counted of requests and connections. No figure is of a person, and there are no more series than there are
//! addresses: what stands behind an address's variable parts is never a label.

use super::Refused;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Up to how many seconds an answer took, for each figure of the histogram.
const SECONDS: [f64; 7] = [0.005, 0.025, 0.05, 0.1, 0.3, 1.0, 5.0];
/// Addresses and methods that are counted each by itself; any more, which no server of ours has, are counted together.
const ROWS_MOST: usize = 1_000;

/// What is counted.
#[derive(Debug, Default)]
pub(super) struct Figures {
    rows: Mutex<BTreeMap<(String, &'static str), Row>>,
    in_flight: AtomicU64,
    refused: [AtomicU64; Refused::ALL.len()],
    faults: AtomicU64,
    ending: AtomicBool,
}

/// Answers of one address, asked by one method.
#[derive(Debug, Default)]
struct Row {
    classes: [u64; 5],
    within: [u64; SECONDS.len()],
    micros: u64,
}

impl Figures {
    /// Notes that a request has begun.
    pub(super) fn begin(&self) {
        self.in_flight.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes that one is over.
    pub(super) fn done(&self) {
        self.in_flight.fetch_sub(1, Ordering::Relaxed);
    }

    /// Notes an answer.
    pub(super) fn answered(&self, route: &str, method: &'static str, status: u16, took: Duration) {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        let mut key = (route.to_owned(), method);
        if rows.len() >= ROWS_MOST && !rows.contains_key(&key) {
            key = ("other".to_owned(), "other");
        }
        let row = rows.entry(key).or_default();
        let class = usize::from(status / 100).saturating_sub(1).min(4);
        if let Some(count) = row.classes.get_mut(class) {
            *count += 1;
        }
        row.micros = row.micros.saturating_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
        for (within, seconds) in row.within.iter_mut().zip(SECONDS) {
            *within += u64::from(took.as_secs_f64() <= seconds);
        }
    }

    /// Notes a connection that was refused; how many of its kind there were with it.
    pub(super) fn refused(&self, why: Refused) -> u64 {
        self.refused.get(why as usize).map_or(0, |count| count.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// Notes a fault that somebody was shown.
    pub(super) fn fault(&self) {
        self.faults.fetch_add(1, Ordering::Relaxed);
    }

    /// From now on the server is not ready any more: it lets what is being answered come to its end.
    pub(super) fn end(&self) {
        self.ending.store(true, Ordering::Relaxed);
    }

    /// Whether it is.
    pub(super) fn is_ending(&self) -> bool {
        self.ending.load(Ordering::Relaxed)
    }

    /// All of it, as Prometheus reads it.
    pub(super) fn write(&self, text: &mut Text) {
        let get = |number: &AtomicU64| number.load(Ordering::Relaxed);
        let rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        text.family(
            "requests_total",
            "counter",
            "Requests answered, by address, method and class of status.",
        );
        for ((route, method), row) in rows.iter() {
            for (class, count) in ["1xx", "2xx", "3xx", "4xx", "5xx"].iter().zip(row.classes) {
                if count > 0 {
                    let labels = [("route", route.as_str()), ("method", method), ("class", class)];
                    text.sample("requests_total", &labels, count);
                }
            }
        }
        text.family(
            "request_seconds",
            "histogram",
            "How long an answer was worked on, by address and method.",
        );
        for ((route, method), row) in rows.iter() {
            let labels = [("route", route.as_str()), ("method", *method)];
            let [first, second] = labels;
            for (seconds, count) in SECONDS.iter().zip(row.within) {
                let seconds = seconds.to_string();
                text.sample("request_seconds_bucket", &[first, second, ("le", &seconds)], count);
            }
            let count: u64 = row.classes.iter().sum();
            text.sample("request_seconds_bucket", &[first, second, ("le", "+Inf")], count);
            let sum = format!("{}.{:06}", row.micros / 1_000_000, row.micros % 1_000_000);
            text.sample("request_seconds_sum", &labels, sum);
            text.sample("request_seconds_count", &labels, count);
        }
        text.one("requests_in_flight", "gauge", "Requests that are being answered.", get(&self.in_flight));
        text.family("connections_refused_total", "counter", "Connections that were not let in, by why.");
        for (why, count) in Refused::ALL.iter().zip(&self.refused) {
            text.sample("connections_refused_total", &[("why", why.as_str())], get(count));
        }
        text.one("faults_total", "counter", "Faults that somebody was shown a number of.", get(&self.faults));
    }
}

/// Figures in the text form of Prometheus.
#[derive(Debug, Default)]
pub(super) struct Text(pub(super) String);

impl Text {
    /// Begins a family of figures; every name begins with the program's.
    pub(super) fn family(&mut self, name: &str, kind: &str, help: &str) {
        // Writing into a text cannot fail.
        let _ = writeln!(self.0, "# HELP guantong_{name} {help}\n# TYPE guantong_{name} {kind}");
    }

    /// A figure of the family.
    pub(super) fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: impl std::fmt::Display) {
        let label = |(name, value): &(&str, &str)| {
            format!("{name}=\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
        };
        let labels: Vec<String> = labels.iter().map(label).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let _ = writeln!(self.0, "guantong_{name}{labels} {value}");
    }

    /// A family of one figure.
    pub(super) fn one(&mut self, name: &str, kind: &str, help: &str, value: impl std::fmt::Display) {
        self.family(name, kind, help);
        self.sample(name, &[], value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(figures: &Figures) -> String {
        let mut text = Text::default();
        figures.write(&mut text);
        text.0
    }

    #[test]
    fn answers_are_counted_by_address_method_class_and_how_long_they_took() {
        let figures = Figures::default();
        for (status, millis) in [(200, 4), (200, 25), (303, 90), (404, 0), (503, 6_000), (999, 1)] {
            figures.answered("/students/{id}", "GET", status, Duration::from_millis(millis));
        }
        figures.answered("/sign-in", "POST", 303, Duration::from_millis(40));
        figures.begin();
        figures.refused(Refused::Full);
        assert_eq!(figures.refused(Refused::Full), 2);
        let out = written(&figures);
        for line in [
            "guantong_requests_total{route=\"/students/{id}\",method=\"GET\",class=\"2xx\"} 2",
            "guantong_requests_total{route=\"/students/{id}\",method=\"GET\",class=\"3xx\"} 1",
            "guantong_requests_total{route=\"/students/{id}\",method=\"GET\",class=\"4xx\"} 1",
            "guantong_requests_total{route=\"/students/{id}\",method=\"GET\",class=\"5xx\"} 2",
            "guantong_requests_total{route=\"/sign-in\",method=\"POST\",class=\"3xx\"} 1",
            "guantong_request_seconds_bucket{route=\"/students/{id}\",method=\"GET\",le=\"0.005\"} 3",
            "guantong_request_seconds_bucket{route=\"/students/{id}\",method=\"GET\",le=\"0.025\"} 4",
            "guantong_request_seconds_bucket{route=\"/students/{id}\",method=\"GET\",le=\"0.1\"} 5",
            "guantong_request_seconds_bucket{route=\"/students/{id}\",method=\"GET\",le=\"5\"} 5",
            "guantong_request_seconds_bucket{route=\"/students/{id}\",method=\"GET\",le=\"+Inf\"} 6",
            "guantong_request_seconds_sum{route=\"/students/{id}\",method=\"GET\"} 6.120000",
            "guantong_request_seconds_count{route=\"/students/{id}\",method=\"GET\"} 6",
            "guantong_requests_in_flight 1",
            "guantong_connections_refused_total{why=\"full\"} 2",
            "guantong_connections_refused_total{why=\"not-a-proxy\"} 0",
        ] {
            assert!(out.lines().any(|one| one == line), "{line}\n{out}");
        }
        assert!(!out.contains("class=\"1xx\""), "what never happened has no series: {out}");
    }

    #[test]
    fn there_are_never_more_series_than_addresses() {
        let figures = Figures::default();
        for n in 0..2 * ROWS_MOST {
            figures.answered(&format!("/{n}"), "GET", 200, Duration::ZERO);
        }
        let out = written(&figures);
        assert_eq!(out.matches("guantong_requests_total{").count(), ROWS_MOST + 1);
        assert!(out.contains(&format!("{{route=\"other\",method=\"other\",class=\"2xx\"}} {ROWS_MOST}")));
    }
}
