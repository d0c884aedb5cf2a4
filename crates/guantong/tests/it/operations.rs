//! A server as those who keep it see it: its log, its figures, and how it ends.

use crate::plain::rest;
use crate::scratch::Scratch;
use crate::served::{Served, earlier, sql};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Output};

/// A number as identity numbers are made, of nobody.
const NUMBER: &str = "990108200803140016";

fn run(arguments: &[&str], data: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guantong"));
    command.args(arguments).arg("--data").arg(data).env("GUANTONG_LANG", "en");
    command.output().unwrap()
}

/// An empty office in a folder.
fn office(folder: &Scratch) -> std::path::PathBuf {
    let data = folder.path().join("data");
    let made = run(&["init"], &data);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    data
}

/// A form that the server has begun to read and that is not there yet: with what is left of it.
fn begun(server: &Served) -> (TcpStream, &'static str) {
    let mut stream = TcpStream::connect(&server.pages).unwrap();
    let (first, left) = ("login=nobody&pass", "word=a-password-of-nobody");
    let head = "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\n\
                Content-Type: application/x-www-form-urlencoded";
    let length = first.len() + left.len();
    write!(stream, "{head}\r\nContent-Length: {length}\r\n\r\n").unwrap();
    // Said by the server when a page begins to read.
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).unwrap();
    assert_eq!(String::from_utf8_lossy(&go_on), "HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(first.as_bytes()).unwrap();
    (stream, left)
}

fn chain_is_whole(data: &Path) {
    let verified = run(&["journal", "verify"], data);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
}

#[test]
fn a_server_that_is_to_end_answers_what_it_has_begun_and_nobody_else() {
    let folder = Scratch::new("drained");
    let data = office(&folder);
    let mut server = Served::start(&data, &[]);
    assert!(server.ask(&server.operations, "GET /ready HTTP/1.1").starts_with("HTTP/1.1 200"));
    let (mut slow, left) = begun(&server);
    server.signal("TERM");
    let ending = server.event("ending");
    assert_eq!((ending["why"].as_str(), ending["seconds"].as_u64()), (Some("SIGTERM"), Some(10)));
    let ready = server.ask(&server.operations, "GET /ready HTTP/1.1");
    assert!(ready.starts_with("HTTP/1.1 503") && ready.ends_with("ending\n"), "{ready}");
    let mut health = Command::new(env!("CARGO_BIN_EXE_guantong"));
    let health = health.args(["health", "--operations", &server.operations]).output().unwrap();
    assert_eq!((health.status.code(), health.stdout.as_slice()), (Some(1), b"ending\n".as_slice()));
    // The door is closed a moment after it was told: until then a connection is taken by the system alone.
    while let Ok(mut refused) = TcpStream::connect(&server.pages) {
        assert_eq!(rest(&mut refused), "", "nobody is answered any more");
    }

    slow.write_all(left.as_bytes()).unwrap();
    let answer = rest(&mut slow);
    assert!(answer.starts_with("HTTP/1.1 4") && answer.contains("connection: close"), "{answer}");
    assert!(answer.contains("sign-in"), "the page that was asked: {answer}");
    let (status, told) = server.ended();
    assert_eq!(status.code(), Some(0), "{told:?}");
    let last = told.last().unwrap();
    assert!(last.contains("\"event\":\"stop\"") && last.contains("\"cut\":0"), "{last}");
    assert!(!data.join("guantong.sqlite-wal").exists(), "the database was closed");
    chain_is_whole(&data);
}

#[test]
fn a_server_without_anything_to_do_ends_at_once() {
    let folder = Scratch::new("interrupted");
    let data = office(&folder);
    let mut server = Served::start(&data, &[]);
    // A connection that waits for its next request keeps nobody.
    let mut idle = TcpStream::connect(&server.pages).unwrap();
    write!(idle, "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").unwrap();
    server.event("request");
    server.signal("INT");
    let (status, told) = server.ended();
    assert_eq!(status.code(), Some(0), "{told:?}");
    assert!(told.iter().any(|line| line.contains("SIGINT")), "{told:?}");
}

#[test]
fn whoever_asks_a_second_time_does_not_wait() {
    let folder = Scratch::new("impatient");
    let data = office(&folder);
    let mut server = Served::start(&data, &[]);
    let (mut slow, _) = begun(&server);
    server.signal("TERM");
    server.event("ending");
    server.signal("TERM");
    let (status, told) = server.ended();
    assert_eq!(status.code(), Some(1), "{told:?}");
    // What was cut off may be noted before it or after it: the tasks that answer are let go side by side.
    let stops: Vec<_> = told.iter().filter(|line| line.contains("\"event\":\"stop\"")).collect();
    assert!(stops.len() == 1 && stops[0].contains("\"at_once\":true"), "{told:?}");
    assert_eq!(rest(&mut slow), "", "it was cut off");
    chain_is_whole(&data);
}

/// Figures in a row that could be a number of a person.
fn number_of_somebody(text: &str) -> Option<&str> {
    text.split(|c: char| !c.is_numeric()).find(|run| run.chars().count() >= 11)
}

#[test]
fn item_34_a_log_tells_of_every_request_and_of_nobody() {
    let folder = Scratch::new("logged");
    let data = office(&folder);
    let mut server = Served::start(&data, &[]);
    let start = server.event("start");
    assert_eq!(start["version"], env!("CARGO_PKG_VERSION"));
    assert!(start["address"].as_str().unwrap().ends_with(&server.pages), "{start}");

    let phone = "13800138000";
    for (head, route, status) in [
        (format!("GET /students/{NUMBER} HTTP/1.1"), "/students/{id}", 403),
        (format!("GET /students?search={NUMBER}&phone={phone} HTTP/1.1"), "/students", 403),
        (format!("GET /{NUMBER} HTTP/1.1"), "-", 404),
        (format!("GET /health HTTP/1.1\r\nX-Request-Id: {NUMBER}\r\nCookie: a={NUMBER}"), "/health", 200),
        (format!("GET /sign-in?next=/students/{NUMBER} HTTP/1.1\r\nUser-Agent: {phone}"), "/sign-in", 200),
        (format!("PUT /students/{NUMBER} HTTP/1.1"), "/students/{id}", 405),
        (format!("{NUMBER} /health HTTP/1.1"), "/health", 501),
    ] {
        let answer = server.ask(&server.pages, &head);
        let line = server.event("request");
        assert_eq!((line["route"].as_str(), line["status"].as_u64()), (Some(route), Some(status)), "{head}");
        assert_eq!(line["role"], "public", "{head}");
        let id = line["request_id"].as_str().unwrap();
        assert!(answer.contains(&format!("x-request-id: {id}\r\n")), "{head}: {answer}");
        assert!(id != NUMBER && line["ms"].is_number() && line["bytes"].is_u64(), "{line}");
    }
    let form = format!("login={NUMBER}&password={phone}");
    let mut stream = TcpStream::connect(&server.pages).unwrap();
    let head = "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\
                Content-Type: application/x-www-form-urlencoded";
    write!(stream, "{head}\r\nContent-Length: {}\r\n\r\n{form}", form.len()).unwrap();
    rest(&mut stream);
    let line = server.event("request");
    assert_eq!((line["route"].as_str(), line["method"].as_str()), (Some("/sign-in"), Some("POST")));

    // What the database says of a fault holds the number; the log does not, and leads to the page and back.
    sql(
        &data,
        &format!("ALTER TABLE plan RENAME TO plan_{NUMBER}; CREATE VIEW plan AS SELECT * FROM gone_{NUMBER}"),
    );
    let answer = server.page("/health");
    let (fault, request) = (server.event("fault"), server.event("request"));
    let number = fault["fault"].as_str().unwrap();
    assert!(answer.starts_with("HTTP/1.1 500") && answer.contains(number), "{number}: {answer}");
    assert_eq!((&request["fault"], &request["request_id"]), (&fault["fault"], &fault["request_id"]));
    assert!(fault["what"].as_str().unwrap().contains("gone_…"), "{fault}");

    server.signal("TERM");
    let (_, told) = server.ended();
    assert!(told.len() > 12, "{told:?}");
    for line in &told {
        let id = serde_json::from_str::<serde_json::Value>(line).unwrap();
        let without_time = line.replace(id["time"].as_str().unwrap(), "");
        assert_eq!(number_of_somebody(&without_time), None, "{line}");
    }
}

#[test]
fn an_id_from_a_trusted_proxy_goes_through_and_a_level_keeps_lines_out() {
    let folder = Scratch::new("proxied");
    let data = office(&folder);
    let mut server = Served::start(&data, &["--trusted-proxy", "127.0.0.1"]);
    let given = "7f3a0c5e-9b1d-4e2f-8a6c-0d9e8f7a6b5c";
    let answer = server.ask(&server.pages, &format!("GET /health HTTP/1.1\r\nX-Request-Id: {given}"));
    assert!(answer.contains(&format!("x-request-id: {given}\r\n")), "{answer}");
    assert_eq!(server.event("request")["request_id"], given);
    drop(server);

    let server = Served::start(&data, &["--log-level", "warn"]);
    server.page("/health");
    server.signal("TERM");
    let (status, told) = server.ended();
    assert_eq!((status.code(), told.len()), (Some(0), 0), "{told:?}");
}

#[test]
fn an_older_schema_brought_up_to_date_and_a_backup_are_told() {
    let folder = Scratch::new("migrated");
    let (data, kept) = (folder.path().join("data"), folder.path().join("kept"));
    earlier(&data, 9);
    std::fs::create_dir_all(&kept).unwrap();
    let broken_off = kept.join("guantong-20200101T000000-000000.sqlite.part");
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_577_836_800);
    std::fs::File::create(&broken_off).unwrap().set_modified(long_ago).unwrap();
    let mut server = Served::start(&data, &["--backup-to", kept.to_str().unwrap()]);
    let migration = server.event("migration");
    assert_eq!(migration["from"], 9);
    assert!(migration["to"].as_i64().unwrap() > 9, "{migration}");
    let backup = server.event("backup");
    assert!(kept.join(backup["file"].as_str().unwrap()).exists(), "{backup}");
    assert_eq!((backup["entries"].as_i64(), backup["swept"].as_u64()), (Some(0), Some(1)), "{backup}");
    assert!(!broken_off.exists());
    drop(server);
    // Where the directory is none, the backup fails and the office goes on.
    std::fs::remove_dir_all(&kept).unwrap();
    std::fs::write(&kept, "").unwrap();
    let mut server = Served::start(&data, &["--backup-to", kept.to_str().unwrap()]);
    let failed = server.event("backup-failed");
    assert_eq!((failed["level"].as_str(), failed["directory"].as_str()), (Some("error"), kept.to_str()));
    assert!(server.page("/health").starts_with("HTTP/1.1 200"));
}

/// A figure with its labels.
type Sample = (String, BTreeMap<String, String>, f64);

/// Reads figures as Prometheus does, and stumbles where it would.
fn parsed(text: &str) -> Vec<Sample> {
    let mut kinds: BTreeMap<String, String> = BTreeMap::new();
    let mut samples: Vec<Sample> = Vec::new();
    let mut seen = BTreeSet::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').unwrap();
            assert!(["counter", "gauge", "histogram"].contains(&kind), "{line}");
            assert!(kinds.insert(name.to_owned(), kind.to_owned()).is_none(), "a family twice: {line}");
            continue;
        }
        if line.starts_with("# HELP ") {
            continue;
        }
        let (series, value) = line.rsplit_once(' ').unwrap();
        assert!(seen.insert(series.to_owned()), "a series twice: {line}");
        let (name, labels) = series.split_once('{').unwrap_or((series, "}"));
        let family = ["_bucket", "_sum", "_count"].iter().find_map(|ending| name.strip_suffix(ending));
        let family = family.filter(|family| kinds.get(*family).is_some_and(|kind| kind == "histogram"));
        assert!(kinds.contains_key(family.unwrap_or(name)), "no family before it: {line}");
        assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'), "{line}");
        let labels = labels.strip_suffix('}').unwrap();
        // Our labels hold no quotes, so each ends at the next.
        let labels = labels.split("\",").filter(|label| !label.is_empty()).map(|label| {
            let (name, value) = label.trim_end_matches('"').split_once("=\"").unwrap();
            (name.to_owned(), value.to_owned())
        });
        samples.push((name.to_owned(), labels.collect(), value.parse().unwrap()));
    }
    samples
}

#[test]
fn figures_are_of_addresses_and_never_of_people() {
    let folder = Scratch::new("figures");
    let data = office(&folder);
    let server = Served::start(&data, &[]);
    for path in [
        format!("/students/{NUMBER}"),
        format!("/students/{NUMBER}1"),
        format!("/{NUMBER}"),
        "/health".to_owned(),
    ] {
        server.page(&path);
    }
    server.ask(&server.pages, &format!("{NUMBER} /health HTTP/1.1"));
    let (slow, _) = begun(&server);
    let answer = server.ask(&server.operations, "GET /metrics HTTP/1.1");
    drop(slow);
    let (head, text) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.contains("content-type: text/plain; version=0.0.4"), "{head}");
    let samples = parsed(text);
    let value = |name: &str, labels: &[(&str, &str)]| {
        let labels = labels.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let found = samples.iter().find(|(other, of, _)| other == name && *of == labels);
        found.unwrap_or_else(|| panic!("{name} {labels:?}: {text}")).2
    };
    let student = [("route", "/students/{id}"), ("method", "GET"), ("class", "4xx")];
    assert!((value("guantong_requests_total", &student) - 2.0).abs() < 1e-9);
    let known = |route: &str| guantong_web::routes().iter().any(|listed| listed.path == route);
    for (name, labels, _) in &samples {
        for (label, value) in labels {
            let allowed = match label.as_str() {
                "route" => value == "-" || value == "other" || known(value),
                "method" => {
                    ["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "other"]
                        .contains(&value.as_str())
                }
                "class" => ["1xx", "2xx", "3xx", "4xx", "5xx"].contains(&value.as_str()),
                "le" => value == "+Inf" || value.parse::<f64>().is_ok(),
                "check" | "why" => value.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
                "version" => value == env!("CARGO_PKG_VERSION"),
                _ => false,
            };
            assert!(allowed, "{name} {label}={value}");
        }
    }
    let bucket = |le: &str| {
        value(
            "guantong_request_seconds_bucket",
            &[("route", "/students/{id}"), ("method", "GET"), ("le", le)],
        )
    };
    let up: Vec<f64> =
        ["0.005", "0.025", "0.05", "0.1", "0.3", "1", "5", "+Inf"].iter().map(|le| bucket(le)).collect();
    assert!(up.is_sorted() && (up[7] - 2.0).abs() < 1e-9, "{up:?}");
    for (name, least) in [
        ("guantong_requests_in_flight", 1.0),
        ("guantong_connections", 1.0),
        ("guantong_faults_total", 0.0),
        ("guantong_database_errors_total", 0.0),
        ("guantong_journal_entries", 0.0),
        ("guantong_log_bytes", 0.0),
        ("guantong_sessions_open", 0.0),
        ("guantong_hashing_places", 1.0),
        ("guantong_hashing_taken", 0.0),
    ] {
        assert!(value(name, &[]) >= least, "{name}: {text}");
    }
    for check in ["database", "schema", "replica", "disk", "clock"] {
        assert!((value("guantong_healthy", &[("check", check)]) - 1.0).abs() < 1e-9, "{check}");
    }
    assert_eq!(number_of_somebody(text), None);

    // What the database cannot do is counted.
    sql(&data, "ALTER TABLE plan RENAME TO plan_gone");
    server.page("/health");
    let answer = server.ask(&server.operations, "GET /metrics HTTP/1.1");
    let samples = parsed(answer.split_once("\r\n\r\n").unwrap().1);
    for name in ["guantong_faults_total", "guantong_database_errors_total"] {
        let found = samples.iter().find(|(other, ..)| other == name).unwrap().2;
        assert!(found >= 1.0, "{name} {found}");
    }
}
